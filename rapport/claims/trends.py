"""Trends: « progresse », « en forte baisse », « se maintient », « jamais autant »."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapport.claims.form import OUTSIDE, WISHED, Form
from rapport.claims.meaning import Kind, Meaning
from rapport.claims.verbs import DOWN, STEADY, STRONG, UP

_UP_NOUNS = {"hausse", "hausses", "progression", "progressions", "augmentation", "augmentations", "croissance", "essor", "accroissement",
             "envolee", "bond", "rebond", "elargissement"}  # fmt: skip
_DOWN_NOUNS = {"baisse", "baisses", "recul", "diminution", "diminutions", "chute", "repli", "flechissement", "regression", "effondrement",
               "erosion", "contraction", "reduction"}  # fmt: skip
_STRONG_NOUNS = {"envolee", "bond", "chute", "effondrement"}
_SLIGHT = r"leger(?:e|s|es)?|legerement|faible(?:s|ment)?|un peu|moderee?s?|moderement|timidement|petite?s?"
_GREAT = r"fort(?:e|es|s)?|fortement|nette?s?|nettement|sensible(?:s|ment)?|vive(?:s|ment)?|spectaculaire(?:s|ment)?|importante?s?|marquee?s?|considerable(?:s|ment)?|significati(?:f|ve|fs|ves|vement)|beaucoup|massive(?:ment)?|belle"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _degree(match: re.Match[str], word: str, strong: Iterable[str]) -> str:
    said = match.groupdict()
    if said.get("slight") or said.get("slightly"):
        return "slight"
    return "strong" if said.get("great") or said.get("greatly") or word in strong else ""


def _verb(match: re.Match[str]) -> Meaning:
    word = match["verb"]
    direction = 1 if word in UP else -1
    if match.groupdict().get("negated"):
        return Meaning(Kind.TREND, direction=-direction, degree="not")
    return Meaning(Kind.TREND, direction=direction, degree=_degree(match, word, STRONG))


def _noun(match: re.Match[str]) -> Meaning:
    word = match["noun"]
    return Meaning(Kind.TREND, direction=1 if word in _UP_NOUNS else -1, degree=_degree(match, word, _STRONG_NOUNS))


def _steady(_: re.Match[str]) -> Meaning:
    return Meaning(Kind.TREND, direction=0)


def _record(match: re.Match[str]) -> Meaning:
    low = re.search(r"\bbas\b|jamais (?:ete )?aussi (?:peu|bas|faible|peu nombreu)", match[0])
    return Meaning(Kind.TREND, direction=-1 if low else 1, degree="record")


def _slope(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.TREND, direction=1 if "ascend" in match[0] else -1)


def _more_and_more(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.TREND, direction=1 if "plus" in match[0] else -1)


_UNSAID = rf"{WISHED}|{OUTSIDE}|› ?possible|\brealite ‹|\b(?:pour|de|d'|a|faire|fait|font|l'en) ‹\w*er›"
_HOW = rf"(?: (?:(?P<slightly>{_SLIGHT})|(?P<greatly>{_GREAT}))\b)?"
_VERB = _any((UP | DOWN) - {"baisse", "baisses"})
_INFINITIVES = frozenset(form for form in UP | DOWN if re.search(r"(?:er|ir|re)$", form))
_FINITE = _any((UP | DOWN) - _INFINITIVES - {"baisses"})

FORMS = (
    Form(
        Kind.TREND, frozenset(word.split()[-1].rpartition("'")[2] for word in UP | DOWN),
        rf"(?P<negated>\bn'(?:a|ont|est|sont) (?:(?:ni|pas|plus|guere|presque pas) )|\bne (?=\w+ (?:pas|plus|guere)\b))?(?:\b(?:(?P<slight>{_SLIGHT})|(?P<great>{_GREAT})) )?(?<![\w-])(?P<verb>{_FINITE})\b{_HOW}", _verb,
        rf"{_UNSAID}|\b(?:en|la|une|cette|des|les|leur|sa|toute|de|d'|sans|forte|nette|legere|l'|les deux) ‹|\bpar (?:a-coups|etapes) ‹|› (?:en competences?|les bras|la garde|le ton|dans la vie|ensemble)|\b(?:salarie|apprenant|stagiaire|personne|chacun|equipe|enfant|jeune)s?(?: \w+)? ‹"
        r"|\bnous ‹|\bfait ‹|\bversion ‹|\bforets? ‹|\bpain ‹",
    ),
    Form(
        Kind.TREND, frozenset(word.split()[-1].rpartition("'")[2] for word in _INFINITIVES),
        rf"\b(?:continu\w+|cess\w+|ten(?:d|dent|dance)|vien(?:t|nent)|commenc\w+|recommenc\w+) (?:a|de|d'|pas de)(?: |\b)(?P<verb>{_any(_INFINITIVES)})\b{_HOW}", _verb, WISHED,
    ),
    Form(
        Kind.TREND, frozenset(_UP_NOUNS | _DOWN_NOUNS),
        rf"\b(?:en (?:(?:(?P<slight>{_SLIGHT})|(?P<great>{_GREAT})|constante|tres|continue|regulier|reguliere) )*|(?:l[ae]|une?|cette|ce|l'|d'une?|sa|son|leur) ?(?:(?P<slight2>{_SLIGHT})|(?P<great2>{_GREAT})|constante|reguliere|continue|nouvelle|nouveau)? ?"
        rf"|(?<![\w'-])(?:(?P<great3>{_GREAT}) )?)(?P<noun>{_any(_UP_NOUNS | _DOWN_NOUNS)})\b{_HOW}", _noun,
        rf"{_UNSAID}|\b(?:prendre|prend|pris|prise|avec|du|de|le) (?:de |du )?‹[^›]*›(?= sur|$|[.,;])|\bdu ‹|› (?:de hauteur|dans l'escalier|de plain-pied|du lit|libre|necessaire|verte|durable|externe|economique|personnelle|professionnelle|inclusive)"
        r"|\b(?:prevention|risque|taux|perspective|relais|potentiel|moteur|strategie|plan|entreprises? en|voie|en pleine)s? (?:de |des |en )?‹|› (?:de|d')(?:s)? (?:temps de travail|vos|nos|tva|peine|impots?|charges|cotisations sociales|emissions)|\b(?:sans|par) ‹|\b(?:ont|a|avait|avaient|ayant|n'a|n'ont|pas|plus|faux) ‹|\bdepistage de ‹|› de \w+ (?:metres?|cm|km)\b",
    ),
    Form(
        Kind.TREND, frozenset(word.split()[-1].rpartition("'")[2] for word in STEADY),
        rf"(?<![\w-])(?:{_any(STEADY)})\b", _steady, rf"{_UNSAID}|› (?:en emploi|dans l'emploi|a domicile|en forme|a jour|dans le logement|au chaud|informe)|\b(?:pour|a|de) ‹",
    ),
    Form(
        Kind.TREND, frozenset({"stable", "stables", "stabilite", "inchange", "inchangee", "inchanges", "inchangees", "constant", "constante", "constants", "constantes"}),
        r"\b(?:(?:rest|demeur)\w+|est|sont|etait|etaient|quasi(?:ment)?|relativement|globalement) (?:(?!un|une|des|de)\w+ ){0,2}?(?:stables?|inchangee?s?|constante?s?)\b|\bstabilite d(?:u nombre|es effectifs|es adhesions|es ressources|u taux|e l'activite)"
        r"|(?<=, )stables?\b|\bstables? (?=par rapport|depuis|a \d)|\b(?:chiffre|effectif|nombre|niveau|montant|taux|part|total|activite|frequentation|participation|budget)s? (?:\w+ )?stables?\b", _steady,
        rf"{WISHED}|\b(?:emploi|logement|situation|cadre|contrat|revenu|parcours|solution|equilibre|table|environnement|foyer|couple|etat|engagement)s?(?: \w+)? ‹|› (?:dans le logement|et durable|psychologiquement)",
    ),
    Form(
        Kind.TREND, frozenset({"evolue", "evoluent", "bouge", "bougent", "varie", "varient", "change"}),
        r"\b(?:n'(?:a|ont) (?:guere|pas|presque pas|pratiquement pas|quasiment pas) (?:evolue|bouge|varie)|n(?:'|e )(?:evolue|evoluent|bougent?|varient?) (?:guere|pas|presque pas))\b", _steady,
    ),
    Form(
        Kind.TREND, frozenset({"hausse", "baisse"}), r"\b(?:repart\w*|orient\w*|evolu\w*|tendance|revenu\w*|inscri\w+) (?:\w+ )?a la (?P<noun>hausse|baisse)\b", _noun, WISHED,
    ),
    Form(Kind.TREND, frozenset({"ascendante", "descendante"}), r"\b(?:courbe|tendance|pente|trajectoire)s? (?:ascendante|descendante)s?\b", _slope),
    Form(Kind.TREND, frozenset({"cru"}), r"\b(?:a|ont) (?:(?P<slight>legerement)|(?P<great>fortement|nettement) )?cru (?=de (?:\d|pres|plus|un|deux|trois|moitie))", lambda m: Meaning(Kind.TREND, direction=1)),
    Form(
        Kind.TREND, frozenset({"record", "records"}),
        r"\b(?:(?:un|le|ce|nouveau|chiffre|niveau|annee|nombre|participation|frequentation|affluence|valeur|montant|collecte|taux|une annee|total) )*records?\b(?: historique)?(?: (?:bas|haut))?", _record,
        r"› (?:de (?:france|course|vitesse|l'heure|natation|saut)|du monde|d'europe|olympique|man\b)|\b(?:battre|battu son|livre des|son|guinness|enregistrement|temps|en un temps) ‹|\b(?:vise|objectif)\b[^.]{0,30}‹",
    ),
    Form(
        Kind.TREND, frozenset({"jamais", "haut", "bas"}),
        r"\b(?:son|leur|un|au|le) plus (?:haut|bas)(?: niveau| historique)\b|\bjamais (?:(?:\w+ ){0,5}?)(?:autant|(?:ete )?aussi \w+|eu autant|connu autant)\b|\bplus (?:nombreu\w+|eleve\w*|haut\w*|forte?\w*) que jamais\b", _record,
    ),
    Form(Kind.TREND, frozenset({"precedent", "historique"}), r"\b(?:niveau|nombre|montant|affluence|chiffre)s? sans precedent\b|\b(?:frequentation|participation|niveau|resultat|affluence|collecte|chiffre) historique\b", _record),
    Form(
        Kind.TREND, frozenset({"plus", "moins"}),
        r"\bde (?:plus en plus|moins en moins) (?:d[e']|nombreu\w+|frequent\w*|rares?)", _more_and_more,
        rf"{OUTSIDE}",
    ),
)  # fmt: skip
