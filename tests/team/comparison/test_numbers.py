"""Numbers of two editions joined: added, removed, changed, with the evolution that their precision proves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.numbers.quantity import Decimals
from rapport.team.comparison.numbers import NumberChange, number_changes
from rapport.team.comparison.side import Number, Side


def number(name: str, value: str, unit: str = "", decimals: Decimals = 0, status: str = "publié", since: int = 0) -> Number:
    return Number(name, name.capitalize(), Decimal(value), unit, decimals, status, since)


def side(year: int, *numbers: Number, **renamed: str) -> Side:
    return Side(
        str(year), year, {n.name: n for n in numbers}, {}, {}, {old.replace("_", "."): new for old, new in renamed.items()}
    )


def only(before: Side, after: Side) -> NumberChange:
    (change,) = number_changes(before, after)
    return change


@pytest.mark.parametrize(
    ("before", "after", "evolution"),
    [
        (number("a.b", "200", "vélos"), number("a.b", "250", "vélos"), "+25\u00a0%"),
        (number("a.b", "200"), number("a.b", "150"), "−25\u00a0%"),
        (number("a.b", "40", "%"), number("a.b", "37", "%"), "−3\u00a0points"),
        (number("a.b", "543"), number("a.b", "544"), "stable"),
        (number("a.b", "0", "vélos", "exact"), number("a.b", "7", "vélos", "exact"), "+7\u00a0vélos"),
        (number("a.b", "12", "vélos"), number("a.b", "12", "bicyclettes"), ""),
        (number("a.b", "12", "vélos"), number("a.b", "13", "bicyclettes"), "l'unité change"),
        (number("a.b", "200"), number("a.b", "250", since=2025), "la définition change"),
        (number("a.b", "200"), number("a.b", "250", since=2024), "+25\u00a0%"),
    ],
)
def test_evolution_between_two_years(before: Number, after: Number, evolution: str):
    assert only(side(2024, before), side(2025, after)).evolution.replace("25,0", "25") == evolution


def test_a_correction_within_a_year_is_the_plain_difference():
    """Nobody calls a slip mended « stable »."""
    change = only(side(2024, number("a.b", "543", "entreprises")), side(2024, number("a.b", "544", "entreprises")))
    assert change.evolution == "+1\u00a0entreprises"


def test_numbers_come_and_go_in_the_order_of_the_report():
    before = side(2024, number("z.z", "1"), number("a.a", "2"), number("m.m", "3"))
    after = side(2025, number("m.m", "3"), number("x.x", "4"), number("b.b", "5"))
    found = [(change.name, change.kind) for change in number_changes(before, after)]
    assert found == [("x.x", "added"), ("b.b", "added"), ("z.z", "removed"), ("a.a", "removed")]


def test_a_number_renamed_is_the_same_number():
    after = side(2025, number("velos.reparés", "250"), velos_repares="velos.reparés")
    change = only(side(2024, number("velos.repares", "200")), after)
    assert (change.kind, change.before, change.after) == ("changed", "200", "250")


def test_a_table_renamed_keeps_its_cells():
    after = Side("b", 2025, {"ateliers.velo.heures": number("ateliers.velo.heures", "2")}, {}, {}, {"heures.": "ateliers."})
    assert number_changes(side(2024, number("heures.velo.heures", "2")), after) == ()


def test_a_doubt_lifted_is_a_change():
    before, after = number("a.b", "12", status="à confirmer"), number("a.b", "12", status="publié")
    change = only(side(2024, before), side(2024, after))
    assert (change.before, change.after, change.evolution) == ("12 (à confirmer)", "12 (publié)", "")


def test_zero_is_a_number():
    change = only(side(2024), side(2024, number("a.b", "0")))
    assert (change.kind, change.after) == ("added", "0")
