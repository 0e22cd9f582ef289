"""Shares, multiples, rough counts, comparisons, all and none, held to the data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.claims.instead import adjective_instead, compared_instead
from rapport.numbers.claims.meaning import AllowedValues, Kind, Meaning, Softness
from rapport.numbers.claims.moved import part_found, part_instead, part_meant
from rapport.numbers.claims.saying import allowed, percent, rough_words, share_words, times_words, trimmed
from rapport.numbers.claims.series import moments, year_of
from rapport.numbers.claims.unit_of_words import in_unit_of_words, unit_within, with_things
from rapport.numbers.claims.verdicts import (
    Case,
    ClaimError,
    Outcome,
    Verdict,
    measured,
    outcome_of,
    places_of,
    plain,
    ratio_of,
    refuse_unlike,
    turned,
    value_of,
    values_of,
)
from rapport.numbers.in_time import absolute, bare, evolving, in_time
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import Registered


def share(case: Case) -> Verdict:
    """Return the verdict of a share of a number in another, or of a number that is itself a percentage."""
    part = case.number("of")
    if "in" in case.attributes:
        part, whole = _both(case, "of", "in")
        found, places = ratio_of(part, whole), places_of(part, whole)
        shown = f"{percent(found.value)} ({value_of(part)} sur {value_of(whole)})"
    elif part.unit == "%":
        found, places, shown = plain(part.quantity) / Quantity.of(100), places_of(part), value_of(part)
    else:
        hint = f'Ajoutez in="…", le nombre dont « {case.attributes["of"]} » est une part.'
        raise ClaimError("Une part se dit d'un tout : « in= » manque.", hint)
    instead = adjective_instead(case.words, found.value) or share_words(found, case.bounds)
    return _within(case, found, shown, instead, places)


def multiple(case: Case) -> Verdict:
    """Return the verdict of a number that is several times another, or itself the year before."""
    when = ""
    if "evolution" in case.attributes:
        before, after = moments(case)
        when = year_of(before, case)
    else:
        after, before = _both(case, "of", "than" if "than" in case.attributes else "in")
    found = ratio_of(after, before, told="une part" if case.meaning.by else "un multiple")
    if case.meaning.by:
        moved = f"{part_found(found.value)} ({value_of(before)}{when}, puis {value_of(after)})"
        return _within(case, found, moved, part_instead(case, found.value), places_of(after, before))
    shown = f"{french.format_number(trimmed(found.value, 2))} fois ({value_of(after)} contre {value_of(before)}{when})"
    instead = times_words(found.value, case.bounds)
    if not instead and "evolution" in case.attributes:
        instead = part_instead(case, found.value)
    return _within(case, found, shown, instead, places_of(after, before))


def _both(case: Case, one: str, other: str) -> tuple[Registered, Registered]:
    """Return the two numbers of a claim.

    Raises ExpressionError when they are one number of two years, whose series is broken between the two.
    """
    names = [case.attributes[key] for key in (one, other)]
    own = case.register.year
    first, last = sorted(absolute(dated.year, own) if (dated := in_time(name)) else own for name in names)
    if len({*map(bare, names)}) == 1 and first < last == own:
        case.register.number(evolving(bare(names[0]), first, difference=True))
    return case.number(one), case.number(other)


def rough(case: Case) -> Verdict:
    """Return the verdict of a rough count."""
    number = case.number("of")
    told = in_unit_of_words(case, number)
    found = plain(told)
    shown = value_of(number) if told.value == number.value else measured(number)
    instead = rough_words(found.value, case.bounds)
    if unit := unit_within(case.typed, found.value):
        instead = french.with_unit(instead, unit)
    else:
        instead = with_things(instead, case.typed, case.meaning.value)
    if case.meaning.named != "many":
        return _within(case, found, shown, instead, places_of(number))
    low, high = _many(case.meaning)
    holds = (found.high >= low and found.low < high) is not case.meaning.denied
    means = case.meaning.worded(f"de {french.format_number(low)} à moins de {french.format_number(high)}")
    return Verdict(outcome_of(holds=holds), means, shown, instead, places_of(number))


def _many(meaning: Meaning) -> tuple[Decimal, Decimal]:
    """Return the values of « des dizaines », « des centaines »: from two of them, below ten."""
    unit = meaning.value or Decimal(1)
    return unit * 2, unit * 10


def _within(case: Case, found: Quantity, shown: str, instead: str, places: tuple[tuple[Place, str], ...]) -> Verdict:
    stretch = case.meaning.stretch(case.bounds)
    outcome = Outcome.TRUE if stretch.holds(found) else Outcome.DOUBTFUL if stretch.nearly(found) else Outcome.FALSE
    means = part_meant(case) if case.meaning.by else allowed(case.meaning, case.bounds)
    if case.meaning.kind is Kind.MULTIPLE and not case.meaning.by:
        means += " fois"
    if case.meaning.kind is Kind.ROUGH and (unit := unit_within(case.typed, Decimal(1))):
        means = french.with_unit(means, unit)
    return Verdict(outcome, means, shown, instead, places)


def _by_how_much(case: Case) -> tuple[str, AllowedValues]:
    """Return how far from each other two numbers are when words say « légèrement », « largement », in French and as values."""
    if case.meaning.degree == "strong":
        return f"de {percent(case.bounds['strong'])} au moins", AllowedValues(case.bounds["strong"], None)
    most = case.bounds["above" if case.meaning.direction > 0 else "below"]
    return f"de {percent(most)} au plus", AllowedValues(None, most)


def _not_so(case: Case, real: int, outcome: Outcome, *, near: bool) -> Outcome:
    """Return the outcome of a comparison that is denied: « pas plus que » is as many or less, « pas autant que » is less."""
    if case.meaning.direction and not case.meaning.degree:
        return Outcome.TRUE if real != case.meaning.direction else Outcome.DOUBTFUL if near else Outcome.FALSE
    if not case.meaning.direction and real > 0 and not _UNEQUAL.search(case.words):
        return Outcome.FALSE
    return turned(outcome)


_UNEQUAL = regex(r"\b(?:egale?s?|egaux|identiques?|equivalente?s?) ")
_COMPARED = {0: "autant que", 1: "plus que", -1: "moins que"}


def comparison(case: Case) -> Verdict:
    """Return the verdict of two numbers compared; within 1 % of each other, a false order is a doubt."""
    left, right = _both(case, "of", "than")
    refuse_unlike(left, right)
    one, other, _ = left.quantity.beside(right.quantity)
    gap = one.value - other.value
    same = one.overlaps(other)
    real = 0 if same else 1 if gap > 0 else -1
    near = abs(gap) <= case.bounds["stable"] * max(abs(one.value), abs(other.value))
    if case.meaning.degree == "enough":
        return _enough(case, real, near=near)
    outcome = Outcome.TRUE if real == case.meaning.direction else Outcome.DOUBTFUL if near else Outcome.FALSE
    means = _COMPARED[case.meaning.direction]
    if case.meaning.degree:
        said, stretch = _by_how_much(case)
        means, ratio = (
            f"{means}, {said}",
            plain(abs(left.quantity - right.quantity) / abs(right.quantity)) if other.value else None,
        )
        if outcome is Outcome.TRUE and ratio is not None and not stretch.holds(ratio):
            outcome = Outcome.DOUBTFUL if stretch.nearly(ratio) else Outcome.FALSE
    if case.meaning.denied:
        means, outcome = case.meaning.worded(means), _not_so(case, real, outcome, near=near)
    found = " et ".join(values_of(left, right))
    return Verdict(outcome, means, found, compared_instead(case.typed, real) or _COMPARED[real], places_of(left, right))


def _enough(case: Case, real: int, *, near: bool) -> Verdict:
    """Return the verdict of what covers, or makes up for: as much will do."""
    left, right = _both(case, "of", "than")
    way = case.meaning.direction
    holds = (real * way >= 0) is not case.meaning.denied
    outcome = Outcome.TRUE if holds else Outcome.DOUBTFUL if near else Outcome.FALSE
    means = case.meaning.worded(f"au {'moins' if way > 0 else 'plus'} autant que")
    return Verdict(outcome, means, " et ".join(values_of(left, right)), _COMPARED[real], places_of(left, right))


def count(case: Case) -> Verdict:
    """Return the verdict of « tous », « aucun », « le seul »: a single one missing makes them false, but for « presque »."""
    if case.meaning.softness is Softness.BELOW:  # « presque tous », « presque aucun »
        named = "almost_all" if case.meaning.named == "all" else "almost-none"
        return share(replace(case, meaning=Meaning(Kind.SHARE, named=named, denied=case.meaning.denied)))
    number = case.number("of")
    if case.meaning.named != "all":
        wanted = case.meaning.value or Decimal(0)
        holds = (number.quantity.low <= wanted <= number.quantity.high) is not case.meaning.denied
        instead = rough_words(number.value, case.bounds)
        means = case.meaning.worded(french.format_number(wanted))
        return Verdict(outcome_of(holds=holds), means, value_of(number), instead, places_of(number))
    if "in" not in case.attributes:
        raise ClaimError("« Tous » se dit d'un ensemble : « in= » manque.", 'Ajoutez in="…", le nombre de tous.')
    whole = case.number("in")
    instead = share_words(ratio_of(number, whole), case.bounds)
    holds = number.quantity.overlaps(whole.quantity) is not case.meaning.denied
    means, found = case.meaning.worded(f"{value_of(whole)} sur {value_of(whole)}"), f"{value_of(number)} sur {value_of(whole)}"
    return Verdict(outcome_of(holds=holds), means, found, "" if holds else instead, places_of(number, whole))
