"""What the words of a claim mean: a stretch of values, a direction, a rank, or a count of all and none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from rapport.numbers.quantity import Quantity
from rapport.sources.wording import BOUNDS, Bounds


class Kind(StrEnum):
    """The kinds of claims."""

    SHARE = "share"
    MULTIPLE = "multiple"
    TREND = "trend"
    RANK = "rank"
    ROUGH = "rough"
    COMPARISON = "comparison"
    ALL = "all"
    TIME = "time"


class Softness(StrEnum):
    """How a word softens a value: « près de » stays below it, « plus de » above it, « environ » on both sides."""

    PLAIN = "plain"
    BELOW = "below"
    ABOVE = "above"
    AROUND = "around"
    LEAST = "least"
    MOST = "most"
    LESS = "less"


# « Près de trois fois moins » is a little more than a third.
TURNED = {soft: soft for soft in Softness} | {
    Softness.BELOW: Softness.ABOVE,
    Softness.LESS: Softness.ABOVE,
    Softness.ABOVE: Softness.BELOW,
    Softness.LEAST: Softness.MOST,
    Softness.MOST: Softness.LEAST,
}
DOUBT = Decimal("0.01")  # this near to a bound, words are doubtful rather than false


@dataclass(frozen=True)
class AllowedValues:
    """The values that words allow: from low to high, each bound included or not; None is without bound."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_in: bool = True
    high_in: bool = True

    def holds(self, found: Quantity) -> bool:
        """Tell whether some value of an interval is among those that the words allow."""
        above = self.low is None or found.high > self.low or (self.low_in and found.high == self.low)
        below = self.high is None or found.low < self.high or (self.high_in and found.low == self.high)
        return above and below

    def nearly(self, found: Quantity) -> bool:
        """Tell whether an interval is within 1 % of a bound."""
        under = self.low is not None and found.high <= self.low and self.low - found.high <= abs(self.low) * DOUBT
        over = self.high is not None and found.low >= self.high and found.low - self.high <= abs(self.high) * DOUBT
        return under or over


@dataclass(frozen=True)
class Meaning:
    """What words mean, by kind.

    ``value`` is what a share, a multiple or a count is said to be (a share as a fraction); ``named`` the bound of a share
    that a noun says (« majorité »); ``direction`` of a trend or a comparison: 1, -1, or 0 for stable and equal; ``degree``
    « slight », « strong » or « record »; ``place`` a rank, from 1, or from -1 for the last; ``places`` how many ranks;
    ``denied`` when it is said not to be so; ``by`` when a multiple is told by what was gained or lost (« baisse d'un tiers »);
    ``denying`` when the words deny by themselves (« n'a pas bougé »).
    """

    kind: Kind
    value: Decimal | None = None
    softness: Softness = Softness.PLAIN
    named: str = ""
    direction: int = 0
    degree: str = ""
    place: int = 0
    places: int = 1
    denied: bool = False
    by: bool = False
    denying: bool = False

    def stretch(self, bounds: Bounds = BOUNDS) -> AllowedValues:
        """Return the values that a share, a multiple or a count allows; denied, those that don't reach them, or are beyond."""
        if self.denied:
            return self._denied(replace(self, denied=False).stretch(bounds))
        if self.named:
            return _softened(_named(self.named, bounds), self.softness, bounds)
        if self.value is None:
            raise ValueError(self.kind)
        return self._moved(self.value, bounds) if self.by else self._near(self.value, bounds)

    def _near(self, x: Decimal, bounds: Bounds) -> AllowedValues:
        """Return the values near one, on the side that the words say."""
        match self.softness:
            case Softness.BELOW:
                return AllowedValues(x * (1 - bounds["below"]), x, high_in=False)
            case Softness.LESS:
                return AllowedValues(x * (1 - bounds["above"]), x, high_in=False)
            case Softness.ABOVE:
                return AllowedValues(x, x * (1 + bounds["above"]), low_in=False)
            case Softness.LEAST:
                return AllowedValues(x, None)
            case Softness.MOST:
                return AllowedValues(None, x)
            case Softness.AROUND:
                return AllowedValues(x * (1 - bounds["around"]), x * (1 + bounds["around"]))
        if self.kind is Kind.SHARE:
            return AllowedValues(x - bounds["share"], x + bounds["share"])
        width = bounds["multiple" if self.kind is Kind.MULTIPLE else "rough"]
        return AllowedValues(x * (1 - width), x * (1 + width))

    def worded(self, means: str) -> str:
        """Return what is said to be so, or not to be."""
        return f"pas {means}" if self.denied else means

    def _moved(self, ratio: Decimal, bounds: Bounds) -> AllowedValues:
        """Return the ratios of what moves by a share: the share is softened, not the ratio."""
        way = 1 if ratio > 1 else -1
        by = Meaning(Kind.SHARE, abs(ratio - 1), self.softness).stretch(bounds)
        low, high = (None if bound is None else 1 + way * bound for bound in (by.low, by.high))
        if way > 0:
            return AllowedValues(low if low is not None else Decimal(1), high, low_in=by.low_in, high_in=by.high_in)
        return AllowedValues(high, low if low is not None else Decimal(1), low_in=by.high_in, high_in=by.low_in)

    def _denied(self, said: AllowedValues) -> AllowedValues:
        """Return what is left below what words say; above, of a maximum: « pas moitié moins », « pas minoritaires »."""
        fewer = self.kind is Kind.MULTIPLE and said.high is not None and said.high <= 1
        if said.low is None or not said.low or fewer:
            return AllowedValues(said.high, None, low_in=not said.high_in)
        return AllowedValues(None, said.low, high_in=not said.low_in)


def _softened(said: AllowedValues, softness: Softness, bounds: Bounds) -> AllowedValues:
    """Return the values near the bound that a name sets: « presque majoritaires » is short of it, « à peine » just beyond."""
    if softness not in {Softness.BELOW, Softness.ABOVE}:
        return said
    rising = bool(said.low)  # a minority has its bound above
    bound = (said.low if rising else said.high) or Decimal(0)
    if (softness is Softness.ABOVE) is rising:
        return AllowedValues(bound, bound * (1 + bounds["above"]), low_in=False)
    return AllowedValues(bound * (1 - bounds["below"]), bound, high_in=False)


def _named(name: str, bounds: Bounds) -> AllowedValues:
    half = Decimal("0.5")
    match name:
        case "majority":
            return AllowedValues(half, Decimal(1), low_in=False)
        case "minority":
            return AllowedValues(Decimal(0), half, high_in=False)
        case "large-minority":
            return AllowedValues(Decimal(0), 1 - bounds["large"])
        case "almost-none":
            return AllowedValues(Decimal(0), 1 - bounds["almost_all"])
        case "most":
            return AllowedValues(bounds["most"], None, low_in=False)
        case "many":  # « des centaines », « plusieurs dizaines »: from two of them on
            raise ValueError(name)
    return AllowedValues(bounds[name], None)
