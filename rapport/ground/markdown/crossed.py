"""Emphasis that crosses another: « **gras *x** y* ». Pandoc closes neither as it was meant, and prints the marks of one.

Source: Pandoc's reader (Text.Pandoc.Readers.Markdown: `enclosure`), tried on each pair of marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.patterns import regex

_PARAGRAPH = regex(r"(?:[^\n]++(?:\n(?![^\S\n]*\n))?+)++")
_MARK = regex(r"(?<!\\)(?:(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,2}(?!_)|(?<!~)~~(?!~))")


def crossed_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where crossed emphasis begins and ends, in order; ``text`` has no code and no address any more."""
    if sum(text.count(sign) for sign in "*_~") > 3:  # noqa: PLR2004 - two openings, two closings
        for paragraph in _PARAGRAPH.finditer(text):
            yield from _crossed(text, paragraph.start(), paragraph.end())


def _crossed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}  # crossed by another that has just closed: where the first of the two began
    for mark in _MARK.finditer(text, start, end):
        opens, closes = _sides(text, mark)
        signs = ("**", "*") if mark[0] == "***" else (mark[0],)
        if closes and mark[0] in waiting:
            yield waiting.pop(mark[0]), mark.end()
        elif closes and {*signs} <= {sign for sign, _ in opened}:
            for sign in signs if opened[-1][0] == signs[0] else reversed(signs):
                waiting = _closed(opened, sign)
        elif opens:
            opened = [one for one in opened if one[0] not in signs]  # the nearest opening is the one that closes
            opened += [(sign, mark.start()) for sign in signs]


def _sides(text: str, mark: re.Match[str]) -> tuple[bool, bool]:
    """Tell whether a mark may open, and whether it may close."""
    before, after = text[max(mark.start() - 1, 0) : mark.start()] or " ", text[mark.end() : mark.end() + 1] or " "
    inside = mark[0][0] == "_" and before.isalnum() and after.isalnum()  # of a word
    return not after.isspace() and not inside, not before.isspace() and not inside


def _closed(opened: list[tuple[str, int]], sign: str) -> dict[str, int]:
    """Close the last emphasis of a sign; return those that it leaves open within it, and where it began itself."""
    at = max(number for number, (one, _) in enumerate(opened) if one == sign)
    _, start = opened[at]
    within = opened[at + 1 :]
    opened[at:] = [one for one in within if one[1] == start]  # of one run, ***, which closes in any order
    return {one: start for one, other in within if other != start}
