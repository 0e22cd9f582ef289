"""Levels: « reste stable », « se maintient », « un record », « jamais autant »."""

from __future__ import annotations

import re

from rapport.numbers.claims.counted import AMOUNT, UNCOUNTED_ONE
from rapport.numbers.claims.folding import NUMBER
from rapport.numbers.claims.form import UNSAID, WISHED, Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.outside import OUTSIDE
from rapport.numbers.claims.patterns import after, any_of, before_stem, one_of, words
from rapport.numbers.claims.trends import NO_AMOUNT
from rapport.numbers.claims.verbs import STEADY


def _steady(_: re.Match[str]) -> Meaning:
    return Meaning(Kind.TREND, direction=0)


def _record(match: re.Match[str]) -> Meaning:
    low = re.search(r"\bbas\b|jamais (?:ete )?aussi (?:peu|bas|faible|peu nombreu)", match[0])
    return Meaning(Kind.TREND, direction=-1 if low else 1, degree="record")


_LEVEL = (
    "(?:chiffre|effectif|nombre|niveau|montant|taux|part|total|activite|frequentation|participation|budget|tarif|cout|prix|"
    "cotisation|duree)"
)

_PRICED = rf"(?:tarif|prix|loyer|redevance|frais|{AMOUNT})"

FORMS = (
    Form(
        Kind.TREND,
        frozenset(word.split()[-1].rpartition("'")[2] for word in STEADY),
        rf"(?<![\w-])(?:{one_of(STEADY)})\b",
        _steady,
        apart=(WISHED, OUTSIDE, UNSAID, UNCOUNTED_ONE),
        unless=any_of(
            r"\b(?:est|sont|etait|etaient) ‹plafonne|‹plafonn(?:es|ees?)›(?! depuis)",  # a rule: « plafonnées à dix »
            before_stem("en emploi, dans l'emploi, a domicile, en forme, a jour, dans le logement, au chaud, informe"),
            after("pour, a, de"),
        ),
    ),
    Form(
        Kind.TREND,
        words(
            "stable stables stabilite etale etales identique niveau inchange inchangee inchanges inchangees constant constante "
            "constants constantes"
        ),
        any_of(
            r"\b(?:(?:rest|demeur)\w+|est|sont|etait|etaient|quasi(?:ment)?|relativement|globalement) (?:(?!un|une|"
            r"des|de|dite?s?\b|reput|consider)\w+ ){0,2}?(?:stables?|inchangee?s?|constante?s?)\b",
            r"\b(?:rest|demeur)\w+ etales?\b",
            r"\b(?:reconduit|maintenu|renouvele)e?s? (?:a l'identique|(?:au meme|a son|a leur) niveau)\b",
            r"\bstabilite d(?:u nombre|es effectifs|es adhesions|es ressources|u taux|e l'activite)",
            r"(?<=, )stables?\b",
            r"\bstables? (?=par rapport|depuis|a \d)",
            rf"\b{_LEVEL}s? (?:\w+ )?stables?\b",
        ),
        _steady,
        apart=(WISHED,),
        unless=any_of(
            r"\b(?:emploi|logement|situation|cadre|contrat|revenu|parcours|solution|equilibre|table|environnement|"
            r"foyer|couple|etat|engagement|patiente?|malade|blessee?|enfant)s?(?: \w+)? ‹",
            r"\bnous ‹",  # who stays so, not how many
            before_stem("dans le logement, et durable, psychologiquement"),
        ),
    ),
    Form(
        Kind.TREND,
        words("evolue evoluent bouge bougent varie varient change niveau identique identiques pas cesse equilibre"),
        r"\b(?:(?:rest|demeur|se mainti|se situ)\w* (?:\w+ )?au meme niveau|(?:rest|demeur)\w* identiques?|n'(?:a|ont) "
        r"(?:guere|pas|presque pas|pratiquement pas|quasiment pas) (?:evolue|bouge|varie)|n(?:'|e"
        r" )(?:evolue|evoluent|bougent?|varient?) (?:guere|pas|presque pas))\b",
        lambda match: Meaning(Kind.TREND, direction=0, denying=match[0].startswith("n")),
    ),
    Form(
        Kind.TREND,
        words("meme memes"),
        r"\b(?:(?:est|sont|etait|etaient) )?(?:rest|demeur)\w+ l[ae]s? memes?\b",
        _steady,
        apart=(WISHED,),
        provided=rf"\b{_LEVEL}s?\b[^.;:!?‹]{{0,60}}‹",
    ),
    Form(
        Kind.TREND,
        words("hausse augmentation progression baisse diminution reduction recul"),
        r"\bsans (?:(?:aucune?|nouvelle|nouveau|reelle) )?"
        r"(?:(?P<up>hausse|augmentation|progression)|baisse|diminution|reduction|recul)\b",
        lambda match: Meaning(Kind.TREND, direction=1 if match["up"] else -1, denied=True),
        apart=(OUTSIDE,),
        unless=NO_AMOUNT,
        provided=rf"\b{_PRICED}\w*\b[^.;:!?‹]{{0,60}}‹|› d(?:e |u |es |')(?:(?:l[ae]s?|nos|ses|leurs?) )?{_PRICED}",
    ),
    Form(
        Kind.TREND,
        words("contenu contenue contenus contenues maitrise maitrisee maitrises maitrisees"),
        r"\b(?:(?:rest|demeur)\w+|est|sont|ete|etaient|etait) (?:\w+ment |bien |ainsi )?(?:contenu|maitrise)e?s?\b"
        r"|(?<=couts )contenus?\b|(?<=cout )contenu\b",
        lambda _: Meaning(Kind.TREND, direction=1, degree="strong", denied=True),
        apart=(WISHED, OUTSIDE),
        provided=rf"\b(?:hausse|augmentation|{_PRICED})\w*\b[^.;:!?‹]{{0,50}}‹",
    ),
    Form(
        Kind.TREND,
        words("niveau"),
        r"\b(?:(?:a|ont|avait|avaient) )?(?:(?:pas|plus|guere|jamais|toujours pas|pas encore) )?"
        r"retrouv(?:e|ent|ait|aient|ant|es|ee|ees) (?:pas )?(?:son|leur) niveau\b",
        lambda _: Meaning(Kind.TREND, direction=0, degree="back"),
        apart=(WISHED,),
    ),
    Form(
        Kind.TREND,
        words("record records"),
        r"\b(?:bat(?:tent|tu|tait|taient)? (?:tous )?(?:les|leurs|ses|des) |(?:un|le|ce|nouveau|chiffre|niveau|annee|"
        r"nombre|participation|frequentation|affluence|valeur|"
        r"montant|collecte|taux|une annee|total) )*records?\b(?: historique)?(?: (?:bas|haut))?",
        _record,
        unless=any_of(
            before_stem(
                r"de (?:france|course|vitesse|l'heure|natation|saut), du monde, d'europe, olympique, man\b, personnel, "
                r"regional, departemental, national, mondial, du club, de la piste, homologue, du bassin"
            ),
            after("battre, livre des, guinness, enregistrement, temps, en un temps"),
            r"\b(?:athletes?|nageu\w+|coureu\w+|sauteu\w+|lanceu\w+|lui|elle) ‹",
            rf"›(?: de {NUMBER})? (?:de )?(?:centiemes?|dixiemes?|secondes?)\b",
            rf"\bson ‹[^›]*›(?! d(?:e |'|u )(?:{AMOUNT}|affluence|audience|public|[a-z]+s\b))",  # an athlete's
            r"\b(?:vise|objectif)\b[^.]{0,30}‹",
        ),
    ),
    Form(
        Kind.TREND,
        words("jamais haut bas"),
        any_of(
            r"\b(?:son|leur|un|au|le) plus (?:haut|bas)(?: niveau| historique| depuis| de la decennie| de son histoire)\b",
            r"\b(?:est|sont|reste\w*|atteint|etait) (?:a son|a leur|au) plus (?:haut|bas)\b",
            r"(?<!\bon n'est )(?<!\bon n'a )\bjamais "
            r"(?:(?:[\w'-]+ ){0,5}?)(?:autant|(?:ete )?aussi \w+|eu autant|connu autant)\b",
            r"\bplus (?:nombreu\w+|eleve\w*|haut\w*|forte?\w*) que jamais\b",
        ),
        _record,
    ),
    Form(
        Kind.TREND,
        words("precedent historique inedit inedite inegale inegalee atteint"),
        any_of(
            r"\b(?:niveau|nombre|montant|affluence|chiffre)s? (?:d(?:e |')[\w'-]+ )?(?:sans precedent|jamais atteint|"
            r"inegalee?|inedite?)\b",
            r"\b(?:frequentation|participation|niveau|resultat|affluence|collecte|chiffre) historique\b",
        ),
        _record,
    ),
)
