"""The numbers that words say: the share of a number in another, a cell with its rank, the year itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from rapport.ground.problems import Place
from rapport.ground.units import measures_of
from rapport.numbers.doubts import doubted
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.in_time import in_rank, in_share, in_year, spoken
from rapport.numbers.number import Registered
from rapport.numbers.quantity import Quantity
from rapport.sources.wording import Bounds


class NumberSource(Protocol):
    """What is asked of a register: a number by its name, the numbers of a column, the year, the bounds of words."""

    year: int
    bounds: Bounds

    def number(self, ref: str) -> Registered:
        """Return the number of a name."""

    def parts(self, ref: str) -> list[Registered]:
        """Return the numbers of a column."""


def word_number(ref: str, numbers: NumberSource) -> Registered | None:
    """Return the number of a name that says a share, a rank or a year; None for another name.

    Raises UnknownNumber and ExpressionError as the register does, and ExpressionError when nothing can be said.
    """
    if (moved_by := in_year(ref)) is not None:
        return _year(ref, numbers.year + moved_by)
    if (shared := in_share(ref)) is not None:
        part, whole = (numbers.number(name) for name in shared)
        return doubted(replace(_share(ref, part, whole), bounds=numbers.bounds), (part, whole))
    ranked = in_rank(ref)
    return _ranked(*ranked, numbers) if ranked else None


def _ranked(name: str, place: int, numbers: NumberSource) -> Registered:
    """Return a cell with its rank: the one at a place of a column (-1 for the last), or the one that is named."""
    table, _, rest = name.partition(".")
    column = numbers.parts(f"{table}.{rest.rpartition('.')[2]}")
    if not place:
        return _rank(numbers.number(name), column)
    ordered = sorted(column, key=lambda number: -number.value)
    if abs(place) > len(ordered):
        raise ExpressionError(f"« {name} » n'a pas de rang {place} : elle compte {len(ordered)} nombres.")
    return _rank(ordered[place - 1 if place > 0 else place], column)


def _share(ref: str, part: Registered, whole: Registered) -> Registered:
    """Return the share of a number in another, in %, without the doubts of the two.

    Raises ExpressionError when the whole may be zero, or the two don't measure the same thing.
    """
    if whole.quantity.low <= 0 <= whole.quantity.high:
        raise ExpressionError(f"« {spoken(whole.ref)} » vaut zéro : rien n'en est une part.")
    try:
        part.quantity + whole.quantity
    except ValueError as error:
        raise ExpressionError(f"« {spoken(part.ref)} » et « {spoken(whole.ref)} » : {error}.") from error
    ratio = part.quantity / whole.quantity * 100
    return replace(
        part,
        ref=ref,
        label=f"{part.label}, rapporté à « {whole.label} »",
        quantity=replace(ratio, measures=measures_of("%")),
        decimals=1,
        unit="%",
        unit_one="%",
        status="derived",
        question="",
        source="",
        note="",
        formula=f'value("{part.ref}") / value("{whole.ref}")',
        cell=False,
        doubts=(),
        asked=(),
        stated=(),
    )


def _year(ref: str, year: int) -> Registered:
    """Return a year as a number that may be printed."""
    own = Quantity.of(year)
    return Registered(ref, "Année du rapport", own, "exact", "", "", "published", "", "", "", "", Place("report.yml"))


def _rank(cell: Registered, column: list[Registered]) -> Registered:
    """Return a cell with its rank in its column, from the greatest.

    Raises ExpressionError when another cell ties with it: no rank can then be said.
    """
    if tied := [other for other in column if other.ref != cell.ref and other.quantity.overlaps(cell.quantity)]:
        raise ExpressionError(f"« {cell.ref} » est à égalité avec « {tied[0].ref} » : aucun rang ne se dit.")
    return replace(cell, rank=(1 + sum(other.value > cell.value for other in column), len(column)))
