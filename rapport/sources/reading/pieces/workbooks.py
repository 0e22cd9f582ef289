"""An .xlsx workbook as a piece, read by openpyxl: values as last calculated, formats, names, merged and hidden cells."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from rapport.ground.packed import PackedKind, hold_to_bounds
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, Position
from rapport.sources.reading.pieces import opened
from rapport.sources.reading.pieces.cells import (
    UNCALCULATED,
    as_shown,
    cell_as_seen,
    failed_cell,
    numeric_cell,
    shows_nothing,
    texted_cell,
    thousands_of,
    truth_cell,
    unit_of,
)

KIND = PackedKind("Ce classeur", "c'est trop pour une pièce", "Gardez-en les feuilles utiles.")


def contents(raw: bytes) -> PieceContents:
    """Return the sheets of a workbook; a formula is never run: it is worth what the program that saved it had found."""
    file = opened(raw)
    hold_to_bounds(file, KIND)
    from openpyxl import load_workbook  # noqa: PLC0415 - 150 ms, in another Python alone

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of what it won't write back; we write nothing
        book = load_workbook(file, data_only=True, keep_links=False)
        formulas = load_workbook(opened(raw), keep_links=False) if _has_formulas(raw) else None
    recalculated = _was_recalculated(raw)
    sheets = tuple(
        _sheet(sheet, formulas[sheet.title] if formulas else None, recalculated=recalculated)
        for sheet in book.worksheets
    )  # fmt: skip
    names = {name: str(defined.attr_text) for name, defined in book.defined_names.items()}
    return PieceContents(sheets=sheets, names=names)


def _has_formulas(raw: bytes) -> bool:
    with zipfile.ZipFile(opened(raw)) as packed:
        return any(b"<f" in packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/"))


def _was_recalculated(raw: bytes) -> bool:
    """Tell whether a spreadsheet program calculated the formulas: Excel leaves the order in which it did.

    A program that writes workbooks leaves a zero in place of each result, and LibreOffice keeps it until it is told to calculate.
    """
    with zipfile.ZipFile(opened(raw)) as packed:
        return "xl/calcChain.xml" in packed.namelist()


def _sheet(sheet: Any, formulas: Any, *, recalculated: bool) -> PieceSheet:
    concealed = sheet.sheet_state != "visible"
    rows = {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}
    columns = set(_hidden_columns(sheet.column_dimensions))
    calculated = set() if formulas is None else {
        (cell.row, cell.column) for row in formulas.iter_rows() for cell in row if cell.data_type == "f"
    }  # fmt: skip
    cells: dict[Position, PieceCell] = {}
    for row in sheet.iter_rows():
        for cell in row:
            at = (cell.row, cell.column)
            unseen = concealed or cell.row in rows or cell.column in columns or shows_nothing(str(cell.number_format or ""))
            told = _cell(cell, formula=at in calculated, recalculated=recalculated)
            if told is not None:
                cells[at] = cell_as_seen(told, unseen=unseen)
    return PieceSheet(sheet.title, cells, _merged(sheet))


def _hidden_columns(dimensions: Mapping[str, Any]) -> Iterator[int]:
    for column in dimensions.values():
        if column.hidden or column.width == 0:
            column.reindex()
            yield from range(column.min, column.max + 1)


def _merged(sheet: Any) -> dict[Position, Position]:
    covered: dict[Position, Position] = {}
    for area in sheet.merged_cells.ranges:
        first = (area.min_row, area.min_col)
        covered.update({at: first for at in area.cells if at != first})
    return covered


def _cell(cell: Any, *, formula: bool, recalculated: bool) -> PieceCell | None:
    value = cell.value
    if value is None:
        return UNCALCULATED if formula else None
    if isinstance(value, bool):
        return truth_cell(true=value)
    if isinstance(value, int | float):
        shown = str(cell.number_format or "")
        return numeric_cell(value, unit_of(shown), thousands_of(shown), calculated=recalculated or not formula)
    return failed_cell(as_shown(value)) if cell.data_type == "e" else texted_cell(value)
