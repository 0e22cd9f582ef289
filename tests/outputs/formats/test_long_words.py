"""A title whose longest word is wider than its column is set smaller: it never runs into what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main

LONG = "ANTICONSTITUTIONNELLEMENT"  # one more letter, and it is cut
TITLES = {
    "beside its text": f"## {LONG} dite\n\nDebout, des mots.\n",
    "beside its text, under another": f"## Avant\n\nDes mots.\n\n### {LONG} dite\n\nDebout, des mots.\n",
    "beside a quotation": f"## {LONG} dite\n\n> Debout, des mots.\n",
}


@pytest.mark.parametrize("name", TITLES)
def test_a_long_word_stays_in_its_column(name: str, petite: Path):
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Les ateliers\n---\n\n{TITLES[name]}", "utf-8")
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    (page,) = (
        page.get_textpage() for page in list(pypdfium2.PdfDocument(made))[2:] if LONG in page.get_textpage().get_text_bounded()
    )
    begins, said = page.search(LONG).get_next(), page.search("Debout").get_next()
    assert begins is not None
    assert said is not None
    assert page.get_charbox(begins[0] + len(LONG) - 1)[2] < page.get_charbox(said[0])[0]
