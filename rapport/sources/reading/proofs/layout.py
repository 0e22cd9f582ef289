"""How a paragraph is laid on the page beside what its style says: no source of a report has it.

Written as words, « jc=right ind.left=720 columns=833,167 »: twentieths of a point, and thousandths of a table's width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rapport.sources.reading.proofs.cell_layout import TableLooks, cell_layout, looks_around
from rapport.sources.reading.proofs.given import property_values, usual_of
from rapport.sources.reading.proofs.names import W, bare_name, value_of
from rapport.sources.reading.proofs.table_layout import table_layout

ALIGNMENT, INDENT, SPACING, BREAK, SECTION = "jc", "ind", "spacing", "break", "section"
BORDER, SHADE = "border", "shade"
FLOW, TABS, FRAME, CLOSE, OTHER, HYPHEN = "flow", "tabs", "frame", "close", "other", "hyphen"
_KINDS = {"keepNext": FLOW, "keepLines": FLOW, "widowControl": FLOW, "tabs": TABS, "framePr": FRAME, "contextualSpacing": CLOSE}
_ELSEWHERE = frozenset({"pStyle", "numPr", "rPr", "sectPr"})  # of a paragraph's properties
_SIDES = {
    f"{W}ind": (
        INDENT,
        {"left": "left", "start": "left", "right": "right", "end": "right", "firstLine": "first", "hanging": "hang"},
    ),
    f"{W}spacing": (SPACING, {"before": "before", "after": "after", "line": "line"}),
}
_AS_EVER = {ALIGNMENT: "left", f"{SPACING}.line": "240"}  # where neither a style nor a paragraph says; 0 of the rest
_SAME = {"start": "left", "end": "right", "distribute": "both"}
_PARAGRAPH, _STYLE, _SECTION, _CELL, _LINE = (f"{W}{name}" for name in ("p", "pStyle", "sectPr", "tc", "br"))
_AWAY = {"page", "column"}
_NO_PATTERN = {"clear", "nil", "none", "solid"}
_OFF = {"0", "false", "off"}
_DEEPEST = 20  # styles based on each other
Layout = Mapping[str, str]


def _own(properties: Iterable[Any] | None) -> Iterator[tuple[str, str]]:
    """Yield what properties of a paragraph, or of a style, say of its layout."""
    for one in properties if properties is not None else ():
        if one.tag in _SIDES:
            name, sides = _SIDES[one.tag]
            yield from (
                (f"{name}.{sides[side]}", value) for key, value in one.items() if (side := key.rpartition("}")[2]) in sides
            )
        elif one.tag == f"{W}jc":
            yield ALIGNMENT, _SAME.get(value_of(one), value_of(one))
        elif one.tag == f"{W}pageBreakBefore":
            yield BREAK, "0" if value_of(one) in _OFF else "1"
        elif one.tag == f"{W}pBdr":
            yield BORDER, "1" if any(value_of(side) not in {"none", "nil", ""} for side in one) else "0"
        elif one.tag == f"{W}shd":
            fill = (one.get(f"{W}fill") or "").upper()
            pattern = value_of(one) if value_of(one) not in _NO_PATTERN else ""
            yield SHADE, (pattern or "0") if fill in {"", "AUTO", "FFFFFF"} else fill
        elif bare_name(one.tag) not in _ELSEWHERE:
            yield from ((f"{_KINDS.get(name, OTHER)}.{name}", value) for name, value in property_values((one,)))


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
        style = own.get(value_of(based)) if based is not None else None
        if style is None:
            break
    return made


def layout_of(paragraph: Any, said: Mapping[str, Any], styles: Mapping[str, Layout], tables: Mapping[str, TableLooks]) -> str:
    """Return what somebody gave a paragraph beside its style, and a table's first one the widths of its columns.

    ``said`` are its properties. Not the spacing of cells which is that of their table's style: LibreOffice writes it there.
    """
    styled = styles.get(value_of(said.get(_STYLE)), styles.get("", {}))
    given = dict(_own(said.values()))
    if any(one.get(f"{W}type") in _AWAY for one in paragraph.iter(_LINE)):
        given[BREAK] = "1"
    holder = paragraph.getparent()
    cell = holder if holder is None or holder.tag == _CELL else next(paragraph.iterancestors(_CELL), None)
    found = {name: value for name, value in given.items() if value != styled.get(name, as_ever(name))}
    if found and cell is not None:
        table = looks_around(cell, tables).spacing
        found = {name: value for name, value in found.items() if not (name.startswith(SPACING) and value in table)}
    if _SECTION in said:
        found[SECTION] = "1"
    if cell is not None and next(cell.iterchildren(_PARAGRAPH), None) is paragraph:
        found |= {**table_layout(cell, tables), **cell_layout(cell, tables)}
    return " ".join(f"{name}={''.join(value.split())}" for name, value in sorted(found.items()))


def as_ever(name: str) -> str:
    """Return what lays a paragraph as ever, where neither a style nor itself says."""
    return _AS_EVER.get(name) or usual_of(name.rpartition(".")[2])


def read_layout(layout: str) -> Layout:
    """Return what words written so say, whatever a file that somebody made up has in them."""
    return {key: value for key, _, value in (word.partition("=") for word in layout.split())}
