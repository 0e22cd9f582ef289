"""Time: « En 1998 », « au 31 décembre 1998 », « cette année », « l'an dernier »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.ground import french
from rapport.numbers.claims.form import Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.outside import BODIES
from rapport.numbers.claims.patterns import any_of, words

_NUMBER = r"\bn[°ºo]s? ?(?:[\w./-]+(?:,| et) ){0,4}"  # of an act: « n° 2001-12 » says no year
_ACT_OF = rf"(?:{_NUMBER}[\w./-]+|\b20\d\d[/-]\d{{2,}}),? \(?(?:[\w']+ ){{0,3}}?\d{{1,2}}(?:er)? ‹"  # and its date is its name
_MONTHS = "|".join(map(french.folded, french.MONTHS))
_PAPERS = r"rapport annuel|rapport|bilan|etude|avis|enquete|barometre|note|bulletin|dossier|publication"


# A span, in any number of years: « en huit ans », « il y a 15 ans ».
_SPAN = (
    "(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cent|"
    r"(?<![\d,])[1-9]\d?)"
)


def _year(match: re.Match[str]) -> Meaning:
    if match[0].startswith("depuis "):  # since then, until now: it follows no edition
        return Meaning(Kind.TIME)
    first = bool(re.search(r"\b1(?:er)? janvier", match[0]))  # the state of the first day is the end of the year before
    return Meaning(Kind.TIME, Decimal(match["year"]) - first)


FORMS = (
    Form(
        Kind.TIME,
        words("annee an date exercice ans annees jour saison decembre periode fois"),
        r"\b(?:cette annee|l'an dernier|l'annee derniere|l'an passe|l'annee passee|l'annee precedente|l'exercice"
        " precedent|cet exercice|l'exercice ecoule|l'annee ecoulee|depuis "
        rf"{_SPAN} ans?|pour"
        " la (?:deuxieme|seconde|troisieme|quatrieme|cinquieme|sixieme|dixieme) (?:annee|fois|saison) "
        "(?:consecutive|de suite|d'affilee|de rang)|en "
        rf"{_SPAN} ans?|d'une annee (?:sur|a) l'autre|d'un an sur l'autre|a ce jour|(?:au cours|a la fin|en fin|au fil) de "
        r"(?:l'|cet )(?:exercice|annee)|"
        rf"(?:a la cloture|au terme) de l'exercice|fin d'exercice|{_SPAN} ans (?:plus tot|auparavant)|"
        rf"il y a {_SPAN} ans?|sur {_SPAN} ans|cette saison|la saison "
        r"(?:derniere|passee|ecoulee)|"
        rf"(?:ces|les|des) {_SPAN} dernieres annees|depuis l'an dernier|depuis l'annee derniere|"
        r"depuis le debut de l'annee|en fin d'annee derniere|au 31 decembre(?! 20))\b(?!-)",
        lambda _: Meaning(Kind.TIME),
        unless=any_of(
            r"\b(?:diplome|formation|cursus|parcours|contrat|plan|duree|prevu\w*|bail|cdd|mandat) (?:\w+ )?‹",
            r"\b(?:d'ici|prochaine|prochain)\b|› (?:suivante?|a venir|en cours)\b",
            r"› (?:de|d') ?(?:carriere|metier|vie|pratique|existence|service|maison|anciennete|experience|moyenne)\b",
            r"\b(?:employe\w*|inscrit\w*|adherent\w*|present\w*|residant|chomage|demandeur\w*|titulaire\w*|emploi|"
            r"malades?|installe\w*|loge\w*|personnes|suivi\w*|domicilie\w*) (?:\w+ )?‹depuis",
            r"\b(?:s'engag\w+|engagement|signe\w*|dur\w+|valable\w*|etal\w+|programme|echelonn\w+|amorti\w*|financement|"
            r"pour) ‹sur",
        ),
    ),
    Form(
        Kind.TIME,
        frozenset(str(year) for year in range(2000, 2100)),
        r"\b20\d\d ?(?:[-/]|a|et) ?(?P<year>20\d\d)\b",
        _year,
        unless=any_of(
            r"\b(?:plans?|programmes?|programmation|strategie|conventions?|mandature|mandat|projet|contrats?|schema|"
            r"feuille de route|periode|agrement|"
            r"label|accord|agenda|cpom)\b[^.;]{0,30}‹",
            rf"{_NUMBER}‹20",
        ),
    ),
    Form(
        Kind.TIME,
        frozenset(str(year) for year in range(2000, 2100)),
        r"\b(?:(?:a la |en |des la )?(?:rentree|fin|debut|printemps|automne|ete|hiver|mi)(?: de(?: l'annee)?|"
        " d'annee)?[ -]|(?:en|de|pour|des|sur|depuis|pour l'annee|au titre de(?: l'annee)?|de l'annee|l'annee|"
        "l'exercice|a date de|par rapport a|exercice|annee|au cours de(?: l'annee)?|(?:au|le|a la date du) (?:31|"
        rf"30|1er|\d+)|courant) |(?:{_MONTHS}) |^|: )*(?<!20\d\d[-/])(?<!20\d\d [-/] )(?P<year>20\d\d)\b"
        r"(?! ?[/-] ?20)(?![/-]\d{3})",
        _year,
        unless=any_of(
            rf"{_NUMBER}‹20",
            _ACT_OF,
            r"\b(?:creee?s?|nee?s?|fondee?s?|lancee?s?|adoptee?s?|signee?s?|promulguee?s?|votee?s?|parue?s?|"
            "publiee?s?|nommee?|elue?|loi|decret|ordonnance|circulaire|arrete|horizon|d'ici(?: a)?|rendez-vous|plan|"
            r"programme|programmation|strategie|convention|edition|prix|label|trophees?|jeux(?: de \w+)?|paris|palmares|"
            r"coupe(?: du monde)?|championnats?|concours|laureats?|millesime|cuvee|baptisee?s?|batie?s?|entree? en vigueur|"
            r"prevue?s?|"
            r"jusqu'\w*|inauguree?s?|construite?s?|classee?s?|olympiques?|promotion|projet|feuille de route|agenda|"
            "schema|contrat|accord|reforme|vision|ambition|cap|objectifs?|ouverture|ouverte? (?:en|depuis|le))(?:"
            r" [\w']+){0,5}? ?‹",
            r"\b(?:prochain|prochaine|ouvrira|debutera|sera|seront|aura|auront|lancera|demarrera)\b[^.]{0,40}‹",
            r"›[^.]{0,50}\b(?:sera|seront|ouvrira|aura|auront|lancera|prevoit|verra|accueillera|debutera|permettra|est"
            r" cree\w*|fut|naissait)\b",
            # A date in apposition, or put first: « l'atelier, ouvert en 1998, reçoit », « c'est en 1998 qu'elle ouvre ».
            r", (?:[\w'-]+ )?(?:ouvert|ferme|install|rejoint|arriv|embauch|recrut|repris|rouvert|agrandi|achev)[eis]*s? ‹[^›]*›,",
            r"\bc'est ‹[^›]*› qu[e']",
            r"‹(?:le |du )?\d+ \w+ 20",
            rf"\b(?:{_PAPERS}) ‹20\d\d› (?:de la|de l'|du|des|d[e']) ?(?:{BODIES})\b",  # another body's paper
            rf"\b(?:{BODIES})\b,? (?:[\w']+ ){{0,2}}(?:{_PAPERS})\b[^.;:!?]{{0,25}}‹",
        ),
    ),
)
