"""From which year a sentence tells an evolution: « par rapport à 1998 », « depuis deux ans », « en un an »."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import NUMBER, folded, number_of
from rapport.numbers.in_time import absolute


class Surroundings(NamedTuple):
    """What stands before and after the words of a claim in its paragraph."""

    before: str = ""
    after: str = ""


NO_SURROUNDINGS = Surroundings()


class FirstYear(NamedTuple):
    """The words that say a first year, that year (a small negative number counts from the edition's), and the last, if told."""

    words: str
    year: int
    until: int | None = None


_OF = (
    r"(?:l'annee |l'exercice |la saison |(?:la )?fin (?:de )?|(?:a )?(?:son|leur|du|au) niveau de (?:fin )?|"
    r"ce(?:lui|lle|ux|lles) de )*"
)
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)\b(?! ?€)"
_COUNT = rf"(?P<count>\bune?\b|{NUMBER}) (?:dernier(?:e)?s )?(?:ans?|annees?|exercices?|saisons?)\b"
_LAST = r"(?P<last>(?:l'an(?:nee)?|l'exercice|la saison) (?:dernier|derniere|passee?|precedente?|d'avant))\b"
_FROM = (
    r"(?:\b(?:par rapport a|comparee?s? a|en comparaison de|au regard de|vis-a-vis de|depuis|que|(?:du|au) niveau de|"
    "a partir de) "
    r"|\bqu'(?:en |a )?|\bcontre [^.;:!?]{1,40}? en )"
)
_TOLD = tuple(
    map(
        regex,
        (
            rf"\b(?:entre|de) {_OF}{_YEAR} (?:et|a) {_OF}(?P<until>(?:1[89]|20)\d\d)\b",
            rf"{_FROM}{_OF}{_YEAR}",
            rf"{_FROM}{_OF}{_LAST}",
            rf"\b(?:(?:son|leur) niveau|ce(?:lui|lle|ux|lles)) de (?:l'annee |fin )?(?:{_YEAR}|{_LAST})",
            rf"\b(?:en l'espace d(?:e |')|(?:en|depuis|sur|ces|il y a|voila) (?:les )?)(?:(?:pres|plus) de )?{_COUNT}",
            rf"{_COUNT} (?:plus tot|auparavant)\b",
        ),
    )
)
_CLAUSE = regex(r"[^.;:!?,–]*")
_OPENING = regex(r"(?:^|[.;:!?–]\s)\s*([^.;:!?–]*)\Z")
_GAP = 45  # characters between a claim and what follows it in the clause


def first_year_in(words: str, around: Surroundings) -> FirstYear | None:
    """Return from which year an evolution is told: by its words, else by what follows in the clause, or opens the sentence."""
    after, opening = _CLAUSE.match(around.after), _OPENING.search(around.before)
    return _first(words, len(words)) or _first(after[0] if after else "", _GAP) or _first(opening[1] if opening else "", 0)


def _first(text: str, within: int) -> FirstYear | None:
    plain = folded(text)
    found = [match for told in _TOLD if (match := told.search(plain.text)) and match.start() <= within]
    for match in sorted(found, key=lambda match: match.start()):
        if years := _years(match):
            return FirstYear(text[plain.at(match.start()) : plain.at(match.end())], *years)
    return None


def _years(match: re.Match[str]) -> tuple[int, int | None] | None:
    """Return the first year that a match says, and the last; None for a count of no whole years."""
    said = match.groupdict()
    if said.get("year"):
        return int(said["year"]), int(said["until"]) if said.get("until") else None
    if said.get("last"):
        return -1, None
    count = number_of(said["count"].replace("une", "un"))
    whole = int(count) if count and count == int(count) else 0
    return (-whole, None) if 0 < whole < _CENTURY else None


_CENTURY = 100


def since_for(told: FirstYear | None, own: int) -> str:
    """Return the value of « since= » of an evolution that is told so: nothing when it begins last year, or can't be bound."""
    if told is None or (told.until or own) != own or not absolute(told.year, own) < own - 1:
        return ""
    return str(told.year)
