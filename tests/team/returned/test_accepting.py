"""A number changed in Word that stays in the data as it was: which one it is, and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.ground.problems import Place
from rapport.sources.reading import load
from rapport.team.returned.accepting import accepted
from rapport.team.returned.correction import Correction, NumberQuestion
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.showing import unchanged

INDICATORS = "data/indicators/ateliers.yml"


@pytest.mark.parametrize(("ref", "printed", "typed", "why"), [
    ("velos.repares", "318", "values: {2024: 318}\n  piece: {in: registre, at: {cell: B2}}", "une pièce le dit"),
    ("velos.repares", "318", "formula: 2 * 159\n  status: derived", "il est calculé"),
    ("velos.repares", "318,4", "values: {2024: 318}", "le rapport l'imprime arrondi"),
])  # fmt: skip
def test_a_number_that_stays_says_which_it_is_and_why(petite: Path, ref: str, printed: str, typed: str, why: str):
    path = petite / INDICATORS
    path.write_text(path.read_text("utf-8").replace("values: {2024: 318}", typed), "utf-8")
    asked = Correction(ReturnedGroup((), ()), Place(""), "", [], [], questions=[NumberQuestion(ref, printed, "320")])
    (refused,) = accepted(load(petite)[0], [asked])
    assert refused.why.startswith(f"« {ref} », {why}")
    assert not refused.edits


@pytest.mark.parametrize(
    "proofs",
    [
        "{in: ancien, at: {cell: B2}}",
        "[{in: ancien, at: {cell: B2}}]",
        "[{in: ancien, at: {cell: B2}}, {in: ancien, at: {cell: B3}}]",
    ],
)
def test_a_piece_of_last_year_holds_nothing_of_this_one(petite: Path, proofs: str):
    (petite / "data/pieces.yml").write_text("ancien: {title: Ancien registre, file: pieces/a.xlsx, year: 2023}\n", "utf-8")
    path = petite / INDICATORS
    typed = f"values: {{2023: 300, 2024: 318}}\n  piece: {proofs}"
    path.write_text(path.read_text("utf-8").replace("values: {2024: 318}", typed), "utf-8")
    asked = Correction(ReturnedGroup((), ()), Place(""), "", [], [], questions=[NumberQuestion("velos.repares", "318", "320")])
    (taken,) = accepted(load(petite)[0], [asked])
    assert (taken.why, len(taken.edits)) == ("", 1)


HOURS, TABLES = "data/tables/heures_par_atelier.csv", "data/tables.yml"
COLUMN = "hours: {label: Heures, unit: heures, decimals: exact}"


def tied_column(root: Path, proof: str) -> None:
    """Tie the hours to a piece, or to what gives them."""
    path = root / TABLES
    path.write_text(path.read_text("utf-8").replace(COLUMN, COLUMN.replace("}", f", {proof}}}")), "utf-8")


def tied_row(root: Path, proof: str) -> None:
    """Tie the hours of the first row to a piece."""
    path = root / HOURS
    head, first, *others = path.read_text("utf-8").splitlines()
    path.write_text("\n".join((f"{head},piece", f"{first},{proof}", *(f"{one}," for one in others), "")), "utf-8")


REGISTER = "registre: {title: Registre, file: pieces/a.xlsx}\nancien: {title: Ancien, file: pieces/b.xlsx, year: 2023}\n"
LOOKED_UP = "piece: {in: REGISTER, at: {match: {Atelier: workshop}, value: Heures}}"


@pytest.mark.parametrize(("tied", "proof", "why"), [
    (tied_row, "registre B2", "une pièce le dit"),
    (tied_column, LOOKED_UP.replace("REGISTER", "registre"), "une pièce le dit"),
    (tied_row, "ancien B2", ""),
    (tied_column, LOOKED_UP.replace("REGISTER", "ancien"), ""),
    (None, "", ""),
])  # fmt: skip
def test_a_cell_that_a_piece_gives_stays_and_one_that_is_typed_changes(
    petite: Path, tied: Callable[[Path, str], None] | None, proof: str, why: str
):
    (petite / "data/pieces.yml").write_text(REGISTER, "utf-8")
    if tied is not None:
        tied(petite, proof)
    ref = "heures_par_atelier.velo.hours"
    asked = Correction(ReturnedGroup((), ()), Place(""), "", [], [], questions=[NumberQuestion(ref, "620", "630")])
    (taken,) = accepted(load(petite)[0], [asked])
    assert taken.why.startswith(f"« {ref} », {why}" if why else "")
    assert (bool(taken.why), len(taken.edits)) == (bool(why), int(not why))


def test_what_stays_is_named_once():
    """A number changed in two paragraphs is one number that stays; one that was taken away is told too."""
    questions = [NumberQuestion("velos.repares", "318", "320"), NumberQuestion("heures.total", "1 240", "")]
    parts = questions, questions[:1]
    asked = [Correction(ReturnedGroup((), ()), Place(""), "", [], [], questions=list(part)) for part in parts]
    said = [line.translate({0xA0: " ", 0x202F: " ", 0x2019: "'"}) for line in unchanged(asked)]
    assert said == [
        "« velos.repares » n'a pas changé : 318 reste, « 320 » n'est pas repris.",
        "« heures.total » n'a pas changé : 1 240 reste, il n'est pas retiré.",
    ]
