"""The names of pieces stay in their folder; the cell of a table says a place as its keys do."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from rapport.sources.evidence import EvidencePiece, proof_of_cell

BESIDE = [
    "report.yml",
    "pieces",
    "pieces/",
    "/pieces/a.txt",
    "./pieces/a.txt",
    "autres/a.txt",
    "pieces/../a.txt",
    "pieces/sous/../../a.txt",
    "pieces/./a.txt",
    "pieces//a.txt",
    "pieces/..\\a.txt",
    "pieces/sous\\a.txt",
    "pieces\\a.txt",
    "Pieces/a.txt",
]


@pytest.mark.parametrize("file", BESIDE)
def test_a_piece_is_a_file_of_its_folder(file: str):
    with pytest.raises(ValidationError) as refused:
        EvidencePiece.model_validate({"title": "Bilan", "file": file})
    assert [fault["ctx"]["expected"] for fault in refused.value.errors()] == ["un fichier du dossier pieces/"]


@pytest.mark.parametrize("file", ["pieces/a.exe", "pieces/a", "pieces/txt", "pieces/a.xlsx.zip"])
def test_a_piece_is_of_a_kind_that_can_be_read(file: str):
    with pytest.raises(ValidationError) as refused:
        EvidencePiece.model_validate({"title": "Bilan", "file": file})
    assert [fault["ctx"]["expected"][:17] for fault in refused.value.errors()] == ["un fichier .xlsx,"]


@pytest.mark.parametrize("file", ["pieces/a.txt", "pieces/Bilan 2024.XLSX", "pieces/2024/été.v2.pdf", "pieces/..a.csv"])
def test_a_piece_may_have_any_name_there(file: str):
    assert EvidencePiece.model_validate({"title": "Bilan", "file": file}).file == file


@pytest.mark.parametrize(
    ("cell", "proof"),
    [
        ("budget Synthèse!C12", {"in": "budget", "at": {"cell": "Synthèse!C12"}}),
        (" budget  effectif_total ", {"in": "budget", "at": {"cell": "effectif_total"}}),
        ("rapport line: 80, rank: 2", {"in": "rapport", "at": {"line": 80, "rank": 2}}),
        ("rapport line: 69, text: 26", {"in": "rapport", "at": {"line": 69, "text": "26"}}),
        ('bilan page: 7, near: "vélos, réparés"', {"in": "bilan", "at": {"page": 7, "near": "vélos, réparés"}}),
        ("bilan near: chiffre d'affaires, unit: k€", {"in": "bilan", "at": {"near": "chiffre d'affaires"}, "unit": "k€"}),
        ("rapport line: ²", {"in": "rapport", "at": {"line": "²"}}),  # for the model to refuse
        (f"rapport rank: {'9' * 5000}", {"in": "rapport", "at": {"rank": "9" * 5000}}),
        ("bilan", None),
        ("", None),
        ('bilan line: 3, near: "ouvert', None),
        ("bilan line: 3, rank", None),
    ],
)
def test_the_cell_of_a_row_says_a_place(cell: str, proof: dict[str, Any] | None):
    assert proof_of_cell(cell) == proof
