"""Rows of tables that a reviewer added or removed: told, with the reason; the data are left as they are."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome
from tests.team.returned.reviewer import Reviewer, W

ROWS = ("data/tables/heures_par_atelier.csv", "data/tables/people.csv")


def row_of(reviewer: Reviewer, words: str) -> Any:
    """Return the row of a table that holds words."""
    for row in reviewer.root.iter(f"{W}tr"):
        if words in "".join(text.text or "" for text in row.iter(f"{W}t")):
            return row
    raise AssertionError(words)


def add(reviewer: Reviewer, words: str) -> None:
    """Add a row below another, its bookmarks left out, as word processors do."""
    row = row_of(reviewer, words)
    new = copy.deepcopy(row)
    for mark in [*new.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    for text in new.iter(f"{W}t"):
        text.text = "Neuf"
    row.addnext(new)


def remove(reviewer: Reviewer, words: str) -> None:
    """Take a row away."""
    row = row_of(reviewer, words)
    row.getparent().remove(row)


@pytest.mark.parametrize("change", [add, remove])
@pytest.mark.parametrize("words", ["Bois", "Nadia"])
def test_a_row_is_told(
    change: Callable[[Reviewer, str], None], words: str, root: Path, reviewed: Callable[..., Path], told: Callable[..., Outcome]
):
    before = {path: (root / path).read_bytes() for path in ROWS}
    outcome = told(root, "import", str(reviewed(lambda reviewer: change(reviewer, words), False)), "--oui")
    done = "ajoutée : ajoutez-la" if change is add else "retirée : retirez-la"
    assert f"une ligne de tableau a été {done}" in outcome.out.replace("\u00a0", " ")
    assert ("Neuf" if change is add else words) in outcome.out
    assert before == {path: (root / path).read_bytes() for path in ROWS}
