"""Bookmarks of the PDF: the words of its titles, and none of the notes that they call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Le mot^[Une remarque.] de la présidente", "Le mot de la présidente"),
        ("Le *mot*[^a] et la suite", "Le mot et la suite"),
        ("Le mot, voir [les ateliers](#ateliers)^[Une *remarque*.]", "Le mot, voir les ateliers"),
    ],
)
def test_a_bookmark_holds_no_note(petite: Path, run: Callable, pdf_text: Callable[[Path], str], title: str, named: str):
    defined = "\n[^a]: Une remarque.\n" if "[^a]" in title else ""
    head = f'---\ntitle: "{title}"\n---\n\n{{{{ people("bureau") }}}}\n\n'
    (petite / "content/edito.md").write_text(f"{head}## {title}\n\nBonjour.\n\n### {title}\n\nEncore.\n{defined}", "utf-8")
    outcome = run(petite, "build", "--to", "pdf")
    assert outcome.code == 0, outcome.out
    (made,) = (petite / "output/2024").glob("*.pdf")
    titles = [one.get_title() for one in pypdfium2.PdfDocument(made).get_toc()]
    assert titles.count(named) == 3, titles  # of the section, and of the two under it
    assert "remarque" not in "".join(titles)
    assert pdf_text(made).count("remarque") == 3
