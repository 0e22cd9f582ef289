"""The numbers of lists, which the PDF writes and the page doesn't: known by the words of their items, and no other number is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.rules.outputs.beside import without_markers
from rapport.rules.outputs.page import Page


def counted(item: str, mark: str = ".", first: int = 1) -> str:
    return "\n".join(f"{number}{mark} {item}" for number in range(first, first + 15))


@pytest.mark.parametrize("text", [
    counted("point"), counted("a"), counted("oui", ")"), counted("point", first=97), counted("**a** b"),
    counted("![Un établi](assets/etabli.svg){width=20%}"), counted('{{ value("velos.repares") }}'),
    counted("oui\n    1. x\n    2. y"), f"::: steps\n{counted('pas')}\n:::", "> " + counted("mot").replace("\n", "\n> "),
], ids=["short", "a letter", "brackets", "from 97", "bold", "pictures", "numbers", "nested", "steps", "quoted"])  # fmt: skip
def test_short_items_of_a_long_list_are_no_numbers(petite: Path, run: Callable, text: str):
    """Fifteen items of a word or less: the number of each is followed by too little to tell it by the next words."""
    (petite / "content/edito.md").write_text(f"---\ntitle: Le mot\n---\n\n{text}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "erreur" in line] == []


@pytest.mark.parametrize(("told", "kept"), [
    ("13. point", ""), ("13 point", ""), ("13) point", ""), ("13.\npoint", ""), ("14. point", "14"), ("13 pointe", "13"),
    ("13 points", "13"), ("12. Une étape longue", ""), ("12 Un autre texte", "12"), ("11.\n", ""), ("11. vélos", "11"),
])  # fmt: skip
def test_a_number_before_other_words_is_kept(told: str, kept: str):
    """13 marks the item « point », 12 « Une étape longue », 11 one that has a picture alone."""
    page = Page('<main><ol start="11"><li><img></li><li>Une étape longue</li><li>point<ol><li>a</li></ol></li></ol></main>')
    left = without_markers(f"Avant\n{told}", {*page.items()})
    assert re.findall(r"\d+", left) == kept.split()
