"""Bound claims held to the data: true, doubtful (within 1 % of a bound) or false; each kind has its judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.numbers.claims import amounts, ranking, series
from rapport.numbers.claims.counted import GREAT, SLIGHT
from rapport.numbers.claims.denying import is_denied, is_true_of_none
from rapport.numbers.claims.folding import folded
from rapport.numbers.claims.form import SOFT
from rapport.numbers.claims.meaning import Kind, Meaning, Softness
from rapport.numbers.claims.since import NO_SURROUNDINGS, Surroundings
from rapport.numbers.claims.spotting import meanings_of
from rapport.numbers.claims.verdicts import Case, ClaimError, Outcome, Verdict
from rapport.numbers.claims.voice import is_passive
from rapport.numbers.register import Register

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
    'Écrivez {.claim of="…" in="…"} pour une part, {.claim rank="table.colonne" key="…"} pour un rang, '
    '{.claim evolution="…"} pour une évolution, {.claim of="…"} pour un ordre de grandeur, '
    '{.claim of="…" than="…"} pour une comparaison, {.claim rule="…"} pour une règle.'
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
_JUDGES: Mapping[Kind, Callable[[Case], Verdict]] = {
    Kind.SHARE: amounts.share,
    Kind.MULTIPLE: amounts.multiple,
    Kind.ROUGH: amounts.rough,
    Kind.COMPARISON: amounts.comparison,
    Kind.ALL: amounts.count,
    Kind.TREND: series.trend,
    Kind.RANK: ranking.rank,
}


def judge(attributes: Mapping[str, str], words: str, register: Register, around: Surroundings = NO_SURROUNDINGS) -> Verdict:
    """Return what the data say of a bound claim that names numbers; ``words`` are its words, numbers printed.

    What stands ``around`` them may deny them, or say from which year an evolution is told.

    Raises ClaimError when its attributes or its words aren't understood, UnknownNumber and ExpressionError when its numbers
    can't be had. A claim that names a rule is judged by whoever knows the rules.
    """
    words = " ".join(words.split())
    verdict, meaning = _judged(attributes, words, register, around)
    if meaning.denied and not is_denied(words, replace(meaning, denied=False), NO_SURROUNDINGS):
        return replace(verdict, instead="")  # words without « ne … pas » don't stand in its place
    if verdict.outcome is Outcome.TRUE or not verdict.instead:
        return verdict
    true = _is_true(attributes, verdict.instead, register, around)
    return replace(verdict, instead=_begun_as(words, verdict.instead) if true else "")


def _begun_as(words: str, instead: str) -> str:
    """Return words that begin with a capital when those that they replace do."""
    return instead[:1].upper() + instead[1:] if words[:1].isupper() and not words.isupper() else instead


def _is_true(attributes: Mapping[str, str], words: str, register: Register, around: Surroundings) -> bool:
    """Tell whether words would be true in the place of others; a bare number is no claim, and is."""
    try:
        return _judged(attributes, words, register, around)[0].outcome is Outcome.TRUE
    except ClaimError:
        return True


def _judged(attributes: Mapping[str, str], words: str, register: Register, around: Surroundings) -> tuple[Verdict, Meaning]:
    """Return what the data say of the words of a claim, and what these mean where they stand."""
    meaning = _softened(_meaning_of(words, attributes), words, around)
    if meaning.direction and meaning.kind in {Kind.COMPARISON, Kind.RANK} and is_passive(words, around):
        meaning = replace(meaning, direction=-meaning.direction)
    of_none = meaning.kind is not Kind.ALL and is_true_of_none(words, around)
    if not meaning.denied and (of_none or is_denied(words, meaning, around)):
        meaning = replace(meaning, denied=True)
    verdict = _JUDGES[meaning.kind](Case(folded(words).text, meaning, attributes, register, words, around))
    if of_none and meaning.kind is Kind.TREND and verdict.outcome is Outcome.TRUE:
        said = f"« {_short(words)} » est dit d'aucun de plusieurs : un seul chiffre ne le prouve pas."
        hint = 'Parlez de ce chiffre seul, ou nommez une règle de data/rules.yml qui les compare tous : rule="…".'
        raise ClaimError(said, hint)
    return verdict, meaning


def _meaning_of(words: str, attributes: Mapping[str, str]) -> Meaning:
    """Return what the words of a claim mean by themselves."""
    kinds = _kinds_of(attributes)
    meanings = meanings_of(words, kinds)
    if not meanings and _VAGUE.search(folded(words).text):
        said = f"« {_short(words)} » ne dit pas combien : aucun chiffre ne le prouve, ni ne le dément."
        raise ClaimError(said, f"Écrivez {_MEASURED['in' in attributes]}, ou le nombre lui-même ; ou retirez l'affirmation.")
    if not meanings:
        examples = " ; ".join(_EXAMPLES[kind] for kind in kinds)
        raise ClaimError(f"Le sens de « {_short(words)} » n'est pas compris.", f"Formes comprises ici : {examples}.")
    return _fit(meanings, before="before" in attributes)


def _softened(meaning: Meaning, words: str, around: Surroundings) -> Meaning:
    """Return what words mean with what softens them outside of their brackets: « plus d'[un tiers] », « [un tiers] environ »."""
    if meaning.softness is not Softness.PLAIN or meaning.degree:
        return meaning
    before, after = _SOFT_BEFORE.search(folded(around.before).text), _SOFT_AFTER.match(folded(around.after).text)
    said = f"{before[0] if before else ''}{words}{after[0] if after else ''}"
    found = meanings_of(said, (meaning.kind,)) if before or after else ()
    return next((one for one in found if replace(one, softness=Softness.PLAIN, degree=meaning.degree) == meaning), meaning)


_SOFT_BEFORE = regex(rf"(?<![\w'-])(?:{SOFT}|pratiquement|{SLIGHT}|{GREAT}) ?$")
_SOFT_AFTER = regex(rf"(?: que)? (?:{SLIGHT}|{GREAT})\b| (?:a peine|environ|a peu pres|au (?:moins|minimum|plus|maximum))\b")


def _kinds_of(attributes: Mapping[str, str]) -> tuple[Kind, ...]:
    if not attributes:
        raise ClaimError("Cette affirmation ne dit pas quel chiffre la prouve.", _WRITINGS)
    kinds = _KINDS.get(frozenset(attributes))
    if kinds is None:
        names = french.listed([f"{name}=" for name in attributes])
        raise ClaimError(f"Une affirmation ne se prouve pas avec {names}.", _WRITINGS)
    if empty := [name for name, value in attributes.items() if not value]:
        raise ClaimError(f"« {empty[0]}= » est vide.", _WRITINGS)
    return kinds


def _fit(meanings: Sequence[Meaning], *, before: bool) -> Meaning:
    """Return the reading of the words that suits the attributes: « devant » asks for « before= », the others don't."""
    wanted = [meaning for meaning in meanings if (meaning.kind is Kind.RANK and not meaning.place) is before]
    return (wanted or meanings)[0]


# Words that measure nothing: whatever the number, they may be said.
_VAGUE = regex(
    r"\b(?:(?:large|grande?|bonne|belle|forte|importante?|petite|faible|infime) (?:part(?:ie)?|proportion|nombre)"
    r"|part(?:ie)? (?:importante|significative|notable|non negligeable|croissante)|un certain nombre|nombreu(?:x|ses)"
    r"|(?:un|de|grand) nombre|beaucoup|peu|plusieurs|certaine?s|divers(?:es)?|une partie|significati(?:f|ve|fs|ves)|notables?"
    r"|consequente?s?|non negligeables?)\b"
)
_MEASURED = {True: "« la majorité », « près d'un tiers »", False: "« une dizaine », « plus de 200 »"}
_LONG = 60


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONG else f"{plain[:_LONG]}…"
