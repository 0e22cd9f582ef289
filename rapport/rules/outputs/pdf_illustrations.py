"""PDFium on a page of the PDF: what is seen of each of its tagged illustrations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from rapport.rules.outputs.pdf_facts import Illustration
from rapport.rules.outputs.pdf_painted import (
    COVERED,
    INSIDE,
    OPAQUE,
    Box,
    Painted,
    Surface,
    area_of,
    common_of,
    hex_of,
    is_filled,
    within,
)

_CROPPED = 0.01  # of a picture: the least that its author's crop leaves


def illustration_of(
    alt: str, contents: frozenset[int], painted: Sequence[Painted], surfaces: Sequence[Surface], page: Box
) -> Illustration:
    """Return what is seen of a illustration: its shapes by colour, and how many objects in all, but for its letters."""
    parts = [one for one in painted if one.content in contents]
    last = max((one.order for one in parts), default=0)
    over = [surface for surface in surfaces if surface.order > last and surface.opacity > OPAQUE]
    shapes = [one for one in parts if one.kind != pdfium.FPDF_PAGEOBJ_TEXT and _is_seen(one, over, page)]
    fills = Counter(hex_of(one.colour) for one in shapes if one.kind == pdfium.FPDF_PAGEOBJ_PATH and is_filled(one))
    text = "".join(one.text for one in parts if one.kind == pdfium.FPDF_PAGEOBJ_TEXT)
    return alt, text, sorted(fills.items()), len(shapes)


def _is_seen(one: Painted, over: Sequence[Surface], page: Box) -> bool:
    """Tell whether most of an object is on the page, within what clips it, under nothing; a picture may be cropped (PAG07)."""
    area = area_of(one.box)
    if not area:  # a line, or nothing: a picture of no size
        return bool(one.kind == pdfium.FPDF_PAGEOBJ_PATH)
    least = _CROPPED if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE else INSIDE
    if area_of(within(one, page)) < least * area:
        return False
    return not any(area_of(common_of(surface.box, one.box)) >= COVERED * area for surface in over)
