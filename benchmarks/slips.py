"""The slips that `mutations.py` tries: copies of a report in memory, each with one number or one text falsified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TypeVar

from rapport.ground.problems import Place
from rapport.numbers.calls import Placed, ValueCall, calls_of, printed_number, printed_unit
from rapport.numbers.register import Register
from rapport.sources.authored import Located
from rapport.sources.model import Cell, PartOpener, Report, Row, Section, Table

STEP, SWAP, POINTS = "± 1 au dernier chiffre", "deux chiffres voisins échangés", "pourcentage ± 2 points"
SIGN, THOUSAND = "signe", "mille fois trop, mille fois trop peu"
TYPED, CAPTIONED = "nombre tapé dans une section", "nombre tapé dans un titre, un chapô, une légende"
UNBOUND, UNBOUND_WORDS = "`value(…)` remplacé par son nombre", "`value(…)` remplacé par son nombre en lettres"
Model = TypeVar("Model", bound=Located)
SENTENCES = (
    " Il y en a 37.", " Le réseau a reçu 1 234 personnes.", " La part atteint 45,6 %.", " Le fonds pèse 12,3 M€.",
    " Il faut de 2 à 3 mois.",
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number typed in data/: its name, family, place and precision, and the report where it would be another."""

    ref: str
    family: str
    value: Decimal
    decimals: int | str | None
    unit: str
    place: Place
    falsified: Callable[[Decimal], Report]


# --- numbers of the data ------------------------------------------------------------------------------------------


def numbers_of(report: Report) -> Iterator[Number]:
    """Yield every number of the year typed in data/; calculated ones have nothing to mistype."""
    year = report.edition.year
    for ref, indicator in report.indicators.items():
        if year in indicator.values:
            family, place = ref.partition(".")[0], indicator.at("values", year)
            falsified = partial(with_indicator, report, ref)
            yield Number(ref, family, indicator.values[year], indicator.decimals, indicator.unit, place, falsified)
    for table in report.tables.values():
        for row in table.of_year(year):
            for name, cell in row.numbers.items():
                if cell.value is not None:
                    column = table.spec.columns[name]
                    ref, falsified = f"{table.id}.{row.key}.{name}", partial(with_cell, report, table, row, name)
                    yield Number(ref, table.id, cell.value, column.decimals, column.unit or "", cell.place, falsified)


def with_indicator(report: Report, ref: str, value: Decimal) -> Report:
    """Return the report where an indicator has another value."""
    indicator = report.indicators[ref]
    changed = indicator.model_copy(update={"values": {**indicator.values, report.edition.year: value}})
    return replace(report, indicators={**report.indicators, ref: changed})


def with_cell(report: Report, table: Table, row: Row, column: str, value: Decimal) -> Report:
    """Return the report where a cell has another value."""
    changed = replace(row, numbers={**row.numbers, column: Cell(value, row.numbers[column].place)})
    rows = tuple(changed if r is row else r for r in table.rows)
    return replace(report, tables={**report.tables, table.id: replace(table, rows=rows)})


def slips_of(number: Number) -> Iterator[tuple[str, Decimal]]:
    """Yield the kind and the wrong value of each slip tried on a number."""
    value = number.value
    own = int(value.as_tuple().exponent)
    step = Decimal(1).scaleb(own if number.decimals == "exact" else -int(number.decimals or 0))
    yield from ((STEP, wrong) for wrong in (value + step, value - step))
    sign, digits, _ = value.as_tuple()
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            swapped = (*digits[:i], digits[i + 1], digits[i], *digits[i + 2 :])
            yield SWAP, Decimal((sign, swapped, own))
    if number.unit == "%":
        yield from ((POINTS, wrong) for wrong in (value + 2, value - 2))
    if value:
        yield SIGN, -value
        yield from ((THOUSAND, wrong) for wrong in (value * 1000, value / 1000))


# --- numbers typed in texts ---------------------------------------------------------------------------------------


def texts_with_way_back(report: Report) -> Iterator[tuple[str, str, Callable[[str], Report]]]:
    """Yield every authored text with what holds it, and the report where it would be another."""
    for index, content in enumerate(report.contents):
        put = partial(with_content, report, index)
        fields = ("title", "kicker", "lead", "body") if isinstance(content, Section) else ("title", "lead")
        for name in fields:
            owner = content.front if isinstance(content, Section) and name != "body" else content
            yield f"section {name}" if isinstance(content, Section) else "part", getattr(owner, name), partial(put, name)
    for ref, chart in report.charts.items():
        for name in ("title", "subtitle", "alt", "source", "note"):
            yield "chart", getattr(chart, name), partial(with_chart, report, ref, name)
    for table in report.tables.values():
        for name in ("title", "source", "note"):
            yield "table", getattr(table.spec, name), partial(with_table, report, table, name)
        for row in table.of_year(report.edition.year):
            for name, text in {**row.texts, "note": row.note}.items():
                yield "cell", text, partial(with_text, report, table, row, name)


def saying(model: Model, name: str, text: str) -> Model:
    """Return a model that says something else under a key, the marks of claims included."""
    changed = model.model_copy(update={name: text})
    places = model._places
    changed._places = replace(places, inner={**places.inner, name: replace(places.below(name), marked=text)})
    return changed


def with_content(report: Report, index: int, name: str, text: str) -> Report:
    """Return the report where a section or part says something else."""
    content = report.contents[index]
    if isinstance(content, PartOpener) or name == "body":
        changed: Section | PartOpener = replace(content, **{name: text})  # type: ignore[arg-type]  # the names are texts
    else:
        changed = replace(content, front=saying(content.front, name, text))
    return replace(report, contents=(*report.contents[:index], changed, *report.contents[index + 1 :]))


def with_chart(report: Report, ref: str, name: str, text: str) -> Report:
    """Return the report where a chart says something else."""
    return replace(report, charts={**report.charts, ref: saying(report.charts[ref], name, text)})


def with_table(report: Report, table: Table, name: str, text: str) -> Report:
    """Return the report where a table's description says something else."""
    changed = replace(table, spec=saying(table.spec, name, text))
    return replace(report, tables={**report.tables, table.id: changed})


def with_text(report: Report, table: Table, row: Row, name: str, text: str) -> Report:
    """Return the report where a cell or the note of a row says something else."""
    changed = (
        replace(row, note=text)
        if name == "note"
        else replace(row, texts={**row.texts, name: text}, marked={**row.marked, name: text})
    )
    rows = tuple(changed if r is row else r for r in table.rows)
    return replace(report, tables={**report.tables, table.id: replace(table, rows=rows)})


def typed_slips(report: Report) -> Iterator[tuple[str, str, Report]]:
    """Yield the kind, what was done and the report, for numbers typed in texts and values replaced by their digits."""
    register = Register(report)
    for where, text, put in texts_with_way_back(report):
        if where == "section body":
            yield from ((TYPED, typed, put(f"{text.rstrip()}\n\n{typed.strip()}\n")) for typed in SENTENCES)
        elif text and where in {"section title", "section lead", "chart", "table"}:
            yield CAPTIONED, SENTENCES[1], put(text + SENTENCES[1])
        for found in calls_of(text):
            if isinstance(found, Placed) and isinstance(found.call, ValueCall):
                number = register.number(found.call.ref)
                unit = printed_unit(number, found.call)
                printed = printed_number(number, found.call) + (f" {unit}" if unit else "")
                kind = UNBOUND_WORDS if found.call.words else UNBOUND
                yield kind, f"{found.call.ref} → {printed}", put(text[: found.start] + printed + text[found.end :])
