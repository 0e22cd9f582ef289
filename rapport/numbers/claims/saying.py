"""The words that would be true of a value: what `share()` and its kin print, and what a false claim is told."""

from __future__ import annotations

from decimal import Decimal

from rapport.ground import french
from rapport.numbers.claims.meaning import TURNED, Kind, Meaning, Softness
from rapport.numbers.quantity import Quantity
from rapport.sources.wording import BOUNDS, Bounds

# Shares that people say, in words: masculine or not, they don't agree.
_SHARES: tuple[tuple[Decimal, str], ...] = (
    (Decimal(1) / 10, "un dixième"),
    (Decimal(1) / 5, "un cinquième"),
    (Decimal(1) / 4, "un quart"),
    (Decimal(1) / 3, "un tiers"),
    (Decimal(2) / 5, "deux cinquièmes"),
    (Decimal(1) / 2, "la moitié"),
    (Decimal(3) / 5, "trois cinquièmes"),
    (Decimal(2) / 3, "deux tiers"),
    (Decimal(3) / 4, "trois quarts"),
    (Decimal(4) / 5, "quatre cinquièmes"),
    (Decimal(9) / 10, "neuf dixièmes"),
)
_LED = {Softness.PLAIN: "", Softness.BELOW: "près de ", Softness.ABOVE: "plus de "}
_LESS = {**_LED, Softness.LESS: "moins de "}
_CLOSE = Decimal("0.005")  # as near, a share needs no softening


def share_words(found: Quantity, bounds: Bounds = BOUNDS) -> str:
    """Return the words of a share (a fraction): the nearest that people say, softened when it isn't quite there.

    Returns "" when none is near enough: below a twentieth, between two, above the whole.
    """
    if found.low > 1:
        return ""
    if found.value >= bounds["almost_all"]:
        return "la totalité" if found.low >= 1 else "la quasi-totalité"
    candidates: list[tuple[Decimal, str]] = []
    for share, words in _SHARES:
        for soft in _LESS:
            near = abs(found.value - share)
            allowed_here = Meaning(Kind.SHARE, share, soft).stretch(bounds).holds(found)
            if allowed_here and (soft is not Softness.PLAIN or near <= _CLOSE):
                candidates.append((near, _led(soft, words)))
    return min(candidates, key=lambda each: each[0])[1] if candidates else ""


def _led(soft: Softness, words: str) -> str:
    led = _LESS[soft] + words
    return led.replace("de un", "d’un")


def rough_words(found: Decimal, bounds: Bounds = BOUNDS) -> str:
    """Return a rough count in words: « près de 70 », « plus de 500 »; the count itself when it is round, or small."""
    number = french.format_number(trimmed(found))
    unit = Decimal(10) ** (max(found.adjusted(), 1) - 1)
    for step in (10 * unit, 5 * unit, unit):
        below = found // step * step
        if below == found or found <= 0:
            return number
        near = (below + step, Softness.BELOW), (below, Softness.ABOVE)
        for round_, soft in near if below + step - found <= found - below else reversed(near):
            if round_ and Meaning(Kind.ROUGH, round_, soft).stretch(bounds).holds(Quantity.of(found)):
                return _LED[soft] + french.format_number(trimmed(round_))
    return number


_TIMES = {Decimal(number): f"{french.words_of(number)} fois" for number in range(2, 11)} | {
    number + Decimal("0.5"): f"{'une' if number == 1 else french.words_of(number)} fois et demie" for number in range(1, 6)
}


def times_words(ratio: Decimal, bounds: Bounds = BOUNDS) -> str:
    """Return the words of a multiple: « deux fois plus », « près de trois fois plus », « moitié moins »; "" for none."""
    found = Quantity.of(ratio)
    if ratio <= 0:
        return ""
    if Meaning(Kind.MULTIPLE, Decimal("0.5")).stretch(bounds).holds(found):
        return "moitié moins"
    for number, word in _TIMES.items():
        for soft, led in _LED.items():
            more = ratio >= 1
            meaning = Meaning(Kind.MULTIPLE, number if more else 1 / number, soft if more else TURNED[soft])
            if meaning.stretch(bounds).holds(found):
                return f"{led}{word} {'plus' if more else 'moins'}".replace("de une", "d’une")
    return ""


def degree_of(rate: Decimal, bounds: Bounds) -> str:
    """Return how much an evolution is, from its rate without its sign: « slight », « strong », or "" between the two."""
    return "slight" if rate < bounds["slight"] else "strong" if rate >= bounds["strong"] else ""


def trend_words(direction: int, degree: str = "", *, plural: bool = False) -> str:
    """Return the words of a trend: « progresse », « recule nettement », « reste stable »."""
    if not direction:
        return "restent stables" if plural else "reste stable"
    verb = ("progress" if direction > 0 else "recul") + ("ent" if plural else "e")
    return verb + {"slight": " légèrement", "strong": " nettement"}.get(degree, "")


def trend_noun(direction: int, degree: str = "") -> str:
    """Return the same with a noun: « en légère hausse », « en baisse », « stable »."""
    if not direction:
        return "stable"
    return f"en {({'slight': 'légère ', 'strong': 'forte '}).get(degree, '')}{'hausse' if direction > 0 else 'baisse'}"


_ORDINALS = [
    "",
    *["premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième"],
]


def rank_words(place: int, *, last: bool = False, feminine: bool = False) -> str:
    """Return a rank in words, from 1: « première », « deuxième », « 12e »; ``last`` for the last one."""
    if last:
        return "dernière" if feminine else "dernier"
    if place == 1:
        return "première" if feminine else "premier"
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place}e"


def allowed(meaning: Meaning, bounds: Bounds = BOUNDS) -> str:
    """Return what words allow, in French: « de 46,5 % à moins de 50 % »."""
    stretch = meaning.stretch(bounds)
    low, high = (_shown(bound, meaning.kind) for bound in (stretch.low, stretch.high))
    if not low:
        return f"{high} au plus" if stretch.high_in else f"moins de {high}"
    if not high:
        return f"{low} au moins" if stretch.low_in else f"plus de {low}"
    return f"{'de' if stretch.low_in else 'plus de'} {low} à {'' if stretch.high_in else 'moins de '}{high}"


def _shown(bound: Decimal | None, kind: Kind) -> str:
    if bound is None:
        return ""
    if kind is Kind.SHARE:
        return french.with_unit(french.format_number(trimmed(bound * 100)), "%")
    return french.format_number(trimmed(bound, 2 if kind is Kind.MULTIPLE else 1))


def trimmed(number: Decimal, digits: int = 1) -> Decimal:
    """Return a number with as many digits after the comma at most, without useless zeros."""
    short = french.rounded(number, digits)
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short.normalize()


def percent(rate: Decimal) -> str:
    """Return a fraction in percents: « 35,2 % »."""
    return french.with_unit(french.format_number(trimmed(rate * 100)), "%")
