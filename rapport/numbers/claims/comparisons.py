"""Comparisons: « plus que », « autant que », « dépasse », « inférieur à »."""

from __future__ import annotations

import re

from rapport.ground.patterns import regex
from rapport.numbers.claims.counted import AMOUNT, FELT
from rapport.numbers.claims.folding import NUMBER
from rapport.numbers.claims.form import SORTED, WISHED, Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.outside import OUTSIDE
from rapport.numbers.claims.patterns import after, any_of, before_stem, either, one_of, words
from rapport.numbers.claims.verbs import COVER, EQUAL, OVER, PREVAIL


def compared(match: re.Match[str]) -> Meaning:
    """Return what a comparison means by its words."""
    words = match[0]
    degree = "slight" if _SLIGHTLY.search(words) else "strong" if _GREATLY.search(words) else ""
    if re.search(r"\bautant\b|\baussi\b|\begal|\bidentique|\bmeme |\bparite|\bequi[vl]|\bex[ -]aequo", words):
        return Meaning(Kind.COMPARISON, direction=0)
    direction = -1 if re.search(r"\bmoins\b|\binferieur|\bmoindre|dessous", words) else 1
    return Meaning(Kind.COMPARISON, direction=direction, degree=degree)


_SLIGHTLY = regex(r"\b(?:legerement|un peu|a peine|tout juste|de peu|faiblement)\b")
_GREATLY = regex(r"\b(?:nettement|largement|beaucoup|de loin|tres|fortement|sensiblement)\b")
_BY_HOW_MUCH = r"(?:(?:legerement|un peu|a peine|tout juste|nettement|largement|bien|tres|fortement|sensiblement) )?"

# The other side of « dépassés par »: an amount too.
_SIDE = rf"(?:celles?|celui|ceux|(?:l[ae]s? |l'|nos |ses |leurs )(?:{AMOUNT}|legs)\w*)\b"

# « Inférieur de 3,1 % à », « supérieure de deux heures à ».
_BY_AMOUNT = rf"d(?:e |')(?:{NUMBER})[^.;:!?]{{0,25}}?"

_OVER = one_of(OVER)
_JUDGED = either(
    "able, ible, ique, aire, elle, euse, ive, ile, ace, exe, aine, ple, bre, uste, ide, oche, iche, este, ante, ente"
)
# What is more or less by a count or a measure, never by a judgment (« plus durable que »).
_MEASURED = either(
    r"nombreu(?:x|se|ses), eleve(?:e|s|es)?, important(?:e|s|es)?, frequent(?:e|s|es)?, jeunes?, age(?:e|s|es)?, cher(?:e|"
    r"s|es)?, "
    r"lourd(?:e|s|es)?, bas(?:se|ses)?, faibles?, forte?s?, grande?s?, gros(?:se|ses)?, petite?s?, longue?s?, long, courte?s?, "
    r"rapides?, hautes?, hauts?, rares?, couteu(?:x|se|ses), souvent, longtemps, vite, tot, presente?s?, actifs?, actives?, "
    r"satisfaite?s?, assidue?s?, vieux, vieilles?, anciens?, anciennes?, dynamiques?, denses?, productifs?, productives?, "
    r"rentables?, "
    rf"(?!\w*(?:{_JUDGED})s?\b)[a-z]{{4,}}ee?s?"
)
# Whom or what the other side of a comparison names, where the first side has no noun of its own.
_OTHER = (
    r"(?= ?(?:l[ea']s?|en|un|une|des|d|ce(?:lui|lle|ux|lles)|nos|notre|leurs?|son|sa|ses|ces|cet|cette|a|au|aux|dans|chez) ?)"
)
_IDLE = (
    r"(?! ?(?:possible|jamais|prevu|de raison|l'on|n|nous ne|vous|a l'(?:accoutumee|ordinaire)|d'(?:habitude|ordinaire)|"
    r"de coutume|tout|lorsque|necessaire|utile|permis|voulu)\b)"
)

# What covers another amount, and what is to be covered.
_GAINED = "autofinancement|gains?|legs|mecenat|benefices?|economies|primes?"
_LOST = "pertes?|baisses?|reculs?|hausses?"
_WHOSE = r"(?:l[ae]s? |l'|nos |ses |leurs? |notre |son |sa )"
_SUFFICES = r"suffi(?:t|sent|sait|saient)(?: (?:pas|plus|guere|largement|tout juste))?"

FORMS = (
    Form(
        Kind.COMPARISON,
        words("plus moins autant davantage aussi meilleur meilleure meilleurs meilleures moindre moindres mieux meme"),
        any_of(
            rf"\b(?:plus|moins|aussi) (?:\w+ment )?(?:{_MEASURED})(?:,? [\w'-]+){{0,5}}? (?:que\b|qu'){_IDLE}",
            rf"\b(?:plus|moins|davantage|autant) d(?:e |')(?!(?:{FELT})\b)(?:[\w'-]+,? ?){{1,7}}?\b(?:que\b|qu'){_IDLE}",
            rf"\b(?:davantage|autant|moins|plus) (?:que|qu')(?! (?:jamais|possible|de raison|nous|vous|je|rien|tout|"
            rf"nature)\b){_OTHER}",
            r"\b(?:plus|moins|autant) (?:a|au|aux|en|dans) (?:[\w'-]+ ){1,4}qu'?(?:e )?(?:a|au|aux|en|dans)\b",
            r"\bde (?:plus|moins) (?:que|qu')(?= ?(?:l[ea']s?|en|a|un|une|celle|celui|ceux|celles|de|d'))",
            rf"\b(?:meilleure?s?|moindres?) (?:que|qu'){_OTHER}",
            rf"\b(?:fait|font|fera|ont fait|a fait|reussi\w*|progress\w*) (?:bien |nettement |un peu |encore )?(?:mieux|"
            rf"moins bien) (?:que|qu'){_OTHER}",
            r"\b(?:le|la) meme (?:nombre|part|proportion|quantite|montant) d[e'](?: ?[\w'-]+){1,3} (?:que|qu')",
        ),
        compared,
        unless=any_of(
            after(
                "tout, non, d'autant, rien de, rien n'est, ni, ne, n'a, en, de, le, la, les, au, du, des, pas, toujours, "
                "beaucoup de, s'agit, c'est, ce n'est, croyons, pensons, croit, savons, il n'y a pas"
            ),
            r"\b(?:rien|nul|personne) [^.,;]{0,12}‹",
            r"\bd'‹",
            "‹aussi bien",
            r"‹aussi (?:varie|divers|different|diversifie|eloigne|inattendu|essentiel)",
            "‹plus sobre",
            r"\ba ‹moins",
            r"(?:compt|import)\w* ‹plus que",
            r"\b(?:vau\w+|compt\w+|import\w+|aim\w+|prefer\w+|pens\w+|croy\w+|croi\w+|dis\w+|s'agit) ‹\w+ qu",
            r"›(?:il|elle|on|ils|elles|hier|autrefois|ailleurs)\b",
            "‹plus (?:d'une? |qu'une?|qu'un)",
            r"› ?(?:on|l'on|nous|vous|je|tu|il|elle|ils|elles|rien) ",
            r"\bne (?:\w+ ){1,3}‹",
            r"\bn'\w+ ‹|\b(?:ne |n')(?:en |y )?\w+ ‹plus qu",  # « n'en représentent plus que »: only
            r"›[^.;:!?]{0,40}\b(?:ne |n'(?:y |en )?\w+)",
            r"›[^.;:!?]{0,25}\b(?:moyenne|national\w*|france|population|pays|ailleurs|chacun|prive|annees (?:\w+ante|"
            r"quatre-vingt\S*)|"
            r"autrefois|concurrence|hier|reste d[ue])\b",
            r"\b(?:chomage|inflation|pauvrete|prix|loyers?)\b[^.;]{0,25}‹",
            "›[^.;:]{0,12}(?:jamais|possible)",
            r"(?:^|[.;:!?] )(?:bien |beaucoup )?‹plus qu(?:e|')› ?(?:des|une?) [^.;:!?,]*, (?!(?:il|"
            r"elle)s? )",  # « plus qu'un métier, »
            r"(?:^|[.;:!?] )(?:bien |beaucoup )?‹(?:bien |beaucoup )?plus qu[e']?›\s?(?:une?|l[ea]|des) [^.;:!?]*,? "
            r"(?:c'est|ce sont|il s'agit|nous|elle est|il est)\b",
            r"\b(?:demand|requi|exig|mobilis|suppos)\w* ‹autant",
        ),
    ),
    # With itself: « vend moins d'eau qu'elle n'en achète ».
    Form(
        Kind.COMPARISON,
        words("plus moins autant"),
        r"\b(?:plus|moins) d(?:e |')(?!(?:temps|mal)\b)[\w'-]+(?: [\w'-]+){0,2} qu'(?:ils?|elles?|on) n'en (?=\w)",
        compared,
        apart=(WISHED, OUTSIDE),
    ),
    Form(
        Kind.COMPARISON,
        COVER,
        rf"\b(?:ne )?(?:{one_of(COVER)})\b(?: (?:pas|plus|largement|tout juste|presque))?",
        lambda _: Meaning(Kind.COMPARISON, direction=1, degree="enough"),
        apart=(WISHED, OUTSIDE),
        # Of two amounts alone: « les ventes couvrent les charges », not « l'assurance couvre les soins ».
        provided=rf"\b{AMOUNT}\w*(?: [\w'-]+){{0,4}} ‹[^›]*› {_WHOSE}(?:[\w'-]+ )?"
        rf"(?:{AMOUNT}|{_LOST})",
        unless=r"‹[^›]*(?:ert|ir)e?s?›",
    ),
    Form(
        Kind.COMPARISON,
        COVER,
        r"\b(?:est|sont|etai\w+|ete) (?:(?:\w+ment|presque|pas|plus) )?(?:couvert|compense)e?s? par\b",
        lambda _: Meaning(Kind.COMPARISON, direction=1, degree="enough"),
        apart=(WISHED, OUTSIDE),
        provided=rf"\b(?:{AMOUNT}|{_LOST})\w*(?: [\w'-]+){{0,4}} ‹[^›]*› {_WHOSE}(?:[\w'-]+ )?(?:{AMOUNT}|{_GAINED})",
    ),
    Form(
        Kind.COMPARISON,
        words("compenser couvrir financer payer"),
        rf"\b(?:ne )?{_SUFFICES} a (?:compenser|couvrir|financer|payer)\b",
        lambda _: Meaning(Kind.COMPARISON, direction=1, degree="enough"),
        provided=rf"\b(?:{AMOUNT}|droits|{_GAINED})\w*(?: [\w'-]+){{0,4}} ‹[^›]*› {_WHOSE}(?:[\w'-]+ )?"
        rf"(?:{AMOUNT}|{_LOST}|salaires?|loyers?|entretien|frais)",
    ),
    Form(
        Kind.COMPARISON,
        words(
            "superieur superieure superieurs superieures inferieur inferieure inferieurs inferieures equivaut equivalent "
            "equivalente equivalents "
            "equivalentes comparable comparables identique identiques egal egale egaux egales parite egalite"
        ),
        any_of(
            rf"\b{_BY_HOW_MUCH}(?:superieure?s?|inferieure?s?) (?:{_BY_AMOUNT} )?(?:a|au|aux)\b",
            r"\b(?:equivau\w+|equivalente?s?|comparables?|identiques?|egal|egales?|egaux|egale) (?:a|au|aux) (?=(?:celle|"
            r"celui|ceux|l'an|l'exercice|la |le |les |"
            r"total|nombre|montant))",
            r"\ba (?:egalite|parite) (?:avec|entre)\b",
        ),
        compared,
        apart=(WISHED,),
        unless=any_of(
            r"\b(?:niveau|enseignement|interet|grade|cadre)s? ‹",
            r"\b(?:delais?|durees?) ‹",
            r"\brevenus? ‹",
            r"\b(?!sont|est|ete|reste|restent|demeure|demeurent|etait|etaient|donc|nettement|legerement|largement|bien|"
            r"tres|ainsi)\w+,? ‹[^›]*› ?\d",
            r"›[^.;]{0,25}\b(?:moyenne|nationale?s?|seuils?|plafonds?|smic|requis)",
        ),
    ),
    Form(
        Kind.COMPARISON,
        frozenset(OVER) | {form.removeprefix("l'") for form in PREVAIL} | {"dessus", "dessous", "egale", "egalent", "autant"},
        any_of(
            rf"\b(?:{_OVER})\b(?: (?:largement|bien|nettement|de loin|de peu|legerement))?",
            rf"\b(?:l'(?:a|ont|avait|avaient) )?(?:{one_of(PREVAIL)}) (?:(?:\w+ment|de loin|de peu) )?sur\b",
            r"\b(?:n')?egale(?:nt)?\b(?: pas)?",
            r"\b(?:pass\w+|rest\w+|situ\w+|est|sont) (?:au-dessus|en dessous|au-dessous) (?:de|du|des)\b",
        ),
        compared,
        apart=(WISHED, OUTSIDE, SORTED),
        unless=any_of(
            r"\b(?:se|s'est|nous|idees?|modeles?|limite|a|sans|pour) ‹\w*er›",
            before_stem(
                "le cadre, la fiction, le format, les murs, l'echelle, la question, les questions, "
                "l'ecole, le champ, le perimetre, le sujet, les seules?, la seule, le domaine, "
                "l'imagination, la mesure, l'horizon, le stade, la fonction, les enjeux, les difficultes, les contraintes, "
                "les prejuges, les craintes, "
                "les desaccords, la peur, la crise, le seuil, le plafond, les murs, le simple, les clivages, les "
                "frontieres, l'entendement, les bornes, nos, les attentes, "
                "les esperances, toutes?, les obstacles, les freins, (?:l|s)es limites, (?:s|l)es peurs, leurs, "
                r"la simple, le seul, les oppositions, les idees, ses\b, sa\b, son\b, du\b, de la\b, des\b, une heure, "
                r"\d+ (?:degres|metres|km|kg|decibels|jours|heures)"
            ),
            r"›[^.;]{0,20}\b(?:moyenne|nationale?s?|seuil|smic|tete)\b",
            r"\bmoyenne\b[^.]{0,20}‹",
            r"\b(?:quand|lorsque|si|des que) [^.]{0,40}‹",
            "‹egale?›(?= (?:a|de))",
            "(?:l'|un |d'|cet |notre |leur |en |son )‹excedent",
            r"\b(?:interet|prudence|raison|coeur|passion|esprit|envie|solidarite|collectif|plaisir|bon sens)s?(?: \w+)? "
            r"‹[^›]*emport",
            r"\ba ‹egale",
            r"\b(?:n'|cela |ce qui |ca |nous |enjeux? |la volonte )‹(?:exced|depass)",
            r"‹(?:n')?egale(?:nt)?›(?! (?:pas|celles?|celui|ceux|presque|a peu|l[ea]s?\b|l'|les|le total|la moitie))",
            r"\b(?:parts?|chances?|sans|importance|duree|valeur|dignite|facon|distance|acces|repartition) ‹egale",
            r"(?:^ ?|\b(?:un|cet|leur|l'|petit|leger|bel|bon|net|d'|total|premier|en|son|notre|ces|les) ?)‹excedents?›",
            r"‹excedent› (?:d[e'u]|brut|net|comptable|budgetaire|annuel|de l'|est|a |s'|sera|permet|:)",
            rf"‹(?:est |sont )?depassee?s?› (?:par(?! {_SIDE})|$)|\b(?:technologies?|idees?|modeles?|materiels?|logiciels?|"
            r"outils?|methodes?|equipes?) ‹depasse",
            rf"\b(?:se sont|s'est|est|sont|etre) ‹(?:depass|surpass)\w+›(?! (?:de|d') ?\d| par {_SIDE})",
        ),
    ),
)

# Words that compare when braces say what: « plus », « moins d'heures », « autant », « légèrement supérieur ».
ALONE = (
    Form(
        Kind.COMPARISON,
        COVER | words("compenser couvrir financer payer"),
        rf"\b(?:(?:{one_of(COVER)})\b|{_SUFFICES} a (?:compenser|couvrir|financer|payer)\b)"
        r"(?![^.;]*\b(?:moitie|tiers|quarts?|\w+iemes?|fois|double)\b)",
        lambda _: Meaning(Kind.COMPARISON, direction=1, degree="enough"),
    ),
    Form(Kind.COMPARISON, EQUAL | words("aequo"), rf"\b(?:s')?(?:(?:{one_of(EQUAL)})|ex[ -]aequo)\b", compared),
    Form(
        Kind.COMPARISON,
        words("superieur superieure superieurs superieures inferieur inferieure inferieurs inferieures"),
        rf"^{_BY_HOW_MUCH}(?:superieure?s?|inferieure?s?)\b",
        compared,
    ),
    Form(
        Kind.COMPARISON,
        words("plus moins davantage autant aussi"),
        r"^(?:(?:bien|un peu|nettement|beaucoup|largement) )?(?:plus|moins|davantage|autant|aussi)\b",
        compared,
    ),
)
