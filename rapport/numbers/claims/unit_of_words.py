"""The unit that the words of a rough count say: « plus de dix mille euros », « une centaine de kilos »."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from rapport.ground.patterns import regex
from rapport.ground.units import WRITTEN_OUT, Measures, is_single, measures_of
from rapport.numbers.claims.folding import NUMBER, folded, number_of
from rapport.numbers.claims.measured import PATTERN
from rapport.numbers.claims.patterns import one_of
from rapport.numbers.claims.roughs import TENS
from rapport.numbers.claims.verdicts import Case, ClaimError
from rapport.numbers.in_time import spoken
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import Registered

_COUNTED = regex(rf"\b(?P<noun>{one_of(TENS)})s?(?: et demie?)?\b|{NUMBER}")
_UNIT = regex(r"(?:de |d['’])?([^\s.,;:!?()«»\[\]|]+(?: carrée?s?\b| cubes?\b)?(?: (?:d['’]|de |du |des )?\w+)?)")
_MEASURED = regex(PATTERN)
_THINGS = "count"  # what no unit of measure is: « adhérents »


def in_unit_of_words(case: Case, number: Registered) -> Quantity:
    """Return a number in the unit that the words say; as it is, where they say none, or one of the two counts things.

    Of things, which have any noun, only « milliers » is said like a unit.

    Raises ClaimError when the words and the number don't measure the same: kilometres of what is in hours.
    """
    said = _bare(_measures_behind(case.typed, case.around.after, case.meaning.value))
    mine = _bare(number.quantity.measures)
    things = {measure.kind == _THINGS for measure in (*said, *mine)}
    if not said or len(things) > 1 or (True in things and said[0].size == 1):
        return number.quantity
    found = replace(number.quantity, measures=mine)
    try:
        found.beside(Quantity(Decimal(1), Decimal(1), Decimal(1), said))
    except ValueError as error:
        told = f"« {case.typed} » et « {spoken(number.ref)} » : {error}."
        raise ClaimError(told, "Nommez un nombre de cette nature, ou dites l'unité de celui-ci.") from error
    return found.into(said)


def unit_within(words: str, amount: Decimal) -> str:
    """Return the unit that is within the words of a claim, agreed with an amount: true words need it in their place."""
    found = _MEASURED.search(folded(words).text)
    if found is None:
        return ""
    name = WRITTEN_OUT[found["unit"] or found["units"]]
    one = name if name == "mois" else name.removesuffix("s")
    return one if amount < 2 or one.endswith("s") else f"{one}s"  # noqa: PLR2004 - in French, a plural begins at two


def with_things(amount: str, words: str, value: Decimal | None) -> str:
    """Return an amount with what the words of a claim count, which it replaces: « plus de 500 kilos »."""
    text = folded(words)
    for found in _COUNTED.finditer(text.text):
        if found["noun"] or number_of(found[0]) == value:
            things = words[text.at(found.end()) :]
            return amount + (f" {linked[1]}" if (linked := _LINKED.match(things)) else things)
    return amount


_LINKED = regex(r" d(?:e |['’])(.+)", re.DOTALL)


def _measures_behind(words: str, after: str, value: Decimal | None) -> Measures:
    """Return what the unit behind the number of the words measures; nothing where there is none, or a rate.

    A letter alone that more words follow is no unit: « 12 points d'accueil » are things.
    """
    text = folded(words)
    if found := _MEASURED.search(text.text):
        return measures_of(WRITTEN_OUT[found["unit"] or found["units"]])
    for found in _COUNTED.finditer(text.text):
        if found["noun"] or number_of(found[0]) == value:
            unit = _UNIT.match(" ".join(f"{words[text.at(found.end()) :]} {after}".split()))
            measures = measures_of(unit[1]) if unit else ()
            return measures if is_single(measures) else ()
    return ()


def _bare(measures: Measures) -> Measures:
    """Return measures without what is apart in a unit's name: words say « euros » of euros « HT »."""
    return tuple(measure._replace(kind=measure.kind.partition(" ")[0]) for measure in measures)
