"""Files of data/ that nothing reads: their names are told, with the ones that were meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("chart.yml", "Vouliez-vous « data/charts.yml » ?"),
        ("table.yml", "Vouliez-vous « data/tables.yml » ?"),
        ("Charts.json", "Vouliez-vous « data/charts.yml » ?"),
        ("règles.yml", "Vouliez-vous « data/rules.yml » ?"),
        ("piece.yaml", "Vouliez-vous « data/pieces.yml » ?"),
        ("graphiques.yml", "Y sont lus : charts.yml, tables.yml, rules.yml"),
        ("indicateurs/heures.yml", "Vouliez-vous « data/indicators/ » ?"),
        ("table/people.csv", "Vouliez-vous « data/tables/ » ?"),
        ("tableaux/people.csv", "Vouliez-vous « data/tables/ » ?"),
        ("reponses.csv", "Déplacez-le dans data/tables/. "),
        ("tables.csv", "Déplacez-le dans data/tables/. "),
        ("Heures 2024.XLSX", "Déplacez-le dans data/tables/, enregistré en CSV."),
        ("heures.tsv", "Déplacez-le dans data/tables/, enregistré en CSV."),
    ],
)
def test_a_file_that_nothing_reads_is_told(petite: Path, run: Callable, name: str, hint: str):
    path = petite / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a: 1\n", "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 0
    assert [line for line in outcome.lines if f"data/{name.partition('/')[0]}:1:1: avertissement LEC08" in line] == outcome.lines
    assert hint in outcome.out


@pytest.mark.parametrize("name", ["_brouillon.yml", "lisez-moi.txt", "photos/a.jpg", "mots.txt", "_reponses.csv"])
def test_what_is_no_mistake_is_not(petite: Path, run: Callable, name: str):
    path = petite / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mot\n", "utf-8")
    assert run(petite, "check").lines == []
