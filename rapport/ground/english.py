"""English written forms, for the variants that speak it: numbers, units, typography, numbers in words, numbers typed by hand.

Sources: Oxford Style Manual; the English Style Guide of the European Commission (numbers, currencies, dates).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from rapport.ground.french import MINUS, NBSP, SPACES, rounded
from rapport.ground.numerals import Numeral
from rapport.ground.patterns import regex
from rapport.ground.telephones import phones_in

# A unit as the French sources write it, and how a number is written with it; any other unit is a word after its number.
UNITS = {
    "%": "{}%", "€": "€{}", "k€": "€{} thousand", "M€": "€{} million", "Md€": "€{} billion", "ETP": "{} FTE",
    **{unit: f"{{}} {unit}" for unit in ["points", "point", "h", "min", "kWh", "MWh", "GWh", "t", "kg", "g", "km", "m²", "ha"]},
}  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def format_number(number: Decimal, decimals: int | None = None, *, sign: bool = False) -> str:
    """Return the printed form: a comma between thousands, a decimal point, U+2212; ``decimals`` as in French."""
    shown = number if decimals is None else rounded(number, decimals)
    printed = f"{abs(shown):,f}"
    return MINUS + printed if shown < 0 else ("+" if sign and shown > 0 else "") + printed


def with_unit(printed: str, unit: str) -> str:
    """Return a number with its unit: « 12.5% », « −€5 », « €316.4 million », « 12 members »."""
    if unit not in UNITS:
        return f"{printed}{NBSP}{unit}" if unit else printed
    sign = printed[0] if printed[:1] in {MINUS, "+"} else ""
    return sign + UNITS[unit].format(printed.removeprefix(sign)).replace(" ", NBSP)


def words_of(number: int) -> str:
    """Return an integer from 0 to 100 in words; raises ValueError beyond: larger numbers are printed in digits."""
    if not 0 <= number <= 100:  # noqa: PLR2004
        raise ValueError(number)
    if number == 100:  # noqa: PLR2004
        return "one hundred"
    if number < 20:  # noqa: PLR2004
        return _SMALL[number]
    ten, rest = divmod(number, 10)
    return _TENS[ten - 2] + (f"-{_SMALL[rest]}" if rest else "")


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(place: int) -> str:
    """Return a rank, from 1: « first », « tenth », « 12th », « 21st »."""
    if place <= len(_ORDINALS):
        return _ORDINALS[place - 1]
    last = 0 if place % 100 // 10 == 1 else place % 10
    return f"{place}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"  # noqa: PLR2004 - 24th


def spelled(day: date) -> str:
    """Return a day in words: « 31 March 1998 »."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


_TYPESET = tuple(
    (regex(pattern), replacement)
    for pattern, replacement in (
        (r"\.\.\.", "…"),
        (rf"«[{SPACES}]*", "“"),
        (rf"[{SPACES}]*»", "”"),
        (r"(?<=\w)'", "’"),
        (r'(?<![^\s(\[“‘/–—-])"(?=\S)', "“"),
        (r'"', "”"),
        (r"(?<![^\s(\[“])'(?=\S)", "‘"),
        (rf"(?<=\S)[{SPACES}]+(?=[;:!?%,](?!\S))", ""),
        (r"(?<=[\w)”’.]) [-–—] (?=\S)", f"{NBSP}– "),
        (r"(?<![^\s(“])-(?=\d)", MINUS),
        (rf"(?<=\d) (?=(?:{'|'.join(MONTHS)}|thousand|million|billion)\b)", NBSP),
        (r"\b(Mr|Mrs|Ms|Dr|Prof) (?=[A-ZÀ-Ý])", rf"\1{NBSP}"),
        (r"\bNo\. (?=\d)", f"No.{NBSP}"),
    )
)


@lru_cache(maxsize=1024)
def typeset(text: str) -> str:
    """Return prose with English quotes, apostrophes, ellipses and dashes, and no French space; twice changes nothing."""
    for pattern, replacement in _TYPESET:
        text = pattern.sub(replacement, text)
    return text


_YEAR = r"(?:1[89]|20|21)\d\d"
_MONTH = f"(?:{'|'.join(MONTHS)})"
_HIDDEN = regex(
    r"\{\{.*?\}\}|\[[^\[\]]*\]\{(?=[^{}]*\.(?:literal|claim)\b)[^{}]*\}|https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+", re.DOTALL
)
_S = f"[ {NBSP}]"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_EXEMPT = regex(
    "|".join(
        (
            rf"\b{_DAY}{_S}{_MONTH}\b(?:{_S}{_YEAR})?|\b{_MONTH}{_S}{_DAY}\b(?:,?{_S}{_YEAR})?",  # dates
            rf"\b{_YEAR}(?:[-–/](?:{_YEAR}|\d\d))?\b(?![,.]\d)",  # years
            rf"\b\d+(?:st|nd|rd|th)\b|\b\d{{1,2}}(?:[.:]\d\d)?{_S}?(?:am|pm)\b",  # ordinals, hours
            rf"\b(?:ISO|EN|Articles?|Regulation|Directive|No\.){_S}(?:\([A-Z]+\){_S})?\d[\d/.-]*",  # norms and laws
            rf"\(\d\d\)|\b\d{{5}}{_S}(?=[A-Z])|\b[A-Za-z](?=[^\W\d]*\d)\w*",  # departments, postcodes, words: FG2I
        )
    )
)
_DIGITS = regex(r"(?<![\w.,])[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_WORDS = {words_of(number): number for number in range(2, 101)} | {"hundreds": 100, "dozen": 12, "dozens": 12, "thousands": 1000}
_WORD = regex(rf"(?<![\w-])(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)


def numerals_in(text: str, names: Iterable[str] = ()) -> tuple[Numeral, ...]:
    """Return the numbers that an English text leaves unbound, in digits then in words; ``names`` are those that hold a number."""
    shown = _HIDDEN.sub(_blank, text)
    for name in names:
        shown = shown.replace(name, " " * len(name))
    for start, end in phones_in(shown):
        shown = shown[:start] + " " * (end - start) + shown[end:]
    shown = _EXEMPT.sub(_blank, shown)
    digits = ((found, Decimal(found[0].replace(",", "").replace(MINUS, "-"))) for found in _DIGITS.finditer(shown))
    words = ((found, Decimal(_WORDS[found[0].lower()])) for found in _WORD.finditer(shown))
    return (
        *(Numeral(found[0], value, found.start(), in_words=False, following="") for found, value in digits),
        *(Numeral(found[0], value, found.start(), in_words=True, following="") for found, value in words),
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
