"""What no letter of a paragraph tells: which note a mark calls, and that a paragraph left its place."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rapport.cli.main import main
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.reading.proofs.document import proof_of
from rapport.sources.reading.proofs.opening import returned_proof
from rapport.team.returned.correction import Correction, TextEdit
from rapport.team.returned.reading import corrections_of
from rapport.team.returned.state import Returned
from tests.team.returned.reviewer import Reviewer, W, text_of
from tests.team.returned.test_all_is_listed import Work, elements
from tests.team.returned.test_layouts import table_of
from tests.team.returned.test_libreoffice import pytestmark as needs_libreoffice
from tests.team.returned.test_libreoffice import saved_by_libreoffice

NOTED = """---
title: Les notes
---

Un premier voisin passe[^un]. Il regarde[^deux], puis il part.

Une voisine lit[^trois] encore.

- un élément[^quatre]

[^un]: La note une.
[^deux]: La note deux.
[^trois]: La note trois.
[^quatre]: La note quatre.
"""
EXCHANGED = "des appels de notes ont été échangés : échangez-les dans le texte"


def edition_of(text: str, sent: Path, folder: Path) -> tuple[Report, bytes]:
    """Return an edition with a text, and its Word file."""
    root = folder / "petite"
    shutil.copytree(sent, root, symlinks=True)
    (root / "content/relire.md").write_text(text, "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    return load(root)[0], next((root / "output").glob("*/*.docx")).read_bytes()


@pytest.fixture(scope="module")
def noted(sent_petite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, bytes]:
    """Return an edition with several notes, and its Word file."""
    return edition_of(NOTED, sent_petite, tmp_path_factory.mktemp("noted"))


def marks_of(reviewer: Reviewer, words: str) -> list[Any]:
    """Return the marks of notes in a paragraph."""
    return [*reviewer.paragraph(words).iter(f"{W}footnoteReference")]


def exchange(one: Any, other: Any) -> None:
    """Let two marks call each other's note."""
    kept = one.get(f"{W}id")
    one.set(f"{W}id", other.get(f"{W}id"))
    other.set(f"{W}id", kept)


def told(noted: tuple[Report, bytes], raw: bytes) -> list[Correction]:
    """Return the corrections of a file."""
    proof = proof_of(io.BytesIO(raw))
    assert proof.sent is not None
    return corrections_of(Returned.of(noted[0], proof.sent, proof.paragraphs))


PLACES = {
    "in a paragraph": ("voisin", 0, "voisin", 1),
    "of two": ("voisin", 1, "voisine", 0),
    "of a list": ("voisine", 0, "élément", 0),
}


@pytest.mark.parametrize("places", [pytest.param(one, id=name) for name, one in PLACES.items()])
def test_notes_that_exchange_their_calls_are_told(places: tuple[str, int, str, int], noted: tuple[Report, bytes]):
    reviewer = Reviewer(noted[1], tracked=False)
    first, at, second, of = places
    exchange(marks_of(reviewer, f"{first} ")[at], marks_of(reviewer, f"{second}")[of])
    found = told(noted, reviewer.saved())
    assert {one.why for one in found} == {EXCHANGED}
    assert len(found) == len({first, second})


def test_words_changed_beside_exchanged_notes_wait_for_them(noted: tuple[Report, bytes]):
    reviewer = Reviewer(noted[1], tracked=False)
    exchange(*marks_of(reviewer, "voisin passe"))
    reviewer.change("Il regarde", "Il observe")
    assert [(one.why, one.edits) for one in told(noted, reviewer.saved())] == [(EXCHANGED, [])]


def test_paragraphs_that_are_joined_or_split_keep_their_notes(noted: tuple[Report, bytes]):
    for work in (lambda one: one.join("Une voisine"), lambda one: one.split("Il regarde")):
        reviewer = Reviewer(noted[1], tracked=False)
        work(reviewer)
        found = told(noted, reviewer.saved())
        assert [bool(one.edits) for one in found] == [True]
        assert [one.why for one in found] == [""]


@needs_libreoffice
def test_several_notes_stay_in_place_through_libreoffice(noted: tuple[Report, bytes], tmp_path: Path):
    path = tmp_path / "relecture.docx"
    path.write_bytes(noted[1])
    assert told(noted, saved_by_libreoffice(path).read_bytes()) == []


@needs_libreoffice
def test_a_note_changed_there_is_that_one(noted: tuple[Report, bytes], tmp_path: Path):
    reviewer = Reviewer(noted[1], tracked=False)
    reviewer.change_note("La note trois", "La troisième note")
    path = tmp_path / "relecture.docx"
    path.write_bytes(reviewer.saved())
    found = told(noted, saved_by_libreoffice(path).read_bytes())
    assert [edit.new for one in found for edit in one.edits if isinstance(edit, TextEdit)] == ["La troisième note."]
    assert [one.place.line for one in found] == [NOTED[: NOTED.index("La note trois")].count("\n") + 1]


@pytest.mark.parametrize(
    ("words", "below"), [("Une voisine", "un élément"), ("un élément", "voisin passe"), ("voisin passe", "Une voisine")]
)
def test_where_a_paragraph_was_moved_from_is_no_blank_line(words: str, below: str, noted: tuple[Report, bytes]):
    reviewer = Reviewer(noted[1])
    reviewer.move_in_word(words, below)
    assert [(one.moved, one.left_out) for one in told(noted, reviewer.saved())] == [(True, set())]


def displaced(part: str) -> str:
    """Return the notes with their bookmarks as LibreOffice 7.4 displaced those that stood ahead of everything."""
    marks = re.findall(r'<w:bookmarkStart[^>]*w:name="_src_[^>]*/><w:bookmarkEnd[^>]*/>', part)
    for mark in marks[1:]:
        at = part.index(mark)
        end = part.rindex("</w:p>", 0, at)
        part = part[:end] + mark + part[end:at] + part[at + len(mark) :]
    return part


def test_an_older_export_whose_notes_lost_their_places_is_refused(noted: tuple[Report, bytes], tmp_path: Path):
    reviewer = Reviewer(noted[1], tracked=False)
    path = tmp_path / "relecture.docx"
    item = "customXml/item1.xml"
    reviewer.parts[item] = reviewer.parts[item].replace(b'"edge_looks"', b'"rest"')
    for notes, refused in ((displaced, True), (str, False)):
        part = reviewer.parts["word/footnotes.xml"]
        reviewer.parts["word/footnotes.xml"] = notes(part.decode()).encode()
        path.write_bytes(reviewer.saved())
        assert bool(returned_proof(path).refusal) is refused
        reviewer.parts["word/footnotes.xml"] = part


# --- ends of lines, tabs, rows that hold nothing

BREAK, SPACE, TAB = "<w:br/>", '<w:t xml:space="preserve"> </w:t>', "<w:tab/>"
BROKEN = NOTED.replace("Il regarde[^deux], puis", "Il regarde[^deux],\\\npuis")


def instead(words: str, at: str, what: str) -> Work:
    """Put something in the place of the space ahead of words."""

    def work(reviewer: Reviewer) -> None:
        paragraph = reviewer.paragraph(words)
        start = text_of(paragraph).index(at) - 1
        for run in reviewer._between(paragraph, start, start + 1):
            run.addprevious(elements(f"<w:r>{what}</w:r>")[0])
            run.getparent().remove(run)

    return work


def ended(what: str) -> Work:
    """Put something at the end of a paragraph."""
    return lambda reviewer: reviewer.paragraph("voisine").append(elements(f"<w:r>{what}</w:r>")[0])


def wrapped(holder: str) -> Work:
    """Hold words in something."""

    def work(reviewer: Reviewer) -> None:
        paragraph = reviewer.paragraph("voisine")
        runs = reviewer._between(paragraph, 0, len("Une voisine"))
        made = elements(holder)[0]
        runs[0].addprevious(made)
        made.extend(runs)

    return work


def new_edits(found: Sequence[Correction]) -> list[str]:
    """Return what corrections write."""
    return [edit.new for one in found for edit in one.edits if isinstance(edit, TextEdit)]


@pytest.mark.parametrize(
    ("words", "at", "line"),
    [
        ("voisin passe", "Il", "Un premier voisin passe[^un].\\\nIl regarde[^deux], puis il part."),
        ("voisine", "lit", "Une voisine\\\nlit[^trois] encore."),
        ("voisine", "encore", "Une voisine lit[^trois]\\\nencore."),
    ],
)
def test_the_end_of_a_line_in_the_place_of_a_space_comes_back(words: str, at: str, line: str, noted: tuple[Report, bytes]):
    reviewer = Reviewer(noted[1], tracked=False)
    instead(words, at, BREAK)(reviewer)
    assert new_edits(told(noted, reviewer.saved())) == [line]


def test_a_space_in_the_place_of_the_end_of_a_line_comes_back(sent_petite: Path, tmp_path: Path):
    edition = edition_of(BROKEN, sent_petite, tmp_path)
    reviewer = Reviewer(edition[1], tracked=False)
    mark = next(reviewer.paragraph("voisin passe").iter(f"{W}br"))
    mark.addprevious(elements(SPACE)[0])
    mark.getparent().remove(mark)
    found = told(edition, reviewer.saved())
    assert new_edits(found) == ["Un premier voisin passe[^un]. Il regarde[^deux], puis il part."]


ROW = "<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>"
TABLE = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>{ROW}</w:tbl>'
SILENT = {
    "a tab": (instead("voisine", "lit", TAB), "tabulations"),
    "one by another name": (instead("voisine", "lit", "<w:ptab/>"), "tabulations"),
    "an end of line at the end": (ended(BREAK), "ligne vide"),
    "several": (ended(BREAK * 3), "ligne vide"),
    "one of another name": (ended("<w:cr/>"), "ligne vide"),
    "a direction": (wrapped('<w:bdo w:val="rtl"/>'), "autre réglage du paragraphe"),
    "another": (wrapped('<w:dir w:val="rtl"/>'), "autre réglage du paragraphe"),
    "a table that holds nothing": (lambda one: one.paragraph("voisine").addnext(elements(TABLE)[0]), "ligne de tableau vide"),
    "a row": (lambda one: table_of(one).append(elements(ROW)[0]), "ligne de tableau vide"),
    "two rows": (lambda one: table_of(one).extend(elements(ROW * 2)), "ligne de tableau vide"),
}


@pytest.mark.parametrize(("work", "said"), [pytest.param(*one, id=name) for name, one in SILENT.items()])
def test_what_prints_no_letter_is_told(work: Work, said: str, noted: tuple[Report, bytes]):
    reviewer = Reviewer(noted[1], tracked=False)
    work(reviewer)
    found = told(noted, reviewer.saved())
    assert {one.why for one in found} == {f"la mise en page ({said}) n'a pas d'équivalent dans les sources"}
    assert new_edits(found) == []
