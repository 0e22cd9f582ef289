"""What an edition says of its own doubts: its editors' questions, section by section, and the warnings of its check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapport.flow.options import Options
from rapport.flow.pipeline import check
from rapport.ground.problems import Problem, Severity
from rapport.numbers.calls import ChartCall, Known, NumberCall, PeopleCall, Placed, TableCall, ValueCall, calls_of, printed_number
from rapport.numbers.chart_rows import rows_of
from rapport.numbers.counting import matches
from rapport.numbers.printed_texts import readable_text
from rapport.numbers.register import Register, Registered
from rapport.sources.model import Report, Row, Section, Table
from rapport.sources.reading import load

ELSEWHERE = "Dans les données seulement"
Question = tuple[str, str]  # the question, what it doubts as it is printed


def warnings(root: Path) -> list[Problem]:
    """Return the warnings of an edition, in order."""
    return [p for p in check(root, Options(), lambda _: None).problems if p.severity is Severity.WARNING]


def by_section(root: Path) -> dict[str, list[Question]]:
    """Return the questions under the title of the first section that prints what they doubt.

    Raises BuildStopped when the edition can't be read.
    """
    report, _ = load(root)
    register = Register(report)
    doubts = dict(_doubts(report, register))
    found: dict[str, list[Question]] = {}
    for section in report.sections:
        for name in _shown_in(section, register):
            if name in doubts:
                found.setdefault(readable_text(section.front.title, register), []).append(doubts.pop(name))
    if doubts:
        found[ELSEWHERE] = list(doubts.values())
    return {title: _together(asked) for title, asked in found.items()}


def _doubts(report: Report, register: Register) -> Iterator[tuple[str, Question]]:
    """Yield the name and the question of whatever is to confirm: indicators, cells and lines of text."""
    for name, indicator in report.indicators.items():
        if indicator.status == "to_confirm":
            yield name, (indicator.question, _printed(indicator.label, register.number(name)))
    for table in report.tables.values():
        for row in table.of_year(report.edition.year):
            if row.status != "to_confirm":
                continue
            cells = [f"{table.id}.{row.key}.{column}" for column, cell in row.numbers.items() if cell.value is not None]
            for ref in cells:
                yield ref, (row.question, _printed(_named(table, row), register.number(ref)))
            if not cells:
                yield _line(table.id, row), (row.question, _named(table, row))


def _line(table: str, row: Row) -> str:
    return f"{table}/{row.place}"


def _named(table: Table, row: Row) -> str:
    """Return what readers see of a line: its name, or the first texts that aren't hidden."""
    if name := row.texts.get("name") if "group" in row.texts else row.texts.get("title"):
        return name
    shown = (row.texts[column] for column, spec in table.spec.columns.items() if not spec.numeric and not spec.hidden)
    return ", ".join(list(dict.fromkeys(filter(None, shown)))[:2])


def _printed(label: str, number: Registered) -> str:
    return f"{label} : {printed_number(number, ValueCall(number.ref, unit=True))}"


def _shown_in(section: Section, register: Register) -> Iterator[str]:
    """Yield the names of the numbers and lines that a section prints."""
    texts = (section.front.title, section.front.kicker, section.front.lead, section.body)
    for found in (call for text in texts for call in calls_of(text)):
        if isinstance(found, Placed):
            yield from _called(found.call, register)


def _called(call: Known, register: Register) -> Iterator[str]:
    report = register.report
    if isinstance(call, NumberCall):
        yield from (call.ref, *register.number(call.number).doubts)
    elif isinstance(call, ChartCall) and call.ref in report.charts:
        for mark in rows_of(report.charts[call.ref], register):
            yield from (mark.ref, *(register.number(mark.ref).doubts if mark.ref else ()))
    elif isinstance(call, TableCall | PeopleCall):
        people = isinstance(call, PeopleCall)
        name = "people" if people else call.ref
        where = {"group": call.ref} if isinstance(call, PeopleCall) else dict(call.where)
        rows = report.tables[name].of_year(register.year) if name in report.tables else ()
        for row in rows:
            if all(matches(row.texts.get(column, ""), wanted) for column, wanted in where.items()):
                yield _line(name, row)
                yield from (f"{name}.{row.key}.{column}" for column in row.numbers)


def _together(asked: list[Question]) -> list[Question]:
    """Return the questions once each, with all that each one doubts."""
    doubted: dict[str, list[str]] = {}
    for question, shown in asked:
        doubted.setdefault(question, []).append(shown)
    return [(question, " ; ".join(shown)) for question, shown in doubted.items()]
