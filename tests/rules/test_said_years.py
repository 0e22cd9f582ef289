"""The years that sentences say: constants are of any year (AFF04), the number and the date of an act are its name (AFF05)."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("La loi n° 2023-1196 du 18 décembre 2023 est parue.", []),
        ("Le décret nº 2024-123, en date du 12 mars 2024, et l'ordonnance n°2023-45.", []),
        ("Les délibérations nos 2024-12 et 2024-13 du 1er mars 2024 sont votées.", []),
        ("La loi 2023-1196 (publiée le 19 décembre 2023) est parue.", []),
        ("Le n° 2023-2024 de la revue est paru.", []),
        ("Selon la convention n° 2023-14 et en 2024, le réseau avance.", ["2024"]),
        ("Le bulletin n° 12 de mars 2024 est là.", ["2024"]),
        ("La saison 2023-24 est belle, l'année 2024-2025 aussi.", ["2023", "2024"]),
        ("Le réseau avance depuis la loi n° 2023-1196 : en 2024, il grandit.", ["2024"]),
    ],
)
def test_the_number_and_the_date_of_an_act_are_its_name(sentence: str, told: list[str], petite: Path, run: Callable):
    path = petite / "content/edito.md"
    path.write_text(f"{path.read_text('utf-8')}\n{sentence}\n", "utf-8")
    assert re.findall(r"AFF05 « (\d+) »", run(petite, "check").out) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("L'atelier a réparé {} vélos, soit plus qu'en 2023.", False),
        ("L'atelier a réparé {} vélos, douze de plus que ceux de l'année 2023.", False),
        ("L'atelier a réparé {} vélos, contre neuf cents en 2023.", False),
        ("Par rapport à 2023, les {} vélos réparés sont un record.", False),
        ("Les {} vélos réparés sont un total supérieur à celui de 2023.", False),
        ("L'atelier a fait autant, contre {} vélos en 2023.", True),  # in the comparison: it is that year's
        ("En 2023, l'atelier a réparé {} vélos, plus qu'en 2022.", True),
        ("En 2023, plus de monde est venu : {} vélos sont repartis.", True),
        ("Contre toute attente, en 2023, {} vélos sont repartis.", True),
    ],
)
def test_a_year_that_is_compared_with_dates_the_comparison_alone(sentence: str, told: bool, petite: Path, run: Callable):  # noqa: FBT001 - a case
    path = petite / "content/edito.md"
    said = sentence.format('{{ value("velos.repares") }}')
    path.write_text(f"{path.read_text('utf-8')}\n{said}\n", "utf-8")
    assert ("AFF04" in run(petite, "check").out) is told
