"""PDFium on the finished PDF: what is measured of its pages, for the rules PAG."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from rapport.rules.outputs.pdf_facts import CUT, FOOT, MARGIN, Anchor, PageFacts, PdfFacts, SeenFacts, anchors_of
from rapport.rules.outputs.pdf_painted import bounds_of, clips_of
from rapport.rules.outputs.pdf_seen import seen_of
from rapport.rules.outputs.pdf_tags import NOTE, tagged_on

_EDGE = CUT * 72 / 25.4
_FOOT = (MARGIN + FOOT + 2) * 72 / 25.4
_WHOLE = 0.97  # of a picture: a border may be lost
_NAME = 256  # bytes, at most, of the name of an anchor, a mark or a font


def measured_and_seen(path: Path) -> PdfFacts:
    """Return the measures of a PDF, and what is seen of its texts and its drawings; raises PdfiumError when it can't be read."""
    return measured(path, seen=True)


def measured(path: Path, *, seen: bool = False) -> PdfFacts:
    """Return the measures of a PDF, without (unless ``seen``) what is seen of its texts and its drawings.

    Raises PdfiumError when it can't be read.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        headings = anchors_of(_outlined(document))
        low = {heading.page for heading in headings if heading.top < _FOOT}
        return {
            "pages": [_page_facts(page, with_foot=number in low, with_seen=seen) for number, page in enumerate(document)],
            "sections": anchors_of(_named(document)),
            "headings": headings,
        }
    finally:
        document.close()


def _page_facts(page: pypdfium2.PdfPage, *, with_foot: bool, with_seen: bool) -> PageFacts:
    width, height = page.get_size()
    text = page.get_textpage()
    objects = [*_objects(page)]
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    spans = _spans(page, width)
    beyond = [box for box in boxes if box[0] < _EDGE or box[1] < _EDGE or box[2] > width - _EDGE or box[3] > height - _EDGE]
    return {
        "text": text.get_text_range(),
        "height": height,
        "lowest": min((bottom for bottom, _ in spans), default=height),
        "hole": _hole(spans),
        "beyond": [said for box in beyond if any(map(str.isalnum, said := text.get_text_bounded(*box).strip()))],
        "fonts": sorted({_font_name(font) for font in _fonts(objects) if not pdfium.FPDFFont_GetIsEmbedded(font)}),
        "cropped": sum(_seen(page, shape) < _WHOLE for kind, shape in objects if kind == pdfium.FPDF_PAGEOBJ_IMAGE),
        "foot": [(box[3], text.get_text_bounded(*box)) for box in boxes if box[3] < _FOOT] if with_foot else [],
        **(seen_of(page, text) if with_seen else SeenFacts(said=[], joined=[], unseen=[], illustrations=[])),
    }


def _spans(page: pypdfium2.PdfPage, width: float) -> list[tuple[float, float]]:
    """Return where each content begins and ends, from below: neither decoration and footer, nor notes, nor a background."""
    spans = []
    notes = {content for _, contents in tagged_on(page, NOTE) for content in contents}
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        shape = pdfium.FPDFPage_GetObject(page.raw, index)
        pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
        apart = _is_artifact(shape) or pdfium.FPDFPageObj_GetMarkedContentID(shape) in notes
        if right.value - left.value < width - 1 and not apart:
            spans.append((bottom.value, top.value))
    return spans


def _hole(spans: list[tuple[float, float]]) -> float:
    """Return the highest blank between two contents."""
    hole, reached = 0.0, None
    for bottom, top in sorted(spans):
        hole = max(hole, bottom - reached) if reached is not None else hole
        reached = top if reached is None else max(reached, top)
    return hole


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Any]]:
    """Yield the objects of a page and their kinds, those of its drawings too."""
    waiting = [pdfium.FPDFPage_GetObject(page.raw, index) for index in range(pdfium.FPDFPage_CountObjects(page.raw))]
    while waiting:
        shape = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(shape)
        yield kind, shape
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            waiting += [pdfium.FPDFFormObj_GetObject(shape, index) for index in range(pdfium.FPDFFormObj_CountObjects(shape))]


def _seen(page: pypdfium2.PdfPage, shape: Any) -> float:
    """Return the share of a picture that is on the page and within what clips it."""
    left, bottom, right, top = bounds_of(shape)
    area = (right - left) * (top - bottom)
    width, height = page.get_size()
    left, bottom, right, top = max(left, 0), max(bottom, 0), min(right, width), min(top, height)
    for across, up in clips_of(shape):
        left, bottom, right, top = max(left, min(across)), max(bottom, min(up)), min(right, max(across)), min(top, max(up))
    return max(right - left, 0) * max(top - bottom, 0) / area if area > 0 else 0.0


def _fonts(objects: Iterable[tuple[int, Any]]) -> Iterator[Any]:
    """Yield the fonts of a page's texts, those of its drawings too, each once."""
    seen = set()
    for kind, shape in objects:
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            font = pdfium.FPDFTextObj_GetFont(shape)
            if font and (address := ctypes.addressof(font.contents)) not in seen:
                seen.add(address)
                yield font


def _font_name(font: Any) -> str:
    name = ctypes.create_string_buffer(_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, _NAME)
    return name.value.decode("utf-8", "replace").rpartition("+")[2]  # the part kept of a font has a mark in front


def _is_artifact(shape: Any) -> bool:
    for index in range(pdfium.FPDFPageObj_CountMarks(shape)):
        name, length = (pdfium.FPDF_WCHAR * _NAME)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(shape, index), name, _NAME, length)
        if bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le") == "Artifact":
            return True
    return False


def _named(document: pypdfium2.PdfDocument) -> Iterator[Anchor]:
    """Yield the places that have a name: Typst names the openings of sections."""
    for index in range(pdfium.FPDF_CountNamedDests(document.raw)):
        length = ctypes.c_long(_NAME)
        name = ctypes.create_string_buffer(_NAME)
        place = pdfium.FPDF_GetNamedDest(document.raw, index, name, length)
        if place and length.value > 0:
            yield _anchor(document, place, name.raw[: length.value - 2].decode("utf-16-le", "replace"))


def _outlined(document: pypdfium2.PdfDocument) -> Iterator[Anchor]:
    for item in document.get_toc():
        place = item.get_dest()
        if place and place.get_index() is not None:
            yield _anchor(document, place.raw, item.get_title())


def _anchor(document: pypdfium2.PdfDocument, place: Any, name: str) -> Anchor:
    found = pypdfium2.PdfDest(place, document)
    _, view = found.get_view()
    return Anchor(name, found.get_index() or 0, view[1] if len(view) > 1 and view[1] is not None else 0.0)
