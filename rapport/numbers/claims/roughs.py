"""Rough counts: « une dizaine », « près de 70 », « au moins quarante »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import SIZED, SOFT, SOFTENERS, SORTED, Form, softness_of
from rapport.numbers.claims.meaning import Kind, Meaning, Softness
from rapport.numbers.claims.patterns import after, any_of, before_stem, one_of, words
from rapport.numbers.claims.verbs import NEAR, OVER

# What a noun of an approximate number counts, by its folded form.
TENS = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}

_TENS_OF = {f"{word}s": number for word, number in TENS.items() if word in {"dizaine", "centaine", "millier"}}


def _tens(match: re.Match[str]) -> Meaning:
    count = number_of(match["count"]) if match.groupdict().get("count") else None
    many = _TENS_OF.get(match["noun"])
    if many and count is None:
        return Meaning(Kind.ROUGH, Decimal(many), named="many")
    value = Decimal(many or TENS[match["noun"]]) * (count or 1)
    said = match.groupdict()
    times = Decimal("1.5") if said.get("half") else Decimal("0.5") if said.get("demi") else 1
    return Meaning(Kind.ROUGH, value * times, softness_of(match))


def _soft(match: re.Match[str]) -> Meaning | None:
    number = number_of(match["count"])
    soft = softness_of(match)
    alone = number == 1 and not _OF_MANY.match(match.string, match.end("count"))  # « plus d'un » says no count
    if number is None or soft is Softness.PLAIN or not number or alone:
        return None
    return Meaning(Kind.ROUGH, number, soft)


_OF_MANY = regex(r" ?(?:k|m|md)€")  # « près de 1 M€ »

_AGE = r"› ?(?:ans\b|annees\b|mois\b|siecles?\b|decennies?\b|%? ?d'ecart|fois\b|h\b)"

# How far, how long, how large a thing is: « à moins de 500 mètres ».
_FAR = any_of(
    r"\b(?:a|vers|distante?s? de|situe\w* a) ‹(?!au moins)[^›]*› ?(?:metres|m\b|km|kilometres|minutes|heures?|h\b|pas\b|lieues)",
    r"\bvers ‹",
    r"› ?(?:m²|m2|metres|kilometres|km|minutes|cm|degres|°|% d'ecart)",
    r"\b(?:pren(?:d|nent)|dure(?:nt)?) ‹[^›]*› (?:heures?|minutes?|jours?|semaines?)\b",
    r"› heures? (?:par jour|par semaine|d'affilee|plus tard)",
    r"‹jusqu'[^›]*› ?(?:heures?|h\b|ans|pages?|metres)",
)
# A most that no past verb counts is a rule: « au plus 35 heures ».
_MOST_ALLOWED = any_of(
    r"\b(?:compt\w+|dure\w*|comport\w+|comprend\w*|reuni\w+|limite\w*|compose\w*|accueill\w+) ‹(?:au plus|au maximum|tout "
    r"au plus|jusqu)",
    r"\b(?:compose|compte|comprend|reunit|dure|est|sont|etre|dispos\w+|justifi\w+|detenir|titulaires?|munir|regroup\w+) "
    r"(?:d'|de )?‹au (?:moins|minimum)"
    r"[^›]*› (?:membres|personnes|administrateurs|mois|ans|annees|heures|jours|voix)\b",
    r"› \w+ (?:par|chaque) (?:an|mois|semaine|jour|trimestre|groupe|seance)\b(?=[^.]*\b(?:regle|statut|convention))",
)

_THRESHOLD = (
    r"\b(?:entreprises?|structures?|associations?|employeurs?|communes?|collectivites|organisations?|equipes?|"
    "les|des|aux|personnes?|jeunes|salaries|seniors|enfants|groupes?|villes?|logements?|etablissements?|"
    "contrats?|seuil|(?:toute?|chaque) [\\w'-]+|demandeurs d'emploi|chomeurs|publics?|budgets?|immeubles?) "
    "(?:agees? |de |d'|comptant |employant )?‹(?:plus|moins) "
    # A class of things by their size, and whom a body has: « les salles de plus de cinq cents places ».
    r"|\b(?:les|aux) [\w'-]+ (?:[\w'-]+ )?de ‹(?:plus|moins) d"
    r"|\baucune? [^.;:!?,]{1,30} de ‹(?:plus|moins) d"
    r"|\b(?:jury|bureau|conseil|comite|commission|instance|college|directoire)\b[^.;:!?,]{0,30}\b(?:compte|comprend|compose|"
    r"comporte|reunit)(?: d[e'])? ?‹(?:au|plus|moins)\b"
)

FORMS = (
    Form(
        Kind.ROUGH,
        frozenset(TENS) | frozenset(_TENS_OF),
        rf"(?:{SOFT} ?)?\b(?:une?(?: {SIZED})? (?P<demi>demi-)?(?P<noun>{one_of(TENS)})(?P<half> et demie?)?\b)",
        _tens,
        unless=any_of(
            r"› ?(?:d[e']s? ?)?(?:jours?|ans|annees|mois|minutes|pages|lignes|mots|signes|caracteres)\b",
            # How far is no count (« à une dizaine de kilomètres »); so long a thing is (« une dizaine de kilomètres de haies »).
            r"› ?d[e'] ?(?:kilometres|metres|km)\b(?! d[e'])",
            r"\ba ‹[^›]*› ?d[e'] ?(?:kilometres|metres|km)\b",
            after("mise en, par"),
            r"› (?:commerciale|de l'emploi|du|des|de la|de l'|au prix)\b(?! (?:structures|adherents))",
        ),
    ),
    Form(
        Kind.ROUGH,
        frozenset(_TENS_OF),
        rf"(?:{SOFT} ?)?\b(?:des|plusieurs|quelques|(?P<count>deux|trois|quatre|cinq|six|sept|huit|neuf))"
        rf" (?P<noun>{one_of(_TENS_OF)})\b",
        _tens,
        unless=any_of(
            r"› de (?:milliards|millions)\b|› d(?:'(?:annees|ans|heures)|e (?:kilometres|metres|km|fois))\b(?! d[e'])",
            r"\bpar ‹",
        ),
    ),
    Form(
        Kind.ROUGH,
        SOFTENERS,
        rf"\b{SOFT} ?(?:les |des |la barre des |le cap des )?(?P<count>{NUMBER})(?! ?(?:tiers|quarts?|fois|"
        r"cinquiemes|dixiemes)\b)(?! sur )",
        _soft,
        unless=any_of(
            _AGE,
            _THRESHOLD,
            _FAR,
            _MOST_ALLOWED,
            r"\bregle\b[^.]{0,80}‹",
            r"\b(?:objectif|viser|vise|visent|d'ici|prevu\w*|doit|devra|devront|faut|peut|pourra) (?:\w+ ){0,3}‹",
            r"\bpage ‹",
            after("articles?, janvier, vers, dure, durera, depuis, il y a"),
            before_stem(
                r"rue, avenue, h\d, "
                "(?:grands? |grandes? )?(?:axes|piliers|themes|thematiques|volets|priorites|objectifs|enjeux|"
                "questions|idees|temps|valeurs|ambitions)"
            ),
        ),
    ),
    Form(
        Kind.ROUGH,
        frozenset(OVER) | NEAR | words("franchi franchit franchissent franchie"),
        rf"\b(?:(?P<above>{one_of(OVER)}|franchi(?:t|e|ssent)?)|(?P<around>{one_of(NEAR)})) (?:desormais |largement |de "
        rf"peu |presque )?"
        rf"(?:les |la barre des |le cap des |le seuil des |la barre d'|le cap d')?(?P<count>{NUMBER})(?! ?(?:tiers|quarts?|"
        rf"fois)\b)(?! sur )",
        _soft,
        unless=any_of(_AGE, _FAR, SORTED),
    ),
    Form(
        Kind.ROUGH,
        words("cap barre seuil"),
        rf"\b(?:cap|barre|seuil) d(?:es? |')(?P<count>{NUMBER})(?: [\w'-]+){{1,4}}? "
        r"(?:(?P<above>(?:franchi|depasse)e?)|(?P<least>atteinte?))\b",
        _soft,
        unless=any_of(_AGE, r"‹[^›]* (?:ans|annees) "),
    ),
    Form(
        Kind.ROUGH,
        words("environ"),
        rf"(?P<count>{NUMBER}) (?:\w+ )?(?P<around>environ)\b",
        _soft,
        unless=any_of(_AGE, r"\b(?:vers|a|dure\w*) ‹", r"‹[^›]*\b(?:heures|minutes|jours|mois|ans)\b"),
    ),
)
