"""What is printed where a number isn't there."""

from __future__ import annotations

from rapport.numbers.awaited import GAP
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.panel import WITHHELD


def gap_of(register: Register, ref: str) -> str:
    """Return « XX » until a number is filled in, « n.d. » (n/a) when nobody knows it, « c » when it is secret; else nothing."""
    try:
        register.number(ref)
    except (UnknownNumber, ExpressionError) as error:
        return WITHHELD if error.withheld else register.language.phrases["unknown"] if error.unknown else GAP
    return ""
