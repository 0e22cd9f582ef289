"""Ranks, held to the order of a table's column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import folded
from rapport.numbers.claims.instead import ranked_instead
from rapport.numbers.claims.meaning import Meaning
from rapport.numbers.claims.saying import rank_words
from rapport.numbers.claims.verdicts import Case, ClaimError, Outcome, Verdict, outcome_of, places_of, value_of
from rapport.numbers.number import Registered

_FEMININE = regex(r"\b(?:\w*ieres?|secondes?|principales?|la)\b")
_SHOWN = 12  # rows of a table named in a hint


def rank(case: Case) -> Verdict:
    """Return the verdict of a row's rank in its column, from the greatest; a tie has no rank.

    Several rows, « key="AI; ACI" », hold the first ranks together, in any order.
    """
    column = _column(case)
    wanted = [_row(key.strip(), column, case) for key in case.attributes["key"].split(";")]
    if "before" in case.attributes and case.meaning.named == "tied":
        other = _row(case.attributes["before"], column, case)
        return _tied(case, [wanted[0], other], list(column.values()))
    if "before" in case.attributes:
        return _beside(case, wanted[0], _row(case.attributes["before"], column, case))
    if _TIED.search(f"{case.words} ¦{folded(case.around.after[:_NEXT]).text}"):
        return _tied(case, wanted, list(column.values()))
    if not case.meaning.place:
        hint = 'Ajoutez before="…", la ligne de la table qui est devancée.'
        raise ClaimError("Devant ou derrière qui ? « before= » manque.", hint)
    ordered = sorted(column.values(), key=lambda number: -number.value)
    claimed = _claimed(case.meaning, len(wanted), len(ordered))
    places = [ordered.index(number) for number in wanted]
    tied = _overlap(wanted, [other for other in ordered if other not in wanted])
    among = len(claimed) > len(wanted)  # « parmi les trois premiers »: those of the others that are there too don't count
    unranked = _overlap(wanted, [ordered[at] for at in range(len(ordered)) if at not in claimed]) if among else tied
    rivals = islice((ordered[at] for at in claimed if 0 <= at < len(ordered) and ordered[at] not in wanted), 2)
    there = set(places) <= set(claimed)
    unsure = case.meaning.denied and there and unranked
    return Verdict(
        Outcome.DOUBTFUL if unsure else outcome_of(holds=(there and not unranked) is not case.meaning.denied),
        case.meaning.worded(_means(case.meaning, len(claimed), among=among) + (", sans ex æquo" if tied else "")),
        " ; ".join(f"{_label(n)} : {value_of(n)}, {_rank_words(at, len(ordered))}" for n, at in zip(wanted, places, strict=True))
        + (", à égalité" if tied else ""),
        "" if len(claimed) > 1 else _shared(case, wanted[0], ordered) if tied else _instead(case, places[0], len(ordered)),
        places_of(*wanted, *rivals),
    )


def _overlap(some: Sequence[Registered], others: Sequence[Registered]) -> bool:
    return any(one.quantity.overlaps(other.quantity) for one in some for other in others)


_TIED = regex(r"^[^¦]*\b(?:ex[ -]aequo|a egalite|au meme rang)\b|¦,? ?(?:ex[ -]aequo|a egalite)\b")
_NEXT = 20  # characters behind the words, where « ex æquo » may stand


def _tied(case: Case, wanted: Sequence[Registered], column: Sequence[Registered]) -> Verdict:
    """Return the verdict of rows that share a rank: those named, or the one named and some other."""
    group = [number for number in column if number.quantity.overlaps(wanted[0].quantity)]
    place, last = 1 + sum(number.value > max(one.value for one in group) for number in column), case.meaning.place < 0
    at = len(column) - len(group) + 1 if last else case.meaning.place
    holds = len(group) > 1 and all(number in group for number in wanted) and at in {0, place}
    means = case.meaning.worded("à égalité" if not at else f"{rank_words(at, last=last)} à égalité")
    found = " ; ".join(f"{_label(number)} : {value_of(number)}" for number in wanted)
    instead = ""
    if "before" in case.attributes:
        instead = "devant" if wanted[0].value > wanted[1].value else "derrière"
    elif len(wanted) == 1:
        instead = _shared(case, wanted[0], column) if len(group) > 1 else _instead(case, place - 1, len(column))
    return Verdict(outcome_of(holds=holds is not case.meaning.denied), means, found, instead, places_of(*wanted))


def _shared(case: Case, number: Registered, column: Sequence[Registered]) -> str:
    """Return the words of a rank that a row shares: « deuxième ex æquo »."""
    place = sum(not one.quantity.overlaps(number.quantity) and one.value > number.value for one in column)
    return _ranked(case, place, shared=True)


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
    """Return the ranks that are claimed, from 0: as many as the words say, else as there are rows."""
    count = min(meaning.places, among) if meaning.places > 1 else asked
    first = meaning.place - 1 if meaning.place > 0 else among + meaning.place + 1 - count
    return range(first, first + count)


def _beside(case: Case, number: Registered, other: Registered) -> Verdict:
    """Return the verdict of a row before another, or behind it."""
    ahead = case.meaning.direction >= 0
    tied = number.quantity.overlaps(other.quantity)
    holds = (not tied and (number.value > other.value) is ahead) is not case.meaning.denied
    instead = "à égalité avec" if tied else "devant" if number.value > other.value else "derrière"
    found = f"{value_of(number)} et {value_of(other)}"
    means = case.meaning.worded(f"{'devant' if ahead else 'derrière'} « {_label(other)} »")
    return Verdict(outcome_of(holds=holds), means, found, instead, places_of(number, other))


def _means(meaning: Meaning, count: int, *, among: bool) -> str:
    if count > 1:
        return f"{'parmi ' if among else ''}les {count} {'premiers' if meaning.place > 0 else 'derniers'}"
    if meaning.place < -1:
        return "avant-dernier"
    return rank_words(meaning.place, last=meaning.place < 0)


def _instead(case: Case, place: int, among: int) -> str:
    return _ranked(case, place, last=place == among - 1)


def _ranked(case: Case, place: int, *, last: bool = False, shared: bool = False) -> str:
    """Return the words of a claim with another rank, counted from 0, in place of theirs."""
    feminine = bool(_FEMININE.search(case.words))
    return ranked_instead(case.typed, rank_words(place + 1, last=last, feminine=feminine), feminine=feminine, shared=shared)


def _rank_words(place: int, among: int) -> str:
    return f"{place + 1}{'e' if place else 'er'} sur {among}"


def _label(number: Registered) -> str:
    return number.label.partition(" (")[0]
