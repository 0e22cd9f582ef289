"""Words of the PDF and of the page, made comparable: the layout's spaces, the numbers of notes and of lists beside words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from html import unescape

UNSEEN = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)  # a font's base64 holds nearly every number


def bare(text: str) -> str:
    """Return a text without the differences that a page's layout makes: spaces, line ends, hyphenation."""
    return re.sub(r"[\s\u00ad\ufffe\u200b]+", "", unicodedata.normalize("NFKC", text))


# Before a note's call, what closes there; the call; then the number of the note at the foot, before its words.
_CALLED = re.compile(r'((?:</(?:span|a|strong|em|sup)>)*)<a href="#note-[^>]*><sup>(\d+)</sup></a>')
_NOTED = re.compile(r'<section class="footnotes"[^>]*>(?:<ol(?: start="(\d+)")?>)(.*?)</ol></section>', re.DOTALL)
_LISTED = re.compile(r'<(/?)(ol|ul|li)\b(?:[^>]*?\sstart="(\d+)")?[^>]*>')
_MARKER = re.compile(r"(?<!\S)(\d+)\.?\s+(?=((?:\s*\S){0,8}))")  # of a list's item, before its first words
_BEGINNING = 6  # letters by which an item is known


def with_notes(html: str) -> str:
    """Return a page where numbers of notes also stand as the PDF's text has them: stuck to the word before, and to their note."""
    notes = []
    for section in _NOTED.finditer(html):
        items = re.findall(r"<li\b[^>]*>(.*?)</li>", section[2], re.DOTALL)
        notes += [f"{number}{UNSEEN.sub('', item).strip()}" for number, item in enumerate(items, int(section[1] or 1))]
    stuck = [
        f"{UNSEEN.sub('', html[max(call.start() - 60, 0) : call.start()])[-20:]}{call[2]}" for call in _CALLED.finditer(html)
    ]
    return " ".join([html, *notes, *stuck])


def items_of(html: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers of the items of a page's lists, which HTML counts without writing them, with their first letters."""
    counts: list[int | None] = []  # the number of the next item of each list that is open; None of one with no number
    for found in _LISTED.finditer(html):
        closes, tag, start = found.groups()
        if tag == "li" and not closes and counts and (number := counts[-1]) is not None:
            yield str(number), bare(unescape(UNSEEN.sub("", html[found.end() : found.end() + 400])))[:_BEGINNING]
            counts[-1] = number + 1
        elif tag != "li" and closes and counts:
            counts.pop()
        elif tag != "li" and not closes:
            counts.append(int(start or 1) if tag == "ol" else None)


def without_markers(page: str, items: Collection[tuple[str, str]]) -> str:
    """Return a page of the PDF without the numbers of its lists' items, each known by the words that follow it."""
    return _MARKER.sub(lambda found: " " if (found[1], bare(found[2])[:_BEGINNING]) in items else found[0], page)
