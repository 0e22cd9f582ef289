"""Things shared out: none is lost, none changes its place, every share fits that can, and there are as few as can be."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.ground.shared_out import shared_out
from tests.some import some


@pytest.mark.parametrize(
    ("heights", "shares"),
    [
        ([1, 1, 1, 1, 1, 1], [[1, 1, 1], [1, 1, 1]]),
        ([3, 1, 1, 1, 1], [[3, 1], [1, 1, 1]]),
        ([9, 1, 1], [[9], [1, 1]]),
        ([1, 9, 1], [[1], [9], [1]]),
        ([4], [[4]]),
        ([], []),
    ],
)
def test_shares_are_few_and_even(heights: list[int], shares: list[list[int]]):
    assert shared_out(heights, lambda share: sum(share) <= 4) == shares


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_each_has_its_place(heights: list[int]):
    shares = shared_out(heights, lambda share: sum(share) <= 5)
    assert [*chain(*shares)] == heights
    for share in some(shares):
        assert sum(share) <= 5 or len(share) == 1
