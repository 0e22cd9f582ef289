"""Words of the PDF and of the page, made comparable: the layout's spaces, the numbers of notes and of lists beside words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from rapport.ground.patterns import regex


def bare(text: str) -> str:
    """Return a text without the differences that a page's layout makes: spaces, line ends, hyphenation."""
    return re.sub(r"[\s\u00ad\ufffe\u200b]+", "", unicodedata.normalize("NFKC", text))


_MARKER = regex(r"(?<!\S)\(?(\d+)[.)]?(\s+|\Z)(?=((?:\s*\S){0,8}))")  # of a list's item, before its first words
BEGINNING = 6  # letters by which an item is known


def without_markers(page: str, items: Collection[tuple[str, str]]) -> str:
    """Return a page of the PDF without the numbers of its lists' items, each known by the words that follow it."""
    return _MARKER.sub(lambda found: " " if _begins(found[1], found[2], found[3], items) else found[0], page)


def _begins(number: str, space: str, following: str, items: Collection[tuple[str, str]]) -> bool:
    """Tell whether a number marks an item: the words that follow it are the first ones of the item, or all of its own.

    An item without words, a picture, leaves the number alone at the end of its line.
    """
    if (number, "") in items and (not following or {"\n", "\r"} & {*space}):
        return True
    words = bare(following)
    wholes = (bare(following[: end.start()]) for end in re.finditer(r"\s|\Z", following))
    return any((number, beginning) in items for beginning in (words[:BEGINNING], *wholes))
