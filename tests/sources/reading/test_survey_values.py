"""Numbers that a survey gives: filled from the lock, noted, never typed; kept as typed once the survey is of another year."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rapport.numbers.gaps import gap_of
from rapport.numbers.mixing import mixture_of
from rapport.numbers.register import Register
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.reading.parts import Parts
from rapport.team.editions.turning import turned_files
from rapport.team.workbook.pages import pages_of
from tests.conftest import PROJECT

CASE = PROJECT / "tests/rules/cases/ENQ07-answers-elsewhere"
TABLE = """
metiers:
  title: Heures par métier
  key: metier
  columns:
    metier: {label: Métier}
    heures: {label: Heures, unit: heures, decimals: exact, from: "survey.ateliers.heures_par_metier.{metier}"}
"""
ROWS = "year;metier;heures\n2024;Bois;\n2024;Métal;\n2023;Bois;9000\n"


@pytest.fixture
def edition(petite: Path) -> Path:
    """Return the small edition with a survey whose answers are elsewhere, an indicator and a table that take of it."""
    shutil.copytree(CASE, petite, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    tables = petite / "data/tables.yml"
    tables.write_text(tables.read_text("utf-8") + TABLE, "utf-8")
    (petite / "data/tables/metiers.csv").write_text(ROWS, "utf-8")
    return petite


@pytest.fixture
def report(edition: Path) -> Report:
    """Return it read."""
    return load(edition)[0]


def test_cells_of_the_year_are_filled_and_noted(report: Report):
    register, table = Register(report), report.tables["metiers"]
    assert register.number("metiers.Bois.heures").value == 11392
    assert register.of_year(2023).number("metiers.Bois.heures").value == 9000
    assert {row.source for row in table.of_year(2024)} == {"Enquête auprès des ateliers"}
    note = table.spec.note.replace("\u202f", " ").replace("\u00a0", " ")
    assert note == (
        "« Enquête auprès des ateliers », données de 2024 : 28 structures sur 36 (78 %). Somme des réponses sans pondération, "
        "sur 12 structures. c : donnée couverte par le secret statistique."
    )


def test_a_hidden_number_is_no_number(report: Report):
    """It isn't asked of anybody either: neither awaited nor in the workbook that a colleague fills."""
    register = Register(report)
    assert gap_of(register, "metiers.Métal.heures") == "c"
    assert "metiers.Métal.heures" not in register.known
    assert not register.awaited.keys() & {"metiers.Métal.heures", "enquete.heures"}
    asked = {line.ref for page in pages_of(report) for line in page.lines}
    filled = {column.name for page in pages_of(report) if page.table == "metiers" for column in page.columns if column.filled}
    assert "enquete.heures" not in asked
    assert "heures" not in filled


def test_a_number_that_is_typed_too(edition: Path):
    (edition / "data/tables/metiers.csv").write_text(ROWS.replace("Bois;\n", "Bois;11392\n"), "utf-8")
    told = [f"{problem.place} {problem.message}" for problem in Parts(edition).tables()[1]]
    assert told == ["data/tables/metiers.csv:2:11 Colonne « heures » : l'enquête donne ce nombre, et il est aussi tapé."]


def test_a_column_without_numbers(edition: Path):
    tables = edition / "data/tables.yml"
    tables.write_text(tables.read_text("utf-8").replace("unit: heures, decimals: exact, from", "from"), "utf-8")
    told = [problem.message for problem in Parts(edition).tables()[1]]
    assert told == ["La colonne « heures » prend ses nombres d'une enquête, mais n'en contient pas."]


def test_next_year_keeps_what_this_year_s_survey_gave(edition: Path, report: Report):
    changes, problems = turned_files(report, 2025)
    assert problems == []
    after = {name: change.after.decode() for name, change in changes.items() if change.after}
    assert "  from: survey.ateliers.heures\n  values: {2024: 22863}\n" in after["data/indicators/enquete.yml"]
    assert "2024;Bois;11392\n2024;Métal;\n" in after["data/tables/metiers.csv"]
    for name in ("report.yml", "data/indicators/enquete.yml", "data/tables/metiers.csv"):
        (edition / name).write_text(after[name], "utf-8")
    later = Register(load(edition)[0])
    assert later.of_year(2024).number("metiers.Bois.heures").value == 11392
    assert later.of_year(2024).number("enquete.heures").value == 22863


def test_a_number_of_a_survey_counts_those_who_answered_it(edition: Path):
    """A calculation that mixes it with a number of another panel says so, whether an indicator or a cell takes it."""
    (edition / "data/indicators/essai.yml").write_text(
        "essai.inscrits: {label: Inscrits, values: {2024: 5000}, source: Registre, panel: tous les inscrits}\n"
        "essai.part:\n  label: Part\n  status: derived\n"
        '  formula: value("metiers.Bois.heures") / value("essai.inscrits")\n',
        "utf-8",
    )
    register = Register(load(edition)[0])
    assert register.number("metiers.Bois.heures").panels == ("Enquête auprès des ateliers",)
    told = "Calculé sur plusieurs panels : « Enquête auprès des ateliers » et « tous les inscrits »."
    assert mixture_of(register.number("essai.part")) == told
