"""A number that nobody knows has its line in the published data: its value is empty, and the note says why."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.team.editions.conftest import spoil


def lines_of(root: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (root / "output/2024/donnees/indicateurs.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(line["id"], line["annee"]): line for line in csv.DictReader(file, delimiter=";")}


@pytest.mark.parametrize(("old", "new", "ref", "year"), [
    ("{2024: 318}", "{2024: n.d.}", "velos.repares", "2024"),
    ("{2024: 318}", "{2023: n.d., 2024: 318}", "velos.repares", "2023"),
    ("{2024: 1240}\n  source", "{2023: n.d., 2024: 1240}\n  source", "heures.total", "2023"),
])  # fmt: skip
def test_its_line_says_so(petite: Path, run: Callable, old: str, new: str, ref: str, year: str):
    spoil(petite, "data/indicators/ateliers.yml", old, new)
    outcome = run(petite, "build", "--to", "html")
    assert outcome.code == 0, outcome.out
    line = lines_of(petite)[ref, year]
    assert line["valeur"] == ""
    assert line["note"].startswith("Valeur non disponible (n.d.).")
    assert line["libelle"]


def test_what_waits_for_its_value_has_none(petite: Path, run: Callable):
    spoil(petite, "data/indicators/ateliers.yml", "{2024: 318}", "{2023: 300, 2024: 318, 2025: }")
    assert run(petite, "build", "--to", "html").code == 0
    assert ("velos.repares", "2025") not in lines_of(petite)


def test_an_edition_that_has_one_is_compared_and_followed(petite: Path, run: Callable, tmp_path: Path):
    """`diff` passes over it, and next year's edition reads the file without a word."""
    spoil(petite, "data/indicators/ateliers.yml", "{2024: 318}", "{2024: n.d.}")
    assert run(petite, "build", "--to", "html").code == 0
    before = petite / "output/2024"
    kept = before.rename(tmp_path / "2024")
    spoil(petite, "data/indicators/ateliers.yml", "{2024: n.d.}", "{2024: 318}")
    assert run(petite, "build", "--to", "html").code == 0
    compared = run(petite, "diff", str(kept), str(before))
    assert compared.code in {0, 1}, compared.out + compared.err
    assert "velos.repares" in compared.out or "Vélos réparés" in compared.out


def test_what_a_row_calls_is_printed_in_the_data_and_in_its_chart(petite: Path, run: Callable):
    """Its label, its source, its note: a reader meets no call."""
    year, share = "{{ year() }}", '{{ share("heures_par_atelier.bois.hours", of="heures.total") }}'
    quoted = share.replace('"', '""')
    rows = petite / "data/tables/heures_par_atelier.csv"
    rows.write_text(
        f'year,workshop,name,hours,source,note\n2024,velo,"Vélo, {quoted}",620,Cahier {year},Noté en {year}\n'
        f"2024,bois,Bois {year},380,,\n2024,cuisine,Cuisine,240,,\n", "utf-8",
    )  # fmt: skip
    spoil(
        petite, "data/indicators/ateliers.yml", "source: Registre de l'atelier vélo, décembre 2024", f"source: 'Registre {year}'"
    )
    spoil(petite, "data/charts.yml", "  highlight: Vélo\n", "")
    outcome = run(petite, "build", "--to", "html")
    assert outcome.code == 0, outcome.out
    written = [
        path.read_text("utf-8") for path in (petite / "output/2024").rglob("*.*") if path.suffix in {".html", ".csv", ".json"}
    ]
    assert not any("year()" in text or "share(" in text for text in written)
    assert any("Vélo, moins d’un tiers" in text for text in written)
