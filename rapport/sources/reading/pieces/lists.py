"""A CSV file as a piece: one sheet, in the separators and numbers that French spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from rapport.ground.patterns import regex
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, UnreadablePiece
from rapport.sources.reading.pieces.texts import decoded
from rapport.sources.written_numbers import cell_number

CELLS = 2_000_000
_LOOKED_AT = 200  # rows that say what parts their cells
_COMMAS = regex(r"(?<![0-9]),|,(?![0-9])")  # those that are in no number


def contents(raw: bytes) -> PieceContents:
    """Return the cells of a CSV file."""
    text = decoded(raw)
    delimiter = delimiter_of(text)
    cells: dict[tuple[int, int], PieceCell] = {}
    for row, record in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        for column, written in enumerate(record, 1):
            if said := written.strip():
                number = cell_number(said)
                cells[row, column] = PieceCell(number.value, said, number.unit) if number else PieceCell(None, said)
        if len(cells) > CELLS:
            raise UnreadablePiece(f"Le fichier a plus de {CELLS} cellules remplies.", "Gardez-en l'utile.")
    return PieceContents(sheets=(PieceSheet("", cells),))


def delimiter_of(text: str) -> str:
    """Return what parts the cells: what most rows have as often; a title may hold commas, and decimals do.

    A comma that stands between two digits alone is a decimal one.
    """
    candidates = ";\t," if _COMMAS.search(text) else ";\t"
    return max(candidates, key=lambda delimiter: _as_wide(text, delimiter))


def _as_wide(text: str, delimiter: str) -> int:
    rows = islice(csv.reader(io.StringIO(text), delimiter=delimiter), _LOOKED_AT)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)
