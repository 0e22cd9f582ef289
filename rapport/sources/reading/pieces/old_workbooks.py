"""An .xls workbook as a piece, read by xlrd: values as last calculated, formats, names, merged and hidden cells.

It doesn't tell a formula from a number that was typed: Excel, which alone writes this format still, calculates as it saves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any

import xlrd
from xlrd import xldate

from rapport.ground.packed import MERGED
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, Position, UnreadablePiece
from rapport.sources.reading.pieces import SAVED_OPEN
from rapport.sources.reading.pieces.cells import (
    CELLS,
    cell_as_seen,
    failed_cell,
    numeric_cell,
    shows_nothing,
    texted_cell,
    thousands_of,
    too_many_cells,
    too_much_merged,
    truth_cell,
    unit_of,
)

_WHOLE = -1  # the scope of a name that all sheets know


def contents(raw: bytes) -> PieceContents:
    """Return the sheets of a workbook in the format of Excel 97."""
    try:
        book = xlrd.open_workbook(file_contents=raw, formatting_info=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).casefold():
            raise UnreadablePiece("Le classeur est protégé par un mot de passe.", SAVED_OPEN) from None
        raise
    names = {
        one.name: str(one.result.text)
        for one in book.name_obj_list
        if one.scope == _WHOLE and not one.macro and one.result is not None
    }
    return PieceContents(sheets=tuple(_sheet(book, sheet) for sheet in book.sheets()), names=names)


def _sheet(book: Any, sheet: Any) -> PieceSheet:
    cells: dict[Position, PieceCell] = {}
    for row in range(sheet.nrows):
        concealed = sheet.visibility != 0 or _is_hidden(sheet.rowinfo_map.get(row), "height")
        for column, cell in enumerate(sheet.row(row)):
            shown = _format_of(book, cell.xf_index)
            told = _cell(book, cell, shown)
            if told is not None:
                unseen = concealed or _is_hidden(sheet.colinfo_map.get(column), "width") or shows_nothing(shown)
                cells[row + 1, column + 1] = cell_as_seen(told, unseen=unseen)
        if len(cells) > CELLS:
            raise too_many_cells(sheet.name)
    return PieceSheet(sheet.name, cells, dict(_merged(sheet)))


def _is_hidden(line: Any, size: str) -> bool:
    return line is not None and (bool(line.hidden) or getattr(line, size) == 0)


def _merged(sheet: Any) -> Iterator[tuple[Position, Position]]:
    covered = sum((last - first) * (right - left) for first, last, left, right in sheet.merged_cells)
    if covered > MERGED:
        raise too_much_merged(sheet.name)
    for first, last, left, right in sheet.merged_cells:
        for row in range(first, last):
            for column in range(left, right):
                if (row, column) != (first, left):
                    yield (row + 1, column + 1), (first + 1, left + 1)


def _format_of(book: Any, index: int | None) -> str:
    if index is None or index >= len(book.xf_list):
        return ""
    found = book.format_map.get(book.xf_list[index].format_key)
    return str(found.format_str) if found else ""


def _cell(book: Any, cell: Any, shown: str) -> PieceCell | None:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return failed_cell(xlrd.error_text_from_code.get(cell.value, "#?"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return truth_cell(true=bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return numeric_cell(cell.value, unit_of(shown), thousands_of(shown))
    return texted_cell(_day(cell.value, book.datemode) if cell.ctype == xlrd.XL_CELL_DATE else cell.value)


def _day(value: float, mode: int) -> datetime | str:
    try:
        moment: datetime = xldate.xldate_as_datetime(value, mode)
    except (xldate.XLDateError, OverflowError, ValueError):
        return ""  # no day: nobody reads it
    return moment
