"""Brackets that Markdown cuts in two: by the bar between two cells of a table, by the end of a heading."""

from __future__ import annotations

from rapport.ground.markdown.drawn import holds_rows
from rapport.ground.patterns import regex

APART = regex(r"\{\{[^\n]*?\}\}|`[^`\n]*`|\\.")  # their bars are theirs
_HEADING = regex(r"[ ]{0,3}\#{1,6}[ \t]")


def is_cut(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between two places of a text is in two cells, or goes beyond the heading that it begins in."""
    words = text[start:end]
    if "\n" not in words and "|" not in words:
        return False
    first = text.rfind("\n", 0, start) + 1
    if "\n" in words and _HEADING.match(text, first):
        return True
    around = text[text.rfind("\n\n", 0, start) + 1 : text.find("\n\n", end) if "\n\n" in text[end:] else len(text)]
    return holds_rows(around) and any(sign in APART.sub("", words) for sign in "|\n")
