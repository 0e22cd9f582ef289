"""Shares by a name: « la majorité », « une minorité », « la plupart », « l'essentiel », « la quasi-totalité »."""

from __future__ import annotations

import re

from rapport.numbers.claims.form import Form
from rapport.numbers.claims.meaning import Kind, Meaning, Softness
from rapport.numbers.claims.patterns import after, any_of, before_stem, words

_SIZES = "large|grande|courte|mince|faible|petite|ecrasante|forte|nette|immense|vaste"
_SOFTENED = (
    r"(?:(?:(?P<below>presque|quasi(?:ment)?|pratiquement|pas loin d'etre)|(?P<above>a peine|tout juste|de justesse))[ -])?"
)


def _named(match: re.Match[str]) -> Meaning:
    words = match[0]
    large = re.search(r"large|grande|ecrasante|tres|forte|immense|vaste", words)
    if "minorit" in words:
        small = re.search(r"petite|faible|infime|tres|largement", words)
        return Meaning(Kind.SHARE, named="large-minority" if small else "minority", softness=_side(match))
    if "plupart" in words:
        return Meaning(Kind.SHARE, named="most")
    if "essentiel" in words:
        return Meaning(Kind.SHARE, named="essential")
    if "totalite" in words:
        return Meaning(Kind.SHARE, named="almost_all")
    return Meaning(Kind.SHARE, named="large" if large else "majority", softness=_side(match))


def _side(match: re.Match[str]) -> Softness:
    """Return how far from a half a side is: « presque majoritaires », « une courte majorité »."""
    if match["below"] or "quasi-" in match[0]:
        return Softness.BELOW
    return (
        Softness.ABOVE if match["above"] or re.search(r"\b(?:courte|mince|faible|petite) majorite", match[0]) else Softness.PLAIN
    )


# A party, a shareholder, a share: « les groupes minoritaires ».
_ATTRIBUTE = (
    r"\b(?:groupes?|partis?|actionnaires?|associes?|syndicats?|opinions?|courants?|voix|vote|elus|liste|listes|"
    r"participation|langues?|cultures?|logique|mode|camp|avis) ‹(?:tres |largement )?(?:majoritaires?|minoritaires?)›"
)

FORMS = (
    Form(
        Kind.SHARE,
        words("majorite majoritairement majoritaire majoritaires"),
        rf"{_SOFTENED}(?:(?:dans |pour )?(?:(?:leur|la|une|sa) |l')(?:tres )?(?:(?:{_SIZES}) )?"
        r"(?:quasi-)?majorite\b|\b(?:tres |largement )?majoritaire(?:ment|s)?\b|en (?:grande |tres grande |large"
        r" )?majorite\b)",
        _named,
        unless=any_of(
            before_stem(
                "municipale, presidentielle, parlementaire, de rechange, legale, civile, penale, sexuelle, absolue, "
                "qualifiee, relative, simple, "
                "silencieuse, numerique, politique, des (?:voix|deux|trois|suffrages), au (?:conseil|parlement|senat), "
                "doit etre, devra etre, doit s', requise, "
                "s'acquiert, s'atteint, est fixee a, est a [a-z-]+ ans"
            ),
            after("a, l'age de, age de, atteint, atteindre, atteignent, avant, apres, de, des, jusqu'a, comme"),
            "(?:scrutin|actionnaire) ‹",
            _ATTRIBUTE,
        ),
    ),
    Form(
        Kind.SHARE,
        words("minorite minoritaire minoritaires"),
        rf"{_SOFTENED}(?:(?:une|la)(?: (?:tres )?(?:petite|faible|infime))? minorite\b|\b(?:tres |largement )?minoritaires?\b)",
        _named,
        unless=any_of(
            before_stem("de blocage, linguistique, nationale, visible"),
            "actionnaires? ‹",
            r"\bpendant ‹",
            _ATTRIBUTE,
        ),
    ),
    Form(
        Kind.SHARE,
        words("majeure"),
        r"\b(?:la|en) majeure partie\b",
        lambda _: Meaning(Kind.SHARE, named="majority"),
        unless=r"› du temps",
    ),
    Form(
        Kind.SHARE,
        words("plupart"),
        r"\bla plupart(?: d[eu'](?:s\b)?)?",
        _named,
        unless="› ?(?:temps|cas du temps|du temps|(?:entre )?(?:vous|nous)\\b)|\\bcomme ‹",
    ),
    Form(
        Kind.SHARE,
        words("essentiel"),
        any_of(
            r"\b(?:provien\w+|vien\w+|constitu\w+|compos\w+|financ\w+|port\w+|issu\w*|assur\w+|sont|est|concern\w+)(?: "
            r"\w+)?,? pour l'essentiel\b",
            r"\bpour l'essentiel (?:par|d[eu']|des|composee?s?|issue?s?|constituee?s?)(?= |\b)",
            r"\bl'essentiel (?:d[eu]s?\b|de l|d')",
        ),
        _named,
        unless=any_of(
            "› ?(?:l'actualite|l'annee|rapport|message|notre|nos|propos|a retenir|la loi|infos?|informations?|"
            "metier|savoir|vivre)",
            after("a, sur, de"),
            "c'est ‹",
        ),
        provided=any_of(
            r"(?:^|[.,:;(] ?|\b(?:et|soit|represente(?:nt)?|constitue(?:nt)?|forme(?:nt)?|assure(?:nt)?|porte(?:nt)?|"
            "concentre(?:nt)?|apporte(?:nt)?|finance(?:nt)?|compose(?:nt)?|fournit|fournissent|regroupe(?:nt)?|"
            "couvre(?:nt)?|absorbe(?:nt)?|tire(?:nt)?|realise(?:nt)?|investi|place|consacre|que|qui|pour|est|sont|ou) )‹",
            "^‹",
            r"‹\w+(?: \w+)?,? pour l'essentiel›",
        ),
    ),
    Form(Kind.SHARE, words("totalite quasi-totalite"), r"\b(?:la )?quasi[ -]totalite\b", _named),
)
