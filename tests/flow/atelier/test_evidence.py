"""The piece of a number in its form: shown in the words of the lock, set as a person would have, read again and undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import NoSuchPlace, Refused
from rapport.ground.problems import AuthorError
from rapport.sources.reading import load
from tests.pieces import with_piece

TOTAL, HOURS, LOCK = "data/indicators/ateliers.yml", "data/tables/heures_par_atelier.csv", "data/pieces.lock.yml"
PIECE = "Registre de l'année\nVélos réparés : 318 vélos\nHeures de bénévolat : 1 240 heures, dont vélo 620\n"


@pytest.fixture
def tied(petite: Path) -> Path:
    """Return the small edition with a piece that says its numbers."""
    return with_piece(petite, "registre", "Registre des ateliers", PIECE)


def opened(desk: Desk, target: str) -> dict[str, str]:
    return {field.name: field.value for field in desk.form(target).fields if field.kind != "shown"}


def save(desk: Desk, target: str, **given: str) -> str:
    was = opened(desk, target)
    return desk.save(target, {**was, **given}, was)


def said(desk: Desk, target: str = "number:velos.repares") -> list[str]:
    return [field.label for field in desk.form(target).fields if field.kind == "shown"]


def text(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


def test_an_edition_without_pieces_is_asked_nothing(petite: Path):
    assert not any("piece" in field.name for field in Desk(petite).form("number:velos.repares").fields)


def test_a_piece_is_set_read_contradicted_and_changed(tied: Path):
    desk, before = Desk(tied), text(tied, TOTAL)
    assert said(desk) == ["Aucune pièce ne prouve ce nombre."]
    save(desk, "number:velos.repares", piece_in="registre", piece_at="line: 2")
    source = "source: Registre de l'atelier vélo, décembre 2024\n"
    assert text(tied, TOTAL) == before.replace(source, f"{source}  piece: {{in: registre, at: {{line: 2}}}}\n")
    assert said(desk) == ["Registre des ateliers (2024) : pas lié. L'endroit n'a pas encore été lu."]
    assert next(link.target for link in desk.form("number:velos.repares").links) == "tie:registre"
    form = desk.form("tie:registre")
    assert (form.title, form.save) == ("Relire « Registre des ateliers »", "Relire la pièce")
    assert save(desk, "tie:registre") == "Enregistré : Relire « Registre des ateliers »."
    assert said(desk)[0].startswith("Registre des ateliers (2024) : lié. Ligne 2, où se lit 318 (lu le ")
    save(desk, "number:velos.repares", value="319")
    assert said(desk) == ["Registre des ateliers (2024) : contredit. Ligne 2, où se lit 318."]
    desk.undo()
    (tied / "pieces/registre.txt").write_text(PIECE + "Fin.\n", "utf-8")
    assert said(desk)[0].startswith("Registre des ateliers (2024) : changé. Le fichier n'est plus celui qui avait été lu")
    (tied / "pieces/registre.txt").unlink()
    assert said(desk)[0].endswith("La pièce n'est pas sur cet ordinateur.")
    with pytest.raises(AuthorError, match="n'est pas là"):
        save(desk, "tie:registre")
    desk.undo()
    assert not (tied / LOCK).exists()
    desk.undo()
    assert text(tied, TOTAL) == before


def test_a_place_is_changed_and_a_piece_taken_away(tied: Path):
    desk = Desk(tied)
    before = text(tied, TOTAL)
    save(desk, "number:velos.repares", piece_in="registre", piece_at="near: Vélos réparés, unit: vélos")
    assert "piece: {in: registre, at: {near: Vélos réparés}, unit: vélos}" in text(tied, TOTAL)
    assert opened(desk, "number:velos.repares")["piece_at"] == "près de Vélos réparés, unité vélos"
    save(desk, "number:velos.repares", piece_at="Synthèse!C12")
    assert "piece: {in: registre, at: Synthèse!C12}" in text(tied, TOTAL)
    save(desk, "number:velos.repares", piece_in="")
    assert text(tied, TOTAL) == before


def test_a_value_is_taken_from_the_piece(tied: Path):
    desk = Desk(tied)
    save(desk, "number:velos.repares", piece_in="registre", piece_at="line: 2", value="pièce")
    assert "values: {2024: piece}" in text(tied, TOTAL)
    save(desk, "tie:registre")
    assert load(tied)[0].indicators["velos.repares"].values == {2024: 318}


@pytest.mark.parametrize("at", ["", "  ", "line:", "n'importe: où"])
def test_a_place_that_says_nothing_is_refused_at_its_field(tied: Path, at: str):
    desk, before = Desk(tied), text(tied, TOTAL)
    with pytest.raises(Refused) as refused:
        save(desk, "number:velos.repares", piece_in="registre", piece_at=at)
    assert next(iter(refused.value.faults)).startswith("piece_")
    assert text(tied, TOTAL) == before


@pytest.mark.parametrize("piece", [
    "[{in: registre, at: {line: 2}}, {in: registre, at: {line: 3}}]", "{in: registre, at: {count: true, lines: [2, 3]}}",
])  # fmt: skip
def test_what_a_field_cant_say_is_left_to_the_file(tied: Path, piece: str):
    path = tied / TOTAL
    path.write_text(path.read_text("utf-8").replace("values: {2024: 318}", f"values: {{2024: 318}}\n  piece: {piece}"), "utf-8")
    desk = Desk(tied)
    assert said(desk)[-1] == "Ses pièces s'écrivent dans le fichier."
    save(desk, "number:velos.repares", note="Compté.")
    assert piece in text(tied, TOTAL)


def test_the_numbers_of_a_row_have_their_piece(tied: Path):
    desk, target = Desk(tied), "row:heures_par_atelier:1:velo"
    assert said(desk, target) == ["Heures : Aucune pièce ne prouve ce nombre."]
    with pytest.raises(Refused) as refused:
        save(desk, target, piece="registre")
    assert [*refused.value.faults] == ["piece"]
    save(desk, target, piece="registre line: 3, rank: 2")
    assert text(tied, HOURS).splitlines()[1] == '2024,velo,Vélo,620,"registre line: 3, rank: 2"'
    save(desk, "tie:registre")
    assert said(desk, target)[0].startswith("Heures : Registre des ateliers (2024) : lié. Ligne 3, où se lit 620")


def test_a_piece_that_isn_t_opens_nothing(tied: Path):
    with pytest.raises(NoSuchPlace):
        Desk(tied).form("tie:rien")


def test_a_typed_total_has_its_piece(tied: Path):
    path = tied / "data/tables.yml"
    path.write_text(text(tied, "data/tables.yml").replace("equals: heures.total", "equals: 1240"), "utf-8")
    desk, total = Desk(tied), "total:heures_par_atelier:1"
    assert total in [link.target for link in desk.form("table:heures_par_atelier").links]
    assert said(desk, total) == ["Aucune pièce ne prouve ce nombre."]
    save(desk, total, piece_in="registre", piece_at="line: 3, rank: 1")
    proof = "piece: {in: registre, at: {line: 3, rank: 1}}"
    assert f"- {{column: hours, equals: 1240, {proof}}}" in text(tied, "data/tables.yml")
    save(desk, "tie:registre")
    assert said(desk, total)[0].startswith(
        "Registre des ateliers (2024) : lié. Ligne 3, où se lit 1\u202f240\u00a0heures (lu le "
    )
    save(desk, total, equals="1 420")
    assert said(desk, total)[0].startswith("Registre des ateliers (2024) : contredit. Ligne 3, où se lit 1\u202f240\u00a0heures.")
    assert "equals: 1420," in text(tied, "data/tables.yml")
    save(desk, total, piece_in="", piece_at="")
    assert "piece" not in text(tied, "data/tables.yml")


@pytest.mark.parametrize("name", ["heures_par_atelier:2", "heures_par_atelier:", "personne:1", "heures_par_atelier"])
def test_a_total_that_isn_t_opens_nothing(tied: Path, name: str):
    with pytest.raises(NoSuchPlace):
        Desk(tied).form(f"total:{name}")


@pytest.mark.parametrize(
    ("place", "heard"),
    [
        ("line: 9", "« velos.repares », Registre des ateliers : "),
        ("line: 3", "2 nombres sont écrits à cet endroit : 1 240 heures, 620."),
        ("line: 4", "n'est pas sûr"),
    ],
)
def test_what_a_reading_refuses_or_doubts_is_said_once_it_is_saved(tied: Path, place: str, heard: str):
    """A number that isn't read, or is doubted, was kept silent: its form said « pas encore lu », or « lié »."""
    (tied / "pieces/registre.txt").write_text(PIECE + "Solde – 318\n", "utf-8")
    desk = Desk(tied)
    save(desk, "number:velos.repares", piece_in="registre", piece_at=place)
    answer = save(desk, "tie:registre").replace("\u00a0", " ").replace("\u202f", " ")
    assert answer.startswith("Enregistré : Relire « Registre des ateliers ». À voir : « velos.repares »")
    assert heard in answer


def test_no_more_than_three_things_are_said_of_a_reading(tied: Path):
    desk = Desk(tied)
    save(desk, "number:velos.repares", piece_in="registre", piece_at="line: 9")
    save(desk, "number:heures.total", piece_in="registre", piece_at="line: 8")
    for target in ("heures_par_atelier:1:velo", "heures_par_atelier:1:bois"):
        save(desk, f"row:{target}", piece="registre line: 7")
    answer = save(desk, "tie:registre")
    assert answer.endswith(" Et 1 de plus.")
