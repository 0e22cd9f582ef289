"""Numbers with their declared precision, as closed intervals.

A value v published with d decimals stands for [v - h, v + h], h = 1/2 x 10^-d, h = 0 when exact (XBRL Calculations
1.1, round to nearest). Sums, differences, products and quotients carry the intervals; comparisons hold when some value
of each side satisfies them. Decimal arithmetic throughout.

A quantity knows its unit (`units`): euros and thousands of euros are converted before they are added, divided or compared,
euros and hours are refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapport.ground.units import (
    Measures,
    addable,
    alike,
    factor,
    finer,
    inverse,
    is_single,
    measures_of,
    name_of,
    product,
    resized,
)

Decimals = int | Literal["exact"]
ZERO = Decimal(0)


def dimension_of(unit: str) -> str | None:
    """Return what a unit measures (share, money, hours…, count); None for a number without unit, a ratio or a rate."""
    return _dimension(measures_of(unit))


def _dimension(measures: Measures) -> str | None:
    return measures[0].kind if is_single(measures) else None


def half_unit(decimals: Decimals) -> Decimal:
    """Return h, half a unit of the last declared digit; 0 when exact."""
    return ZERO if decimals == "exact" else Decimal(5).scaleb(-decimals - 1)


@dataclass(frozen=True, slots=True, eq=False)  # with eq, dataclass would give back the hash that is refused below
class Quantity:
    """A nominal value and the closed interval it stands for."""

    value: Decimal
    low: Decimal
    high: Decimal
    measures: Measures = ()  # of its unit; none when any will do: a plain number

    @classmethod
    def of(cls, value: Decimal | int | str, decimals: Decimals = "exact", unit: str | None = None) -> Quantity:
        """Return the interval of a value published with these decimals, in a unit (None: a plain number)."""
        number = Decimal(value)
        half = half_unit(decimals)
        return cls(number, number - half, number + half, () if unit is None else measures_of(unit))

    def overlaps(self, other: Quantity) -> bool:
        """Tell whether two numbers may be one: the same value, or intervals that share more than an end."""
        a, b = (self, other) if not alike(self.measures, other.measures) else self.beside(other)[:2]
        return a.value == b.value or (a.low < b.high and b.low < a.high)

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

    @property
    def dimension(self) -> str | None:
        """Return what is measured, None for a plain number, a ratio or a rate."""
        return _dimension(self.measures)

    def into(self, measures: Measures) -> Quantity:
        """Return the same quantity in other units, where they measure something that it measures too."""
        times, by = factor(measures, self.measures)
        if times == by:
            return self
        return Quantity(self.value * times / by, self.low * times / by, self.high * times / by, resized(self.measures, measures))

    def beside(self, other: object) -> tuple[Quantity, Quantity, Measures]:
        """Return the two sides of a sum or a comparison in one unit, the finer, and what it measures.

        Raises ValueError when they don't measure the same thing.
        """
        o = Quantity.from_any(other)
        if self.measures == o.measures or not o.measures:
            return self, o, self.measures
        if not self.measures:
            return self, o, o.measures
        if not alike(self.measures, o.measures):
            said = f"{name_of(self.measures)} et {name_of(o.measures)}"
            raise ValueError(f"{said} ne s'additionnent ni ne se comparent")
        kept = o.measures if finer(self.measures, o.measures) else self.measures
        return self.into(kept), o.into(kept), kept

    def __add__(self, other: object) -> Quantity:
        a, b, measures = self.beside(other)
        if not addable(self.measures, Quantity.from_any(other).measures):
            raise ValueError(f"{name_of(self.measures)} et {name_of(Quantity.from_any(other).measures)} ne s'additionnent pas")
        return Quantity(a.value + b.value, a.low + b.low, a.high + b.high, measures)

    __radd__ = __add__

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, -self.high, -self.low, self.measures)

    def __sub__(self, other: object) -> Quantity:
        return self + -Quantity.from_any(other)

    def __rsub__(self, other: object) -> Quantity:
        return -self + other

    def __mul__(self, other: object) -> Quantity:
        o = Quantity.from_any(other).into(self.measures)
        corners = (self.low * o.low, self.low * o.high, self.high * o.low, self.high * o.high)
        return Quantity(self.value * o.value, min(corners), max(corners), product(self.measures, o.measures))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        o = Quantity.from_any(other).into(self.measures)
        if o.low <= 0 <= o.high:
            raise ZeroDivisionError
        corners = (self.low / o.low, self.low / o.high, self.high / o.low, self.high / o.high)
        return Quantity(self.value / o.value, min(corners), max(corners), product(self.measures, inverse(o.measures)))

    def __rtruediv__(self, other: object) -> Quantity:
        return Quantity.from_any(other) / self

    def __abs__(self) -> Quantity:
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Quantity(abs(self.value), ZERO, max(-self.low, self.high), self.measures)

    def __eq__(self, other: object) -> bool:
        """Tell whether the two intervals meet: the values may be the same number."""
        a, b, _ = self.beside(other)
        return a.low <= b.high and b.low <= a.high

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __le__(self, other: object) -> bool:
        a, b, _ = self.beside(other)
        return a.low <= b.high

    def __ge__(self, other: object) -> bool:
        a, b, _ = self.beside(other)
        return a.high >= b.low

    def __lt__(self, other: object) -> bool:
        a, b, _ = self.beside(other)
        return a.low < b.high

    def __gt__(self, other: object) -> bool:
        a, b, _ = self.beside(other)
        return a.high > b.low

    __hash__ = None  # type: ignore[assignment]  # equality is not transitive
