"""A total that is typed, and that no indicator holds, has its piece like every number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.numbers.pieces.asked import provable_numbers
from rapport.sources.model import Report
from rapport.sources.reading import load
from tests.pieces import with_piece

Told = Callable[..., Any]
NAMED = "{column: hours, equals: heures.total}"
NAME = "heures_par_atelier.hours#1"
REGISTER = "Cahier des présences\n\nTotal des heures de bénévolat par atelier : 1 240 heures\nBois et cuisine : 620\n"


@pytest.fixture
def totalled(petite: Path) -> Path:
    """Return the small edition whose table has a typed total, and a piece that says it."""
    with_piece(petite, "cahier", "Cahier des présences", REGISTER)
    return with_total(petite, "{column: hours, equals: 1240, piece: {in: cahier, at: {near: total des heures}}}")


def with_total(root: Path, *typed: str) -> Path:
    """Return the edition, the totals of its table typed so."""
    path = root / "data/tables.yml"
    text = path.read_text("utf-8")
    head, _, rest = text.partition("  totals:\n")
    path.write_text(f"{head}  totals:\n" + "".join(f"    - {one}\n" for one in typed) + rest[rest.index("\n") :], "utf-8")
    return root


def loaded(root: Path) -> Report:
    report, problems = load(root)
    assert not problems
    return report


def lock_of(root: Path) -> dict[str, dict[str, Any]]:
    lines = (root / "data/pieces.lock.yml").read_text("utf-8").splitlines()
    return {line["number"]: line for line in (json.loads(line[2:]) for line in lines if line.startswith("- "))}


def test_a_typed_total_is_read_then_held(totalled: Path, told: Told):
    assert told(totalled, "tie").code == 0
    assert lock_of(totalled)[NAME]["value"] == "1240"
    assert "TAB03" not in told(totalled, "check").out, "its piece is its source"
    path = totalled / "pieces/cahier.txt"
    path.write_text(REGISTER.replace("1 240", "1 420"), "utf-8")
    said = told(totalled, "tie").out.replace("\u202f", " ")
    assert f"{NAME} : 1 240" in said
    assert f"erreur PIE01 « {NAME} » vaut 1 240" in said


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        (("{column: hours, equals: 1240}",), [NAME]),
        (("{column: hours, equals: heures.total}", "{column: hours, equals: 620, where: {workshop: [bois, cuisine]}}"),
         ["heures_par_atelier.hours#2"]),
        (("{column: hours, equals: '1 240'}", "{column: hours, equals: 1240.0, per: name}"),
         [NAME, "heures_par_atelier.hours#2"]),
        ((NAMED,), []),
    ],
)  # fmt: skip
def test_only_typed_totals_are_numbers_of_their_own(typed: tuple[str, ...], numbers: list[str], petite: Path):
    report = loaded(with_total(petite, *typed))
    assert [one.number for one in provable_numbers(report) if "#" in one.number] == numbers


def test_the_hundred_of_a_column_of_shares_asks_for_no_piece(petite: Path):
    path = with_total(petite, "{column: hours, equals: 100}") / "data/tables.yml"
    path.write_text(path.read_text("utf-8").replace("unit: heures, decimals: exact", 'unit: "%", decimals: 0'), "utf-8")
    assert [one.number for one in provable_numbers(loaded(petite)) if "#" in one.number] == []


def test_a_yes_writes_the_piece_beside_the_total(totalled: Path, told: Told):
    with_total(totalled, "{column: hours, equals: 1240}")
    assert f"--take {NAME}" in told(totalled, "tie", "--propose").out
    told(totalled, "tie", "--take", NAME)
    assert (
        "    - {column: hours, equals: 1240, piece: {in: cahier, at: {line: 3}}}\n" in (totalled / "data/tables.yml").read_text()
    )
    assert NAME in lock_of(totalled)


def test_a_total_that_an_indicator_holds_has_its_piece_there(totalled: Path, told: Told):
    proof = "piece: {in: cahier, at: {near: total des heures}}"
    with_total(totalled, f"{{column: hours, equals: heures.total, {proof}}}")
    said = told(totalled, "check").out.replace("\u00a0", " ")
    (found,) = [line for line in said.splitlines() if "TAB03" in line]
    assert found.startswith("data/tables.yml:10:45: erreur TAB03")
    assert "ce total est l'indicateur « heures.total », sa pièce n'est pas lue ici." in found


@pytest.mark.parametrize(("said", "rules"), [("year: 2023", ["TAB03"]), ("year: 2024", []), ("from: Anne", [])])
def test_the_piece_of_last_year_is_no_source_of_this_total(totalled: Path, told: Told, said: str, rules: list[str]):
    """A new edition keeps the piece where it was, with its year."""
    path = totalled / "data/pieces.yml"
    path.write_text(path.read_text("utf-8").replace("file:", f"{said}, file:"), "utf-8")
    assert [rule for rule in ("TAB03",) if rule in told(totalled, "check").out] == rules
