"""Lists whose heads are large: terms over what is said of them, dates over what came of them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from tests.outputs.formats.test_docx import make
from tests.some import some

TERMS = "Caisse du Val\n\n:   La garantie.\n\nVille de Brume\n\n:   Le local, prêté.\n\n:   Les fluides.\n"
PLACES = {
    "in a text": TERMS,
    "under a heading": f"## Ils aident\n\n{TERMS}",
    "in a callout": f"::: callout\n{TERMS}:::\n",
    "with the signs of Typst": TERMS.replace("Val", 'Val #panic("x") [y]').replace("garantie.", "garantie #let $z$ <k> @w."),
    "in columns": f"::: columns\n{TERMS}:::\n",
    "in a list": "- Avant\n\n" + "".join(f"    {line}\n" if line else "\n" for line in TERMS.split("\n")),
}


def page_of(root: Path, text: str, word: str) -> pypdfium2.PdfTextPage:
    """Return the page of the PDF where a word stands."""
    (root / "content/ateliers.md").write_text(f"---\ntitle: Les ateliers\n---\n\nUn texte.\n\n{text}", "utf-8")
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made)]
    return next(page for page in pages if word in page.get_text_bounded())


def box_of(page: pypdfium2.PdfTextPage, words: str) -> tuple[float, float, float, float]:
    """Return the loose box of the first letter of some words."""
    found = page.search(words).get_next()
    assert found is not None, words
    left, bottom, right, top = page.get_charbox(found[0], loose=True)
    return left, bottom, right, top


@pytest.mark.parametrize("place", PLACES)
def test_a_term_is_larger_than_what_is_said_of_it_and_over_it(place: str, petite: Path):
    page = page_of(petite, PLACES[place], "Caisse du Val")
    for term, said in (("Caisse", "La garantie"), ("Ville de", "Le local"), ("Ville de", "Les fluides")):
        (left, foot, _, top), (under, low, _, head) = box_of(page, term), box_of(page, said)
        assert left == pytest.approx(under, abs=3)
        assert foot > low
        assert top - foot > 1.1 * (head - low)


def test_terms_of_a_text_are_as_large_as_titles_those_of_a_card_smaller(petite: Path):
    def size(place: str) -> float:
        _, foot, _, top = box_of(page_of(petite, PLACES[place], "Caisse du Val"), "Caisse")
        return top - foot

    assert size("in a text") > 1.4 * size("in columns")


LETTERS = "abcdefghijklmnopqrst"
TOO_LONG = ("Anticonstitutionnellementissime", "Interdépartementalisationnellement", "Électroencéphalographiquement")


@pytest.mark.parametrize(("word", "columns"), [("Bref", 2), *((word, 1) for word in TOO_LONG)])
def test_terms_two_by_two_hold_in_their_column(petite: Path, word: str, columns: int):
    """A word longer than half of the page ran into the term beside it."""
    letters = LETTERS[: 15 if columns > 1 else 9]
    page = page_of(petite, "\n\n".join(f"{word} {letter}\n\n:   Dit{letter}." for letter in letters), "Dita")
    assert len({round(box_of(page, f"Dit{letter}")[0]) for letter in letters}) == columns


FIRST = {
    "short": "Bref",
    "of some words": "Caisse de la ville de Brume et du val",
    "longer than a line": "Association des structures du bourg et du val de Brume, du canton et de ses voisins",
}


@pytest.mark.parametrize("case", FIRST)
def test_many_brief_terms_are_in_even_columns_of_one_size(petite: Path, case: str):
    """The first leads them, on a row of its own; where a page has room, they are in two columns."""
    terms = [FIRST[case], *(f"Nom{letter}" for letter in "abcdef")]
    page = page_of(petite, "\n\n".join(f"{term}\n\n:   Dit{n}." for n, term in enumerate(terms)), "Dit0")
    boxes = [box_of(page, term.split()[0]) for term in terms]
    assert len({round(left) for left, *_ in boxes[1:]}) == 2
    assert min(box[3] for box in boxes) < boxes[0][1]
    assert boxes[0][0] == pytest.approx(min(left for left, *_ in boxes), abs=1)
    found = [page.search(term.split()[0]).get_next() for term in terms]
    assert {round(pypdfium2.raw.FPDFText_GetFontSize(page, one[0]), 1) for one in found if one is not None} == {16}


def test_a_program_that_reads_word_files_knows_the_terms(petite: Path):
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Les ateliers\n---\n\n{TERMS}", "utf-8")
    word = make(petite)
    assert word.paragraphs("DefinitionTerm") == ["Caisse du Val", "Ville de Brume"]
    assert word.paragraphs("Definition") == ["La garantie.", "Le local, prêté.", "Les fluides."]
    assert "w:keepNext" in word.style("Definition Term")
    assert word.style("Definition")


DATES = {
    "all short": ("2014", "2018", "2021", "2024"),
    "one of two words": ("Depuis 2009", "2014", "2021", "Juin 2024"),
    "one over two lines": ("2009", "2014", "2021", "Au mois de septembre 2024"),
    "a long one first": ("Avant que le réseau ne naisse", "2014", "2021"),
}


@pytest.mark.parametrize("case", DATES)
def test_dates_are_as_large_as_one_another_and_what_came_of_them_is_level(case: str, petite: Path):
    said = [f"Suite{letter} de cette date." for letter in "abcd"[: len(DATES[case])]]
    items = "".join(
        f'- [**{date}**]{{.literal because="une date"}} {text}\n' for date, text in zip(DATES[case], said, strict=True)
    )
    page = page_of(petite, f"::: dates\n{items}:::\n", "Suitea")
    tops = [box_of(page, text.split()[0])[3] for text in said]
    assert max(tops) - min(some(tops)) < 1
    heights = [box_of(page, date.split()[-1 if date[-1].isdigit() else 0]) for date in DATES[case]]
    sizes = [top - foot for _, foot, _, top in some(heights)]
    assert max(sizes) - min(sizes) < 0.3
    words = [box_of(page, date.split()[0]) for date in DATES[case] if date[-1].isdigit() and not date[0].isdigit()]
    assert max([0, *(top - foot for _, foot, _, top in words)]) < sizes[0] / 2  # the words of a date are small


@pytest.mark.parametrize("count", [16, 17, 19, 20])
def test_the_rows_of_a_roll_in_columns_are_full_but_the_first(petite: Path, count: int):
    """Those whose row isn't full lead the others: one that was left alone at the foot had the look of something forgotten."""
    page = page_of(petite, "\n\n".join(f"Nom{letter}\n\n:   Dit{letter}." for letter in LETTERS[:count]), "Dita")
    tops = [round(box_of(page, f"Nom{letter}")[3]) for letter in LETTERS[:count]]
    rows = [tops.count(top) for top in dict.fromkeys(tops)]
    assert tops == sorted(tops, reverse=True)
    assert set(rows[1:]) == {2}
    assert rows[0] == 2 - count % 2
