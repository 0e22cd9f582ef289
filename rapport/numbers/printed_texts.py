"""Texts of authors told outside the flow of the report (lists, cards, data, comparisons): their calls printed as plain words."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.markdown.words import unmarked
from rapport.numbers.calls import (
    ChartCall,
    Known,
    NumberCall,
    PeopleCall,
    Placed,
    TableCall,
    calls_of,
    doubtful_text,
    printed_text,
)
from rapport.numbers.counting import matches
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.gaps import gap_of
from rapport.numbers.mixing import mixture_of
from rapport.numbers.number import Registered
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.model import Report
from rapport.sources.scalars import UNKNOWN
from rapport.sources.spans import bared


def readable_text(text: str, register: Register) -> str:
    """Return a title or another short text as readers have it: its calls printed, typeset."""
    return french.typeset(expanded(text, register))


def expanded(text: str, register: Register) -> str:
    """Return a text with its numbers as they are printed, and the titles of what is shown in its place."""
    text = bared(text)
    for call in reversed([found for found in calls_of(text) if not isinstance(found, ExpressionError)]):
        text = text[: call.start] + _call_text(call.call, register) + text[call.end :]
    return text


def plain_text(text: str, register: Register) -> str:
    """Return what is declared of a number (its label, its note) as it is published: with its calls, without its marks."""
    return unmarked(as_typed(text, register))


def as_typed(text: str, register: Register) -> str:
    """Return a cell, whose signs are printed as they are: with its calls, doubtful ones said so."""
    for found in reversed([call for call in calls_of(text) if isinstance(call, Placed)]):
        text = text[: found.start] + _printed(found.call, register) + text[found.end :]
    return text


def note_of(number: Registered, register: Register) -> str:
    """Return the note of a number and what its calculation mixes, as they are published."""
    note = number.note.strip()
    if note and (mixture := mixture_of(number)):
        note += " " if note.endswith((".", "!", "?", "…")) else ". "
        note += mixture
    return plain_text(note or mixture_of(number), register)


def _printed(call: Known, register: Register) -> str:
    """Return what a call prints; a past year may lack a number that the edition's own has."""
    if not isinstance(call, NumberCall):
        return ""
    try:
        return doubtful_text(register.number(call.number), call)
    except (UnknownNumber, ExpressionError):
        return gap_of(register, call.number) if register.year == register.report.edition.year else UNKNOWN


def _call_text(call: Known, register: Register) -> str:
    report = register.report
    if isinstance(call, NumberCall):
        try:
            return printed_text(register.number(call.number), call)
        except (UnknownNumber, ExpressionError):
            return "…"
    if isinstance(call, ChartCall):
        title = report.charts[call.ref].title if call.ref in report.charts else call.ref
        return f"[graphique : {readable_text(title, register)}]"
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
