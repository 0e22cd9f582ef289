"""The words that would be true of a value: what `share()` and its kin print, and what a false claim is told."""

from __future__ import annotations

from decimal import Decimal

from rapport.ground import english, french
from rapport.ground.languages import FRENCH, Language
from rapport.numbers.claims.meaning import TURNED, Kind, Meaning, Softness
from rapport.numbers.quantity import Quantity
from rapport.sources.wording import BOUNDS, Bounds

# Shares that people say; each language has its words for them, in this order.
_SHARES = tuple(
    Decimal(part) / whole
    for part, whole in ((1, 10), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10))
)
_SOFT = (Softness.PLAIN, Softness.BELOW, Softness.ABOVE, Softness.LESS)
_CLOSE = Decimal("0.005")  # as near, a share needs no softening


def share_words(found: Quantity, bounds: Bounds = BOUNDS, language: Language = FRENCH) -> str:
    """Return the words of a share (a fraction): the nearest that people say, softened when it isn't quite there.

    Returns "" when none is near enough: below a twentieth, between two, above the whole.
    """
    if found.low > 1:
        return ""
    if found.value >= bounds["almost_all"]:
        return language.phrases["all" if found.low >= 1 else "almost all"]
    candidates: list[tuple[Decimal, str]] = []
    for share, words in zip(_SHARES, language.shares, strict=True):
        for soft in _SOFT:
            near = abs(found.value - share)
            allowed_here = Meaning(Kind.SHARE, share, soft).stretch(bounds).holds(found)
            if allowed_here and (soft is not Softness.PLAIN or near <= _CLOSE):
                candidates.append((near, _led(soft, words, language)))
    return min(candidates, key=lambda each: each[0])[1] if candidates else ""


def _led(soft: Softness, words: str, language: Language) -> str:
    led = language.softened[soft] + words
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
                return FRENCH.softened[soft] + french.format_number(trimmed(round_))
    return number


_TIMES = {Decimal(number): f"{french.words_of(number)} fois" for number in range(2, 11)} | {
    number + Decimal("0.5"): f"{'une' if number == 1 else french.words_of(number)} fois et demie" for number in range(1, 6)
}


def times_words(ratio: Decimal, bounds: Bounds = BOUNDS, language: Language = FRENCH) -> str:
    """Return the words of a multiple: « deux fois plus », « près de trois fois plus », « moitié moins »; "" for none.

    In English, the words before « as many as » or « the amount »: « twice », « nearly three times », « half ».
    """
    found = Quantity.of(ratio)
    if ratio <= 0:
        return ""
    if language.code == "en":
        return _english_times(found, bounds, language)
    if Meaning(Kind.MULTIPLE, Decimal("0.5")).stretch(bounds).holds(found):
        return "moitié moins"
    for number, word in _TIMES.items():
        for soft in _SOFT[:3]:
            more = ratio >= 1
            meaning = Meaning(Kind.MULTIPLE, number if more else 1 / number, soft if more else TURNED[soft])
            if meaning.stretch(bounds).holds(found):
                return f"{FRENCH.softened[soft]}{word} {'plus' if more else 'moins'}".replace("de une", "d’une")
    return ""


def _english_times(found: Quantity, bounds: Bounds, language: Language) -> str:
    if found.value < 1:
        return share_words(found, bounds, language)
    for number in _TIMES:
        for soft in _SOFT[:3]:
            if Meaning(Kind.MULTIPLE, number, soft).stretch(bounds).holds(found):
                half = " and a half" if number % 1 else ""
                word = "twice" if number == 2 else f"{language.words_of(int(number), '')}{half} times"  # noqa: PLR2004
                return language.softened[soft] + word
    return ""


def degree_of(rate: Decimal, bounds: Bounds) -> str:
    """Return how much an evolution is, from its rate without its sign: « slight », « strong », or "" between the two."""
    return "slight" if rate < bounds["slight"] else "strong" if rate >= bounds["strong"] else ""


def trend_words(direction: int, degree: str = "", *, plural: bool = False, language: Language = FRENCH) -> str:
    """Return the words of a trend: « progresse », « recule nettement », « reste stable »."""
    verb = ("keeps", "rises", "falls")[direction]
    said = language.phrases[f"{verb}, plural" if plural else verb]
    return said + (language.phrases[degree] if direction and degree else "")


def trend_noun(direction: int, degree: str = "") -> str:
    """Return the same with a noun: « en légère hausse », « en baisse », « stable »."""
    if not direction:
        return "stable"
    return f"en {({'slight': 'légère ', 'strong': 'forte '}).get(degree, '')}{'hausse' if direction > 0 else 'baisse'}"


_ORDINALS = [
    "",
    *["premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième"],
]


def rank_words(place: int, *, last: bool = False, feminine: bool = False, language: Language = FRENCH) -> str:
    """Return a rank in words, from 1: « première », « deuxième », « 12e »; ``last`` for the last one."""
    if language.code == "en":
        return "last" if last else english.ordinal(place)
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
