"""What an author answered for the years of an indicator: a value, nothing yet, « n.d. »."""

from __future__ import annotations

from rapport.sources.authored import Indicator
from rapport.sources.scalars import TAKEN, is_unknown


def is_asked(indicator: Indicator, year: int) -> bool:
    """Tell whether somebody is to type the value of a year: it isn't there, and nothing gives it."""
    given = bool(indicator.formula or indicator.from_) or indicator.count_of is not None or year in indicator.values
    return not given and year not in unknown_years(indicator)


def empty_years(indicator: Indicator) -> frozenset[int]:
    """Return the years whose value is left empty: somebody is to fill it in."""
    return _unvalued(indicator) - unknown_years(indicator)


def unknown_years(indicator: Indicator) -> frozenset[int]:
    """Return the years whose value is said to be known by nobody (« n.d. »)."""
    return frozenset(year for year in _unvalued(indicator) if is_unknown(indicator.written("values", year).raw))


def taken_years(indicator: Indicator) -> frozenset[int]:
    """Return the years whose value is taken from a piece, whether it was read or not."""
    inner = indicator._places.inner
    years = inner["values"].inner if "values" in inner else {}
    return frozenset(year for year in years if isinstance(year, int) and indicator.written("values", year).raw == TAKEN)


def _unvalued(indicator: Indicator) -> frozenset[int]:
    inner = indicator._places.inner
    years = inner["values"].inner if "values" in inner else {}
    return frozenset(year for year in years if isinstance(year, int)) - indicator.values.keys()
