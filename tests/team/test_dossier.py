"""The auditor's file: every number with what proves it, and the pages of PDF pieces with the numbers framed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typst
from PIL import Image

from rapport.sources.reading.pieces.framed import framed_page

PAGES = "= Bilan\n\n#pagebreak()\n Les ateliers\n\n Vélos réparés : 318 et 12 ateliers\n"


@pytest.fixture
def proved(petite: Path, told: Callable[..., Any]) -> Path:
    """Return the small edition, a number of which was read on the second page of a PDF."""
    (petite / "pieces").mkdir()
    (petite / "pieces/bilan.pdf").write_bytes(typst.compile(PAGES.encode()))
    (petite / "data/pieces.yml").write_text(
        "bilan: {title: Bilan, file: pieces/bilan.pdf, from: Nadia BERTHIER, received: 2025-01-10}\n", "utf-8"
    )
    path = petite / "data/indicators/ateliers.yml"
    text = path.read_text("utf-8")
    proof = "  piece: {in: bilan, at: {page: 2, near: vélos réparés, rank: 1}}\n"
    path.write_text(text.replace("  source: Registre", f"{proof}  source: Registre"), "utf-8")
    assert told(petite, "tie").code == 0
    told(petite, "sign", "velos", "--by", "Paul MAREC", "--on", "2025-05-12")
    return petite


def rows_of(path: Path) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), (str(cell or "") for cell in row), strict=True)) for row in rows]


def test_the_workbook_says_what_proves_each_number(proved: Path, told: Callable[..., Any]):
    said = told(proved, "dossier")
    assert said.code == 0
    assert said.out.splitlines()[:2] == ["output/dossier-2024/dossier-2024.xlsx", "output/dossier-2024/pages/bilan-002.png"]
    assert said.out.splitlines()[-1] == "4 sans pièce, 1 prouvé."
    rows = {row["Chiffre"]: row for row in rows_of(proved / "output/dossier-2024/dossier-2024.xlsx")}
    bikes = rows["velos.repares"]
    expected = {
        "Valeur": "318", "Unité": "vélos", "Pièce": "Bilan", "Remise par": "Nadia BERTHIER", "Reçue le": "10 janvier 2025",
        "Lu": "318", "Accord": "prouvé", "Page encadrée": "pages/bilan-002.png", "Signé par": "Paul MAREC, 12 mai 2025",
    }  # fmt: skip
    assert {name: bikes[name] for name in expected} == expected
    assert bikes["Endroit"].startswith("page 2, ligne ")
    assert rows["heures.total"]["Accord"] == "sans pièce"


def test_a_value_that_its_piece_gives_is_in_the_workbook(proved: Path, told: Callable[..., Any]):
    path = proved / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("{2024: 318}", "{2024: piece}"), "utf-8")
    told(proved, "dossier")
    rows = {row["Chiffre"]: row for row in rows_of(proved / "output/dossier-2024/dossier-2024.xlsx")}
    assert [rows["velos.repares"][name] for name in ("Valeur", "Lu", "Accord")] == ["318", "318", "prouvé"]


def test_the_workbook_prints_all_its_columns_side_by_side(proved: Path, told: Callable[..., Any]):
    told(proved, "dossier")
    sheet = openpyxl.load_workbook(proved / "output/dossier-2024/dossier-2024.xlsx").active
    assert sheet is not None
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {sheet.row_dimensions[row].height or 15 for row in range(2, 7)} == {15, 30}, "a row is as high as its longest text"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "&P / &N"


def test_a_slip_is_told_and_a_piece_that_changed_is_not_framed(proved: Path, told: Callable[..., Any]):
    path = proved / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("{2024: 318}", "{2024: 381}"), "utf-8")
    (proved / "pieces/bilan.pdf").write_bytes(typst.compile(f"{PAGES} fin".encode()))
    said = told(proved, "dossier", "--to", str(proved / "ailleurs"))
    assert said.out.splitlines()[-1] == "4 sans pièce, 1 différent."
    assert not (proved / "ailleurs/pages").exists()


def test_a_place_that_nobody_has_read_proves_nothing(proved: Path, told: Callable[..., Any]):
    """Another place is asked for since, or the lock has gone."""
    path = proved / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("rank: 1", "rank: 2"), "utf-8")
    assert told(proved, "dossier").out.splitlines()[-1] == "4 sans pièce, 1 pas relu."
    (proved / "data/pieces.lock.yml").unlink()
    assert told(proved, "dossier").out.splitlines()[-1] == "4 sans pièce, 1 pas relu."
    (row,) = (row for row in rows_of(proved / "output/dossier-2024/dossier-2024.xlsx") if row["Chiffre"] == "velos.repares")
    assert (row["Accord"], row["Endroit"], row["Lu"]) == ("pas relu", "", "")


@pytest.mark.parametrize(("changed", "agreement"), [(None, "enregistré"), (b"%PDF-1.7 autre", "à relire")])
def test_a_piece_that_is_not_the_one_that_was_read_proves_nothing(
    proved: Path, told: Callable[..., Any], changed: bytes | None, agreement: str
):
    """The piece is away, or another file bears its name: what was read stays on record, and is told as that."""
    (proved / "pieces/bilan.pdf").unlink()
    if changed is not None:
        (proved / "pieces/bilan.pdf").write_bytes(changed)
    assert told(proved, "dossier").out.splitlines()[-1] == f"4 sans pièce, 1 {agreement}."


def test_the_number_is_framed_and_no_other(tmp_path: Path):
    path = tmp_path / "bilan.pdf"
    path.write_bytes(typst.compile(PAGES.encode()))

    def framed(*numbers: tuple[int, str]) -> Image.Image:
        return Image.open(io.BytesIO(framed_page(path, 2, numbers)))

    bare, one, both, none = framed(), framed((2, "318")), framed((2, "318"), (2, "12")), framed((2, "9999"))
    red = [sum(1 for pixel in picture.get_flattened_data() if pixel == (200, 30, 30)) for picture in (bare, one, both, none)]
    assert red[0] == red[3] == 0
    assert 0 < red[1] < red[2]
