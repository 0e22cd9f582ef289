"""PDFium on a page of the PDF: what its tags name, and the contents under each."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

ILLUSTRATION, NOTE = "Figure", "Note"
_LONGEST = 2 * len(f"{ILLUSTRATION}\0")  # bytes of the name of a kind
Tagged = tuple[str, frozenset[int]]  # an alternative text, the contents that it is of


def tagged_on(page: pypdfium2.PdfPage) -> dict[str, list[Tagged]]:
    """Return, by kind, what the page's tags name: illustrations and notes, each the outermost of its kind."""
    found: dict[str, list[Tagged]] = {ILLUSTRATION: [], NOTE: []}
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return found
    name = ctypes.create_string_buffer(_LONGEST)
    try:
        tops = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))]
        waiting = [(element, frozenset(found)) for element in reversed(tops)]
        while waiting:
            element, sought = waiting.pop()
            if not element:
                continue
            length = pdfium.FPDF_StructElement_GetType(element, name, _LONGEST)
            kind = name.raw[: max(length - 2, 0)].decode("utf-16-le", "replace") if length <= _LONGEST else ""
            if kind in sought:
                found[kind].append((_alternative_text(element), frozenset(_contents(element))))
                sought -= {kind}
            numbers = range(pdfium.FPDF_StructElement_CountChildren(element)) if sought else ()
            waiting += [(pdfium.FPDF_StructElement_GetChildAtIndex(element, n), sought) for n in reversed(numbers)]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _contents(element: Any) -> Iterator[int]:
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if content >= 0:
            yield content
        elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
            yield from _contents(child)


def _alternative_text(element: Any) -> str:
    length = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetAltText(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
