"""The expressions that lists of words are made into."""

from __future__ import annotations

import re

import pytest

from rapport.numbers.claims.patterns import one_of
from rapport.numbers.claims.verbs import DOWN, STEADY, UP


@pytest.mark.parametrize("forms", [UP, DOWN, STEADY, {"tiers"}, {"un", "une", "uns"}, {"a.b", "a b", "a"}])
def test_one_of_reads_its_words_and_no_other(forms: set[str]):
    pattern = re.compile(one_of(forms))
    assert all(pattern.fullmatch(form) for form in forms)
    others = {form[:end] for form in forms for end in range(len(form))} | {f"{form}z" for form in forms} | {"axb"}
    assert not [other for other in others - forms if pattern.fullmatch(other)]


@pytest.mark.parametrize(
    ("text", "read"), [("progressent encore", "progressent"), ("s'est amelioree", "s'est amelioree"), ("bond", None)]
)
def test_the_longest_is_read_first(text: str, read: str | None):
    found = re.match(one_of(UP), text)
    assert (found[0] if found else None) == read
