"""A Word file that comes twice, or goes on from one reviewer to the next: what the sources have already isn't brought again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.cli.main import main
from tests.conftest import Outcome
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import Reviewer

PEOPLE, ATELIERS = "data/tables/people.csv", "content/ateliers.md"
Told = Callable[..., Outcome]

WORKS: dict[str, Callable[[Reviewer], None]] = {
    "added": lambda reviewer: reviewer.add("Une phrase de plus.", below="Un dernier paragraphe"),
    "an item added": lambda reviewer: reviewer.add("une demande de plus", below="une deuxième"),
    "gone": lambda reviewer: reviewer.remove("Ce paragraphe parle"),
    "split": lambda reviewer: reviewer.split("Elle prête"),
    "joined": lambda reviewer: reviewer.join("Ce paragraphe parle"),
    "moved": lambda reviewer: reviewer.moved("Ce paragraphe parle", "Un dernier paragraphe"),
    "in bold": lambda reviewer: reviewer.emphasise("quartier"),
    "a sign": lambda reviewer: reviewer.change("dernier paragraphe", "dernier paragraphe,"),
    "a heading": lambda reviewer: reviewer.form("Un dernier paragraphe", "Heading3"),
    "an item": lambda reviewer: reviewer.form("Un dernier paragraphe", "ul"),
}


def removed_row(reviewer: Reviewer) -> None:
    """Take a row of the table of people away."""
    row = reviewer.paragraph("Paul MAREC").getparent().getparent()
    row.getparent().remove(row)


def moved_row(reviewer: Reviewer) -> None:
    """Put a row of the table of people above the one before it."""
    row = reviewer.paragraph("Paul MAREC").getparent().getparent()
    row.getprevious().addprevious(row)


@pytest.mark.parametrize("work", [removed_row, moved_row])
def test_a_row_that_comes_twice_changes_nothing_the_second_time(
    work: Callable[[Reviewer], None], root: Path, reviewed: Callable[..., Path], told: Told
):
    path = reviewed(work, False)
    before = (root / PEOPLE).read_text("utf-8")
    assert main(["import", str(path), "--oui"], root) == 0
    once = (root / PEOPLE).read_text("utf-8")
    assert once != before
    assert told(root, "import", str(path), "--oui").out.endswith("Rien ne change.\n")
    assert (root / PEOPLE).read_text("utf-8") == once


@pytest.mark.parametrize("tracked", [True, False])
def test_a_paragraph_moved_beside_what_no_text_prints_is_moved(root: Path, reviewed: Callable[..., Path], *, tracked: bool):
    """Its own text stands between its new neighbours that are known."""
    before = (root / ATELIERS).read_text("utf-8")
    path = reviewed(lambda reviewer: reviewer.moved("Pour venir", "Les bénévoles ont donné"), tracked)
    assert main(["import", str(path), "--oui"], root) == 0
    after = (root / ATELIERS).read_text("utf-8")
    assert after.index("Pour venir") < after.index("key-numbers")
    assert sorted(after.split()) == sorted(before.split())


def everything(reviewer: Reviewer) -> None:
    """Correct the section in many ways at once."""
    for name in ("an item added", "split", "in bold", "added"):
        WORKS[name](reviewer)


@pytest.mark.parametrize("name", WORKS)
def test_a_file_that_comes_twice_changes_nothing_the_second_time(
    name: str, root: Path, reviewed: Callable[..., Path], told: Told
):
    path = reviewed(WORKS[name])
    assert main(["import", str(path), "--oui"], root) == 0
    once = (root / "content/relire.md").read_text("utf-8")
    assert once != SECTION
    assert told(root, "import", str(path), "--oui").out.endswith("Rien ne change.\n")
    assert (root / "content/relire.md").read_text("utf-8") == once


def test_the_next_reviewer_passes_on_what_the_first_one_corrected(root: Path, reviewed: Callable[..., Path], told: Told):
    assert main(["import", str(reviewed(everything)), "--oui"], root) == 0
    once = (root / "content/relire.md").read_text("utf-8")

    def passed_on(reviewer: Reviewer) -> None:
        everything(reviewer)
        reviewer.name = "Paul"
        reviewer.change("cette année", "l’an dernier")

    out = told(root, "import", str(reviewed(passed_on)), "--oui").out
    assert "1 correction à reporter.\n" in out
    after = (root / "content/relire.md").read_text("utf-8")
    assert after == once.replace("cette année", "l'an dernier")


def test_where_the_next_reviewer_corrects_the_same_paragraph_both_texts_are_shown(
    root: Path, reviewed: Callable[..., Path], told: Told
):
    assert main(["import", str(reviewed(everything)), "--oui"], root) == 0

    def passed_on(reviewer: Reviewer) -> None:
        everything(reviewer)
        reviewer.change("une autre chose", "tout autre chose")

    out = told(root, "import", str(reviewed(passed_on)), "--oui").out
    assert "tout" in out.partition("Les sources disent")[0]
    assert "Les sources disent" in out
    assert "autre chose : la gare, le « **quartier** »" in out.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_came_and_was_written_otherwise_since_is_told_with_both_texts(root: Path, reviewed: Callable[..., Path], told: Told):
    path, section = reviewed(WORKS["added"]), root / "content/relire.md"
    assert main(["import", str(path), "--oui"], root) == 0
    mended = section.read_text("utf-8").replace("Une phrase de plus.", "Une phrase de plus, la dernière.")
    section.write_text(mended, "utf-8")
    out = told(root, "import", str(path), "--oui").out.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    assert "Non repris : un texte proche a été ajouté là depuis l'export." in out
    assert "Les sources disent : Une phrase de plus, la dernière." in out
    assert section.read_text("utf-8") == mended


@pytest.mark.parametrize(("gone", "said"), [
    ("Un dernier paragraphe pour finir.\n", "1 correction à reporter."),
    ("Ce paragraphe parle d'une autre chose : la gare, le « quartier » et ses habitants.\n\n", "Rien ne change."),
])  # fmt: skip
def test_a_paragraph_that_both_took_away_is_gone_once(
    gone: str, said: str, root: Path, reviewed: Callable[..., Path], told: Told
):
    section = root / "content/relire.md"
    section.write_text(SECTION.replace(gone, ""), "utf-8")
    assert said in told(root, "import", str(reviewed(WORKS["gone"])), "--oui").out


CLAIMS = """
On en compte [plus de trois cents]{.claim of="velos.repares"}, et [tout le monde le sait]{.claim rule="velo-moitie"}.
"""


@pytest.mark.parametrize("words", ["premier rôle", "trois cents", "le monde"])
def test_bound_words_are_never_parted_in_two(words: str, root: Path, told: Told):
    """Each half would have the same proof, which one of them no longer says."""
    section = root / "content/relire.md"
    section.write_text(SECTION + CLAIMS, "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    reviewer = Reviewer(next((root / "output").glob("*/*.docx")).read_bytes())
    reviewer.split(words)
    path = root.parent / "relecture.docx"
    path.write_bytes(reviewer.saved())
    assert "seraient coupés en deux" in told(root, "import", str(path), "--oui").out
    assert section.read_text("utf-8") == SECTION + CLAIMS
