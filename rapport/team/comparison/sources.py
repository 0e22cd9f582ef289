"""A side that is an edition's own files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.markdown.blocks import blocks_in
from rapport.ground.markdown.openings import printed_in
from rapport.ground.markdown.words import words_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.printed_texts import expanded, readable_text
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.links import links_of
from rapport.sources.model import Content, Report
from rapport.sources.model import Section as Written
from rapport.sources.published_names import STATUSES, names_of_columns
from rapport.team.comparison.entries import charts_of, lines_of
from rapport.team.comparison.mentions import mentions_of
from rapport.team.comparison.side import ComparedSection, Number, Side


def side_of(report: Report, name: str, *, without: str = "") -> Side:
    """Return an edition as a side; of its contents all but one."""
    register = Register(report)
    contents = [content for content in report.contents if content.id != without]
    apart = {section.path for section in report.sections if section.id == without}
    links = [link for link in links_of(report) if link.place.path not in apart]
    found = [(link.address, link.place.path) for link in links if not link.picture]
    titles = {section.path: readable_text(section.front.title, register) for section in report.sections}
    return Side(
        name=name,
        year=report.edition.year,
        numbers={number.name: number for number in _numbers(report, register)},
        sections={content.id: _section(content, register) for content in contents},
        links={address: titles.get(path, path) for address, path in reversed(found) if address.startswith(("http:", "https:"))},
        renamed=_renamed(report),
        charts=charts_of(report, register),
        mentions=mentions_of(report, register, links),
        lines=lines_of(report, register),
    )


def _renamed(report: Report) -> dict[str, str]:
    found = {}
    for name, indicator in report.indicators.items():
        for old in (indicator.replaces,) if isinstance(indicator.replaces, str) else indicator.replaces:
            found[old] = name
    for name, table in report.tables.items():
        for old in (table.spec.replaces,) if isinstance(table.spec.replaces, str) else table.spec.replaces:
            found[f"{old}."] = f"{name}."
    return {old: new for old, new in found.items() if old.strip(".")}


def _numbers(report: Report, register: Register) -> Iterator[Number]:
    """Yield the numbers that are known, cells under the names of columns that `donnees/` gives them."""
    columns = {name: names_of_columns(table.spec.columns) for name, table in report.tables.items()}
    for ref in register.names:
        try:
            number = register.number(ref)
        except (UnknownNumber, ExpressionError):
            continue
        table, _, rest = ref.partition(".")
        name, since = ref, 0
        if number.cell:
            key, _, column = rest.rpartition(".")
            name = f"{table}.{key}.{columns[table][column]}"
            since = max(report.tables[table].spec.breaks, default=0)
        elif ref in report.indicators:
            since = max(report.indicators[ref].breaks, default=0)
        value = round(number.value, 6).normalize() if number.formula else number.value  # as `donnees/` has it
        yield Number(name, number.label, value, number.unit, number.decimals, STATUSES[number.status], since, number.unit_one)


def _section(content: Content, register: Register) -> ComparedSection:
    if not isinstance(content, Written):
        return ComparedSection(readable_text(content.title, register), tuple(_paragraphs(content.lead, register)))
    front = content.front
    head = [text for text in (front.kicker, front.lead) if text]
    paragraphs = [paragraph for text in (*head, content.body) for paragraph in _paragraphs(text, register)]
    paragraphs += map(french.typeset, printed_in(content.body))  # who speaks, who took a photograph
    return ComparedSection(readable_text(front.title, register), tuple(paragraphs))


def _paragraphs(text: str, register: Register) -> Iterator[str]:
    text = expanded(text, register)
    for block in blocks_in(text):
        for words in words_of(text[block.start : block.end]):
            if said := french.typeset(re.sub(r"[ \t\n]+", " ", words.strip())):
                yield said
