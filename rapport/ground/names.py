"""Names of rows, groups and people: those that look alike are one."""

from __future__ import annotations

import unicodedata

# Letters of the Greek and Cyrillic alphabets that are drawn like ours, and ours.
DRAWN_ALIKE = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo", strict=True))
_JOINED = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "…": "..."}
_MARKS = {**dict.fromkeys("’‘ʼ‛′´", "'"), "\u2010": "-", "\u2011": "-", **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060")}
_SAME = str.maketrans(DRAWN_ALIKE | _JOINED | _MARKS)


def one_name(text: str) -> str:
    """Return a name in the one form of all those that look alike: composed accents (NFC), plain spaces, quotes and hyphens.

    A Mac decomposes « Î » into two characters, a word processor curls the apostrophe and joins « fi », another keyboard types the
    letters of its own alphabet: readers see one name.
    """
    if text.isascii() and "  " not in text:
        return text.strip()
    return " ".join(unicodedata.normalize("NFC", text.translate(_SAME)).translate(_SAME).split())
