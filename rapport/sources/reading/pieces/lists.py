"""A CSV file as a piece: one sheet, in the separators and numbers that French spreadsheets write."""

from __future__ import annotations

import csv
import io

from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, UnreadablePiece
from rapport.sources.reading.pieces.texts import decoded
from rapport.sources.written_numbers import cell_number

CELLS = 2_000_000


def contents(raw: bytes) -> PieceContents:
    """Return the cells of a CSV file."""
    text = decoded(raw)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    cells: dict[tuple[int, int], PieceCell] = {}
    for row, record in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        for column, written in enumerate(record, 1):
            if said := written.strip():
                number = cell_number(said)
                cells[row, column] = PieceCell(number.value, said, number.unit) if number else PieceCell(None, said)
        if len(cells) > CELLS:
            raise UnreadablePiece(f"Le fichier a plus de {CELLS} cellules remplies.", "Gardez-en l'utile.")
    return PieceContents(sheets=(PieceSheet("", cells),))
