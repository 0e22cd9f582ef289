"""Where the numbers of a slide go, and how large: each in large letters with its words under it, three a row at most."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rapport.outputs.variants import template
from rapport.outputs.variants.measured import fitting
from rapport.outputs.variants.slides import SlideNumber

Box = tuple[float, float, float, float]  # left, top, width, height (inches)
# By rows of numbers on a slide: the height of a number's box, the sizes of its digits and of its words.
_POSTERS = {
    1: (1.6, (104.0, 88.0, 72.0, 60.0, 48.0, 36.0), (24.0, 20.0, 18.0, 16.0, 14.0)),
    2: (1.0, (66.0, 60.0, 54.0, 46.0, 40.0, 34.0, 28.0), (18.0, 16.0, 14.0, 12.0)),
}


class LaidNumber(NamedTuple):
    """A number of a slide: the boxes of its digits and its words, and their sizes; ``colour`` is one of two."""

    of: SlideNumber
    box: Box
    size: float
    under: Box
    small: float
    colour: int


def laid_numbers(posters: Sequence[SlideNumber], headings: Path, base: Path) -> list[LaidNumber]:
    """Return the numbers of a slide where they go; their words are all of one size, that of the longest."""
    count = len(posters)
    across = count if count <= 3 else (2 if count == 4 else 3)  # noqa: PLR2004
    rows = -(-count // across) if across else 1
    wide, high = template.BODY[2] / max(across, 1) - 0.35, template.BODY[3] / rows
    tall, sizes, smaller = _POSTERS[rows]
    room = high - tall - 0.15
    small = min((fitting(poster.label, smaller, base, wide, room) for poster in posters), default=0.0)
    laid = []
    for index, poster in enumerate(posters):
        left, top = template.SIDE + (index % across) * template.BODY[2] / across, template.BODY[1] + (index // across) * high
        size = fitting(poster.number, sizes, headings, wide, tall)
        box, under = (left, top, wide, tall), (left, top + tall, wide, room)
        laid.append(LaidNumber(poster, box, size, under, small, (index // across + index) % 2))
    return laid
