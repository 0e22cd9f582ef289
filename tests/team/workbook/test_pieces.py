"""The column of pieces: it shows what proves a number, and what is typed there comes back to the number's own file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

NUMBERS, ROWS = "data/indicators/ateliers.yml", "data/tables/heures_par_atelier.csv"


@pytest.fixture
def tied(petite: Path) -> Path:
    """Return the small edition with two pieces, of which one proves a number already."""
    (petite / "pieces").mkdir()
    (petite / "pieces/cahier.txt").write_text("Heures données : 1 240\nVélo : 620\n", "utf-8")
    (petite / "data/pieces.yml").write_text(
        "cahier: {title: Cahier des présences, file: pieces/cahier.txt}\nbudget: {title: Budget, file: pieces/cahier.txt}\n",
        "utf-8",
    )
    path = petite / NUMBERS
    text = path.read_text("utf-8")
    path.write_text(text.replace("velos.repares:\n", "velos.repares:\n  piece: {in: cahier, at: {line: 2}}\n", 1), "utf-8")
    return petite


def column_of(path: Path, page: str) -> dict[str, str]:
    """Return the cells of the column of pieces of a page, by what each row is called: name of the cell, and what it says."""
    sheet = openpyxl.load_workbook(path)[page]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Pièce" for cell in row))
    piece = next(cell.column for cell in head if cell.value == "Pièce")
    name = next(cell.column for cell in head if cell.value == "Nom dans les données")
    return {
        str(row[name - 1].value): f"{row[piece - 1].coordinate}={row[piece - 1].value or ''}"
        for row in sheet.iter_rows(min_row=head[0].row + 1)
        if row[name - 1].value
    }


@pytest.mark.usefixtures("tied")
def test_it_shows_what_proves_each_number(filled: Callable[..., Path]):
    shown = column_of(filled(), "Chiffres")
    assert shown["velos.repares"].endswith("=cahier line: 2")
    assert shown["heures.total"].endswith("=")


def test_without_pieces_there_is_no_such_column(filled: Callable[..., Path]):
    sheet = openpyxl.load_workbook(filled())["Chiffres"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.value == "Pièce"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("cahier line: 1", {"in": "cahier", "at": {"line": 1}}),
        ("budget Synthèse!C12", {"in": "budget", "at": "Synthèse!C12"}),
        ("budget page: 3, near: adhérents, unit: k€", {"in": "budget", "at": {"page": 3, "near": "adhérents"}, "unit": "k€"}),
    ],
)
def test_what_is_typed_comes_back(tied: Path, told: Callable, filled: Callable[..., Path], typed: str, written: object):
    cell = column_of(filled(), "Chiffres")["heures.total"].partition("=")[0]
    outcome = told(tied, "import", str(filled({"Chiffres": {cell: typed}})), "--oui")
    assert outcome.code == 0, outcome.out
    assert yaml.safe_load((tied / NUMBERS).read_text("utf-8"))["heures.total"]["piece"] == written
    assert "Rien ne change" in told(tied, "import", str(filled())).out


def test_a_row_of_one_number_has_its_piece_too(tied: Path, told: Callable, filled: Callable[..., Path]):
    page = "Heures de bénévolat par atelier"
    cell = column_of(filled(), page)["velo"].partition("=")[0]
    outcome = told(tied, "import", str(filled({page: {cell: "cahier line: 2"}})), "--oui")
    assert outcome.code == 0, outcome.out
    assert "cahier line: 2" in (tied / ROWS).read_text("utf-8")
    assert column_of(filled(), page)["velo"].endswith("=cahier line: 2")


def test_a_piece_is_taken_away(tied: Path, told: Callable, filled: Callable[..., Path]):
    cell = column_of(filled(), "Chiffres")["velos.repares"].partition("=")[0]
    assert told(tied, "import", str(filled({"Chiffres": {cell: None}})), "--oui").code == 0
    assert "piece" not in yaml.safe_load((tied / NUMBERS).read_text("utf-8"))["velos.repares"]


@pytest.mark.parametrize("typed", ["cahiers line: 1", "cahier", "cahier line:", "le budget, page 3", "cahier xyz: ", 12])
def test_what_says_no_place_is_refused_in_its_cell(tied: Path, told: Callable, filled: Callable[..., Path], typed: object):
    before = (tied / NUMBERS).read_bytes()
    cell = column_of(filled(), "Chiffres")["heures.total"].partition("=")[0]
    outcome = told(tied, "import", str(filled({"Chiffres": {cell: typed}})), "--oui")
    assert outcome.code == 1
    assert cell in outcome.out
    assert (tied / NUMBERS).read_bytes() == before


def test_several_pieces_are_shown_as_the_files_own(tied: Path, told: Callable, filled: Callable[..., Path]):
    path = tied / NUMBERS
    both = "[{in: cahier, at: {line: 2}}, {in: budget, at: {line: 2}}]"
    path.write_text(path.read_text("utf-8").replace("{in: cahier, at: {line: 2}}", both), "utf-8")
    cell, _, said = column_of(filled(), "Chiffres")["velos.repares"].partition("=")
    assert said == "(dans le fichier)"
    assert "IMP06" in told(tied, "import", str(filled({"Chiffres": {cell: "cahier line: 1"}})), "--oui").out
