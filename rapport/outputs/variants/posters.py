"""Where the numbers of a slide go, and how large: in a grid, each over its words; long ones in lines, each beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rapport.ground.shared_out import shared_out
from rapport.outputs.variants import template
from rapport.outputs.variants.measured import LINE, fitting, height_of, width_of

Box = tuple[float, float, float, float]  # left, top, width, height (inches)
AREA: Box = (template.SIDE, 1.95, template.BODY[2], 4.35)
WORDS = (24.0, 20.0, template.READ)  # sizes of the words of a number
MOST, MOST_LINES = 6, 3  # numbers of a slide, in a grid and in lines
# By rows of a grid: the sizes of its numbers, all of one.
_GRID = {1: (104.0, 88.0, 72.0, 60.0), 2: (66.0, 60.0, 54.0, 48.0)}
_LINES = (88.0, 72.0, 60.0, 50.0, 40.0, 32.0)
_GAP, _AIR = 0.35, 0.15
_LOWER = 0.4  # that a row by itself comes below the top
_BESIDE = 0.55  # of the width at most: a number whose words are on its right


class SlideNumber(NamedTuple):
    """A number in large letters, the words with it, and its name."""

    ref: str
    number: str
    label: str


class LaidNumber(NamedTuple):
    """A number of a slide: the boxes of its digits and its words, and their sizes; ``colour`` is one of two."""

    of: SlideNumber
    box: Box
    size: float
    under: Box
    small: float
    colour: int


class Letters(NamedTuple):
    """The files of the fonts that numbers and words are set in."""

    headings: Path
    base: Path


def posters_by_slide(posters: Sequence[SlideNumber], letters: Letters) -> list[Sequence[SlideNumber]]:
    """Return the numbers of each slide, as many as are read together from the back of a hall."""
    return shared_out(posters, lambda some: bool(_in_a_grid(some, letters) or _in_lines(some, letters)))


def laid_numbers(posters: Sequence[SlideNumber], letters: Letters) -> list[LaidNumber]:
    """Return the numbers of a slide where they go, all of one size, and so their words."""
    return _in_a_grid(posters, letters) or _in_lines(posters, letters) or _in_lines(posters, letters, anyhow=True)


def _in_a_grid(posters: Sequence[SlideNumber], letters: Letters) -> list[LaidNumber]:
    """Lay numbers three a row at most, in two rows at most; none when they are too long for that."""
    if not 0 < len(posters) <= MOST:
        return []
    across = len(posters) if len(posters) <= 3 else (2 if len(posters) == 4 else 3)  # noqa: PLR2004
    rows = -(-len(posters) // across)
    column, most = AREA[2] / across, AREA[3] / rows
    wide = column - _GAP
    size = min(fitting(poster.number, _GRID[rows], letters.headings, wide, 2) for poster in posters)
    tall = LINE * size / 72
    small, room = _words(posters, letters, wide, most - tall - _AIR)
    if not room or any(height_of(poster.number, size, letters.headings, wide) > tall + 0.01 for poster in posters):
        return []
    row = tall + room + _AIR if rows == 1 else most
    start = AREA[1] + min(_LOWER, AREA[3] - row * rows)
    laid = []
    for index, poster in enumerate(posters):
        down, right = divmod(index, across)
        left, top = AREA[0] + right * column, start + down * row
        under = (left, top + tall, wide, most - tall - _AIR if rows > 1 else room)
        laid.append(LaidNumber(poster, (left, top, wide, tall), size, under, small, (down + right) % 2))
    return laid


def _in_lines(posters: Sequence[SlideNumber], letters: Letters, *, anyhow: bool = False) -> list[LaidNumber]:
    """Lay numbers one under the other, their words on their right; none when they don't fit, unless they go ``anyhow``."""
    if not posters or (len(posters) > MOST_LINES and not anyhow):
        return []
    row, most = AREA[3] / max(len(posters), MOST_LINES), AREA[2] * _BESIDE
    size = min(fitting(poster.number, _LINES, letters.headings, most, LINE * _LINES[0] / 72) for poster in posters)
    tall, longest = LINE * size / 72, max(width_of(poster.number, size, letters.headings) for poster in posters)
    wide = min(most, longest + 0.02)
    words = AREA[2] - wide - _GAP
    small, room = _words(posters, letters, words, row - _AIR)
    if not (anyhow or (room and longest <= most)):
        return []
    laid = []
    for index, poster in enumerate(posters):
        top, high = AREA[1] + index * row, height_of(poster.label, small, letters.base, words)
        under = (AREA[0] + wide + _GAP, top + max(0.0, (tall - high) / 2), words, min(high + 0.02, row))
        laid.append(LaidNumber(poster, (AREA[0], top, wide, tall), size, under, small, index % 2))
    return laid


def _words(posters: Sequence[SlideNumber], letters: Letters, width: float, height: float) -> tuple[float, float]:
    """Return the size at which all the words of some numbers fit and the height of the longest; 0 for it when they don't."""
    small = min(fitting(poster.label, WORDS, letters.base, width, height) for poster in posters)
    room = max(height_of(poster.label, small, letters.base, width) for poster in posters)
    return small, room + 0.02 if room <= height else 0.0
