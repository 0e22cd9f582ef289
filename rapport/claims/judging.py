"""Bound claims held to the data: true, doubtful (within 1 % of a bound) or false, with the values and words that would be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from rapport import french
from rapport.claims.meaning import BOUNDS, Kind, Meaning
from rapport.claims.saying import allowed, rank_words, rough_words, share_words, times_words, trend_words, trimmed
from rapport.claims.spans import Span
from rapport.claims.spotting import meanings_of
from rapport.problems import Place
from rapport.quantity import Quantity
from rapport.register import Register
from rapport.registered import Registered
from rapport.years import dated, evolving, spoken


class Outcome(Enum):
    """What the data say of a claim."""

    TRUE = "true"
    DOUBTFUL = "doubtful"
    FALSE = "false"


@dataclass(frozen=True)
class Verdict:
    """An outcome, what the words mean and what the data say (in French), the values' places, words that would be true."""

    outcome: Outcome
    means: str = ""
    found: str = ""
    instead: str = ""
    places: tuple[tuple[Place, str], ...] = ()


class ClaimError(Exception):
    """A claim that can't be judged as it is written; the message and the hint are French."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_KINDS: Mapping[frozenset[str], tuple[Kind, ...]] = {
    frozenset({"of", "in"}): (Kind.SHARE, Kind.MULTIPLE, Kind.ALL),
    frozenset({"of", "than"}): (Kind.COMPARISON, Kind.MULTIPLE),
    frozenset({"of"}): (Kind.SHARE, Kind.ROUGH, Kind.ALL),
    frozenset({"rank", "key"}): (Kind.RANK,),
    frozenset({"rank", "key", "before"}): (Kind.RANK,),
    frozenset({"evolution"}): (Kind.TREND, Kind.MULTIPLE),
    frozenset({"evolution", "since"}): (Kind.TREND, Kind.MULTIPLE),
}
_WRITINGS = (
    'Écrivez {.claim of="…" in="…"} pour une part, {.claim rank="table.colonne" key="…"} pour un rang, {.claim evolution="…"} pour une '
    'évolution, {.claim of="…"} pour un ordre de grandeur, {.claim of="…" than="…"} pour une comparaison, {.claim rule="…"} pour une règle.'
)
_EXAMPLES: Mapping[Kind, str] = {
    Kind.SHARE: "« la moitié », « près d’un tiers », « un sur deux », « la majorité »",
    Kind.MULTIPLE: "« deux fois plus », « le double », « moitié moins »",
    Kind.TREND: "« progresse », « en baisse », « reste stable », « jamais autant »",
    Kind.RANK: "« premier », « deuxième », « dernier », « en tête », « le plus nombreux »",
    Kind.ROUGH: "« une dizaine », « près de 70 », « plus de 200 », « au moins 12 »",
    Kind.COMPARISON: "« plus que », « moins que », « autant que », « dépasse »",
    Kind.ALL: "« tous », « chaque », « aucun », « seul »",
}


def judge(span: Span, words: str, register: Register, bounds: Mapping[str, Decimal] = BOUNDS) -> Verdict:
    """Return what the data say of a bound claim that names numbers; ``words`` are its words, numbers printed.

    Raises ClaimError when its attributes or its words aren't understood, UnknownNumber and ExpressionError when its numbers
    can't be had. A claim that names a rule is judged by whoever knows the rules.
    """
    kinds = _kinds_of(span)
    meanings = [meaning for meaning in meanings_of(words) if meaning.kind in kinds]
    if not meanings:
        examples = " ; ".join(_EXAMPLES[kind] for kind in kinds)
        raise ClaimError(f"Le sens de « {_short(words)} » n'est pas compris.", f"Formes comprises ici : {examples}.")
    meaning = _fit(meanings, span)
    return _JUDGES[meaning.kind](span, meaning, register, bounds)


def _kinds_of(span: Span) -> tuple[Kind, ...]:
    given = frozenset(span.attributes)
    if not given:
        raise ClaimError("Cette affirmation ne dit pas quel chiffre la prouve.", _WRITINGS)
    kinds = _KINDS.get(given)
    if kinds is None:
        names = french.listed([f"{name}=" for name in span.attributes])
        raise ClaimError(f"Une affirmation ne se prouve pas avec {names}.", _WRITINGS)
    if empty := [name for name, value in span.attributes.items() if not value]:
        raise ClaimError(f"« {empty[0]}= » est vide.", _WRITINGS)
    return kinds


def _fit(meanings: list[Meaning], span: Span) -> Meaning:
    """Return the reading of the words that suits the attributes: « devant » asks for ``before``, the others don't."""
    wanted = [
        meaning for meaning in meanings if (meaning.kind is Kind.RANK and not meaning.place) is ("before" in span.attributes)
    ]
    return (wanted or meanings)[0]


def _share(span: Span, meaning: Meaning, register: Register, bounds: Mapping[str, Decimal]) -> Verdict:
    part = register.number(span.attributes["of"])
    if "in" in span.attributes:
        whole = register.number(span.attributes["in"])
        found, places = _ratio(part, whole), _places(part, whole)
        shown = f"{_percent(found)} ({_value(part)} sur {_value(whole)})"
    elif part.unit == "%":
        found, places, shown = part.quantity / Quantity.of(100), _places(part), _value(part)
    else:
        raise ClaimError(
            "Une part se dit d'un tout : « in= » manque.",
            f'Ajoutez in="…", le nombre dont « {span.attributes["of"]} » est une part.',
        )
    return _within(
        meaning, replace(found, dimension=None), bounds, shown, share_words(replace(found, dimension=None), bounds), places
    )


def _multiple(span: Span, meaning: Meaning, register: Register, bounds: Mapping[str, Decimal]) -> Verdict:
    if "evolution" in span.attributes:
        before, after = _moments(span, register)
    else:
        after = register.number(span.attributes["of"])
        before = register.number(span.attributes.get("than") or span.attributes["in"])
    found = replace(_ratio(after, before), dimension=None)
    shown = f"{french.format_number(trimmed(found.value, 2))} fois ({_value(after)} contre {_value(before)})"
    return _within(meaning, found, bounds, shown, times_words(found.value, bounds), _places(after, before))


def _rough(span: Span, meaning: Meaning, register: Register, bounds: Mapping[str, Decimal]) -> Verdict:
    number = register.number(span.attributes["of"])
    found = replace(number.quantity, dimension=None)
    if meaning.named == "many":  # « des centaines »: two of them at least, ten at most
        unit = meaning.value or Decimal(1)
        low, high = unit * 2, unit * 10
        outcome = Outcome.TRUE if found.high >= low and found.low < high else Outcome.FALSE
        means = f"de {french.format_number(low)} à moins de {french.format_number(high)}"
        return Verdict(outcome, means, _value(number), rough_words(found.value), _places(number))
    return _within(meaning, found, bounds, _value(number), rough_words(found.value), _places(number))


def _within(
    meaning: Meaning,
    found: Quantity,
    bounds: Mapping[str, Decimal],
    shown: str,
    instead: str,
    places: tuple[tuple[Place, str], ...],
) -> Verdict:
    stretch = meaning.stretch(bounds)
    outcome = Outcome.TRUE if stretch.holds(found) else Outcome.DOUBTFUL if stretch.nearly(found) else Outcome.FALSE
    return Verdict(outcome, allowed(meaning, bounds), shown, instead, places)


def _comparison(span: Span, meaning: Meaning, register: Register, bounds: Mapping[str, Decimal]) -> Verdict:
    left, right = register.number(span.attributes["of"]), register.number(span.attributes["than"])
    low, high = left.quantity, right.quantity
    same = low == high
    proved = {0: same, 1: low.low > high.high, -1: low.high < high.low}[meaning.direction]
    near = not proved and abs(low.value - high.value) <= bounds["stable"] * max(abs(low.value), abs(high.value))
    signs = {0: "autant", 1: "plus", -1: "moins"}
    real = 0 if same else 1 if low > high else -1
    return Verdict(
        Outcome.TRUE if proved else Outcome.DOUBTFUL if near else Outcome.FALSE,
        f"{signs[meaning.direction]} que", f"{_value(left)} et {_value(right)}", f"{signs[real]} que", _places(left, right),
    )  # fmt: skip


def _all(span: Span, meaning: Meaning, register: Register, bounds: Mapping[str, Decimal]) -> Verdict:
    number = register.number(span.attributes["of"])
    if meaning.named == "all":
        if "in" not in span.attributes:
            raise ClaimError("« Tous » se dit d'un ensemble : « in= » manque.", 'Ajoutez in="…", le nombre de tous.')
        whole = register.number(span.attributes["in"])
        holds = number.quantity == whole.quantity
        instead = share_words(replace(_ratio(number, whole), dimension=None), bounds)
        return Verdict(
            _either(holds),
            f"{_value(whole)} sur {_value(whole)}",
            f"{_value(number)} sur {_value(whole)}",
            instead,
            _places(number, whole),
        )
    wanted = meaning.value or Decimal(0)
    holds = number.quantity.low <= wanted <= number.quantity.high
    return Verdict(_either(holds), french.format_number(wanted), _value(number), rough_words(number.value), _places(number))


def _trend(span: Span, meaning: Meaning, register: Register, bounds: Mapping[str, Decimal]) -> Verdict:
    if meaning.degree == "record":
        return _record(span, meaning, register)
    before, after = _moments(span, register)
    gap = after.quantity - before.quantity
    same = before.quantity == after.quantity
    rate = abs(gap.value / before.value) if before.value else None
    still = same or (rate is not None and rate <= bounds["stable"])
    real = 0 if same else 1 if gap.value > 0 else -1
    proved = {0: still, 1: gap.low > 0, -1: gap.high < 0}[meaning.direction]
    if meaning.degree == "not":  # « n'a pas augmenté »
        proved = not (gap.low > 0 if meaning.direction < 0 else gap.high < 0)
    degree = "" if rate is None else "slight" if rate < bounds["slight"] else "strong" if rate >= bounds["strong"] else ""
    right_degree = meaning.degree in {"", "not"} or meaning.degree == degree
    near = proved and rate is not None and abs(rate - bounds.get(meaning.degree, rate)) <= bounds["stable"]
    outcome = Outcome.TRUE if proved and right_degree else Outcome.DOUBTFUL if near and not right_degree else Outcome.FALSE
    means = (
        {0: "stable", 1: "en hausse", -1: "en baisse"}[meaning.direction]
        if meaning.degree != "not"
        else "sans hausse"
        if meaning.direction < 0
        else "sans baisse"
    )
    means += {
        "slight": f" de moins de {_percent_of(bounds['slight'])}",
        "strong": f" de {_percent_of(bounds['strong'])} au moins",
    }.get(meaning.degree, "")
    shown = f"{_value(before)}, puis {_value(after)}"
    return Verdict(outcome, means, shown, trend_words(real, degree), _places(before, after))


def _record(span: Span, meaning: Meaning, register: Register) -> Verdict:
    ref = span.attributes["evolution"]
    number = register.number(ref)
    years = _known_years(ref, register)
    if len(years) < _SERIES:
        said = f"« {spoken(ref)} » n'est connu que pour {french.listed(list(map(str, years)))} : un record se dit d'une série de trois ans au moins."
        raise ClaimError(said, "Ajoutez les valeurs des années passées, ou retirez le mot.")
    others = [register.number(dated(ref, year)) for year in years if year != register.year]
    best = max(others, key=lambda one: one.value * meaning.direction)
    holds = (number.quantity - best.quantity).low > 0 if meaning.direction > 0 else (number.quantity - best.quantity).high < 0
    means = "la plus haute valeur de la série" if meaning.direction > 0 else "la plus basse valeur de la série"
    return Verdict(_either(holds), means, f"{_value(number)}, et {_value(best)} auparavant", "", _places(number, best))


_SERIES = 3  # years


def _known_years(ref: str, register: Register) -> list[int]:
    indicator = register.report.indicators.get(ref)
    if indicator is not None and indicator.values:
        return sorted(indicator.values)
    table = register.report.tables.get(ref.partition(".")[0])
    key, _, column = ref.partition(".")[2].rpartition(".")
    rows = table.rows if table else ()
    return sorted(row.year for row in rows if row.key == key and column in row.numbers and row.numbers[column].value is not None)


def _rank(span: Span, meaning: Meaning, register: Register, bounds: Mapping[str, Decimal]) -> Verdict:  # noqa: ARG001 - as the others
    name, _, column = span.attributes["rank"].rpartition(".")
    table = register.report.tables.get(name)
    if table is None or column not in table.spec.columns:
        raise ClaimError(f"« {span.attributes['rank']} » n'est pas une colonne de nombres.", 'Écrivez rank="table.colonne".')
    numbers = register.parts(f"{name}.{column}")
    by_key = {number.ref[len(name) + 1 : -len(column) - 1]: number for number in numbers}
    wanted = [_named_row(key.strip(), by_key, name) for key in span.attributes["key"].split(";")]
    if "before" in span.attributes:
        return _beside(meaning, wanted[0], _named_row(span.attributes["before"], by_key, name))
    if not meaning.place:
        raise ClaimError(
            "Devant ou derrière qui ? « before= » manque.", 'Ajoutez before="…", la ligne de la table qui est devancée.'
        )
    ordered = sorted(numbers, key=lambda number: -number.value)
    first = meaning.place - 1 if meaning.place > 0 else len(ordered) + meaning.place + 1 - len(wanted)
    claimed = set(range(first, first + len(wanted)))
    places = [_place_of(number, ordered) for number in wanted]
    tied = [
        number
        for number in wanted
        for other in numbers
        if other is not number and other not in wanted and other.quantity == number.quantity
    ]
    outcome = _either(set(places) == claimed and not tied)
    shown = "; ".join(
        f"{_label(number)} : {_value(number)}, {_said(place, len(ordered))}" for number, place in zip(wanted, places, strict=True)
    )
    if tied:
        shown += ", à égalité"
    rivals = [ordered[at] for at in sorted(claimed) if at < len(ordered) and ordered[at] not in wanted]
    instead = "" if tied else rank_words(places[0] + 1, last=places[0] == len(ordered) - 1)
    means = rank_words(meaning.place, last=meaning.place < 0) if len(wanted) == 1 else f"les {len(wanted)} premiers"
    return Verdict(outcome, means, shown, instead, _places(*wanted, *rivals[:2]))


def _beside(meaning: Meaning, number: Registered, other: Registered) -> Verdict:
    gap = number.quantity - other.quantity
    holds = gap.low > 0 if meaning.direction >= 0 else gap.high < 0
    instead = "" if number.quantity == other.quantity else "devant" if gap.value > 0 else "derrière"
    return Verdict(
        _either(holds),
        "devant" if meaning.direction >= 0 else "derrière",
        f"{_value(number)} et {_value(other)}",
        instead,
        _places(number, other),
    )


def _named_row(key: str, by_key: Mapping[str, Registered], table: str) -> Registered:
    if key not in by_key:
        raise ClaimError(f"La table « {table} » n'a pas de ligne « {key} ».", f"Lignes : {', '.join(list(by_key)[:12])}.")
    return by_key[key]


def _place_of(number: Registered, ordered: list[Registered]) -> int:
    return next(at for at, other in enumerate(ordered) if other.ref == number.ref)


def _said(place: int, count: int) -> str:
    ordinal = "1er" if not place else f"{place + 1}e"
    return f"{ordinal} sur {count}"


def _moments(span: Span, register: Register) -> tuple[Registered, Registered]:
    """Return the number of an evolution before and after; raises SeriesBreak as its calculation does."""
    ref = span.attributes["evolution"]
    since = span.attributes.get("since", "-1")
    if not since.lstrip("-").isdigit():
        raise ClaimError(
            f"« since={since} » n'est pas une année.", "Écrivez -1 pour l'an dernier, ou l'année en quatre chiffres."
        )
    register.number(evolving(ref, int(since), difference=True))  # a break of series is told here
    return register.number(dated(ref, int(since))), register.number(ref)


def _ratio(part: Registered, whole: Registered) -> Quantity:
    if whole.quantity.low <= 0 <= whole.quantity.high:
        raise ClaimError(
            f"« {spoken(whole.ref)} » vaut zéro : rien n'en est une part.", "Vérifiez le nombre, ou retirez les mots."
        )
    try:
        part.quantity + whole.quantity
    except ValueError as error:
        raise ClaimError(
            f"« {spoken(part.ref)} » et « {spoken(whole.ref)} » : {error}.", "Nommez deux nombres de même nature."
        ) from error
    return part.quantity / whole.quantity


def _either(holds: bool) -> Outcome:  # noqa: FBT001 - a truth value is what it takes
    return Outcome.TRUE if holds else Outcome.FALSE


def _places(*numbers: Registered) -> tuple[tuple[Place, str], ...]:
    return tuple((number.place, f"{spoken(number.ref)} = {_value(number)}") for number in numbers)


def _label(number: Registered) -> str:
    return number.label.partition(" (")[0]


def _value(number: Registered) -> str:
    printed = french.format_number(number.value, number.shown_decimals)
    return french.with_unit(printed, number.unit) if number.unit in {"%", "€"} else printed


def _percent(found: Quantity) -> str:
    return _percent_of(found.value)


def _percent_of(value: Decimal) -> str:
    return french.with_unit(french.format_number(trimmed(value * 100)), "%")


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONG else f"{plain[:_LONG]}…"


_LONG = 60
_JUDGES: Mapping[Kind, Callable[[Span, Meaning, Register, Mapping[str, Decimal]], Verdict]] = {
    Kind.SHARE: _share, Kind.MULTIPLE: _multiple, Kind.ROUGH: _rough, Kind.COMPARISON: _comparison, Kind.ALL: _all, Kind.TREND: _trend,
    Kind.RANK: _rank,
}  # fmt: skip
