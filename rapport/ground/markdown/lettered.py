"""Letters, Roman numerals and years at the head of a line, which number no list: « (p) Données provisoires », « p. ex. ».

Pandoc takes each for the number of a list of one item, prints it in its own way, and counts on by itself: « MM. Dupont et Petit »
begins at 2000. People letter a list of two items or more, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapport.ground.patterns import regex

_MARK = regex(
    r"(?P<margin>(?:[ \t>]|(?:[-*+:~]|\d{1,3}[.)])[ \t]++|\[\^[^\]\s]++\]:[ \t]*+)*+)"
    r"(?P<mark>(?P<open>\(?)(?P<said>[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|\d{4,9})(?P<close>[.)]))(?P<space>[ \t]++)(?=\S)"
)
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BREAKS = regex(r"[ \t>]*(?::{3,}|\#{1,6}[ \t]|\{\{)")


class _Seen(NamedTuple):
    start: int
    end: int
    readings: frozenset[tuple[str, int]]


def lone_marks(text: str) -> list[tuple[int, int]]:
    """Return where the spaces behind such marks begin and end, in order; the text has no block of code."""
    waiting: dict[tuple[int, str, str, bool], _Seen] = {}
    found: dict[tuple[int, int], bool] = {}  # whether each numbers a list
    at, parted = 0, False
    for line in text.split("\n"):
        mark = _MARK.match(line)
        said = line.strip(" \t>")
        if mark:
            key = len(mark["margin"]), mark["open"], mark["close"], mark["said"].isupper()
            here = _Seen(at + mark.start("space"), at + mark.end("space"), frozenset(_readings(mark["said"])))
            before = waiting.get(key)
            follows = before is not None and any((kind, value + 1) in here.readings for kind, value in before.readings)
            found[here[:2]] = follows
            if before is not None and follows:
                found[before[:2]] = True
            waiting[key] = here
        elif said and (_BREAKS.match(line) or (parted and not line.lstrip(">").startswith(("  ", "\t", "> ")))):
            waiting.clear()
        at, parted = at + len(line) + 1, not said
    return [place for place, listed in found.items() if not listed]


def _readings(said: str) -> Iterator[tuple[str, int]]:
    letters = said.lower()
    if len(letters) == 1:
        yield "letter", ord(letters)
    if all(letter in _DIGITS for letter in letters):
        values = [_DIGITS[letter] for letter in letters]
        signs = (-1 if value < following else 1 for value, following in zip(values, [*values[1:], 0], strict=True))
        yield "roman", sum(sign * value for sign, value in zip(signs, values, strict=True))
