"""The codes of a map's rows: one that is another region's colours the wrong one, in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

CASE = Path(__file__).parent / "cases/CHA08-region-twice"


@pytest.mark.parametrize(("rows", "said", "hint"), [
    ("Martinique,01\nGuadeloupe,02", "« Martinique » a le code de « Guadeloupe », « 01 »", "de « Martinique » est « 02 »."),
    ("martinique,1\nLa Réunion,4", "« martinique » a le code de « Guadeloupe », « 01 »", "de « Martinique » est « 02 »."),
    ("Reunion,02\nGuadeloupe,1", "« Reunion » a le code de « Martinique », « 02 »", "Le code de « La Réunion » est « 04 »."),
    ("Ailleurs,75\nGuadeloupe,1", "« Ailleurs » a le code « 75 », qui n'est pas sur le fond", "du fond : « 01 » (Guadeloupe)"),
    ("Ain,01\nAisne,02", "« Ain » a le code de « Guadeloupe », « 01 », parce que c'est aussi le numéro", "Cette carte montre"),
    ("Alpes de Haute Provence,4", "« Alpes de Haute Provence » a le code de « La Réunion », « 04 », parce", "montre des régions"),
    ("aisne,2\nGuadeloupe,01", "« aisne » a le code de « Martinique », « 02 », parce que c'est aussi", "une ligne à chacune"),
    ("Antenne de l'Ain,01", "", ""),
    ("Martinique,02\nGuadeloupe et Saint-Martin,01", "", ""), ("Les îles du Nord,01\nLa Réunion,04\nMartinique,2", "", ""),
])  # fmt: skip
def test_a_row_has_the_code_of_its_own_name(petite: Path, run: Callable, rows: str, said: str, hint: str):
    for name in ("assets/map/iles.geojson", "data/charts.yml", "data/tables.yml"):
        (petite / name).parent.mkdir(exist_ok=True)
        shutil.copy(CASE / name, petite / name)
    lines = "".join(f"2024,{at},{row},{620 - at}\n" for at, row in enumerate(rows.split("\n")))
    (petite / "data/tables/heures_par_atelier.csv").write_text(f"year,workshop,name,code,hours\n{lines}", "utf-8")
    out = run(petite, "check").out
    assert ("CHA08" in out) is bool(said)
    assert said in out
    assert hint in out
