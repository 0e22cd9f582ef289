"""The small edition with a leaflet and a fragment, made once; not to be written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.cli.main import main
from tests.conftest import small_edition

VARIANTS = """variants:
  essentiel:
    format: pdf
    title: L'essentiel {{ year() }}
    numbers:
      - velos.repares
      - {number: heures.total, sentence: "heures données en {{ year() }}"}
      - heures.part_velo
      - heures_par_atelier.velo.hours
      - heures_par_atelier.bois.hours
      - heures_par_atelier.cuisine.hours
    messages:
      - Les bénévoles ont réparé {{ value("velos.repares") }} vélos.
      - L'atelier vélo reçoit {{ value("heures.part_velo", unit=true) }} des heures.
      - Un quatrième atelier s'installera près de la gare.
    chart: heures
    voice: {section: ateliers, who: Nadia BERTHIER}
  assemblee:
    format: pptx
    title: L'assemblée {{ year() }}
    sections: [ateliers]
  site:
    format: fragment
    title: Les ateliers
    sections: [ateliers, edito]
"""
VOICE = """
::: {.summary who="Nadia BERTHIER" role="Présidente"}
### La porte est ouverte

Elle compte {{ value("velos.repares") }} vélos et n'en revient pas.
:::
"""
SLIDE = """
::: slide
### Trois métiers, **un seul** toit
Les bénévoles donnent leur temps.

- {{ value("velos.repares") }} vélos réparés
- {{ value("heures.total", unit=true) }} données,
  d'un atelier à l'autre

::: notes
Remercier les bénévoles : {{ value("heures.part_velo", unit=true) }} des heures vont au vélo.
:::
:::
"""


def with_variants(root: Path) -> Path:
    """Add the two variants to the small edition, and a voice to one of its sections."""
    for name, text in (("report.yml", VARIANTS), ("content/ateliers.md", VOICE)):
        path = root / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")
    return root


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the output folder of the small edition with its variants, built once."""
    root = with_variants(small_edition(tmp_path_factory.mktemp("variants"), shared_cache))
    assert main(["build", "--quiet", "--to", "essentiel", "--to", "site", "--to", "assemblee"], root) == 0
    return root / "output/2024"
