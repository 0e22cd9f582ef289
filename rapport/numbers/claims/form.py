"""A form: words of French that may say something of a number, and what they then mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from rapport.ground.patterns import regex
from rapport.numbers.claims.meaning import Kind, Meaning, Softness
from rapport.numbers.claims.patterns import any_of, compiled, either, words

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
    f"(?:(?P<below>{_BELOW})|(?P<less>moins d(?:es?|'))|(?P<above>{_ABOVE})"
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
    r"veulent, faut, permet\w*, afin, evit\w*, lutte\w*, face, contre, anticip\w*, prevoi\w*, prevu\w*, si, "
    r"s'il, s'ils, encourag\w*, favoris\w*, propos(?:e|ent|ons) (?:de|d'|une|la|un), obtenir, promet\w*, craint\w*, "
    r"crainte, risque\w*, "
    r"redoute\w*, cherch\w*, appelle\w*, necessite\w*, exige\w*, eventuel\w*, sans, destine\w*"
)
WISHED = rf"\b(?:{_WISHES})\b[^.;:!?]{{0,45}}‹"
# What is said of the world outside, which no number of the report proves.
_WORLD_AFTER = either(
    r"chomage, inflation, prix, couts? de (?:l'energie|la vie|l'immobilier|la construction), pauvrete, precarite, loyers?, "
    r"smic, taux d'interet, temperatures?, "
    r"l'energie, "
    r"population, natalite, mortalite, france, pays, economi(?:e|que|ques), marche du travail, niveau de vie, pouvoir d'achat, "
    r"verte, externe, mondiale, nationale, inegalites, competences, confiance, autonomie, discriminations, "
    r"emissions mondiales, violences?, barrieres?, exigences?, besoins, audition"
)
_WORLD_BEFORE = either(
    "chomage, inflation, (?:l|d)es prix, prix (?:de l'energie|du gaz|de l'immobilier|alimentaires|du marche), cout de la "
    "vie, pauvrete, "
    "precarite, (?:l|d)es loyers(?! (?:impaye|percu|encaisse|factur|quittance|du|verse)), smic, economie, temperature"
)
OUTSIDE = rf"›[^.;:!?]{{0,25}}\b(?:{_WORLD_AFTER})\b|\b(?:{_WORLD_BEFORE})\b[^.;:!?]{{0,30}}‹"

# What is sorted by its measure: « les objets qui dépassent trente kilos restent au sol ».
SORTED = (
    r"\bqui ‹[^›]*›(?: [\w,-]+){0,3}? (?:kilo(?:gramme|metre)?s?|kg|km|metres?|m|cm|tonnes?|litres?|degres?|heures?|minutes?|"
    r"jours?|mois)\b"
)

# What may be done, or is about to be.
UNSAID = r"› ?possible|\brealite ‹|\b(?:pour|de|d'|a|faire|fait|font|l'en) ‹\w*er›"

# A sentence that reports what others say, of the whole country, or that lays down a rule, states no fact of the report's.
_OTHERS = any_of(
    "dit-on",
    "comme (?:l'on|on) dit",
    "selon (?:une etude|un sondage|une enquete (?:nationale|publiee)|l'insee|la dares|l'ademe)",
    "d'apres (?:une etude|l'insee)",
    "dans (?:le|l'ensemble du|notre|tout le) pays",
    "rien ne dit",
    r"(?:l[ea]s?|des|un|une|aux|chaque) francais(?:es?)?\b",
    "les europeens",
    "a l'echelle nationale",
    r"menages (?:francais|modestes|du pays)",
    "menages? sur",
)
# The world set as the frame of what is said (« En France, une transfusion sur deux… »), or the markets and papers that tell
# of it, unless the sentence speaks of its own: « nos achats suivent les cours mondiaux ».
_FRAME = "dans (?:le|l'|tout le|toute l'|tous les|toutes les|notre) ?|en |a travers (?:le|l') ?"
_LANDS = "monde|france|europe|planete|continents?|afrique|asie|amerique|occident"
_WORLD = any_of(
    rf"(?:^|, )(?:partout )?(?:{_FRAME})(?:{_LANDS}),",
    r"\b(?:sur|de) (?:la planete|le globe)\b",
    r"\bd(?:es|ans (?:l[ae]s?|de nombreuses)) (?:[\w'-]+ ){1,2}d(?:e |')(?:europe|france|la planete)\b",
    r"\bdans toute l'europe\b",
    rf"\bpartout (?:{_FRAME})(?:{_LANDS})\b",
    r"^(?:l[ae]s? |l')(?:cours|marches?|conjoncture|demande|production|consommation|economie|echanges) (?:[\w'-]+ )?"
    r"(?:mondia|nationa|europeen|internationa)\w+",
    r"\b(?:disent|assurent|affirment|annoncent|rappellent) (?:tou(?:te)?s )?les (?:etudes|sondages|enquetes|statistiques)\b",
    r"\b(?:disent|assurent|affirment|annoncent|rappellent|selon|d'apres) les (?:experts|chercheurs|scientifiques|economistes|"
    r"medecins|specialistes)\b",
)
_OWN = r"nos|notre|nous|reseau|federation|adherent\w*|association|societaires?|l'institut|la cooperative"
ELSEWHERE = rf"\b(?:{_OTHERS})\b|^(?!.*\b(?:{_OWN})\b)(?=.*(?:{_WORLD}))"
_RULES = either(
    r"selon les statuts, plafond\w*, fixee?s? a, regle(?:ment)?\b, "
    r"recommande(?:nt)? (?:de|que|aux?|une?)\b, recommande(?:nt)? (?:d'|qu'), "
    r"impose\w*, eligibles?, quorum\w*, "
    r"(?:vote|scrutin|statuts?) exig\w*, s'entend\w*, "
    r"obligat\w*, statutaire\w*, interdi\w*, (?:est|sont|soit|soient) (?:pas )?(?:exigee?|"
    r"requi)s?\b, est renouvele, se vote, hors taxes"
)
RULED = rf"\b(?:{_RULES})"
