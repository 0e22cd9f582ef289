"""Ranks: « première famille », « le plus représenté », « principal »."""

from __future__ import annotations

import re

from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.patterns import after, any_of, before, before_stem, words
from rapport.numbers.claims.ranked import HOUSES, NUMBERED, OPENED, QUANTITY, RANKED, RANKED_BY

_ORDINALS = {
    1: "premiers?|premieres?|1ers?|1re?s?|1eres?",
    2: "deuxiemes?|seconde?s?|2nde?s?|2e|2eme",
    3: "troisiemes?|3e|3eme",
    4: "quatriemes?|4e|4eme",
    5: "cinquiemes?|5e|5eme",
    6: "sixiemes?|6e|6eme",
    7: "septiemes?|7e",
    8: "huitiemes?|8e",
    9: "neuviemes?|9e",
    10: "dixiemes?|10e",
    -1: "dernier|derniere|derniers|dernieres",
    -2: "avant-derniere?",
}

_ORDINAL = "|".join(_ORDINALS[place] for place in (-2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))

_TRIGGERS = words(
    "premier premiere premiers premieres 1er 1re 1ere 1ers 1res deuxieme deuxiemes second seconde 2e 2eme "
    "troisieme 3e 3eme quatrieme 4e cinquieme 5e sixieme septieme huitieme neuvieme dixieme dernier derniere derniers dernieres"
)


def _rank(match: re.Match[str]) -> Meaning:
    word = match["ordinal"] or match.groupdict().get("ordinal2") or ""
    place = next(place for place, words in _ORDINALS.items() if re.fullmatch(words, word))
    return Meaning(Kind.RANK, place=place, places=int(number_of(match.groupdict().get("many") or "un") or 1))


def _most(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.RANK, place=-1 if re.search(r"\bmoins\b|plus (?:faible|bas|petit|rare)", match[0]) else 1)


_MANY = r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|[2-9]|[1-9]\d"

_PEOPLE = before(
    r"possible, souvent, vite, tot, tard, pres, loin, simple, simplement, fragiles?, vulnerables?, demuni\w*, "
    r"eloigne\w*, precaires?, ages?, agee?s, modestes?, pauvres?, soin, bien, serieux, sincere"
)

_EVENTS = before(
    "fois, alinea, ministre, semestre, trimestre, jour, jours, janvier, annees?, mois, editions?, "
    "rencontres?, etapes?, phases?, pierre, pas, temps, accueils?, secours, emploi, emplois, niveau, degre, "
    "cycle, chapitre, partie, article, versions?, promotions?, projets?, sessions?, reunions?, volets?, "
    "axes?, numeros?, lieu, ligne, main, chance, vie, oeuvre, recours, minute, heures?, siecle, semaines?, "
    "mandats?, vague, tour, plan, visite, regard, contacts?, experience, mot, mots, jet, date, soir, matin, "
    "nuit"
)

_LEADING = "(?:(?:au|du|le|la|les|l'un des|l'une des|un des|une des|en|de|comme|parmi les|notre|son|sa|leur|leurs|ses|nos) )?"

FORMS: tuple[Form, ...] = (
    Form(
        Kind.RANK,
        _TRIGGERS,
        rf"\b{_LEADING}(?:(?P<many>{_MANY}) )?(?P<ordinal>{_ORDINAL})\b(?: (?:plus )?(?:grand|"
        "grande|gros|grosse|principal|principale))?",
        _rank,
        unless=any_of(
            _EVENTS,
            r"\b(?:ces|l'annee|an|mois|semaine|jusqu'au|en) ‹[^›]*›(?= (?:$|[.,;])|$)",
            before_stem(
                "public concerne, sortie de, pays a, service militaire, reseau a avoir, association a, structure a, "
                "federation a, formation a, entreprise a, region a (?:avoir|se|s')"
            ),
            "› (?:demande|dossier|commande|contrat|formation|structures|entreprises|associations) (?:a|ont|est|sont|"
            r"sera|seront)\b",
            after("des, d'un, d'une, une, un, ces, ce, cette"),
            r"\bdu premier ‹",
            "‹du premier› au",
            r"› rang de (?:nos|ses|leurs|la)\b",
            r"\baux ‹",
            "‹aux",
            r"\bpriorite ",
            r"‹de [^›]*› (?:rangs?|choix|ordre|plan|main)\b",  # of what quality
            OPENED,
            NUMBERED,
            # « La première cause d'accidents dans le pays ».
            r"› (?:causes?|facteurs?|motifs?) [^.;:!?]{0,40}\b(?:dans le (?:pays|monde)|en (?:france|europe))\b",
        ),
        provided=any_of(
            rf"› {HOUSES} {RANKED_BY}",
            rf"› {HOUSES},? [^.;:!?]{{2,40}}, (?:avec|(?:represente|concentre|totalise|realise|assure)(?:nt)?) ",
            rf"› (?:(?!les?\b|la\b|une?\b|des\b|du\b|a\b|qui\b|que\b)\w+ )?(?:{RANKED})\b",
            "^‹[^›]*› (?:motif|poste|source)",
            # What something is said to be: « forment la première clientèle ».
            r"\b(?:constitu|form|represent|demeur|rest|devien)\w+ (?:ainsi |toujours |encore |desormais |donc )?"
            r"‹(?:la|le|les|notre|leur|son|sa|leurs|ses|nos) [^›]*› \w{3,}",
            r"› (?!(?:\w+ )?(?:de|du|des|a)\b)\w+ (?:\w+ )?(?:de (?:la |notre |l'|tout le )?|du )(?:region|departement|"
            r"reseau|canton|territoire|federation|"
            r"pays|ville|commune|groupe|bassin|metropole|agglomeration|france|europe|bretagne|normandie|occitanie)\b",
            before_stem("du reseau, du departement, de la region, de la federation, par le , par la "),
            r"\b(?:arriv\w+|class\w+|place\w*|se hiss\w+|termin\w+|vien(?:t|nent)|est|sont|figur\w+|rang|pass\w+|"
            r"reste\w*|devien\w+|demeur\w+|pointe\w*|se situ\w+|occup\w+|prend|prennent|decroch\w+|conserv\w+|gard\w+|"
            r"fini\w*|ressort\w*)(?: \w+)? (?:au |en |a la |la |le |les |l')?‹[^›]*›(?=[.,;:)]|$| (?:de|des|du|"
            r"en|avec|parmi|sur|pour|par)\b)",
        ),
    ),
    Form(
        Kind.RANK,
        words("plus moins"),
        rf"\b(?:l[ea]s?|aux?|du|l'un des|l'une des|des|son|sa|leurs?|ses) (?:plus|moins) (?:{QUANTITY})\b",
        _most,
        unless=any_of(
            _PEOPLE,
            before_stem("soin, bien, nombre d'entre, attention, respect, serieux"),
            r"\b(?:des|aux|ensemble,?) ‹[^›]*›(?= (?:fragiles|vulnerables|jeunes|eloignes))",
            r"\bpublics ‹",  # whom one is there for; « le public le plus diplômé » is one of them
            after("au, a son"),
            r"\bau (?:plus|moins) ‹",
            r"\b(?:de|a|classes?|rangee?s?|allant) ‹[^›]*›(?= a )",
            r"\bla plus \w+ a ‹",
            r"› (?:niveau|denominateur|noms?|chemin)\b",
            r"\b(?:routes?|chemins?|voies?) ‹|‹[^›]*attendue?s?› de (?:la (?:rentree|saison)|l'annee)\b",
            # A neuter: « le plus important est de… », « le plus dur reste à faire ».
            r"‹le (?:plus|moins) \w+›,? (?:est|etait|sera|reste|demeure|fut|n'est|c'est|a ete)(?: de| d'| que| qu'| a | sans|"
            r",| pas)",
            r"\bc'est ‹[^›]*› de\b|‹le (?:plus|moins) \w+›,? c'est\b",
            r"‹au plus (?:fort|haut|bas|profond|creux)› d",
            # People, not rows: « accompagner les plus jeunes ».
            r"(?<![a-z][sx] )‹(?:les|aux|des) (?:plus|moins) (?:jeunes|grands|petits|ages|anciens|motives|engages|"
            r"aguerris)›(?! \w+(?:s|x)\b)",
            r"‹[^›]*(?:adaptee?|appropriee?|elaboree?|poussee|avancee?|engagee?|motivee?|reculee?|degradee?|defavorisee?|"
            r"exposee?|impliquee?|eprouvee?|"
            r"precarisee?|marginalisee?|privee|aboutie|assuree?|informee?|elementaire|chevronnee|isolee)s?›",
            r"‹du plus \w+› (?:\w+ )?(?:au|a la|a l')",
            r"\bdu plus \w+ (?:\w+ )?‹au ",
            "‹au plus grand› nombre",
        ),
    ),
    Form(
        Kind.RANK,
        words(
            "plus moins mieux haut bas prefere preferee preferes preferees favori favorite favoris favorites meilleur "
            "meilleure meilleurs meilleures"
        ),
        any_of(
            rf"\b(?:l[ea]s?) (?:plus|moins) d[e'] ?(?!{NUMBER})[a-z]+",
            r"\b(?:a|ont|qui) le (?:plus|moins) [a-z]{3,}(?:e|u|i|is|it)s?\b",
            r"\b(?:le|la|les|son|sa|leur|notre) meilleure?s? (?:score|resultat|taux|annee|mois|note|vente|chiffre|"
            r"performance|exercice|progression|"
            r"frequentation|recette|saison|moyenne)s?\b",
            r"\b(?:recrut|emploi|accueill|contribu|progress|pes|vend|cout|rapport|forment?|compt)\w* le (?:plus|"
            r"moins)\b(?! (?:souvent|possible|vite))",
            r"\bl[ea]s? (?:plus|moins) (?!proche|eloigne|respectueu|digne|soucieu|sensible|conscient|desireu|utile|beau|"
            r"belle|juste|fidele|fragile|demuni|"
            r"vulnerable|precaire|modeste|isole|souvent|possible|grand nombre|simple|vite|beaux)[a-z]{4,} (?=(?:des|de nos|"
            r"de ses|de leurs|du|de tou\w+|parmi)\b)",
            rf"\b(?:nos|notre) plus (?:{QUANTITY}) (?={RANKED})",
            r"\ben (?:haut|bas) (?:du|de) (?:classement|tableau)\b",
            r"\b(?:l[ea]s?|leur|notre|nos|leurs) ?[a-z]{4,} (?:prefere|favori)(?:e|s|es|te|tes)?\b",
            r"\b(?:l[ea]s?) (?:mieux|moins bien) \w+ee?s?\b",
            r"\b(?:l[ea]s?) mieux \w+ts?\b",
        ),
        _most,
        unless=r"\bce qui ‹",
    ),
    # Told apart from whom it is said of, whose name may stand between: « c'est Redon qui compte le moins de… ».
    Form(
        Kind.RANK,
        words("plus moins"),
        r"\b\w+ le (?:plus|moins)\b(?! (?:souvent|possible|vite))",
        _most,
        unless=r"\bce qui ‹",
        provided=any_of(
            r"\bc'est [^.;:!?‹]{1,40} qui ‹",
            r"\b(?:est|sont|reste(?:nt)?|demeure(?:nt)?)\b[^.;:!?‹]{0,40}\bce(?:lle|lui|ux|lles) qui ‹",
            # At the end: « le laboratoire de physique publie le plus ».
            r"^ ?(?:l[ae]s? |l')(?!.*\b(?:qui|que|qu'|ou|dont)\b)[^.;:!?,‹]{3,45} ‹(?!peu|vau|compt|aim|import)\w+(?:e|"
            "ent|it|t) le (?:plus|moins)›[.]?$",
        ),
    ),
    Form(
        Kind.RANK,
        _TRIGGERS,
        any_of(
            rf"\brespectivement (?P<ordinal>{_ORDINAL})\b",
            rf"(?<=\bet )(?P<ordinal2>{_ORDINAL})(?=[,.;])",
        ),
        _rank,
    ),
    Form(
        Kind.RANK,
        words("principal principale principaux principales"),
        rf"(?:^|\b(?:l[ea]s?|son|sa|leurs?|ses|nos|notre) (?:(?P<many>{NUMBER}) )?)(?:principal|principale|principaux|"
        rf"principales)\b"
        r"|(?<=, )(?:principal|principale|principaux|principales)\b(?= \w)",  # in apposition: « le logement, principal frein »
        lambda match: Meaning(Kind.RANK, place=1, places=int(number_of(match["many"] or "un") or 1)),
        unless=before_stem(
            r"enjeux?, objectifs?, missions?, etapes?, axes?, interlocut\w+, sujets? de, conclusions?, "
            "enseignements?, resultats?, orientations?, dates?, temps, evenements?, evolutions?, mesures?, chiffres, "
            "lignes, actualites, questions?, points?, acteurs, partenaires, instances?, textes?, idees?"
        ),
        provided=before(f"{RANKED}"),
    ),
)

FORMS += (
    Form(
        Kind.RANK,
        frozenset(f"{place}{end}" for place in range(11, 100) for end in ("e", "eme")),
        r"\b(?:la |le |au |en |a la )?(?P<place>\d{2})e(?:me)?\b",
        lambda match: Meaning(Kind.RANK, place=int(match["place"])),
        provided=any_of(
            r"› (?:rang|place|position|sur (?:les )?\d|au classement|au rang|plus )",
            r"\b(?:class|plac|termin|arriv|rang|se hiss|point|fini)\w* [^.;]{0,15}‹[^›]*›(?! (?:anniversaire|edition|"
            r"congres|siecle|arrondissement))",
        ),
    ),
)

# Ranks beyond the tenth, when braces say of what.
ALONE = (
    Form(
        Kind.RANK,
        frozenset(),
        r"^(?:l[ae] )?(?P<place>\d{1,3})e(?:me)?\b",
        lambda match: Meaning(Kind.RANK, place=int(match["place"])),
    ),
)
