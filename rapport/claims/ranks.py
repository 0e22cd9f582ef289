"""Ranks: « première famille », « le plus représenté », « arrive en tête », « loin devant »."""

from __future__ import annotations

import re

from rapport.claims.form import WISHED, Form
from rapport.claims.meaning import Kind, Meaning
from rapport.claims.verbs import DEVANCER, HEAD

_ORDINALS = {
    1: "premiers?|premieres?|1ers?|1re?s?|1eres?", 2: "deuxiemes?|seconde?s?|2nde?s?|2e|2eme", 3: "troisiemes?|3e|3eme", 4: "quatriemes?|4e|4eme",
    5: "cinquiemes?|5e|5eme", 6: "sixiemes?|6e|6eme", 7: "septiemes?|7e", 8: "huitiemes?|8e", 9: "neuviemes?|9e", 10: "dixiemes?|10e",
    -1: "dernier|derniere|derniers|dernieres", -2: "avant-derniere?",
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS[place] for place in (-2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
_TRIGGERS = frozenset(
    "premier premiere premiers premieres 1er 1re 1ere 1ers 1res deuxieme deuxiemes second seconde 2e 2eme troisieme 3e 3eme quatrieme 4e cinquieme 5e sixieme "
    "septieme huitieme neuvieme dixieme dernier derniere derniers dernieres".split()
)
_MANY = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10}


def _rank(match: re.Match[str]) -> Meaning:
    word = match["ordinal"] or match.groupdict().get("ordinal2") or ""
    place = next(place for place, words in _ORDINALS.items() if re.fullmatch(words, word))
    return Meaning(Kind.RANK, place=place, places=_MANY.get(match.groupdict().get("many") or "", 1))


def _most(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.RANK, place=-1 if re.search(r"\bmoins\b|plus (?:faible|bas|petit|rare)", match[0]) else 1)


def _head(_: re.Match[str]) -> Meaning:
    return Meaning(Kind.RANK, place=1)


def _beside(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.RANK, direction=-1 if "derriere" in match[0] or "apres" in match[0] else 1)


# What can be ranked by a number: a noun of this list makes an ordinal a claim, any other leaves it an ordinal.
_RANKED = (
    r"familles?|rangs?|postes?|sources?|motifs?|raisons?|causes?|secteurs?|regions?|activites?|financeurs?|employeurs?|reseaux?|metiers?|canal|canaux|publics?|ressources?|besoins?"
    r"|domaines?|themes?|thematiques?|positions?|places?|partenaires?|clients?|donneurs?|fournisseurs?|departements?|freins?|obstacles?|difficultes?|contributeurs?|contributrices?"
    r"|beneficiaires?|categories?|territoires?|villes?|destinations?|usages?|debouches?|filieres?|produits?|charges?|depenses?|recettes?|modes?|preoccupations?|attentes?"
    r"|criteres?|facteurs?|sujets?|univers|profils?|tranches?|classes?|prescripteurs?|bailleurs?|recruteurs?|utilisateurs?|federations?|acteurs?|producteurs?|apporteurs?|porteurs?"
    r"|formes?|types?|moyens? (?:de|d')|vecteurs?|outils? (?:de|d')|marches?|services?|pays|investisseurs?|annonceurs?|operateurs?|orientations?|delegations?|pourvoyeu\w+|portes? d'entree"
    r"|fonctions?|diplomes?|statuts?|leviers?|arguments?|formations?|associations?|structures?|entreprises?|communes?|collectivites?|indicateurs?|composantes?|budgets?|dispositifs?|sorties?"
    r"|consommateurs?|emettrices?|contrats?|nationalites?|langues?|commandes?|concernee?s?|dossiers?|demandes?|donateurs?|mecenes?|aides?|subventions?|site|sites|etablissements?|antennes?|poles?|offres?"
)
_QUANTITY = (
    r"nombreu(?:x|ses?)|importante?s?|elevee?s?|representee?s?|frequente?s?|citee?s?|demandee?s?|gros(?:se|ses)?|grande?s?|faibles?|bas(?:se|ses)?|forte?s?|repandue?s?|utilisee?s?|actifs?|actives?"
    r"|concernee?s?|mobilisee?s?|presente?s?|dynamiques?|touchee?s?|consultee?s?|suivie?s?|sollicitee?s?|vendue?s?|recherchee?s?|lue?s?|visitee?s?|partagee?s?|courante?s?|petite?s?|rares?|haute?s?|dotee?s?"
    r"|feminisee?s?|denses?|rapides?|large|larges|plebiscitee?s?|frequentee?s?|[a-z]{4,}(?<!eloigne)(?<!isole)(?<!demuni)(?<!age)ees?|apprecie?e?s?|pourvue?s?|denombree?s?|choisie?s?|evoquee?s?|mentionnee?s?|peuplee?s?|fournie?s?|aidee?s?|couteu(?:x|ses?)|longue?s?|courte?s?|lourde?s?|jeunes?"
)
_PEOPLE = r"› (?:possible|souvent|vite|tot|tard|pres|loin|simple|simplement|fragiles?|vulnerables?|demuni\w*|eloigne\w*|precaires?|ages?|agee?s|modestes?|pauvres?|soin|bien|serieux|sincere)\b"
_EVENTS = (
    r"› (?:fois|alinea|ministre|semestre|trimestre|jour|jours|janvier|annees?|mois|editions?|rencontres?|etapes?|phases?|pierre|pas|temps|accueils?|secours|emploi|emplois|niveau|degre|cycle|chapitre|partie"
    r"|article|versions?|promotions?|projets?|sessions?|reunions?|volets?|axes?|numeros?|lieu|ligne|main|chance|vie|oeuvre|recours|minute|heures?|siecle|semaines?|mandats?|vague|tour|plan|visite|regard|contacts?|experience|mot|mots|jet|date|soir|matin|nuit)\b"
)
_LEADING = r"(?:(?:au|du|le|la|les|l'un des|l'une des|un des|une des|en|de|comme|parmi les|notre|son|sa|leur|leurs|ses|nos) )?"

FORMS = (
    Form(
        Kind.RANK, _TRIGGERS,
        rf"\b{_LEADING}(?:(?P<many>deux|trois|quatre|cinq|dix) )?(?P<ordinal>{_ORDINAL})\b(?: (?:plus )?(?:grand|grande|gros|grosse|principal|principale))?", _rank,
        rf"{_EVENTS}|\b(?:ces|l'annee|an|mois|semaine|jusqu'au|en) ‹[^›]*›(?= (?:$|[.,;])|$)|› (?:public concerne|sortie de|pays a|service militaire|reseau a avoir|association a|structure a|federation a|formation a|entreprise a|region a (?:avoir|se|s'))|› (?:demande|dossier|commande|contrat|formation|structures|entreprises|associations) (?:a|ont|est|sont|sera|seront)\b"
        rf"|\b(?:des|d'un|d'une|une|un|ces|ce|cette) ‹|\bdu premier ‹|‹du premier› au|› rang de (?:nos|ses|leurs|la)\b|\baux ‹|‹aux|\bpriorite ",
        rf"› (?:(?!les?\b|la\b|une?\b|des\b|du\b|a\b|qui\b|que\b)\w+ )?(?:{_RANKED})\b|^‹[^›]*› (?:motif|poste|source)|› (?:du reseau|du departement|de la region|de la federation|par le |par la )|\b(?:arriv\w+|class\w+|place\w*|se hiss\w+|termin\w+|vien(?:t|nent)|est|sont|figur\w+|rang|pass\w+|reste\w*|devien\w+|demeur\w+)(?: \w+)? (?:au |en |a la |la |le |les )?‹[^›]*›(?=[.,;:)]|$| (?:de|des|du|en|avec|parmi|sur|pour|par)\b)",
    ),
    Form(
        Kind.RANK, frozenset({"plus", "moins"}),
        rf"\b(?:l[ea]s?|aux?|du|l'un des|l'une des|des|son|sa|leurs?|ses) (?:plus|moins) (?:{_QUANTITY})\b", _most, rf"{_PEOPLE}|› (?:soin|bien|nombre d'entre|attention|respect|serieux)|\b(?:des|aux|ensemble,?) ‹[^›]*›(?= (?:fragiles|vulnerables|jeunes|eloignes))|\bpublics? ‹|\b(?:au|a son) ‹|\bau (?:plus|moins) ‹|\b(?:de|a|classes?|rangee?s?|allant) ‹[^›]*›(?= a )|\bla plus \w+ a ‹|› niveau\b|‹du plus \w+› \w+ (?:au|a la|a l')",
    ),
    Form(
        Kind.RANK, frozenset({"plus", "moins", "mieux"}),
        r"\b(?:l[ea]s?) (?:plus|moins) d[e'] ?(?!\d)[a-z]+|\bc'est (?:[\w' -]{1,40}) qui \w+ le (?:plus|moins)\b|\b(?:recrut|emploi|accueill|contribu|progress|pes|vend|cout|rapport|forment?|compt)\w* le (?:plus|moins)\b(?! (?:souvent|possible|vite))|\b(?:l[ea]s?) (?:mieux|moins bien) \w+ee?s?\b|\b(?:l[ea]s?) mieux \w+ts?\b|\bqui (?:compte|comptent|accueille|accueillent|emploie|recrute|forme|pese|progresse|contribue) le (?:plus|moins)\b", _most,
    ),
    Form(
        Kind.RANK, frozenset({"tete"}),
        r"\b(?:(?:arriv|figur|vien|caracol|plac|class|pass|rest|mont|pointe)\w* )?(?:(?:largement|nettement|toujours|encore|ainsi|donc) )?en tete\b(?: du classement| du palmares| de liste| des \w+)?", _head,
        r"\b(?:avoir|garder|garde|gardent|gardons|ont|a|ayant|avons|ayons|gardez|idee|idees|chanson) ‹|›(?:-a-tete| a tete| de (?:page|gondole|cortege|liste|reseau|pont)| d'affiche|s? bien)|\bou ‹",
    ),
    Form(
        Kind.RANK, frozenset(word for word in HEAD), rf"\b(?:{'|'.join(sorted(HEAD, key=len, reverse=True))})\b", _head,
        r"\b(?:a|de|pour|se laisser|faire|sans|langage|position|groupe|vent) ‹|› (?:la vallee|la ville|le site|la place|la plaine|les debats|ses emotions|le sujet|son sujet|la technique|la scene|le port|la baie|la mer)",
    ),
    Form(
        Kind.RANK, _TRIGGERS, rf"\brespectivement (?P<ordinal>{_ORDINAL})\b|(?<=\bet )(?P<ordinal2>{_ORDINAL})(?=[,.;])", _rank,
    ),
    Form(
        Kind.RANK, DEVANCER, rf"\b(?:{'|'.join(sorted(DEVANCER, key=len, reverse=True))})\b", _beside, rf"{WISHED}|› l'appel",
    ),
    Form(
        Kind.RANK, frozenset({"devant", "derriere"}), r"\b(?:(?:juste|loin|largement|nettement|tout) )?(?:devant|derriere)\b", _beside,
        r"› (?:le |la |les |l'|un |une |des |notre |leur |son |sa |ses |nos |leurs |cet? |cette |chaque |plus de |pres de |quelque )?(?:parlement|assemblee|senat|prefecture|ministere|ministre|public|elus?|juges?|tribunal|notaire|commission|salle"
        r"|porte|portes|ordinateur|ecran|jury|jurys|camera|deputes?|senateurs?|conseil|loi|maire|mairie|batiment|gare|siege|tableau|miroir|presse|etudiants?|eleves|parterre|pairs?|autorites?|clients|partenaires|difficultes?|urgence|afflux|hausse|refus|besoins?|comite"
        r"|chiffres|chaque|eux|lui|elle|nous|soi|rideau|comptoir|bureau|machine|decor|volant|fourneaux?|mots|sigle|acronyme|reussite)|\b(?:parl\w+|present\w+|auditionn\w+|plaid\w+|defend\w+|se tien\w+|intervenu\w*|interven\w+|rassembl\w+|reuni\w+|manifest\w+|assis\w*|debout|pos\w+|ensemble|la|de|se cach\w+) (?:\w+ ){0,2}‹|\bau-‹|›[.]?$",
    ),
    Form(
        Kind.RANK, frozenset({"vient", "viennent", "suivent", "suivi", "suivie", "suivis", "suivies", "suit"}),
        r"\b(?:viennent|vient) ensuite\b|(?<=, )suivie?s? (?:de|d'|du|des|par)(?= |\b)(?! pres)|\bsuivent (?:les|la|le)\b", lambda _: Meaning(Kind.RANK, direction=-1),
        r"› ?(?:pres|un|une) (?:par|echange|debat|temps|atelier|table|visite|formation|cocktail)|\b(?:formation|rencontre|conference|seance|presentation|intervention|matinee|pleniere|projection|accueil)s?,? ‹",
    ),
    Form(
        Kind.RANK, frozenset({"principal", "principale", "principaux", "principales"}),
        r"\b(?:l[ea]s?|son|sa|leurs?|ses|nos|notre) (?:principal|principale|principaux|principales)\b", lambda _: Meaning(Kind.RANK, place=1),
        r"› (?:enjeux?|objectifs?|missions?|etapes?|axes?|interlocut\w+|sujets? de|conclusions?|enseignements?|resultats?|orientations?|dates?|temps|evenements?|evolutions?|mesures?|chiffres|lignes|actualites|questions?|points?|acteurs|partenaires|instances?|textes?|idees?)",
        rf"› (?:{_RANKED})\b",
    ),
)  # fmt: skip
