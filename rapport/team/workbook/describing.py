"""What a returned workbook changes, line by line, as whoever imports it is shown it before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.numbers.printed_texts import expanded
from rapport.numbers.register import Register
from rapport.sources.authored import Status
from rapport.sources.model import Report
from rapport.sources.published_names import STATUSES as SAID
from rapport.team.workbook.changes import ORDER, TYPED, Edit, Edits
from rapport.team.workbook.pages import QUESTION, STATUS


def described(report: Report, edits: Edits) -> Iterator[str]:
    """Yield the changes line by line, under the file and the number or row that they are of."""
    path, ref, register = "", "", Register(report)
    for edit in sorted(edits.values, key=lambda edit: (edit.place, ORDER.get(edit.column, 0))):
        if edit.place.path != path:
            path, ref = edit.place.path, ""
            yield path
        if edit.ref != ref:
            ref = edit.ref
            label = expanded(report.indicators[ref].label, register) if not edit.table else ""
            yield f"  {ref}{f' ({label})' if label else ''}"
        yield f"    {edit.heading} : {edit.before or '(vide)'} → {edit.after or '(vide)'}"
    yield from _asked_of_the_published(report, edits)
    for row in edits.rows:
        yield report.tables[row.table].path
        yield f"  ligne ajoutée : {' – '.join(row.cells.values())}"


def _asked_of_the_published(report: Report, edits: Edits) -> Iterator[str]:
    """Yield the numbers and rows that get a question without being to confirm: nobody would be asked it."""
    given = {(edit.table, edit.ref, edit.column): edit.after for edit in edits.values}
    for edit in edits.values:
        if edit.column == QUESTION and edit.after:
            status = given.get((edit.table, edit.ref, STATUS), "") or SAID[_status_of(report, edit)]
            if TYPED[french.folded(status)] != "to_confirm":
                said = f"une question, mais le statut reste « {status} »"
                yield f"« {edit.ref} » : {said} ; pour qu'elle soit posée, mettez « {SAID['to_confirm']} »."


def _status_of(report: Report, edit: Edit) -> Status:
    """Return the status of what an edit changes, as the files say it today."""
    if not edit.table:
        return report.indicators[edit.ref].status
    rows = [row for row in report.tables[edit.table].rows if row.place == edit.place]
    return rows[0].status if rows else "published"
