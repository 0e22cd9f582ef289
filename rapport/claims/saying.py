"""The words that would be true of a value: what `share()` and its kin print, and what a false claim is told."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rapport import french
from rapport.claims.meaning import BOUNDS, Kind, Meaning, Softness
from rapport.quantity import Quantity

# Shares that people say, in words: masculine or not, they don't agree.
_SHARES: tuple[tuple[Decimal, str], ...] = (
    (Decimal(1) / 10, "un dixième"), (Decimal(1) / 5, "un cinquième"), (Decimal(1) / 4, "un quart"), (Decimal(1) / 3, "un tiers"),
    (Decimal(2) / 5, "deux cinquièmes"), (Decimal(1) / 2, "la moitié"), (Decimal(3) / 5, "trois cinquièmes"), (Decimal(2) / 3, "deux tiers"),
    (Decimal(3) / 4, "trois quarts"), (Decimal(4) / 5, "quatre cinquièmes"), (Decimal(9) / 10, "neuf dixièmes"),
)  # fmt: skip
_LED = {Softness.PLAIN: "", Softness.BELOW: "près de ", Softness.ABOVE: "plus de "}


def share_words(found: Quantity, bounds: Mapping[str, Decimal] = BOUNDS) -> str:
    """Return the words of a share (a fraction) : the nearest that people say, softened when it isn't quite there.

    Returns "" when none is near enough: below a twentieth, or between two.
    """
    if found.value >= bounds["almost-all"]:
        return "la totalité" if found.low >= 1 else "la quasi-totalité"
    candidates: list[tuple[Decimal, str]] = []
    for share, words in _SHARES:
        for soft in (Softness.PLAIN, Softness.BELOW, Softness.ABOVE):
            meaning = Meaning(Kind.SHARE, share, soft)
            near = abs(found.value - share)
            if meaning.stretch(bounds).holds(found) and (soft is not Softness.PLAIN or near <= _CLOSE):
                candidates.append((near, _led(soft, words)))
    return min(candidates, key=lambda each: each[0])[1] if candidates else ""


_CLOSE = Decimal("0.005")  # as near, a share needs no softening


def _led(soft: Softness, words: str) -> str:
    led = _LED[soft] + words
    return led.replace("de un", "d’un")


def rough_words(found: Decimal) -> str:
    """Return a rough count in words: « près de 70 », « plus de 500 », the exact count when it is round."""
    if found <= 0:
        return french.format_number(found)
    step = Decimal(10) ** max(len(str(int(found))) - 2, 0) if found >= 20 else Decimal(5)  # noqa: PLR2004 - small counts go by fives
    below = found // step * step
    above = below + step
    if below == found:
        return french.format_number(found.quantize(Decimal(1)))
    near_above = above - found <= (found - below) and found >= above * (1 - BOUNDS["below"])
    if near_above:
        return f"près de {french.format_number(above.quantize(Decimal(1)))}"
    return f"plus de {french.format_number(below.quantize(Decimal(1)))}" if below else french.format_number(found)


_TIMES = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix"}


def times_words(ratio: Decimal, bounds: Mapping[str, Decimal] = BOUNDS) -> str:
    """Return the words of a multiple: « deux fois plus », « près de trois fois plus », « moitié moins »; "" for none."""
    found = Quantity.of(ratio)
    if Meaning(Kind.MULTIPLE, Decimal("0.5")).stretch(bounds).holds(found):
        return "moitié moins"
    if ratio < 1:
        inverse = times_words(1 / ratio, bounds)
        return inverse.removesuffix("plus") + "moins" if inverse else ""
    for number, word in _TIMES.items():
        for soft in _LED:
            if Meaning(Kind.MULTIPLE, Decimal(number), soft).stretch(bounds).holds(found):
                return f"{_LED[soft]}{word} fois plus"
    return ""


def trend_words(direction: int, degree: str = "", *, plural: bool = False) -> str:
    """Return the words of a trend: « progresse », « recule nettement », « reste stable »."""
    if not direction:
        return "restent stables" if plural else "reste stable"
    verb = ("progress" if direction > 0 else "recul") + ("ent" if plural else "e")
    return verb + {"slight": " légèrement", "strong": " nettement"}.get(degree, "")


_ORDINALS = (
    "",
    "premier",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "septième",
    "huitième",
    "neuvième",
    "dixième",
)


def rank_words(place: int, *, last: bool = False, feminine: bool = False) -> str:
    """Return a rank in words, from 1: « première », « deuxième », « 12e »; ``last`` for the last one."""
    if last:
        return "dernière" if feminine else "dernier"
    if place == 1:
        return "première" if feminine else "premier"
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place}e"


def allowed(meaning: Meaning, bounds: Mapping[str, Decimal] = BOUNDS) -> str:
    """Return what words allow, in French: « de 46,5 % à moins de 50 % »."""
    stretch = meaning.stretch(bounds)
    shown = [_shown(bound, meaning.kind) for bound in (stretch.low, stretch.high)]
    match stretch.low, stretch.high:
        case None, _:
            return f"{shown[1]} au plus"
        case _, None:
            return f"{'plus de ' if not stretch.low_in else ''}{shown[0]}{' au moins' if stretch.low_in else ''}"
    low = f"plus de {shown[0]}" if not stretch.low_in else f"de {shown[0]}"
    return f"{low} à {'moins de ' if not stretch.high_in else ''}{shown[1]}"


def _shown(bound: Decimal | None, kind: Kind) -> str:
    if bound is None:
        return ""
    if kind is Kind.SHARE:
        return french.with_unit(french.format_number(trimmed(bound * 100)), "%")
    return french.format_number(trimmed(bound))


def trimmed(number: Decimal, digits: int = 1) -> Decimal:
    """Return a number with as many digits after the comma at most, without useless zeros."""
    short = french.rounded(number, digits).normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1))  # type: ignore[operator] # finite
