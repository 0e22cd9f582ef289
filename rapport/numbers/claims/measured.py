"""Counts of one unit, and of halves: « une demi-tonne », « plus d'un an », « deux heures et demie »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.ground.units import WRITTEN_OUT
from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import SIZED, SOFT, Form, softness_of
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.patterns import one_of

_UNIT = rf"(?:{one_of(WRITTEN_OUT)})"
_ONE = rf"\bune?(?: {SIZED})?[ ](?P<demi>demi-)?(?P<unit>{_UNIT})(?P<half> et demie?)?\b"
_MORE = rf"(?P<count>{NUMBER}) (?P<units>{_UNIT}) et demie?\b"
PATTERN = rf"(?:{SOFT} ?)?(?:{_ONE}|{_MORE})"


def _read(match: re.Match[str]) -> Meaning | None:
    count = number_of(match["count"]) if match["count"] else Decimal(1)
    if count is None:
        return None
    half = match["half"] or match["units"]
    value = count + Decimal("0.5") if half else Decimal("0.5") if match["demi"] else count
    return Meaning(Kind.ROUGH, value, softness_of(match))


ALONE = (Form(Kind.ROUGH, frozenset(), PATTERN, _read),)
