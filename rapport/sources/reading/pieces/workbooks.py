"""An .xlsx workbook as a piece, read by openpyxl: values as last calculated, formats, names, merged and hidden cells."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from rapport.ground.packed import PackedKind, hold_to_bounds
from rapport.sources.dates import spelled
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, Position
from rapport.sources.reading.pieces import opened
from rapport.sources.written_numbers import cell_number, money_in

KIND = PackedKind("Ce classeur", "c'est trop pour une pièce", "Gardez-en les feuilles utiles.")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_UNCALCULATED = (
    "contient une formule dont le résultat n'a jamais été calculé : ouvrez le classeur, recalculez (Ctrl + Maj + F9), enregistrez"
)


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
            remark = "masquée" if unseen else ""
            told = _cell(cell, formula=at in calculated, recalculated=recalculated)
            if told is not None:
                cells[at] = told._replace(remark=remark)
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
        return PieceCell(None, "", flaw=_UNCALCULATED) if formula else None
    if isinstance(value, bool):
        return PieceCell(None, "VRAI" if value else "FAUX")
    if isinstance(value, int | float):
        number, unit = decimal_of(value), _unit_of(str(cell.number_format or ""))
        if number is None:
            return PieceCell(None, "", flaw="contient un nombre trop grand")
        flaw = _UNCALCULATED if formula and number == 0 and not recalculated else ""
        shown = number * 100 if unit == "%" else number / 1000 ** _thousands(str(cell.number_format)) if unit else number
        return PieceCell(shown, f"{shown:f}", unit, flaw)
    text = as_shown(value)
    if cell.data_type == "e":
        return PieceCell(None, text, flaw=f"est en erreur ({text})")
    written = cell_number(text) if isinstance(value, str) else None
    return PieceCell(written.value, text, written.unit) if written else PieceCell(None, text)


def shows_nothing(number_format: str) -> bool:
    """Tell whether a number format leaves a cell blank: « ;;; », as is typed to hide a number from whoever prints the sheet."""
    shown, parted, _ = number_format.partition(";")
    return bool(parted) and not re.sub(r"\[[^\]]*\]|\s", "", shown)


def as_shown(value: object) -> str:
    """Return what a cell that holds no number says; a day in French, as its readers see it."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return spelled(value) if isinstance(value, date) and not isinstance(value, datetime) else str(value).strip()


def _unit_of(number_format: str) -> str:
    """Return the unit that a number format shows: a sign of its own, or words in quotes (« k€ ») that are nothing else."""
    shown = number_format.partition(";")[0]
    if "%" in _QUOTED.sub("", shown):
        return "%"
    said = re.sub(r'["\\]', "", re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", shown))
    return money_in(said)


def _thousands(number_format: str) -> int:
    """Return by how many thousands a number format divides what it shows: a comma after the last digit, each time."""
    scale = re.search(r"[0#?](,+)(?=[^0#?,.]*$)", number_format.partition(";")[0])
    return len(scale[1]) if scale else 0


def decimal_of(value: float) -> Decimal | None:
    """Return a number as its program writes it: fifteen digits, the rest is binary noise; None for one that is none."""
    number = Decimal(f"{value:.15g}")
    return number if number.is_finite() and number.adjusted() < 24 else None  # noqa: PLR2004 - digits of an author file
