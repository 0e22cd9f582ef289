"""How high a text is in a box of a slide: measured with its own font, since nothing shrinks it before somebody edits it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from rapport.sources.brand import Brand

LINE = 1.2  # of the size of a font: the height of a line
_UNIT = 200  # pixels of the size at which letters are measured
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
    """Return how high a text is (inches) at a size (points) in a width (inches); infinite when a word is wider."""
    lines = 0
    for paragraph in text.split("\n"):
        filled = 0.0
        lines += 1
        space = width_of(" ", size, font)
        for word in paragraph.split(" "):
            wide = width_of(word, size, font)
            if wide > width:
                return float("inf")
            if filled and filled + space + wide > width:
                lines, filled = lines + 1, wide
            else:
                filled += space * bool(filled) + wide
    return lines * LINE * size / 72


def fitting(text: str, sizes: tuple[float, ...], font: Path, width: float, height: float) -> float:
    """Return the first of some sizes at which a text is in a box; the last when it is at none."""
    return next((size for size in sizes if height_of(text, size, font, width) <= height), sizes[-1])
