"""What the editor completes: numbers by their label, charts, tables, people, blocks, acronyms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapport.ground.problems import AuthorError
from rapport.numbers.chart_rows import printed_form
from rapport.numbers.printed_texts import expanded
from rapport.numbers.register import Register
from rapport.rules.text import DIVS
from rapport.sources.model import Report, Table


class Completion(NamedTuple):
    """Something to complete from: what is written, what it is called, what is printed of it."""

    name: str
    label: str
    printed: str = ""


def completions_of(report: Report) -> dict[str, object]:
    """Return what can be completed, by what calls it."""
    people, register = report.tables.get("people"), Register(report)
    found: dict[str, Iterator[Completion]] = {
        "value": _numbers(report, register),
        "chart": (Completion(name, expanded(spec.title, register)) for name, spec in report.charts.items()),
        "table": (Completion(name, expanded(table.spec.title, register)) for name, table in report.tables.items()),
        "people": iter(()) if people is None else _groups(people, report.edition.year),
        "block": (Completion(name, "") for name in DIVS),
        "acronym": _acronyms(report),
        "section": (Completion(section.id, expanded(section.front.title, register)) for section in report.sections),
    }
    return {kind: [one._asdict() for one in ones] for kind, ones in found.items()}


def _numbers(report: Report, register: Register) -> Iterator[Completion]:
    for name in register.names:
        try:
            number = register.number(name)
            yield Completion(name, expanded(number.label, register), printed_form(number))
        except AuthorError:  # a formula that can't be calculated is told by the rules
            yield Completion(name, expanded(report.indicators[name].label, register) if name in report.indicators else name)


def _groups(people: Table, year: int) -> Iterator[Completion]:
    groups = dict.fromkeys(row.texts.get("group", "") for row in people.of_year(year))
    return (Completion(group, "") for group in groups if group)


def _acronyms(report: Report) -> Iterator[Completion]:
    for table in report.tables.values():
        if table.spec.view == "lexicon":
            for row in table.of_year(report.edition.year):
                yield Completion(row.texts.get("acronym", row.key), row.texts.get("expansion", ""))
