"""What the data set as a title, or in one with a number: too long for its page, it is told at its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow.test_constructs_are_built import printed

LONG = "Une antenne de la Fabrique et de ses voisins " * 7  # 315 letters
CALLED = '{{ table("agenda") }}\n\n{{ table("annuaire") }}\n\n{{ people("bureau", by="subgroup") }}'
TABLES = """
agenda: {title: Agenda, source: Agenda, view: timeline, columns: {when: {label: Quand}, title: {label: Quoi}}}
annuaire: {title: Annuaire, source: Annuaire, view: directory, columns: {region: {label: Région}, name: {label: Nom}}}
"""
ROWS = {
    "agenda": "year,when,title\n2024,Mai,Une fête\n2024,Juin,Une autre\n",
    "annuaire": "year,region,name\n2024,Le Val,L'équipe du Val\n",
    "people": "year,group,subgroup,name,role,phone,email\n2024,bureau,Direction,Nadia BERTHIER,Présidente,,\n",
}


def laid(petite: Path, old: str, new: str) -> None:
    """Write the tables of views in the small edition, one of their cells replaced; or the unit of a number."""
    tables = petite / "data/tables.yml"
    described = tables.read_text("utf-8").replace(
        "    group: {label: Groupe}", "    group: {label: Groupe}\n    subgroup: {label: Équipe}"
    )
    tables.write_text(described + TABLES, "utf-8")
    for name, rows in ROWS.items():
        (petite / f"data/tables/{name}.csv").write_text(rows.replace(f",{old}", f",{new}", 1), "utf-8")
    indicators = petite / "data/indicators/ateliers.yml"
    indicators.write_text(indicators.read_text("utf-8").replace(f"unit: {old}", f"unit: {new}"), "utf-8")


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("Mai", "data/tables/agenda.csv:2:6"),
        ("Une fête", "data/tables/agenda.csv:2:10"),
        ("Le Val", "data/tables/annuaire.csv:2:6"),
        ("Direction", "data/tables/people.csv:2:13"),
        ("vélos", "data/indicators/ateliers.yml:17:3"),
    ],
)
def test_what_is_too_long_is_told(petite: Path, run: Callable, old: str, place: str):
    """It ran out of its page, or over what follows, once the files were made."""
    laid(petite, old, LONG)
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Les ateliers\n---\n\n{CALLED}\n", "utf-8")
    assert [line for line in run(petite, "check").lines if line.startswith(f"{place}: erreur TXT22")]


def test_what_is_as_long_as_it_may_be_is_built(petite: Path, run: Callable):
    laid(petite, "vélos", "vélos réparés dans les ateliers de la Fabrique ou chez les habitants du Val, sans rendez-vous")
    printed(petite, run, CALLED + '\n\nOn compte {{ value("velos.repares", unit=true) }}.')


def test_a_link_may_be_a_number(petite: Path, run: Callable):
    """The number's own link, to where it comes from, took its place in the PDF."""
    number = '{{ value("velos.repares") }}'
    site = "https://fabrique-du-val.example"
    printed(
        petite,
        run,
        f"Un [{number}]({site}/a) ici.\n\n## Un [**{number}**]({site}/b)\n\n- [{number}]({site}/c)\n- [{number}](#edito)",
    )
