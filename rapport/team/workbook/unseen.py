"""What of a returned workbook its reader doesn't see: hidden sheets, rows and columns (filtered, folded, or of no size)."""

from __future__ import annotations

from typing import Any


def where_hidden(sheet: Any, cell: Any) -> str:
    """Return what hides a cell (« la ligne 6 »), empty when nothing does."""
    if sheet.sheet_state != "visible":
        return "la feuille"
    row = sheet.row_dimensions.get(cell.row)
    if row is not None and (row.hidden or row.height == 0):
        return f"la ligne {cell.row}"
    hidden = any(one.hidden or one.width == 0 for one in sheet.column_dimensions.values() if _is_of(one, cell))
    return f"la colonne {cell.column_letter}" if hidden else ""


def _is_of(dimension: Any, cell: Any) -> bool:
    """Tell whether a cell is in the columns of a dimension: a run of columns alike is kept under the first one's letter."""
    within = bool((dimension.min or 0) <= cell.column <= (dimension.max or 0))
    return within or bool(dimension.index == cell.column_letter)
