"""A sentence of another year may give a number that every year has: it is no number of another year (AFF04)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

CONSTANT = """
engagements.total:
  label: Engagements de la charte
  unit: engagements
  decimals: exact
  constant: true
  values: {2024: 5}
  source: Charte, article premier
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ('En [2019]{{.literal because="l\'année de la charte"}}, {} engagements ont été pris.', False),
        ("La charte a retenu {} engagements en 2019.", False),
        ("Au 31 décembre {{{{ year(-1) }}}}, la charte comptait {} engagements.", False),
        ('En [2019]{{.literal because="l\'année de la charte"}}, {} vélos sont repartis.', True),
    ],
)
def test_a_number_that_every_year_has_is_of_any_year(sentence: str, told: bool, petite: Path, run: Callable):  # noqa: FBT001 - a case
    indicators = petite / "data/indicators/ateliers.yml"
    indicators.write_text(indicators.read_text("utf-8") + CONSTANT, "utf-8")
    path = petite / "content/edito.md"
    call = '{{ value("velos.repares") }}' if told else '{{ value("engagements.total") }}'
    path.write_text(f"{path.read_text('utf-8')}\n{sentence.format(call)}\n", "utf-8")
    assert ("AFF04" in run(petite, "check").out) is told
