"""PDFium on a page of the PDF: its objects in the order in which they are painted, and the surfaces among them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]  # left, bottom, right, top
Colour = tuple[int, int, int]
Point = tuple[float, float, bool]
COVERED = 0.6  # of a box: what is under that isn't seen
INSIDE = 0.5  # of a box: what is less on the page isn't seen
OPAQUE = 0.7
_BLACK: Colour = (0, 0, 0)
_LARGE = 20.0  # square points: a smaller surface is under no text
_LONGEST = 4096  # letters of one text
_NAME = 256  # letters, at most, of the name of a mark
_INKED = frozenset({pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH})  # the kinds that have a colour of their own


class Painted(NamedTuple):
    """An object of a page, by its place in the order: what it belongs to (-1: no content), its colour and opacity."""

    order: int
    kind: int
    box: Box
    content: int
    marked: bool  # as decoration, by a tag of its own or around it
    colour: Colour
    opacity: float
    text: str
    raw: Any


@dataclass(frozen=True)
class Surface:
    """A shape that is filled, or a picture, and what is seen of its box."""

    order: int
    box: Box
    colour: Colour | None  # None: of several colours
    opacity: float
    shape: Any  # None of a picture

    @cached_property
    def outline(self) -> list[Point]:
        """Return the points of its outline, none when that is its box itself; read of those surfaces alone that texts are on."""
        return [] if self.shape is None else _outline(self.shape)


def painted_on(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage | None) -> Iterator[Painted]:
    """Yield the objects of a page, in order; without its texts (``text_page``), neither what they say nor any colour."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    buffer = (pdfium.FPDF_WCHAR * _LONGEST)()
    letters = memoryview(buffer).cast("B")
    marks: dict[int, bool] = {}
    for order in range(pdfium.FPDFPage_CountObjects(page.raw)):
        raw = pdfium.FPDFPage_GetObject(page.raw, order)
        kind = pdfium.FPDFPageObj_GetType(raw)
        pdfium.FPDFPageObj_GetBounds(raw, left, bottom, right, top)
        box = (left.value, bottom.value, right.value, top.value)
        content = pdfium.FPDFPageObj_GetMarkedContentID(raw)
        if (marked := marks.get(content)) is None:
            marked = _is_marked(raw)
            if content >= 0:  # what belongs to one content is between the same marks
                marks[content] = marked
        said, colour, opacity = "", _BLACK, 0.0
        if text_page is not None and kind in _INKED:
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                length = pdfium.FPDFTextObj_GetText(raw, text_page.raw, buffer, 2 * _LONGEST)
                said = str(letters[: max(min(length, 2 * _LONGEST) - 2, 0)], "utf-16-le", "replace")
            known = pdfium.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha)
            colour, opacity = (red.value, green.value, blue.value), alpha.value / 255 if known else 0.0
        yield Painted(order, kind, box, content, marked, colour, opacity, said, raw)


def bounds_of(shape: Any) -> Box:
    """Return the box of an object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def surface_of(one: Painted, page: Box) -> Surface | None:
    """Return an object as a surface that may lie under a text, or over it; None when it is too small, or fills nothing."""
    picture = one.kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}
    if one.kind == pdfium.FPDF_PAGEOBJ_PATH and area_of(one.box) > _LARGE and (stroke := _stroke_of(one)) is not None:
        return Surface(one.order, within(one, page), *stroke, None)
    if not picture and not (one.kind == pdfium.FPDF_PAGEOBJ_PATH and area_of(one.box) > _LARGE and is_filled(one)):
        return None
    box = within(one, page)
    if area_of(box) < _LARGE:
        return None
    plain = not picture and one.opacity
    colour, opacity = (one.colour, one.opacity) if plain else (None, 1.0)
    return Surface(one.order, box, colour, opacity, None if picture else one.raw)


def _stroke_of(one: Painted) -> tuple[Colour, float] | None:
    """Return the colour and the opacity of a level or upright line, of which its box is full; None of another shape."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(one.raw, mode, stroked) or mode.value or not stroked.value:
        return None
    if pdfium.FPDFPath_CountSegments(one.raw) != 2 or not _outline(one.raw):  # noqa: PLR2004 - ends; one aslant has no side
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetStrokeColor(one.raw, red, green, blue, alpha)
    return ((red.value, green.value, blue.value), alpha.value / 255) if known else None


def is_filled(one: Painted) -> bool:
    """Tell whether a shape is filled."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(one.raw, mode, stroked)) and mode.value != 0


def _outline(shape: Any) -> list[Point]:
    """Return the points of an outline, on the page, and whether each begins a part of it; none of a rectangle."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(shape)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            opens = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO
            across, up = matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
            points.append((across, up, opens))
    corners = {(round(across, 1), round(up, 1)) for across, up, _ in points}
    upright = len({across for across, _ in corners}) == 2 == len({up for _, up in corners})  # noqa: PLR2004 - sides
    return [] if upright else points


def is_artifact(one: Painted) -> bool:
    """Tell whether an object is decoration, as the tags say."""
    return one.content < 0 and one.marked


def _is_marked(raw: Any) -> bool:
    """Tell whether one of the marks of an object is that of decoration."""
    for index in range(pdfium.FPDFPageObj_CountMarks(raw)):
        name, length = (pdfium.FPDF_WCHAR * _NAME)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(raw, index), name, 2 * _NAME, length)
        if bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le", "replace") == "Artifact":
            return True
    return False


def within(one: Painted, page: Box) -> Box:
    """Return what is seen of the box of an object: on the page, and within what clips it."""
    box = common_of(one.box, page)
    if pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(one.raw)) < 1:
        return box
    for across, up in clips_of(one.raw):
        box = common_of(box, (min(across), min(up), max(across), max(up)))
    return box


def clips_of(shape: Any) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the outlines that clip an object, as the places of their points across and up."""
    clip = pdfium.FPDFPageObj_GetClipPath(shape)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(pdfium.FPDFClipPath_CountPaths(clip)):  # -1 where nothing clips
        parts = (
            pdfium.FPDFClipPath_GetPathSegment(clip, path, n) for n in range(pdfium.FPDFClipPath_CountPathSegments(clip, path))
        )
        if points := [(x.value, y.value) for part in parts if pdfium.FPDFPathSegment_GetPoint(part, x, y)]:
            yield [point[0] for point in points], [point[1] for point in points]


def area_of(box: Box) -> float:
    """Return the area of a box, in square points."""
    return max(box[2] - box[0], 0) * max(box[3] - box[1], 0)


def common_of(one: Box, other: Box) -> Box:
    """Return what two boxes have in common."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def hex_of(colour: Colour) -> str:
    """Return a colour as `#RRGGBB`."""
    return "#{:02X}{:02X}{:02X}".format(*colour)
