"""Numbers with their precision: an interval never loses a value that it may stand for, and a total is proved by meeting."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rapport.ground.problems import Severity
from rapport.ground.units import measures_of
from rapport.numbers.quantity import Quantity, half_unit
from rapport.rules.proofs import excess_digits, gap_of

Decimals = int | Literal["exact"]
TRIALS = settings(max_examples=200, deadline=None)

precisions = st.one_of(st.integers(-3, 3), st.just("exact"))
values = st.decimals(min_value=-10_000, max_value=10_000, places=3)
quantities = st.builds(Quantity.of, values, precisions)


@st.composite
def points(draw: st.DrawFn) -> tuple[Quantity, Decimal]:
    """Draw a quantity and a number that it may stand for."""
    quantity = draw(quantities)
    share = draw(st.integers(0, 16))
    return quantity, quantity.low + (quantity.high - quantity.low) * share / 16


def holds(quantity: Quantity, point: Decimal) -> bool:
    return quantity.low <= point <= quantity.high


# --- intervals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("decimals", "half"), [(0, "0.5"), (1, "0.05"), (2, "0.005"), (-3, "500"), ("exact", "0")])
def test_half_a_unit_of_the_last_digit(decimals: Decimals, half: str):
    assert half_unit(decimals) == Decimal(half)
    assert Quantity.of(7, decimals).half == Decimal(half)


@TRIALS
@given(points(), points())
def test_an_interval_holds_every_result(first: tuple[Quantity, Decimal], second: tuple[Quantity, Decimal]):
    """Whatever the true values, their sum, difference, product and quotient are within."""
    (a, x), (b, y) = first, second
    assert holds(a + b, x + y)
    assert holds(a - b, x - y)
    assert holds(a * b, x * y)
    assert holds(-a, -x)
    assert holds(abs(a), abs(x))
    if not holds(b, Decimal(0)):
        assert holds(a / b, x / y)


@TRIALS
@given(quantities, quantities)
def test_the_nominal_value_stays_within(a: Quantity, b: Quantity):
    for result in (a, a + b, a - b, a * b, -a, abs(a)):
        assert result.low <= result.value <= result.high


@TRIALS
@given(quantities, st.integers(-50, 50))
def test_plain_numbers_are_exact_on_either_side(a: Quantity, number: int):
    exact = Quantity.of(number)
    for left, right in ((number + a, exact + a), (number - a, exact - a), (number * a, exact * a)):
        assert (left.value, left.low, left.high) == (right.value, right.low, right.high)


@pytest.mark.parametrize(
    ("value", "decimals"), [("0", "exact"), ("0", 0), ("0.4", 0), ("0.5", 0), ("-0.5", 0), ("499", -3), ("0", 2)]
)
def test_nothing_is_divided_by_what_may_be_zero(value: str, decimals: Decimals):
    """0,4 to the unit may be 0: so may half a unit, since the interval is closed."""
    with pytest.raises(ZeroDivisionError):
        1 / Quantity.of(value, decimals)


@pytest.mark.parametrize(("value", "decimals"), [("0.6", 0), ("-0.6", 0), ("1", 0), ("501", -3), ("0.001", "exact")])
def test_what_cannot_be_zero_divides(value: str, decimals: Decimals):
    assert (1 / Quantity.of(value, decimals)).value == 1 / Decimal(value)


@pytest.mark.parametrize("other", ["3", None, True, [1], object()])
def test_only_numbers_calculate(other: object):
    with pytest.raises(TypeError, match="n'est pas un nombre"):
        Quantity.of(1) + other


def test_a_quantity_has_no_hash():
    """Equality means that two intervals meet, which is not transitive: no set may rely on it."""
    with pytest.raises(TypeError):
        hash(Quantity.of(1))


# --- comparisons ---------------------------------------------------------------------------------------------------


@TRIALS
@given(quantities, st.lists(quantities, max_size=8))
@example(Quantity.of(100), [Quantity.of("33.3", 1)] * 3)
@example(Quantity.of(100), [Quantity.of(33, 0), Quantity.of(33, 0), Quantity.of(33, 0)])
def test_meeting_is_the_bound_of_xbrl(total: Quantity, parts: list[Quantity]):
    """|T - sum| <= h_T + sum(h_i), neither more nor less (XBRL Calculations 1.1)."""
    summed = sum(parts, Quantity.of(0))
    bound = total.half + sum((part.half for part in parts), Decimal(0))
    assert (total == summed) is (abs(total.value - summed.value) <= bound)
    assert (total != summed) is not (total == summed)


@TRIALS
@given(quantities, quantities)
def test_a_comparison_holds_when_some_values_satisfy_it(a: Quantity, b: Quantity):
    assert (a <= b) is (a.low <= b.high)
    assert (a < b) is (a.low < b.high)
    assert (a >= b) is (b <= a)
    assert (a > b) is (b < a)
    assert (a <= b) or (a > b)
    assert (a == b) is ((a <= b) and (a >= b))


@pytest.mark.parametrize(
    ("left", "right", "equal", "less"),
    [
        (("10", 0), ("11", 0), True, True),  # 10,5 is in both
        (("10", 0), ("12", 0), False, True),
        (("12", 0), ("10", 0), False, False),
        (("10", "exact"), ("10", "exact"), True, False),
        (("10", "exact"), ("10.5", 0), True, True),
        (("1000", -3), ("1400", "exact"), True, True),
        (("1000", -3), ("1501", "exact"), False, True),
    ],
)
def test_comparisons(left: tuple[str, Decimals], right: tuple[str, Decimals], equal: bool, less: bool):  # noqa: FBT001
    a, b = Quantity.of(*left), Quantity.of(*right)
    assert (a == b) is equal
    assert (a < b) is less


# --- what is measured ----------------------------------------------------------------------------------------------


def in_unit(unit: str) -> Quantity:
    return Quantity.of(12, unit=unit)


@pytest.mark.parametrize(
    ("one", "other"), [("%", "€"), ("heures", "entreprises"), ("€", "entreprises"), ("km", "ans"), ("%", "personnes")]
)
def test_unlike_things_neither_add_up_nor_compare(one: str, other: str):
    """Euros plus hours is a slip, whatever the digits."""
    for ask in (
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a == b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a != b,
    ):
        with pytest.raises(ValueError, match="ne s'additionnent ni ne se comparent"):
            ask(in_unit(one), in_unit(other))


@pytest.mark.parametrize(("one", "other"), [("€", "k€"), ("ans", "mois"), ("entreprises", "personnes"), ("%", "points")])
def test_like_things_add_up(one: str, other: str):
    """Nouns count things, and things add up."""
    assert (in_unit(one) + in_unit(other)).dimension == in_unit(one).dimension


@pytest.mark.parametrize(
    ("result", "like"),
    [
        (in_unit("€") * 2, "€"), (2 * in_unit("€"), "€"), (in_unit("€") / 2, "€"), (in_unit("€") + 1, "€"),
        (1 - in_unit("€"), "€"), (-in_unit("€"), "€"), (abs(-in_unit("€")), "€"), (in_unit("€") / in_unit("€"), ""),
        (in_unit("€") / in_unit("heures"), ""), (2 / in_unit("€"), ""), (in_unit("€") * in_unit("heures"), ""),
    ],
)  # fmt: skip
def test_what_a_result_measures(result: Quantity, like: str):
    assert result.dimension == in_unit(like).dimension


@pytest.mark.parametrize(
    ("one", "other", "told", "sums"),
    [
        (("120", "MWh"), ("4500", "kWh"), "MWh", "124.5"), (("4500", "kWh"), ("120", "MWh"), "kWh", "124500"),
        (("1.2", "M€"), ("300", "k€"), "€", "1500000"), (("2", "ans"), ("6", "mois"), "ans", "2.5"),
        (("3", "tonnes"), ("250", "kg"), "t", "3.25"), (("1", "heure"), ("30", "min"), "h", "1.5"),
        (("2", "ha"), ("500", "m²"), "hectares", "2.05"), (("1", "km"), ("200", "m"), "km", "1.2"),
        (("2", "milliers d'euros"), ("5", "€"), "euros", "2005"),
        (("3", "millions d’euros"), ("1", "milliard d'euros"), "M€", "1003"),
        (("1", "m³"), ("5", "L"), "litres", "1005"),
        (("2", "k€ par an"), ("100", "€/mois"), "€/an", "3200"), (("1", "Go"), ("500", "Mo"), "Go", "1.5"),
        (("1", "t CO2"), ("500", "kg CO₂"), "tonnes CO2", "1.5"), (("2", "semaines"), ("3", "jours"), "jours", "17"),
        (("2", "milliers d'habitants"), ("12", "habitants"), "habitants", "2012"),
        (("1", "k€ HT"), ("5", "€ HT"), "€ HT", "1005"),
        (("2", "KWh"), ("500", "Wh"), "kWh", "2.5"),
    ],
)  # fmt: skip
def test_two_sizes_of_one_measure_are_converted(one: tuple[str, str], other: tuple[str, str], told: str, sums: str):
    """120 MWh and 4500 kWh are 124,5 MWh."""
    a, b = (Quantity.of(value, unit=unit) for value, unit in (one, other))
    assert (a + b).into(measures_of(told)).value == Decimal(sums)
    assert a + b == Quantity.of(sums, unit=told)
    assert (a / Quantity.of(sums, unit=told) + b / Quantity.of(sums, unit=told)).value.quantize(Decimal("1e-20")) == 1
    assert (a - b).into(measures_of(told)) < Quantity.of(sums, unit=told)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ans", "jours"), ("heures", "jours"), ("mois", "semaines"), ("€", "$"), ("kWh", "kW"), ("€ HT", "€ TTC"),
     ("€/h", "heures par an"), ("tonnes", "t CO2"), ("m²", "m³"), ("k€", "kg"),
     ("points", "points d'accueil"), ("€/h", "€ par jour"), ("m€", "€")],
)  # fmt: skip
def test_measures_that_do_not_convert_are_refused(one: str, other: str):
    with pytest.raises(ValueError, match="ne s'additionnent ni ne se comparent"):
        _ = in_unit(one) == in_unit(other)


@pytest.mark.parametrize(
    ("rate", "other", "added"),
    [
        ("€/h", "€", False), ("kWh/m²", "kWh", False), ("€/kg", "€", False), ("vélos par jour", "vélos", False),
        ("€/h", "€/adhérent", False),
        ("€/adhérent", "€", True), ("heures par bénévole", "heures", True), ("kWh/an", "kWh", True), ("€/h", "€/h", True),
    ],
)  # fmt: skip
def test_a_rate_does_not_add_up_with_an_amount(rate: str, other: str, *, added: bool):
    """Twenty euros an hour and five euros are no amount; what is counted may stay unsaid, and the year of a yearly report."""
    for one, two in ((in_unit(rate), in_unit(other)), (in_unit(other), in_unit(rate))):
        for ask in (lambda a, b: a + b, lambda a, b: a - b):
            if added:
                assert ask(one, two).measures
                continue
            with pytest.raises(ValueError, match="ne s'additionnent"):
                ask(one, two)


def test_a_rate_keeps_the_sizes_of_both_its_units():
    """120 k€ for 60 hours are 2 000 € an hour, whether the unit says the hour or not."""
    rate = Quantity.of(120, unit="k€") / Quantity.of(60, unit="heures")
    assert rate.into(measures_of("€/h")).value == rate.into(measures_of("€")).value == 2000
    assert (rate * Quantity.of(30, unit="minutes")).into(measures_of("€")).value == 1000
    assert (Quantity.of(3, unit="k€") / Quantity.of(6000, unit="€")).value == Decimal("0.5")
    assert (Quantity.of(2, unit="€/kg") * Quantity.of(3, unit="tonnes")).into(measures_of("k€")).value == 6


def test_a_total_may_be_told_in_another_size_than_its_parts():
    total = Quantity.of("124.5", 1, "MWh")
    gap = gap_of(total, [Quantity.of(120000, 0, "kWh"), Quantity.of(4500, 0, "kWh")])
    assert gap.severity is None
    assert gap.summed.value == Decimal("124.5")
    assert gap_of(total, [Quantity.of(4500, 0, "kWh")]).severity is Severity.ERROR


# --- proofs --------------------------------------------------------------------------------------------------------


def gravity(total: tuple[str, Decimals], *parts: tuple[str, Decimals]) -> Severity | None:
    return gap_of(Quantity.of(*total), [Quantity.of(*part) for part in parts]).severity


def test_a_right_total_says_nothing():
    assert gravity(("543", 0), ("248", 0), ("295", 0)) is None
    assert gravity(("0", 0)) is None


def test_a_total_beyond_the_bound_is_an_error():
    assert gravity(("541", "exact"), ("248", "exact"), ("295", "exact")) is Severity.ERROR
    assert gravity(("541", 0), ("248", 0), ("295", 0)) is Severity.ERROR  # 2 > 0.5 + 2 × 0.5
    assert gravity(("5", 0)) is Severity.ERROR


def test_a_gap_of_rounding_is_an_info():
    """Three thirds of a hundred: 33 + 33 + 33 = 99, true thanks to rounding."""
    assert gravity(("100", "exact"), ("33", 0), ("33", 0), ("33", 0)) is Severity.INFO


def test_a_gap_larger_than_rounding_noise_is_a_warning():
    """Of 48 rounded parts, the noise is 3·√(48/12) = 6 units, where the bound allows 24."""
    parts = [("2", 0)] * 48
    assert gravity(("102", "exact"), *parts) is Severity.INFO
    assert gravity(("103", "exact"), *parts) is Severity.WARNING
    assert gravity(("120", "exact"), *parts) is Severity.WARNING
    assert gravity(("121", "exact"), *parts) is Severity.ERROR


def test_the_bound_itself_is_still_consistent():
    """For n percentages in whole points and a total of exactly 100: |100 - sum| <= n/2."""
    assert gravity(("100", "exact"), ("49", 0), ("50", 0)) is not Severity.ERROR
    assert gravity(("100", "exact"), ("48.9", 0), ("50", 0)) is Severity.ERROR


@TRIALS
@given(quantities, st.lists(quantities, max_size=8))
def test_an_error_is_exactly_two_intervals_that_do_not_meet(total: Quantity, parts: list[Quantity]):
    gap = gap_of(total, parts)
    assert (gap.severity is Severity.ERROR) is (total != sum(parts, Quantity.of(0)))
    assert (gap.severity is None) is (gap.amount == 0)


def test_a_gap_is_told_with_its_tolerance():
    assert gap_of(Quantity.of(543), [Quantity.of(541, 0)]).words() == "Écart : 2 (tolérance d'arrondi : 0,5)."


@pytest.mark.parametrize(
    ("value", "decimals", "excess"),
    [
        ("12", 0, False), ("12.0", 0, False), ("12.5", 0, True), ("12.5", 1, False), ("12.55", 1, True),
        ("12.55555", "exact", False), ("3000", -3, False), ("3500", -3, True), ("-0.5", 0, True), ("0", -3, False),
    ],
)  # fmt: skip
def test_digits_beyond_the_precision(value: str, decimals: Decimals, excess: bool):  # noqa: FBT001
    assert excess_digits(Decimal(value), decimals) is excess
