"""Numbers with their declared precision, as closed intervals.

A value v published with d decimals stands for [v - h, v + h], h = 1/2 x 10^-d, h = 0 when exact (XBRL Calculations
1.1, round to nearest). Sums, differences, products and quotients carry the intervals; comparisons hold when some value
of each side satisfies them. Decimal arithmetic throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Decimals = int | Literal["exact"]
ZERO = Decimal(0)


def half_unit(decimals: Decimals) -> Decimal:
    """Return h, half a unit of the last declared digit; 0 when exact."""
    return ZERO if decimals == "exact" else Decimal(5).scaleb(-decimals - 1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A nominal value and the closed interval it stands for."""

    value: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, value: Decimal | int | str, decimals: Decimals = "exact") -> Quantity:
        """Return the interval of a value published with these decimals."""
        number = Decimal(value)
        half = half_unit(decimals)
        return cls(number, number - half, number + half)

    @classmethod
    def from_any(cls, other: object) -> Quantity:
        """Return a number of an expression as an exact quantity.

        Raises TypeError for anything that is not a number.
        """
        if isinstance(other, Quantity):
            return other
        if isinstance(other, bool) or not isinstance(other, int | float | Decimal):
            raise TypeError(f"« {other} » n'est pas un nombre")
        return cls.of(Decimal(str(other)))

    @property
    def half(self) -> Decimal:
        """Return half the width of the interval."""
        return (self.high - self.low) / 2

    def __add__(self, other: object) -> Quantity:
        o = Quantity.from_any(other)
        return Quantity(self.value + o.value, self.low + o.low, self.high + o.high)

    __radd__ = __add__

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, -self.high, -self.low)

    def __sub__(self, other: object) -> Quantity:
        return self + -Quantity.from_any(other)

    def __rsub__(self, other: object) -> Quantity:
        return -self + other

    def __mul__(self, other: object) -> Quantity:
        o = Quantity.from_any(other)
        corners = (self.low * o.low, self.low * o.high, self.high * o.low, self.high * o.high)
        return Quantity(self.value * o.value, min(corners), max(corners))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        o = Quantity.from_any(other)
        if o.low <= 0 <= o.high:
            raise ZeroDivisionError
        corners = (self.low / o.low, self.low / o.high, self.high / o.low, self.high / o.high)
        return Quantity(self.value / o.value, min(corners), max(corners))

    def __rtruediv__(self, other: object) -> Quantity:
        return Quantity.from_any(other) / self

    def __abs__(self) -> Quantity:
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Quantity(abs(self.value), ZERO, max(-self.low, self.high))

    def __eq__(self, other: object) -> bool:
        """Tell whether the two intervals meet: the values may be the same number."""
        o = Quantity.from_any(other)
        return self.low <= o.high and o.low <= self.high

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __le__(self, other: object) -> bool:
        return self.low <= Quantity.from_any(other).high

    def __ge__(self, other: object) -> bool:
        return self.high >= Quantity.from_any(other).low

    def __lt__(self, other: object) -> bool:
        return self.low < Quantity.from_any(other).high

    def __gt__(self, other: object) -> bool:
        return self.high > Quantity.from_any(other).low

    __hash__ = None  # type: ignore[assignment]  # equality is not transitive
