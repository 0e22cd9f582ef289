"""A Word file that lost what the export left in it: what differs is told, kept as notes when that is asked, never written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from rapport.cli.main import main
from rapport.sources.proof import NOTE
from rapport.sources.reading.proofs.document import proof_of
from tests.conftest import Outcome
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import COMMENTS, Reviewer
from tests.team.returned.test_hostile import DOCUMENT, ITEM, Parts, remade
from tests.team.returned.test_libreoffice import pytestmark as needs_libreoffice
from tests.team.returned.test_libreoffice import saved_by_libreoffice
from tests.team.returned.test_looks import foot_words

Told = Callable[..., Outcome]
RELIRE, NOTES = "content/relire.md", "data/notes.yml"


@pytest.fixture
def doubtful(root: Path) -> tuple[Path, bytes]:
    """Return the small edition with a question on one of its numbers, and its Word file."""
    path = root / "data/indicators/ateliers.yml"
    asked = "values: {2024: 318}\n  status: to_confirm\n  question: Est-ce bien 318 ?"
    path.write_text(path.read_text("utf-8").replace("values: {2024: 318}", asked), "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    return root, next((root / "output").glob("*/*.docx")).read_bytes()


def without_part(parts: Parts) -> None:
    del parts[ITEM]


def without_bookmarks(parts: Parts) -> None:
    parts[DOCUMENT] = re.sub(rb'<w:bookmark(?:Start|End) [^>]*w:(?:id="1\d{5}"|name="_src_)[^>]*/>', b"", parts[DOCUMENT])


def pasted(path: Path, into: Path) -> None:
    """Paste the paragraphs of a section in a new document."""
    texts = [one.text.replace(NOTE, "") for one in proof_of(io.BytesIO(path.read_bytes())).paragraphs]
    first = next(at for at, text in enumerate(texts) if text.startswith("Les ateliers ont"))
    new = docx.Document()
    for text in texts[first : first + 10]:
        new.add_paragraph(text)
    new.save(str(into))


@pytest.mark.parametrize("kind", ["odt", "doc", "rtf"])
@needs_libreoffice
def test_questions_of_the_report_are_no_remarks_of_a_file_that_went_through_another_format(
    kind: str, doubtful: tuple[Path, bytes], told: Told
):
    """What reviewers wrote in it is: in the margin, and at the foot of the pages."""
    root, raw = doubtful
    assert b"confirmer" in zipfile.ZipFile(io.BytesIO(raw)).read(COMMENTS)
    reviewer = Reviewer(raw, tracked=False)
    reviewer.comment("la gare", "Laquelle ?", "autre chose")
    foot_words(reviewer)
    path = root.parent / "relecture.docx"
    path.write_bytes(reviewer.saved())
    saved = saved_by_libreoffice(saved_by_libreoffice(path, kind))
    out = told(root, "import", str(saved), "--oui", "--remarques").out
    assert "a perdu les repères" in out
    assert "Laquelle" in out
    assert "À confirmer" not in out
    assert "CONFIDENTIEL" in out


@pytest.mark.parametrize(("lose", "placed"), [(without_part, 4), (without_bookmarks, 3)])
def test_differences_are_told_and_nothing_is_written(
    lose: Callable[[Parts], None], placed: int, root: Path, reviewed: Callable[..., Path], told: Told
):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("une autre chose", "un autre sujet", "autre chose")
        reviewer.remove("Un dernier paragraphe")
        reviewer.add("Rien ne se crée non plus.", below="Rien ne se perd")
        reviewer.comment("la gare", "Laquelle ?", "autre sujet")

    path = reviewed(work)
    path.write_bytes(remade(path.read_bytes(), lose))
    outcome = told(root, "import", str(path), "--oui")
    assert outcome.code == 0
    assert "autre [-chose -]{+sujet +}: la gare" in outcome.out.replace("\u00a0", " ")
    assert "{+Rien ne se crée non plus.+}" in outcome.out
    assert "[-Un dernier paragraphe pour finir.-]" in outcome.out
    assert "a perdu les repères" in outcome.out
    assert outcome.out.endswith("Rien n'a été écrit.\n")
    assert (root / RELIRE).read_text("utf-8") == SECTION
    assert not (root / NOTES).exists()
    outcome = told(root, "import", str(path), "--oui", "--remarques")
    assert "4 remarques : c'est écrit" in outcome.out
    notes = (root / NOTES).read_text("utf-8")
    assert notes.count("- file: content/relire.md") == placed, "a comment is known by the bookmark of its paragraph"
    assert "À reporter" in notes
    assert (root / RELIRE).read_text("utf-8") == SECTION
    assert "Un dernier paragraphe" in told(root, "status").out
    assert told(root, "check").code == 0


def test_a_text_pasted_in_a_new_document(root: Path, reviewed: Callable[..., Path], told: Told):
    path = reviewed(lambda reviewer: reviewer.change("simple", "toute simple"), False)
    pasted(path, root.parent / "neuf.docx")
    outcome = told(root, "import", str(root.parent / "neuf.docx"), "--oui")
    assert "1 non reprise" in outcome.out, "what wasn't pasted isn't taken away"
    assert "toute" in outcome.out
    assert "content/relire.md" in outcome.out
    assert (root / RELIRE).read_text("utf-8") == SECTION


def test_a_file_without_a_difference_says_so(root: Path, raw: bytes, told: Told):
    path = root.parent / "relecture.docx"
    path.write_bytes(remade(raw, without_part))
    assert told(root, "import", str(path)).out == "Rien ne change.\n"
