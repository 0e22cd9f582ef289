"""Texts folded to be compared, with the way back, and numbers in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.numbers.claims.folding import folded, number_of

TEXTS = [
    "Près de la moitié",
    "PREMIÈRE RÉGION",
    "l’an\u00a0dernier\u202f!",
    "Le cœur des œuvres",
    "e\u0301te\u0301 ﬁnancé",
    "1\u202f284 personnes — 40\u00a0%",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_each_folded_character_leads_back(text: str):
    """A problem is told at the author's own character, whatever the folding made of it."""
    plain = folded(text)
    assert plain.at(len(plain.text)) == len(text)
    for at, letter in enumerate(plain.text):
        assert letter in folded(text[plain.at(at)]).text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Près de la MOITIÉ", "pres de la moitie"),
        ("l’an\u00a0dernier", "l'an dernier"),
        ("un\u2011tiers", "un-tiers"),
        ("Œuvre ﬁnancée", "oeuvre financee"),
        ("l'e\u0301te\u0301", "l'ete"),
    ],
)
def test_what_a_text_is_folded_to(text: str, plain: str):
    assert folded(text).text == plain


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("soixante-dix", 70),
        ("quatre-vingt-onze", 91),
        ("vingt et un", 21),
        ("cent vingt", 120),
        ("deux cents", 200),
        ("deux cent mille", 200_000),
        ("mille deux cents", 1200),
        ("trois mille", 3000),
        ("1 284", 1284),
        ("1,5 million", 1_500_000),
        ("deux millions", 2_000_000),
        ("12,5", Decimal("12.5")),
    ],
)
def test_numbers_in_words_and_digits(written: str, number: Decimal | int):
    assert number_of(written) == number


@pytest.mark.parametrize("written", ["dix cent", "vingt trente", "mille mille", "cent cent"])
def test_words_that_make_no_number(written: str):
    assert number_of(written) is None
