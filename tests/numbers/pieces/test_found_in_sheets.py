"""What stands at a place of a workbook or of a list."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from rapport.numbers.pieces.found import found
from rapport.numbers.pieces.standing import NotStanding, SeveralStand
from rapport.sources.evidence import EvidencePlace
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, column_of, letters_of


def sheet(name: str, *rows: tuple[Any, ...], **others: Any) -> PieceSheet:
    cells = {}
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if isinstance(value, PieceCell):
                cells[r, c] = value
            elif value is not None:
                cells[r, c] = PieceCell(None, value) if isinstance(value, str) else PieceCell(Decimal(str(value)), str(value))
    return PieceSheet(name, cells, **others)


BOOK = PieceContents(
    sheets=(
        sheet(
            "Synthèse",
            ("Effectifs au 31 décembre",),
            ("Type", "Nombre", "Part"),
            ("AI", 248, PieceCell(Decimal(46), "46", "%")),
            ("ACI", 140, PieceCell(Decimal(26), "26", "%")),
            ("ACI", 12, None),
            (
                "Formule",
                PieceCell(None, "", flaw="contient une formule dont le résultat n'a jamais été calculé", cure="Recalculez."),
            ),
            ("Cachée", PieceCell(Decimal(7), "7", remark="masquée")),
            merged={(2, 3): (2, 2)},
        ),
        sheet("Feuil1", (None, 5)),
    ),
    names={"effectif_AI": "Synthèse!$B$3", "Total": "'Feuil1'!$B$1"},
)


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        ({"cell": "Synthèse!B3"}, 248, "Synthèse!B3"),
        ({"cell": "B3"}, 248, "Synthèse!B3"),
        ({"cell": "$B$1", "sheet": "Feuil1"}, 5, "Feuil1!B1"),
        ({"cell": "effectif_AI"}, 248, "Synthèse!B3"),
        ({"cell": "total"}, 5, "Feuil1!B1"),
        ({"cell": "Synthèse!A3:B3"}, 248, "Synthèse!B3"),
        ({"where": {"Type": "AI"}, "value": "Nombre"}, 248, "Synthèse!B3"),
        ({"where": {"Type": "ACI"}, "count": True}, 2, "Synthèse, 2 lignes comptées"),
        ({"where": {"Type": "ACI"}, "sum": "Nombre"}, 152, "Synthèse, 2 lignes, somme de « Nombre »"),
        ({"where": {"Type": ("AI", "ACI")}, "median": "nombre"}, 140, "Synthèse, 3 lignes, médiane de « nombre »"),
    ],
)  # fmt: skip
def test_a_place_of_a_workbook(place: dict[str, Any], value: int, where: str):
    standing = found(BOOK, EvidencePlace(**place))
    assert (standing.value, standing.at) == (value, where)


@pytest.mark.parametrize(
    ("place", "said", "hint"),
    [
        ({"cell": "Sinthèse!B3"}, "Le classeur n'a pas de feuille « Sinthèse ».", "Noms proches : Synthèse."),  # renamed
        (
            {"cell": "effectif_ACI"},
            "« effectif_ACI » n'est ni une cellule, ni un nom du classeur.",
            "Noms proches : effectif_AI.",
        ),
        ({"cell": "Synthèse!Z9"}, "La cellule Synthèse!Z9 est vide.", "Le classeur a changé, ou l'endroit est faux :"),
        ({"cell": "Synthèse!A3"}, "La cellule Synthèse!A3 contient « AI », pas un nombre.", ""),
        (
            {"cell": "Synthèse!C2"},
            "La cellule Synthèse!C2 est fusionnée : ce qu'elle montre est dans une autre.",
            "Écrivez Synthèse!B2.",
        ),
        ({"cell": "Synthèse!B3:C4"}, "La plage Synthèse!B3:C4 contient 4 nombres.", ""),
        (
            {"cell": "Synthèse!B6"},
            "La cellule Synthèse!B6 contient une formule dont le résultat n'a jamais été calculé.",
            "Recalculez.",
        ),
        (
            {"where": {"Type": "ACI"}, "value": "Nombre"},
            "2 lignes ont « Type : ACI » : 4, 5.",
            "Ajoutez une colonne à « where: ».",
        ),
        ({"where": {"Type": "EI"}, "value": "Nombre"}, "Aucune ligne n'a « Type : EI ».", ""),
        ({"where": {"Genre": "AI"}, "value": "Nombre"}, "La liste n'a pas de colonne « Genre ».", ""),
        ({"where": {"Type": "ACI"}}, "L'endroit ne dit ni cellule, ni colonne.", ""),
    ],
)
def test_what_cannot_be_read_is_told(place: dict[str, Any], said: str, hint: str):
    with pytest.raises(NotStanding) as told:
        found(BOOK, EvidencePlace(**place))
    assert told.value.message == said
    assert hint in told.value.hint
    assert told.value.hint, "whatever is refused, there is something to do"


def test_a_hidden_cell_is_read_and_told():
    standing = found(BOOK, EvidencePlace(cell="Synthèse!B7"))
    assert (standing.value, standing.remark) == (7, "La cellule Synthèse!B7 est masquée.")


def test_columns_are_named_as_spreadsheets_do():
    assert [letters_of(n) for n in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
    assert [column_of(letters) for letters in ("A", "z", "AA", "AAA")] == [1, 26, 27, 703]


LIST = PieceContents(
    sheets=(
        sheet("Budget", ("Type", "Total"), ("AI", 10), (None, 20), ("ACI", 30), merged={(3, 1): (2, 1), (4, 2): (3, 2)}),
        sheet("Synthèse", (1,)),
        sheet("Synthese", (2,)),
        sheet("Caché", ("Type",), (PieceCell(None, "AI", remark="masquée"),)),
    )
)


def test_a_merged_cell_says_the_same_on_each_of_its_rows():
    assert found(LIST, EvidencePlace.model_validate({"where": {"Type": "AI"}, "count": True})).value == 2
    assert found(LIST, EvidencePlace.model_validate({"where": {"Type": "AI"}, "sum": "Total"})).value == 30


def test_a_hidden_row_that_is_counted_is_told():
    counted = found(LIST, EvidencePlace.model_validate({"sheet": "Caché", "where": {"Type": "AI"}, "count": True}))
    assert (counted.value, counted.remark) == (1, "La cellule Caché!A2 est masquée.")


def test_two_sheets_alike_are_told_apart_by_their_accents():
    assert found(LIST, EvidencePlace(cell="Synthèse!A1")).value == 1
    assert found(LIST, EvidencePlace(cell="Synthese!A1")).value == 2


@pytest.mark.parametrize(
    "last", ["Total", "TOTAL GÉNÉRAL", "Sous-total", "S/total", "ss-total", "Total des ventes", "Totaux", "Ensemble"]
)
@pytest.mark.parametrize("what", ["sum", "median"])
def test_a_total_is_not_added_to_what_it_adds(last: str, what: str):
    book = PieceContents(sheets=(sheet("Budget", ("Type", "Nombre"), ("AI", 10), ("ACI", 20), (last, 30)),))
    with pytest.raises(NotStanding, match="La ligne 4, «"):
        found(book, EvidencePlace.model_validate({what: "Nombre"}))
    place = {"where": {"Type": ("AI", "ACI")}, "sum": "Nombre"}
    assert found(book, EvidencePlace.model_validate(place)).value == 30


@pytest.mark.parametrize("said", ["n.c.", "à venir", "12 ou 13"])
@pytest.mark.parametrize("what", ["sum", "median"])
def test_what_is_no_number_in_a_column_is_shown(said: str, what: str):
    book = PieceContents(sheets=(sheet("Budget", ("Type", "Nombre"), ("AI", 10), ("ACI", said)),))
    with pytest.raises(NotStanding, match=re.escape(f"Budget!B3 contient « {said} », pas un nombre")) as told:
        found(book, EvidencePlace.model_validate({what: "Nombre"}))
    assert "where:" in told.value.hint


def test_a_name_that_begins_as_a_total_does_is_none():
    book = PieceContents(sheets=(sheet("Budget", ("Type", "Nombre"), ("Total Énergies", 10), ("Ensemble solidaire", 20)),))
    assert found(book, EvidencePlace.model_validate({"sum": "Nombre"})).value == 30


STACKED = PieceContents(
    sheets=(
        sheet("Budget", ("Type", "Nombre"), ("AI", 10), (None, None), ("Type", "Nombre"), ("ACI", 20), ("EI", 5)),
        sheet("Côte", ("Type", "Nombre"), ("AI", 10), ("Nombre", "Type"), (20, "ACI")),
    )
)


@pytest.mark.parametrize(
    "place",
    [
        {"where": {"Type": "ACI"}, "value": "Nombre"},
        {"sum": "Nombre"},
        {"where": {"Type": ("AI", "ACI")}, "count": True},
        {"sheet": "Côte", "sum": "Nombre"},
    ],
)
def test_two_lists_with_the_same_headings_are_told(place: dict[str, Any]):
    with pytest.raises(SeveralStand, match="Deux listes ont ces colonnes"):
        found(STACKED, EvidencePlace.model_validate(place))


def test_what_stands_in_the_first_of_two_lists_is_read():
    assert found(STACKED, EvidencePlace.model_validate({"where": {"Type": "AI"}, "value": "Nombre"})).value == 10
