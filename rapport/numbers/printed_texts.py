"""Texts of authors told outside the report (lists, tables of problems, comparisons): their calls printed as plain words."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.numbers.calls import ChartCall, Known, NumberCall, PeopleCall, TableCall, calls_of, printed_text
from rapport.numbers.counting import matches
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.model import Report
from rapport.sources.spans import bared


def told(text: str, register: Register) -> str:
    """Return a title or another short text as readers have it: its calls printed, typeset."""
    return french.typeset(expanded(text, register))


def expanded(text: str, register: Register) -> str:
    """Return a text with its numbers as they are printed, and the titles of what is shown in its place."""
    text = bared(text)
    for call in reversed([found for found in calls_of(text) if not isinstance(found, ExpressionError)]):
        text = text[: call.start] + _said(call.call, register) + text[call.end :]
    return text


def _said(call: Known, register: Register) -> str:
    report = register.report
    if isinstance(call, NumberCall):
        try:
            return printed_text(register.number(call.number), call)
        except (UnknownNumber, ExpressionError):
            return "…"
    if isinstance(call, ChartCall):
        title = report.charts[call.ref].title if call.ref in report.charts else call.ref
        return f"[graphique : {told(title, register)}]"
    return "\n\n" + "\n\n".join(_entries(call, report)) + "\n\n"


def _entries(call: TableCall | PeopleCall, report: Report) -> Iterator[str]:
    """Yield the words of each row that a list shows; its numbers are compared as such."""
    table = report.tables.get("people" if isinstance(call, PeopleCall) else call.ref)
    for row in table.of_year(report.edition.year) if table else ():
        if isinstance(call, PeopleCall):
            if row.texts.get("group") == call.ref:
                yield " – ".join(filter(None, [row.texts.get("name", ""), row.texts.get("role", "")]))
        elif all(matches(row.texts.get(column, ""), wanted) for column, wanted in call.where):
            shown = [name for name, column in table.spec.columns.items() if not column.hidden] if table else []
            yield " – ".join(filter(None, (row.texts.get(name, "") for name in shown)))
