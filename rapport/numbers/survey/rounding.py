"""Rounding of exact fractions: halves away from zero, in decimal; shares that make 100 by the method of largest remainders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor


def rounded_half_up(number: Fraction, decimals: int) -> Decimal:
    """Return a fraction to these decimals (below 0: to tens, hundreds…), halves away from zero as readers do."""
    units = floor(abs(number) * Fraction(10) ** decimals + Fraction(1, 2))
    return Decimal(-units if number < 0 else units).scaleb(-decimals) + 0  # « + 0 »: 1E+3 is 1000, -0 is 0


def shares_of_100(parts: Sequence[Fraction], decimals: int) -> list[Decimal]:
    """Return parts of a whole in % that make 100 (Hamilton's method of largest remainders).

    Each has the whole units of its exact share; those left go to the largest remainders, the first of two equal ones before.
    The parts are zero or above, and not all zero.
    """
    unit, whole = Fraction(10) ** decimals, sum(parts)
    exact = [100 * part / whole * unit for part in parts]
    units = [floor(one) for one in exact]
    left = floor(100 * unit) - sum(units)
    for at in sorted(range(len(parts)), key=lambda at: (units[at] - exact[at], at))[:left]:
        units[at] += 1
    return [Decimal(one).scaleb(-decimals) + 0 for one in units]
