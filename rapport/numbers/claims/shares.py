"""Shares by a fraction: « près de la moitié », « un adhérent sur trois »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import SIZED, SOFT, Form, softness_of
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.patterns import after, any_of, before, before_stem, one_of, words

PARTS = {
    "tiers": 3,
    "quart": 4,
    "quarts": 4,
    "cinquieme": 5,
    "cinquiemes": 5,
    "sixieme": 6,
    "sixiemes": 6,
    "septieme": 7,
    "huitieme": 8,
    "huitiemes": 8,
    "neuvieme": 9,
    "neuviemes": 9,
    "dixieme": 10,
    "dixiemes": 10,
    "centieme": 100,
}

COUNTS = {word: count for count, word in enumerate(("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"), 1)}
COUNTS |= {"le": 1, "du": 1, "une": 1}

_LED = rf"(?:{SOFT} ?)?"


def _half(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.SHARE, Decimal("0.5"), softness_of(match))


def _fraction(match: re.Match[str]) -> Meaning | None:
    count = COUNTS.get(match["count"]) or int(match["count"])
    value = Decimal(count) / PARTS[match["part"]]
    return Meaning(Kind.SHARE, value, softness_of(match)) if value < 1 else None


def _slashed(match: re.Match[str]) -> Meaning | None:
    value = Decimal(match["count"]) / Decimal(match["whole"])
    return Meaning(Kind.SHARE, value, softness_of(match)) if value < 1 else None


def _out_of(match: re.Match[str]) -> Meaning | None:
    count, whole = number_of(match["count"].replace("une", "un")), number_of(match["whole"])
    if count is None or not whole or not 0 < count < whole:
        return None
    return Meaning(Kind.SHARE, count / whole, softness_of(match))


_SMALL = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|\d)"

_TIME = (
    "(?:ans?|annees?|mois|jours?|semaines?|semestres?|trimestres?|heures?|sites?|pages?|lignes?|plans?|"
    "points?|tableaux|niveaux|exercices|temps|volets|axes|territoires|departements)"
)

# What comes to a share: « s'élève à un tiers », « tombe à la moitié », « estimée à deux tiers ».
_VERBS_TO = "s'eleve, s'elevent, s'etablit, passe, passent, tombe, tombent, monte, descend, recule, estimee, evaluee, limitee"
_COMES_TO = "".join(rf"(?<!\b{verb} )" for verb in _VERBS_TO.split(", "))

_QUOTED_TIME = before_stem(
    "de l'apres-midi, de la matinee, de la soiree, de la nuit, de la reunion, de la rencontre, "
    "de l'annee, du mois, de l'exercice, du siecle, du mandat, de la journee, du semestre, de seance, du match, du vingt, du xx"
)

# « La moitié du temps, il pleut » is an adverb; taken, spent or measured (« prend la moitié du temps »), time is shared out.
_HALF_THE_TIME = (
    r"^(?!.*\b(?:pren|occup|represent|absorb|consacr|demand|mobilis|pass|consomm)\w* ‹)"
    r".*› du temps\b(?! (?:est|va|sert|revient|reste|de|des|du|d')\b| d')"
)

# What a thing is spread over: « le toit couvre la moitié de la cour ».
_SPREAD = (
    r"\b(?:toits?|forets?|mers?|oceans?|eaux?|nuages?|ombre|vegetation|voutes?|verrieres?|neige|glace)\b[^.;:!?‹]{0,20}couvr\w+ ‹"
)
# What one thing is: « moitié ferme, moitié auberge », not « moitié femmes, moitié hommes ».
_ONE = r"(?!d[e'])[\w'-]+(?: [\w'-]+){0,2}?(?<![sx])"
_HALF_AND_HALF = rf"‹moitie› {_ONE},? (?:et )?moitie {_ONE}\b|\bmoitie {_ONE},? (?:et )?‹moitie› {_ONE}\b"

FORMS = (
    Form(
        Kind.SHARE,
        words("moitie"),
        rf"(?<!-){_LED}(?:(?:la|une)(?: {SIZED})? )?\bmoitie\b(?! (?:moins|plus)\b)(?!-)",
        _half,
        unless=any_of(
            _QUOTED_TIME,
            rf"{_COMES_TO}\ba ‹",
            after("par, moitie, de, premiere, seconde, deuxieme, sa, son, leur, chere, comme"),
            "›-moitie",
            r"› (?:des voix|de la page|du (?:parcours|chemin|trajet|prix|tarif)\b|de (?:la )?(?:duree|semaine))",
            "› (?:moitie|prix|tarif)\\b",
            r"› (?:du ciel|du monde)\b",
            r"› (?:nord|sud|ouest|gauche|droite|haute|basse|orientale|"
            r"occidentale|superieure|inferieure|est d[eu] (?:la )?(?:departement|pays|region))\b",
            _HALF_THE_TIME,
            _HALF_AND_HALF,
            _SPREAD,
            r"\b(?:finance|couvre|prend en charge|rembourse|atteint|va|aller)(?:nt)? ‹jusqu",
        ),
    ),
    Form(
        Kind.SHARE,
        frozenset(PARTS),
        rf"{_LED}\b(?:les )?(?P<count>un|une|le|{_SMALL})(?: {SIZED})?[ -](?P<part>{one_of(PARTS)})\b(?!-)",
        _fraction,
        unless=any_of(
            "›(?: d'heures?| de (?:temps|travail|poste|confiance|siecle|tour|finale|cercle|soupir|lieux?|lune)|-|"
            " lieux?| payants?| payeurs?| secteur| ordre| exterieurs?| beneficiaires?| financeurs?| monde| revolu| arrieres?| a"
            " (?:ete|qui)| (?:edition|rencontre|promotion|seance|session|anniversaire))",
            "majorite des ‹",
            r"\b(?:finance|couvre|prend en charge|rembourse|atteint|va|aller)(?:nt)? ‹jusqu",
            _HALF_THE_TIME,
            r"› (?:de la |d'une? )?(?:page|colonne|formulaire|ecran|place du)",
            r"› des voix|› (?:ailes?|centres?)$|› (?:ailes?|centres?) |› (?:du (?:pays|globe|monde)|de la planete)\b",
            _SPREAD,
            rf"{_COMES_TO}\ba ?‹[^›]*›(?! d)",
            r"\b(?:par|avec|aupres|chez|envers|pour|comme|vis-a-vis d'?|qu'|les|ces|des|entre) ?‹[^›]*›(?! d)",
            r"\b(?:le|la) ‹[^›]*›(?=$)",
        ),
        provided=any_of(
            "‹les ",
            before_stem(r"d[eu'], des\b, seulement, environ, a , ont, sont, est, se , s', en , dans , chez , parmi "),
            r"›\s*(?:[.,;:!?)»]|$)",
        ),
    ),
    Form(
        Kind.SHARE,
        frozenset(PARTS),
        r"\b(?:(?P<below>(?:pas loin|(?:tout )?pres))|(?P<less>(?:un peu )?moins)|(?P<above>(?:un peu )?plus)) (?P<count>du) "
        rf"(?P<part>{one_of(PARTS)})\b(?!-)",
        _fraction,
        provided=before("d[eu'], des, seulement, ont, sont, est, a") + r"|›\s*(?:[.,;:!?)]|$)",
    ),
    Form(
        Kind.SHARE,
        frozenset("123456789"),
        rf"{_LED}(?:les )?(?<![\d/])(?P<count>[1-9])/(?P<whole>[2-9]|10)(?![\d/])",
        _slashed,
        provided=before_stem(r"d[eu'], des\b"),
    ),
    Form(
        Kind.SHARE,
        words("sur"),
        rf"{_LED}(?P<count>{NUMBER}|\bune)(?:(?: [a-z'-]+){{0,4}}?) sur (?P<whole>{NUMBER})(?! ?(?:%|€|{_TIME}\b))",
        _out_of,
        unless=any_of(
            before_stem(r"ans, annees, mois, jours, semaines, sites, pages, euros, metres, km, h\b"),
            after("page, article, note de, n°, 24 h"),
            "heures sur",
            r"‹[^›]*\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|jour|seance|soir|week-end|mois|an|"
            r"annee|matin|nuit|vacance) "
            "sur deux›",
            r"‹(?:un|une) [^›]*› (?!dans|sans|depuis|parmi|mais|plus|moins|lors|chez|vers)[a-z'-]+[sx]\b",
            "‹(?:un|une) (?:jour|semaine|francais|francaise|europeen|weekend|week-end|matin|samedi|dimanche|lundi|"
            r"mercredi)\b",
        ),
    ),
    Form(
        Kind.SHARE,
        frozenset("123456789"),
        r"(?<![\d/])(?P<count>[1-7])⁄(?P<whole>[2-9])(?![\d/])",
        _slashed,
    ),
)
