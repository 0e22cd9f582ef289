"""Titles of pages: one size for the sections, whatever their length; a heading that begins a page is larger than the others."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from tests.outputs.formats.test_terms_and_dates import box_of, page_of

TITLES = (
    "Ateliers",
    "Les ateliers de la fabrique",
    "Les ateliers, les prêts et les visites que la fabrique doit à ses voisins du Val",
)
PLACES = {"on the page": "", "on a banner": "banners: [ateliers]\n", "in colour": "coloured_pages: [ateliers]\n"}


def height(page: pypdfium2.PdfTextPage, words: str) -> float:
    _, foot, _, top = box_of(page, words)
    return top - foot


def opened(root: Path, title: str) -> tuple[float, float, float]:
    """Return how high the letters of a section's title are, where its first line begins, where its kicker does."""
    (root / "content/ateliers.md").write_text(f"---\ntitle: {title}\nkicker: Repère\n---\n\nSuite Zébrée.\n", "utf-8")
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made)]
    page = next(page for page in pages if "Zébrée" in page.get_text_bounded())
    first, *_ = title.split(",")
    return height(page, first), box_of(page, first)[3], box_of(page, "REPÈRE")[3]


def test_a_title_has_one_size_and_one_place_with_its_kicker(petite: Path):
    """Short or on three lines; on a white page, on a banner, on a page of colour."""
    report = petite / "report.yml"
    usual = report.read_text("utf-8")
    found = []
    for keys in PLACES.values():
        report.write_text(usual + keys, "utf-8")
        found += [opened(petite, title) for title in TITLES]
    for one in found[1:]:
        assert one == pytest.approx(found[0], abs=1)


BEGINNINGS = {
    "over words": "Des mots.\n",
    "over a component": "::: cards\n### Une\n\nMot.\n\n### Deux\n\nMot.\n:::\n",
    "at the third level": "Des mots.\n",
}


@pytest.mark.parametrize("case", BEGINNINGS)
def test_a_heading_that_begins_a_page_is_its_title(case: str, petite: Path):
    mark = "###" if "third" in case else "##"
    said = BEGINNINGS[case]
    text = f"## Avant\n\nDes mots.\n\n{mark} Ouvre {{.new-page}}\n\n{said}\n\n{mark} Milieu\n\nDes mots.\n"
    page = page_of(petite, text, "Ouvre")
    assert height(page, "Ouvre") > 1.8 * height(page, "Milieu")
    assert box_of(page, "Ouvre")[1] > box_of(page, "Milieu")[3]
