"""A number that was wrong is one correction: what prints it, or is calculated from it, follows, and is said to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.some import some
from tests.team.editions.conftest import spoil
from tests.team.editions.test_correcting import NUMBERS, rows

FOLLOWS = "(suite d'une autre correction)"
SHARE = "nombre heures.part_velo"  # as the list has it
HOURS = "data/tables/heures_par_atelier.csv"


def wheres(root: Path) -> dict[str, bool]:
    """Return of each correction that is listed whether it is said to follow from another."""
    text = (root / "data/tables/corrections.csv").read_text("utf-8")
    return {name: FOLLOWS in line for name, line in zip(rows(root), text.splitlines()[1:], strict=True)}


def corrected_hours(root: Path) -> None:
    """Correct a cell and the total that is typed of it."""
    spoil(root, HOURS, "620", "630")
    spoil(root, NUMBERS, "1240", "1250")


@pytest.mark.parametrize(
    ("spoilt", "own"),
    [
        (lambda root: spoil(root, NUMBERS, "318", "316"), {"nombre velos.repares"}),
        (corrected_hours, {"nombre heures.total", "nombre heures_par_atelier.velo.heures"}),
        (lambda root: spoil(root, "content/edito.md", "\n\n", "\n\nUne phrase de plus.\n\n"), {"phrase edito.1"}),
        (lambda root: spoil(root, "data/tables/people.csv", "Trésorier", "Trésorier adjoint"), {"liste people"}),
    ],
)
def test_what_is_corrected_is_told_from_what_follows(published: Path, told: Callable, spoilt: Callable, own: set[str]):
    told(published, "correct")
    spoilt(published)
    said = told(published, "correct").out
    listed = wheres(published)
    assert {name for name, follows in some(listed.items()) if not follows} == own
    counted = f"{len(own)} corrections" if len(own) > 1 else "Une correction"
    followed = len(listed) - len(own)
    after = (
        f" ; {followed} autres changements en découlent"
        if followed > 1
        else " ; un autre changement en découle"
        if followed
        else ""
    )
    assert said.startswith(f"{counted} depuis la version précédente{after}.\n")
    assert "COR01" not in told(published, "check").out


def test_a_sentence_written_anew_is_a_correction_of_its_own(published: Path, told: Callable):
    """It prints the number too: its author changed more than the number did. The list is brought up to date in its place."""
    told(published, "correct")
    spoil(published, NUMBERS, "318", "316")
    told(published, "correct")
    assert wheres(published)["phrase edito.1"]
    spoil(published, "content/edito.md", "sont repartis", "sont déjà repartis")
    told(published, "correct")
    assert not wheres(published)["phrase edito.1"]
    assert wheres(published)["phrase ateliers.1"]


def test_a_calculated_share_whose_decimals_hide_the_change_is_said_with_them(published: Path, told: Callable):
    told(published, "correct")
    corrected_hours(published)
    told(published, "correct")
    assert rows(published)[SHARE] == ("50 %", "50,4 %")
    assert wheres(published)[SHARE]


def test_a_formula_written_anew_is_a_correction_of_its_own(published: Path, told: Callable):
    told(published, "correct")
    spoil(published, NUMBERS, '100 * value("heures_par_atelier.velo.hours")', '100 * value("heures_par_atelier.bois.hours")')
    told(published, "correct")
    assert not wheres(published)[SHARE]


def test_a_precision_alone_is_a_correction(published: Path, told: Callable):
    """The value stays, what readers see of it doesn't."""
    told(published, "correct")
    spoil(published, NUMBERS, 'unit: "%"', 'unit: "%"\n  decimals: 1')
    told(published, "correct")
    assert rows(published)[SHARE] == ("50 %", "50,0 %")
    assert not wheres(published)[SHARE]
