"""Comparisons: « plus que », « autant que », « dépasse », « inférieur à »."""

from __future__ import annotations

import re

from rapport.claims.form import OUTSIDE, WISHED, Form
from rapport.claims.meaning import Kind, Meaning
from rapport.claims.patterns import after, any_of, before_stem, one_of, words
from rapport.claims.verbs import OVER


def _compared(match: re.Match[str]) -> Meaning:
    words = match[0]
    if re.search(r"\bautant\b|\baussi\b|\begal|\bidentique|\bmeme nombre", words):
        return Meaning(Kind.COMPARISON, direction=0)
    return Meaning(Kind.COMPARISON, direction=-1 if re.search(r"\bmoins\b|\binferieur", words) else 1)


_OVER = one_of(OVER)

FORMS = (
    Form(
        Kind.COMPARISON,
        words("plus moins autant davantage aussi"),
        any_of(
            r"\b(?:plus|moins|davantage|autant|aussi) (?!que\b|qu')(?:[\w'-]+,? ){1,7}?(?:que\b|qu')(?! (?:possible|"
            r"jamais|prevu|de raison|l'on|n|nous ne|vous|a l'accoutumee|tout|lorsque)\b)",
            r"\b(?:davantage|autant|moins|plus) (?:que|qu')(?! (?:jamais|possible|de raison)\b)(?= ?(?:l[ea']|les|en|"
            "un|une|des|d|[a-z]+ ))",
        ),
        _compared,
        unless=any_of(
            r"\bd'‹",
            after(
                "tout, non, d'autant, rien de, ni, ne, n'est, n'a, en, de, le, la, les, au, du, des, pas, toujours, "
                "beaucoup, encore, s'agit"
            ),
            "‹aussi bien",
            r"\ba ‹moins",
            r"(?:compt|import)\w* ‹plus que",
            r"\bvau\w+ ‹",
            r"›(?:il|elle|on|ils|elles)\b",
            "‹plus d'une? ",
            before_stem("on ne, l'on"),
            r"\bne (?:\w+ ){1,3}‹",
            r"\bn'\w+ ‹",
            r"›[^.;:!?]{0,25}\b(?:moyenne|national\w*|france|population|pays|ailleurs|chacun|prive)\b",
            r"\b(?:vise|veut|faut|souhaite|pour|afin)\b[^.;]{0,25}‹",
            "›[^.;:]{0,12}(?:jamais|possible)",
        ),
    ),
    Form(
        Kind.COMPARISON,
        words("superieur superieure superieurs superieures inferieur inferieure inferieurs inferieures"),
        r"\b(?:superieure?s?|inferieure?s?) (?:a|au|aux)\b",
        _compared,
        apart=(WISHED,),
        unless=any_of(
            r"\b(?:niveau|enseignement|interet|grade|cadre)s? ‹",
            r"\bdelais? ‹",
            r"\brevenus? ‹",
            r"›[^.;]{0,25}\b(?:moyenne|nationale?s?|seuil|smic|requis)",
        ),
    ),
    Form(
        Kind.COMPARISON,
        frozenset(OVER) | {"emporte", "emportent", "dessus", "dessous", "egale", "egalent", "autant"},
        any_of(
            rf"\b(?:{_OVER})\b",
            r"\bl'emporte(?:nt)? (?:sur|nettement sur|largement sur)\b",
            r"\b(?:n')?egale(?:nt)?\b(?: pas)?",
            r"\bautant d[e'] ?\w+ que d[e']",
            r"\b(?:pass\w+|rest\w+|situ\w+|est|sont) (?:au-dessus|en dessous|au-dessous) (?:de|du|des)\b",
        ),
        _compared,
        apart=(
            WISHED,
            OUTSIDE,
        ),
        unless=any_of(
            r"\b(?:se|s'est|nous|idees?|modeles?|limite|a|sans|pour) ‹\w*er›",
            before_stem(
                "le cadre, le simple, les clivages, les frontieres, l'entendement, les bornes, nos, les attentes, "
                "les esperances, toutes?, les obstacles, les freins, (?:l|s)es limites, (?:s|l)es peurs, leurs, "
                "la simple, le seul, les oppositions, les idees, ses, sa, son, du, de la, des, une heure, "
                r"\d+ (?:degres|metres|km|kg|decibels|jours|heures)"
            ),
            r"›[^.;]{0,20}\b(?:moyenne|nationale?s?|seuil|smic|tete)\b",
            r"\bmoyenne\b[^.]{0,20}‹",
            r"\b(?:quand|lorsque|si|des que) [^.]{0,40}‹",
            "‹egale?›(?= (?:a|de))",
            "(?:l'|un |d'|cet |notre |leur |en |son )‹excedent",
            r"\ba ‹egale",
        ),
    ),
)

# Words that compare when braces say what: « plus », « moins d'heures », « autant ».
ALONE = (
    Form(
        Kind.COMPARISON,
        words("plus moins davantage autant aussi"),
        r"^(?:(?:bien|un peu|nettement|beaucoup|largement) )?(?:plus|moins|davantage|autant|aussi)\b",
        _compared,
    ),
)
