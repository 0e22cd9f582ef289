"""Acronyms that have several senses: none is chosen for the author, who says which one by a link, or none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

LEXICON = """year,acronym,expansion,note
2024,MJC,Maison des jeunes et de la culture,
2024,CAF,Caisse d'allocations familiales,la caisse
2024,CAF,Club alpin français,le club
2024,ETP,Équivalent temps plein,
2024,ETP,Équivalent Temps Plein,
2024,A2B,Atelier à bicyclettes,le lieu
2024,A2B,Association des deux bords,les gens
"""
TABLE = """
lexique: {title: Lexique, source: S, key: [acronym, expansion], view: lexicon,
  columns: {acronym: {label: Sigle}, expansion: {label: Sens}}}
"""
Told = Callable[[str, str], tuple[str, str]]


@pytest.fixture
def told(petite: Path, run: Callable[..., object]) -> Told:
    """Give `told(text, more)`: what `check` says of a section and of `report.yml` with more, and the page built."""

    def made(text: str, more: str = "") -> tuple[str, str]:
        (petite / "data/tables/lexique.csv").write_text(LEXICON, "utf-8")
        (petite / "data/tables.yml").write_text((petite / "data/tables.yml").read_text("utf-8") + TABLE, "utf-8")
        (petite / "content/ateliers.md").write_text(f"---\ntitle: A\n---\n\n{text}\n", "utf-8")
        (petite / "content/edito.md").write_text('---\ntitle: B\n---\n\n{{ table("lexique") }}\n', "utf-8")
        (petite / "report.yml").write_text((petite / "report.yml").read_text("utf-8") + more, "utf-8")
        said = run(petite, "build", "--to", "html").out  # type: ignore[attr-defined]
        return said, (petite / "output/2024/index.html").read_text("utf-8")

    return made


def links(html: str) -> list[str]:
    return re.findall(r'href="#(lex-[^"]+)"', html)


def test_a_homonym_leads_to_no_entry_and_is_told_at_its_place(told: Told):
    said, html = told("Avec la MJC et la CAF. La CAF encore.", "")
    assert links(html) == ["lex-mjc"]
    assert [line.partition(" Le sigle")[0] for line in said.splitlines() if "LEX05" in line] == [
        "content/ateliers.md:5:19: avertissement LEX05"
    ]
    assert "[CAF](#lex-caf) pour « Caisse d'allocations familiales » ou [CAF](#lex-caf-2) pour « Club alpin français »" in said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Le [CAF](#lex-caf-2) marche.", ["lex-caf-2"]),
        ("La [CAF](#lex-caf) verse.", ["lex-caf"]),
        ("À l'[A2B](#lex-a2b-2), un [ETP](#lex-etp).", ["lex-a2b-2", "lex-etp"]),
    ],
)
def test_the_author_says_which_sense_by_a_link(told: Told, text: str, wanted: list[str]):
    said, html = told(text, "")
    assert links(html) == wanted
    assert "LEX05" not in said
    assert "erreur" not in said


def test_a_text_that_explains_its_homonym_leads_nowhere_and_is_left_alone(told: Told):
    said, html = told("Le Club alpin (CAF) marche.", "\naccepted_acronyms: [CAF]\n")
    assert links(html) == []
    assert "LEX05" not in said


@pytest.mark.parametrize(("text", "wanted"), [("Un ETP.", ["lex-etp"]), ("L'A2B roule.", []), ("Une MJC.", ["lex-mjc"])])
def test_one_sense_written_twice_is_no_homonym(told: Told, text: str, wanted: list[str]):
    assert links(told(text, "")[1]) == wanted
