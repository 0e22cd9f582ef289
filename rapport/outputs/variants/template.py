"""The template of the slides, made from the brand: theme fonts and colours, a master, three layouts with placeholders."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from rapport.ground.colours import mixed
from rapport.sources.brand import Brand

WIDE, HIGH, SIDE = 13.333, 7.5, 0.75  # inches
TITLE = (SIDE, 0.5, WIDE - 2 * SIDE, 1.25)  # left, top, width, height
BODY = (SIDE, 2.3, WIDE - 2 * SIDE, 4.0)
FOOT = (SIDE, 6.55, 9.4, 0.6)
READ, NOTED = 18.0, 12.0  # points: the least letters of what is read in a hall, and of notes and sources
BULLET = 0.4  # inches before the words of a list
_NUMBER = (WIDE - SIDE - 0.8, 6.85, 0.8, 0.3)
_LOGO = (WIDE - SIDE - 0.9 - 1.45, 6.8, 0.38)  # left, top, height
_NAMES = {0: "Couverture", 1: "Message et graphique", 3: "Message et texte", 5: "Message"}
_CHARTED, _WORDED = 1, 3
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def inches(*lengths: float) -> tuple[int, ...]:
    """Return lengths in the units of slides."""
    return tuple(round(length * 914_400) for length in lengths)


def body_under(*, low: bool) -> tuple[float, float, float, float]:
    """Return what a slide has for its drawing: more of it under a title of one line than under one that comes ``low``."""
    rise = 0.0 if low else 0.55
    return (BODY[0], BODY[1] - rise, BODY[2], BODY[3] + rise)


def rgb(colour: str) -> Any:
    """Return a colour (RRGGBB) as slides have it."""
    from pptx.dml.color import RGBColor  # noqa: PLC0415 - a feature that few people need

    return RGBColor.from_string(colour)  # type: ignore[no-untyped-call]


def colours_of(brand: Brand) -> list[str]:
    """Return the colours of marks, the highlighted one first: white letters are read on each of them (RRGGBB)."""
    own = brand.colors
    shades = (("secondary", 0.84), ("primary", 1.0), ("dark", 1.0), ("success", 0.72), ("primary", 0.62), ("tertiary", 0.5))
    return [mixed(own[name], "#000000", share).lstrip("#").upper() for name, share in shades]


def template_of(brand: Brand, logo: bytes, name: str) -> Any:
    """Return an empty presentation in the brand, with its layouts by their French names; ``name`` is the organisation's."""
    from pptx import Presentation  # noqa: PLC0415 - a feature that few people need

    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = inches(WIDE, HIGH)
    layouts = [*deck.slide_layouts]
    for index, layout in enumerate(layouts):
        if index not in _NAMES:
            deck.slide_layouts.remove(layout)
    _dress_theme(deck.slide_master.part, brand)
    _dress_master(deck, logo, name)
    for index, french_name in _NAMES.items():
        layouts[index]._element.cSld.set("name", french_name)
        _dress_layout(layouts[index], index)
    return deck


def layout_named(deck: Any, name: str) -> Any:
    """Return a layout by its name."""
    return next(layout for layout in deck.slide_layouts if layout.name == name)


def _dress_theme(master: Any, brand: Brand) -> None:
    """Give the theme the fonts and the colours of the brand."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    theme = master.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8")
    for tag, family in (("major", brand.headings), ("minor", brand.base)):
        text = re.sub(rf'(<a:{tag}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{family}", text)
    own = {"dk1": "foreground", "lt1": "background", "dk2": "dark", "lt2": "light"}
    own |= {"accent1": "primary", "accent2": "secondary", "accent3": "tertiary", "accent4": "success"}
    for tag, role in own.items():
        colour = brand.colors[role].lstrip("#").upper()
        text = re.sub(rf"<a:{tag}>.*?</a:{tag}>", f'<a:{tag}><a:srgbClr val="{colour}"/></a:{tag}>', text, flags=re.DOTALL)
    theme._blob = text.encode("utf-8")


def _dress_master(deck: Any, logo: bytes, name: str) -> None:
    """Set the titles to the left, place what all slides share, and lay the logo."""
    from lxml import etree  # noqa: PLC0415
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    master = deck.slide_master
    element = master._element
    first = element.find(f".//{{{_SLIDES}}}titleStyle/{{{_DRAWN}}}lvl1pPr")
    first.set("algn", "l")
    first.find(f"{{{_DRAWN}}}defRPr").set("sz", "3000")
    colour = first.find(f".//{{{_DRAWN}}}schemeClr")
    colour.set("val", "accent1")
    for shape in [*master.placeholders]:
        _place_placeholder(shape)
    if logo:
        image, _ = master.part.package.get_or_add_image_part(BytesIO(logo)), None
        related = master.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
        wide, high = image.image.size
        left, top, height = _LOGO
        x, y, cx, cy = inches(left, top, height * wide / high, height)
        element.cSld.spTree.append(etree.fromstring(
            f'<p:pic xmlns:p="{_SLIDES}" xmlns:a="{_DRAWN}" xmlns:r="{_RELATED}"><p:nvPicPr><p:cNvPr id="90" name="logo"/>'
            f'<p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{related}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        ))  # fmt: skip
        element.find(".//*[@name='logo']").set("descr", name)


def _place_placeholder(shape: Any) -> None:
    """Place a placeholder of the master, or of a layout that has places of its own, where all slides have it; drop the others."""
    kind = shape._element.find(f".//{{{_SLIDES}}}ph").get("type", "obj")
    box = {"title": TITLE, "ctrTitle": TITLE, "body": BODY, "obj": BODY, "chart": BODY, "sldNum": _NUMBER}.get(kind)
    if box is None:
        shape._element.getparent().remove(shape._element)
        return
    shape.left, shape.top, shape.width, shape.height = inches(*box)
    properties = shape._element.find(f".//{{{_DRAWN}}}bodyPr")
    if properties is not None:
        for side in ("lIns", "rIns", "tIns", "bIns"):
            properties.set(side, "0")
        properties.set("anchor", {"sldNum": "ctr"}.get(kind, "t"))
        for child in [*properties]:
            properties.remove(child)


def _dress_layout(layout: Any, index: int) -> None:
    """Place the placeholders of a layout; the cover has a ground of its own, the words of a message one place."""
    from lxml import etree  # noqa: PLC0415

    cover = index == 0
    for shape in [*layout.placeholders]:
        mark = shape._element.find(f".//{{{_SLIDES}}}ph")
        if mark.get("idx") == "1" and index == _CHARTED:
            mark.set("type", "chart")
        if index == _WORDED and mark.get("idx") == "2":
            shape._element.getparent().remove(shape._element)
            continue
        for style in shape._element.iter(f"{{{_DRAWN}}}lstStyle") if index == _WORDED else ():
            style.clear()  # the master's own
        if mark.get("type") == "subTitle":
            shape.left, shape.top, shape.width, shape.height = inches(SIDE, 4.55, 9.0, 0.9)
            _to_the_left(shape)
            continue
        _place_placeholder(shape)
        if cover and mark.get("type") == "ctrTitle":
            shape.left, shape.top, shape.width, shape.height = inches(SIDE, 2.2, 10.5, 2.2)
            shape._element.find(f".//{{{_DRAWN}}}bodyPr").set("anchor", "b")
        if cover and mark.get("type") == "sldNum":
            shape._element.getparent().remove(shape._element)
    if cover:
        layout._element.set("showMasterSp", "0")
        ground = f'<p:bg xmlns:p="{_SLIDES}" xmlns:a="{_DRAWN}"><p:bgPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        layout._element.cSld.insert(0, etree.fromstring(f"{ground}<a:effectLst/></p:bgPr></p:bg>"))


def _to_the_left(shape: Any) -> None:
    for style in shape._element.iter(f"{{{_DRAWN}}}lvl1pPr"):
        style.set("algn", "l")
    for side in ("lIns", "rIns", "tIns", "bIns"):
        shape._element.find(f".//{{{_DRAWN}}}bodyPr").set(side, "0")
