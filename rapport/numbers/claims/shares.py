"""Shares: « près de la moitié », « un adhérent sur trois », « la plupart »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import SOFT, Form, softness_of
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.patterns import after, any_of, before, before_stem, one_of, words

_PARTS = {
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

_COUNTS = {word: count for count, word in enumerate(("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"), 1)}
_COUNTS |= {"le": 1, "du": 1, "une": 1}

_LED = rf"(?:{SOFT} ?)?"


def _half(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.SHARE, Decimal("0.5"), softness_of(match))


def _fraction(match: re.Match[str]) -> Meaning | None:
    count = _COUNTS.get(match["count"]) or int(match["count"])
    value = Decimal(count) / _PARTS[match["part"]]
    return Meaning(Kind.SHARE, value, softness_of(match)) if value < 1 else None


def _slashed(match: re.Match[str]) -> Meaning | None:
    value = Decimal(match["count"]) / Decimal(match["whole"])
    return Meaning(Kind.SHARE, value, softness_of(match)) if value < 1 else None


def _out_of(match: re.Match[str]) -> Meaning | None:
    count, whole = number_of(match["count"].replace("une", "un")), number_of(match["whole"])
    if count is None or not whole or not 0 < count < whole:
        return None
    return Meaning(Kind.SHARE, count / whole, softness_of(match))


def _named(match: re.Match[str]) -> Meaning:
    words = match[0]
    large = re.search(r"large|grande|ecrasante|tres|forte", words)
    if "minorit" in words:
        return Meaning(Kind.SHARE, named="minority")
    if "plupart" in words:
        return Meaning(Kind.SHARE, named="most")
    if "essentiel" in words:
        return Meaning(Kind.SHARE, named="essential")
    if "totalite" in words:
        return Meaning(Kind.SHARE, named="almost_all")
    return Meaning(Kind.SHARE, named="large" if large else "majority")


_SMALL = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|\d)"

_TIME = (
    "(?:ans?|annees?|mois|jours?|semaines?|semestres?|trimestres?|heures?|sites?|pages?|lignes?|plans?|"
    "points?|tableaux|niveaux|exercices|temps|volets|axes|territoires|departements)"
)

# What comes to a share: « s'élève à un tiers », « tombe à la moitié », « estimée à deux tiers ».
_VERBS_TO = "s'eleve, s'elevent, s'etablit, passe, passent, tombe, tombent, monte, descend, recule, estimee, evaluee, limitee"
_COMES_TO = "".join(rf"(?<!\b{verb} )" for verb in _VERBS_TO.split(", "))

# A party, a shareholder, a share: « les groupes minoritaires ».
_ATTRIBUTE = (
    r"\b(?:groupes?|partis?|actionnaires?|associes?|syndicats?|opinions?|courants?|voix|vote|elus|liste|listes|"
    r"participation|langues?|cultures?|logique|mode|camp|avis) ‹(?:tres |largement )?(?:majoritaires?|minoritaires?)›"
)

_QUOTED_TIME = before_stem(
    "de l'annee, du mois, de l'exercice, du siecle, du mandat, de la journee, du semestre, de seance, du match, du vingt, du xx"
)

# « La moitié du temps, il pleut » is an adverb; taken, spent or measured (« prend la moitié du temps »), time is shared out.
_HALF_THE_TIME = (
    r"^(?!.*\b(?:pren|occup|represent|absorb|consacr|demand|mobilis|pass|consomm)\w* ‹)"
    r".*› du temps\b(?! (?:est|va|sert|revient|reste|de|des|du|d')\b| d')"
)

FORMS = (
    Form(
        Kind.SHARE,
        words("moitie"),
        rf"(?<!-){_LED}(?:(?:la|une)(?: (?:bonne|petite|grosse))? )?\bmoitie\b(?! (?:moins|plus)\b)(?!-)",
        _half,
        unless=any_of(
            _QUOTED_TIME,
            rf"{_COMES_TO}\ba ‹",
            after("par, moitie, de, premiere, seconde, deuxieme, sa, son, leur, chere"),
            "›-moitie",
            r"› (?:des voix|de la page|du (?:parcours|chemin|trajet|prix|tarif)\b|de (?:la )?(?:duree|semaine))",
            "› moitie",
            r"› (?:du ciel|du monde)\b",
            r"› (?:nord|sud|ouest|orientale|occidentale|superieure|inferieure|est d[eu] (?:la )?(?:departement|pays|region))\b",
            _HALF_THE_TIME,
        ),
    ),
    Form(
        Kind.SHARE,
        frozenset(_PARTS),
        rf"{_LED}\b(?:les )?(?P<count>un|une|le|{_SMALL})(?: petit| bon| gros)?[ -](?P<part>{one_of(_PARTS)})\b(?!-)",
        _fraction,
        unless=any_of(
            "›(?: d'heures?| de (?:temps|travail|poste|confiance|siecle|tour|finale|cercle|soupir|lieux?|lune)|-|"
            " lieux?| payants?| payeurs?| secteur| ordre| exterieurs?| beneficiaires?| financeurs?| monde| revolu| arrieres?| a"
            " (?:ete|qui)| (?:edition|rencontre|promotion|seance|session|anniversaire))",
            "majorite des ‹",
            r"› (?:de la |d'une? )?(?:page|colonne|formulaire|ecran|place du)",
            r"› des voix",
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
        frozenset(_PARTS),
        r"\b(?:(?P<below>(?:pas loin|(?:tout )?pres))|(?P<less>(?:un peu )?moins)|(?P<above>(?:un peu )?plus)) (?P<count>du) "
        rf"(?P<part>{one_of(_PARTS)})\b(?!-)",
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
        words("majorite majoritairement majoritaire majoritaires"),
        "(?:(?:dans |pour )?(?:leur|la|une|sa)(?: tres)?(?: large| grande| courte| ecrasante| forte| nette)?"
        r" majorite\b|\b(?:tres |largement )?majoritaire(?:ment|s)?\b|en (?:grande |tres grande |large"
        r" )?majorite\b)",
        _named,
        unless=any_of(
            before_stem(
                "municipale, presidentielle, parlementaire, de rechange, legale, civile, absolue, qualifiee, relative, simple, "
                "silencieuse, numerique, politique, des (?:voix|deux|trois|suffrages), au (?:conseil|parlement|senat), "
                "s'acquiert, s'atteint, est fixee a, est a [a-z-]+ ans"
            ),
            after("a, l'age de, age de, atteint, atteindre, atteignent, avant, apres, de, des, jusqu'a"),
            "(?:scrutin|actionnaire) ‹",
            _ATTRIBUTE,
        ),
    ),
    Form(
        Kind.SHARE,
        words("minorite minoritaire minoritaires"),
        any_of(
            r"(?:une|la)(?: petite| faible| infime)? minorite\b",
            r"\b(?:tres |largement )?minoritaires?\b",
        ),
        _named,
        unless=any_of(
            before_stem("de blocage, linguistique, nationale, visible"),
            "actionnaires? ‹",
            r"\bpendant ‹",
            _ATTRIBUTE,
        ),
    ),
    Form(
        Kind.SHARE,
        words("majeure"),
        r"\b(?:la|en) majeure partie\b",
        lambda _: Meaning(Kind.SHARE, named="majority"),
        unless=r"› du temps",
    ),
    Form(
        Kind.SHARE,
        words("plupart"),
        r"\bla plupart(?: d[eu'](?:s\b)?)?",
        _named,
        unless="› ?(?:temps|cas du temps|du temps|(?:entre )?(?:vous|nous)\\b)",
    ),
    Form(
        Kind.SHARE,
        words("essentiel"),
        any_of(
            r"\b(?:provien\w+|vien\w+|constitu\w+|compos\w+|financ\w+|port\w+|issu\w*|assur\w+|sont|est|concern\w+)(?: "
            r"\w+)?,? pour l'essentiel\b",
            r"\bpour l'essentiel (?:par|d[eu']|des|composee?s?|issue?s?|constituee?s?)(?= |\b)",
            r"\bl'essentiel (?:d[eu]s?\b|de l|d')",
        ),
        _named,
        unless=any_of(
            "› ?(?:l'actualite|l'annee|rapport|message|notre|nos|propos|a retenir|la loi|infos?|informations?|"
            "metier|savoir|vivre)",
            after("a, sur, de"),
            "c'est ‹",
        ),
        provided=any_of(
            r"(?:^|[.,:;(] ?|\b(?:et|soit|represente(?:nt)?|constitue(?:nt)?|forme(?:nt)?|assure(?:nt)?|porte(?:nt)?|"
            "concentre(?:nt)?|apporte(?:nt)?|finance(?:nt)?|compose(?:nt)?|fournit|fournissent|regroupe(?:nt)?|"
            "couvre(?:nt)?|absorbe(?:nt)?|tire(?:nt)?|realise(?:nt)?|que|qui|pour|est|sont|ou) )‹",
            "^‹",
            r"‹\w+(?: \w+)?,? pour l'essentiel›",
        ),
    ),
    Form(Kind.SHARE, words("totalite quasi-totalite"), r"\b(?:la )?quasi[ -]totalite\b", _named),
    Form(
        Kind.SHARE,
        frozenset("123456789"),
        r"(?<![\d/])(?P<count>[1-7])⁄(?P<whole>[2-9])(?![\d/])",
        _slashed,
    ),
)
