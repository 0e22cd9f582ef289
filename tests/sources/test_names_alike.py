"""Names that look alike are one name: rows, years, calls and filters find each other whatever the keyboard that typed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.ground.names import one_name
from rapport.numbers.chart_rows import rows_of
from rapport.numbers.register import Register
from rapport.sources.reading import load

ALIKE = [
    ("Île-de-France", "I\u0302le-de-France"),
    ("L'atelier", "L’atelier"), ("Val d'Oise", "Val\u00a0d'Oise"), ("Gard  Sud", "Gard Sud"),
    ("Loire-Sud", "Loire\u2011Sud"), ("Créteil", "Cre\u0301teil"), ("Nord", "Nord\u200b"),
    ("Offices", "Oﬃces"), ("Val ﬂeuri", "Val fleuri"), ("CACE", "САСЕ"), ("Ain", "Αin"), ("Drôme", "Drо\u0302me"),
    ("Etc...", "Etc…"), ("L'Isle", "L´Isle"),
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


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_is_counted_or_grouped_by_name_is_counted_once(petite: Path, run, one: str, other: str):
    """A total per group, a count of names, the series of a chart."""
    rows = "".join(f"2024,{key},{name},{hours}\n" for key, name, hours in (("a", one, 620), ("b", other, 620)))
    (petite / "data/tables/heures_par_atelier.csv").write_text(f"year,workshop,name,hours\n{rows}", "utf-8")
    tables = petite / "data/tables.yml"
    tables.write_text(tables.read_text("utf-8").replace("equals: heures.total}", "equals: heures.total, per: name}", 1), "utf-8")
    indicators = petite / "data/indicators/ateliers.yml"
    counted = "\nateliers.noms:\n  label: Noms\n  count_of: {table: heures_par_atelier, distinct: name}\n  source: Liste\n"
    indicators.write_text(indicators.read_text("utf-8") + counted, "utf-8")
    report = load(petite)[0]
    assert Register(report).number("ateliers.noms").value == 1
    assert "TAB01" not in run(petite, "check").out
    spec = report.charts["heures"].model_copy(update={"group": "name"})
    assert len({row.group for row in rows_of(spec, Register(report))}) == 1
