"""Shares and multiples: « près de la moitié », « un adhérent sur trois », « deux fois plus », « a doublé »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.claims.folding import NUMBER, number_of
from rapport.claims.form import SOFT, Form, softness_of
from rapport.claims.meaning import Kind, Meaning
from rapport.claims.verbs import TIMES

_PARTS = {"tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5, "sixieme": 6, "sixiemes": 6, "septieme": 7,
          "huitieme": 8, "huitiemes": 8, "neuvieme": 9, "neuviemes": 9, "dixieme": 10, "dixiemes": 10, "centieme": 100}  # fmt: skip
_COUNTS = {"un": 1, "le": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9}
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
        return Meaning(Kind.SHARE, named="almost-all")
    return Meaning(Kind.SHARE, named="large" if large else "majority")


def _times(match: re.Match[str]) -> Meaning | None:
    number = number_of(match["count"].replace("une", "un"))
    half = match.groupdict().get("half")
    if not number or (number < 2 and not half):  # noqa: PLR2004 - « une fois »
        return None
    number += Decimal("0.5") if half else 0
    fewer = match.groupdict().get("way") == "moins"
    return Meaning(Kind.MULTIPLE, 1 / number if fewer else number, softness_of(match))


_NOUNS = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "decuple": 10}


def _noun_times(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.MULTIPLE, Decimal(_NOUNS[match["noun"]]), softness_of(match))


_VERBS = {form: number for number, forms in TIMES.items() for form in forms if not form.endswith("les")}
_VERBS |= {noun + "ment": number for noun, number in _NOUNS.items()}


def _verb_times(match: re.Match[str]) -> Meaning:
    soft = softness_of(match)
    return Meaning(Kind.MULTIPLE, Decimal(_VERBS[match["verb"]]), soft)


def _by_times(match: re.Match[str]) -> Meaning | None:
    number = number_of(match["count"])
    if not number:
        return None
    return Meaning(Kind.MULTIPLE, 1 / number if match["verb"].startswith("divis") else number, softness_of(match))


def _by_half(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.MULTIPLE, Decimal("1.5") if "plus" in match[0] else Decimal("0.5"), softness_of(match))


_SMALL = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|\d)"
_TIME = r"(?:ans?|annees?|mois|jours?|semaines?|semestres?|trimestres?|heures?|sites?|pages?|lignes?|plans?|points?|tableaux|niveaux|exercices|temps|volets|axes|territoires|departements)"
_QUOTED_TIME = r"› (?:de l'annee|du mois|de l'exercice|du siecle|du mandat|de la journee|du semestre|de seance|du match|du vingt|du xx)"

FORMS = (
    Form(
        Kind.MULTIPLE, frozenset({"moitie"}), rf"{_LED}(?:(?:de |la )?moitie (?:moins|plus)|de moitie)\b", _by_half,
        r"› que possible",
    ),
    Form(
        Kind.SHARE, frozenset({"moitie"}), rf"(?<!-){_LED}(?:(?:la|une)(?: (?:bonne|petite|grosse))? )?\bmoitie\b(?! (?:moins|plus)\b)(?!-)", _half,
        rf"{_QUOTED_TIME}|\b(?:a|par|moitie|de|premiere|seconde|deuxieme|sa|son|leur|chere) ‹|›-moitie|› moitie",
    ),
    Form(
        Kind.SHARE, frozenset(_PARTS),
        rf"{_LED}\b(?:les )?(?P<count>un|une|le|{_SMALL})(?: petit| bon)? (?P<part>{'|'.join(_PARTS)})\b(?!-)", _fraction,
        r"›(?: d'heures?| de (?:temps|travail|poste|confiance|siecle|tour|finale|cercle|soupir|lieux?|lune)|-| lieux?| payants?| payeurs?| secteur| ordre"
        r"| exterieurs?| beneficiaires?| financeurs?| monde| revolu| a (?:ete|qui)| (?:edition|rencontre|promotion|seance|session|anniversaire))"
        r"|majorite des ‹|\b(?:a|par|avec|aupres|chez|envers|pour|comme|vis-a-vis d'?|qu'|les|ces|des|entre) ?‹[^›]*›(?! d)|\b(?:le|la) ‹[^›]*›(?=$)",
        r"‹les |› (?:d[eu']|des\b|seulement|environ|a |ont|sont|est|se |s'|en |dans |chez |parmi )|›\s*(?:[.,;:!?)»]|$)",
    ),
    Form(
        Kind.SHARE, frozenset("123456789"), rf"{_LED}(?:les )?(?<![\d/])(?P<count>[1-9])/(?P<whole>[2-9]|10)(?![\d/])", _slashed, "", r"› (?:d[eu']|des\b)",
    ),
    Form(
        Kind.SHARE, frozenset({"sur"}),
        rf"{_LED}(?P<count>{NUMBER}|\bune)(?:(?: [a-z'-]+){{0,4}}?) sur (?P<whole>{NUMBER})(?! ?(?:%|€|{_TIME}\b))", _out_of,
        r"› (?:ans|annees|mois|jours|semaines|sites|pages|euros|metres|km|h\b)|\b(?:page|article|note de|n°|24 h) ‹|heures sur|‹(?:un|une) [^›]*› (?!dans|sans|depuis|parmi|mais|plus|moins|lors|chez|vers)[a-z'-]+[sx]\b|‹(?:un|une) (?:jour|semaine|francais|francaise|europeen|weekend|week-end|matin|samedi|dimanche|lundi|mercredi)\b",
    ),
    Form(
        Kind.SHARE, frozenset({"majorite", "majoritairement", "majoritaire", "majoritaires"}),
        r"(?:(?:dans |pour )?(?:leur|la|une|sa)(?: tres)?(?: large| grande| courte| ecrasante| forte| nette)? majorite\b|\b(?:tres |largement )?"
        r"majoritaire(?:ment|s)?\b|en (?:grande |tres grande |large )?majorite\b)",
        _named,
        r"› (?:municipale|presidentielle|parlementaire|legale|civile|absolue|qualifiee|relative|simple|silencieuse|numerique|politique"
        r"|des (?:voix|deux|trois|suffrages)|au (?:conseil|parlement|senat))|\b(?:a|l'age de|age de|atteint|atteindre|atteignent|avant|apres|de"
        r"|des|jusqu'a) ‹|scrutin ‹|actionnaire ‹",
    ),
    Form(
        Kind.SHARE, frozenset({"minorite", "minoritaire", "minoritaires"}),
        r"(?:une|la)(?: petite| faible| infime)? minorite\b|\b(?:tres |largement )?minoritaires?\b", _named,
        r"› (?:de blocage|linguistique|nationale|visible)|actionnaires? ‹|\bpendant ‹",
    ),
    Form(
        Kind.SHARE, frozenset({"plupart"}), r"\bla plupart(?: d[eu'](?:s\b)?)?", _named, r"› ?(?:temps|cas du temps)",
    ),
    Form(
        Kind.SHARE, frozenset({"essentiel"}), r"\bpour l'essentiel\b|\bl'essentiel (?:d[eu]s?\b|de l|d')", _named,
        r"› ?(?:l'actualite|l'annee|rapport|message|notre message|propos|a retenir|la loi|infos?|informations?|metier|savoir|vivre)"
        r"|\b(?:a|sur|de) ‹|c'est ‹",
        r"(?:^|[.,:;(] ?|\b(?:et|soit|represente(?:nt)?|constitue(?:nt)?|forme(?:nt)?|assure(?:nt)?|porte(?:nt)?|concentre(?:nt)?|apporte(?:nt)?"
        r"|finance(?:nt)?|compose(?:nt)?|fournit|fournissent|regroupe(?:nt)?|couvre(?:nt)?|absorbe(?:nt)?|tire(?:nt)?|realise(?:nt)?|que|qui|pour"
        r"|est|sont|ou) )‹|^‹",
    ),
    Form(Kind.SHARE, frozenset({"totalite", "quasi-totalite"}), r"\b(?:la )?quasi[ -]totalite\b", _named),
    Form(
        Kind.MULTIPLE, frozenset({"fois"}),
        rf"{_LED}(?P<count>{NUMBER}|\bune) fois (?P<half>et demie )?(?P<way>plus|moins|superieure?s?|le|la|les|l')(?= |\b)", _times,
        r"› ?(?:an\b|jour\b|semaine\b|mois\b|par\b|meme)",
    ),
    Form(Kind.MULTIPLE, frozenset("23456789"), r"[x×] ?(?P<count>[2-9]|10)\b", _times),
    Form(Kind.SHARE, frozenset("134"), r"(?<![\d/])(?P<count>[13])⁄(?P<whole>[234])(?![\d/])", _slashed),
    Form(
        Kind.MULTIPLE, frozenset(_NOUNS), rf"{_LED}\b(?:le|du) (?P<noun>{'|'.join(_NOUNS)})\b(?= d[eu']| des|[.,;:)]|$| que| par rapport)", _noun_times,
        r"› (?:de cles|du contrat|des cles)|\b(?:en|a) ‹|› asterisque",
    ),
    Form(
        Kind.MULTIPLE, frozenset(_VERBS),
        rf"(?:(?P<below>presque|quasiment|pratiquement) |(?P<above>plus que) )?(?:\bquasi-)?\b(?P<verb>{'|'.join(sorted(_VERBS, key=len, reverse=True))})\b", _verb_times,
        r"\b(?:pour|a|de|d'ici|peut|peuvent|pourrait|devrait|doit|doivent|va|vont|faire|faut|veut|a pu|afin de|sans) ‹\w+er›|\b(?:objectif|vise|visent|viser|veut|espere|souhaite|ambition|voudrait"
        r"|propose|prevoit|un|une|la|cette|leur|sa|son|ce|agent|mots?) ‹(?![^›]*ment›)|\b(?:vise|visent|viser|objectif|souhaite|demande|espere)\b[^.,;]{0,40}‹"
        r"|› (?:titre|competence|tutelle|casquette|mission|enjeu|objectif|peine|culture|vocation|diplome|appartenance|regard|ecoute|vitrage|page|sens|effet|role|langage)",
        r"‹[^›]*(?:ment|ant|ee|a|ait|aient|erent|nt|ees|era|eront)›|‹(?:presque |plus que |quasiment |pratiquement )|\b(?:a|ont|est|sont|ayant|avait|avaient|fois|presque|plus que|quasiment|pratiquement) ‹|› (?:en|depuis|par rapport|cette|l'an|sur|pour|entre|et|encore|quasiment|presque|avec|grace)|›\s*(?:[.,;:!?)]|$)",
    ),
    Form(
        Kind.MULTIPLE, frozenset({"multiplie", "multiplies", "multipliee", "multipliees", "multiplient", "divise", "divises", "divisee", "divisees", "divisent"}),
        rf"\b(?P<verb>multipli\w+|divis\w+) par {_LED}(?P<count>{NUMBER})", _by_times,
    ),
)  # fmt: skip
