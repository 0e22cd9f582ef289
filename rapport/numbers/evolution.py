"""From one year to another: what two values with their intervals prove of an evolution, and no more.

- A percentage evolves in points, anything else in %; ``difference`` asks for the plain difference, in the unit itself.
- Two values whose intervals meet may be the same number: the evolution is « stable ». With values rounded to the unit,
  a step of one unit is within their rounding; values declared exact are stable only when equal.
- The last digit printed is worth at least the half-width h of the evolution's own interval, 10^-d >= h: the digits
  printed are those that the result is known by, after the Guide to the expression of uncertainty in measurement (JCGM
  100:2008, 7.2.6: estimates are rounded to be consistent with their uncertainties), which even allows one or two more.
  A difference never has more digits than its values; a percentage has one decimal at most, as is the custom, unless
  its first digit comes later.
- An interval that leaves even the whole percents in doubt (h > 1) gives no percentage at all.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from rapport.ground import french
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.quantity import Decimals, Quantity, dimension_of
from rapport.sources.model import Report

_USUAL = 1  # decimals of a percentage of evolution
_FINEST = 6  # an evolution that shows no digit before is none


class SeriesBreak(ExpressionError):  # noqa: N818 - an author's slip, like the others
    """The definition of a number changed between the two years: nothing compares them."""

    def __init__(self, ref: str, year: int, why: str) -> None:
        super().__init__(
            f"« {ref} » a changé de définition en {year} (« break: ») : {why.rstrip('.')}.",
            hint="Une rupture de série n'a pas d'évolution : retirez-la du texte, ou comparez depuis cette année-là.",
        )


def breaks_of(report: Report, ref: str) -> dict[int, str]:
    """Return the years from which the series of a number is no longer what it was, with their reasons."""
    return (report.indicators.get(ref) or report.tables[ref.partition(".")[0]].spec).breaks


class Evolution(NamedTuple):
    """An evolution: its interval, its unit (« % », « points » or the values' own), the digits that it is known by."""

    quantity: Quantity
    unit: str
    decimals: int
    stable: bool


class Moment(NamedTuple):
    """A value at a year."""

    year: int
    quantity: Quantity
    decimals: Decimals


def change_of(ref: str, before: Moment, after: Moment, unit: str, *, difference: bool = False) -> Evolution:
    """Return the evolution of a number between two years.

    Raises ExpressionError (in French) when no percentage says it: from zero, across zero, from a negative value, from
    values too roughly rounded.
    """
    stable = before.quantity == after.quantity
    share = dimension_of(unit) == "share"
    gap = after.quantity - before.quantity
    if difference or share:
        finest = max(_digits(before), _digits(after))
        return _change(gap, "points" if share else unit, min(finest, _known_digits(gap.half, finest)), stable=stable)
    if before.quantity.low <= 0 or after.quantity.value < 0:
        raise _without_percentage(ref, before, after)
    rate = (after.quantity / before.quantity - 1) * 100
    known = _known_digits(rate.half, _FINEST)
    if known < 0 and not stable:
        raise _too_rough(ref, rate)
    whole = not rate.half and rate.value == round(rate.value)  # twice as many is « +100 % »
    return _change(rate, "%", 0 if whole else min(known, _first_digit(rate.value)), stable=stable)


def _change(quantity: Quantity, unit: str, digits: int, *, stable: bool) -> Evolution:
    """Return a change; one that its known digits can't show is stable too."""
    decimals = max(digits, 0)
    return Evolution(quantity, unit, decimals, stable or not french.rounded(quantity.value, decimals))


def _digits(moment: Moment) -> int:
    """Return the digits after the comma of a value: those declared, or its own when it is exact."""
    if moment.decimals != "exact":
        return moment.decimals
    return max(-int(moment.quantity.value.normalize().as_tuple().exponent), 0)


def _known_digits(half: Decimal, finest: int) -> int:
    """Return the largest d with 10^-d >= half, ``finest`` at most."""
    return next((digits for digits in range(finest, -_FINEST, -1) if Decimal(1).scaleb(-digits) >= half), -_FINEST)


def _first_digit(rate: Decimal) -> int:
    """Return the decimals of a percentage: the usual ones, or as many as its first digit takes."""
    return next((digits for digits in range(_USUAL, _FINEST) if french.rounded(rate, digits)), _FINEST)


_PLAIN = 'Écrivez les deux valeurs, ou leur différence : evolution("…", difference=true).'


def _without_percentage(ref: str, before: Moment, after: Moment) -> ExpressionError:
    first, last = (french.format_number(moment.quantity.value) for moment in (before, after))
    if before.quantity.low <= 0 <= before.quantity.high:
        said = f"« {ref} » valait {first} en {before.year} : une évolution en % diviserait par zéro."
    elif (before.quantity.value < 0) is not (after.quantity.value < 0):
        said = f"« {ref} » change de signe, de {first} en {before.year} à {last} en {after.year} : aucun % ne le dit."
    else:
        said = f"« {ref} » est négatif ({first} en {before.year}, {last} en {after.year}) : un % se lirait à l'envers."
    return ExpressionError(said, hint=_PLAIN)


def _too_rough(ref: str, rate: Quantity) -> ExpressionError:
    low, high = (french.format_number(bound, 0, sign=True) for bound in (rate.low, rate.high))
    said = f"« {ref} » évolue de {low} à {high} % selon les arrondis : ses valeurs ne sont pas assez précises pour un %."
    return ExpressionError(said, hint=f"Si elles sont justes, déclarez « decimals: exact ». {_PLAIN}")
