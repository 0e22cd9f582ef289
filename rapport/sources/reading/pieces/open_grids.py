"""The cells of a sheet of an .ods workbook, row after row as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from rapport.ground.packed import MERGED
from rapport.sources.piece_contents import PieceCell, Position
from rapport.sources.reading.pieces.cells import (
    CELLS,
    UNCALCULATED,
    cell_as_seen,
    failed_cell,
    numeric_cell,
    texted_cell,
    too_many_cells,
    too_much_merged,
    truth_cell,
)

_NAMES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "calc": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_LOGICAL = frozenset({"vrai", "true", "faux", "false"})


def qualified(name: str) -> str:
    """Return the name of an element or of an attribute (« table:formula ») as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


class OpenFormat(NamedTuple):
    """What a format shows beside the digits: a unit, and by how many thousands they are divided."""

    unit: str = ""
    thousands: int = 0


FormatOf = Callable[[str], OpenFormat]
_CELL, _COVERED = qualified("table:table-cell"), qualified("table:covered-table-cell")
_PARAGRAPH, _SPACES = (
    qualified("text:p"),
    {qualified("text:s"): " ", qualified("text:tab"): "\t", qualified("text:line-break"): "\n"},  # a tab parts two numbers
)


@dataclass
class OpenGrid:
    """A sheet that is being read: what was met of its columns, of its rows so far."""

    name: str
    hidden: bool
    cells: dict[Position, PieceCell] = field(default_factory=dict)
    merged: dict[Position, Position] = field(default_factory=dict)
    columns: list[tuple[int, bool, str]] = field(default_factory=list)  # how many alike, whether hidden, the style of their cells
    _rows: int = 0

    def add(self, row: Any, format_of: FormatOf, *, hidden: bool) -> None:
        """Read a row, which may stand for several that are alike; raises UnreadablePiece beyond what people write."""
        filled = [*self._filled(row, format_of, unseen=self.hidden or hidden)]
        times = times_of(row, "rows")
        if len(filled) * times > CELLS or len(self.cells) > CELLS:
            raise too_many_cells(self.name)
        for number in range(self._rows + 1, self._rows + 1 + times) if filled else ():
            for column, cell, spans in filled:
                self.cells[number, column] = cell
                self._merge((number, column), spans)
        self._rows += times

    def _filled(self, row: Any, format_of: FormatOf, *, unseen: bool) -> Iterator[tuple[int, PieceCell, tuple[int, int]]]:
        column = 0
        for element in row.iterchildren(_CELL, _COVERED):
            times = times_of(element, "columns")
            if element.tag == _COVERED or not _says_something(element):
                column += times
                continue
            for _ in range(min(times, CELLS)):
                column += 1
                hidden, style = self._column(column)
                own = element.get(qualified("table:style-name")) or row.get(qualified("table:default-cell-style-name")) or style
                cell = _cell(element, format_of(own))
                if cell is not None:
                    yield column, cell_as_seen(cell, unseen=unseen or hidden or _is_blank(element)), _spans(element)

    def _column(self, column: int) -> tuple[bool, str]:
        """Tell whether a column is hidden, and the style of its cells."""
        last = 0
        for times, hidden, style in self.columns:
            last += times
            if column <= last:
                return hidden, style
        return False, ""

    def _merge(self, first: Position, spans: tuple[int, int]) -> None:
        if len(self.merged) + spans[0] * spans[1] > MERGED:
            raise too_much_merged(self.name)
        for row in range(first[0], first[0] + spans[0]):
            self.merged |= {(row, column): first for column in range(first[1], first[1] + spans[1]) if (row, column) != first}


def times_of(element: Any, what: str) -> int:
    """Return how many rows, or columns, that are alike an element stands for."""
    return max(1, int(element.get(qualified(f"table:number-{what}-repeated"), 1)))


def _spans(element: Any) -> tuple[int, int]:
    rows, columns = (element.get(qualified(f"table:number-{what}-spanned"), 1) for what in ("rows", "columns"))
    return int(rows), int(columns)


def _says_something(element: Any) -> bool:
    return len(element) > 0 or any(element.get(qualified(name)) is not None for name in ("office:value-type", "table:formula"))


def _cell(element: Any, shown: OpenFormat) -> PieceCell | None:
    kind, formula = element.get(qualified("office:value-type")), element.get(qualified("table:formula")) is not None
    said = _text(element)
    if element.get(qualified("calc:value-type")) == "error":
        return failed_cell(said)
    word = said.casefold()
    if kind == "boolean" or word in _LOGICAL:  # LibreOffice has « TRUE() », shown as a word, as the number 1
        return truth_cell(true="true" in {word, element.get(qualified("office:boolean-value"))} or word == "vrai")
    if kind in {"float", "percentage", "currency"}:
        value = float(element.get(qualified("office:value")))
        unit = "%" if kind == "percentage" else shown.unit
        return numeric_cell(value, unit, shown.thousands, calculated=not formula)
    if kind == "date":
        return texted_cell(datetime.fromisoformat(element.get(qualified("office:date-value"))))
    if kind is None and formula:
        return UNCALCULATED
    return texted_cell(said) if said else None


def _is_blank(element: Any) -> bool:
    """Tell whether a number is shown as nothing, by a format such as « ;;; »."""
    return element.get(qualified("office:value")) is not None and element.find(_PARAGRAPH) is not None and not _text(element)


def _text(element: Any) -> str:
    """Return what a cell shows; a comment that is pinned to it is none of it."""
    return "\n".join("".join(_texts_of(paragraph)) for paragraph in element.iterchildren(_PARAGRAPH)).strip()


def _texts_of(paragraph: Any) -> Iterator[str]:
    for inside in paragraph.iter():
        if inside.tag in _SPACES:
            yield _SPACES[inside.tag]
        elif isinstance(inside.tag, str):
            yield inside.text or ""
        if inside is not paragraph:
            yield inside.tail or ""
