"""The rows of the year of a table, sorted by a column: numbers, then words as French sorts them, blanks last."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from rapport.flow.atelier.forms import NoSuchPlace, Refused
from rapport.flow.atelier.numbers import typed_number
from rapport.flow.atelier.rows import lines_of
from rapport.ground import french
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.model import Report
from rapport.sources.spans import bared


def in_order(report: Report, name: str, column: str) -> dict[str, Change]:
    """Return the file with the rows of the year sorted by a column, or the other way round if they were; blanks stay last.

    Rows that are equal there keep their order. Raises NoSuchPlace.
    """
    table = report.tables.get(name)
    if table is None or column not in table.spec.columns:
        raise NoSuchPlace(f"La colonne « {column} » n'est plus dans la table « {name} ».", "Rouvrez la page.")
    original = Original.read(report.root, table.path)
    edited = CsvText(original.text)
    lines = list(lines_of(edited, report.edition.year))
    ranks = {line: _rank(edited.rows[line].get(column, ""), numeric=table.spec.columns[column].numeric) for line in lines}
    filled, blank = ([line for line in lines if (ranks[line] is None) is empty] for empty in (False, True))
    wanted = [*sorted(filled, key=lambda line: ranks[line] or ()), *blank]
    if wanted == lines:
        wanted = [*sorted(filled, key=lambda line: ranks[line] or (), reverse=True), *blank]
    edited.arrange(wanted)
    return {table.path: Change(original.raw, original.encoded(edited.text))}


def _rank(text: str, *, numeric: bool) -> tuple[int, Decimal, str] | None:
    """Return where a cell stands among those of its column: numbers, then words as French sorts them; None when blank."""
    if not text.strip():
        return None
    if numeric:
        with suppress(Refused):
            number = typed_number("", text)
            if isinstance(number, Decimal):
                return 0, number, ""
    return 1, Decimal(), french.folded(bared(text))
