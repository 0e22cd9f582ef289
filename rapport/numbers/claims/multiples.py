"""Multiples: « deux fois plus », « le double », « a triplé », « moitié moins »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import SIZED, SOFT, Form, softness_of
from rapport.numbers.claims.meaning import TURNED, Kind, Meaning
from rapport.numbers.claims.outside import OUTSIDE
from rapport.numbers.claims.patterns import after, any_of, before_stem, one_of, words
from rapport.numbers.claims.shares import COUNTS, PARTS
from rapport.numbers.claims.verbs import DOWN, TIMES, UP

_LED = rf"(?:{SOFT} ?)?"


def _times(match: re.Match[str]) -> Meaning | None:
    number = number_of(match["count"].replace("une", "un"))
    half = match.groupdict().get("half")
    if not number or (number < 2 and not half):  # noqa: PLR2004 - « une fois »
        return None
    number += Decimal("0.5") if half else 0
    if (match.groupdict().get("way") or "").startswith(("moin", "inf")):
        return Meaning(Kind.MULTIPLE, 1 / number, TURNED[softness_of(match)])
    return Meaning(Kind.MULTIPLE, number, softness_of(match))


_NOUNS = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "decuple": 10}


def _noun_times(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.MULTIPLE, Decimal(_NOUNS[match["noun"]]), softness_of(match))


_VERBS = {form: number for number, forms in TIMES.items() for form in forms if not form.endswith("les")}

_VERBS |= {noun + "ment": number for noun, number in _NOUNS.items()}


def _verb_times(match: re.Match[str]) -> Meaning:
    soft = softness_of(match)
    return Meaning(Kind.MULTIPLE, Decimal(_VERBS[match["verb"]]), soft)


def _by_times(match: re.Match[str]) -> Meaning | None:
    number = number_of(match["count"])
    if not number:
        return None
    number += Decimal("0.5") if match["half"] else 0
    return Meaning(Kind.MULTIPLE, 1 / number if match["verb"].startswith("divis") else number, softness_of(match))


def _by_half(match: re.Match[str]) -> Meaning:
    more = match.groupdict().get("rises") or "plus" in match[0]
    by = not re.search(r"plus|moins|moindre", match[0])
    return Meaning(Kind.MULTIPLE, Decimal("1.5") if more else Decimal("0.5"), softness_of(match), by=by)


def _by_part(match: re.Match[str]) -> Meaning | None:
    part = Decimal("0.5") if match["half"] else Decimal(COUNTS.get(match["count"] or "un", 1)) / PARTS[match["part"]]
    if not 0 < part < 1:
        return None
    return Meaning(Kind.MULTIPLE, 1 + part if match["rises"] or match["gains"] else 1 - part, softness_of(match), by=True)


_RISES = rf"(?P<rises>{one_of(UP)}|(?:hausse|augmentation|progression|croissance))"
_FALLS = rf"(?:{one_of(DOWN)}|baisse|diminution|recul|chute|repli|reduction|reduite?s?)"
# « Baisse de plus d'un tiers », « a perdu la moitié », « gagne un quart ».
BY_PART = (
    rf"\b(?:(?:{_RISES}|{_FALLS})(?: \w+ment)?|(?P<gains>gagn(?:e|ent|ait|aient))|(?P<loses>per(?:d|dent|du|dait|daient)))"
    rf"(?P<amount>(?: de| d')?[ ]?(?:(?:(?P<below>(?:pres|pas loin) d(?:e |'|es |u )|presque |a peine )|"
    rf"(?P<less>moins d(?:e |'|es |u ))"
    rf"|(?P<above>(?:un peu |bien |nettement )?plus d(?:e |'|es |u ))|(?P<around>environ )))?"
    rf"(?:(?P<half>(?:la )?moitie)|(?:les |des )?(?:(?P<count>{one_of(COUNTS)})[ -])?(?:{SIZED} )?"
    rf"(?P<part>{one_of(PARTS)})))\b(?!-)"
)


FORMS = (
    Form(
        Kind.MULTIPLE,
        words("moitie"),
        rf"{_LED}(?:\b(?:de |la )?moitie (?:moins|plus|moindres?)|"
        rf"\b(?:(?:{_RISES}|{_FALLS}) (?:\w+ment )?)?(?<!plus )de moitie)\b",
        _by_half,
        unless=any_of("› que possible", r"\b(?:sauce|bouillon|jus|vin|cuisson)\b[^.;]{0,20}‹"),
    ),
    Form(
        Kind.MULTIPLE,
        words("fois"),
        rf"{_LED}(?P<count>{NUMBER}|\bune) fois (?P<half>et demie )?(?P<way>plus|moins|moindres?|superieure?s?|"
        rf"inferieure?s?|autant|"
        r"celles?|celui|ceux|ce que|son|sa|leurs?|le|la|les|l')(?= |\b)",
        _times,
        unless=r"› ?(?:an\b|jour\b|semaine\b|mois\b|par\b|meme)",
    ),
    Form(
        Kind.MULTIPLE,
        frozenset("23456789"),
        r"(?<!\w)[x×] ?(?P<count>[2-9]|10)\b",
        _times,
    ),
    Form(
        Kind.MULTIPLE,
        frozenset(_NOUNS),
        rf"{_LED}\b(?:le|du|au) (?P<noun>{one_of(_NOUNS)})\b(?= d[eu']| des|[.,;:)]|$| que| par rapport)",
        _noun_times,
        unless=any_of(
            before_stem("de cles, du contrat, des cles"),
            after("en, a"),
            "› asterisque",
            # A copy: « le double de l'acte est conservé ».
            r"‹le double› (?:de|du|des)\b[^.;:!?]{0,30}\b(?:conserv|remi[st]|envoy|archiv|sign|adress|transmi)",
        ),
    ),
    Form(
        Kind.MULTIPLE,
        frozenset(_NOUNS),
        r"\b(?:(?P<below>pas loin|(?:tout )?pres)|(?P<less>(?:un peu )?moins)|(?P<above>(?:un peu |bien |nettement )?plus)) du "
        rf"(?P<noun>{one_of(_NOUNS)})\b",
        _noun_times,
        unless=before_stem("contrat"),
    ),
    Form(
        Kind.MULTIPLE,
        frozenset(_VERBS),
        r"(?:(?P<below>presque|quasiment|pratiquement) |(?P<above>plus que) )?(?:\bquasi-)?\b"
        rf"(?P<verb>{one_of(_VERBS)})\b",
        _verb_times,
        apart=(OUTSIDE,),
        unless=any_of(
            r"\b(?:pour|a|de|d'ici|peut|peuvent|pourrait|devrait|doit|doivent|va|vont|faire|faut|veut|a pu|afin de|"
            r"sans) ‹\w+er›",
            r"\b(?:objectif|vise|visent|viser|veut|espere|souhaite|ambition|voudrait|propose|prevoit|un|une|la|cette|"
            "leur|sa|son|ce|agent|mots?) ‹(?![^›]*ment›)",
            r"\b(?:vise|visent|viser|objectif|souhaite|demande|espere)\b[^.,;]{0,40}‹",
            r"\b(?:est|etait|sont|compt\w+|etre|jou\w+|voi\w+|pay\w+|le|mise?|mettre) ‹(?:double|triple)›",
            r"\b(?:films?|dessins? animes?|vestes?|vetements?|manteaux?|acteurs?)\b[^.;]{0,25}‹",
            r"› d(?:e la|u|es) (?:r[nd]\b|routes?|voies?|lignes?|ponts?|tunnel|autoroute|quai)",
            r"\bparties? ‹doubles?›",  # of accounts
            r"‹[^›]*doubl\w+› (?:(?:la|les|des|une|sa|leur) voix|la pointe|une bouee|"
            r"(?:le|un|ce|les|des) (?:films?|caps?|personnages?|roles?|phares?)|l'(?:acteur|actrice|heroine|heros))\b",
            r"› ?(?:de|d'|en) (?:laine|soie|coton|fourrure|cuir|polaire|francais|occitan|breton|anglais|basque|version)",
            before_stem(
                "titre, competence, tutelle, casquette, mission, enjeu, objectif, peine, culture, vocation, diplome, "
                "appartenance, regard, ecoute, vitrage, page, sens, effet, role, langage"
            ),
        ),
        provided=any_of(
            "‹[^›]*(?:ment|ant|ee|a|ait|aient|erent|nt|ees|era|eront)›",
            "‹(?:presque |plus que |quasiment |pratiquement )",
            after("a, ont, est, sont, ayant, avait, avaient, fois, presque, plus que, quasiment, pratiquement"),
            before_stem("en, depuis, par rapport, cette, l'an, sur, pour, entre, et, encore, quasiment, presque, avec, grace"),
            r"›\s*(?:[.,;:!?)]|$)",
        ),
    ),
    Form(
        Kind.MULTIPLE,
        words("multiplie multiplies multipliee multipliees multiplient divise divises divisee divisees divisent"),
        rf"\b(?P<verb>multipli\w+|divis\w+) par {_LED}(?P<count>{NUMBER})(?P<half> et demie?)?",
        _by_times,
    ),
)

# What moves by a part, when braces say what: elsewhere its verb says a trend, and its part a share.
ALONE = (Form(Kind.MULTIPLE, words("moitie") | frozenset(PARTS), BY_PART, _by_part),)
