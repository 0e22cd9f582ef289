"""Letters that print nothing, wherever they stand (Unicode's Default_Ignorable_Code_Point, and the blank of Braille).

They come from a page of the web or a message that is pasted: a place to cut a word, a joiner, a direction of writing.
"""

from __future__ import annotations

from rapport.ground.patterns import regex

INVISIBLE = (  # inside the brackets of a pattern
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\U000e0000-\U000e0fff"
)
_INVISIBLE = regex(f"[{INVISIBLE}]")


def says_nothing(text: str) -> bool:
    """Tell whether a text has spaces and invisible letters alone."""
    return not text.strip() or not _INVISIBLE.sub("", text).strip()
