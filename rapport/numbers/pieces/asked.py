"""Which number is to be read where: every number that a piece may prove, and every `piece:` of an edition."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.in_time import with_year
from rapport.numbers.pieces.by_year import years_of
from rapport.numbers.quantity import Decimals
from rapport.numbers.register import Register, UnknownNumber
from rapport.numbers.typed_totals import typed_totals
from rapport.sources.answers import taken_years
from rapport.sources.authored import ColumnTotal, Indicator
from rapport.sources.evidence import EvidencePlace, TiedTo
from rapport.sources.model import Report, Row, Table
from rapport.sources.tied import fingerprint_of_words

Years = Mapping[str, int]  # of the numbers of each piece that is known
Proof = tuple[TiedTo, EvidencePlace, Place]  # as written, the place that it means, where it is written


@dataclass(frozen=True)
class Provable:
    """A number of a year that a piece may prove, and what proves it; ``value`` is None when the piece gives it."""

    number: str
    year: int
    value: Decimal | None
    unit: str
    decimals: Decimals
    label: str
    stated: Place
    proofs: tuple[Proof, ...] = ()
    derived: bool = False  # it is calculated: what it rests on is to be proved
    again: bool = False  # another statement of a number that has its own line
    keys: tuple[str | int, ...] = ()  # in its YAML file, of the mapping where « piece: » is; none in the rows of a table


@dataclass(frozen=True)
class AskedTie:
    """A number to be read in a piece, at a place of it."""

    of: Provable
    piece: str
    where: EvidencePlace
    written_unit: str  # of what is written in the piece, when it doesn't say it
    place: Place  # of the author's « piece: »

    @property
    def number(self) -> str:
        """Return the name of the number."""
        return self.of.number

    @property
    def key(self) -> tuple[str, int, str]:
        """Return what tells it from the others, as the lock has it."""
        return self.of.number, self.of.year, self.piece

    @cached_property
    def fingerprint(self) -> str:
        """Return the fingerprint of the place that is asked for: a tie read at another place is none of this one."""
        return fingerprint_of_words(json.dumps(self.where.given_keys(), ensure_ascii=False), self.written_unit)


def asked_ties(report: Report, provable: Iterable[Provable] | None = None) -> tuple[AskedTie, ...]:
    """Return everything that is to be read in the pieces, in the order of the data; unknown pieces are left to the rules."""
    return tuple(
        AskedTie(one, proof.in_, where, proof.unit, place)
        for one in (provable_numbers(report) if provable is None else provable)
        for proof, where, place in one.proofs
    )


def untied_numbers(report: Report, provable: Iterable[Provable] | None = None) -> Iterator[Provable]:
    """Yield the numbers of the edition's year that no piece proves; calculated ones rest on the others."""
    for one in provable_numbers(report) if provable is None else provable:
        if one.year == report.edition.year and not (one.proofs or one.derived or one.again):
            yield one


def provable_numbers(report: Report, register: Register | None = None) -> Iterator[Provable]:
    """Yield the numbers that a piece may prove, each with the pieces of its year; the ``register`` may know them already."""
    register, years = register or Register(report), years_of(report)
    for name, indicator in report.indicators.items():
        yield from _of_indicator(name, indicator, register, years)
    for table in report.tables.values():
        yield from _of_table(table, years)
        yield from _of_totals(table, register.year, years)


def _of_indicator(name: str, indicator: Indicator, register: Register, years: Years) -> Iterator[Provable]:
    year = register.year
    for each in sorted({year, *(years.get(proof.in_, year) for proof in indicator.piece)}):
        taken = each in taken_years(indicator) if indicator.piece else False
        value = None if taken else _value(name, register.of_year(each)) if indicator.piece else indicator.values.get(each)
        if value is not None or taken:
            yield Provable(
                name, each, value, indicator.unit, indicator.decimals, with_year(indicator.label, each),
                indicator.at("values", each), _own(indicator.piece, each, years), bool(indicator.formula or indicator.from_),
                keys=(name,),
            )  # fmt: skip
    for rank, said in enumerate(indicator.statements, 1):
        yield Provable(
            f"{name}#{rank}", year, said.value, indicator.unit, indicator.decimals, with_year(indicator.label, year),
            said.at("value"), _own(said.piece, year, years), again=True, keys=(name, "statements", rank - 1),
        )  # fmt: skip


def _own(proofs: tuple[TiedTo, ...], year: int, years: Years) -> tuple[Proof, ...]:
    return tuple((proof, proof.place, proof.at()) for proof in proofs if years.get(proof.in_) == year)


def _value(name: str, register: Register) -> Decimal | None:
    try:
        return register.number(name).value
    except (UnknownNumber, ExpressionError):
        return None


def _of_table(table: Table, years: Years) -> Iterator[Provable]:
    columns = {name: column for name, column in table.spec.columns.items() if column.numeric}
    for row in table.rows:
        own = _own(() if row.piece is None else (row.piece,), row.year, years)
        own = tuple((proof, where, row.place_of("piece")) for proof, where, _ in own)
        for name, column in columns.items():
            shared = ((proof, _of_row(where, row), place) for proof, where, place in _own(column.piece, row.year, years))
            value = row.numbers[name].value
            if value is not None:
                yield Provable(
                    f"{table.id}.{row.key}.{name}", row.year, value, column.unit or "",
                    0 if column.decimals is None else column.decimals, _label(table, row, column.label),
                    row.place_of(name), own or tuple(shared), row.status == "derived" or bool(column.from_),
                )  # fmt: skip


def provable_totals(report: Report, tables: Iterable[Table]) -> Iterator[Provable]:
    """Yield the typed totals of some tables, which no indicator holds."""
    years = years_of(report)
    for table in tables:
        yield from _of_totals(table, report.edition.year, years)


def _of_totals(table: Table, year: int, years: Years) -> Iterator[Provable]:
    """Yield the typed totals of a table, which no indicator holds."""
    for index, total, value in typed_totals(table):
        column = table.spec.columns.get(total.column)
        if column is not None and column.numeric:
            among = french.listed([wanted if isinstance(wanted, str) else ", ".join(wanted) for wanted in total.where.values()])
            label = f"Total{f', {among}' if among else ''} ({column.label}, {table.spec.title})"
            yield Provable(
                name_of_total(table, total, index + 1), year, value, column.unit or "",
                0 if column.decimals is None else column.decimals, label, table.spec.at("totals", index, "equals"),
                _own(total.piece, year, years), keys=(table.id, "totals", index),
            )  # fmt: skip


def name_of_total(table: Table, total: ColumnTotal, rank: int) -> str:
    """Return the name of a typed total, by its column and its rank among the totals of its table: `seances.hours#1`."""
    return f"{table.id}.{total.column}#{rank}"


def _of_row(place: EvidencePlace, row: Row) -> EvidencePlace:
    """Return the place of a row's number: the row's own texts in the columns of the piece that must match them."""
    if not place.match:
        return place
    wanted: Mapping[str, str | tuple[str, ...]] = {column: row.texts.get(own, row.key) for column, own in place.match.items()}
    return place.model_copy(update={"where": {**place.where, **wanted}, "match": {}})


def _label(table: Table, row: Row, column: str) -> str:
    hidden = {name for name, spec in table.spec.columns.items() if spec.hidden}
    said = [text for name, text in row.texts.items() if text and name not in hidden]
    return f"{', '.join(said)} ({column}, {table.spec.title})"
