"""A drawing that no native chart shows, on a slide: as SVG, with a PNG for programs that show none."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from rapport.outputs.variants import template
from rapport.sources.model import Drawing

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG_BLIP = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_MAP = 0.45  # of the width of a slide's text: the names of its regions take the rest


def add_picture(deck: Any, made: Any, drawing: Drawing, png: bytes, box: tuple[float, float, float, float]) -> Any:
    """Lay a drawing in a box (inches), as large as it holds; return its shape."""
    left, top, width, height = template.inches(*box)
    picture = made.shapes.add_picture(BytesIO(png), left, top)
    share = min(width / picture.width, height / picture.height)
    picture.width, picture.height = round(picture.width * share), round(picture.height * share)
    picture.name = f"dessin:{drawing.id}"
    _add_svg(deck, made, picture, drawing.svg)
    return picture


def map_boxes(body: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    """Return the boxes of a map and of the two columns that say what its numbers are."""
    left, top, width, height = body
    column = width * (1 - _MAP) / 2
    starts = [left + width * _MAP + at * column for at in (0, 1)]
    return [(left, top, width * _MAP - 0.4, height), *((start, top, column - 0.25, height) for start in starts)]


def _add_svg(deck: Any, made: Any, picture: Any, svg: str) -> None:
    from lxml import etree  # noqa: PLC0415 - a feature that few people need
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from pptx.opc.package import Part  # noqa: PLC0415
    from pptx.opc.packuri import PackURI  # noqa: PLC0415

    part = Part(PackURI(f"/ppt/media/drawing{len(deck.slides)}.svg"), "image/svg+xml", made.part.package, svg.encode())
    related = made.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = picture._element.find(f".//{{{_DRAWN}}}blip")
    blip.append(etree.fromstring(
        f'<a:extLst xmlns:a="{_DRAWN}"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
        f'xmlns:asvg="{_SVG_BLIP}" xmlns:r="{_RELATED}" r:embed="{related}"/></a:ext></a:extLst>'
    ))  # fmt: skip
