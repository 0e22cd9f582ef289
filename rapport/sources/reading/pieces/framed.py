"""A page of a PDF piece as a picture, the numbers that were read there framed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2

from rapport.ground import regular
from rapport.sources.reading.pieces import LARGEST, opened
from rapport.sources.written_numbers import written_numbers

_SCALE = 1.5  # pixels a point
_LARGEST = 3000  # pixels of a side
_MARGIN, _STROKE = 4, 3  # pixels
_FRAME = (200, 30, 30)
Box = tuple[float, float, float, float]


def framed_page(path: Path, page: int, numbers: Sequence[tuple[int, str]]) -> bytes:
    """Return a page as PNG; each number is a line of it, from 1, and a value. What isn't found there isn't framed."""
    from PIL import ImageDraw  # noqa: PLC0415 - 60 ms, in another Python alone

    document = pypdfium2.PdfDocument(opened(regular.read(path, LARGEST)))
    shown = document[page - 1]
    width, height = shown.get_size()
    scale = min(_SCALE, _LARGEST / max(width, height, 1))
    picture = shown.render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for box in _boxes(shown.get_textpage(), numbers):
        left, bottom, right, top = (side * scale for side in box)
        corner = (left - _MARGIN, height * scale - top - _MARGIN)
        pen.rectangle([corner, (right + _MARGIN, height * scale - bottom + _MARGIN)], outline=_FRAME, width=_STROKE)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def _boxes(text: Any, numbers: Sequence[tuple[int, str]]) -> Iterator[Box]:
    """Yield where each number is printed, in points from the foot of the page."""
    start, said = 0, str(text.get_text_range())
    for line, written in enumerate(said.split("\n"), 1):
        wanted = {Decimal(value) for number, value in numbers if number == line}
        for found in written_numbers(written) if wanted else ():
            if found.value in wanted:
                yield _around([text.get_charbox(start + at) for at in range(found.start, found.end)])
        start += len(written) + 1


def _around(boxes: Sequence[Box]) -> Box:
    inked = [box for box in boxes if box[2] > box[0]] or list(boxes)
    return (
        min(box[0] for box in inked), min(box[1] for box in inked),
        max(box[2] for box in inked), max(box[3] for box in inked),
    )  # fmt: skip
