"""The register: one name for each number, derived ones calculated from their formula, nearest names when one is mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from rapport.ground.problems import Place
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.reading import load

INDICATORS = "data/indicators/essai.yml"


@pytest.fixture
def register(petite: Path) -> Callable[..., Register]:
    """Give `register(yaml)`: the small edition's register with more indicators."""

    def made(more: str = "{}", year: int | None = None) -> Register:
        (petite / INDICATORS).write_text(more, "utf-8")
        return Register(load(petite)[0], year)

    return made


def test_an_indicator_keeps_all_that_is_known_of_it(register: Callable[..., Register]):
    number = register(
        "a.b: {label: Essais, unit: essais, unit_one: essai, decimals: 1, values: {2024: '2,5'}, source: S, note: N,"
        " status: to_confirm, question: Q}"
    ).number("a.b")
    assert (number.value, number.unit, number.unit_one, number.decimals) == (Decimal("2.5"), "essais", "essai", 1)
    assert (number.status, number.question, number.source, number.note) == ("to_confirm", "Q", "S", "N")
    assert (number.quantity.low, number.quantity.high) == (Decimal("2.45"), Decimal("2.55"))
    assert number.place.path == INDICATORS
    assert number.place.line == 1


def test_a_cell_is_a_number_of_its_own(register: Callable[..., Register], petite: Path):
    """Its unit and precision are its column's, its source the table's, its place the very cell."""
    spec = petite / "data/tables.yml"
    spec.write_text(re.sub(r"(hours: \{label: Heures, unit: heures).*\}", r"\1, decimals: -1}", spec.read_text("utf-8")), "utf-8")
    number = register().number("heures_par_atelier.bois.hours")
    assert (number.value, number.unit, number.decimals) == (380, "heures", -1)
    assert (number.quantity.low, number.quantity.high) == (375, 385)
    assert number.source == "Cahier des présences, décembre 2024"
    assert number.place == Place("data/tables/heures_par_atelier.csv", 3, 16)
    assert "Heures" in number.label


def test_a_formula_is_calculated_with_its_intervals(register: Callable[..., Register]):
    number = register(
        "a.cent: {label: A, decimals: 1, values: {2024: 100}}\n"
        "a.part: {label: A, formula: 'value(\"a.cent\") / 4', status: derived}"
    ).number("a.part")
    assert number.value == 25
    assert (number.quantity.low, number.quantity.high) == (Decimal("24.9875"), Decimal("25.0125"))
    assert number.formula == 'value("a.cent") / 4'


def test_formulas_may_rest_on_formulas(register: Callable[..., Register]):
    number = register(
        "a.un: {label: A, formula: 'value(\"heures.total\") - 1000', status: derived}\n"
        "a.deux: {label: A, formula: '2 * value(\"a.un\")', status: derived}"
    ).number("a.deux")
    assert number.value == 480


def test_a_number_without_rounding_shows_its_own_digits(register: Callable[..., Register]):
    known = register(
        "a.exact: {label: A, decimals: exact, values: {2024: '1,50'}}\na.mille: {label: A, decimals: -3, values: {2024: 3000}}"
    )
    assert known.number("a.exact").shown_decimals is None
    assert known.number("a.mille").shown_decimals == 0


def test_another_year_has_its_own_numbers(register: Callable[..., Register]):
    known = register("a.b: {label: A, values: {2023: 3, 2024: 4}}", 2023)
    assert known.number("a.b").value == 3
    with pytest.raises(UnknownNumber, match="n'a pas de valeur pour 2023"):
        known.number("velos.repares")


@pytest.mark.parametrize(
    ("ref", "said", "near"),
    [
        ("velos.repare", "Aucun indicateur ne s'appelle", "velos.repares"),
        ("heures_par_atelier.boi.hours", "n'a pas de nombre", "heures_par_atelier.bois.hours"),
        ("heures_par_atelier.bois.heures", "n'a pas de nombre", "heures_par_atelier.bois.hours"),
        ("heures_par_atelier.bois.name", "n'a pas de nombre", ""),
        ("heures_par_atelier", "n'a pas de nombre", ""),
        ("", "Aucun indicateur", ""),
        (".", "Aucun indicateur", ""),
        ("zzz.qqq", "Aucun indicateur", ""),
    ],
)
def test_an_unknown_name_gets_the_nearest_ones(register: Callable[..., Register], ref: str, said: str, near: str):
    with pytest.raises(UnknownNumber, match=said) as raised:
        register().number(ref)
    assert near in raised.value.hint


@pytest.mark.parametrize(
    ("before", "after", "said", "hint"),
    [
        (
            "2024;bois",
            "2042;bois",
            "sa ligne « bois » est de 2042.",
            "Corrigez l'année de la ligne (data/tables/heures_par_atelier.csv:",
        ),
        ("2024;bois", "2024;boiserie", "elle n'a pas de ligne « bois ».", "ajoutez-la à data/tables/heures_par_atelier.csv"),
        ("2024;bois", "2024;metal", "elle n'a pas de ligne « bois ».", "ajoutez-la à data/tables/heures_par_atelier.csv"),
    ],
)
def test_a_missing_row_is_told_from_one_of_another_year(
    before: str, after: str, said: str, hint: str, register: Callable[..., Register], petite: Path
):
    table = petite / "data/tables/heures_par_atelier.csv"
    text = table.read_text("utf-8")
    before, after = (part.replace(";", "," if "," in text else ";") for part in (before, after))
    assert before in text
    table.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(UnknownNumber) as raised:
        register().number("heures_par_atelier.bois.hours")
    assert raised.value.message.endswith(said)
    assert hint in raised.value.hint


def test_a_missing_column_is_no_missing_row(register: Callable[..., Register]):
    with pytest.raises(UnknownNumber) as raised:
        register().number("heures_par_atelier.bois.heures")
    assert "ligne" not in raised.value.message + raised.value.hint


def test_an_empty_cell_is_not_zero(register: Callable[..., Register], petite: Path):
    table = petite / "data/tables/heures_par_atelier.csv"
    table.write_text(table.read_text("utf-8").replace("380", ""), "utf-8")
    with pytest.raises(UnknownNumber, match="vide"):
        register().number("heures_par_atelier.bois.hours")


@pytest.mark.parametrize(
    ("formulas", "path"),
    [
        ({"a.un": "a.un"}, "a.un → a.un"),
        ({"a.un": "a.deux", "a.deux": "a.un"}, "a.un → a.deux → a.un"),
        ({"a.un": "a.deux", "a.deux": "a.trois", "a.trois": "a.deux"}, "a.deux → a.trois → a.deux"),
    ],
)
def test_formulas_that_go_round_in_circles_are_told(register: Callable[..., Register], formulas: dict[str, str], path: str):
    lines = [f"{name}: {{label: A, formula: 'value(\"{other}\")', status: derived}}" for name, other in formulas.items()]
    known = register("\n".join(lines))
    with pytest.raises(ExpressionError, match=path):
        known.number("a.un")
    with pytest.raises(ExpressionError, match="tournent en rond"):
        known.number("a.un")  # asking again changes nothing


@pytest.mark.parametrize(
    ("formula", "said"),
    [("1 == 1", "ne donne pas un nombre"), ('value("non.existant")', "Aucun indicateur"), ("1 / 0", "divise par zéro")],
)
def test_a_formula_that_fails_says_why(register: Callable[..., Register], formula: str, said: str):
    known = register(f"a.un: {{label: A, formula: '{formula}', status: derived}}")
    with pytest.raises(ExpressionError, match=said):
        known.number("a.un")


def test_a_long_chain_of_formulas_ends_in_a_number_or_a_problem(register: Callable[..., Register]):
    lines = [f"a.n{i}: {{label: A, formula: 'value(\"a.n{i + 1}\") + 1', status: derived}}" for i in range(400)]
    known = register("\n".join([*lines, "a.n400: {label: A, values: {2024: 0}}"]))
    try:
        assert known.number("a.n0").value == 400
    except ExpressionError as error:
        assert error.message  # noqa: PT017 - either outcome is right, a crash is not


def test_every_name_gives_a_number(register: Callable[..., Register]):
    known = register()
    assert set(known.names) == {
        "heures.total", "heures.part_velo", "velos.repares",
        "heures_par_atelier.velo.hours", "heures_par_atelier.bois.hours", "heures_par_atelier.cuisine.hours",
    }  # fmt: skip
    assert all(known.number(name).value >= 0 for name in known.names)
