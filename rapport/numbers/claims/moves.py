"""Trends told by other turns: « passe de 12 à 14 », « de plus en plus de », « un nombre croissant de », « monte en flèche »."""

from __future__ import annotations

import re

from rapport.numbers.claims.counted import AMOUNT
from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import UNSAID, WISHED, Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.outside import OUTSIDE
from rapport.numbers.claims.patterns import words


def _from_to(match: re.Match[str]) -> Meaning | None:
    low, high = number_of(match["low"]), number_of(match["high"])
    return None if low is None or high is None or low == high else Meaning(Kind.TREND, direction=1 if high > low else -1)


def _slope(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.TREND, direction=1 if "ascend" in match[0] else -1)


def _more_and_more(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.TREND, direction=1 if "plus" in match[0] else -1)


def _more_than_before(match: re.Match[str]) -> Meaning:
    more = match[0].startswith("plus") is not ("rare" in match[0])
    return Meaning(Kind.TREND, direction=1 if more else -1)


# Nouns of a movement that say one of a number only with a verb that carries them: « poursuit sa décrue », « connaît un déclin ».
_RISING = "embellie|regain|poussee|essor|redressement|acceleration|amelioration|remontee|flambee|reprise|envol"
_FALLING = (
    "decrue|decroissance|declin|tassement|flechissement|ralentissement|degringolade|deterioration|degradation|plongeon|"
    "essoufflement|amenuisement|rarefaction|decrochage"
)
_CARRIES = r"(?:poursui|confirm|accentu|amorc|entam|accus|enregistr|conn(?:ai|u)|affich|marqu|subi|observ|constat)\w*"

_MOVED = ("reduit", "abaisse", "comprime", "raccourci", "allege", "releve", "rehausse", "accru", "alourdi")

# How what starts again does.
_STRONGLY = "fortement|nettement|vivement|franchement|sensiblement|vigoureusement"

FORMS = (
    Form(
        Kind.TREND,
        words(f"{_RISING} {_FALLING}".replace("|", " ")),
        rf"\b{_CARRIES} (?:sa|son|leur|une?|l[ae]) ?(?:\w+ )?(?P<noun>(?P<up>{_RISING})|{_FALLING})\b",
        lambda match: Meaning(Kind.TREND, direction=1 if match["up"] else -1),
        apart=(WISHED, OUTSIDE, UNSAID),
        unless=r"› (?:de l'etat|de la (?:sante|situation)|des (?:conditions|sols))\b",
    ),
    Form(
        Kind.TREND,
        words("passe passent passee passes passees passant passer"),
        r"\bpass(?:e|ent|ee?s?|ant)(?: ainsi| donc| en \w+)? (?:de|d')(?: pres de| plus de| quelque| environ)? ?"
        rf"(?P<low>{NUMBER})[^.;:!?\d]{{0,30}}? a(?: pres de| plus de| quelque| environ)? (?P<high>{NUMBER})",
        _from_to,
        unless=r"› ?(?:ans\b|h\b|heures du)",
    ),
    Form(
        Kind.TREND,
        words("fleche"),
        r"\b(?:mont|grimp|part|repart|remont)\w* en fleche\b",
        lambda _: Meaning(Kind.TREND, direction=1, degree="strong"),
    ),
    Form(
        Kind.TREND,
        words(
            "montee ralentissement acceleration tassement reprise amelioration degradation remontee declin explosion "
            "flambee redressement"
        ),
        r"\b(?:l[ae]|une?|cette|ce|l'|en)(?: ?(?:nette|forte|legere|net|leger|reelle|sensible|vive))? ?(?P<noun>montee|"
        r"ralentissement|acceleration|"
        r"tassement|reprise|amelioration|degradation|remontee|declin|explosion|flambee|redressement)(?: \w+ee?)? "
        rf"(?:du|des|de la|de l'|d'|de)(?: (?:la|nos|ses))? ?(?={AMOUNT})",
        lambda match: Meaning(Kind.TREND, direction=-1 if re.search("ralent|tass|degrad|declin", match["noun"]) else 1),
        apart=(WISHED, OUTSIDE, UNSAID),
    ),
    Form(
        Kind.TREND,
        words("gagne gagnent gagnes perd perdent perdu perdus perdue"),
        rf"\b(?:gagn(?:e|ent)|per(?:d|dent|du)) (?:pres de |plus de |environ |quelque )?{NUMBER} (?:points?|adherents?|"
        rf"abonnes?|places?|%|membres|"
        "licencies?|inscrits?|eleves|salaries|emplois|postes|heures|euros|tonnes|lecteurs|clients|societaires|"
        "voyageurs|visiteurs)",
        lambda match: Meaning(Kind.TREND, direction=1 if match[0].startswith("gagn") else -1),
        apart=(WISHED, UNSAID),
    ),
    Form(
        Kind.TREND,
        words(
            "croissant croissante croissants croissantes grandissant grandissante decroissant decroissante accru accrue "
            "accrus accrues"
        ),
        r"\b(?:nombre|part|demande|effectif|volume|frequentation|participation|activite|taux|montant|charge|depense|"
        r"recette|public|besoin)s? (?:\w+ment )?"
        r"(?P<word>(?:de)?croissante?s?|grandissante?|accrue?s?)\b",
        lambda match: Meaning(Kind.TREND, direction=-1 if match["word"].startswith("de") else 1),
        apart=(WISHED,),
    ),
    Form(
        Kind.TREND,
        words(
            "monte montent monter montes montee montees descend descendent descendu descendue descendus tombe tombent "
            "tombes tombee"
        ),
        r"\b(?:(?P<up>mont(?:e|ent|ee?s?))|descend(?:ent|ue?s?)?|tomb(?:e|ent|ee?s?)) (?:de \w+ )?(?:a|de) (?:pres de |"
        r"plus de |environ |moins de )?"
        rf"(?={NUMBER} ?(?:%|points?|euros|€|adherents?|heures?|membres|salaries|inscrits|jours|par))",
        lambda match: Meaning(Kind.TREND, direction=1 if match["up"] else -1),
        apart=(WISHED, UNSAID),
    ),
    Form(
        Kind.TREND,
        words("fondu fondus fondent fondirent"),
        r"\b(?:(?:a|ont|avait|avaient|auront|aura) (?:\w+ment )?fondu|fondent|fondirent)\b",
        lambda _: Meaning(Kind.TREND, direction=-1, degree="strong"),
        apart=(WISHED, OUTSIDE, UNSAID),
        unless=r"\b(?:neiges?|glaces?|glaciers?|banquise|beurre|cire|metal|plomb|chocolat)\b[^.;]{0,30}‹"
        r"|› (?:leurs?|l[ae]s?|l'|sur|en larmes|une?|sa|son|ses)\b",
    ),
    Form(
        Kind.TREND,
        words("pas"),
        r"\bmarqu(?:e|ent) le pas\b",
        lambda _: Meaning(Kind.TREND, direction=0),
    ),
    Form(
        Kind.TREND,
        words("nombreux nombreuses"),
        r"\b(?:toujours|encore|desormais|chaque annee) plus nombreu(?:x|ses)\b(?! qu)|\btoujours (?:plus|moins) d(?:e |"
        r"')(?=[a-z]{4,}s\b)",
        lambda match: Meaning(Kind.TREND, direction=-1 if "moins" in match[0] else 1),
        apart=(WISHED,),
    ),
    Form(
        Kind.TREND,
        words("supplementaire supplementaires"),
        rf"{NUMBER} (?:nouve\w+ )?[a-z]+s? supplementaires?\b",
        lambda _: Meaning(Kind.TREND, direction=1),
        apart=(WISHED,),
        unless=r"(?:heure|jour|minute|journee|mois|semaine|annee|point)s? supplementaires?›",
    ),
    Form(
        Kind.TREND,
        words("terrain"),
        rf"\b{AMOUNT}\w*\b(?: [\w'-]+){{0,5}} (?P<verb>gagn|per)\w+ du terrain\b|\b(?P<up>gagn)\w+ du terrain\b",
        lambda match: Meaning(Kind.TREND, direction=-1 if match["verb"] == "per" else 1),
        apart=(WISHED,),
    ),
    Form(
        Kind.TREND,
        words(" ".join(f"{verb}{end}" for verb in _MOVED for end in ("", "s", "e", "es"))),
        rf"\b(?:a|ont) ete (?:\w+ment )?(?:(?P<up>releve|rehausse|accru|alourdi)|{'|'.join(_MOVED)})e?s?\b",
        lambda match: Meaning(Kind.TREND, direction=1 if match["up"] else -1),
        apart=(WISHED, OUTSIDE),
        provided=rf"\b(?:{AMOUNT})\w*(?: [\w'-]+){{0,4}} ‹",
        unless=r"› (?:de|d'|a) ?(?:moitie|la moitie|une?|\d|tiers|neant|zero)",
    ),
    # An amount of one's own that one has moved: « nous avons réduit nos consommations ».
    Form(
        Kind.TREND,
        words("reduit accru abaisse comprime augmente diminue"),
        rf"\b(?:avons|a|ont) (?:\w+ment )?(?:reduit|abaisse|comprime|diminue|(?P<up>accru|augmente)) "
        rf"(?=(?:nos|notre|ses|son|sa|leurs?|le nombre|la part|le volume) ?(?:\w+ )?{AMOUNT})",
        lambda match: Meaning(Kind.TREND, direction=1 if match["up"] else -1),
        apart=(WISHED,),
    ),
    Form(
        Kind.TREND,
        words("ascendante descendante"),
        r"\b(?:courbe|tendance|pente|trajectoire)s? (?:ascendante|descendante)s?\b",
        _slope,
    ),
    Form(
        Kind.TREND,
        words("plus moins"),
        r"\bde (?:plus en plus|moins en moins) (?:d[e']|nombreu\w+|frequent\w*|rares?)",
        _more_and_more,
        apart=(OUTSIDE,),
    ),
    Form(
        Kind.TREND,
        words("avant auparavant hier autrefois alors passe naguere jadis"),
        r"\b(?:plus|moins) (?:nombreu(?:x|ses)|frequente?s?|eleve(?:s|e|es)?|rares?|acti(?:fs|ves)) "
        r"qu(?:'(?:avant|auparavant|hier|autrefois|alors)|e (?:par le passe|naguere|jadis))\b",
        _more_than_before,
        apart=(WISHED, OUTSIDE),
    ),
    Form(
        Kind.TREND,
        words("redemarre redemarrent redemarraient repart repartent"),
        rf"\b(?:redemarr(?:e|ent|aient)|repart(?:ent)?)\b(?: (?P<greatly>{_STRONGLY}))?",
        lambda match: Meaning(Kind.TREND, direction=1, degree="strong" if match["greatly"] else ""),
        apart=(WISHED, OUTSIDE, UNSAID),
        provided=rf"\b{AMOUNT}\w*(?: [\w'-]+){{0,4}} ‹|s (?:[\w'-]+ )?‹[^›]*(?:{_STRONGLY})›",
        unless=r"› (?:vers|pour|chez|avec|en|a l'|a la|au)\b",
    ),
    Form(
        Kind.TREND,
        words("ramene ramenes ramenee ramenees"),
        rf"\bramenee?s? (?:de|d') ?(?P<low>{NUMBER})[^.;:!?\d]{{0,30}}? a (?P<high>{NUMBER})",
        _from_to,
        apart=(WISHED,),
        unless=r"› ?(?:ans\b|h\b|heures du)",
    ),
)
