"""English forms: numbers, units, typography, days, ordinals, and the numbers that somebody typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rapport.ground import english

NBSP, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("number", "decimals", "printed"),
    [("1234", 0, "1,234"), ("47541", 0, "47,541"), ("1234567.5", 1, "1,234,567.5"), ("12.5", 1, "12.5"), ("999", 0, "999"),
     ("-1234", 0, f"{MINUS}1,234"), ("2.5", 0, "3"), ("0.70", None, "0.70")],
)  # fmt: skip
def test_numbers(number: str, decimals: int | None, printed: str):
    assert english.format_number(Decimal(number), decimals) == printed


def test_a_gain_may_bear_its_sign():
    assert english.format_number(Decimal(1234), 0, sign=True) == "+1,234"


@pytest.mark.parametrize(
    ("printed", "unit", "whole"),
    [("12.5", "%", "12.5%"), ("2,751", "€", "€2,751"), ("316.4", "M€", f"€316.4{NBSP}million"), (f"{MINUS}5", "€", f"{MINUS}€5"),
     ("12", "members", f"12{NBSP}members"), ("4", "ETP", f"4{NBSP}FTE"), ("4", "", "4"), ("1.2", "Md€", f"€1.2{NBSP}billion")],
)  # fmt: skip
def test_units(printed: str, unit: str, whole: str):
    assert english.with_unit(printed, unit) == whole


@pytest.mark.parametrize(
    ("number", "words"), [(0, "zero"), (14, "fourteen"), (40, "forty"), (61, "sixty-one"), (100, "one hundred")]
)
def test_words(number: int, words: str):
    assert english.words_of(number) == words


def test_ranks_and_days():
    assert [english.ordinal(n) for n in (1, 3, 10, 11, 12, 21, 22, 113)] == [
        "first", "third", "tenth", "11th", "12th", "21st", "22nd", "113th"
    ]  # fmt: skip
    assert english.spelled(date(2025, 6, 1)) == f"1{NBSP}June 2025"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('She calls it "the network".', "She calls it “the network”."),
        ("« the network »", "“the network”"),
        ("its members' cause, the year's end", "its members’ cause, the year’s end"),
        ("Why\u00a0? Here : this ; and 5\u00a0%", "Why? Here: this; and 5%"),
        ("work - and training...", f"work{NBSP}– and training…"),
        ("on 31 December 2024, Ms Martin", f"on 31{NBSP}December 2024, Ms{NBSP}Martin"),
        ("a 'short' word (\"quoted\")", "a ‘short’ word (“quoted”)"),
    ],
)
def test_typography_once_and_twice(typed: str, printed: str):
    assert english.typeset(typed) == printed
    assert english.typeset(printed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "In 2024, on 31 December 2024, June 5, the 21st session, from 2023-2024, at 5 pm, Article 12, ISO 26000, CO2, IDES (29)",
        'write to a.b12@example.org, call 01 49 23 70 50, {{ value("a.b") }} and [12]{.literal because="a name"}',
    ],
)
def test_what_nobody_binds(text: str):
    assert english.numerals_in(text) == ()


def test_what_is_typed_is_seen():
    text = "1,234,567 people, 12.5% of €3,000, seven teams; INTERIM 16"
    assert [found.written for found in english.numerals_in(text, ("INTERIM 16",))] == ["1,234,567", "12.5", "3,000", "seven"]
