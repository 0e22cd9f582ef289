"""How a cell of a table is filled and edged beside what the style of its table says: no source of a report has it.

LibreOffice writes to each cell what the style says of it; what no part of the style says is somebody's own. What the style
says and a cell doesn't is somebody's own too, where the cell says otherwise, or in a file whose other cells say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rapport.sources.reading.proofs.given import NOTHING, property_values, value_in_word
from rapport.sources.reading.proofs.looks import looks_of
from rapport.sources.reading.proofs.names import W, bare_name, value_of

CELL_SHADE, CELL_BORDER = "cell-shade", "cell-border"
_CELL, _ROW, _PROPERTIES, _SHADE, _TABLE = (f"{W}{name}" for name in ("tc", "tr", "tcPr", "shd", "tbl"))
_EDGES = frozenset({f"{W}tcBorders", f"{W}tblBorders"})
_LAID = f"{W}pPr"
_BETWEEN, _HEAD = "insideH", "head-"
_PLAIN = frozenset({"", "AUTO", "FFFFFF"})
_NO_LINE = frozenset({"", "nil", "none"})
_DEEPEST = 20  # styles based on each other
_GONE = "gone"
_ACROSS = {"left", "right", "start", "end"}
_USUAL_MARGINS = {"left": frozenset({"108", "115"}), "right": frozenset({"108", "115"})}


class TableLooks(NamedTuple):
    """What a style of tables says anywhere, of all cells or of some: fills, and lines by their kind, width and colour.

    ``heads`` is the fill of the first row, ``edges`` the lines of each side, ``bold`` whether the first row is; ``letters`` what
    is said of letters, ``other`` of the rest, ``margins`` of those of cells, ``spacing`` of their paragraphs. ``resolved``: this
    file's cells say it again.
    """

    fills: frozenset[str] = frozenset({NOTHING})
    lines: frozenset[str] = frozenset({NOTHING})
    name: str = ""
    heads: str = NOTHING
    edges: Mapping[str, str] = {}
    bold: bool = False
    letters: Mapping[str, frozenset[str]] = {}
    other: Mapping[str, frozenset[str]] = {}
    margins: Mapping[str, str] = {}
    spacing: frozenset[str] = frozenset()
    resolved: frozenset[str] = frozenset()

    def has_margin(self, side: str, value: str) -> bool:
        """Tell whether the margin of a side is the style's, or the usual one."""
        width = value.partition("w:")[2] or value
        return width == self.margins[side] if side in self.margins else width in _USUAL_MARGINS.get(side, {NOTHING})


def table_looks(root: Any) -> Mapping[str, TableLooks]:
    """Return the looks of each style of tables by its id, with those of the styles that it is based on."""
    own = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style") if style.get(f"{W}type") == "table"}
    return {name: _looks([*_chain(style, own)]) for name, style in own.items()}


def _chain(style: Any, own: Mapping[str, Any]) -> Iterator[Any]:
    """Yield a style, then those that it is based on."""
    for _ in range(_DEEPEST):
        yield style
        style = own.get(value_of(style.find(f"{W}basedOn")))
        if style is None:
            return


def _looks(chain: list[Any]) -> TableLooks:
    first = f"{W}tblStylePr[@{W}type='firstRow']"
    fills = {_fill(one) for at in chain for one in at.iter(_SHADE)}
    lines = {line_of(side) for at in chain for one in at.iter(*_EDGES) for side in one}
    heads = next((_fill(one) for at in chain for one in at.iterfind(f"{first}/{_PROPERTIES}/{_SHADE}")), NOTHING)
    edges = {
        at + bare_name(one.tag): line_of(one)
        for style in reversed(chain)
        for at, path in (("", f"{W}tblPr/{W}tblBorders/*"), (_HEAD, f"{first}/{_PROPERTIES}/{W}tcBorders/*"))
        for one in style.iterfind(path)
    }
    bold = any(value_of(one) not in {"0", "false", "off"} for at in chain for one in at.iterfind(f"{first}/{W}rPr/{W}b"))
    other: dict[str, set[str]] = {}
    letters: dict[str, set[str]] = {}
    for at in chain:
        for properties in (*at.iterfind(f"{W}tblPr"), *at.iterfind(f"{W}trPr"), *at.iter(_PROPERTIES)):
            for name, value in property_values(properties):
                other.setdefault(name, set()).add(value)
        for properties in at.iter(f"{W}rPr"):
            for mark, value in looks_of(properties).items():
                letters.setdefault(mark, set()).add(value)
    spacing = frozenset(
        value for at in chain for one in at.iter(f"{W}spacing") if one.getparent().tag == _LAID for value in one.values()
    )
    margins = {
        bare_name(one.tag): value_in_word(one).partition("w:")[2]
        for at in reversed(chain) for one in at.iterfind(f"{W}tblPr/{W}tblCellMar/*")
    }  # fmt: skip
    return TableLooks(
        frozenset(fills or {NOTHING}), frozenset(lines or {NOTHING}), value_of(chain[0].find(f"{W}name")), heads, edges, bold,
        _frozen(letters), _frozen(other), margins, spacing,
    )  # fmt: skip


def _frozen(found: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in found.items()}


def resolved_in(root: Any, styles: Mapping[str, TableLooks]) -> Mapping[str, TableLooks]:
    """Return the looks of styles, with what the cells of a part say again of them: those of LibreOffice do."""
    again: dict[str, set[str]] = {}
    for properties in filter(len, root.iter(_PROPERTIES)):
        name = _style_around(properties)
        looks = styles.get(name, TableLooks())
        shown = looks.heads != NOTHING and looks.heads in {_fill(one) for one in properties.findall(_SHADE)}
        lines = {line_of(side) for one in properties if one.tag in _EDGES for side in one}
        edged = looks.edges.get(_BETWEEN) in lines - {NOTHING}
        again.setdefault(name, set()).update([CELL_SHADE] * shown + [CELL_BORDER] * edged)
    return {name: looks._replace(resolved=frozenset(again.get(name, ()))) for name, looks in styles.items()}


def looks_around(cell: Any, styles: Mapping[str, TableLooks]) -> TableLooks:
    """Return the looks of the style of the table of a cell."""
    return styles.get(_style_around(cell), TableLooks())


def _style_around(element: Any) -> str:
    """Return the style of the table of an element."""
    table = next(element.iterancestors(_TABLE), None)
    return value_of(table.find(f"{W}tblPr/{W}tblStyle")) if table is not None else ""


def cell_layout(cell: Any, styles: Mapping[str, TableLooks]) -> Mapping[str, str]:
    """Return the fill and the lines that somebody gave a cell or took away from it."""
    properties = cell[0]  # the schema puts them first
    if properties.tag != _PROPERTIES or not len(properties):
        return {}
    table = next(cell.iterancestors(_TABLE), None)
    if table is None:
        return {}
    looks = looks_around(cell, styles)
    fills = {_fill(one) for one in properties.findall(_SHADE)} - looks.fills
    edges = [side for one in properties if one.tag in _EDGES for side in one]
    lines = {line_of(side) for side in edges} - looks.lines - {NOTHING}
    if CELL_SHADE in looks.resolved and not properties.findall(_SHADE) and _is_head(cell, table):
        fills.add(_GONE)
    if _without_line(cell, edges, looks):
        lines.add(_GONE)
    found = {CELL_SHADE: fills, CELL_BORDER: lines}
    return {name: ",".join(sorted(values)) for name, values in found.items() if values}


def _is_head(cell: Any, table: Any) -> bool:
    return cell is not None and bool(table.find(_ROW) is cell.getparent())


def _without_line(cell: Any, edges: list[Any], looks: TableLooks) -> bool:
    """Tell whether somebody took away the line that the style draws around a cell, or between its row and the next one."""
    if any(line_of(side) == NOTHING != _styled_line(cell, bare_name(side.tag), looks) for side in edges):
        return True
    if CELL_BORDER not in looks.resolved or _is_head(cell, next(cell.iterancestors(_TABLE))):
        return False
    below = next(cell.getparent().itersiblings(_ROW), None)
    own_row, cells = cell.getparent().findall(_CELL), below.findall(_CELL) if below is not None else []
    if len(cells) != len(own_row):
        return False  # rows of a table whose cells were joined say nothing of each other
    column = own_row.index(cell)
    facing = cells[column].iterfind(f"{_PROPERTIES}/{W}tcBorders/{W}top")
    own = (side for side in edges if side.tag == f"{W}bottom")
    return bool(cells) and all(line_of(side) == NOTHING for side in (*own, *facing))


def _styled_line(cell: Any, side: str, looks: TableLooks) -> str:
    """Return the line that the style of its table draws on a side of a cell."""
    row = cell.getparent()
    beside = {"top": row.getprevious(), "bottom": row.getnext()}.get(side)
    inner = side in {"top", "bottom"} and beside is not None and beside.tag == _ROW
    head = {"top": beside, "bottom": row}.get(side)
    if inner and head is not None and _is_head(head.find(_CELL), row.getparent()) and f"{_HEAD}bottom" in looks.edges:
        return looks.edges[f"{_HEAD}bottom"]
    return looks.edges.get(_BETWEEN if inner else side, looks.edges.get("insideV", NOTHING) if side in _ACROSS else NOTHING)


def is_bold_by_style(properties: Any, styles: Mapping[str, TableLooks]) -> bool:
    """Tell whether the style of a table sets the letters of its first row in bold, where some letters are."""
    cell = next(properties.iterancestors(_CELL), None)
    table = next(cell.iterancestors(_TABLE), None) if cell is not None else None
    if cell is None or table is None or not _is_head(cell, table):
        return False
    return styles.get(value_of(table.find(f"{W}tblPr/{W}tblStyle")), TableLooks()).bold


def _fill(shade: Any) -> str:
    fill = (shade.get(f"{W}fill") or "").upper()
    return NOTHING if fill in _PLAIN else fill


def line_of(side: Any) -> str:
    """Return a line by its kind, width and colour."""
    kind = value_of(side)
    return NOTHING if kind in _NO_LINE else "/".join((kind, side.get(f"{W}sz") or "", (side.get(f"{W}color") or "").upper()))
