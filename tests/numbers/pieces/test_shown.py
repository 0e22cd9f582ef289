"""What readers are told of a piece: title, page or cell; never a line of text, nor a place in what is confidential."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.numbers.pieces.asked import asked_ties
from rapport.numbers.pieces.found import found, tie_of
from rapport.numbers.pieces.shown import ShownPiece, adds_to, place_shown, shown_pieces
from rapport.sources.evidence import EvidencePiece
from rapport.sources.model import Report
from rapport.sources.piece_contents import PieceContents, PieceLine
from rapport.sources.reading import load
from rapport.sources.tied import Tie, TieLock, written_lock


def tie(at: str) -> Tie:
    return Tie("a.b", 1998, "bilan", at, "12", "", "0", "", "", "", "")


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("page 7, ligne 12", "page 7"),
        ("ligne 80", ""),
        ("paragraphe 4", ""),
        ("lignes 107, 108 et 109, comptées", ""),
        ("page 2, lignes 3 et 4, comptées", "page 2"),
        ("ligne 3, colonne B", ""),
        ("Synthèse!C12", "feuille «\u00a0Synthèse\u00a0», cellule C12"),
        ("liste, 12 lignes comptées", "liste, 12 lignes comptées"),
    ],
)
def test_a_place_as_readers_are_told(at: str, shown: str):
    piece = EvidencePiece.model_validate({"title": "Bilan", "file": "pieces/bilan.pdf"})
    assert place_shown(piece, tie(at)) == shown
    assert place_shown(piece.model_copy(update={"confidential": True}), tie(at)) == ""


def test_what_the_source_says_already_is_not_said_again():
    bare, placed = ShownPiece("Bilan social", ""), ShownPiece("Bilan social", "page 7")
    assert adds_to((bare,), "Bilan social, « Les effectifs »") == ""
    assert adds_to((bare,), "Bilan socialiste") == "Bilan social"
    assert adds_to((placed,), "Bilan social") == "Bilan social, page\u00a07"
    assert adds_to((bare, placed), "Registre") == "Bilan social\u202f; Bilan social, page\u00a07"


def proved_report(petite: Path, value: int) -> Report:
    """Return the small edition, where a page of a PDF that isn't there says how many bikes were mended."""
    path = petite / "data/indicators/ateliers.yml"
    text = path.read_text("utf-8").replace(
        "  source: Registre", "  piece: {in: bilan, at: {page: 7, line: 3}}\n  source: Registre"
    )
    path.write_text(text, "utf-8")
    (petite / "data/pieces.yml").write_text("bilan: {title: Bilan de l'atelier, file: pieces/bilan.pdf}\n", "utf-8")
    (asked,) = asked_ties(load(petite)[0])
    contents = PieceContents((PieceLine(3, 7, f"Vélos réparés : {value}"),))
    read = tie_of(asked, found(contents, asked.where), "0" * 64, "2025-01-10")
    (petite / "data/pieces.lock.yml").write_text(written_lock([read]), "utf-8")
    return load(petite)[0]


def test_only_a_piece_that_proves_the_number_is_shown(petite: Path):
    assert shown_pieces(proved_report(petite, 318)) == {("velos.repares", 2024): (ShownPiece("Bilan de l'atelier", "page 7"),)}
    (petite / "data/pieces.lock.yml").unlink()
    assert shown_pieces(load(petite)[0]) == {}


def test_a_piece_that_says_otherwise_is_not_shown(petite: Path):
    report = proved_report(petite, 319)
    assert len(report.evidence.lock.ties) == 1
    assert shown_pieces(report) == {}


def test_every_output_names_the_piece(petite: Path, run):
    proved_report(petite, 318)
    assert run(petite, "build", "--to", "html", "--to", "pdf").code == 0
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert '"evidence":"Bilan de l’atelier, page\u00a07"' in page
    assert "<span>Pièce\u00a0:</span> Bilan de l’atelier, page\u00a07</p>" in page
    rows = (petite / "output/2024/donnees/indicateurs.csv").read_text("utf-8-sig").splitlines()
    assert rows[0].endswith(";sections;piece;piece_endroit")
    assert next(row for row in rows if row.startswith("velos.repares")).endswith(";Bilan de l'atelier;page 7")
    assert "Bilan de l'atelier" in (petite / "output/2024/donnees/datapackage.json").read_text("utf-8")


def test_an_edition_without_pieces_has_no_column_for_them(built_petite: Path):
    head = (built_petite / "output/2024/donnees/indicateurs.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.endswith(";sections")


def test_a_lock_reads_as_it_was_written(petite: Path):
    report = proved_report(petite, 318)
    lock: TieLock = report.evidence.lock
    assert lock.altered == ()
    assert written_lock(lock.ties.values()) == (petite / "data/pieces.lock.yml").read_text("utf-8")
