"""Two people's changes of one text, together or told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.sources.editing.merging import merged

BASE = "un\ndeux\ntrois\nquatre\ncinq\n"


@pytest.mark.parametrize(("mine", "theirs", "expected"), [
    ("UN\ndeux\ntrois\nquatre\ncinq\n", "un\ndeux\ntrois\nquatre\nCINQ\n", "UN\ndeux\ntrois\nquatre\nCINQ\n"),
    ("un\ndeux\ntrois\nquatre\ncinq\nsix\n", "deux\ntrois\nquatre\ncinq\n", "deux\ntrois\nquatre\ncinq\nsix\n"),
    ("un\ndeux\nTROIS\nquatre\ncinq\n", "un\ndeux\nTROIS\nquatre\ncinq\n", "un\ndeux\nTROIS\nquatre\ncinq\n"),
    (BASE, "autre\n", "autre\n"),
    ("autre\n", BASE, "autre\n"),
    ("un\nDEUX\ntrois\nquatre\ncinq\n", "un\ndeuxième\ntrois\nquatre\ncinq\n", None),
    ("un\nDEUX\ntrois\nquatre\ncinq\n", "un\ndeux\nTROIS\nquatre\ncinq\n", None),  # lines that touch
    ("un\ndeux\ntrois\nquatre\ncinq\na\n", "un\ndeux\ntrois\nquatre\ncinq\nb\n", None),
])  # fmt: skip
def test_two_changes_are_one_text_or_none(mine: str, theirs: str, expected: str | None):
    assert merged(BASE, mine, theirs) == expected
    assert merged(BASE, theirs, mine) == expected


@pytest.mark.parametrize(("base", "mine", "theirs"), [
    ("b\na\na\nb\nb\na\n", "b\na\na\na\nb\na\n", "b\na\nb\nb\nb\na\n"),  # both together would be the base
    ("a\nx\nb\n", "x\nb\nx\n", "a\nx\nb\nx\n"),
    ("a\n\nb\n\nb\n", "a\nb\n\nb\n", "a\n\nb\nb\n"),
])  # fmt: skip
def test_nothing_that_one_wrote_is_nowhere(base: str, mine: str, theirs: str):
    both = merged(base, mine, theirs)
    assert both == merged(base, theirs, mine)
    assert both != base


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n"]), max_size=8).map("".join)


@given(LINES, LINES, LINES)
def test_who_goes_first_changes_nothing_and_nobody_is_overwritten(base: str, mine: str, theirs: str):
    found = merged(base, mine, theirs)
    assert found == merged(base, theirs, mine)
    assert merged(base, mine, base) == mine
    if found == base:
        assert mine == theirs == base
