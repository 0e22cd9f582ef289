"""The proof of a total: interval arithmetic with three outcomes.

|T - sum| <= h_T + sum(h_i) (XBRL Calculations 1.1, round to nearest) is the bound; inside it, a gap beyond
3 sqrt(n/12) units of the last digit is more than rounding noise usually makes (n independent roundings, each uniform
over one unit, have a standard deviation of sqrt(n/12) units).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from rapport.ground import french
from rapport.ground.problems import Severity
from rapport.ground.units import alike
from rapport.numbers.quantity import Quantity

NOISE = 3


@dataclass(frozen=True)
class Gap:
    """How far a total is from its parts: signed gap, tolerance, and how grave it is (None: exactly right)."""

    total: Quantity
    summed: Quantity
    severity: Severity | None

    @property
    def amount(self) -> Decimal:
        """Return total minus sum."""
        return self.total.value - self.summed.value

    @property
    def tolerance(self) -> Decimal:
        """Return the half-widths together: the largest gap that rounding can explain."""
        return self.total.half + self.summed.half

    def words(self) -> str:
        """Return the gap and its tolerance as French words."""
        gap = french.format_number(abs(self.amount))
        return f"Écart : {gap} (tolérance d'arrondi : {french.format_number(self.tolerance.normalize())})."


def addable(quantities: Iterable[Quantity]) -> bool:
    """Tell whether quantities measure the same thing, those that say nothing of it apart."""
    measured = [quantity.measures for quantity in quantities]
    return all(alike(one, other) for one, other in combinations(dict.fromkeys(measured), 2))


def gap_of(total: Quantity, parts: Sequence[Quantity]) -> Gap:
    """Return the gap between a total and its parts, in the total's unit: ERROR beyond the bound, WARNING beyond noise, else INFO.

    Parts in another unit are converted; what measures something else is for ``addable`` to tell before.
    """
    sized = [part.into(total.measures) for part in parts]
    summed = sum(sized, Quantity.of(0))
    gap = Gap(total, summed, None)
    amount = abs(gap.amount)
    if amount == 0:
        return gap
    if amount > gap.tolerance:
        return Gap(total, summed, Severity.ERROR)
    unit = 2 * max([total.half, *(part.half for part in sized)])
    noise = NOISE * (Decimal(len(parts)) / 12).sqrt() * unit
    return Gap(total, summed, Severity.WARNING if amount > noise else Severity.INFO)


def excess_digits(value: Decimal, decimals: int | str) -> bool:
    """Tell whether a value has digits beyond its declared decimals."""
    if decimals == "exact":
        return False
    scaled = value.scaleb(int(decimals))
    return scaled != scaled.to_integral_value()
