"""Proposals follow the words of labels, never the value alone: a slip ends as a question, never as a tie to another place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.ground.problems import Place
from rapport.numbers.pieces.asked import Provable
from rapport.numbers.pieces.proposals import Proposal, Spots
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceLine, PieceSheet

TEXT = """Rapport d'activité
543
entreprises adhérentes

13 Amendements déposés
12 Notes transmises aux pouvoirs publics
15 Rendez-vous avec le collectif

Formation
141 sessions
1 031 personnes formées
248
43
Associations intermédiaires
Entreprises de travail temporaire
"""
SPOTS = Spots(PieceContents(tuple(PieceLine(n, 0, text) for n, text in enumerate(TEXT.split("\n"), 1))))


def proposal(label: str, value: int, unit: str = "") -> Proposal:
    return SPOTS.proposal(Provable("a.b", 1998, Decimal(value), unit, "exact", label, Place("")))


@pytest.mark.parametrize(
    ("label", "value", "where"),
    [
        ("Amendements déposés", 13, "ligne 5"),
        ("Notes transmises aux pouvoirs publics", 12, "ligne 6"),
        ("Personnes formées", 1031, "ligne 11"),
    ],
)
def test_words_lead_to_the_number(label: str, value: int, where: str):
    found = proposal(label, value)
    assert found.sure
    assert [spot.standing.at for spot in found.spots] == [where]


@pytest.mark.parametrize(
    ("label", "wrong", "there"),
    [("Amendements déposés", 12, 13), ("Amendements déposés", 31, 13), ("Personnes formées", 543, 1031)],
)
def test_a_slip_is_a_question_even_if_its_value_stands_elsewhere(label: str, wrong: int, there: int):
    found = proposal(label, wrong)
    assert not found.spots
    assert found.instead is not None
    assert found.instead.standing.value == there


@pytest.mark.parametrize("label", ["Hectares reboisés", "Vélos", ""])
def test_nothing_is_proposed_far_from_the_words(label: str):
    found = proposal(label, 543)
    assert (found.spots, found.instead) == ((), None)


def test_words_of_another_line_lead_to_a_choice():
    """Its words stand under the number: another one isn't far."""
    found = proposal("Entreprises adhérentes", 543)
    assert [spot.standing.at for spot in found.spots] == ["ligne 2"]
    assert not found.sure


def test_where_several_numbers_are_as_near_the_words_choose_none():
    found = proposal("Associations intermédiaires", 43)
    assert not found.sure


def test_a_cell_is_known_by_its_row_and_its_column():
    cells = {(1, 2): "Heures", (1, 3): "Personnes", (2, 1): "Vélo", (3, 1): "Bois"}
    numbers = {(2, 2): 620, (2, 3): 12, (3, 2): 380, (3, 3): 8}
    sheet = PieceSheet(
        "Ateliers",
        {at: PieceCell(None, text) for at, text in cells.items()}
        | {at: PieceCell(Decimal(n), str(n)) for at, n in numbers.items()},
    )
    spots = Spots(PieceContents(sheets=(sheet,)))
    found = spots.proposal(Provable("a.b", 1998, Decimal(380), "heures", "exact", "Bois, heures", Place("")))
    assert found.sure
    assert found.spots[0].where.cell == "Ateliers!B3"
    assert found.spots[0].excerpt == "Bois, Heures"  # as it is written
    wrong = spots.proposal(Provable("a.b", 1998, Decimal(620), "heures", "exact", "Bois, heures", Place("")))
    assert wrong.spots == ()
