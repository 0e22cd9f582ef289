"""PDFium on the finished PDF: what is measured of its pages, for the rules PAG."""

from __future__ import annotations

import ctypes
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from rapport.rules.outputs.pdf_digest import digest_of_page
from rapport.rules.outputs.pdf_facts import CUT, FOOT, MARGIN, Anchor, PageFacts, PdfFacts, SeenFacts, anchors_of
from rapport.rules.outputs.pdf_links import links_on
from rapport.rules.outputs.pdf_painted import Box, Painted, bounds_of, clips_of, painted_on
from rapport.rules.outputs.pdf_seen import seen_of
from rapport.rules.outputs.pdf_tags import ILLUSTRATION, NOTE, Tagged, tagged_on

_EDGE = CUT * 72 / 25.4
_FOOT = (MARGIN + FOOT + 2) * 72 / 25.4
_WHOLE = 0.97  # of a picture: a border may be lost
_NOTHING: Mapping[str, PageFacts] = MappingProxyType({})
_NAME = 256  # bytes, at most, of the name of an anchor or a font


def measured(
    path: Path, *, seen: bool = False, at: int = 0, count: int = 1, known: Mapping[str, PageFacts] = _NOTHING
) -> PdfFacts:
    """Return the measures of a PDF, without (unless ``seen``) what is seen of its texts and its drawings.

    Those of one page out of ``count``, from the page ``at`` on; those that are ``known`` are given back by their digest.
    Raises PdfiumError when it can't be read.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        headings = anchors_of(_outlined(document))
        low = {heading.page for heading in headings if heading.top < _FOOT}
        numbers = range(at, len(document), count)
        return {
            "pages": [_facts_on(document, number, known, with_foot=number in low, with_seen=seen) for number in numbers],
            "sections": anchors_of(_named(document)),
            "headings": headings,
        }
    finally:
        document.close()


def _facts_on(
    document: pypdfium2.PdfDocument, number: int, known: Mapping[str, PageFacts], *, with_foot: bool, with_seen: bool
) -> PageFacts:
    """Return what is read of a page, or what is known of one that was the same."""
    page = document[number]
    tagged = tagged_on(page)
    digest = digest_of_page(document, number, tagged, with_foot)
    return known[digest] if digest in known else _page_facts(page, digest, tagged, with_foot=with_foot, with_seen=with_seen)


def _page_facts(
    page: pypdfium2.PdfPage, digest: str, tagged: Mapping[str, Sequence[Tagged]], *, with_foot: bool, with_seen: bool
) -> PageFacts:
    width, height = page.get_size()
    text = page.get_textpage()
    painted = [*painted_on(page, text if with_seen else None)]
    shapes = [*_shapes(painted)]
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    noted = {content for _, contents in tagged[NOTE] for content in contents}
    notes = [one.box for one in painted if one.content in noted]
    spans = _spans(painted, noted, width)
    beyond = [box for box in boxes if box[0] < _EDGE or box[1] < _EDGE or box[2] > width - _EDGE or box[3] > height - _EDGE]
    return {
        "digest": digest,
        "text": text.get_text_range(),
        "height": height,
        "lowest": min((bottom for bottom, _ in spans), default=height),
        "hole": _hole(spans),
        "beyond": [said for box in beyond if any(map(str.isalnum, said := text.get_text_bounded(*box).strip()))],
        "fonts": sorted({_font_name(font) for font in _fonts(shapes) if not pdfium.FPDFFont_GetIsEmbedded(font)}),
        "cropped": sum(_seen(page, shape) < _WHOLE for kind, shape in shapes if kind == pdfium.FPDF_PAGEOBJ_IMAGE),
        "links": links_on(page),
        "foot": [(box[3], text.get_text_bounded(*box)) for box in _in_text(boxes, notes)] if with_foot else [],
        **(
            seen_of(painted, tagged[ILLUSTRATION], (0.0, 0.0, width, height))
            if with_seen
            else SeenFacts(said=[], joined=[], unseen=[], illustrations=[])
        ),
    }


def _in_text(boxes: Iterable[Box], notes: Iterable[Box]) -> Iterator[Box]:
    """Yield the lines low on a page that are none of its notes."""
    for box in boxes:
        middle = (box[1] + box[3]) / 2
        if box[3] < _FOOT and not any(bottom < middle < top for _, bottom, _, top in notes):
            yield box


def _spans(painted: Iterable[Painted], noted: Container[int], width: float) -> list[tuple[float, float]]:
    """Return where each content begins and ends, from below: neither decoration and footer, nor notes, nor a background."""
    boxes = (one.box for one in painted if not one.marked and one.content not in noted)
    return [(bottom, top) for left, bottom, right, top in boxes if right - left < width - 1]


def _hole(spans: list[tuple[float, float]]) -> float:
    """Return the highest blank between two contents."""
    hole, reached = 0.0, None
    for bottom, top in sorted(spans):
        hole = max(hole, bottom - reached) if reached is not None else hole
        reached = top if reached is None else max(reached, top)
    return hole


def _shapes(painted: Iterable[Painted]) -> Iterator[tuple[int, Any]]:
    """Yield the objects of a page and their kinds, those of its drawings too."""
    waiting = []
    for one in painted:
        yield one.kind, one.raw
        if one.kind == pdfium.FPDF_PAGEOBJ_FORM:
            waiting.append(one.raw)
    while waiting:
        form = waiting.pop()
        for index in range(pdfium.FPDFFormObj_CountObjects(form)):
            shape = pdfium.FPDFFormObj_GetObject(form, index)
            kind = pdfium.FPDFPageObj_GetType(shape)
            yield kind, shape
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                waiting.append(shape)


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
