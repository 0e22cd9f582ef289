"""The unit that a heading, a label or a title gives to plain cells: 316 under « Montant (k€) » is no proof of 316 €."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rapport.ground.problems import Place
from rapport.numbers.pieces.asked import Provable
from rapport.numbers.pieces.found import found, is_value_of
from rapport.sources.evidence import EvidencePlace
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet


def sheet(*rows: tuple[Any, ...], name: str = "Budget", merged: Any = None) -> PieceContents:
    cells = {}
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if isinstance(value, PieceCell):
                cells[r, c] = value
            elif value is not None:
                cells[r, c] = PieceCell(None, value) if isinstance(value, str) else PieceCell(Decimal(value), str(value))
    return PieceContents(sheets=(PieceSheet(name, cells, merged or {}),))


def proves(contents: PieceContents, cell: str, value: int, unit: str) -> bool:
    number = Provable("a.b", 1998, Decimal(value), unit, "exact", "Budget", Place(""))
    return is_value_of(number, found(contents, EvidencePlace(cell=cell)))


SAID = {
    "heading": (sheet(("Poste", "Montant (k€)"), ("Budget", 316)), "B2"),
    "heading in two rows": (sheet(("Poste", "Montant"), (None, "en milliers d'euros"), ("Budget", 316)), "B3"),
    "merged heading": (sheet(("Poste", "Montants (k€)"), (None, 2023, 2024), ("A", 300, 316), merged={(1, 3): (1, 2)}), "C3"),
    "label": (sheet(("Poste", "2024"), ("Budget (en k€)", 316)), "B2"),
    "title": (sheet(("Budget, en k€",), ("Poste", "Montant"), ("Budget", 316)), "B3"),
    "title on the right": (sheet((None, None, "En K€"), ("Poste", "2023", "2024"), ("Budget", 300, 316)), "C3"),
    "sheet": (sheet(("Poste", "Montant"), ("Budget", 316), name="Budget k€"), "B2"),
    "past a number that isn't known": (sheet(("Poste", "Montant (k€)"), ("Dons", "n.c."), ("Budget", 316)), "B3"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_plain_cell_has_the_unit_of_its_heading(name: str):
    contents, cell = SAID[name]
    assert proves(contents, cell, 316_000, "€")
    assert proves(contents, cell, 316, "k€")
    assert not proves(contents, cell, 316, "€")


def test_the_title_of_amounts_says_nothing_of_people():
    contents = sheet(("Budget et effectifs, en k€",), ("Poste", "2024"), ("Salariés", 12))
    assert proves(contents, "B3", 12, "salariés")


@pytest.mark.parametrize(
    "contents",
    [
        sheet(("Poste", "Montant (€ ou k€)"), ("Budget", 316)),
        sheet(("Poste", "Montant (€)"), ("Budget (k€)", 316)),
        sheet(("Poste", "Montant (k€)"), ("Budget", PieceCell(Decimal(316), "316", "€"))),
    ],
)
def test_two_units_are_a_question(contents: PieceContents):
    standing = found(contents, EvidencePlace(cell="B2"))
    assert "Plusieurs unités sont dites de cette cellule" in standing.remark
    assert "unit: k€" in standing.advice


def test_a_sum_has_the_unit_of_its_heading():
    contents = sheet(("Poste", "Montant (k€)"), ("Dons", 300), ("Ventes", 16))
    standing = found(contents, EvidencePlace.model_validate({"sum": "Montant (k€)"}))
    assert (standing.value, standing.unit) == (316, "k€")
