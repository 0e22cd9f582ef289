"""What a screen reader says of a PDF: its tag tree in its own order, one block a line."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

INLINE = frozenset({"Span", "Link", "Em", "Strong", "Quote", "Reference", "Note", "Code", "Formula"})
GROUPS = frozenset({"Document", "Div", "NonStruct", "Sect", "Part"})


def read_aloud(path: Path) -> list[str]:
    """Return the pages of a PDF as they are read: each block's type and words, deeper under what holds it."""
    document = pypdfium2.PdfDocument(path)
    pages = []
    for page in document:
        words = _words_by_mark(page)
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        count = raw.FPDF_StructTree_CountChildren(tree)
        roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
        pages.append("\n".join(line for root in roots for line in _lines(root, words, 0)))
        raw.FPDF_StructTree_Close(tree)
    document.close()
    return pages


def _words_by_mark(page: pypdfium2.PdfPage) -> dict[int, str]:
    """Return the words of each marked content of a page."""
    letters = page.get_textpage()
    found: dict[int, str] = {}
    for shown in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(shown.raw)
        length = raw.FPDFTextObj_GetText(shown.raw, letters.raw, None, 0)
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        raw.FPDFTextObj_GetText(shown.raw, letters.raw, buffer, length)
        found[mark] = found.get(mark, "") + bytes(buffer)[: length - 2].decode("utf-16-le").replace("\x02", "-")
    return found


def _said(read: Callable[..., int], element: object) -> str:
    length = read(element, None, 0)
    if not length:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le")


def _inline(element: object, words: dict[int, str]) -> tuple[str, list[object]]:
    """Return the words that an element says by itself, its inline parts in their place, and the blocks in it."""
    said, blocks = "", []
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if not child:
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            said += words.get(mark, "") if mark >= 0 else ""
        elif _said(raw.FPDF_StructElement_GetType, child) in INLINE:
            inner, _ = _inline(child, words)
            said += inner
        else:
            blocks.append(child)
    return said, blocks


def _lines(element: object, words: dict[int, str], depth: int) -> Iterator[str]:
    kind = _said(raw.FPDF_StructElement_GetType, element)
    said, blocks = _inline(element, words)
    alt = _said(raw.FPDF_StructElement_GetAltText, element)
    text = f"[{alt}]" if alt else " ".join(said.split())
    inner = depth if kind in GROUPS else depth + 1
    if text or kind not in GROUPS:
        yield f"{'  ' * depth}{kind} {text}".rstrip()
    for block in blocks:
        yield from _lines(block, words, inner)
