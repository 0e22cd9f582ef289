"""How a cell of a table is filled and edged beside what the style of its table says: no source of a report has it.

LibreOffice writes to each cell what the style says of it; what no part of the style says is somebody's own. A line taken away
isn't told from those that LibreOffice takes away itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rapport.sources.reading.proofs.names import W, value_of

CELL_SHADE, CELL_BORDER = "cell-shade", "cell-border"
_CELL, _PROPERTIES, _SHADE, _TABLE = (f"{W}{name}" for name in ("tc", "tcPr", "shd", "tbl"))
_EDGES = frozenset({f"{W}tcBorders", f"{W}tblBorders"})
_PLAIN = frozenset({"", "AUTO", "FFFFFF"})
_NO_LINE = frozenset({"", "nil", "none"})
_NOTHING = "0"
_DEEPEST = 20  # styles based on each other


class TableLooks(NamedTuple):
    """What a style of tables says anywhere, of all cells or of some: fills, and lines by their kind, width and colour."""

    fills: frozenset[str] = frozenset({_NOTHING})
    lines: frozenset[str] = frozenset({_NOTHING})


def table_looks(root: Any) -> Mapping[str, TableLooks]:
    """Return the looks of each style of tables by its id, with those of the styles that it is based on."""
    own = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style") if style.get(f"{W}type") == "table"}
    made = {}
    for name, style in own.items():
        fills: set[str] = set()
        lines: set[str] = set()
        at = style
        for _ in range(_DEEPEST):
            fills |= {_fill(one) for one in at.iter(_SHADE)}
            lines |= {_line(side) for one in at.iter(*_EDGES) for side in one}
            based = at.find(f"{W}basedOn")
            at = own.get(value_of(based)) if based is not None else None
            if at is None:
                break
        made[name] = TableLooks(*(frozenset(said or {_NOTHING}) for said in (fills, lines)))
    return made


def cell_layout(paragraph: Any, styles: Mapping[str, TableLooks]) -> Mapping[str, str]:
    """Return the fill and the lines that somebody gave a cell, of its first paragraph."""
    cell = paragraph.getparent()
    properties = cell[0] if cell is not None and cell.tag == _CELL else None  # the schema puts them first
    if properties is None or properties.tag != _PROPERTIES or not len(properties) or cell.find(f"{W}p") is not paragraph:
        return {}
    table = next(cell.iterancestors(_TABLE), None)
    if table is None:
        return {}
    said = styles.get(value_of(table.find(f"{W}tblPr/{W}tblStyle")), TableLooks())
    fills = {_fill(one) for one in properties.findall(_SHADE)} - said.fills
    lines = {_line(side) for one in properties if one.tag in _EDGES for side in one} - said.lines - {_NOTHING}
    found = {CELL_SHADE: fills, CELL_BORDER: lines}
    return {name: ",".join(sorted(values)) for name, values in found.items() if values}


def _fill(shade: Any) -> str:
    fill = (shade.get(f"{W}fill") or "").upper()
    return _NOTHING if fill in _PLAIN else fill


def _line(side: Any) -> str:
    kind = value_of(side)
    return _NOTHING if kind in _NO_LINE else "/".join((kind, side.get(f"{W}sz") or "", (side.get(f"{W}color") or "").upper()))
