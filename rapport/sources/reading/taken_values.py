"""Values that are taken from a piece (« values: {1998: piece} »): the lock gives them, nobody types them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from rapport.ground.french import rounded
from rapport.sources.answers import taken_years
from rapport.sources.authored import Decimals, Indicator
from rapport.sources.reading.files import Read
from rapport.sources.tied import Tie, TieLock, in_unit


def with_taken_values(name: str, indicator: Indicator, lock: Callable[[], Read[TieLock]]) -> Indicator:
    """Return an indicator with the values that its pieces give; what wasn't read yet waits like an empty value."""
    years = taken_years(indicator)
    if not years:
        return indicator
    ties = lock()[0].ties
    found = {year: value for year in years if (value := _taken(name, indicator, year, ties)) is not None}
    taken = indicator.model_copy(update={"values": dict(sorted({**indicator.values, **found}.items()))})
    taken._places = indicator._places
    return taken


def _taken(name: str, indicator: Indicator, year: int, ties: Mapping[tuple[str, int, str], Tie]) -> Decimal | None:
    read = (ties.get((name, year, proof.in_)) for proof in indicator.piece)
    tie = next(filter(None, read), None)
    value = None if tie is None else in_unit(tie.decimal, tie.unit, indicator.unit)
    return None if value is None else to_precision(value, indicator.decimals)


def to_precision(value: Decimal, decimals: Decimals) -> Decimal:
    """Return a value with the digits that its indicator declares."""
    if decimals == "exact":
        return value
    return rounded(value.scaleb(decimals), 0).scaleb(-decimals) if decimals < 0 else rounded(value, decimals)
