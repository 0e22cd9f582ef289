"""Pieces that take the room of their page: larger where it leaves some, as ever where it is full, never over its foot."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from tests.some import some

PIECES = {
    "cards of a few words": "::: cards\n### Tête\nQuelques mots.\n\n### Autre\nD'autres mots.\n\n### Dernière\nLa fin.\n:::\n",
    "cards of many words": f"::: cards\n### Tête\n{'mot ' * 40}\n\n### Une autre\n{'mot ' * 30}\n:::\n",
    "steps": "::: steps\n1. **Tête.** Quelques mots.\n2. **Ensuite.** D'autres mots.\n3. **Enfin.** La fin.\n:::\n",
    "steps whose names stand alone": "::: steps\n1. **Tête**\n\n    Des mots.\n\n2. **Puis**\n\n    Après.\n:::\n",
    "steps with lists": "::: steps\n1. **Tête.** Des mots.\n\n    - un\n    - deux\n\n2. **Puis.** Après.\n\n    - trois\n:::\n",
    "terms": "Tête\n\n:   Ce qu'elle fait.\n\nUne autre\n\n:   Ce qu'elle fait.\n\nDernière\n\n:   La fin.\n",
    "a statement": "::: statement\nTête de sa page, elle prend la place.\n:::\n",
    "a statement and cards": "::: statement\nTête de sa page.\n:::\n\n::: cards\n### Une\nDes mots.\n\n### Deux\nDe mots.\n:::\n",
}
NARROW = {
    "terms in columns": f":::: columns\n{PIECES['terms']}\n::::\n",
    "cards in columns": f":::: columns\n{PIECES['cards of many words']}\n::::\n",
}
FOOT = 19 * 72 / 25.4  # points: the margin under the text
LINES = 39  # points: three lines
WORDS = range(20, 900, 40)


def heads_and_ends(root: Path, piece: str) -> list[tuple[float, float]]:
    """Return the height of the first letter of a piece and where its section ends, by growing number of words before it."""
    path = root / "report.yml"
    names = [f"s{words}" for words in WORDS]
    for name, words in zip(names, WORDS, strict=True):
        text = f"---\ntitle: Section {name}\n---\n\n{'mot ' * words}\n\n{piece}\nLa toute fin.\n"
        (root / f"content/{name}.md").write_text(text, "utf-8")
    path.write_text(path.read_text("utf-8") + "".join(f"  - {name}\n" for name in names), "utf-8")
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made)]
    begun = {n: page for n, page in enumerate(pages) if page.get_text_bounded().startswith("Section s")}
    assert len(begun) == len(names)
    return [(box[3] - box[1], end) for box, end in (measured(page) for page in begun.values()) if box is not None]


def measured(page: pypdfium2.PdfTextPage) -> tuple[tuple[float, float, float, float] | None, float]:
    """Return the box of the piece's first letter and the foot of the last line, nothing where they are not both on the page."""
    head, end = page.search("Tête").get_next(), page.search("La toute fin.").get_next()
    if head is None or end is None:
        return None, 0
    return page.get_charbox(head[0], loose=True), page.get_charbox(end[0], loose=True)[1]


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_is_the_larger_the_more_room_its_page_has(name: str, petite: Path):
    found = heads_and_ends(petite, PIECES[name])
    sizes = [size for size, _ in found]
    assert len(sizes) > len(WORDS) / 2
    assert all(larger >= size - 0.1 for larger, size in some(pairwise(sizes)))
    assert sizes[0] > 1.1 * sizes[-1]


@pytest.mark.parametrize("name", PIECES)
def test_a_page_that_it_leads_ends_at_its_foot_and_never_under(name: str, petite: Path):
    found = heads_and_ends(petite, PIECES[name])
    least = found[-1][0]
    assert all(end > FOOT - 4 for _, end in some(found))
    assert any(end < FOOT + LINES for size, end in found if size > least + 0.1)


@pytest.mark.parametrize("name", NARROW)
def test_in_a_narrow_place_nothing_grows(name: str, petite: Path):
    """It doesn't say what its page has left."""
    sizes = [size for size, _ in heads_and_ends(petite, NARROW[name])]
    assert sizes == pytest.approx([sizes[0]] * len(sizes), abs=0.1)


BESIDE = {
    "cards of a few words": "::: cards\n### Tête\nDits.\n\n### Autre\nDes mots.\n\n### Dernière\nLa fin.\n:::\n",
    "cards of many words": "::: cards\n"
    + "\n\n".join(f"### {head}\nDits. {'mot ' * 40}" for head in ("Tête", "Autre", "Fin"))
    + "\n:::\n",
    "steps": "::: steps\n1. **Tête.** Dits.\n2. **Ensuite.** D'autres mots.\n:::\n",
    "steps of long names": "::: steps\n1. **Tête de développement.** Dits.\n2. **Des accompagnements.** Mots.\n:::\n",
}
ALIKE = {**BESIDE, "terms": PIECES["terms"].replace("Ce qu'elle", "Dits, ce qu'elle", 1)}
MOST = 1.7  # times the letters of what it announces


def page_with(root: Path, piece: str) -> pypdfium2.PdfTextPage:
    """Return the page of a section that a piece leads."""
    (root / "content/ateliers.md").write_text(f"---\ntitle: Les ateliers\n---\n\nDebout.\n\n{piece}", "utf-8")
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made)]
    return next(page for page in pages if "Debout." in page.get_text_bounded())


def place_and_size(page: pypdfium2.PdfTextPage, word: str) -> tuple[float, float]:
    """Return where a word begins, and the size of its letters."""
    found = page.search(word).get_next()
    assert found is not None, word
    x, y = ctypes.c_double(), ctypes.c_double()
    assert pypdfium2.raw.FPDFText_GetCharOrigin(page, found[0], x, y)
    return x.value, pypdfium2.raw.FPDFText_GetFontSize(page, found[0])


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_a_head_begins_where_the_words_do(name: str, petite: Path):
    """A page has one edge for its text, not another for each kind of list."""
    page = page_with(petite, BESIDE[name])
    assert place_and_size(page, "Dits")[0] == pytest.approx(place_and_size(page, "Debout")[0], abs=0.5)


@pytest.mark.parametrize("name", ALIKE)
def test_a_head_is_read_with_what_it_announces(name: str, petite: Path):
    page = page_with(petite, ALIKE[name])
    head, said = place_and_size(page, "Tête")[1], place_and_size(page, "Dits")[1]
    assert said < head < MOST * said
