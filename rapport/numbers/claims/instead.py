"""True words in place of false ones, in the turn that the author gave them: they are pasted where the others were."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import folded

_DEGREES = regex(r"\b(plus|moins|autant|aussi)\b(?P<after>.+)", re.IGNORECASE | re.DOTALL)
_OF_THINGS = regex(r"\s*(?:$|d[e\u2019']|du\b|qu[e\u2019'])")
_PLURAL = regex(r"\b(?:les|\w*(?:iers|ieres|iemes)|\d+e?mes|\d+es)\b")
_SIDES = regex(r"\b(?:maj|min)oritaire(s?)\b")
_HALF = Decimal("0.5")


def compared_instead(words: str, direction: int) -> str:
    """Return a comparison turned as the data say (« moins de », « aussi nombreux que »); nothing when it has another turn."""
    found = [*_DEGREES.finditer(words)]
    if len(found) != 1 or words[: found[0].start()].strip() or len(_DEGREES.findall(found[0]["after"])):
        return ""
    equal = "autant" if _OF_THINGS.match(found[0]["after"]) else "aussi"
    return {1: "plus", -1: "moins", 0: equal}[direction] + found[0]["after"]


def adjective_instead(words: str, share: Decimal) -> str:
    """Return the adjective of the side that a share is on, agreed; nothing in place of other words, or of an exact half."""
    said = _SIDES.search(folded(words).text)
    return "" if said is None or share == _HALF else ("majoritaire" if share > _HALF else "minoritaire") + said[1]


def agreed(words: str, rank: str) -> str:
    """Return the words of a rank in the number of those that they replace."""
    return f"{rank}s" if _PLURAL.search(folded(words).text) and not rank.endswith("s") else rank
