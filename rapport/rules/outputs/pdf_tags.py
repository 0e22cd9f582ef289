"""PDFium on a page of the PDF: what its tags name, and the contents under each."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

ILLUSTRATION, NOTE = "Figure", "Note"


def tagged_on(page: pypdfium2.PdfPage, kind: str) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield the alternative text and the contents of each element of a kind that the page's tags name."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))]
        waiting.reverse()
        while waiting:
            element = waiting.pop()
            if not element:
                continue
            count = pdfium.FPDF_StructElement_CountChildren(element)
            if _text_of(pdfium.FPDF_StructElement_GetType, element) == kind:
                yield _text_of(pdfium.FPDF_StructElement_GetAltText, element), frozenset(_contents(element))
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


def _text_of(ask: Any, element: Any) -> str:
    length = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
