"""Rough counts, comparisons, all and none, and time: « une dizaine », « plus que », « aucun », « cette année »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.claims.folding import NUMBER, number_of
from rapport.claims.form import OUTSIDE, SOFT, SOFTENERS, WISHED, Form, softness_of
from rapport.claims.meaning import Kind, Meaning, Softness
from rapport.claims.verbs import OVER

_TENS = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
         "soixantaine": 60, "centaine": 100, "millier": 1000}  # fmt: skip
_TENS_OF = {f"{word}s": number for word, number in _TENS.items() if word in {"dizaine", "centaine", "millier"}}


def _tens(match: re.Match[str]) -> Meaning:
    count = number_of(match["count"]) if match.groupdict().get("count") else None
    many = _TENS_OF.get(match["noun"])
    if many and count is None:
        return Meaning(Kind.ROUGH, Decimal(many), named="many")
    value = Decimal(many or _TENS[match["noun"]]) * (count or 1)
    return Meaning(Kind.ROUGH, value * (Decimal("1.5") if match.groupdict().get("half") else 1), softness_of(match))


def _soft(match: re.Match[str]) -> Meaning | None:
    number = number_of(match["count"])
    soft = softness_of(match)
    if number is None or soft is Softness.PLAIN or number < 2:  # noqa: PLR2004 - « plus d'un » says no count
        return None
    return Meaning(Kind.ROUGH, number, soft)


def _compared(match: re.Match[str]) -> Meaning:
    words = match[0]
    if re.search(r"\bautant\b|\baussi\b|\begal|\bidentique|\bmeme nombre", words):
        return Meaning(Kind.COMPARISON, direction=0)
    return Meaning(Kind.COMPARISON, direction=-1 if re.search(r"\bmoins\b|\binferieur", words) else 1)


_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"


def _year(match: re.Match[str]) -> Meaning:
    first = bool(re.search(r"\b1(?:er)? janvier", match[0]))  # the state of the first day is the end of the year before
    return Meaning(Kind.TIME, Decimal(match["year"]) - first)


def _all(match: re.Match[str]) -> Meaning:
    words = match[0]
    if re.search(r"\baucune?s?\b|\bzero\b|\bnuls?\b|\bnulles?\b", words):
        return Meaning(Kind.ALL, Decimal(0))
    if re.search(r"\bseule?s?\b|\buniques?\b", words):
        return Meaning(Kind.ALL, number_of(match.groupdict().get("count") or "un") or Decimal(1), named="only")
    return Meaning(Kind.ALL, named="all")


_AGE = r"› ?(?:ans\b|annees\b|mois\b|%? ?d'ecart|fois\b|h\b)"
_THRESHOLD = r"\b(?:entreprises?|structures?|associations?|employeurs?|communes?|collectivites|organisations?|equipes?|les|des|aux|personnes?|jeunes|salaries|seniors|enfants|groupes?|villes?|logements?|etablissements?|contrats?|seuil|demandeurs d'emploi|chomeurs|publics?|budgets?|immeubles?) (?:agees? |de |d'|comptant |employant )?‹(?:plus|moins) "

_OVER = "|".join(sorted(OVER, key=len, reverse=True))
_NOT_ALL = (
    rf"{WISHED}|\b(?:a|pour|de|d'|avec|aupres de|par|vers|entre|contre|sous|destination de|non|en|comme|malgre|apres|avant|merci|parmi|selon|presque|celui de|face a|ni) ‹(?!chaque region)|› ?(?:peu(?:t|vent)|doi(?:t|vent)|pourr\w+|devr\w+|sera|seront|a besoin|merite|compte[.]?$|confondu)"
    r"|‹(?:tous|toutes) (?:les|nos|leurs|ses|ces) (?:jours?|ans|mois|semaines|trimestres|semestres|lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches|matins|soirs|deux|trois|quatre|cinq|six|quinze|types?|niveaux|publics?|formes|moments|egards|coups|azimuts|bords|genres|sens|fois|etapes"
    r"|ages?|possibles?|horizons|regards|moyens|chances|informations?|renseignements|details|occasions|parties|felicitations|remerciements|voeux|condoleances|autres|couleurs|gouts|domaines|echelons|echelles|francais|citoyens|habitants|jeunes|enfants|humains|etres|conditions|premiers?|enjeux|dimensions|facettes|acteurs)\b|\b(?:invit\w+|remerci\w+|salu\w+|merci) [^.]{0,30}‹"
)

FORMS = (
    Form(
        Kind.ROUGH, frozenset(_TENS) | frozenset(_TENS_OF),
        rf"(?:{SOFT} ?)?\b(?:une(?: (?:bonne|petite|grosse))? (?P<noun>{'|'.join(_TENS)})(?P<half> et demie)?\b)", _tens,
        rf"› ?(?:d[e']s? ?)?(?:jours?|ans|annees|mois|minutes|kilometres|metres|km|pages|lignes)\b|\b(?:mise en|par) ‹|› (?:commerciale|de l'emploi|du|des|de la|de l'|au prix)\b(?! (?:structures|adherents))",
    ),
    Form(
        Kind.ROUGH, frozenset(_TENS_OF),
        rf"(?:{SOFT} ?)?\b(?:des|plusieurs|quelques|(?P<count>deux|trois|quatre|cinq|six|sept|huit|neuf)) (?P<noun>{'|'.join(_TENS_OF)})\b", _tens, r"› d'(?:annees|ans)|\bpar ‹",
    ),
    Form(
        Kind.ROUGH, SOFTENERS, rf"\b{SOFT} ?(?:les |des |la barre des |le cap des )?(?P<count>{NUMBER})(?! ?(?:tiers|quarts?|fois|cinquiemes|dixiemes)\b)(?! sur )", _soft,
        rf"{_AGE}|{_THRESHOLD}|{WISHED}|\bregle\b[^.]{{0,80}}‹|\b(?:objectif|viser|vise|visent|d'ici|prevu\w*|doit|devra|devront|faut|peut|pourra) (?:\w+ ){{0,3}}‹|\bpage ‹|\b(?:articles?|janvier|vers|dure|durera|depuis|il y a) ‹|› (?:rue|avenue|h\d|(?:grands? |grandes? )?(?:axes|piliers|themes|thematiques|volets|priorites|objectifs|enjeux|questions|idees|temps|valeurs|ambitions))",
    ),
    Form(Kind.ROUGH, frozenset({"environ"}), rf"(?P<count>{NUMBER}) (?:\w+ )?(?P<around>environ)\b", _soft),
    Form(
        Kind.COMPARISON, frozenset({"plus", "moins", "autant", "davantage", "aussi"}),
        r"\b(?:plus|moins|davantage|autant|aussi) (?!que\b|qu')(?:[\w'-]+,? ){1,7}?(?:que\b|qu')(?! (?:possible|jamais|prevu|de raison|l'on|n|nous ne|vous|a l'accoutumee|tout|lorsque)\b)|\b(?:davantage|autant|moins|plus) (?:que|qu')(?! (?:jamais|possible|de raison)\b)(?= ?(?:l[ea']|les|en|un|une|des|d|[a-z]+ ))", _compared,
        r"\bd'‹|\b(?:tout|non|d'autant|rien de|ni|ne|n'est|n'a|en|de|le|la|les|au|du|des|pas|toujours|beaucoup|encore|s'agit) ‹|‹aussi bien|\ba ‹moins|(?:compt|import)\w* ‹plus que|\bvau\w+ ‹|›(?:il|elle|on|ils|elles)\b|‹plus d'une? |› (?:on ne|l'on)|\bne (?:\w+ ){1,3}‹|\bn'\w+ ‹|›[^.;:!?]{0,25}\b(?:moyenne|national\w*|france|population|pays|ailleurs|chacun|prive)\b|\b(?:vise|veut|faut|souhaite|pour|afin)\b[^.;]{0,25}‹"
        r"|›[^.;:]{0,12}(?:jamais|possible)",
    ),
    Form(
        Kind.COMPARISON, frozenset({"superieur", "superieure", "superieurs", "superieures", "inferieur", "inferieure", "inferieurs", "inferieures"}),
        r"\b(?:superieure?s?|inferieure?s?) (?:a|au|aux)\b", _compared,
        rf"{WISHED}|\b(?:niveau|enseignement|interet|grade|cadre)s? ‹|\bdelais? ‹|\brevenus? ‹|›[^.;]{{0,25}}\b(?:moyenne|nationale?s?|seuil|smic|requis)",
    ),
    Form(
        Kind.COMPARISON, frozenset(OVER) | {"emporte", "emportent", "dessus", "dessous", "egale", "egalent", "autant"},
        rf"\b(?:{_OVER})\b|\bl'emporte(?:nt)? (?:sur|nettement sur|largement sur)\b|\b(?:n')?egale(?:nt)?\b(?: pas)?|\bautant d[e'] ?\w+ que d[e']|\b(?:pass\w+|rest\w+|situ\w+|est|sont) (?:au-dessus|en dessous|au-dessous) (?:de|du|des)\b", _compared,
        rf"{WISHED}|{OUTSIDE}|\b(?:se|s'est|nous|idees?|modeles?|limite|a|sans|pour) ‹\w*er›|› (?:le cadre|le simple|les clivages|les frontieres|l'entendement|les bornes|nos|les attentes|les esperances|toutes?|les obstacles|les freins|(?:l|s)es limites|(?:s|l)es peurs|leurs|la simple|le seul"
        r"|les oppositions|les idees|ses|sa|son|du|de la|des|une heure|\d+ (?:degres|metres|km|kg|decibels|jours|heures))|›[^.;]{0,20}\b(?:moyenne|nationale?s?|seuil|smic|tete)\b|\bmoyenne\b[^.]{0,20}‹|\b(?:quand|lorsque|si|des que) [^.]{0,40}‹|‹egale?›(?= (?:a|de))|(?:l'|un |d'|cet |notre |leur |en |son )‹excedent|\ba ‹egale",
    ),
    Form(
        Kind.ALL, frozenset({"tous", "toutes", "tout", "toute", "totalite", "ensemble"}),
        rf"\b(?:tous|toutes) (?:les|nos|leurs|ses|ces) (?:(?P<count>{NUMBER}) )?[a-z'-]+|\b(?:tout le personnel|toute l'equipe|tout l'effectif)\b|(?<!quasi-)(?<!quasi )\b(?:la )?totalite (?:des?|du)\b|\bl'ensemble d(?:es|e nos|e ses) (?=\d+ |deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)|(?<=nt )(?:presque |quasiment )?(?:tous|toutes)(?: sans exception)?\b", _all, _NOT_ALL,
    ),
    Form(
        Kind.ALL, frozenset({"chaque", "chacun", "chacune"}),
        r"\bchaque [a-z'-]+|\bchacune? d(?:es?|'entre)\b|(?<=nt )chacune?\b(?! de leur| de son)", _all,
        rf"{_NOT_ALL}|‹chaque (?:ann?ee|an|jour|mois|semaine|fois|matin|soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|trimestre|semestre|saison|ete|hiver|automne|printemps|rentree|instant|moment|nuit|heure|etape|pas|personne|individu|chose|jeune|enfant|habitant|citoyen\w*|histoire|voix|projet|situation|cas|minute|euro|geste|matinee|occasion)\b",
    ),
    Form(
        Kind.ALL, frozenset({"aucun", "aucune", "zero", "nul", "nulle"}),
        r"\baucune?(?: des?)? [a-z'-]+|\bdont aucune?\b|(?:^|(?<=[.:] ))nulle? [a-z]{4,}|\bzero [a-z]{4,}|\b(?:est|reste|demeure|sont) nuls?\b", _all,
        rf"{WISHED}|‹(?:aucune? (?:doute|cas|raison|sens|facon|maniere|idee|pretexte|mal|moment|titre|egard|frais|difficulte|probleme|importance|interet|exception|tabou|obligation|condition|diplome|prerequis|experience|engagement|pitie|limite|jugement|commentaire|lien|regret|secret|jardin|autre)\b|zero (?:dechets?|chomeurs?|artificialisation|carbone|defaut|tolerance|phyto\w*|papier|gaspi\w*|emission|heure))|\b(?:territoires?|objectif|demarche|label|charte|match|en|sans|pour) ‹|interdi\w* ‹|›[^.]{0,40} n(?:e |')\w+(?:era|eront)\b|› [^.]{0,30}(?:ne remplac|ne saurait)",
    ),
    Form(
        Kind.ALL, frozenset({"seul", "seule", "seuls", "seules", "unique"}),
        rf"\b(?P<count>{NUMBER}|une|un) seule?s?\b|\b(?:seule?s?) (?P<count2>{NUMBER}|une?)\b|^(?:seule?s? )(?:les?|la|l')|\b(?:est|sont|etait|reste|demeure)(?: donc| ainsi)? (?:le|la|les) seule?s? (?:a|qui|dont|de)\b", _all,
        r"› (?:et (?:meme|unique)|en (?:scene|ligne)|objectif|mot|coup|clic|tenant|lieu|but|interlocuteur|toit|regret|endroit|geste|souffle|numero|dossier suffit|guichet|tour)|\b(?:d'|par|en|a|sous|pour|non) ?‹|\bau moins ‹|\bplus d'‹",
    ),
    Form(
        Kind.TIME, frozenset({"annee", "an", "date", "exercice", "ans", "annees"}),
        r"\b(?:cette annee|l'an dernier|l'annee derniere|l'an passe|l'annee passee|l'annee precedente|l'exercice precedent|cet exercice|l'exercice ecoule|l'annee ecoulee|depuis (?:un|deux|trois|quatre|cinq) ans?"
        r"|pour la (?:deuxieme|seconde|troisieme|quatrieme|cinquieme) annee consecutive|en (?:un|deux|trois|quatre|cinq) ans?|d'une annee sur l'autre|d'un an sur l'autre|a ce jour)\b(?!-)", lambda _: Meaning(Kind.TIME),
        r"\b(?:diplome|formation|cursus|parcours|contrat|plan|duree|prevu\w*|bail|cdd|mandat) (?:\w+ )?‹|\b(?:d'ici|prochaine|prochain)\b|\b(?:employe\w*|inscrit\w*|adherent\w*|present\w*|residant|chomage|demandeur\w*|titulaire\w*) (?:\w+ )?‹depuis",
    ),
    Form(
        Kind.TIME, frozenset(str(year) for year in range(2000, 2100)),
        rf"\b(?:(?:a la |en |des la )?(?:rentree|fin|debut|printemps|automne|ete|hiver|mi)(?: de(?: l'annee)?| d'annee)?[ -]|(?:en|de|pour|des|sur|depuis|pour l'annee|au titre de(?: l'annee)?|de l'annee|l'annee|l'exercice|a date de|par rapport a|exercice|annee|au cours de(?: l'annee)?|(?:au|le|a la date du) (?:31|30|1er|\d+)|courant) |(?:{_MONTHS}) |^|: )*(?P<year>20\d\d)\b(?![/-]20)", _year,
        r"\b(?:creee?s?|nee?s?|fondee?s?|lancee?s?|adoptee?s?|signee?s?|promulguee?s?|votee?s?|parue?s?|publiee?s?|nommee?|elue?|loi|decret|ordonnance|circulaire|arrete|horizon|d'ici(?: a)?|rendez-vous|plan|programme|programmation|strategie|convention|edition|baptisee?s?|batie?s?|entree? en vigueur|prevue?s?|jusqu'\w*|inauguree?s?|construite?s?|classee?s?|olympiques?|promotion|projet|feuille de route|agenda|schema|contrat|accord|reforme|vision|ambition|cap|objectifs?|ouverture|ouverte? (?:en|depuis|le))(?: [\w']+){0,5}? ?‹"
        r"|\b(?:prochain|prochaine|ouvrira|debutera|sera|seront|aura|auront|lancera|demarrera)\b[^.]{0,40}‹|›[^.]{0,50}\b(?:sera|seront|ouvrira|aura|auront|lancera|prevoit|verra|accueillera|debutera|permettra|est cree\w*|fut|naissait)\b|‹(?:le |du )?\d+ \w+ 20",
    ),
)  # fmt: skip
