"""What can be signed: each indicator, each table, each section, with the parts that a signature vouches for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.calls import ChartCall, Placed, calls_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.printed_texts import expanded
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.authored import ChartSpec, Indicator
from rapport.sources.model import Content, PartOpener, Report, Row, Section, Table
from rapport.sources.scalars import UNKNOWN
from rapport.sources.signature import What

DESCRIPTION = "description"  # the part of a table that isn't a row
KINDS: Mapping[What, str] = {"indicator": "indicateur", "table": "table", "section": "section"}
FIELDS = ("libellé", "valeur", "unité", "précision", "statut")  # the parts of an indicator


@dataclass(frozen=True)
class Subject:
    """Something to sign: the parts that a signature vouches for, and where each stands today."""

    what: What
    name: str
    label: str
    owner: str
    parts: tuple[str, ...]
    places: tuple[Place, ...]
    doubtful: bool = False  # something in it is still to confirm
    valued: bool = True  # False: it has no value yet, there is nothing to sign

    @property
    def group(self) -> str:
        """Return the name under which it is signed with its kin: an indicator's family."""
        return self.name.partition(".")[0] if self.what == "indicator" else self.name

    @property
    def key(self) -> tuple[What, str]:
        """Return what tells it from all others."""
        return self.what, self.name


def subjects_of(report: Report) -> dict[tuple[What, str], Subject]:
    """Return everything that can be signed, in the order of the data then of the report."""
    return {subject.key: subject for subject in _subjects(report)}


def _subjects(report: Report) -> Iterator[Subject]:
    register = Register(report)
    for name, indicator in report.indicators.items():
        yield _indicator(name, indicator, register)
    for table in report.tables.values():
        yield _table(table, report.edition.year)
    for content in report.contents:
        yield _section(content, report.charts, register)


def _indicator(name: str, indicator: Indicator, register: Register) -> Subject:
    try:
        number = register.number(name)
        value = french.format_number(number.value, number.shown_decimals)
    except (UnknownNumber, ExpressionError) as error:
        value = UNKNOWN if error.unknown else ""
    parts = (indicator.label, value, indicator.unit, str(indicator.decimals), indicator.status)
    where = indicator.at("values", register.year) if indicator.values else indicator.at("formula")
    places = (indicator.at("label"), where, indicator.at("unit"), indicator.at("decimals"), indicator.at("status"))
    doubtful = indicator.status == "to_confirm"  # the doubts of its operands are accepted with them
    return Subject("indicator", name, indicator.label, indicator.owner, parts, places, doubtful, valued=bool(value))


def _table(table: Table, year: int) -> Subject:
    rows = table.of_year(year)
    columns = {name: [column.label, column.unit, str(column.decimals)] for name, column in table.spec.columns.items()}
    parts = [json.dumps([DESCRIPTION, table.spec.title, columns], ensure_ascii=False)]
    parts += [json.dumps([row.key, row.status, _cells(row)], ensure_ascii=False) for row in rows]
    doubtful = any(row.status == "to_confirm" for row in rows)
    places = (table.spec.at(), *(row.place for row in rows))
    return Subject("table", table.id, table.spec.title, table.spec.owner, tuple(parts), places, doubtful)


def _cells(row: Row) -> dict[str, str]:
    numbers = {
        name: (UNKNOWN if cell.unknown else "") if cell.value is None else french.format_number(cell.value)
        for name, cell in row.numbers.items()
    }
    return {name: text for name, text in {**row.texts, **numbers, "note": row.note}.items() if text}


def _section(content: Content, charts: Mapping[str, ChartSpec], register: Register) -> Subject:
    """Return a section's texts, paragraph by paragraph; how lines are folded, and blank lines, are nobody's business."""
    texts = list(_part(content) if isinstance(content, PartOpener) else _texts(content, charts))
    parts = tuple(" ".join(text.split()) for text, _ in texts)
    if isinstance(content, PartOpener):
        return Subject("section", content.id, expanded(content.title, register), "", parts, tuple(place for _, place in texts))
    front = content.front
    return Subject("section", content.id, expanded(front.title, register), front.owner, parts, tuple(place for _, place in texts))


def _part(part: PartOpener) -> Iterator[tuple[str, Place]]:
    yield part.title, part.place
    if part.lead:
        yield part.lead, part.entry.at("lead")


def _texts(section: Section, charts: Mapping[str, ChartSpec]) -> Iterator[tuple[str, Place]]:
    for key in ("title", "kicker", "lead"):
        if text := getattr(section.front, key):
            yield text, section.front.at(key)
    yield from _blocks(section)
    yield from ((" ".join(slide.text.split()), slide.start) for slide in section.slides)
    shown = (placed.call for placed in calls_of(section.body) if isinstance(placed, Placed))
    for name in dict.fromkeys(call.ref for call in shown if isinstance(call, ChartCall)):
        if spec := charts.get(name):
            yield from (
                (getattr(spec, key), spec.at(key)) for key in ("title", "subtitle", "source", "note") if getattr(spec, key)
            )


def _blocks(section: Section) -> Iterator[tuple[str, Place]]:
    """Yield the paragraphs of a body: what blank lines part."""
    block: list[str] = []
    for number, line in enumerate([*section.body.split("\n"), ""], section.first_line):
        if line.strip():
            block.append(line)
        elif block:
            yield " ".join(block), Place(section.path, number - len(block), 1)
            block = []
