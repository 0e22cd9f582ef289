"""The languages that outputs speak: one table of forms (numbers, units, typography, words) that all that prints reads.

The report is in French. A variant may be in English: its numbers are then given that language (`numbers/spoken.py`), with the
words that the team wrote in `data/en.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from rapport.ground import english, english_dates, french, numerals
from rapport.ground.numerals import Numeral
from rapport.ground.problems import Place


class NumberForm(Protocol):
    """How a number is printed."""

    def __call__(self, number: Decimal, decimals: int | None = None, *, sign: bool = False) -> str:
        """Return the printed form."""
        ...


def _unchanged(text: str, place: Place, name: bool) -> str:  # noqa: ARG001, FBT001 - asked in another language
    return text


@dataclass(frozen=True)
class Language:
    """A language: how it writes numbers, units and prose, its words for numbers, what an author's French text is in it."""

    code: str
    format_number: NumberForm
    with_unit: Callable[[str, str], str]
    words_of: Callable[[int, str], str]  # of a number, before a noun
    typeset: Callable[[str], str]
    numerals_in: Callable[[str, tuple[str, ...]], tuple[Numeral, ...]]  # that nobody bound
    shares: tuple[str, ...]  # a tenth, a fifth, a quarter, a third, two fifths, a half, three fifths… nine tenths
    softened: Mapping[str, str]  # what softens a share or a multiple (claims/meaning.py)
    phrases: Mapping[str, str]
    date_of: Callable[[str], str | None]  # an author's French date, None for what is more than a date
    own: Callable[[str, Place, bool], str] = field(default=_unchanged, compare=False)

    def translated(self, text: str, place: Place, *, name: bool = False) -> str:
        """Return an author's text in the language, or as it is: a ``name`` may. ``place`` is where the author wrote it."""
        return self.own(text, place, name) if text else text

    def dated(self, text: str, place: Place) -> str:
        """Return an author's French date in the language; what says more than a date is a text like others."""
        return self.date_of(text) or self.translated(text, place)

    def unit(self, unit: str, place: Place) -> str:
        """Return a unit in the language; one that every language writes alike stays."""
        return unit if unit in english.UNITS else self.translated(unit, place)


def _french_words(number: int, noun: str) -> str:
    return french.words_of(number, feminine=french.is_feminine(noun))


def _english_words(number: int, noun: str) -> str:  # noqa: ARG001 - no English number agrees
    return english.words_of(number)


def _english_numerals(text: str, names: tuple[str, ...]) -> tuple[Numeral, ...]:
    return english.numerals_in(text, names)


FRENCH = Language(
    code="fr",
    format_number=french.format_number,
    with_unit=french.with_unit,
    words_of=_french_words,
    typeset=french.typeset,
    numerals_in=numerals.numerals_in,
    shares=(
        *("un dixième", "un cinquième", "un quart", "un tiers", "deux cinquièmes", "la moitié", "trois cinquièmes"),
        *("deux tiers", "trois quarts", "quatre cinquièmes", "neuf dixièmes"),
    ),
    softened={"plain": "", "below": "près de ", "above": "plus de ", "less": "moins de "},
    phrases={
        "doubt": " (à confirmer)", "stable": "stable", "up": "en hausse de ", "down": "en baisse de ",
        "draft": "document de travail", "release": "Version {version} du {day}, révision {commit}",
        "all": "la totalité", "almost all": "la quasi-totalité", "slight": " légèrement", "strong": " nettement",
        "rises": "progresse", "rises, plural": "progressent", "falls": "recule", "falls, plural": "reculent",
        "keeps": "reste stable", "keeps, plural": "restent stables",
        "colon": "\u00a0: ", "semicolon": "\u202f; ", "then": " puis ",
        "chart": "Graphique", "no data": "Aucune donnée.", "all doubtful": " Valeurs à confirmer.",
        "some doubtful": " Certaines valeurs sont à confirmer.",
        "range": "{count}, de {least} à {most}", "alike": "{count}, toutes égales à {value}",
        "value": "{count} valeur", "values": "{count} valeurs", "mark": "{count} repère", "marks": "{count} repères",
        "dot": "Un point\u00a0: une unité.", "dots": "Un point\u00a0: {count}.",
        "unknown": "n.d.", "unknown rows": "n.d. (non disponible)\u00a0: {rows}.", "and": "et",
    },
    date_of=str,
)  # fmt: skip
ENGLISH = Language(
    code="en",
    format_number=english.format_number,
    with_unit=english.with_unit,
    words_of=_english_words,
    typeset=english.typeset,
    numerals_in=_english_numerals,
    shares=(
        *("one tenth", "one fifth", "a quarter", "a third", "two fifths", "half", "three fifths"),
        *("two thirds", "three quarters", "four fifths", "nine tenths"),
    ),
    softened={"plain": "", "below": "nearly ", "above": "more than ", "less": "less than "},
    phrases={
        "doubt": " (to be confirmed)", "stable": "unchanged", "up": "up ", "down": "down ", "draft": "working document",
        "release": "Version {version}, {day}, revision {commit}",
        "all": "all", "almost all": "almost all", "slight": " slightly", "strong": " sharply",
        "rises": "rises", "rises, plural": "rise", "falls": "falls", "falls, plural": "fall",
        "keeps": "remains stable", "keeps, plural": "remain stable",
        "colon": ": ", "semicolon": "; ", "then": " then ",
        "chart": "Chart", "no data": "No data.", "all doubtful": " Values to be confirmed.",
        "some doubtful": " Some values are to be confirmed.",
        "range": "{count}, from {least} to {most}", "alike": "{count}, all equal to {value}",
        "value": "{count} value", "values": "{count} values", "mark": "{count} mark", "marks": "{count} marks",
        "dot": "One dot: one unit.", "dots": "One dot: {count} units.",
        "unknown": "n/a", "unknown rows": "n/a (not available): {rows}.", "and": "and",
    },
    date_of=english_dates.date_of,
)  # fmt: skip
LANGUAGES: Mapping[str, Language] = {language.code: language for language in (FRENCH, ENGLISH)}
