"""Where a number stands in its piece is typed and shown in French words, and written as the files have it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.piece_places import WORDS, in_french, in_keys
from rapport.sources.evidence import proof_as_written
from tests.flow.atelier.test_evidence import HOURS, PIECE, TOTAL, opened, save, text
from tests.pieces import with_piece


@pytest.mark.parametrize(("said", "filed"), [
    ("ligne 80", "line: 80"),
    ("Ligne : 80", "line: 80"),
    ("ligne: 80", "line: 80"),  # small letters and a colon, as a key
    ("page: 3, rang: 2", "page: 3, rank: 2"),
    ("feuille: Synthèse, cellule: C12", "sheet: Synthèse, cell: C12"),
    ("line: 80, colonne: Adhérents", "line: 80, value: Adhérents"),
    ("page 3, près de adhérents", "page: 3, near: adhérents"),
    ("page 3, pres de : adhérents", "page: 3, near: adhérents"),
    ('ligne 80, rang 2, unité k€, près de "un, deux"', 'line: 80, rank: 2, unit: k€, near: "un, deux"'),
    ("somme de Adhérents, feuille Synthèse", "sum: Adhérents, sheet: Synthèse"),
    ("ligne 80, rank: 2", "line: 80, rank: 2"),
    ("line: 80", "line: 80"),
    ("Synthèse!C12", "Synthèse!C12"),
    ("Ligne 2!C12", "Ligne 2!C12"),  # a sheet
    ("Texte libre!$C$12", "Texte libre!$C$12"),
    ("ligne", "ligne"),
    ("ligne 80, n'importe quoi", "ligne 80, n'importe quoi"),
    ('près de "jamais fermé', 'près de "jamais fermé'),
    ("", ""),
])  # fmt: skip
def test_a_place_is_written_as_the_files_have_it(said: str, filed: str):
    assert in_keys(said) == filed


@pytest.mark.parametrize(("filed", "said"), [
    ("line: 80", "ligne 80"),
    ("near: Vélos réparés, unit: vélos", "près de Vélos réparés, unité vélos"),
    ('near: "un, deux", rank: 2', 'près de "un, deux", rang 2'),
    ("Synthèse!C12", "Synthèse!C12"),
    ("total", "total"),
    ("where: x", "where: x"),  # no word for it
    ("line:80", "line:80"),
])  # fmt: skip
def test_a_place_is_shown_in_words(filed: str, said: str):
    assert in_french(filed) == said


@given(some.lists(some.tuples(some.sampled_from([*WORDS]), some.text(min_size=1, max_size=12)), min_size=1, max_size=4))
def test_what_is_shown_comes_back_as_it_was(pairs: list[tuple[str, str]]):
    filed = ", ".join(f"{key}: {value}" for key, value in pairs)
    assert in_keys(in_french(filed)) == filed


def test_a_number_and_a_row_are_tied_in_words(petite: Path):
    desk = Desk(with_piece(petite, "registre", "Registre des ateliers", PIECE))
    save(desk, "number:velos.repares", piece_in="registre", piece_at="ligne 2")
    assert "piece: {in: registre, at: {line: 2}}" in text(petite, TOTAL)
    assert opened(desk, "number:velos.repares")["piece_at"] == "ligne 2"
    save(desk, "row:heures_par_atelier:1:velo", piece="registre ligne 3, rang 2")
    assert text(petite, HOURS).splitlines()[1] == '2024,velo,Vélo,620,"registre line: 3, rank: 2"'
    assert opened(desk, "row:heures_par_atelier:1:velo")["piece"] == "registre ligne 3, rang 2"
    assert proof_as_written("registre line: 3, rank: 2") == {"in": "registre", "at": {"line": 3, "rank": 2}}
