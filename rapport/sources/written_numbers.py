"""Numbers as French documents write them, with their units and their own precision: « 316,4 M€ », « 57 % », « quatre »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.patterns import regex

_S = french.SPACES.replace("\t", "")  # a tab parts columns, never thousands
_SIGNS = f"-+{french.MINUS}"
# Thousands parted by spaces, points or quotes; a decimal comma, or a point that is followed by one or two digits.
_DIGITS = regex(
    rf"(?<![\w,])(?<!\d\.)[-+{french.MINUS}]?(?:[0-9]{{1,3}}(?:[{_S}][0-9]{{3}})+(?![0-9])|[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9])"
    rf"|[0-9]+)(?:,[0-9]+|\.[0-9]{{1,2}}(?![0-9.]))?"
)
_EURO = r"(?:€|EUR(?:OS?)?(?!\w)|[Ee]uros?(?!\w))"
_SCALED = rf"(?P<scale>[kK]|[mM]|[mM]ds?|[mM]rds?|G)[{_S}]?(?:d['’][{_S}]?)?{_EURO}"
_SCALES = {"k": "k€", "m": "M€"}  # any other: « Md€ »
_UNITS = (
    rf"%|‰|{_SCALED}|millions? d[e'’]\s?euros?|milliards? d[e'’]\s?euros?|milliers? d[e'’]\s?euros?|{_EURO}"
    r"|[kM]?[$£]|k?CHF|millions?|milliards?|milliers?|points?|kWh|MWh|GWh|tonnes?|kg|km|m²|hectares?|ha|heures?|ans|mois|jours?|semaines?|h|t"
)
# What an amount is for: « 12 €/h », « 45 km/h », « 12 € de l'heure ». « 120 000 € par an » is what a year costs, no rate.
_PER = (
    rf"(?:[{_S}]?/[{_S}]?(?P<per>[^\W\d_][\w²³-]*)|[{_S}](?:par[{_S}]|(?:de[{_S}])?l['’]|(?:à[{_S}])?la[{_S}]|le[{_S}])"
    r"(?P<for>heures?|personne|habitant|salariée?|adhérente?|participante?|bénéficiaire|structure|unité|repas|place|poste|ETP|tonne"
    r"|kilo|kg|km|kilomètre|mètre|m²|mètre carré|litre|kWh|MWh|h)(?!\w))"
)
_UNIT = regex(rf"[{_S}]?(?P<unit>{_UNITS})(?:{_PER}|(?![\w'’€]))")
_HEAD = regex(  # « Montant (k€) », « Recettes, en milliers d'euros », « % »
    rf"(?:[(\[][{_S}]*(?:en[{_S}]+)?|(?<!\w)en[{_S}]+|^(?=[%‰]))(?P<unit>{_UNITS}){_PER}?(?=[{_S}]*(?:[)\],;:]|$|HT|TTC))"
)
_MONEY = regex(
    rf"(?<![^\W\d_])(?P<unit>{_SCALED}|(?:milliers?|millions?|milliards?) d[e'’]\s?euros?|{_EURO}|[kM]?[$£]|k?CHF(?!\w)){_PER}?"
)
_WORDS = regex(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, french.NUMBER_WORDS), key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)
_LARGER = regex(r"[\s-]?(?:mille|cents?)(?!\w)", re.IGNORECASE)  # « trois mille », « 12 mille »: more than what was read
_MINUS = regex(rf"(?:[:=|;(\[\t]\s*[-–{french.MINUS}]|(?<![0-9%€])(?<![0-9%€][{_S}]){french.MINUS})[{_S}]?$")  # set apart
_BRACKETED = regex(rf"[:=|\t][{_S}]*\($")  # « Résultat : (12 000 €) », as accountants write a negative number
_IN_BRACKETS = regex(r"[^\W\d_][^()]*[\s]\($")  # « Résultat (12 000) », without a colon
_DASHED = regex(rf"[^\W\d_]\)?[{_S}]+[-–—][{_S}]?$")  # « Résultat – 12 000 »
_APART = regex(r"[0-9]{1,3}(?: [0-9]{3})+")  # thousands parted by plain spaces, as columns are
_ALONE = regex(rf"\(?[-+{french.MINUS}]?[0-9][0-9{_S}.,]*[{_S}]?(?:%|‰|{_SCALED}|{_EURO}|[kM]?[$£]|k?CHF)?\)?")


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
        if counted > 1 and not _is_part(text, found.start(), found.end()):
            unit, _ = unit_at(text, found.end())
            yield WrittenNumber(Decimal(counted), unit, 0, found.start(), found.end(), in_words=True)


def unit_at(text: str, at: int) -> tuple[str, int]:
    """Return the unit that is written at a place of a text, and its end; empty when there is none."""
    found = _UNIT.match(text, at)
    return (_unit(found), found.end()) if found else ("", at)


def money_in(text: str) -> str:
    """Return the unit of money that a text shows (« k€ »), empty when it shows none."""
    found = _MONEY.search(text)
    return _unit(found) if found else ""


def units_of_heading(heading: str) -> tuple[str, ...]:
    """Return the units that a heading, a label or a title gives to its numbers (« Montant (k€) »), each once."""
    found = sorted([*_MONEY.finditer(heading), *_HEAD.finditer(heading)], key=lambda one: one.start("unit"))
    return tuple(dict.fromkeys(map(_unit, found)))


def _unit(found: re.Match[str]) -> str:
    """Return a unit as it is written; « K€ », « kEUR » and « k euros » are one, « € de l'heure » is « €/heure »."""
    unit = _SCALES.get(found["scale"].casefold(), "Md€") if found["scale"] else found["unit"]
    per = found["per"] or found["for"]
    return f"{unit}/{per}" if per and unit not in {"%", "‰"} else unit  # 3 % a year are 3 %


def _is_part(text: str, start: int, end: int) -> bool:
    """Tell whether number words are a part of a larger number that isn't read (« trois mille », « deux cent trente »)."""
    if _LARGER.match(text, end):
        return True
    after = _WORDS.match(text, re.compile(r"[\s-]*").match(text, end).end())  # type: ignore[union-attr]
    before = re.search(r"(\w+)[\s-]+$", text[:start])
    return bool(after) or bool(before and before[1].lower() in {*french.NUMBER_WORDS, "mille", "cents"} - {"un", "une"})


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
    if _LARGER.match(text, end):
        return None
    if written[:1] not in _SIGNS:
        value *= _sign(text, start)
    unit, last = unit_at(text, end)
    decimals = len(re.split("[.,]", written, maxsplit=1)[1]) if re.search("[.,]", written) else 0
    return WrittenNumber(value, unit, decimals, start, last)


def doubt_of(text: str, number: WrittenNumber) -> str:
    """Return what makes a number of a line doubtful (French), empty when nothing does: its sign, or where it begins."""
    before, written, after = text[: number.start], text[number.start : number.end], text[number.end :]
    if number.in_words or number.value < 0:
        return ""
    if _IN_BRACKETS.search(before) and after.lstrip().startswith(")"):
        return "il est seul entre parenthèses, ce qui est un nombre négatif pour un comptable"
    if _DASHED.search(before):
        return "un tiret le précède : est-ce un signe moins ?"
    columns = _APART.fullmatch(written) and not re.search(r"[:=]\s*$", before)
    if columns and not after.strip() and (re.search(r"\w", before) or written.count(" ") > 1):
        return "rien ne dit s'il est d'un seul tenant, ou dans plusieurs colonnes"
    return ""


def _sign(text: str, start: int) -> int:
    """Return -1 for a number whose sign is set apart from it (« Résultat : - 12 000 »); a dash between words is none."""
    before = text[:start]
    return -1 if _MINUS.search(before) or _BRACKETED.search(before) else 1


def cell_number(text: str) -> WrittenNumber | None:
    """Return the number that a cell of text is, None when it says anything else; in brackets, accountants mean a negative one."""
    if not _ALONE.fullmatch(text):
        return None
    found = [*written_numbers(text, words=False)]
    if len(found) != 1 or re.sub(r"[()]", "", text).strip(_S + "+") != text[found[0].start : found[0].end].strip(_S + "+"):
        return None
    bracketed = text.startswith("(") and text.endswith(")")
    return found[0]._replace(value=-abs(found[0].value)) if bracketed else found[0]
