"""Words of the PDF and of the page, made comparable: the layout's spaces, the numbers of notes and of lists beside words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection


def bare(text: str) -> str:
    """Return a text without the differences that a page's layout makes: spaces, line ends, hyphenation."""
    return re.sub(r"[\s\u00ad\ufffe\u200b]+", "", unicodedata.normalize("NFKC", text))


_MARKER = re.compile(r"(?<!\S)(\d+)\.?\s+(?=((?:\s*\S){0,8}))")  # of a list's item, before its first words
_BEGINNING = 6  # letters by which an item is known


def without_markers(page: str, items: Collection[tuple[str, str]]) -> str:
    """Return a page of the PDF without the numbers of its lists' items, each known by the words that follow it."""
    return _MARKER.sub(lambda found: " " if (found[1], bare(found[2])[:_BEGINNING]) in items else found[0], page)
