"""The control of a number that is taken away while its digits stay, where the same number is given more than once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rapport.sources.model import Report
from tests.team.returned.reviewer import Reviewer, W
from tests.team.returned.test_unseen import edition_of, told

TWICE = """---
title: Les nombres
---

Ici, {{ value("velos.repares") }} vélos, puis {{ value("velos.repares") }} sourires.

## Encore {{ value("velos.repares") }} fois, et {{ value("velos.repares") }}

- un élément de {{ value("velos.repares") }}, ou de {{ value("velos.repares") }}
"""
WHY = "la mise en page (contrôle d'un chiffre) n'a pas d'équivalent dans les sources"
PLACES = {"a paragraph": "sourires", "a title": "Encore", "a list": "un élément de"}


@pytest.fixture(scope="module")
def twice(sent_petite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, bytes]:
    """Return an edition that gives a number twice here and there, and its Word file."""
    return edition_of(TWICE, sent_petite, tmp_path_factory.mktemp("twice"))


def control_of(reviewer: Reviewer, words: str, at: int) -> Any:
    """Return the control of a number of a paragraph."""
    return [*reviewer.paragraph(words).iter(f"{W}sdt")][at]


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in PLACES.items()])
def test_one_control_of_two_that_is_taken_away_is_told(words: str, at: int, twice: tuple[Report, bytes]):
    reviewer = Reviewer(twice[1], tracked=False)
    control = control_of(reviewer, words, at)
    for one in [*control.find(f"{W}sdtContent")]:
        control.addprevious(one)
    control.getparent().remove(control)
    assert [(one.why, one.edits) for one in told(twice, reviewer.saved())] == [(WHY, [])]


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in PLACES.items()])
def test_a_number_of_two_that_goes_with_its_control_is_not_freed(words: str, twice: tuple[Report, bytes]):
    reviewer = Reviewer(twice[1], tracked=False)
    control = control_of(reviewer, words, 1)
    control.getparent().remove(control)
    found = told(twice, reviewer.saved())
    assert len(found) == 1
    assert WHY not in {one.why for one in found}
    assert not found[0].left_out
