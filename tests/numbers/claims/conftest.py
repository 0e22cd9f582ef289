"""A small edition with three years of values, to claim things of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.numbers.register import Register
from rapport.sources.reading import load

TABLE = """\
year,workshop,name,hours
2022,velo,Vélo,300
2022,bois,Bois,400
2023,velo,Vélo,500
2023,bois,Bois,400
2023,cuisine,Cuisine,235
2023,couture,Couture,100
2024,velo,Vélo,620
2024,bois,Bois,380
2024,cuisine,Cuisine,240
2024,couture,Couture,
"""
NUMBERS = """\
velos.repares:
  label: Vélos réparés
  unit: vélos
  decimals: exact
  values: {2022: 250, 2023: 318, 2024: 318}
  source: Registre
formateurs.total:
  label: Formateurs
  unit: formateurs
  values: {2023: 70, 2024: 69}
  source: Registre
formateurs.formes:
  label: Formateurs formés
  unit: formateurs
  values: {2024: 69}
  source: Registre
formateurs.partis:
  label: Formateurs partis
  unit: formateurs
  values: {2024: 0}
  source: Registre
budget.total:
  label: Budget
  unit: €
  decimals: -3
  values: {2023: 110000, 2024: 111000}
  source: Comptes
budget.dons:
  label: Dons
  unit: €
  values: {2023: 100, 2024: 104.5}
  decimals: 1
  source: Comptes
  break: {2024: les dons en nature y entrent}
part.satisfaits:
  label: Part de satisfaits
  unit: "%"
  values: {2023: 88, 2024: 91}
  source: Enquête
attendu.total:
  label: Attendu
  unit: vélos
  values: {2023: 12, 2024: }
  source: Registre
"""


def lay(root: Path) -> None:
    """Lay the years and the numbers in a copy of the small edition."""
    (root / "data/tables/heures_par_atelier.csv").write_text(TABLE.replace("Couture,\n", "Couture,380\n"), "utf-8")
    (root / "data/indicators/essai.yml").write_text(NUMBERS.replace("velos.repares", "velos.rendus"), "utf-8")
    indicators = root / "data/indicators/ateliers.yml"
    indicators.write_text(indicators.read_text("utf-8").replace("{2024: 1240}", "{2023: 1235, 2024: 1620}"), "utf-8")


@pytest.fixture
def years(petite: Path) -> Path:
    """Return the small edition with three years of values; « bois » and « couture » tie."""
    lay(petite)
    return petite


@pytest.fixture
def register(years: Path) -> Register:
    """Return the register of that edition."""
    return Register(load(years)[0])


@pytest.fixture
def said(years: Path, run: Callable) -> Callable[[str], str]:
    """Give `said(text)`: what `check` tells of a paragraph of the editorial."""

    def check(text: str) -> str:
        path = years / "content/edito.md"
        path.write_text(f'---\ntitle: Le mot\n---\n\n{text}\n\n{{{{ people("bureau") }}}}\n', "utf-8")
        return run(years, "check").out

    return check
