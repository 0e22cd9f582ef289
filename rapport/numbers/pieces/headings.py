"""The unit of a cell: what its format says, else its row's label and its column's heading, else the title of its table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from rapport.ground import french
from rapport.sources.piece_contents import PieceSheet, Position
from rapport.sources.written_numbers import units_of_heading

_TITLES = 5  # above a cell, that may say its unit
_SHORT = 4  # letters of what stands for a number that isn't known: « n.c. »


def unit_at(sheet: PieceSheet, at: Position) -> tuple[str, str]:
    """Return the unit of a cell's number, empty when nothing says any, and what makes it doubtful (French)."""
    own = sheet.cells[at].unit
    said = [*dict.fromkeys(filter(None, [own, *_of_row(sheet, at), *_of_column(sheet, at)]))]
    if len(said) > 1:
        return own, f"Plusieurs unités sont dites de cette cellule : {french.listed(said)}."
    return next(iter(said), ""), ""


def title_unit(sheet: PieceSheet, at: Position) -> str:
    """Return the unit that the nearest title above a cell says, or the name of its sheet; empty without just one."""
    above = [text for _, text in islice(_nearest(sheet.titles, at[0]), _TITLES)]
    said = next(filter(None, map(units_of_heading, [*above, sheet.name])), ())
    return said[0] if len(said) == 1 else ""


def _of_row(sheet: PieceSheet, at: Position) -> Iterator[str]:
    for column, cell in sheet.rows[at[0]].items():
        if column < at[1] and cell.value is None:
            yield from units_of_heading(cell.text)


def _of_column(sheet: PieceSheet, at: Position) -> tuple[str, ...]:
    """Return the units that a column's heading says: the nearest text above, and those right above it."""
    last = 0
    for row, text in _nearest(sheet.texts.get(at[1], []), at[0]):
        if last and row != last - 1:
            break
        if said := units_of_heading(text):
            return said
        last = row if len(text) > _SHORT else 0
    return ()


def _nearest(texts: Sequence[tuple[int, str]], row: int) -> Iterator[tuple[int, str]]:
    """Yield the texts above a row, the nearest first."""
    for index in range(bisect_left(texts, (row, "")) - 1, -1, -1):
        yield texts[index]
