"""After a new year: last year's piece is known, and proves last year's value alone; the new one stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.ground import french
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.team.editions.turning import turned_files
from rapport.team.workbook.cells import CellForm
from rapport.team.workbook.changes import edits_of
from rapport.team.workbook.evidence import PIECE
from rapport.team.workbook.new_files import changed_files
from rapport.team.workbook.pages import pages_of
from rapport.team.workbook.reading import ReturnedCell, ReturnedWorkbook

Told = Callable[..., Any]
DATA = "data/indicators/ateliers.yml"
OLD, NEW = "{in: registre, at: {near: vélos réparés}}", "{in: registre-2025, at: {line: 1}}"
PIECES = "registre: {title: Registre 2024, file: pieces/registre.txt%s}\n"


@pytest.fixture
def turned(petite: Path, told: Told) -> Path:
    """Return the small edition of the year after, whose bikes were read in a piece of last year; the new one is there."""
    return turned_edition(petite, told)


def turned_edition(root: Path, told: Told, more: str = "") -> Path:
    (root / "pieces").mkdir()
    (root / "pieces/registre.txt").write_text("Vélos réparés : 318\n", "utf-8")
    (root / "data/pieces.yml").write_text(PIECES % more, "utf-8")
    text = (root / DATA).read_text("utf-8")
    (root / DATA).write_text(text.replace("  source: Registre", f"  piece: {OLD}\n  source: Registre"), "utf-8")
    assert told(root, "tie").code == 0
    for path, change in turned_files(loaded(root), 2025)[0].items():
        (root / path).write_bytes(change.after or b"")
    (root / "pieces/registre-2025.txt").write_text("Vélos réparés dans l'année : 402\n", "utf-8")
    with (root / "data/pieces.yml").open("a", encoding="utf-8") as pieces:
        pieces.write("registre-2025: {title: Registre 2025, file: pieces/registre-2025.txt}\n")
    return root


def loaded(root: Path) -> Report:
    report, _ = load(root)
    return report


def filled(root: Path) -> Path:
    text = (root / DATA).read_text("utf-8")
    (root / DATA).write_text(text.replace("{2024: 318, 2025:", "{2024: 318, 2025: 402"), "utf-8")
    return root


def both_are_held(root: Path, told: Told) -> None:
    assert f"piece: [{OLD}, {NEW}]" in (root / DATA).read_text("utf-8")
    assert told(root, "tie").code == 0
    ties = loaded(root).evidence.lock.ties
    assert {key[1:]: tie.value for key, tie in ties.items()} == {(2024, "registre"): "318", (2025, "registre-2025"): "402"}


@pytest.mark.parametrize(
    ("more", "said"),
    [("", "l'an dernier : 318 (Registre 2024, ligne 1)"), (", confidential: true", "l'an dernier : 318 (Registre 2024)")],
)
def test_status_says_where_the_number_was_last_year(more: str, said: str, petite: Path, told: Told):
    text = told(turned_edition(petite, told, more), "status").out
    (line,) = [line for line in text.splitlines() if "velos.repares" in line]
    assert french.folded(line).endswith(french.folded(said)), line


def test_a_yes_keeps_the_piece_of_last_year(turned: Path, told: Told):
    assert told(filled(turned), "tie", "--take", "velos.repares").code == 0
    both_are_held(turned, told)


def test_the_workshop_keeps_the_piece_of_last_year(turned: Path, told: Told):
    desk = Desk(filled(turned))
    was = {field.name: field.value for field in desk.form("number:velos.repares").fields if field.kind != "shown"}
    assert (was["piece_in"], was["piece_at"]) == ("", ""), "last year's proves nothing of this year"
    desk.save("number:velos.repares", {**was, "piece_in": "registre-2025", "piece_at": "line: 1"}, was)
    both_are_held(turned, told)
    was = {field.name: field.value for field in desk.form("number:velos.repares").fields if field.kind != "shown"}
    desk.save("number:velos.repares", {**was, "piece_in": "", "piece_at": ""}, was)
    assert f"piece: {OLD}\n" in (turned / DATA).read_text("utf-8")


def test_the_workbook_keeps_the_piece_of_last_year(turned: Path, told: Told):
    report = loaded(filled(turned))
    (line,) = [line for page in pages_of(report) for line in page.lines if line.ref == "velos.repares"]
    assert line.cells[PIECE] == ""
    given = ("", "registre-2025 line: 1", "Chiffres!I4", line.place, CellForm(text=True))
    cell = ReturnedCell("", "velos.repares", PIECE, "Pièce", "text", True, *given)
    changes, problems = changed_files(report, edits_of(report, ReturnedWorkbook([cell])))
    assert problems == []
    (turned / DATA).write_bytes(changes[DATA].after or b"")
    both_are_held(turned, told)
