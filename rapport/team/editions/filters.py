"""The filters that name a year which follows the edition: `where: {application: "2026"}`, `where={"application": "2026"}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.sources.authored import ChartSpec, ColumnTotal, CountOf
from rapport.sources.model import Report
from rapport.team.editions.moving import moving_columns

_YEAR = regex(r"(?<![\d-])20\d\d(?![\d-])")
_VALUE = regex(r"[^:\n]*:[ \t]*(?:\[[^\[\]]*\]|\"[^\"\n]*\"|'[^'\n]*'|[^,}\n]*(?:\n[ \t]+-[^\n]*)*)")
_CALL = regex(r"\btable\(\s*\\?[\"'](?P<table>[\w-]+)\\?[\"'][^()\n]*?\bwhere\s*=\s*\{(?P<where>[^{}\n]*)\}")
_ENTRY = regex(r"(?P<open>\\?[\"'])(?P<column>[\w-]+)(?P=open)\s*:\s*(?:\[[^\[\]]*\]|\\?[\"'][^\"'\n]*[\"'])")

Columns = Mapping[str, frozenset[str]]  # the columns that follow the edition, by table


def moving_of(report: Report, year: int) -> Columns:
    """Return the columns of each table that hold the years to come."""
    return {name: moving for name, table in report.tables.items() if (moving := moving_columns(table, year))}


def moving_filters(report: Report, columns: Columns) -> Mapping[str, list[Place]]:
    """Return where the filters of data/ name such a column, by file, the last first."""
    found: dict[str, list[Place]] = {}
    for table, model in _filtering(report) if columns else ():
        for column in model.where:
            if column in columns.get(table, ()):
                place = model.at("where", column)
                found.setdefault(place.path, []).append(place)
    return {path: sorted(places, key=lambda one: (one.line, one.column), reverse=True) for path, places in found.items()}


def _filtering(report: Report) -> Iterator[tuple[str, ChartSpec | ColumnTotal | CountOf]]:
    for spec in report.charts.values():
        yield spec.table, spec
    for name, table in report.tables.items():
        yield from ((name, total) for total in table.spec.totals)
    for indicator in report.indicators.values():
        if indicator.count_of:
            yield indicator.count_of.table, indicator.count_of


def with_filters_moved(text: str, places: list[Place], columns: Columns) -> str:
    """Return the text of a file with the years of its filters moved on, those of its calls too; its lines stay where they are."""
    lines = text.split("\n")
    for place in places:
        start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
        if value := _VALUE.match(text, start):
            text = text[:start] + _moved(value[0]) + text[value.end() :]
            lines = text.split("\n")
    return _CALL.sub(lambda call: _with_call_moved(call, columns), text) if columns and "where" in text else text


def _with_call_moved(call: re.Match[str], columns: Columns) -> str:
    moving = columns.get(call["table"], frozenset())
    where = _ENTRY.sub(lambda entry: _moved(entry[0]) if entry["column"] in moving else entry[0], call["where"])
    return call[0][: call.start("where") - call.start()] + where + "}"


def _moved(text: str) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) + 1), text)
