"""The comments of a Word file become review notes: kept once, listed, closed, never printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome
from tests.team.returned.reviewer import Reviewer

Told = Callable[..., Outcome]
NOTES = "data/notes.yml"


def commented(reviewer: Reviewer) -> None:
    reviewer.comment("la gare", "Laquelle ? Il y en a deux.", "autre chose")
    reviewer.name = "Paul : relecteur"
    reviewer.comment("dernier paragraphe", "Ouf.")


def test_comments_become_notes(root: Path, reviewed: Callable[..., Path], told: Told):
    path = reviewed(commented)
    outcome = told(root, "import", str(path), "--oui")
    assert "2 remarques : c'est écrit" in outcome.out
    entries = [line for line in (root / NOTES).read_text("utf-8").splitlines() if not line.startswith("#")]
    assert entries == [
        "- file: content/relire.md", "  first: 12", "  last: 12", "  about: la gare", "  person: Relectrice", "  day: 2025-03-01",
        "  text: Laquelle ? Il y en a deux.",
        "- file: content/relire.md", "  first: 29", "  last: 29", "  about: dernier paragraphe", '  person: "Paul : relecteur"',
        "  day: 2025-03-01", "  text: Ouf.",
    ]  # fmt: skip
    assert told(root, "import", str(path), "--oui").out.endswith("Rien à écrire.\n"), "they are there already"


def test_notes_are_listed_and_closed(root: Path, reviewed: Callable[..., Path], told: Told):
    told(root, "import", str(reviewed(commented)), "--oui")
    listed = told(root, "status").out
    assert "Remarques de relecture" in listed
    assert "n°\u00a01, «\u00a0la gare\u00a0»\u00a0: Laquelle\u202f? Il y en a deux. (Relectrice)" in listed
    assert told(root, "status", "--close", "1").code == 0
    listed = told(root, "status").out
    assert "la gare" not in listed
    assert "n°\u00a02" in listed
    assert told(root, "status", "--close", "7").code == 1
    assert told(root, "check").code == 0


def test_a_note_that_cannot_be_read_is_told(root: Path, told: Told):
    (root / NOTES).write_text("- file: content/relire.md\n  texte: Ouf.\n", "utf-8")
    outcome = told(root, "check")
    assert outcome.code == 1
    assert "data/notes.yml:2:3" in outcome.out
