"""Words that claim something only where braces say of what: `[l'essentiel]{.claim of="…" in="…"}`, `[stable]`, `[dix fois]`."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.numbers.claims import comparisons, measured, multiples, orders, ranks, wholes
from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import SOFT, Form, softness_of
from rapport.numbers.claims.meaning import Kind, Meaning


def _times(match: re.Match[str]) -> Meaning | None:
    number = number_of(match["count"].replace("une", "un"))
    if not number:
        return None
    number += Decimal("0.5") if match["half"] else 0
    return Meaning(Kind.MULTIPLE, number, softness_of(match)) if number > 1 else None


def _form(kind: Kind, pattern: str, meaning: Meaning) -> Form:
    return Form(kind, frozenset(), pattern, lambda _: meaning)


ALONE = (
    *comparisons.ALONE,
    *wholes.ALONE,
    *ranks.ALONE,
    *orders.ALONE,
    *multiples.ALONE,
    *measured.ALONE,
    _form(Kind.SHARE, r"^(?:pour )?l'essentiel\b", Meaning(Kind.SHARE, named="essential")),
    Form(Kind.MULTIPLE, frozenset(), rf"^(?:{SOFT} ?)?(?P<count>{NUMBER}|une) fois(?P<half> et demie?)?(?: plus)?\b", _times),
    _form(
        Kind.TREND,
        r"^(?:quasi(?:ment)? |tres |relativement )?(?:stable|inchangee?|identique|constante?)s?\b",
        Meaning(Kind.TREND, direction=0),
    ),
    _form(Kind.TREND, r"^per(?:d|dent|dant|du) du terrain\b", Meaning(Kind.TREND, direction=-1)),
    _form(Kind.RANK, r"^(?:le |la |les )?(?:n ?[°o] ?1\b|principa(?:le?s?|ux)\b|leaders?\b)", Meaning(Kind.RANK, place=1)),
    _form(Kind.RANK, r"^en queue\b", Meaning(Kind.RANK, place=-1)),
    Form(
        Kind.COMPARISON,
        frozenset(),
        r"^(?:a (?:parite|egalite)|equiva\w+|equivalente?s?|identiques?|egale?s?|egaux)\b",
        comparisons.compared,
    ),
    Form(Kind.COMPARISON, frozenset(), r"^(?:au-dessus|au-dessous|en dessous)\b", comparisons.compared),
    Form(
        Kind.ALL,
        frozenset(),
        r"^(?:chaque|l'ensemble|l'integralite|pas une?|une? seule?|(?:l[ae] )?seule?|l'unique)\b",
        wholes.all_or_none,
    ),
)
