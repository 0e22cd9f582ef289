"""A form: words of French that may say something of a number, and what they then mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from rapport.ground.patterns import regex
from rapport.numbers.claims.meaning import Kind, Meaning, Softness
from rapport.numbers.claims.patterns import compiled, either, words

BEFORE = 90  # characters looked at before and after words, for what they are said of
Read = Callable[[re.Match[str]], "Meaning | None"]


@dataclass(frozen=True)
class Form:
    """A pattern over folded text; ``triggers`` are words without which it can't match.

    ``unless`` and ``provided`` are patterns over what surrounds a match, which stands there between ‹ and ›: words that are the
    same and claim nothing (« premier alinéa »), words without which nothing is claimed. ``apart`` are patterns like ``unless``
    that many forms share: they are compiled once.
    """

    kind: Kind
    triggers: frozenset[str]
    pattern: str
    read: Read = field(repr=False)
    unless: str = ""
    provided: str = ""
    apart: tuple[str, ...] = ()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the pattern, compiled when it is first needed."""
        return re.compile(self.pattern)

    def claims(self, match: re.Match[str]) -> bool:
        """Tell whether the words claim something where they stand."""
        text = match.string
        around = f"{text[max(match.start() - BEFORE, 0) : match.start()]}‹{match[0]}›{text[match.end() : match.end() + BEFORE]}"
        if any(compiled(pattern).search(around) for pattern in (*self.apart, self.unless) if pattern):
            return False
        return not self.provided or bool(compiled(self.provided).search(around))


# Words that soften what follows: « de », « d' », « du », « des » may end them.
_BELOW = "(?:tout )?(?:pres|proches?) d(?:es?|')|presque|quasi(?:ment)?|un peu moins d(?:es?|')|a peine|pas loin d(?:es?|')"
_ABOVE = "(?:un peu |legerement |bien |nettement |largement )?plus d(?:es?|')|(?:la |une )bonnes?|au-dela d(?:es?|')"
_LEAST = "au moins|a tout le moins|au minimum|pas moins d(?:es?|')"
_MOST = "au plus|au maximum|tout au plus|jusqu'a"
_AROUND = either(
    "environ, autour d(?:es?|'), quelques?, a peu pres, de l'ordre d(?:es?|'), aux alentours d(?:es?|'), "
    "approximativement, grosso modo"
)
SOFT = (
    f"(?<![a-z])(?:(?P<below>{_BELOW})|(?P<less>moins d(?:es?|'))|(?P<above>{_ABOVE})"
    f"|(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<around>{_AROUND}))"
)
SOFTENERS = words(
    "pres proche proches presque quasi quasiment moins peine loin plus bonne bonnes au-dela minimum maximum jusqu environ "
    "autour quelque quelques ordre alentours approximativement grosso"
)


def softness_of(match: re.Match[str]) -> Softness:
    """Return the softness that a match of SOFT, its adjective, or what follows it says; plain when nothing does."""
    said = match.groupdict()
    if said.get("smaller") or said.get("larger"):
        return Softness.BELOW if said.get("smaller") else Softness.ABOVE
    if not any(said.get(soft.value) for soft in Softness):
        said = after.groupdict() if (after := _SOFTENED_AFTER.match(match.string, match.end())) else {}
    return next((soft for soft in Softness if said.get(soft.value)), Softness.PLAIN)


# « Une bonne centaine », « un petit tiers ».
SIZED = r"(?:(?P<smaller>petite?)|(?P<larger>bon(?:ne)?|gros(?:se)?))"
_SOFTENED_AFTER = regex(
    r" (?:(?P<below>a peine)|(?P<around>environ|a peu pres)|(?P<least>au (?:moins|minimum))"
    r"|(?P<most>(?:tout )?au plus|au maximum))\b"
)


# What is wanted, feared or possible is no fact.
_WISHES = either(
    r"vis(?:e|ent|er|ant|ait), objectifs?, ambition\w*, souhait\w*, veu\w+, voul\w+, voudr\w+, demand(?:e|ent|ons|ant|ait) "
    r"(?:a|de|d'|que|une|la|des), reclam(?:e|ent|ons|ait), "
    r"plaid\w*, defend\w*, esper\w*, pourr\w+, devr\w+, peut, peuvent, doit, doivent, faudr\w+, pour qu[e'], veut, "
    r"veulent, faut, permet\w*, afin, evit\w*, lutte\w*, face, contre(?! (?:(?:pres|plus|moins) de |environ )?\d), "
    r"anticip\w*, prevoi\w*, (?<!comme )(?<!que )prevu\w*, si, "
    r"s'il, s'ils, encourag\w*, favoris\w*, propos(?:e|ent|ons) (?:de|d'|une|la|un), obtenir, promet\w*, craint\w*, "
    r"crainte, risque\w*, "
    r"redoute\w*, cherch\w*, appelle\w*, necessite\w*, exige\w*, eventuel\w*, sans, destine\w*"
)
WISHED = rf"\b(?:{_WISHES})\b[^.;:!?]{{0,45}}‹"
# What is sorted by its measure: « les objets qui dépassent trente kilos restent au sol ».
SORTED = (
    r"\bqui ‹[^›]*›(?: [\w,-]+){0,3}? (?:kilo(?:gramme|metre)?s?|kg|km|metres?|m|cm|tonnes?|litres?|degres?|heures?|minutes?|"
    r"jours?|mois)\b"
)

# What may be done, or is about to be.
UNSAID = r"› ?possible|\brealite ‹|\b(?:pour|de|d'|a|faire|fait|font|l'en) ‹\w*er›"
