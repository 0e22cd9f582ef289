"""Each section is read alone: what one defines says nothing of another, and nothing depends on what was kept."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest

from rapport.ground.cache import Cache
from rapport.ground.problems import Place
from rapport.outputs.engines.fragments import Conversions
from rapport.outputs.engines.pandoc import Pandoc
from rapport.outputs.formats.html import numbered
from rapport.sources.model import Piece
from tests.conftest import lay_filter

# What the first section defines, what the second writes, and what must not be in the second.
LEAKS = {
    "a note of the same name": ("A[^1]\n\n[^1]: Une.", "B[^1]\n\n[^1]: Deux.", "Une."),
    "a note that only the other defines": ("A[^1]\n\n[^1]: Une.", "B[^1]", "Une."),
    "a link of the same name": ("[x]\n\n[x]: https://a.example", "[x]\n\n[x]: https://b.example", "a.example"),
    "brackets that the other makes a link": ("[x]\n\n[x]: https://a.example", "Voir [x].", "a.example"),
    "a reference under other words": ("[a][x]\n\n[x]: https://a.example", "[b][x]", "a.example"),
    "an abbreviation-like definition": ("*[x]: a\n\n[X]: https://a.example", "[x][]", "a.example"),
    "a block that nothing closes": ("::: callout\nUne.", "B", "Une."),
    "code that nothing closes": ("```\nUne.", "B\n\n```\nC\n```", "Une."),
}


def bodies(*texts: str) -> list[Piece]:
    return [
        Piece(name, f':::::: {{.section #{name} level="1"}}\n# {name}\n\n{text}\n\n::::::\n', (Place(""),))
        for name, text in zip(("une", "deux", "trois"), texts, strict=False)
    ]


@pytest.fixture
def fragments(tmp_path: Path) -> Callable[[Sequence[Piece], str], dict[str, str]]:
    lay_filter(tmp_path)

    def made(pieces: Sequence[Piece], markup: str) -> dict[str, str]:
        pandoc = Pandoc(tmp_path)
        with closing(Conversions(pandoc, Cache(tmp_path / ".cache"), tmp_path)) as conversions:
            conversions.begin(pieces, [markup])
            return {piece.id: conversions.fragment(piece, markup) for piece in pieces}

    return made


@pytest.mark.parametrize("markup", ["html", "typst"])
@pytest.mark.parametrize("leak", LEAKS, ids=str)
def test_a_definition_stays_in_its_section(
    fragments: Callable[[Sequence[Piece], str], dict[str, str]], leak: str, markup: str, tmp_path: Path
):
    first, second, foreign = LEAKS[leak]
    pieces = bodies(first, second)
    together = fragments(pieces, markup)
    shutil.rmtree(tmp_path / ".cache")
    alone = fragments(pieces[1:], markup)
    assert foreign not in together["deux"]
    assert together["deux"] == alone["deux"]
    shutil.rmtree(tmp_path / ".cache")
    fragments(pieces[:1], markup)  # kept, then the other is made beside it
    assert fragments(pieces, markup) == together


def test_numbers_of_notes_run_through_the_report():
    note = '<a href="#note-{0}-{1}" id="appel-{0}-{1}" class="footnote-ref" role="doc-noteref"><sup>{1}</sup></a>'
    end = '<section class="footnotes" role="doc-endnotes" aria-label="Notes"><ol>'
    fragments = [note.format("a", 1) + note.format("a", 2) + end, "<p>sans note</p>", note.format("b", 1) + end]
    numbers = re.findall(r"<sup>(\d+)</sup>|<ol(?: start=\"(\d+)\")?>", numbered(fragments))
    assert numbers == [("1", ""), ("2", ""), ("", ""), ("3", ""), ("", "3")]


def with_notes(root: Path) -> None:
    """Put a note everywhere that one may stand outside of a body: titles, leads, kickers, of sections and of a part."""
    report, edito, ateliers = root / "report.yml", root / "content/edito.md", root / "content/ateliers.md"
    report.write_text(
        report.read_text("utf-8").replace("lead: Trois métiers,", "lead: Trois métiers^[Note de partie.],"), "utf-8"
    )
    edito.write_text(edito.read_text("utf-8").replace('lead: "', 'lead: "En tête^[Note du premier.] '), "utf-8")
    ateliers.write_text(
        ateliers.read_text("utf-8").replace(
            "title: L'année des ateliers",
            "title: L'année^[Note de titre.] des *ateliers^[Note penchée.]*\nkicker: Le bilan^[Note de surtitre.]\n"
            "lead: Un chapeau^[Note de chapeau.].",
        )
        + "\n## Fin^[Note d'intertitre.]\n\nUn mot[^1].\n\n[^1]: Note de texte.\n",
        "utf-8",
    )


NOTES = ["Note du premier.", "Note de partie.", "Note de surtitre.", "Note de titre.", "Note penchée.", "Note de chapeau.",
         "Note d’intertitre.", "Note de texte."]  # fmt: skip


def test_a_note_in_a_lead_or_a_title_is_at_its_number_in_every_format(petite: Path, run: Callable, pdf_text: Callable):
    with_notes(petite)
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    output = petite / "output/2024"
    page = (output / "index.html").read_text("utf-8")
    sections = re.findall(r'<section class="footnotes".*?</section>', page, re.DOTALL)
    told = [re.sub(r"<[^>]+>|↩", "", item).strip() for s in sections for item in re.findall(r"<li .*?</li>", s, re.DOTALL)]
    assert [unescape(note) for note in told] == NOTES
    assert re.findall(r'doc-noteref"><sup>(\d+)</sup>', page) == [str(n) for n in range(1, 9)]
    contents = re.search(r"<nav.*?</nav>", page, re.DOTALL)
    assert contents
    assert not re.search(r"année\s*\d", re.sub(r"<[^>]+>", "", contents[0]))
    found = re.findall(r"(\d+)\s?(Note (?:du premier|de partie|de surtitre|de titre|penchée|de chapeau|d’intertitre|de texte)\.)",
                       pdf_text(output / "rapport-activite-2024.pdf"))  # fmt: skip
    assert sorted(found) == [(str(n), note) for n, note in enumerate(NOTES, 1)]
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as archive:
        notes = archive.read("word/footnotes.xml").decode()
    assert all(note in unescape(re.sub(r"<[^>]+>", "", notes)) for note in NOTES)


def test_an_edited_word_changes_nothing_of_the_others(petite: Path, run: Callable):
    with_notes(petite)
    assert run(petite, "build").code == 0
    before = (petite / "output/2024/index.html").read_text("utf-8")
    edito = petite / "content/edito.md"
    edito.write_text(edito.read_text("utf-8").replace("sans rendez-vous", "sans aucun rendez-vous"), "utf-8")
    assert run(petite, "build").code == 0
    after = (petite / "output/2024/index.html").read_text("utf-8")
    assert after == before.replace("sans rendez-vous", "sans aucun rendez-vous")
