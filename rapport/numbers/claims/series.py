"""Trends and records, held to the values of the years."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.numbers.claims.meaning import Meaning
from rapport.numbers.claims.saying import degree_of, percent, trend_noun, trend_words
from rapport.numbers.claims.since import first_year_in
from rapport.numbers.claims.verdicts import Case, ClaimError, Outcome, Verdict, outcome_of, places_of, turned, value_of
from rapport.numbers.evolution import breaks_of
from rapport.numbers.in_time import absolute, dated, evolving, in_time, spoken
from rapport.numbers.number import Registered
from rapport.numbers.register import Register
from rapport.sources.wording import Bounds

_SERIES = 3  # years of a series that has a record
_NOUNS = regex(r"\b(?:hausse|baisse|augmentation|diminution|progression|recul|chute|croissance|essor|repli|reduction)s?\b")
_PLURAL = regex(r"\w(?:(?<!m)ent|ont|aient)\b|^ont\b")
_STILL = Decimal("0.01")  # of a rate: this near to its bound, a degree is a doubt


def trend(case: Case) -> Verdict:
    """Return the verdict of an evolution: proved by the intervals of its two values, with its degree.

    What moves the right way, but within the rounding of the two values, is a doubt; so is a degree within a point of its bound.
    """
    if case.meaning.degree == "record":
        return _record(case)
    before, after = moments(case)
    gap = after.quantity - before.quantity
    real = 0 if before.quantity.overlaps(after.quantity) else 1 if gap.value > 0 else -1
    rate = abs(gap.value / before.value) if before.value else None
    degree = degree_of(rate, case.bounds) if rate is not None and real else ""
    outcome = _outcome(case, real, gap.value, rate)
    noun = _NOUNS.search(case.words)
    instead = trend_noun(real, degree) if noun else trend_words(real, degree, plural=bool(_PLURAL.search(case.words)))
    found = f"{value_of(before)}{year_of(before, case)}, puis {value_of(after)}"
    return Verdict(outcome, _bounds_words(case.meaning, case.bounds), found, instead, places_of(before, after))


def _outcome(case: Case, real: int, gap: Decimal, rate: Decimal | None) -> Outcome:
    meaning, bounds = case.meaning, case.bounds
    if meaning.degree == "back":  # « retrouve son niveau »
        below = real < 0 and not (rate is not None and rate <= bounds["stable"])
        return outcome_of(holds=below is meaning.denied)
    if meaning.denied and meaning.direction and not meaning.degree:  # « n'a pas augmenté »
        return outcome_of(holds=real != meaning.direction)
    if meaning.denied:
        return turned(_outcome(replace(case, meaning=replace(meaning, denied=False)), real, gap, rate))
    if not meaning.direction:
        return outcome_of(holds=not real or (rate is not None and rate <= bounds["stable"]))
    if real != meaning.direction:
        return Outcome.DOUBTFUL if gap * meaning.direction > 0 else Outcome.FALSE
    if not meaning.degree or rate is None or degree_of(rate, bounds) == meaning.degree:
        return Outcome.TRUE
    return Outcome.DOUBTFUL if abs(rate - bounds[meaning.degree]) <= _STILL else Outcome.FALSE


def _bounds_words(meaning: Meaning, bounds: Bounds) -> str:
    if meaning.degree == "back":
        return "sous le niveau de départ" if meaning.denied else "au niveau de départ, ou au-dessus"
    if meaning.denied:
        said = _bounds_words(replace(meaning, denied=False), bounds)
        return f"sans {said.removeprefix('en ')}" if meaning.direction else meaning.worded(said)
    if not meaning.direction:
        return f"stable, à {percent(bounds['stable'])} près"
    said = "en hausse" if meaning.direction > 0 else "en baisse"
    degrees = {"slight": f" de moins de {percent(bounds['slight'])}", "strong": f" de {percent(bounds['strong'])} au moins"}
    return said + degrees.get(meaning.degree, "")


def moments(case: Case) -> tuple[Registered, Registered]:
    """Return the number of an evolution before and after.

    Raises ClaimError when « since= » is no year before the edition's, or the sentence says another; ExpressionError when the
    series is broken between the two.
    """
    ref, since = case.attributes["evolution"], _since(case)
    case.register.number(evolving(ref, since, difference=True))  # a break of series is told here
    return case.register.number(dated(ref, since)), case.register.number(ref)


def _since(case: Case) -> int:
    """Return the year from which an evolution is told: « since= », else what its sentence says, else last year."""
    told, own = first_year_in(case.typed, case.around), case.register.year
    given = case.attributes.get("since", "")
    if "since" in case.attributes and (not re.fullmatch(r"-[1-9]\d{0,2}|[12]\d{3}", given) or int(given) >= own):
        raise ClaimError(
            f"« since={given} » n'est pas une année passée.", "Écrivez -1 pour l'an dernier, ou l'année en quatre chiffres."
        )
    if told is None:
        return int(given or -1)
    if told.until not in {None, own}:
        said = f"« {told.words} » s'arrête en {told.until} : une évolution se lie jusqu'à l'année du rapport, {own}."
        raise ClaimError(said, 'Parlez de l\'année du rapport, ou admettez les mots : {.literal because="…"}.')
    if given and absolute(int(given), own) != absolute(told.year, own):
        said = f"La phrase dit « {told.words} », mais « since={given} » part de {absolute(int(given), own)}."
        raise ClaimError(said, f'Écrivez since="{told.year}", ou corrigez la phrase.')
    return told.year


def year_of(number: Registered, case: Case) -> str:
    """Return the year of the first number of an evolution (« en 1998 »), nothing for last year."""
    dated_ = in_time(number.ref)
    year = absolute(dated_.year, case.register.year) if dated_ else 0
    return f" en {year}" if year and year != case.register.year - 1 else ""


def _record(case: Case) -> Verdict:
    """Return the verdict of a record: beyond every known value of a series of three years or more."""
    ref, up = case.attributes["evolution"], case.meaning.direction > 0
    number = case.register.number(ref)
    years = _known_years(ref, case.register)
    if len(years) < _SERIES:
        known = french.listed(list(map(str, years)))
        said = f"« {spoken(ref)} » n'est connu que pour {known} : un record se dit d'une série de trois ans au moins."
        raise ClaimError(said, "Ajoutez les valeurs des années passées, ou retirez le mot.")
    broken = max((year for year in breaks_of(case.register.report, ref) if year <= case.register.year), default=0)
    years = [year for year in years if year >= broken]
    if len(years) < _SERIES:
        said = f"« {spoken(ref)} » a changé de définition en {broken} (« break: ») : un record se dit d'une série de trois ans."
        raise ClaimError(said, f"Retirez le mot jusqu'en {broken + _SERIES - 1}.")
    others = [case.register.number(dated(ref, year)) for year in years if year != case.register.year]
    best = max(others, key=lambda one: one.value * case.meaning.direction)
    beyond = number.value > best.value if up else number.value < best.value
    means = f"la plus {'haute' if up else 'basse'} valeur de la série"
    found = f"{value_of(number)}, et {value_of(best)} auparavant"
    holds = beyond and not number.quantity.overlaps(best.quantity)
    return Verdict(outcome_of(holds=holds), means, found, places=places_of(number, best))


def _known_years(ref: str, register: Register) -> list[int]:
    """Return the years, up to the edition's, for which a number has a value of its own."""
    indicator = register.report.indicators.get(ref)
    if indicator is not None:
        return sorted(year for year in {*indicator.values, register.year} if year <= register.year)
    table = register.report.tables.get(ref.partition(".")[0])
    key, _, column = ref.partition(".")[2].rpartition(".")
    rows = (row for row in table.rows if row.key == key and column in row.numbers) if table else ()
    return sorted(row.year for row in rows if row.numbers[column].value is not None and row.year <= register.year)
