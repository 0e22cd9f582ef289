"""Quantiles by the nine definitions that Hyndman and Fan number (The American Statistician, 1996), without binary noise.

Tools differ by their default: 7 is that of spreadsheets, R, NumPy and pandas; 2 is the textbook's, 6 is Minitab's and SPSS'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

HALF = Fraction(1, 2)
QUARTERS = {"q1": Fraction(1, 4), "median": HALF, "q3": Fraction(3, 4)}
# By type, m = a + b p: the quantile stands at the place n p + m of the ordered values.
_OFFSETS: Mapping[int, tuple[Fraction, Fraction]] = {
    1: (Fraction(0), Fraction(0)), 2: (Fraction(0), Fraction(0)), 3: (-HALF, Fraction(0)), 4: (Fraction(0), Fraction(0)),
    5: (HALF, Fraction(0)), 6: (Fraction(0), Fraction(1)), 7: (Fraction(1), Fraction(-1)),
    8: (Fraction(1, 3), Fraction(1, 3)), 9: (Fraction(3, 8), Fraction(1, 4)),
}  # fmt: skip


def quantile(ordered: Sequence[int], p: Fraction, type_: int) -> Fraction:
    """Return a quantile of whole numbers in order, of which there is one at least."""
    a, b = _OFFSETS[type_]
    place = len(ordered) * p + a + b * p
    j = floor(place)
    weight = _weight(place - j, j, type_)
    low, high = (int(ordered[min(max(at, 1), len(ordered)) - 1]) for at in (j, j + 1))
    return low + weight * (high - low)


def _weight(rest: Fraction, j: int, type_: int) -> Fraction:
    """Return what the upper of two neighbours weighs, from 0 to 1."""
    if type_ == 1:
        return Fraction(int(rest > 0))
    if type_ == 2:  # noqa: PLR2004 - the types are numbered
        return Fraction(1) if rest > 0 else HALF
    if type_ == 3:  # noqa: PLR2004
        return Fraction(0) if rest == 0 and j % 2 == 0 else Fraction(1)
    return rest
