"""A workbook in .xls or .ods as a piece, read by calamine: its values alone, formats and hidden cells aren't seen."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook

from rapport.ground.packed import hold_to_bounds
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, UnreadablePiece
from rapport.sources.reading.pieces import SAVED_OPEN, opened
from rapport.sources.reading.pieces.workbooks import KIND, as_shown, decimal_of
from rapport.sources.written_numbers import cell_number

CELLS = 300_000
_ZIP = b"PK\x03\x04"


def contents(raw: bytes) -> PieceContents:
    """Return the sheets of a workbook in an old or an open format."""
    if raw.startswith(_ZIP):
        hold_to_bounds(opened(raw), KIND)
        with zipfile.ZipFile(opened(raw)) as packed:
            if b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise UnreadablePiece("Le classeur est protégé par un mot de passe.", SAVED_OPEN)
    try:
        book = CalamineWorkbook.from_filelike(opened(raw))
    except Exception as error:
        if "password" in str(error).casefold() or "encrypt" in str(error).casefold():
            raise UnreadablePiece("Le classeur est protégé par un mot de passe.", SAVED_OPEN) from None
        raise
    sheets = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > 100 * CELLS:
            raise UnreadablePiece(f"« {name} » a plus de {CELLS} cellules.", "Gardez-en l'utile.")
        rows = sheet.to_python(skip_empty_area=False)
        found = {
            (r, c): _cell(value) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value not in ("", None)
        }
        if len(found) > CELLS:
            raise UnreadablePiece(f"« {name} » a plus de {CELLS} cellules remplies.", "Gardez-en l'utile.")
        sheets.append(PieceSheet(name, found))
    return PieceContents(sheets=tuple(sheets))


def _cell(value: Any) -> PieceCell:
    if isinstance(value, bool):
        return PieceCell(None, "VRAI" if value else "FAUX")
    if isinstance(value, int | float):
        number = decimal_of(value)
        return PieceCell(number, f"{number:f}" if isinstance(number, Decimal) else "")
    text = as_shown(value)
    written = cell_number(text)
    return PieceCell(written.value, text, written.unit) if written else PieceCell(None, text)
