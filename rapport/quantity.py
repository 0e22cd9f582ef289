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


# Units that can't be added to one another; any other noun counts things, and things add up.
_DIMENSIONS = {
    "%": "share", "point": "share", "points": "share", "€": "money", "k€": "money", "M€": "money", "euros": "money",
    "an": "time", "ans": "time", "mois": "time", "semaines": "time", "jours": "time", "heures": "time", "h": "time",
    "tonnes": "mass", "t": "mass", "kg": "mass", "km": "length", "m²": "area", "ha": "area",
}  # fmt: skip
_NAMES = {
    "share": "des pourcentages", "money": "des euros", "time": "des durées", "mass": "des poids", "length": "des longueurs",
    "area": "des surfaces", "count": "des nombres de personnes ou de choses",
}  # fmt: skip


def dimension_of(unit: str) -> str | None:
    """Return what a unit measures (share, money, time…, count); None for a number without unit, such as a ratio."""
    return _DIMENSIONS.get(unit, "count") if unit else None


def half_unit(decimals: Decimals) -> Decimal:
    """Return h, half a unit of the last declared digit; 0 when exact."""
    return ZERO if decimals == "exact" else Decimal(5).scaleb(-decimals - 1)


@dataclass(frozen=True, slots=True, eq=False)  # with eq, dataclass would give back the hash that is refused below
class Quantity:
    """A nominal value and the closed interval it stands for."""

    value: Decimal
    low: Decimal
    high: Decimal
    dimension: str | None = None  # what is measured, None when any will do: a plain number, a product

    @classmethod
    def of(cls, value: Decimal | int | str, decimals: Decimals = "exact", unit: str | None = None) -> Quantity:
        """Return the interval of a value published with these decimals, in a unit (None: a plain number)."""
        number = Decimal(value)
        half = half_unit(decimals)
        return cls(number, number - half, number + half, None if unit is None else dimension_of(unit))

    def overlaps(self, other: Quantity) -> bool:
        """Tell whether two numbers may be one: the same value, or intervals that share more than an end."""
        return self.value == other.value or (self.low < other.high and other.low < self.high)

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

    def _shared(self, other: Quantity) -> str | None:
        """Return the dimension of a sum or a comparison.

        Raises ValueError when the two sides don't measure the same thing.
        """
        if self.dimension is None or other.dimension is None or self.dimension == other.dimension:
            return self.dimension if other.dimension is None else other.dimension
        raise ValueError(f"{_NAMES[self.dimension]} et {_NAMES[other.dimension]} ne s'additionnent ni ne se comparent")

    def __add__(self, other: object) -> Quantity:
        o = Quantity.from_any(other)
        return Quantity(self.value + o.value, self.low + o.low, self.high + o.high, self._shared(o))

    __radd__ = __add__

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, -self.high, -self.low, self.dimension)

    def __sub__(self, other: object) -> Quantity:
        return self + -Quantity.from_any(other)

    def __rsub__(self, other: object) -> Quantity:
        return -self + other

    def __mul__(self, other: object) -> Quantity:
        o = Quantity.from_any(other)
        corners = (self.low * o.low, self.low * o.high, self.high * o.low, self.high * o.high)
        dimension = self.dimension if o.dimension is None else o.dimension if self.dimension is None else None
        return Quantity(self.value * o.value, min(corners), max(corners), dimension)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        o = Quantity.from_any(other)
        if o.low <= 0 <= o.high:
            raise ZeroDivisionError
        corners = (self.low / o.low, self.low / o.high, self.high / o.low, self.high / o.high)
        return Quantity(self.value / o.value, min(corners), max(corners), self.dimension if o.dimension is None else None)

    def __rtruediv__(self, other: object) -> Quantity:
        return Quantity.from_any(other) / self

    def __abs__(self) -> Quantity:
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Quantity(abs(self.value), ZERO, max(-self.low, self.high), self.dimension)

    def __eq__(self, other: object) -> bool:
        """Tell whether the two intervals meet: the values may be the same number."""
        o = Quantity.from_any(other)
        self._shared(o)
        return self.low <= o.high and o.low <= self.high

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __le__(self, other: object) -> bool:
        o = Quantity.from_any(other)
        self._shared(o)
        return self.low <= o.high

    def __ge__(self, other: object) -> bool:
        o = Quantity.from_any(other)
        self._shared(o)
        return self.high >= o.low

    def __lt__(self, other: object) -> bool:
        o = Quantity.from_any(other)
        self._shared(o)
        return self.low < o.high

    def __gt__(self, other: object) -> bool:
        o = Quantity.from_any(other)
        self._shared(o)
        return self.high > o.low

    __hash__ = None  # type: ignore[assignment]  # equality is not transitive
