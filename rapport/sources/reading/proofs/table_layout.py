"""How tables, their rows and their cells are made beside what the style of the table says, but for fills and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rapport.sources.reading.proofs.cell_layout import TableLooks, line_of
from rapport.sources.reading.proofs.given import NOTHING, property_values, usual_of, value_in_word
from rapport.sources.reading.proofs.names import W, bare_name, value_of

TABLE, ROW, CELL, COLUMNS = "table", "row", "cell", "columns"
_CELL, _ROW, _CELL_SAID, _ROW_SAID = (f"{W}{name}" for name in ("tc", "tr", "tcPr", "trPr"))
_CELL_ELSEWHERE = frozenset({"tcW", "tcBorders", "shd", "hMerge"})
_TABLE_ELSEWHERE = frozenset({"tblStyle", "tblBorders", "tblCellMar", "tblLook"})
_AS_EVER = {
    "jc": frozenset({"left", "start"}),
    "tblInd": frozenset({"type:dxa,w:0", "type:auto,w:0"}),
    "tblOverlap": frozenset({"overlap"}),
}
_LOOKS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}
_SAME = {"start": "left", "end": "right"}


def table_layout(cell: Any, styles: Mapping[str, TableLooks]) -> Mapping[str, str]:
    """Return what somebody gave a cell, as its first paragraph has it; its row and its table, with the first one of each."""
    properties, row = next(cell.iterchildren(_CELL_SAID), None), cell.getparent()
    leads = row is not None and next(row.iterchildren(_CELL), None) is cell
    if not leads and (properties is None or not len(properties)):
        return {}
    table = row.getparent() if row is not None else None
    if table is None:
        return {}
    looks = styles.get(value_of(table.find(f"{W}tblPr/{W}tblStyle")), TableLooks())
    found = {f"{CELL}.{name}": value for name, value in _own_values(properties, _CELL_ELSEWHERE, looks)}
    if leads:
        found |= {f"{ROW}.{name}": value for name, value in _own_values(row.find(_ROW_SAID), frozenset(), looks)}
        if next(table.iterchildren(_ROW), None) is row:
            found |= {f"{TABLE}.{name}": value for name, value in _of_table(table, looks)}
            found |= {COLUMNS: widths} if (widths := _columns(table)) else {}
    return found


def _columns(table: Any) -> str:
    """Return the widths of the columns of a table."""
    widths = [float(one.get(f"{W}w") or 0) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return ",".join(f"{1000 * one / sum(widths):.0f}" for one in widths) if sum(widths) else ""


def _own_values(properties: Any, elsewhere: frozenset[str], looks: TableLooks) -> Iterator[tuple[str, str]]:
    """Yield what properties say that no part of the style of the table does."""
    for name, value in property_values(properties, elsewhere):
        usual = value == usual_of(name) or value in _AS_EVER.get(name, ())
        if not usual and value not in looks.other.get(name, ()):
            yield name, value


def _of_table(table: Any, looks: TableLooks) -> Iterator[tuple[str, str]]:
    properties = table.find(f"{W}tblPr")
    yield from _own_values(properties, _TABLE_ELSEWHERE, looks)
    yield "tblStyle", "".join(looks.name.split()).casefold() or NOTHING
    for one in properties if properties is not None else ():
        name = bare_name(one.tag)
        if name == "tblLook":
            yield name, str(_bits(one))
        elif name == "tblBorders":
            yield from ((f"edge-{_side(side)}", value) for side in one if (value := line_of(side)) not in looks.lines - {NOTHING})
        elif name == "tblCellMar":
            given = {_side(side): value_in_word(side) for side in one}
            yield from ((f"margin-{side}", value) for side, value in given.items() if not looks.has_margin(side, value))


def _side(element: Any) -> str:
    return _SAME.get(bare_name(element.tag), bare_name(element.tag))


def _bits(look: Any) -> int:
    """Return which parts of its style a table shows, written in one number or in words."""
    try:
        number = int(value_of(look) or "0", 16)
    except ValueError:
        number = 0
    words = sum(bit for name, bit in _LOOKS.items() if look.get(f"{W}{name}") in {"1", "true", "on"})
    return words if any(look.get(f"{W}{name}") is not None for name in _LOOKS) else number & sum(_LOOKS.values())
