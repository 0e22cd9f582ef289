"""How high a text is in a box of a slide: measured with its own font, since nothing shrinks it before somebody edits it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapport.ground.patterns import regex
from rapport.outputs.variants import template
from rapport.sources.brand import Brand

LINE = 1.2  # of the size of a font: the height of a line
_PIECE = regex(r"( *)((?:[^ -]|-(?!\w)|(?<!\w)-)+-?|-)")  # what is never broken, after its spaces
_UNIT = 200  # pixels of the size at which letters are measured
_LINES = (26.0, 24.0, 22.0, 20.0, template.READ)  # sizes of the words that an author wrote
_ROOM = 1.16  # of the width: where the brand isn't installed, DejaVu Sans is 1.15 of Newsreader Display, 1.12 of IBM Plex Sans


@lru_cache(maxsize=8)
def _font(path: Path) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 - 60 ms, for slides alone

    return ImageFont.truetype(str(path), _UNIT)


def font_file(brand: Brand, root: Path, family: str) -> Path:
    """Return the file of a family of the brand in an edition; that of another when it has none of its own."""
    own = [root / "assets" / font.files[0] for font in brand.fonts if font.family == family and font.files]
    return next(iter([*own, *sorted((root / "assets/fonts").glob("*.ttf"))]))


def width_of(text: str, size: float, font: Path) -> float:
    """Return the width of a line of text in inches."""
    return float(_font(font).getlength(text)) / _UNIT * size / 72 * _ROOM


def height_of(text: str, size: float, font: Path, width: float) -> float:
    """Return how high a text is (inches) at a size (points) in a width (inches); infinite when what never breaks is wider.

    A line breaks at a space, and after a hyphen between two letters.
    """
    lines, space = 0, width_of(" ", size, font)
    for paragraph in text.split("\n"):
        filled = 0.0
        lines += 1
        for before, piece in _PIECE.findall(paragraph):
            wide, gap = width_of(piece, size, font), space * len(before) * bool(filled)
            if wide > width:
                return float("inf")
            if filled and filled + gap + wide > width:
                lines, filled = lines + 1, wide
            else:
                filled += gap + wide
    return lines * LINE * size / 72


def lines_size(lines: Sequence[tuple[str, bool]], font: Path) -> float:
    """Return the size at which the lines of a slide are in its text, half a line between two; 0 when they are at none."""
    text, width = "\n".join(line for line, _ in lines), template.BODY[2] - template.BULLET
    between = (len(lines) - 1) / 2 / 72
    sizes = (size for size in _LINES if height_of(text, size, font, width) + between * size <= template.BODY[3])
    return next(sizes, 0.0)


def fitting(text: str, sizes: tuple[float, ...], font: Path, width: float, height: float) -> float:
    """Return the first of some sizes at which a text is in a box; the last when it is at none."""
    return next((size for size in sizes if height_of(text, size, font, width) <= height), sizes[-1])
