"""Totals that are typed numbers (« equals: 1240 »): no indicator holds them, so they have their own source, their own piece."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapport.sources.authored import ColumnTotal
from rapport.sources.model import Table

_HUNDRED = Decimal(100)


def typed_totals(table: Table) -> Iterator[tuple[int, ColumnTotal, Decimal]]:
    """Yield the typed totals of a table, each with its rank from zero and its number.

    The 100 of a column of shares is no number of the report: nobody reads it anywhere, unless the author names its piece.
    """
    for index, total in enumerate(table.spec.totals):
        column = table.spec.columns.get(total.column)
        whole = column is not None and column.unit == "%" and total.equals == _HUNDRED
        if isinstance(total.equals, Decimal) and (total.piece or not whole):
            yield index, total, total.equals
