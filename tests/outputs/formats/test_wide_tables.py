"""What goes over a page is told at the line that says it; captions are the same words in every format."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

LONG = "bcdf.ghjk.lmnp.qrst." * 8 + "wxz"  # no language hyphenates it, and nothing cuts what may be an address


@pytest.mark.parametrize("mark", ["`{}`", "a `{}` b", "*a* `{}`"])
def test_a_wide_table_is_told_at_its_line(petite: Path, run: Callable, mark: str):
    ateliers = petite / "content/ateliers.md"
    table = f"| Un | Deux | Trois |\n|---|---|---|\n| a | b | {mark.replace('{}', LONG)} |"
    text = f"{ateliers.read_text('utf-8')}\nUn mot.\n\n{table}\n"
    ateliers.write_text(text, "utf-8")
    line = text.count("\n")
    outcome = run(petite, "build")
    places = set(re.findall(r"^content/ateliers\.md:(\d+):? .*PAG03", outcome.out, re.MULTILINE))
    assert places, outcome.out
    assert places == {str(line)}


def test_what_a_call_shows_is_told_at_its_call(petite: Path, run: Callable):
    """The name of a row, cut letter by letter in the drawing."""
    rows = petite / "data/tables/heures_par_atelier.csv"
    rows.write_text(rows.read_text("utf-8").replace("Cuisine", LONG), "utf-8")
    outcome = run(petite, "build")
    text = (petite / "content/ateliers.md").read_text("utf-8").split("\n")
    shown = {str(1 + number) for number, row in enumerate(text) if row.startswith(("{{ table(", "{{ chart("))}
    told = re.findall(r"^content/ateliers\.md:(\d+):? .*PAG03", outcome.out, re.MULTILINE)
    assert told, outcome.out
    assert {*told} <= shown


@pytest.mark.parametrize("caption", [": Le bilan des *ateliers*", "Table: Le bilan des *ateliers*"])
def test_a_caption_is_the_same_everywhere(petite: Path, run: Callable, pdf_text: Callable[[Path], str], caption: str):
    ateliers = petite / "content/ateliers.md"
    ateliers.write_text(f"{ateliers.read_text('utf-8')}\n| Un | Deux |\n|---|---|\n| a | b |\n\n{caption}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    page = unescape((petite / "output/2024/index.html").read_text("utf-8"))
    assert "<caption>Le bilan des <em>ateliers</em></caption>" in page
    words = pdf_text(petite / "output/2024/rapport-activite-2024.pdf")
    assert "Le bilan des ateliers" in words
    assert not re.search(r"Tableau|Table\b|:\s*Le bilan", words)
