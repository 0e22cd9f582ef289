"""The comments of a Word file become review notes: kept once, listed, closed, never printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from rapport.sources.reading.proofs.remarks import Heard
from tests.conftest import Outcome
from tests.team.returned.reviewer import COMMENTS, Reviewer, W

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


SETTLED = """<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">
<w15:commentEx w15:paraId="00A1" w15:done="1"/><w15:commentEx w15:paraId="00A2" w15:done="0"/></w15:commentsEx>"""


def test_a_comment_that_was_settled_in_the_document_is_no_longer_open(root: Path, reviewed: Callable[..., Path], told: Told):
    def work(reviewer: Reviewer) -> None:
        commented(reviewer)
        for number, at in ((1, "Laquelle"), (2, "Ouf.")):
            said = f"<w:p><w:r><w:t>{at}".encode()
            assert said in reviewer.parts[COMMENTS]
            named = (
                f'<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="00A{number}"><w:r><w:t>{at}'
            )
            reviewer.parts[COMMENTS] = reviewer.parts[COMMENTS].replace(said, named.encode())
        reviewer.parts["word/commentsExtended.xml"] = SETTLED.encode()

    assert "réglée dans le document" in told(root, "import", str(reviewed(work)), "--oui").out
    listed = told(root, "status").out
    assert "Laquelle" not in listed
    assert "Ouf." in listed


@pytest.mark.parametrize("around", ["autre chose", "Rien ne se perd", "Bois"])
def test_a_frame_laid_on_the_page_becomes_a_note(around: str, root: Path, reviewed: Callable[..., Path], told: Told):
    """Twice in the file, for old programs and for new ones."""

    def work(reviewer: Reviewer) -> None:
        frame = (
            "<w:txbxContent><w:p><w:r><w:t>Trop long,</w:t></w:r></w:p><w:p><w:r><w:t>à couper.</w:t></w:r></w:p></w:txbxContent>"
        )
        made = f'<w:r xmlns:w="{W[1:-1]}"><w:drawing>{frame}</w:drawing><w:pict>{frame}</w:pict></w:r>'
        reviewer.paragraph(around).append(etree.fromstring(made))

    outcome = told(root, "import", str(reviewed(work)), "--oui")
    assert outcome.out.count("Zone de texte\u00a0: Trop long, à couper.") == 1
    assert "Non repris" in outcome.out, "a frame in the text is no picture of the report's"
    assert (root / NOTES).read_text("utf-8").count("Trop long, à couper.") == 1


def test_a_note_that_cannot_be_read_is_told(root: Path, told: Told):
    (root / NOTES).write_text("- file: content/relire.md\n  texte: Ouf.\n", "utf-8")
    outcome = told(root, "check")
    assert outcome.code == 1
    assert "data/notes.yml:2:3" in outcome.out


@pytest.mark.parametrize("length", [119, 120])
def test_words_that_fit_are_kept_whole(length: int):
    assert about("a " * (length // 2) + "a" * (length % 2)).endswith("a")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("un mot " * 20, "un mot " * 16 + "un mot…"),
        ("a" * 118 + " bcd efg", "a" * 118 + "…"),
        ("a" * 200, "a" * 120 + "…"),
    ],
)
def test_words_that_are_too_many_are_cut_between_two(said: str, kept: str):
    assert about(said) == kept


def about(said: str) -> str:
    """Return what is kept of the words that a comment is about."""
    heard = Heard()
    heard("commentRangeStart", "1", "p", "")
    heard("commentRangeEnd", "1", "p", said)
    return heard.words["1"]


def spread(reviewer: Reviewer, first: str, last: str, *, ahead: bool) -> None:
    """Write a comment that goes from one paragraph to the end of another; its mark may stand ahead of the bookmark."""
    reviewer.comment(last, "Tout cela ?")
    there = {bare: one for one in reviewer.root.iter() for bare in [str(one.tag).removeprefix(W)] if bare.startswith("comment")}
    start, paragraph = there["commentRangeStart"], reviewer.paragraph(first)
    paragraph.insert(1 if ahead else len(paragraph) - 1, start)


@pytest.mark.parametrize("ahead", [True, False])
@pytest.mark.parametrize(
    ("first", "last", "line"),
    [
        ("Ce paragraphe parle", "une première demande", 12),
        ("Les demandes", "Rien ne se perd", 14),
        ("une troisième", "À retenir", 18),
    ],
)
def test_a_comment_over_several_paragraphs_stands_at_the_first(
    first: str, last: str, line: int, root: Path, reviewed: Callable[..., Path], told: Told, *, ahead: bool
):
    out = told(root, "import", str(reviewed(lambda reviewer: spread(reviewer, first, last, ahead=ahead))), "--oui").out
    assert f"content/relire.md:{line}\n" in out.replace("\u00a0", " ")
    (about,) = [text for text in (root / NOTES).read_text("utf-8").splitlines() if "about:" in text]
    assert first in about or not ahead
