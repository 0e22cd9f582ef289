"""The workbook written: what can be filled is coloured and unlocked, the rest is locked; the values that left go with it.

Every cell is text, numbers too: a spreadsheet then keeps « 12 % » or « 3/4 » as they were typed, and takes nothing for a
formula, neither a label that begins with « = » nor what a colleague types.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from rapport.numbers.printed_texts import expanded
from rapport.numbers.register import Register
from rapport.sources.authored import Edition
from rapport.sources.brand import Brand
from rapport.sources.model import Report
from rapport.team.workbook.columns import WorkbookColumn
from rapport.team.workbook.pages import REF, STATUSES, WorkbookLine, WorkbookPage

ORIGIN, GUIDE = "Origine", "Mode d'emploi"
FORM = "1"  # of the workbook; another engine may write another
HEAD = 3  # the row of the headings, from 0
_FILLED, _MUTED = "filled", "#51636B"
BLANKS = 20  # empty rows below a table, for new ones


def identity_of(edition: Edition) -> dict[str, str]:
    """Return what tells a workbook's edition from another."""
    return {"form": FORM, "organisation": edition.organisation, "year": str(edition.year)}


@dataclass(frozen=True)
class Looks:
    """The formats of the cells, in the colours of the brand."""

    title: Any
    note: Any
    heading: Any
    heading_filled: Any
    name: Any
    locked: Any
    locked_number: Any
    filled: Any
    filled_number: Any
    empty: Any


def workbook_of(report: Report, pages: Sequence[WorkbookPage], owner: str = "") -> bytes:
    """Return the bytes of the workbook; the same pages give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    edition = report.edition
    made = datetime(edition.year, 12, 31, tzinfo=UTC).replace(tzinfo=None)
    title = f"{expanded(edition.title, Register(report))} : les chiffres de {edition.year}"
    book.set_properties({"title": title, "author": edition.organisation, "created": made})
    looks = looks_of(book, Brand.of(report.brand))
    _guide(book, looks, title, pages, owner)
    for page in pages:
        write_page(book, looks, title, page)
    _origin(book, edition, pages)
    book.close()
    return out.getvalue()


def looks_of(book: Any, brand: Brand) -> Looks:
    """Return the formats of a workbook's cells."""
    colours = brand.colors
    base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True, "font_color": colours["foreground"]}
    cell = base | {"border": 1, "border_color": "#D3DADD", "num_format": "@", "quote_prefix": True}
    heading = base | {"bold": True, "font_color": "#FFFFFF", "border": 1, "border_color": "#FFFFFF", "valign": "vcenter"}
    right = {"align": "right", "indent": 1}
    fill = cell | {"bg_color": _tint(colours["tertiary"], 0.14), "locked": False}
    return Looks(
        title=book.add_format({"font_name": "Calibri", "font_size": 16, "bold": True, "font_color": colours["primary"]}),
        note=book.add_format(base | {"font_size": 11}),
        heading=book.add_format(heading | {"bg_color": colours["dark"]}),
        heading_filled=book.add_format(heading | {"bg_color": colours["primary"]}),
        name=book.add_format(cell | {"font_size": 8, "font_color": _MUTED, "text_wrap": False}),
        locked=book.add_format(cell),
        locked_number=book.add_format(cell | right | {"font_color": _MUTED}),
        filled=book.add_format(fill),
        filled_number=book.add_format(fill | right | {"bold": True, "bg_color": _tint(colours["tertiary"], 0.34)}),
        empty=book.add_format({"bg_color": _tint(colours["secondary"], 0.4)}),
    )


def _tint(colour: str, share: float) -> str:
    """Return a colour let down with white."""
    plain = colour.lstrip("#")[:6]
    if len(plain) != 6:  # noqa: PLR2004 - RRGGBB
        return "#EEF4F6"
    mixed = (round(255 - (255 - int(plain[i : i + 2], 16)) * share) for i in (0, 2, 4))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _guide(book: Any, looks: Looks, title: str, pages: Sequence[WorkbookPage], owner: str) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 2, 12)
    sheet.write_string(0, 0, title, looks.title)
    asked = f"Pour {owner} : les chiffres dont vous répondez." if owner else "Pour l'équipe : tous les chiffres."
    lines = [
        f"{asked} Les cellules à remplir sont colorées, les vides plus vivement ; les autres sont verrouillées.",
        "Écrivez les nombres comme d'habitude : 1234,5 ou 1 234,5 ou 12 %. Une cellule vide attend son nombre.",
        "N'écrivez ni formule ni fusion de cellules : un nombre calculé se colle par « Collage spécial, Valeurs ».",
        "Dans une table, « n.d. » dit que personne ne connaît le nombre, et les lignes vides du bas servent à en ajouter.",
        "Une ligne effacée ici n'est pas retirée du rapport.",
        "Ne renommez ni les feuilles ni les colonnes, et gardez le format .xlsx.",
        "Renvoyez le classeur à la personne qui vous l'a envoyé : elle verra chaque changement avant de le reporter.",
    ]
    for row, line in enumerate(lines, 2):
        sheet.merge_range(row, 0, row, 2, line, looks.note)
        sheet.set_row(row, 32)
    first = len(lines) + 3
    for index, heading in enumerate(("Feuille", "Lignes", "À remplir")):
        sheet.write_string(first, index, heading, looks.heading)
    for row, page in enumerate(pages, first + 1):
        sheet.write_url(row, 0, f"internal:'{page.name}'!A1", looks.locked, page.title)
        sheet.write_number(row, 1, len(page.lines), looks.locked_number)
        sheet.write_number(row, 2, empty_in(page), looks.locked_number)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.protect()


def empty_in(page: WorkbookPage) -> int:
    """Return how many numbers a page still asks for."""
    asked = [column.name for column in page.columns if column.filled and column.kind == "number"]
    return sum(not line.cells.get(name) for line in page.lines for name in asked)


def write_page(book: Any, looks: Looks, title: str, page: WorkbookPage) -> None:
    """Write a page: its headings, its lines, what may be typed in them."""
    sheet = book.add_worksheet(page.name)
    sheet.write_string(0, 0, page.title, looks.title)
    sheet.write_string(1, 0, "Remplissez les cellules colorées.")
    blanks = BLANKS if page.keys else 0
    last = HEAD + len(page.lines) + blanks
    for index, column in enumerate(page.columns):
        sheet.write_string(HEAD, index, column.heading, looks.heading_filled if column.filled else looks.heading)
        for row, line in enumerate(page.lines, HEAD + 1):
            if text := line.cells.get(column.name, ""):
                sheet.write_string(row, index, text, _look_of(looks, column))
            else:
                sheet.write_blank(row, index, None, _look_of(looks, column))
            if column.name != REF and column.filled and column.kind == "number":
                _advise(sheet, row, index, column, line)
        sheet.set_column(index, index, column.width)
        for row in range(last - blanks + 1, last + 1):
            keyed = column.filled or column.name in page.keys
            number = looks.filled_number if column.kind == "number" else looks.filled
            sheet.write_blank(row, index, None, number if keyed else looks.locked)
        _validate(sheet, HEAD + 1, last, index, column)
    for row, line in enumerate(page.lines, HEAD + 1):
        sheet.set_row(row, _height(line, page.columns))
    _lay_out(sheet, title, page, last, looks)


def _height(line: WorkbookLine, columns: Sequence[WorkbookColumn]) -> float:
    """Return a row's height in points: some spreadsheets don't fit it to folded texts by themselves."""
    folded = (math.ceil(0.98 * len(line.cells.get(column.name, "")) / column.width) for column in columns if column.name != REF)
    return min(14.0 * max(1, *folded), 400.0)  # what a spreadsheet allows is a little more


def _look_of(looks: Looks, column: WorkbookColumn) -> Any:
    if column.name == REF:
        return looks.name
    if column.filled:
        return looks.filled_number if column.kind == "number" else looks.filled
    return looks.locked_number if column.kind == "number" else looks.locked


def _advise(sheet: Any, row: int, index: int, column: WorkbookColumn, line: WorkbookLine) -> None:
    """Show what is asked as the cell is entered."""
    message = (line.advice or column.advice)[:255]
    sheet.data_validation(
        row, index, row, index, {"validate": "any", "input_title": column.heading[:32], "input_message": message}
    )


def _validate(sheet: Any, first: int, last: int, index: int, column: WorkbookColumn) -> None:
    if not column.filled or column.kind == "number":
        return
    wanted: dict[str, Any] = {"validate": "any"}
    if column.kind == "status":
        wanted = {
            "validate": "list",
            "source": list(STATUSES),
            "error_title": "Statut",
            "error_message": "Choisissez dans la liste.",
        }
    if column.advice:
        wanted |= {"input_title": column.heading[:32], "input_message": column.advice[:255]}
    if len(wanted) > 1:
        sheet.data_validation(first, index, last, index, wanted)


def _lay_out(sheet: Any, title: str, page: WorkbookPage, last: int, looks: Looks) -> None:
    """Freeze, lock and set for printing."""
    end = len(page.columns) - 1
    sheet.set_row(HEAD, 32)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    for index, column in enumerate(page.columns):
        if column.filled and column.kind == "number" and page.lines:
            sheet.conditional_format(HEAD + 1, index, HEAD + len(page.lines), index, {"type": "blanks", "format": looks.empty})
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.print_area(0, 0, last, end)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&C{page.title.replace('&', '&&')}&RPage &P sur &N")


def _origin(book: Any, edition: Edition, pages: Sequence[WorkbookPage]) -> None:
    """Write the hidden page: the edition, then of each page its columns and every cell as it left."""
    sheet = book.add_worksheet(ORIGIN)
    text = book.add_format({"num_format": "@", "quote_prefix": True})
    rows: list[tuple[str, ...]] = [("identity", name, said) for name, said in identity_of(edition).items()]
    for page in pages:
        rows.append(("page", page.table, page.name))
        rows += [("column", column.name, column.heading, column.kind, _FILLED * column.filled) for column in page.columns]
        rows += [
            ("cell", line.ref, column.name, line.cells.get(column.name, "")) for line in page.lines for column in page.columns
        ]
    for row, cells in enumerate(rows):
        for index, cell in enumerate(cells):
            sheet.write_string(row, index, cell, text)
    sheet.very_hidden()
    sheet.protect()
