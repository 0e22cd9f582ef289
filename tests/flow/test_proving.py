"""Why a correction of a Word file isn't printed as it came, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.proving import UNPROVED, why_unproved
from rapport.ground.problems import Place
from rapport.sources.reading import load
from rapport.team.returned.correction import CellEdit, Correction, SourceEdit, TextEdit
from rapport.team.returned.groups import ReturnedGroup

PEOPLE = "data/tables/people.csv"


@pytest.mark.parametrize(("edit", "group"), [
    (CellEdit(PEOPLE, 2, "group", "le bureau"), "bureau"),
    (CellEdit(PEOPLE, 3, "group", "le bureau"), "bureau"),
    (CellEdit(PEOPLE, 2, "role", "Présidence"), ""),
    (CellEdit(PEOPLE, 3, "phone", "01 99 00 12 35"), ""),
    (TextEdit("content/edito.md", 0, 1, "L"), ""),
])  # fmt: skip
def test_a_cell_that_other_rows_share_is_told_so(petite: Path, edit: SourceEdit, group: str):
    correction = Correction(ReturnedGroup((), ()), Place(edit.path), "", [], [], edits=[edit])
    shared = f"d'autres lignes ont le même « {group} », qui les réunit : corrigez-le sur toutes, ou dans {PEOPLE}"
    assert why_unproved(load(petite)[0], correction) == (shared if group else UNPROVED)
