"""PDFium on a page of the PDF: its tagged illustrations, and what is seen of each."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
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

_KIND = "Figure\0".encode("utf-16-le")
_CROPPED = 0.01  # of a picture: the least that its author's crop leaves


def illustrations_on(page: pypdfium2.PdfPage) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield the alternative text and the contents of each illustration that the page's tags name."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    kind = ctypes.create_string_buffer(len(_KIND))
    try:
        waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))]
        waiting.reverse()
        while waiting:
            element = waiting.pop()
            if not element:
                continue
            count = pdfium.FPDF_StructElement_CountChildren(element)
            length = pdfium.FPDF_StructElement_GetType(element, kind, len(_KIND))
            if length == len(_KIND) and kind.raw == _KIND:
                yield _alternative_text(pdfium.FPDF_StructElement_GetAltText, element), frozenset(_contents(element))
            else:
                waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, n) for n in reversed(range(count))]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _contents(element: Any) -> Iterator[int]:
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if content >= 0:
            yield content
        elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
            yield from _contents(child)


def _alternative_text(ask: Any, element: Any) -> str:
    length = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


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
