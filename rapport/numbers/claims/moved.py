"""What moves by a part, « baisse d'un tiers », « perd la moitié »: what it means, and the part that would be true."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import folded
from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.multiples import BY_PART
from rapport.numbers.claims.saying import allowed, degree_of, percent, share_words, trend_words
from rapport.numbers.claims.verdicts import Case
from rapport.numbers.quantity import Quantity

_BY_PART = regex(BY_PART)
_WAYS = {True: "une hausse", False: "une baisse"}
_ONE = Decimal(1)


def part_meant(case: Case) -> str:
    """Return what the words of a claim say: « une baisse de 31,3 % à 35,3 % »."""
    ratio = case.meaning.value or _ONE
    part = replace(case.meaning, kind=Kind.SHARE, value=abs(ratio - 1), by=False, denied=False)
    return case.meaning.worded(f"{_WAYS[ratio > 1]} {allowed(part, case.bounds)}".replace(" plus de", " de plus de"))


def part_found(ratio: Decimal) -> str:
    """Return by how much a number has moved."""
    return f"{_WAYS[ratio > 1]} de {percent(abs(ratio - 1))}"


def part_instead(case: Case, ratio: Decimal) -> str:
    """Return the author's verb with the part that is true, the trend where there is no such part."""
    plural = bool(re.search(r"\w(?:(?<!m)ent|ont)\b", case.words))
    trend = trend_words(1 if ratio > 1 else -1, degree_of(abs(ratio - 1), case.bounds), plural=plural)
    part, found = share_words(Quantity.of(abs(ratio - 1)), case.bounds), _BY_PART.search(case.words)
    if not part or found is None or (ratio > 1) is not ((case.meaning.value or _ONE) > 1):
        return trend
    verb = case.typed[: folded(case.typed).at(found.start("amount"))]
    if found["gains"] or found["loses"]:
        return f"{verb} {part}"
    return f"{verb} de {part.removeprefix('la ')}".replace(" de un ", " d’un ")
