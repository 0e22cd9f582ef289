"""Numbers as French documents write them, with their units and their own precision: « 316,4 M€ », « 57 % », « quatre »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from rapport.ground import french

_S = french.SPACES
# Thousands parted by spaces, points or quotes; a decimal comma, or a point that is followed by one or two digits.
_DIGITS = re.compile(
    rf"(?<![\w,])(?<!\d\.)[-+{french.MINUS}]?(?:[0-9]{{1,3}}(?:[{_S}][0-9]{{3}})+(?![0-9])|[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9])"
    rf"|[0-9]+)(?:,[0-9]+|\.[0-9]{{1,2}}(?![0-9.]))?"
)
_UNITS = (
    r"%|‰|(?:k|M|Md|Mds)€|€|millions? d[e']\s?euros?|milliards? d[e']\s?euros?|milliers? d[e']\s?euros?|euros?"
    r"|millions?|milliards?|milliers?|points?|kWh|MWh|GWh|tonnes?|kg|km|m²|hectares?|ha|heures?|ans|mois|jours?|semaines?|h|t"
)
_UNIT = re.compile(rf"[{_S}]?(?P<unit>{_UNITS})(?![\w'’€])")
_WORDS = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, french.NUMBER_WORDS), key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)
_ALONE = re.compile(rf"\(?[-+{french.MINUS}]?[0-9][0-9{_S}.,]*[{_S}]?(?:%|‰|[kM]?€|Mds?€)?\)?")


class WrittenNumber(NamedTuple):
    """A number in a text: its value, its unit as it is written there, its digits after the comma, and where it stands."""

    value: Decimal
    unit: str
    decimals: int
    start: int
    end: int
    in_words: bool = False


def written_numbers(text: str, *, words: bool = True) -> Iterator[WrittenNumber]:
    """Yield the numbers of a text in order, in digits, then those in words (« quatre ») but « un » and « une », articles."""
    for found in _DIGITS.finditer(text):
        if (number := _number(text, found.start(), found.end())) is not None:
            yield number
    for found in _WORDS.finditer(text) if words else ():
        counted = french.NUMBER_WORDS[found[0].lower()]
        if counted > 1:
            unit = _UNIT.match(text, found.end())
            yield WrittenNumber(Decimal(counted), unit["unit"] if unit else "", 0, found.start(), found.end(), in_words=True)


def _number(text: str, start: int, end: int) -> WrittenNumber | None:
    written = text[start:end].replace("+", "")
    if re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", written):
        written = written.replace(".", "")
    if written[:1] in {"-", french.MINUS} and text[:start][-1:].strip() not in {"", "("}:
        written, start = written[1:], start + 1  # « 1998-1999 », « COVID-19 »: a hyphen
    try:
        value = french.number_of(written)
    except ValueError:  # more digits than can be computed with
        return None
    unit = _UNIT.match(text, end)
    decimals = len(re.split("[.,]", written, maxsplit=1)[1]) if re.search("[.,]", written) else 0
    return WrittenNumber(value, unit["unit"] if unit else "", decimals, start, unit.end() if unit else end)


def cell_number(text: str) -> WrittenNumber | None:
    """Return the number that a cell of text is, None when it says anything else; in brackets, accountants mean a negative one."""
    if not _ALONE.fullmatch(text):
        return None
    found = [*written_numbers(text, words=False)]
    if len(found) != 1 or re.sub(r"[()]", "", text).strip(_S + "+") != text[found[0].start : found[0].end].strip(_S + "+"):
        return None
    bracketed = text.startswith("(") and text.endswith(")")
    return found[0]._replace(value=-abs(found[0].value)) if bracketed else found[0]
