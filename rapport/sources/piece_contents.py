"""What a piece holds, as plain values: lines of text, or sheets of cells. Whoever looks for a number in it reads nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.problems import AuthorError

AGAIN = "python build.py tie"  # what reads a piece again, in the hints; a reader for another command names that one


class UnreadablePiece(AuthorError):  # noqa: N818 - told as a problem
    """Why nothing can be read of a piece, in French, and what to do."""


class PieceLine(NamedTuple):
    """A line of text: its number from 1, the page it is on (0: there are none), and what it says."""

    number: int
    page: int
    text: str


class PieceCell(NamedTuple):
    """A cell: its number, if it holds one, what it shows, and the unit that its format says (« % », « k€ »)."""

    value: Decimal | None
    text: str
    unit: str = ""
    flaw: str = ""  # why its number isn't to be believed (French), empty when it is
    remark: str = ""  # what a reader of the document doesn't see of it: hidden
    cure: str = ""  # what to do about the flaw


Position = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True)
class PieceSheet:
    """A sheet of a workbook, or a CSV file: the cells that say something, by row and column."""

    name: str
    cells: Mapping[Position, PieceCell]
    merged: Mapping[Position, Position] = field(default_factory=dict)  # cells that a merge covers, and the one that it shows

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, PieceCell]]:
        """Return the rows that say something, in order: their cells by column."""
        rows: dict[int, dict[int, PieceCell]] = {}
        for (row, column), cell in sorted(self.cells.items(), key=lambda item: item[0]):
            rows.setdefault(row, {})[column] = cell
        return rows

    @cached_property
    def worded(self) -> Mapping[int, list[int]]:
        """Return the rows in which each column has words, in order."""
        found: dict[int, list[int]] = {}
        for row, cells in self.rows.items():
            for column, cell in cells.items():
                if cell.value is None and cell.text:
                    found.setdefault(column, []).append(row)
        return found

    @cached_property
    def texts(self) -> Mapping[int, list[tuple[int, str]]]:
        """Return the texts of each column with their rows, in order; that of a merged cell is in each column that it covers."""
        found: dict[int, list[tuple[int, str]]] = {}
        covered = {at: self.cells[shown] for at, shown in self.merged.items() if shown in self.cells}
        for (row, column), cell in sorted({**self.cells, **covered}.items(), key=lambda item: item[0]):
            if cell.value is None and cell.text:
                found.setdefault(column, []).append((row, cell.text))
        return found

    @cached_property
    def saying(self) -> Mapping[str, set[int]]:
        """Return the rows that say each text, folded."""
        found: dict[str, set[int]] = {}
        for (row, _), cell in self.cells.items():
            if cell.value is None:
                found.setdefault(french.folded(cell.text), set()).add(row)
        return found

    @cached_property
    def titles(self) -> list[tuple[int, str]]:
        """Return the rows that hold one text and nothing else, in order, with what they say."""
        alone = ((row, next(iter(cells.values()))) for row, cells in self.rows.items() if len(cells) == 1)
        return [(row, cell.text) for row, cell in alone if cell.value is None]


@dataclass(frozen=True)
class PieceContents:
    """What was read of a piece: lines or sheets; ``word`` is what one of its lines is called (« ligne », « paragraphe »)."""

    lines: tuple[PieceLine, ...] = ()
    sheets: tuple[PieceSheet, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # defined names, and the areas that they name
    word: str = "ligne"
    blank_pages: tuple[int, ...] = ()  # pages without a word: pictures of paper
    sha256: str = ""  # of the bytes that were read


def letters_of(column: int) -> str:
    """Return a column as a spreadsheet names it: 28 gives « AB »."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the number of a column that a spreadsheet names, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
