"""`total("table.column")` in the editors' rules: the sum of a column, or of the rows whose key begins so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register
from rapport.rules.book import SOURCE_RULES, Sources
from rapport.sources.reading import load

TABLE = """
notes:
  title: Notes
  source: Essai
  key: [groupe, nom]
  columns:
    groupe: {label: Groupe}
    nom: {label: Nom}
    part: {label: Part, unit: "%", decimals: 0}
    rang: {label: Rang, decimals: exact}
"""
ROWS = "year,groupe,nom,part,rang\n2024,a,un,60,1\n2024,a,deux,40,2\n2024,ab,un,10,3\n2024,ab,deux,,4\n2023,a,un,7,9\n"


@pytest.fixture
def root(petite: Path) -> Path:
    with (petite / "data/tables.yml").open("a", encoding="utf-8") as described:
        described.write(TABLE)
    (petite / "data/tables/notes.csv").write_text(ROWS, "utf-8")
    return petite


@pytest.fixture
def register(root: Path) -> Register:
    return Register(load(root)[0])


def test_the_whole_column_of_the_year_is_added(register: Register) -> None:
    total = register.total("notes.rang")
    assert (total.value, total.half) == (Decimal(10), Decimal(0))


def test_the_beginning_of_a_key_stops_at_its_end(register: Register) -> None:
    """`a` adds a.un and a.deux, not ab.un; the roundings add up."""
    total = register.total("notes.a.part")
    assert (total.value, total.low, total.high) == (Decimal(100), Decimal(99), Decimal(101))


def test_a_full_key_is_one_cell_and_an_empty_cell_is_left_out(register: Register) -> None:
    assert register.total("notes.a.un.part").value == Decimal(60)
    assert register.total("notes.ab.part").value == Decimal(10)


@pytest.mark.parametrize("ref", ["absente.part", "notes.absente", "notes.c.part", "notes.nom", "notes", "", "ab.deux.part", 3])
def test_adding_nothing_is_told(register: Register, ref: object) -> None:
    with pytest.raises(ExpressionError, match="total\\("):
        register.total(ref)


def test_a_failed_rule_tells_the_total_and_its_first_part(root: Path) -> None:
    text = '- id: somme\n  assert: total("notes.a.part") <= 90 and value("notes.a.un.part") > 0\n  because: pour essai\n'
    (root / "data/rules.yml").write_text(text, "utf-8")
    report, _ = load(root)
    (problem,) = [p for p in SOURCE_RULES.check(Sources(report), report.edition) if p.code == "RUL01"]
    places = {words: str(place) for place, words in problem.related}
    assert places["total(notes.a.part) = 100"].startswith("data/tables/notes.csv:2:")
    assert "notes.a.un.part = 60\u00a0%" in places


def test_a_total_that_adds_nothing_is_an_unreadable_rule(root: Path) -> None:
    (root / "data/rules.yml").write_text('- {id: rien, assert: total("notes.absente") > 0, because: pour essai}\n', "utf-8")
    report, _ = load(root)
    assert [p.code for p in SOURCE_RULES.check(Sources(report), report.edition) if p.place.path == "data/rules.yml"] == ["RUL02"]
