"""A quote left open is told where it was opened, in YAML and in CSV, whatever the next one closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.ground.problems import Problem
from rapport.sources.reading.yaml import read_yaml


def told(text: str, first_line: int = 1) -> list[Problem]:
    problems: list[Problem] = []
    read_yaml(text, "f.yml", problems, first_line)
    return problems


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a:\n  source: "Registre\n  note: rien\nb:\n  unit: "%"\n', (2, 11)),
        ("a:\n  source: 'Registre\n  note: rien\nb:\n  unit: '%'\n", (2, 11)),
        ('title: "Cap sur demain\nsubtitle: Rapport\nwebsite: "https://a.fr"\n', (1, 8)),
        ('a:\n  one: "fermé"\n  two: "ouvert\n  three: 3\n  four: "x"\n  five: "y"\n', (3, 8)),
        ('a:\n  - name: "un\n    note: x\n  - name: "deux"\n', (2, 11)),
        ('a:\n  source: "Registre\n  note: x"\n', (2, 11)),  # nothing else is wrong
        ("a:\n  source: 'Registre\n  note: l'atelier\n", (2, 11)),
        ('a:\n  source: "Registre\n  note: rien\n', (2, 11)),  # never closed
    ],
)
def test_yaml_tells_where_a_quote_was_opened(text: str, place: tuple[int, int]):
    (problem,) = told(text)
    assert (problem.code, problem.place.line, problem.place.column) == ("LEC04", *place)
    assert "guillemet ouvert" in problem.message


def test_the_line_that_closes_is_that_of_the_file():
    (problem,) = told('lead: "Un mot\ntitle: Deux\nkicker: "Trois"\n', first_line=2)
    assert problem.place.line == 2
    assert "fermé que ligne 4" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        'a: "Un texte\n  sur deux lignes"\n',
        'a:\n  b: "Un texte\n    note: la suite"\n',
        "a: >\n  Un texte\n  note: x\n",
        'a: "x"\nb: "y"\n',
        "a: 'l''an\n  passé'\n",
    ],
)
def test_texts_of_several_lines_are_left_alone(text: str):
    assert told(text) == []


HEAD = "year,workshop,name,hours\n"


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ('2024,velo,"Vélo,620\n2024,bois,Bois",380\n2024,cuisine,Cuisine,240\n', "2:11"),
        ('2024,velo,Vélo,620\n2024,bois,"Bois,380\n2024,cuisine,Cuisine",240\n', "3:11"),
        ('2024,"velo,Vélo,620\n2024,bois,Bois,380\n2024,cuisine",Cuisine,240\n', "2:6"),
        ('2024,velo,"Vélo,620\n2024,bois,"Bois",380\n2024,cuisine,Cuisine,240\n', "2:1"),
        ('2024,velo,"Vélo,620\n2024,bois,Bois,380\n2024,cuisine,Cuisine,240\n', "2:1"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_tells_where_a_quote_was_opened(petite: Path, run: Callable, rows: str, place: str, delimiter: str):
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_text((HEAD + rows).replace(",", delimiter), "utf-8")
    lines = [line for line in run(petite, "check").lines if "erreur" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"data/tables/heures_par_atelier.csv:{place}: erreur LEC07 Un guillemet ouvert")


@pytest.mark.parametrize("cell", ['"Vélo,\nréparation"', '"Vélo\net, parfois, bois"', '"Vélo ""neuf""\nou non"'])
def test_cells_of_several_lines_are_left_alone(petite: Path, run: Callable, cell: str):
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_text(path.read_text("utf-8").replace("Vélo", cell, 1), "utf-8")
    assert "LEC07" not in run(petite, "check").out
