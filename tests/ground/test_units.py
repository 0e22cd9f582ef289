"""An edition whose numbers are measured in several sizes of one unit: converted everywhere, refused where nothing converts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.numbers.register import Register
from rapport.outputs.formats.origins import readable
from rapport.sources.reading import load
from tests.manuscript.test_manuscript import written

NUMBERS = """
energie.gaz: {{label: Gaz, unit: MWh, decimals: 0, values: {{2024: 120}}, source: s}}
energie.elec: {{label: Électricité, unit: kWh, decimals: 0, values: {{2024: 4500}}, source: s}}
energie.duree: {{label: Durée, unit: heures, values: {{2024: 9}}, source: s}}
energie.total: {{label: Énergie, unit: {unit}, decimals: {decimals}, {given}}}
"""
FORMULA = 'status: derived, formula: \'value("energie.gaz") + value("energie.elec")\''


def with_numbers(root: Path, unit: str, decimals: int, given: str) -> None:
    (root / "data/indicators/energie.yml").write_text(NUMBERS.format(unit=unit, decimals=decimals, given=given), "utf-8")


@pytest.mark.parametrize(("unit", "decimals", "value"), [("MWh", 1, "124.5"), ("kWh", 0, "124500"), ("GWh", 4, "0.1245")])
def test_a_sum_is_told_in_its_own_unit(petite: Path, run, unit: str, decimals: int, value: str):
    with_numbers(petite, unit, decimals, FORMULA)
    report, _ = load(petite)
    number = Register(report).number("energie.total")
    assert str(number.value.normalize().__format__("f")) == value
    assert "erreur" not in run(petite, "check").out
    assert "(120\u00a0MWh)" in readable(number.formula, Register(report))


@pytest.mark.parametrize(("unit", "decimals", "value", "code"), [
    ("MWh", 1, "124.5", ""), ("kWh", 0, "124500", ""), ("MWh", 0, "4620", "IND02"), ("kW", 0, "4620", "IND09"),
    ("€", 0, "4620", "IND09"), ("entreprises", 0, "4620", "IND09"),
])  # fmt: skip
def test_a_total_is_proved_across_sizes(petite: Path, run, unit: str, decimals: int, value: str, code: str):
    with_numbers(petite, unit, decimals, f"values: {{2024: {value}}}, source: s, total_of: [energie.gaz, energie.elec]")
    told = [line for line in run(petite, "check").lines if "erreur" in line]
    assert (code in told[0]) if code else told == []


@pytest.mark.parametrize(("claim", "code"), [
    ('value("energie.gaz") > value("energie.elec")', ""), ('value("energie.gaz") < value("energie.elec")', "RUL01"),
    ('value("energie.gaz") > value("energie.duree")', "RUL02"), ('value("energie.gaz") / value("energie.elec") > 26', ""),
    ('value("energie.gaz") / value("energie.elec") > 27', "RUL01"),
])  # fmt: skip
def test_rules_compare_across_sizes(petite: Path, run, claim: str, code: str):
    with_numbers(petite, "MWh", 1, FORMULA)
    (petite / "data/rules.yml").write_text(f"- id: essai\n  assert: '{claim}'\n  because: essai\n", "utf-8")
    told = [line for line in run(petite, "check").lines if "erreur" in line]
    assert (code in told[0]) if code else told == []


def test_a_total_under_a_column_of_another_size_says_its_unit(petite: Path, run):
    """It would read as thousands of times too small."""
    tables = petite / "data/tables.yml"
    text = tables.read_text("utf-8").replace("unit: heures", "unit: kWh").replace("equals: heures.total", "equals: energie.total")
    tables.write_text(text, "utf-8")
    with_numbers(petite, "MWh", 2, "values: {2024: 1.24}, source: s")
    assert "TAB01" not in run(petite, "check").out
    lines = written(petite, '{{ table("heures_par_atelier") }}\n').pieces[-1].markdown.splitlines()
    total = next(line for line in lines if "Total" in line)
    assert '**[1,24]{.value ref="energie.total"}\u00a0MWh**' in total
    with_numbers(petite, "MWh", 0, "values: {2024: 1240}, source: s")
    assert "TAB01" in run(petite, "check").out
    with_numbers(petite, "kW", 0, "values: {2024: 1240}, source: s")
    assert "son total ne l'est pas" in run(petite, "check").out


def test_a_chart_has_one_scale(petite: Path, run):
    with_numbers(petite, "MWh", 1, FORMULA)
    charts = petite / "data/charts.yml"
    spec = "energie: {kind: bars, title: T, indicators: [energie.gaz, energie.elec]}\n"
    charts.write_text(charts.read_text("utf-8") + spec, "utf-8")
    assert "un nombre est en « MWh », un autre en « kWh »" in run(petite, "check").out
