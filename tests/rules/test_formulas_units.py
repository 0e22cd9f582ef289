"""IND09: what a formula measures is what its unit says, and no conversion is done twice, however it is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

KNOWN = """
atelier.cout:
  label: Coût des pièces
  unit: €
  decimals: exact
  values: {2024: 4000}
  source: Comptes
atelier.energie:
  label: Énergie
  unit: MWh
  decimals: exact
  values: {2024: 120}
  source: Factures
atelier.taux:
  label: Taux
  unit: "UNIT"
  formula: FORMULA
  status: derived
"""
COST, ENERGY, BIKES = 'value("atelier.cout")', 'value("atelier.energie")', 'value("velos.repares")'


@pytest.fixture
def told(petite: Path, run: Callable) -> Callable[[str, str], str]:
    """Give `told(unit, formula)`: what `check` says of an indicator that is calculated."""

    def one(unit: str, formula: str) -> str:
        path = petite / "data/indicators/ateliers.yml"
        more = KNOWN.replace("UNIT", unit).replace("FORMULA", formula)
        path.write_text(path.read_text("utf-8") + more, "utf-8")
        return "\n".join(line for line in run(petite, "check").out.splitlines() if "IND09" in line)

    return one


@pytest.mark.parametrize(
    ("unit", "formula"),
    [
        ("€ par vélo", f"{COST} / {ENERGY}"),
        ("€ par vélo", f"{ENERGY} / {BIKES}"),
        ("€/m²", f"{COST} / {BIKES}"),
        ("vélos", f"{COST} / {ENERGY}"),
        ("heures", f"{COST} * {BIKES}"),
    ],
)
def test_a_rate_of_another_kind_is_told(told: Callable[[str, str], str], unit: str, formula: str):
    """The euros of a megawatt hour were printed as those of a bicycle."""
    assert f"La formule de « atelier.taux » ne donne pas des « {unit} »." in told(unit, formula)


@pytest.mark.parametrize(
    ("unit", "formula"),
    [
        ("€ par vélo", f"{COST} / {BIKES}"),
        ("€", f"{COST} / {BIKES}"),
        ("kWh par vélo", f"{ENERGY} / {BIKES}"),
        ("%", f"100 * {COST} / {ENERGY}"),
        ("€ par kWh", f"{COST} / {ENERGY}"),
        ("kWh", f"{ENERGY} * 1000 / 1000"),
        ("kWh", f"{ENERGY} * 3"),
    ],
)
def test_a_rate_of_its_kind_is_not(told: Callable[[str, str], str], unit: str, formula: str):
    assert told(unit, formula) == ""


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (f"{ENERGY} * 1000", "* 1000"),
        (f"{ENERGY} * -1000", "* -1000"),
        (f"{ENERGY} / -0.001", "/ -0.001"),
        (f"{ENERGY} * 10 * 100", "* 10 * 100"),
        (f"{ENERGY} * 100000 / 10 / 10", "* 100000 / 10 / 10"),
        (f"(10 * 100) * {ENERGY}", "* 1000"),
    ],
)
def test_a_conversion_is_told_however_it_is_typed(told: Callable[[str, str], str], formula: str, said: str):
    """It is done by itself: it would be done twice."""
    assert f"« {said} », dans la formule de « atelier.taux »" in told("kWh", formula)
