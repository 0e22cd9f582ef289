"""How a paragraph is laid on the page beside what its style says: no source of a report has it.

Written as words, « jc=right ind.left=720 columns=833,167 »: twentieths of a point, and thousandths of a table's width.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALIGNMENT, INDENT, SPACING, BREAK, SECTION = "jc", "ind", "spacing", "break", "section"
BORDER, SHADE, COLUMNS = "border", "shade", "columns"
_SIDES = {
    f"{W}ind": (
        INDENT,
        {"left": "left", "start": "left", "right": "right", "end": "right", "firstLine": "first", "hanging": "hang"},
    ),
    f"{W}spacing": (SPACING, {"before": "before", "after": "after", "line": "line"}),
}
_AS_EVER = {ALIGNMENT: "left", f"{SPACING}.line": "240"}  # where neither a style nor a paragraph says; 0 of the rest
_SAME = {"start": "left", "end": "right", "distribute": "both"}
_OFF = {"0", "false", "off"}
_DEEPEST = 20  # styles based on each other
Layout = Mapping[str, str]


def _own(properties: Any) -> Iterator[tuple[str, str]]:
    """Yield what properties of a paragraph, or of a style, say of its layout."""
    for one in properties if properties is not None else ():
        if one.tag in _SIDES:
            name, sides = _SIDES[one.tag]
            yield from (
                (f"{name}.{sides[side]}", value) for key, value in one.items() if (side := key.rpartition("}")[2]) in sides
            )
        elif one.tag == f"{W}jc":
            yield ALIGNMENT, _SAME.get(_value(one), _value(one))
        elif one.tag == f"{W}pageBreakBefore":
            yield BREAK, "0" if _value(one) in _OFF else "1"
        elif one.tag == f"{W}pBdr":
            yield BORDER, "1" if any(_value(side) not in {"none", "nil", ""} for side in one) else "0"
        elif one.tag == f"{W}shd":
            fill = (one.get(f"{W}fill") or "").upper()
            yield SHADE, "0" if fill in {"", "AUTO", "FFFFFF"} else fill


def style_layouts(root: Any) -> Mapping[str, Layout]:
    """Return the layout of each style by its id, with those of the styles that it is based on; of no style, that of « »."""
    own = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style") if style.get(f"{W}type") == "paragraph"}
    ever = dict(_own(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")))
    made = {name: {**ever, **_based(style, own)} for name, style in own.items()}
    usual = next((name for name, style in own.items() if style.get(f"{W}default") not in {None, *_OFF}), "")
    return {**made, "": made.get(usual, ever)}


def _based(style: Any, own: Mapping[str, Any]) -> Layout:
    made: dict[str, str] = {}
    for _ in range(_DEEPEST):
        made = {**dict(_own(style.find(f"{W}pPr"))), **made}
        based = style.find(f"{W}basedOn")
        style = own.get(_value(based)) if based is not None else None
        if style is None:
            break
    return made


def layout_of(paragraph: Any, styles: Mapping[str, Layout]) -> str:
    """Return what somebody gave a paragraph beside its style, and a table's first one the widths of its columns.

    Not the spacing of a table's cells, to which LibreOffice writes that of the table's style.
    """
    properties = paragraph.find(f"{W}pPr")
    styled = styles.get(_value(properties.find(f"{W}pStyle")) if properties is not None else "", styles.get("", {}))
    given = dict(_own(properties))
    if any(one.get(f"{W}type") in {"page", "column"} for one in paragraph.iter(f"{W}br")):
        given[BREAK] = "1"
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    found = {
        name: value for name, value in given.items()
        if value != styled.get(name, _AS_EVER.get(name, "0")) and not (cell is not None and name.startswith(SPACING))
    }  # fmt: skip
    if properties is not None and properties.find(f"{W}sectPr") is not None:
        found[SECTION] = "1"
    if cell is not None and (widths := _columns(paragraph, cell)):
        found[COLUMNS] = widths
    return " ".join(f"{name}={value}" for name, value in sorted(found.items()))


def _columns(paragraph: Any, cell: Any) -> str:
    """Return the widths of the columns of a table, of its first paragraph."""
    row, first = cell.getparent(), cell.find(f"{W}p")
    table = row.getparent()
    if first is not paragraph or table.find(f"{W}tr") is not row or row.find(f"{W}tc") is not cell:
        return ""
    widths = [float(one.get(f"{W}w") or 0) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return ",".join(f"{1000 * one / sum(widths):.0f}" for one in widths) if sum(widths) else ""


def page_of(root: Any) -> str:
    """Return the size of the pages, their margins and their columns of text, not their heads and feet."""
    section = next(iter(root.iterfind(f"{W}body/{W}sectPr")), None)
    if section is None:
        return ""
    said = {f"{W}pgSz": ("w", "h"), f"{W}pgMar": ("top", "right", "bottom", "left"), f"{W}cols": ("num",)}
    found = ((one, key) for one in section if one.tag in said for key in said[one.tag])
    words = (f"{key}={one.get(f'{W}{key}')}" for one, key in found if one.get(f"{W}{key}") not in {None, "1"})
    return " ".join(words)


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{W}val") or "")
