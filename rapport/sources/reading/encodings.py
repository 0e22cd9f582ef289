"""The encoding that a text was saved in, guessed from its French, and words that were read in another one than theirs."""

from __future__ import annotations

import re

ENCODINGS = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "iso8859-15": "ISO 8859-15", "cp850": "DOS (CP850)"}
_LETTERS = frozenset("àâäæçéèêëîïôöœùûüÿñÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ")  # of French
_RARE = frozenset("äæöüÿñÂÄÆËÏÖÙÛÜŸ")
_SIGNS = frozenset("«»’‘“”–—…€°²³·\u00a0\u202f")


def encoding_of(raw: bytes) -> str:
    """Return the encoding, other than UTF-8, in which bytes read most like French; Windows-1252 where others do as well.

    A letter of ours counts for it, any other sign against it, and so does a capital inside a word: the same byte is « é » on
    an old Mac and « Ž » in Windows.
    """
    return max(ENCODINGS, key=lambda encoding: _frenchness(raw.decode(encoding, errors="replace")))


def _frenchness(text: str) -> int:
    """Return how much the signs beyond ASCII are those of French, each where it may stand."""
    score = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        sign, before, after = match[0], text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        if sign in _LETTERS:
            begins, ends = not before.isalpha(), not after.isalpha()
            alien = (
                before.islower() or (after.islower() and not begins) if sign.isupper() else before.isupper() and after.isupper()
            )
            alone = begins and ends and sign not in "àÀôÔ"
            misplaced = begins and sign in "ëïùûäöüÿñ" and not ends
            score += -2 if alien or alone or misplaced else 0 if sign in _RARE else 3
        else:
            inside = before.isalpha() and after.islower() and sign not in "’‘"
            score += 3 if sign in _SIGNS and not inside else -2
    return score


def decoded_twice(text: str) -> tuple[int, str, str] | None:
    """Return the first word whose accents were read in another encoding than theirs (« PrÃ©sident »): offset, seen, meant."""
    for match in re.finditer(r"[^\x00-\x7f]{2,3}", text):
        for encoding in ("cp1252", "mac_roman", "cp850"):
            for length in (2, 3):
                try:
                    meant = match[0][:length].encode(encoding).decode("utf-8")
                except UnicodeError:
                    continue
                if len(meant) == 1 and meant in _LETTERS | _SIGNS - {"\u00a0", "\u202f"} and len(match[0]) >= length:
                    start = re.search(r"\S*$", text[: match.start()])
                    first = start.start() if start else match.start()
                    end = re.match(r"(?:\w|[^\x00-\x7f\s])*", text[match.start() + length :])
                    rest = end[0] if end else ""
                    before = text[first : match.start()]
                    return first, f"{before}{match[0][:length]}{rest}", f"{before}{meant}{_decoded_once(rest, encoding)}"
    return None


def _decoded_once(word: str, encoding: str) -> str:
    def once(run: re.Match[str]) -> str:
        try:
            return run[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            return run[0]

    return re.sub(r"[^\x00-\x7f]+", once, word)
