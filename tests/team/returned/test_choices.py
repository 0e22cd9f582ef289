"""What « --seulement » names of a Word file's corrections: what is none of them is told, with what it may name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import Reviewer

Told = Callable[..., Outcome]


def plain(text: str) -> str:
    """Return a text with plain spaces and apostrophes."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def corrected(reviewer: Reviewer) -> None:
    """Change words of one section."""
    reviewer.change("une autre chose", "tout autre chose")


@pytest.mark.parametrize("choice", ["9", "ateliers", "Paul MAREC"])
def test_what_is_none_of_the_corrections_is_told(choice: str, root: Path, reviewed: Callable[..., Path], told: Told):
    out = plain(told(root, "import", str(reviewed(corrected)), "--oui", "--seulement", choice).out)
    said = "Après « --seulement » : un numéro de 1 à 1, « relire » ou « Relectrice »."
    assert f"« {choice} » ne désigne aucune de ces corrections. {said}" in out
    assert (root / "content/relire.md").read_text("utf-8") == SECTION


@pytest.mark.parametrize("choice", ["1", "relire", "content/relire.md", "relectrice"])
def test_what_is_one_is_written(choice: str, root: Path, reviewed: Callable[..., Path], told: Told):
    out = plain(told(root, "import", str(reviewed(corrected)), "--oui", "--seulement", choice).out)
    assert "ne désigne" not in out
    assert "1 correction : c'est écrit. « python build.py import --annuler » la retire." in out


def test_a_remark_on_words_that_changed_since_keeps_its_lines(root: Path, reviewed: Callable[..., Path], told: Told):
    path = reviewed(lambda reviewer: reviewer.comment("la gare", "Laquelle ?", "une autre chose"))
    section = root / "content/relire.md"
    section.write_text(SECTION.replace("d'une autre chose", "de tout autre chose"), "utf-8")
    assert "content/relire.md:12" in told(root, "import", str(path), "--oui").out
