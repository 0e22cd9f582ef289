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


_ORDINAL = regex(
    r"\b(?:(?:avant-)?(?:premi|derni)(?:er|ere)s?|\w+iemes?|seconde?s?|\d+(?:e|er|re|eme)s?|princip(?:ale?s?|aux)|"
    r"(?:plus|moins) [\w-]+|en tete)\b"
)
_ARTICLE = regex(r"(?:l[ea]s? |l['\u2019])", re.IGNORECASE)


def ranked_instead(typed: str, rank: str, *, feminine: bool, shared: bool) -> str:
    """Return a rank, shared or not, in place of that of some words, whose article and noun stay: « la deuxième famille »."""
    plain = folded(typed)
    said = _ORDINAL.search(plain.text)
    several = _PLURAL.search(plain.text, 0, said.end() if said else len(plain.text))
    word = f"{rank}s" if several and not rank.endswith("s") else rank
    if said is None:
        article = _ARTICLE.match(typed)
        true = f"{article[0].rstrip()} {word}" if article and article[0].endswith(" ") else word
    else:
        before = typed[: plain.at(said.start())]
        if before.endswith(("l'", "l’")):
            before = f"{before[:-1]}{'a' if feminine else 'e'} "
        true = before + word + typed[plain.at(said.end()) :]
    return f"{true} ex æquo" if shared else true
