"""Primary secrecy: numbers that can't be printed whatever else is, since too few make them, or one of them too much."""

from __future__ import annotations

from fractions import Fraction

from rapport.numbers.survey.statistics import RawCell
from rapport.sources.panel import Hidden
from rapport.sources.survey import Secrecy


def secret_of(cell: RawCell, secrecy: Secrecy) -> Hidden:
    """Return why a sum, a mean, a share or a count is secret in itself, empty when it isn't."""
    if 0 < cell.makers < secrecy.least:
        return "few"
    return "dominant" if cell.makers and 100 * cell.most > Fraction(secrecy.most) else ""


def is_secret_base(cell: RawCell, secrecy: Secrecy) -> bool:
    """Tell whether how many a cell stands on is secret in itself."""
    return 0 < cell.base < secrecy.least
