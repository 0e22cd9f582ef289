"""What Git leaves in a file where two people changed the same lines: it is told at its line, and nothing of it is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.sources.signature import FILE as SIGNATURES
from rapport.sources.tied import FILE as TIES

BOTH = "<<<<<<< HEAD\n{0}\n=======\n{0}\n>>>>>>> branche-de-lea\n"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("content/edito.md", "Un mot."),
        ("data/tables/heures_par_atelier.csv", "2024,couture,Couture,120"),
        ("data/charts.yml", "autre: {kind: bars}"),
        ("report.yml", "# une remarque"),
    ],
)
def test_a_merge_in_suspense_is_told(petite: Path, run: Callable, name: str, line: str):
    path = petite / name
    before = path.read_text("utf-8").rstrip("\n") + "\n"
    path.write_text(before + BOTH.format(line), "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    at = before.count("\n") + 1
    assert f"{name}:{at}:1: erreur LEC14 Une fusion de Git est en suspens : ces lignes sont en double." in outcome.lines


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> branche", "||||||| base"])
@pytest.mark.parametrize(("name", "hint"), [(SIGNATURES, "chacune est une signature"), (TIES, "puis « python build.py tie »")])
def test_any_mark_left_in_what_commands_write_is_told_as_elsewhere(petite: Path, run: Callable, name: str, hint: str, mark: str):
    """One code for one fault, whatever the file: what to do of it differs."""
    (petite / name).write_text(f"# une ligne\n{mark}\n", "utf-8")
    outcome = run(petite, "check")
    assert f"{name}:2:1: erreur LEC14 Une fusion de Git est en suspens : ces lignes sont en double." in outcome.lines
    assert hint in outcome.out
    assert "LEC04" not in outcome.out


def test_what_was_half_mended_is_told_too(petite: Path, run: Callable):
    path = petite / "content/edito.md"
    path.write_text(f"{path.read_text('utf-8')}\nUn mot.\n>>>>>>> branche\n", "utf-8")
    assert "LEC14" in run(petite, "check").out


def test_a_title_that_is_underlined_is_none(petite: Path, run: Callable):
    path = petite / "content/edito.md"
    path.write_text(f"{path.read_text('utf-8')}\n```\n=======\n << un >> et <<<<<<<\n```\n", "utf-8")
    assert "LEC14" not in run(petite, "check").out
