"""A number of the register: what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from rapport.ground import french
from rapport.ground.languages import FRENCH, Language
from rapport.ground.near import near, near_names
from rapport.ground.problems import AuthorError, Place
from rapport.numbers.evolution import Moment, change_of
from rapport.numbers.in_time import InTime, evolving, with_year
from rapport.numbers.quantity import Decimals, Quantity
from rapport.sources.authored import Indicator, Status
from rapport.sources.model import Row, Table
from rapport.sources.wording import BOUNDS, Bounds


@dataclass(frozen=True)
class Stated:
    """The same fact said elsewhere with another value, and where."""

    value: Decimal
    source: str


class UnknownNumber(AuthorError):  # noqa: N818 - the author's slip, told as a problem
    """No number has this name; ``hint`` proposes the nearest ones."""


@dataclass(frozen=True)
class Registered:
    """A number that may be printed, and everything that is known of it."""

    ref: str
    label: str
    quantity: Quantity
    decimals: Decimals
    unit: str
    unit_one: str
    status: Status
    question: str
    source: str
    note: str
    formula: str
    place: Place
    cell: bool = False  # a table's cell, not an indicator
    evolution: bool = False  # from one year to another
    stable: bool = False  # an evolution within the rounding of its two values
    doubts: tuple[str, ...] = ()  # names of the numbers to confirm that it is calculated from
    asked: tuple[str, ...] = ()  # their questions, one by one
    rank: tuple[int, int] = (0, 0)  # of a cell asked for with it: from 1, among how many
    bounds: Bounds = field(default_factory=lambda: BOUNDS, compare=False, repr=False)  # of the words that say it
    stated: tuple[Stated, ...] = ()  # what other statements of the fact say against it
    panels: tuple[str, ...] = ()  # who is counted: as declared, or as the numbers that it is calculated from declare
    dates: tuple[str, ...] = ()  # when it holds, in the same way
    language: Language = field(default=FRENCH, compare=False, repr=False)  # that it is printed in

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the questions that the number waits for, one by one."""
        return self.asked or ((self.question,) if self.question else ())

    def saying(self, value: Decimal) -> Registered:
        """Return the same number with another value: what one of its statements says."""
        return replace(self, quantity=Quantity.of(value, self.decimals, self.unit), formula="")

    @property
    def value(self) -> Decimal:
        """Return the nominal value."""
        return self.quantity.value

    @property
    def share(self) -> Quantity:
        """Return a number in % as a fraction, its interval included."""
        return replace(self.quantity / 100, measures=())

    @property
    def shown_decimals(self) -> int | None:
        """Return the digits to print after the comma; None prints the number's own digits (exact values)."""
        return None if self.decimals == "exact" else max(self.decimals, 0)


def registered_indicator(
    ref: str, indicator: Indicator, quantity: Quantity, year: int, *, own: bool = True, panel: str = ""
) -> Registered:
    """Return an indicator at a year, without the doubts of its operands; its statements are of the edition's ``own`` year.

    ``panel`` is who it counts when it doesn't say so itself: the survey that gives it.
    """
    return Registered(
        ref=ref,
        label=with_year(indicator.label, year),
        quantity=quantity,
        decimals=indicator.decimals,
        unit=indicator.unit,
        unit_one=indicator.unit_one or indicator.unit,
        status=indicator.status,
        question=with_year(indicator.question, year),
        source=with_year(indicator.source, year),
        note=with_year(indicator.note, year),
        formula=indicator.formula,
        place=indicator.at("values", year),
        stated=_disagreeing(indicator, quantity) if own else (),
        panels=_declared(indicator.panel or panel, year),
        dates=_declared(indicator.as_of, year),
    )


def _disagreeing(indicator: Indicator, quantity: Quantity) -> tuple[Stated, ...]:
    """Return the statements of an indicator that no value of its interval satisfies."""
    said = ((s, Quantity.of(s.value, indicator.decimals, indicator.unit)) for s in indicator.statements)
    return tuple(Stated(statement.value, statement.source) for statement, other in said if other != quantity)


def registered_cell(ref: str, table: Table, row: Row, column: str, value: Decimal, panel: str = "") -> Registered:
    """Return a cell of a table, whose value is known."""
    spec = table.spec.columns[column]
    decimals: Decimals = 0 if spec.decimals is None else spec.decimals
    unit = spec.unit or ""
    label = f"{spec.label}, {', '.join(_words_of(table, row)) or row.key} ({table.spec.title})"
    return Registered(
        ref=ref,
        label=with_year(label, row.year),
        quantity=Quantity.of(value, decimals, unit),
        decimals=decimals,
        unit=unit,
        unit_one=unit,
        status=row.status,
        question=with_year(row.question, row.year),
        source=with_year(row.source, row.year),
        note=with_year(row.note, row.year),
        formula="",
        place=row.place_of(column),
        cell=True,
        panels=_declared(table.spec.panel or panel, row.year),
        dates=_declared(table.spec.as_of, row.year),
    )


def _declared(text: str, year: int) -> tuple[str, ...]:
    return (with_year(text, year),) if text else ()


def _words_of(table: Table, row: Row) -> list[str]:
    """Return the texts that tell a row from the others, each once; a code (« 84 ») only where no name stands beside it."""
    words = [row.texts[name] for name, column in table.spec.columns.items() if not column.numeric and not column.hidden]
    told = [*dict.fromkeys(filter(None, words))]
    return [word for word in told if re.search(r"[^\W\d_]{2}", word)] or told


def registered_statement(ref: str, number: Registered, indicator: Indicator, rank: int) -> Registered:
    """Return what a statement of an indicator says, with its own source; it is as doubtful as the number.

    Raises UnknownNumber when there is no statement of this rank (from 1).
    """
    if not 1 <= rank <= len(indicator.statements):
        raise UnknownNumber(f"L'indicateur « {number.ref} » n'a pas d'énoncé {rank} (« statements: »).")
    said = indicator.statements[rank - 1]
    place = indicator.at("statements", rank - 1)
    label = f"{number.label}, autre énoncé"
    return replace(number.saying(said.value), ref=ref, label=label, source=said.source, place=place, stated=())


def registered_evolution(asked: InTime, before: Registered, after: Registered, years: tuple[int, int]) -> Registered:
    """Return the evolution of a number between two years, without the doubts of its two values.

    Raises ExpressionError when no percentage says it.
    """
    since, until = years
    first, last = (Moment(year, number.quantity, number.decimals) for year, number in ((since, before), (until, after)))
    change = change_of(asked.name, first, last, after.unit, difference=asked.difference)
    plain = asked.difference or change.unit == "points"
    return replace(
        after,
        ref=evolving(asked.name, since, until, difference=asked.difference),
        label=f"{after.label}, évolution de {since} à {until}",
        quantity=change.quantity,
        decimals=change.decimals,
        unit=change.unit,
        unit_one="point" if change.unit == "points" else after.unit_one,
        status="derived",
        question="",
        source="",
        formula=f'value("{after.ref}") {"-" if plain else "/"} value("{before.ref}"){"" if plain else " - 1"}',
        evolution=True,
        stable=change.stable,
        doubts=(),
        asked=(),
        stated=(),
    )


def names_near(ref: str, names: tuple[str, ...]) -> str:
    """Return the hint (French) that proposes the names of the register nearest to one that it doesn't have."""
    # Among the names that share a part, more or less: comparing with all of them takes a tenth of a second for each slip.
    alike = _by_end(names)
    ends = (ref.partition(".")[0], "." + ref.rpartition(".")[2])
    parts = [part for end in ends for part in near(end, alike, 2)]
    candidates = dict.fromkeys(name for part in parts for name in alike[part])
    return near_names(ref, candidates)


def missing_cell(table: Table, asked: str, year: int, current: int, names: tuple[str, ...]) -> UnknownNumber:
    """Return what is said of a row and a column that a table doesn't have for a year: which of the two, or the year.

    ``current`` is the year of the edition.
    """
    key, _, column = asked.rpartition(".")
    when = f" pour {year}" if year != current else ""
    said = f"La table « {table.id} » n'a pas de nombre « {asked} »{when}"
    near = names_near(f"{table.id}.{asked}", names)
    columns = {column for row in table.rows for column in row.numbers}
    if not key or when or column not in columns or any(row.key == key for row in table.of_year(year)):
        return UnknownNumber(f"{said}.", near)
    others = [row for row in table.rows if row.key == key]
    if others:
        years = french.listed(list(dict.fromkeys(str(row.year) for row in others)))
        lines = "sa ligne" if len(others) == 1 else "ses lignes"
        hint = f"Corrigez l'année de la ligne ({others[-1].place}), ou ajoutez celle de {year}."
        return UnknownNumber(f"{said} : {lines} « {key} » {'est' if len(others) == 1 else 'sont'} de {years}.", hint)
    hint = f"Si sa ligne manque, ajoutez-la à {table.path}."
    return UnknownNumber(f"{said} : elle n'a pas de ligne « {key} ».", f"{near} {hint}".lstrip())


@lru_cache(maxsize=4)
def _by_end(names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the names by their first part (`heures`) and by their last (`.total`)."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name.partition(".")[0], []).append(name)
        alike.setdefault("." + name.rpartition(".")[2], []).append(name)
    return alike
