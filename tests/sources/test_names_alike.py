"""Names that look alike are one name: rows, years, calls and filters find each other whatever the keyboard that typed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.ground.french import one_name
from rapport.numbers.register import Register
from rapport.sources.reading import load

ALIKE = [
    ("Île-de-France", "I\u0302le-de-France"),
    ("L'atelier", "L’atelier"), ("Val d'Oise", "Val\u00a0d'Oise"), ("Gard  Sud", "Gard Sud"),
    ("Loire-Sud", "Loire\u2011Sud"), ("Créteil", "Cre\u0301teil"), ("Nord", "Nord\u200b"),
]  # fmt: skip


def with_rows(root: Path, *rows: tuple[int, str, int]) -> None:
    lines = "".join(f"{year},{name},{name},{hours}\n" for year, name, hours in rows)
    (root / "data/tables/heures_par_atelier.csv").write_text(f"year,workshop,name,hours\n{lines}", "utf-8")


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_last_year_is_found_under_a_name_that_looks_the_same(petite: Path, one: str, other: str):
    with_rows(petite, (2024, one, 1240), (2023, other, 900))
    register = Register(load(petite)[0])
    for typed in (one, other):
        assert register.number(f"heures_par_atelier.{typed}.hours").value == 1240
        assert register.number(f"heures_par_atelier.{typed}.hours@2023").value == 900
    assert {number.ref for number in [register.number(f"heures_par_atelier.{typed}.hours") for typed in (one, other)]} == {
        f"heures_par_atelier.{one_name(one)}.hours"
    }


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_rows_that_look_the_same_are_told(petite: Path, run, one: str, other: str):
    with_rows(petite, (2024, one, 620), (2024, other, 620))
    assert "est écrite deux fois" in run(petite, "check").out


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_filter_keeps_a_cell_that_looks_the_same(petite: Path, run, one: str, other: str):
    with_rows(petite, (2024, one, 1240))
    charts = petite / "data/charts.yml"
    charts.write_text(charts.read_text("utf-8") + f'  where: {{name: "{other}"}}\n', "utf-8")
    assert "CHA04" not in run(petite, "check").out
