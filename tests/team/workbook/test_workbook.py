"""The workbook that goes out: what it asks, what it locks, what it must never do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from rapport.sources.reading import load
from rapport.team.workbook.pages import owners_of, pages_of
from rapport.team.workbook.writing import HEAD, workbook_of

Told = Callable[..., object]


def opened(root: Path, owner: str = "") -> openpyxl.Workbook:
    report, _ = load(root)
    return openpyxl.load_workbook(io.BytesIO(workbook_of(report, pages_of(report, owner), owner)))


def in_charge(root: Path) -> Path:
    """Give the edition two people in charge."""
    path = root / "data/indicators/ateliers.yml"
    path.write_text(
        path.read_text("utf-8").replace("  label: Vélos réparés", "  owner: Léa FORT\n  label: Vélos réparés"), "utf-8"
    )
    path = root / "data/tables.yml"
    path.write_text(
        path.read_text("utf-8").replace("  title: Les personnes", "  owner: Nadia BERTHIER\n  title: Les personnes"), "utf-8"
    )
    return root


def test_it_asks_for_each_number_and_each_row(petite: Path):
    book = opened(petite)
    assert book.sheetnames == ["Mode d'emploi", "Chiffres", "Heures de bénévolat par atelier", "Les personnes", "Origine"]
    headings = [cell.value for cell in book["Chiffres"][HEAD + 1]]
    assert headings == ["Libellé", "Unité", "Précision", "2023", "2024", "Statut", "Question", "Source", "Nom dans les données"]
    first = [cell.value for cell in book["Chiffres"][HEAD + 2]]
    assert first[:6] == ["Heures de bénévolat", "heures", "valeur exacte", None, "1\u202f240", "publié"]
    assert [row[0].value for row in book["Chiffres"].iter_rows(min_row=HEAD + 2)] == ["Heures de bénévolat", "Vélos réparés"]


def test_what_is_calculated_is_not_asked(petite: Path):
    refs = [row[8].value for row in opened(petite)["Chiffres"].iter_rows(min_row=HEAD + 2)]
    assert refs == ["heures.total", "velos.repares"]


def test_last_year_stands_beside_this_one(petite: Path):
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_text(path.read_text("utf-8") + "2023,velo,Vélo,580\n", "utf-8")
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("{2024: 318}", "{2023: 301, 2024: 318}"), "utf-8")
    book = opened(petite)
    assert [cell.value for cell in book["Chiffres"][HEAD + 3]][3:5] == ["301", "318"]
    page = book["Heures de bénévolat par atelier"]
    assert [cell.value for cell in page[HEAD + 1]][2:4] == ["Heures (heures) 2023", "Heures (heures) 2024"]
    assert [cell.value for cell in page[HEAD + 2]][2:4] == ["580", "620"]


def test_a_person_in_charge_gets_what_is_hers(petite: Path):
    in_charge(petite)
    assert owners_of(load(petite)[0]) == ["Léa FORT", "Nadia BERTHIER"]
    assert opened(petite, "léa fort").sheetnames == ["Mode d'emploi", "Chiffres", "Origine"]
    assert opened(petite, "Nadia BERTHIER").sheetnames == ["Mode d'emploi", "Les personnes", "Origine"]


def test_an_unknown_person_is_told_who_is_known(petite: Path, told: Told):
    said = told(in_charge(petite), "sheet", "--owner", "Léo FORT")
    assert said.code == 1
    assert "Responsables : Léa FORT, Nadia BERTHIER." in said.err
    assert not (petite / "output").exists()


def test_only_what_is_asked_can_be_typed_in(petite: Path):
    page = opened(petite)["Chiffres"]
    assert page.protection.sheet
    assert not page.protection.password
    assert [cell.protection.locked for cell in page[HEAD + 2]] == [True, True, True, True, False, False, False, False, True]
    assert page.freeze_panes == f"B{HEAD + 2}"
    assert page.print_title_rows == f"${HEAD + 1}:${HEAD + 1}"
    lists = [(str(one.sqref), one.formula1) for one in page.data_validations.dataValidation if one.type == "list"]
    (status,) = [cell.column_letter for cell in page[HEAD + 1] if cell.value == "Statut"]
    assert lists == [(f"{status}{HEAD + 2}:{status}{page.max_row}", '"publié,à confirmer,calculé"')]
    prompts = [validation.prompt for validation in page.data_validations.dataValidation if validation.prompt]
    assert "Un nombre (heures), valeur exacte. Exemple : 1 234,5. Laissez vide tant qu'il n'est pas connu." in prompts


def test_every_cell_is_text_so_that_no_spreadsheet_calculates(petite: Path):
    """A label that begins with « = » is a label; what is typed beside it stays as it was typed."""
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("label: Vélos réparés", 'label: "=HYPERLINK(\\"http://x\\")"'), "utf-8")
    report, _ = load(petite)
    made = workbook_of(report, pages_of(report))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert "HYPERLINK" in packed.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    book = openpyxl.load_workbook(io.BytesIO(made))
    for cell in (book["Chiffres"].cell(HEAD + 3, 1), book["Chiffres"].cell(HEAD + 3, 5)):
        assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)


def test_the_same_sources_give_the_same_bytes(petite: Path):
    report, _ = load(petite)
    assert workbook_of(report, pages_of(report)) == workbook_of(report, pages_of(report))


def test_titles_that_no_spreadsheet_takes_as_names(petite: Path):
    path = petite / "data/tables.yml"
    text = path.read_text("utf-8").replace(
        "title: Les personnes", 'title: "Qui ? [tous] : les personnes * de la Fabrique du Val"'
    )
    path.write_text(text.replace("title: Heures de bénévolat par atelier", "title: Chiffres"), "utf-8")
    names = opened(petite).sheetnames
    assert names[2:4] == ["Chiffres (2)", "Qui tous les personnes de la…"]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


@pytest.mark.parametrize("name", ["output/saisie-2024.xlsx", "ailleurs/x.xlsx"])
def test_the_command_says_where_it_wrote(name: str, petite: Path, told: Told):
    said = told(petite, "sheet", *(["--to", str(petite / name)] if name.startswith("ailleurs") else []))
    assert said.code == 0
    assert (petite / name).is_file()
    assert name.rpartition("/")[2] in said.out
    assert "7 lignes, 0 valeur à remplir." in said.out
