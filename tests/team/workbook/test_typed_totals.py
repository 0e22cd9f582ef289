"""The page of typed totals: each total that no indicator holds comes back to its table's description, with its piece."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.numbers.pieces.test_typed_totals import NAME, NAMED, REGISTER, with_total
from tests.pieces import with_piece
from tests.team.workbook.test_pieces import column_of

PAGE = "Totaux tapés"
TYPED = "{column: hours, equals: 1240, piece: {in: cahier, at: {line: 3}}}"
PART = "{column: hours, equals: 620, where: {workshop: [bois, cuisine]}}"


@pytest.fixture
def totalled(petite: Path) -> Path:
    """Return the small edition whose table has a total of an indicator, and two that are typed, one with its piece."""
    with_piece(petite, "cahier", "Cahier des présences", REGISTER)
    return with_total(petite, TYPED, NAMED, PART)


def totals_of(root: Path) -> list[dict[str, Any]]:
    found = yaml.safe_load((root / "data/tables.yml").read_text("utf-8"))["heures_par_atelier"]["totals"]
    assert isinstance(found, list)
    return found


def value_cell(path: Path, ref: str) -> str:
    sheet = openpyxl.load_workbook(path)[PAGE]
    return next(row[3].coordinate for row in sheet.iter_rows() if any(cell.value == ref for cell in row))


@pytest.mark.usefixtures("totalled")
def test_it_shows_each_typed_total_and_its_piece(filled: Callable[..., Path]):
    shown = column_of(filled(), PAGE)
    assert [*shown] == [NAME, "heures_par_atelier.hours#3"]
    assert shown[NAME].endswith("=cahier line: 3")
    assert shown["heures_par_atelier.hours#3"].endswith("=")


@pytest.mark.parametrize(
    "typed",
    [
        NAMED,
        "{column: hours, equals: heures.total, where: {workshop: bois}}",
        "{column: hours, equals: heures.total, exact: true}",
    ],
)
def test_without_typed_totals_there_is_no_such_page(petite: Path, filled: Callable[..., Path], typed: str):
    with_piece(petite, "cahier", "Cahier des présences", REGISTER)
    with_total(petite, typed)
    assert PAGE not in openpyxl.load_workbook(filled()).sheetnames


@pytest.mark.parametrize("given", [1250, "1 250", "1250,0"])
def test_a_number_comes_back(totalled: Path, told: Callable[..., Any], filled: Callable[..., Path], given: object):
    path = filled({PAGE: {value_cell(filled(), NAME): given}})
    outcome = told(totalled, "import", str(path), "--oui")
    assert outcome.code == 0, outcome.out
    first, named, part = totals_of(totalled)
    assert (first["equals"], named["equals"], part["equals"]) == (1250, "heures.total", 620)
    assert first["piece"] == {"in": "cahier", "at": {"line": 3}}
    assert "Rien ne change" in told(totalled, "import", str(filled())).out


@pytest.mark.parametrize(
    ("ref", "given", "written"),
    [
        (NAME, "cahier line: 4", {"in": "cahier", "at": {"line": 4}}),
        ("heures_par_atelier.hours#3", "cahier near: bois et cuisine", {"in": "cahier", "at": {"near": "bois et cuisine"}}),
        (NAME, None, None),
    ],
)
def test_a_piece_comes_back(
    totalled: Path, told: Callable[..., Any], filled: Callable[..., Path], ref: str, given: object, written: object
):
    cell = column_of(filled(), PAGE)[ref].partition("=")[0]
    outcome = told(totalled, "import", str(filled({PAGE: {cell: given}})), "--oui")
    assert outcome.code == 0, outcome.out
    assert totals_of(totalled)[int(ref[-1]) - 1].get("piece") == written
    assert "Rien ne change" in told(totalled, "import", str(filled())).out


@pytest.mark.parametrize("given", [None, "n.d.", "beaucoup"])
def test_a_total_that_is_no_number_is_refused(
    totalled: Path, told: Callable[..., Any], filled: Callable[..., Path], given: object
):
    before = (totalled / "data/tables.yml").read_bytes()
    outcome = told(totalled, "import", str(filled({PAGE: {value_cell(filled(), NAME): given}})), "--oui")
    assert outcome.code == 1
    assert "IMP06" in outcome.out
    assert (totalled / "data/tables.yml").read_bytes() == before


def test_a_new_total_is_declared_in_its_file(totalled: Path, told: Callable[..., Any], filled: Callable[..., Path]):
    cell = value_cell(filled(), NAME)
    below = f"{cell[0]}{int(cell[1:]) + 2}"
    outcome = told(totalled, "import", str(filled({PAGE: {below: 12}})), "--oui")
    assert outcome.code == 1
    assert "data/tables.yml" in outcome.out
