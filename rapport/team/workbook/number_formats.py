"""Number formats of a spreadsheet (ECMA-376-1, 18.8.30 and 18.8.31): what a cell shows of the number that it holds.

openpyxl tells dates from numbers and no more. In a format, « % » multiplies by 100 what is shown only when it stands
bare: within quotes, after a backslash, « _ » or « * », or in brackets it is a letter like another.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.team.workbook.lettering import alters, minuses, pluses, words_of

_TOKEN = regex(
    r"""
    "(?P<quoted>[^"]*)(?:"|$) | \\(?P<escaped>.) | _(?P<padding>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|Standard) | (?P<exponent>E[+-]) | (?P<section>;) | (?P<digit>[0\#?]) | (?P<point>\.)
    | (?P<comma>,) | (?P<percent>%) | (?P<text>@) | (?P<fraction>/[ ]*[1-9][0-9]*|/) | (?P<letter>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_CURRENCY = regex(r"\$([^-\]]*)(?:-[0-9A-Za-z,]*)?")
_TESTS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_COLOURS = frozenset({"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"})
_PLACES = frozenset({"digit", "general", "text"})


@dataclass(frozen=True)
class FormatSection:
    """One of the sections of a format: its tokens (kind, text), its condition and whether it gives a colour."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None
    coloured: bool = False

    @property
    def plain(self) -> bool:
        """Tell whether it shows the number's digits."""
        return any(kind in _PLACES for kind, _ in self.tokens)

    @property
    def around(self) -> str:
        """Return its letters, without the digits."""
        return "".join(text for kind, text in self.tokens if kind == "literal")

    @property
    def letters(self) -> tuple[str, str, str]:
        """Return its letters before, among and after the digits."""
        places = [index for index, (kind, _) in enumerate(self.tokens) if kind in _PLACES]
        first, last = (places[0], places[-1]) if places else (len(self.tokens), len(self.tokens))
        parts = self.tokens[:first], self.tokens[first:last], self.tokens[last + 1 :]
        before, within, after = ("".join(text for kind, text in part if kind == "literal") for part in parts)
        return before, within, after


@dataclass(frozen=True)
class ShownCell:
    """What a cell shows: ``number`` is the one that is read there, ``text`` the whole, letters included.

    ``percents`` counts the bare « % », ``thousands`` the divisions by 1000; ``words`` are those that say what is counted,
    such as « k€ »; ``hidden`` tells that the number isn't to be seen, ``unsigned`` that a negative one looks positive,
    ``altered`` that digits or signs which the format adds make it look like another.
    """

    number: Decimal
    text: str
    percents: int = 0
    thousands: int = 0
    words: tuple[str, ...] = ()
    hidden: bool = False
    unsigned: bool = False
    altered: bool = False


def shown_by(code: str, value: Decimal) -> ShownCell:
    """Return what a number format shows of a value (digits aside: no rounding)."""
    sections = sections_of(code)
    section, own_sign = _section_for(sections, value)
    kinds = [kind for kind, _ in section.tokens]
    percents = kinds.count("percent")
    number = (value * 100**percents).normalize() if percents else value
    around = section.around
    dash = not value and around.strip() in {"-", "–", "—", french.MINUS}  # accountants' zero
    before, within, after = section.letters
    negative, own = minuses(before, after), value < 0 and own_sign
    signed = bool(value) and (negative > own or (value < 0 and pluses(before, after) > 0))
    return ShownCell(
        number,
        _text_of(section, number, signed=value < 0 and not own_sign),
        percents,
        _thousands(section),
        () if dash else words_of(f"{before} {after}"),
        hidden=not section.plain and not dash,
        unsigned=own and not negative and not section.coloured,
        altered=section.plain and (signed or alters(before, within, after)),
    )


def text_shown_by(code: str, text: str) -> ShownCell:
    """Return what a number format shows of a cell that holds a text: a text may be hidden, or given letters, as well."""
    parts = _parts_of(code)
    found = next((part for part in parts if any(kind == "text" for kind, _ in part)), parts[3] if parts[3:] else None)
    section = _section([("text", "@")] if found is None else found)
    before, within, after = section.letters
    around = f"{before} {after}"
    altered = section.plain and (alters(before, within, after) or minuses(before, after) > 0)
    return ShownCell(Decimal(), f"{before}{text}{after}", words=words_of(around), hidden=not section.plain, altered=altered)


@lru_cache(maxsize=256)
def sections_of(code: str) -> tuple[FormatSection, ...]:
    """Return the sections of a format, of numbers only: the one of texts (« @ ») is of no number, unless alone."""
    sections = [_section(part) for part in _parts_of(code)]
    numbers = [section for section in sections[:3] if not any(kind == "text" for kind, _ in section.tokens)]
    return tuple(numbers or sections[:1])


def _parts_of(code: str) -> list[list[tuple[str, str]]]:
    """Return the tokens of each section of a format, four at most."""
    parts: list[list[tuple[str, str]]] = [[]]
    for found in _TOKEN.finditer(code or "General"):
        if found.lastgroup == "section":
            parts.append([])
        else:
            parts[-1].append((found.lastgroup or "", found[found.lastgroup or 0]))
    return parts[:4]


def _section(part: list[tuple[str, str]]) -> FormatSection:
    tokens: list[tuple[str, str]] = []
    condition, coloured = None, False
    for kind, text in part:
        if kind == "bracket":
            if test := _CONDITION.fullmatch(text.strip()):
                condition = (test[1], Decimal(test[2]))
            elif currency := _CURRENCY.fullmatch(text):
                tokens.append(("literal", currency[1]))
            coloured = coloured or text.casefold() in _COLOURS or text.casefold().startswith("color")
        elif kind in {"quoted", "escaped", "letter"} or (kind == "fill" and text.strip()):
            tokens.append(("literal", text))
        elif kind == "padding":
            tokens.append(("literal", " "))
        elif kind != "fill":
            tokens.append((kind, text))
    return FormatSection(tuple(tokens), condition, coloured)


def _section_for(sections: tuple[FormatSection, ...], value: Decimal) -> tuple[FormatSection, bool]:
    """Return the section that shows a value, and whether that section writes the sign of negative numbers itself."""
    count = len(sections)
    conditional = any(section.condition for section in sections)
    for index, section in enumerate(sections):
        if section.condition:
            sign, bound = section.condition
            if _TESTS[sign](value, bound):
                return section, False
        elif index == count - 1 or (index == 0 and (value > 0 if count > 2 else value >= 0)):  # noqa: PLR2004 - with zero's
            return section, index == 1 and value < 0 and not conditional
        elif index == 1 and value < 0:
            return section, not conditional
    return FormatSection((("literal", "#"),)), False  # no condition holds: a spreadsheet fills the cell with « # »


def _thousands(section: FormatSection) -> int:
    """Return how many times what is shown is divided by 1000: the commas that follow the last digit, or the last of the units."""
    kinds = [kind for kind, _ in section.tokens]
    digits = [index for index, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    ends = {max((index for index in digits if index < point), default=-1), max(digits, default=-1)} - {-1}
    return sum(next((n for n, kind in enumerate(kinds[end + 1 :]) if kind != "comma"), len(kinds) - end - 1) for end in ends)


def _text_of(section: FormatSection, number: Decimal, *, signed: bool) -> str:
    """Return what is seen, letters included; digits with letters among them (« 0#" "##" "## ») are spread over their places."""
    kinds = [kind for kind, _ in section.tokens]
    digits = [index for index, kind in enumerate(kinds) if kind == "digit"]
    simple = not {"point", "exponent", "comma", "percent", "fraction", "general", "text"} & {*kinds}
    if digits and simple and number == int(number) and sum(section.tokens[i][1] == "0" for i in digits) > 0:
        return ("-" if signed else "") + "".join(_spread(section, f"{abs(int(number))}", digits))
    plain = f"{number if signed else abs(number):f}"
    digits = digits or [index for index, kind in enumerate(kinds) if kind in _PLACES]
    if not digits:
        return section.around
    said = french.format_number(number if signed else abs(number))
    first, last = digits[0], digits[-1]
    before, after = (
        "".join(text for kind, text in part if kind in {"literal", "percent"})
        for part in (section.tokens[:first], section.tokens[last + 1 :])
    )
    return f"{before}{said if before.strip() or after.strip() else plain}{after}".strip()


def _spread(section: FormatSection, written: str, digits: list[int]) -> Iterator[str]:
    """Yield the pieces of a whole number laid over the places of a format, from the right."""
    places = len(digits)
    wanted = places - [section.tokens[index][1] for index in digits].index("0")  # a zero calls for all the places to its right
    filled = written.zfill(max(wanted, 1)).rjust(places)
    extra, rest = filled[: len(filled) - places], iter(filled[len(filled) - places :])
    for index, (kind, text) in enumerate(section.tokens):
        if kind == "digit":
            yield (extra if index == digits[0] else "") + next(rest).strip()
        else:
            yield text
