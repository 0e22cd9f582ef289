"""The kinds of chart, and the marks that a chart draws: its rows, out of the register."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count

from rapport.ground import french
from rapport.ground.languages import FRENCH, Language
from rapport.ground.large_numbers import count_of
from rapport.ground.names import one_name
from rapport.numbers.awaited import GAP
from rapport.numbers.calls import MARK, SIGNS, ChartCall, Placed, calls_of
from rapport.numbers.counting import matches
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.gaps import gap_of
from rapport.numbers.in_time import dated, with_year
from rapport.numbers.printed_texts import as_typed, plain_text
from rapport.numbers.register import Register, Registered, UnknownNumber
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow, Row, Section, Table

KINDS: Mapping[str, str] = {
    "bars": "rapport.manuscript.charts.bars",
    "stacked": "rapport.manuscript.charts.stacked",
    "multiples": "rapport.manuscript.charts.multiples",
    "waffle": "rapport.manuscript.charts.waffle",
    "before_after": "rapport.manuscript.charts.before_after",
    "timeline": "rapport.manuscript.charts.timeline",
    "map": "rapport.manuscript.charts.map",
    "field": "rapport.manuscript.charts.field",
    "discs": "rapport.manuscript.charts.discs",
    "profile": "rapport.manuscript.charts.profile",
}


_DATE = "date"  # the column that says when, of a chart of events
SQUARES = "1 carré = 1\u00a0% du total"  # what a grid of a hundred squares says of itself
COMPARED = frozenset({"bars"})  # kinds that show last year's numbers beside this year's


def printed_form(number: Registered) -> str:
    """Return a number with its unit when the unit is a sign (%, €): what a mark of a chart shows."""
    language = number.language
    printed = language.format_number(number.value, number.shown_decimals)
    return language.with_unit(printed, number.unit) if number.unit in SIGNS else printed


def rows_of(spec: ChartSpec, register: Register) -> tuple[ChartRow, ...]:
    """Return the marks of a chart in drawing order; empty cells, and what nobody knows, make no mark.

    Raises UnknownNumber or ExpressionError when an indicator has no value.
    """
    rows = list(_from_table(spec, register) if spec.table else _from_indicators(spec, register))
    if spec.sort != "none":
        rows.sort(key=lambda row: row.value, reverse=spec.sort == "descending")
    return tuple(_with_previous(rows, register) if spec.previous else rows)


def unknown_rows(spec: ChartSpec, register: Register) -> str:
    """Return what a chart says of its rows that nobody knows (« n.d. »), which make no mark; nothing when there is none."""
    language = register.language
    if spec.table:
        names = [*_unknown_cells(spec, register)] if spec.value else []
    else:
        refs = [ref for ref in spec.indicators if gap_of(register, ref) == language.phrases["unknown"]]
        asked = (register.report.indicators[ref] for ref in refs if ref in register.report.indicators)
        labels = (language.translated(with_year(one.label, register.year), one.at("label")) for one in asked)
        names = [plain_text(label, register) for label in labels]
    rows = french.listed(names, language.phrases["and"])
    return language.typeset(language.phrases["unknown rows"].format(rows=rows)) if names else ""


def _unknown_cells(spec: ChartSpec, register: Register) -> Iterator[str]:
    table = register.report.tables[spec.table]
    for row in _rows_of(spec, register):
        cell = row.numbers[spec.value]
        if cell.unknown and not cell.withheld:
            labels = (_label(table, row, column, register) for column in (spec.group, spec.category) if column)
            yield ", ".join(filter(None, labels))


def undrawn_labels(spec: ChartSpec, register: Register) -> set[str]:
    """Return the labels of a chart's rows that make no mark, having no number: « n.d. », an empty cell, what is kept secret."""
    if not spec.table:
        known = register.report.indicators
        asked = [known[ref] for ref in spec.indicators if ref in known and register.found(ref) is None]
        return {french.typeset(plain_text(with_year(one.label, register.year), register)) for one in asked}
    table = register.report.tables[spec.table]
    rows = [row for row in _rows_of(spec, register) if spec.value and row.numbers[spec.value].value is None]
    return {
        french.typeset(_label(table, row, column, register)) for row in rows for column in (spec.category, spec.group) if column
    }


def is_waiting(spec: ChartSpec, register: Register) -> bool:
    """Tell whether some mark of a chart waits for its number: the others would give a false picture."""
    if spec.table:
        refs = (f"{spec.table}.{row.key}.{spec.value}" for row in _rows_of(spec, register))
        return not register.awaited.keys().isdisjoint(refs)
    return any(register.found(ref) is None and gap_of(register, ref) == GAP for ref in spec.indicators)


def _with_previous(rows: Sequence[ChartRow], register: Register) -> Iterator[ChartRow]:
    """Yield each row after last year's, where that one is known; their groups are the years."""
    year = register.year
    for row in rows:
        try:
            before = register.number(dated(row.ref, -1)) if row.ref else None
        except (UnknownNumber, ExpressionError):
            before = None
        if before is not None:
            yield _row(row.category, str(year - 1), before, row.extra)
        yield row._replace(group=str(year))


def _from_indicators(spec: ChartSpec, register: Register) -> Iterator[ChartRow]:
    for ref in spec.indicators:
        if (number := register.found(ref)) is not None:
            yield _row(plain_text(register.language.translated(number.label, number.place), register), "", number, {})


def _from_table(spec: ChartSpec, register: Register) -> Iterator[ChartRow]:
    table = register.report.tables[spec.table]
    for row in _rows_of(spec, register):
        group = one_name(_label(table, row, spec.group, register)) if spec.group else ""
        category = _label(table, row, spec.category, register)
        extra = row.texts
        if when := extra.get(_DATE):
            extra = {**extra, _DATE: register.language.dated(when, row.place_of(_DATE))}
        if not spec.value:
            yield ChartRow(category, Decimal(1), "", group, row.status == TO_CONFIRM, "", extra)
        elif row.numbers[spec.value].value is not None:
            yield _row(category, group, register.number(f"{table.id}.{row.key}.{spec.value}"), extra)


def _label(table: Table, row: Row, column: str, register: Register) -> str:
    """Return a cell that labels marks, its calls printed."""
    named = column in table.spec.columns and table.spec.columns[column].names
    language, text = register.language, row.texts.get(column, "")
    said = (None if named else language.date_of(text)) or language.translated(text, row.place_of(column), name=named)
    return as_typed(with_year(said, row.year), register)


def names_in(spec: ChartSpec, register: Register) -> dict[str, str]:
    """Return the proper names in the rows of a chart's table, and what they are in the language of a register."""
    table, said = register.report.tables.get(spec.table), register.language.translated
    named = [column for column, told in table.spec.columns.items() if told.names] if table else []
    rows = [*_rows_of(spec, register)] if named else []
    return {row.texts[name]: said(row.texts[name], row.place_of(name), name=True) for row in rows for name in named}


def _rows_of(spec: ChartSpec, register: Register) -> Iterator[Row]:
    """Yield the rows of a chart's table that it asks for."""
    for row in register.report.tables[spec.table].of_year(register.year):
        if all(matches(row.texts.get(column, ""), wanted) for column, wanted in spec.where.items()):
            yield row


def _row(category: str, group: str, number: Registered, extra: Mapping[str, str]) -> ChartRow:
    uncertain, typeset = number.status == TO_CONFIRM, number.language.typeset
    return ChartRow(
        typeset(category), number.value, printed_form(number), typeset(group), uncertain, number.ref, extra, number.unit
    )


MOST_DOTS = 2000  # marks of a field of dots
_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


def dot_of(spec: ChartSpec, values: Iterable[Decimal | float]) -> int:
    """Return what a dot of a field stands for: as declared, unless that makes too many dots, or the least round number."""
    total = sum(max(Decimal(value), Decimal(0)) for value in values)
    if spec.per_mark and total <= spec.per_mark * MOST_DOTS:
        return spec.per_mark
    sizes = (step * 10**power for power in count() for step in _ROUND)
    return int(next(size for size in sizes if size == int(size) and total <= size * MOST_DOTS))


def dot_sentence(spec: ChartSpec, rows: Sequence[ChartRow], language: Language = FRENCH) -> str:
    """Return what a field of dots says of a dot, in words: it is a measure of the drawing, no number of the report."""
    size = dot_of(spec, (row.value for row in rows))
    count = (
        count_of(size, _counted(size, {row.unit for row in rows}))
        if language is FRENCH
        else language.format_number(Decimal(size))
    )
    return language.phrases["dot" if size == 1 else "dots"].format(count=count)


def says_dot(spec: ChartSpec, refs: Sequence[str]) -> bool:
    """Tell whether a field of dots says itself what a dot is: alone on its page, under a title that says what is counted."""
    called = re.search(rf"(?<![\w.]){re.escape(refs[0])}(?![\w.])", spec.title) if len(refs) == 1 and refs[0] else None
    return spec.kind == "field" and spec.width == "page" and called is not None


def _counted(size: int, units: Collection[str]) -> str:
    """Return what as many things as a dot stands for are called: their unit, if it is one plural noun.

    After « un » the noun's gender would have to be known, and before an « h » whether it is mute.
    """
    unit = next(iter(units), "")
    named = len(units) == 1 and re.fullmatch(r"[a-gi-zß-ÿœ][a-zß-ÿœ]*[sx]( [a-zß-ÿœ' -]+)?", unit)
    return unit if named and (size % 10 != 1 or size % 100 in (11, 71, 91)) else "unités"


def key_of(rows: Sequence[ChartRow]) -> list[str]:
    """Return what explains the sign of the doubtful values of a chart, in French; nothing where there is none."""
    return [f"{MARK}\u00a0: à confirmer."] if any(row.uncertain for row in rows) else []


def region_code(typed: str, codes: Collection[str]) -> str:
    """Return the code of a map that a cell means, empty when none does: a spreadsheet writes 01 as 1, or as 1.0."""
    code = typed.strip()
    if code in codes:
        return code
    whole = re.fullmatch(r"0*(\d+)(?:[.,]0+)?", code)
    same = [known for known in codes if whole and known.isdecimal() and int(known) == int(whole[1])]
    return same[0] if len(same) == 1 else ""


def charts_in(section: Section) -> tuple[str, ...]:
    """Return the charts that a section shows."""
    calls = (found.call for found in calls_of(section.body) if isinstance(found, Placed))
    return tuple(call.ref for call in calls if isinstance(call, ChartCall))
