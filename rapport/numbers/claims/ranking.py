"""Ranks, held to the order of a table's column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from rapport.numbers.claims.instead import agreed
from rapport.numbers.claims.meaning import Meaning
from rapport.numbers.claims.saying import rank_words
from rapport.numbers.claims.verdicts import Case, ClaimError, Verdict, outcome_of, places_of, value_of
from rapport.numbers.number import Registered

_FEMININE = re.compile(r"\b(?:\w*ieres?|secondes?|principales?|la)\b")
_SHOWN = 12  # rows of a table named in a hint


def rank(case: Case) -> Verdict:
    """Return the verdict of a row's rank in its column, from the greatest; a tie has no rank.

    Several rows, « key="AI; ACI" », hold the first ranks together, in any order.
    """
    column = _column(case)
    wanted = [_row(key.strip(), column, case) for key in case.attributes["key"].split(";")]
    if "before" in case.attributes:
        return _beside(case, wanted[0], _row(case.attributes["before"], column, case))
    if not case.meaning.place:
        hint = 'Ajoutez before="…", la ligne de la table qui est devancée.'
        raise ClaimError("Devant ou derrière qui ? « before= » manque.", hint)
    ordered = sorted(column.values(), key=lambda number: -number.value)
    claimed = _claimed(case.meaning, len(wanted), len(ordered))
    places = [ordered.index(number) for number in wanted]
    tied = any(number.quantity.overlaps(other.quantity) for number in wanted for other in ordered if other not in wanted)
    rivals = islice((ordered[at] for at in claimed if 0 <= at < len(ordered) and ordered[at] not in wanted), 2)
    return Verdict(
        outcome_of(holds=(set(places) == set(claimed)) is not case.meaning.denied and not tied),
        case.meaning.worded(_means(case.meaning, len(wanted))),
        " ; ".join(f"{_label(n)} : {value_of(n)}, {_rank_words(at, len(ordered))}" for n, at in zip(wanted, places, strict=True))
        + (", à égalité" if tied else ""),
        "" if tied or len(wanted) > 1 else _instead(case, places[0], len(ordered)),
        places_of(*wanted, *rivals),
    )


def _column(case: Case) -> Mapping[str, Registered]:
    """Return the numbers of the column that a claim names, by the keys of their rows."""
    name, _, column = case.attributes["rank"].rpartition(".")
    table = case.register.report.tables.get(name)
    if table is None or column not in table.spec.columns or not table.spec.columns[column].numeric:
        raise ClaimError(f"« {case.attributes['rank']} » n'est pas une colonne de nombres.", 'Écrivez rank="table.colonne".')
    numbers = case.register.parts(f"{name}.{column}")
    return {number.ref[len(name) + 1 : -len(column) - 1]: number for number in numbers}


def _row(key: str, column: Mapping[str, Registered], case: Case) -> Registered:
    if key not in column:
        table = case.attributes["rank"].rpartition(".")[0]
        said = f"La table « {table} » n'a pas de ligne « {key} »."
        raise ClaimError(said, f"Lignes : {', '.join(list(column)[:_SHOWN])}.")
    return column[key]


def _claimed(meaning: Meaning, asked: int, among: int) -> range:
    """Return the ranks that are claimed, from 0."""
    first = meaning.place - 1 if meaning.place > 0 else among + meaning.place + 1 - asked
    return range(first, first + asked)


def _beside(case: Case, number: Registered, other: Registered) -> Verdict:
    """Return the verdict of a row before another, or behind it."""
    ahead = case.meaning.direction >= 0
    tied = number.quantity.overlaps(other.quantity)
    holds = not tied and ((number.value > other.value) is ahead) is not case.meaning.denied
    instead = "" if tied else "devant" if number.value > other.value else "derrière"
    found = f"{value_of(number)} et {value_of(other)}"
    means = case.meaning.worded("devant" if ahead else "derrière")
    return Verdict(outcome_of(holds=holds), means, found, instead, places_of(number, other))


def _means(meaning: Meaning, asked: int) -> str:
    if asked > 1:
        return f"les {asked} {'premiers' if meaning.place > 0 else 'derniers'}"
    if meaning.place < -1:
        return "avant-dernier"
    return rank_words(meaning.place, last=meaning.place < 0)


def _instead(case: Case, place: int, among: int) -> str:
    return agreed(case.words, rank_words(place + 1, last=place == among - 1, feminine=bool(_FEMININE.search(case.words))))


def _rank_words(place: int, among: int) -> str:
    return f"{place + 1}{'e' if place else 'er'} sur {among}"


def _label(number: Registered) -> str:
    return number.label.partition(" (")[0]
