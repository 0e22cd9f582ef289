"""Trends: « progresse », « en forte baisse », « à la hausse »."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapport.numbers.claims.counted import AMOUNT, BY_COUNT, FELT, GREAT, SLIGHT, UNCOUNTED_MOVE, UNCOUNTED_ONE
from rapport.numbers.claims.form import UNSAID, WISHED, Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.outside import OUTSIDE
from rapport.numbers.claims.patterns import after, any_of, before_stem, one_of, words
from rapport.numbers.claims.verbs import DOWN, STRONG, UP

_UP_NOUNS = words(
    "hausse hausses progression progressions augmentation augmentations croissance essor accroissement envolee bond rebond "
    "elargissement"
)

_DOWN_NOUNS = words(
    "baisse baisses recul diminution diminutions chute repli flechissement regression effondrement erosion contraction reduction"
)

_STRONG_NOUNS = words("envolee bond chute effondrement")


def _degree(match: re.Match[str], word: str, strong: Iterable[str]) -> str:
    said = match.groupdict()
    if said.get("slight") or said.get("slightly"):
        return "slight"
    return "strong" if said.get("great") or said.get("greatly") or word in strong else ""


def _verb(match: re.Match[str]) -> Meaning:
    word, adverb = _apart(match["verb"])
    direction = 1 if word in UP else -1
    slight, great = (re.fullmatch(listed, adverb) for listed in (SLIGHT, GREAT))
    degree = "slight" if slight else "strong" if great else _degree(match, word, STRONG)
    return Meaning(Kind.TREND, direction=direction, degree=degree, denied=bool(match.groupdict().get("negated")))


def _apart(verb: str) -> tuple[str, str]:
    """Return a verb and the adverb within it: « s'est nettement réduit »."""
    within = re.fullmatch(r"(s'est|se sont) (\S+(?: \S+){0,2}) (\S+)", verb)
    return (f"{within[1]} {within[3]}", within[2]) if within else (verb, "")


def _noun(match: re.Match[str]) -> Meaning:
    word = match["noun"]
    return Meaning(Kind.TREND, direction=1 if word in _UP_NOUNS else -1, degree=_degree(match, word, _STRONG_NOUNS))


# Nouns that are no trend when what they are said of has no amount, or isn't the report's: « la chute d'un arbre ».
NO_AMOUNT = any_of(
    r"‹[^›]*(?:chute|bond|recul|progression)› (?:d'une? |de pierres?|de neige|de cheval|en avant|en arriere)",
    r"‹[^›]*croissance› (?:de l'enfant|des? enfants?|des? plantes?|des? arbres?|verte|economique|du pays|sont|est (?:un|"
    r"une|le|la)\b)",
    r"‹(?:l[ae] |une |cette |sa )?chutes?› (?:d[eu'] ?|des |de la |de l')?(?:patient|resident|personne|senior|aine|"
    r"domicile|hauteur|plain|tension|cheveu|"
    r"mur|pierre|bloc|rideau|branche)",
    r"‹[^›]*baisses?› (?:de|d') ?(?:vigilance|moral|audition|regime|tension|pression|debit|vue|motivation|forme)",
    r"\b(?:risque|facteur|peur|prevention|nombre|signalement)s? de ‹[^›]*chutes?",
    r"\b(?:sources?|hormones?|retards?|objectifs?|crise|modele|logique) de ‹",
    r"‹[^›]*reductions?› (?:des? (?:inegalites|dechets|risques|gaz|fractures?|ecarts|nuisances|gaspillage)|du (?:temps|"
    r"gaspillage|risque|bruit)|"
    r"de (?:l'empreinte|la fracture|la pauvrete|la precarite|la consommation d'energie|peine)|fiscale|d'impot|tarifaire)",
    r"\b(?:accord|charte|debat|atelier|formation|conference|travaux|reflexion|plan|guide|colloque) (?:sur|a|de|pour) ‹",
    r"\bmarge de ‹|\b(?:contexte|previsions?|perspectives?) de ‹",
    # Of soils and coasts, unless of an amount: « l'érosion des adhésions ».
    r"‹[^›]*(?:recul|erosion|repli)› (?:du (?:trait|rivage|littoral)|de la (?:foret|banquise|biodiversite)|"
    r"des (?:glaciers|cotes|glaces)|sur (?:soi|elle|lui|eux))\b",
    r"‹[^›]*essor› (?:du numerique|de l'(?:intelligence|ia)\b|des (?:plateformes|reseaux sociaux|ecrans))",
    rf"‹(?:l'|d'|cette )?erosion›(?! (?:d[eu]s?|de la|de l'|d') ?(?:(?:la|l'|nos|ses|leurs?) ?)?{AMOUNT})",
    r"augmentations?› (?:de|du) capital\b",
    r"› (?:constante |continue )?vers\b",
    r"‹[^›]*(?:baisse|recul|hausse)› (?:tendancielle |generale |continue |mondiale )?(?:de la (?:natalite|vue|vigilance|"
    r"temperature|population)|"
    r"(?:du|des) niveaux? (?:de la mer|d(?:es |u |')(?:mers?|eaux?|nappes?|rivieres?|fleuves?|lacs?|glaciers?))|"
    r"du (?:pouvoir|chomage|moral|smic|bareme)|"
    r"des (?:eaux|nappes|glaciers|taux(?: d'interet| directeur|(?! (?:de |d'|du |des |moyen)))|prix|cours|"
    r"impots?|taxes?)|"
    r"(?:de la |d')(?:tva|impots?|taxes?|fiscalite)\b)",
    r"‹[^›]*(?:progression|augmentation|evolution)› (?:de carriere|professionnelle|pedagogique|dans la carriere)",
)
# « Le nombre de salariés diminue »: what is counted is said to move, not somebody.
_UNCOUNTED = rf"^(?!.*\b{AMOUNT}s? (?:[a-z'-]+ )?(?:d|par )[^.;:!?]{{0,45}}‹).*"

# What is lowered by hand, or in its tone: « baisse le rideau ».
_LOWERED = (
    r"‹[^›]*(?:baiss|hauss)\w+› (?:l[ae]s? |l'|d'un )(?:epaules?|sourcils?|rideaux?|bras|tetes?|yeux|garde|ton|son|volume|"
    r"voix|regards?|lumiere|chauffage|"
    r"stores?)\b"
)
# A verb with its object, or said of somebody: « ils augmentent leurs chances », « elle a grandi à Nantes ».
_ACTED = any_of(
    r"\b(?:elle|il|je|on) (?:a |est |avait |y a )?‹[^›]*(?:grandi|progress|mont|recul)[^›]*›(?! de \d| d'un)",
    r"\brecul\w*› (?:d'un|de (?:deux|trois|quelques)) pas\b",
    r"‹croi(?:t|ssent)› en (?:son|sa|ses|leurs?|nous|vous|lui|elle|eux|l'|la|une?)\b",  # of « croire »
    r"‹[^›]*› (?:ainsi |aussi |encore |donc |\w+ment )?(?:leurs?|notre|nos|votre|vos|la qualite|les chances|le risque|les "
    r"risques|l'autonomie|"
    r"la confiance|l'impact) ",
    _UNCOUNTED
    + r"\b(?:eau|eaux|nappes?|rivieres?|riviere|neige|mer|glaciers?|riviere|lune|soleil|arbres?|plantes?|lierre|fleurs?|"
    r"herbes?|vigne|glycine|"
    r"travaux|chantier|projet|dossier|reflexion|enquete|negociations?|recherche|connaissances?|science|patients?|"
    r"residents?|etudiants?|eleves|nageu\w+|"
    r"joueu\w+|sportifs?|sportives?|athletes?|grimpeu\w+|plongeu\w+|cordee|oiseaux|adultes|debutants?|famille|inquietude|"
    r"moral|vue|voix|bruit|pression|tension|rideau|bras|vent|temperature)\b[^.;:!?]{0,22}‹",
    _UNCOUNTED + rf"\b(?:l[ae]s?|leurs?|notre|nos|l'|sa|son|ses|cette|une?) ?(?!valeur)(?:{FELT})"
    rf"(?: d(?!(?:e |u |es |')(?:l[ae] |l')?{AMOUNT})[^.;:!?‹]{{1,25}})? ‹",
    _LOWERED,
)

# Somebody, told by the ending of the word, and ways that grow wider: « le cycliste chute », « l'horizon s'élargit ».
_SOMEBODY = (
    r"\b(?:l[ae] |l'|une? |cet(?:te)? |notre |chaque )(?!(?:secteur|moteur|facteur|valeur|liste|piste|hauteur|largeur|longueur|"
    r"teneur|chaleur|ampleur|douleur|vapeur|compteur|soutien|entretien|quotidien)\b)"
    "(?:[a-z-]+(?:iste|eur|euse|trice|ien|ienne)|apprentie?|acteur|artiste|bebe|animal|cheval|malade|interne|novice|"
    "champion(?:ne)?)"
    rf"(?: (?!d[eu'])[a-z]+)? ‹(?!s'(?:etoff|accr))(?![^›]*{BY_COUNT})"
)
# What goes slower, faster or less at a place: no count of the report's.
_PHYSICAL = (
    r"\b(?:circulation|vehicules?|voitures?|trains?|navires?|rythme|tempo|routes?|rue|diametre|distance|acidite|rechauffement|"
    r"climat|coeur|pouls|fievre|jours?|nuits?|note|taux d'alcool|lumiere) ‹(?![^›]*› (?:de|d') ?(?:\d|pres|plus)[^.;]*%)"
)
_WIDENED = (
    r"\b(?:horizons?|voies?|chemins?|champs?|palettes?|perspectives?|rues?|sentiers?|regards?|vallees?|fleuves?|ports?|vues?|"
    r"debats?) ‹s(?:'|e )"
)

_HOW = rf"(?:(?: que)? (?:(?P<slightly>{SLIGHT})|(?P<greatly>{GREAT}))\b)?"

_INFINITIVES = frozenset(form for form in UP | DOWN if re.search(r"(?:er|ir|oitre|uire|(?<!effon)dre)$", form))

_ADVERB = rf"(?:(?:{SLIGHT}|{GREAT}|\w+ment|encore|bien|peu a peu|aussi) )?"
_FORMS = (UP | DOWN) - _INFINITIVES - {"baisses"}
_PAST = {form for form in _FORMS if form.startswith(("s'est ", "se sont "))}
_FINITE = rf"{one_of(_FORMS - _PAST)}|(?:s'est|se sont) {_ADVERB}(?:{one_of({form.rpartition(' ')[2] for form in _PAST})})"

FORMS = (
    Form(
        Kind.TREND,
        frozenset(word.split()[-1].rpartition("'")[2] for word in UP | DOWN),
        r"(?P<negated>\bn'(?:a|ont|est|sont) (?:(?:ni|pas|plus|guere|presque pas) )|\bne (?=\w+ (?:pas|plus|"
        rf"guere)\b))?(?:\b(?:(?P<slight>{SLIGHT})|(?P<great>{GREAT})) )?(?<![\w-])(?P<verb>{_FINITE})\b{_HOW}",
        _verb,
        apart=(WISHED, OUTSIDE, UNSAID, UNCOUNTED_ONE),
        unless=any_of(
            after("en, la, une, cette, des, les, leur, sa, toute, de, d', sans, forte, nette, legere, l', les deux"),
            r"\bpar (?:a-coups|etapes) ‹",
            r"›[^.;:!?]{0,15}\bdans les (?:esprits|mentalites|consciences|tetes|coeurs|moeurs|discours)\b",
            _ACTED,
            _UNCOUNTED + _SOMEBODY,
            _WIDENED,
            _PHYSICAL,
            before_stem(
                r"en competences?, les bras, la garde, le ton, dans la vie, ensemble, avec (?:ses|leurs?|nous|lui|elle)\b"
            ),
            r"(?<!\ba )(?<!\bont )‹(?!(?:s'est|se sont) )[^›]*› de [^.;:!?]{1,25} par (?:jour|heure|minute|seconde|nuit|"
            r"personne)\b",  # a rate
            _UNCOUNTED
            + r"\b(?:salarie|apprenant|stagiaire|personne|chacun|equipe|enfant|jeune)s?(?: \w+)? ‹(?!s'(?:agrand|etoff|"
            r"elarg|accr|est ))",
            r"\bnous ‹",
            r"\bfait ‹",
            r"\bversion ‹",
            r"\bforets? ‹",
            r"\bpain ‹",
        ),
    ),
    Form(
        Kind.TREND,
        frozenset(word.split()[-1].rpartition("'")[2] for word in _INFINITIVES),
        r"\b(?:(?P<negated>(?:pein|tard)(?:e|ent|ait|aient) a )|(?:continu\w+|cess\w+|ten(?:d|dent|dance)|vien(?:t|nent)|"
        r"commenc\w+|recommenc\w+) (?:a|de|d'|pas"
        r" de)(?: |\b)|(?:voi(?:t|ent)|v[iu]|virent|voyai(?:t|ent)) (?:son|sa|ses|leurs?) (?:[\w'-]+ ){1,5}?)"
        rf"(?P<verb>{one_of(_INFINITIVES)})\b{_HOW}",
        _verb,
        apart=(WISHED,),
    ),
    Form(
        Kind.TREND,
        frozenset(_UP_NOUNS | _DOWN_NOUNS),
        rf"\b(?:en (?:(?:(?P<slight>{SLIGHT})|(?P<great>{GREAT})|constante|tres|continue|regulier|reguliere) )*|"
        f"(?:l[ae]|une?|cette|ce|l'|d'une?|sa|son|leur) ?(?:(?P<slight2>{SLIGHT})|(?P<great2>{GREAT})|constante|"
        rf"reguliere|continue|nouvelle|nouveau)? ?|(?<![\w'-])(?:(?P<great3>{GREAT}) )?)"
        rf"(?P<noun>{one_of(_UP_NOUNS | _DOWN_NOUNS)})\b{_HOW}",
        _noun,
        apart=(WISHED, OUTSIDE, UNSAID),
        unless=any_of(
            r"\b(?:prendre|prend|pris|prise|avec|du|de|le) (?:de |du )?‹[^›]*›(?= sur|$|[.,;])",
            r"\bdu ‹",
            # What one looks back from: « le recul manque pour juger ».
            r"‹[^›]*recul› (?!d[eu']|des\b)[^.;:!?]{0,40}\bpour (?:en |y |mieux |bien )?\w+(?:er|ir|re)\b",
            before_stem(
                "de hauteur, dans l'escalier, de plain-pied, du lit, libre, necessaire, verte, durable, externe, "
                "economique, personnelle, professionnelle, inclusive"
            ),
            r"\b(?:cas|prevention|risque|taux|perspective|relais|potentiel|moteur|strategie|plan|entreprises? en|voie|en"
            " pleine)s? (?:de |des |en )?‹",
            r"‹[^›]*(?:baisse|reduction|diminution)s?› (?:de|d')(?:s)? (?:temps de travail|vos|nos|tva|peine|impots?|charges|"
            r"cotisations sociales|emissions)",
            r"\b(?:sans|par) ‹(?!une? |l)",
            NO_AMOUNT,
            _SOMEBODY,
            UNCOUNTED_MOVE,
            after("ont, a, avait, avaient, ayant, n'a, n'ont, pas, plus, faux"),
            _LOWERED,
            r"\bdepistage de ‹",
            r"› de \w+ (?:metres?|cm|km)\b",
        ),
    ),
    Form(
        Kind.TREND,
        words("hausse baisse"),
        r"\b(?:repart\w*|orient\w*|evolu\w*|tendance|revenu\w*|inscri\w+) (?:\w+ )?a la (?P<noun>hausse|baisse)\b",
        _noun,
        apart=(WISHED,),
    ),
    Form(
        Kind.TREND,
        words("cru raccourci"),
        r"\b(?:a|ont) (?:(?P<slight>legerement)|(?P<great>fortement|nettement) )?(?:cru|raccourci) (?=d(?:e |')(?:\d|pres|plus|"
        "une?|deux|trois|moitie|quelques))",
        lambda match: Meaning(Kind.TREND, direction=-1 if match[0].endswith("raccourci ") else 1),
    ),
)
