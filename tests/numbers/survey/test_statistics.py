"""Statistics by their declared definition, exactly: quantiles, rounding, shares, means, bases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from rapport.numbers.survey.frame import AnswerFrame
from rapport.numbers.survey.quantiles import HALF, quantile
from rapport.numbers.survey.rounding import rounded_half_up, shares_of_100
from rapport.numbers.survey.secrecy import protected
from rapport.numbers.survey.statistics import raw_cells
from tests.numbers.survey.panels import Row, panel_of

NAMES = [
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull", "linear",
    "median_unbiased", "normal_unbiased",
]  # fmt: skip


@pytest.mark.parametrize("type_", range(1, 10))
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 10, 11, 100])
def test_nine_definitions_are_those_of_numpy(type_: int, count: int):
    values = [at * at + 3 * at for at in range(count)]
    for p in (Fraction(1, 4), HALF, Fraction(3, 4), Fraction(1, 10), Fraction(9, 10)):
        if count * p == int(count * p) and type_ in {1, 2, 3}:
            continue  # there NumPy hangs on a binary fraction
        told = float(np.quantile(values, float(p), method=NAMES[type_ - 1]))
        assert float(quantile(values, p, type_)) == pytest.approx(told, abs=1e-9)


def test_a_place_is_exact():
    """0.29 × 100 is 28.999999999999996 in binary: type 2 averages the 29th and the 30th values all the same."""
    assert quantile(list(range(100)), Fraction(29, 100), 2) == Fraction(57, 2)


@pytest.mark.parametrize(("type_", "median"), [(1, 20), (2, 25), (3, 20), (4, 20), (5, 25), (6, 25), (7, 25), (8, 25), (9, 25)])
def test_the_median_of_four(type_: int, median: int):
    assert quantile([10, 20, 30, 40], HALF, type_) == median


@pytest.mark.parametrize(
    ("number", "decimals", "printed"),
    [
        ("0.125", 2, "0.13"),
        ("2.675", 2, "2.68"),
        ("-2.5", 0, "-3"),
        ("0.5", 0, "1"),
        ("1450", -2, "1500"),
        ("-0.4", 0, "0"),
        ("7", 1, "7.0"),
    ],
)
def test_halves_go_away_from_zero(number: str, decimals: int, printed: str):
    assert str(rounded_half_up(Fraction(number), decimals)) == printed


@pytest.mark.parametrize(
    ("parts", "decimals", "shares"),
    [
        ([1, 1, 1], 0, ["34", "33", "33"]), ([1, 1, 1], 1, ["33.4", "33.3", "33.3"]), ([1, 2, 3, 0], 0, ["17", "33", "50", "0"]),
        ([5], 0, ["100"]), ([1, 999], 0, ["0", "100"]),
    ],
)  # fmt: skip
def test_largest_remainders_make_a_hundred(parts: list[int], decimals: int, shares: list[str]):
    found = shares_of_100([Fraction(part) for part in parts], decimals)
    assert ([str(one) for one in found], sum(found)) == (shares, 100)


def told(rows: list[Row], statistics: dict[str, Any], **spec: Any) -> dict[str, tuple[str | None, int]]:
    """Return what would be printed of each cell, and its base, before any secrecy."""
    cells = raw_cells(AnswerFrame(panel_of(rows, statistics, **spec)))
    return {
        ".".join((cell.statistic, *(value for _, value in cell.group))): (
            None if cell.printed is None else str(cell.printed),
            cell.base,
        )
        for cell in cells
    }


ROWS: list[Row] = [
    ("AI", "Nord", {"ca": 100.5, "w": 2, "f": 3, "h": 1, "soir": "oui"}),
    ("AI", "Sud", {"ca": 200.25, "w": 1, "f": 0, "h": 2, "soir": "non"}),
    ("EI", "Sud", {"ca": None, "w": 1, "f": 5, "h": None, "soir": "oui"}),
    ("EI", "Est", {"ca": -50, "w": 4, "f": 1, "h": 1, "soir": None}),
]


def test_each_calculation_and_its_base():
    """What a structure didn't say is neither zero nor anything else: the base says how many did."""
    statistics = {
        "n": {"compute": "count"}, "told": {"compute": "count", "of": "ca", "by": "type"},
        "w": {"compute": "count", "weights": "w"}, "sum": {"compute": "sum", "of": "ca", "by": "type", "decimals": 2},
        "mean": {"compute": "mean", "of": "ca", "decimals": 3},
        "wmean": {"compute": "mean", "of": "ca", "weights": "w", "decimals": 3}, "part": {"compute": "share", "of": ["f", "h"]},
        "among": {"compute": "share", "of": "f", "among": "h", "decimals": 1}, "soir": {"compute": "share", "of": "soir"},
        "where": {"compute": "sum", "of": "f", "where": {"soir": "oui"}},
        "both": {"compute": "sum", "of": "f", "by": ["type", "region"]},
        "q": {"compute": "quartiles", "of": "f", "decimals": 2},
    }  # fmt: skip
    found = told(ROWS, statistics)
    assert found == {
        "n": ("4", 4), "told.AI": ("2", 2), "told.EI": ("1", 1), "w": ("8", 4), "sum.AI": ("300.75", 2), "sum.EI": ("-50.00", 1),
        "mean": ("83.583", 3), "wmean": ("28.750", 3), "part.f": ("50", 3), "part.h": ("50", 3), "among": ("100.0", 3),
        "soir.non": ("33", 3), "soir.oui": ("67", 3), "where": ("8", 2), "both.AI.Nord": ("3", 1), "both.AI.Sud": ("0", 1),
        "both.EI.Sud": ("5", 1), "both.EI.Est": ("1", 1), "q.q1": ("0.75", 4), "q.median": ("2.00", 4), "q.q3": ("3.50", 4),
    }  # fmt: skip


def test_a_group_without_an_answer_is_there():
    rows: list[Row] = [("AI", "Nord", {"ca": 5}), ("EI", "Sud", {"ca": None})]
    assert told(rows, {"mean": {"compute": "mean", "of": "ca", "by": "region"}}) == {"mean.Nord": ("5", 1), "mean.Sud": (None, 0)}


def test_numbers_beyond_64_bits_stay_exact():
    rows: list[Row] = [("AI", "Nord", {"ca": 10**17 + at, "w": 10**6 + at}) for at in range(20)]
    statistics = {"sum": {"compute": "sum", "of": "ca", "weights": "w"}, "median": {"compute": "median", "of": "ca"}}
    found = told(rows, statistics)
    assert Decimal(found["sum"][0]) == sum((10**17 + at) * (10**6 + at) for at in range(20))
    assert found["median"][0] == str(10**17 + 10)


NOBODY: list[tuple[str, dict[str, Any]]] = [
    ("median", {}), ("quartiles", {}), ("sum", {}), ("mean", {}), ("count", {}), ("median", {"by": "type"}),
    ("quartiles", {"by": ["type", "region"]}), ("mean", {"by": "region"}), ("median", {"where": {"soir": "o"}}),
]  # fmt: skip


@pytest.mark.parametrize(("compute", "more"), NOBODY)
@pytest.mark.parametrize("rows", [0, 1, 6])
def test_a_question_that_nobody_answered(compute: str, more: dict[str, Any], rows: int):
    """Whatever is asked of it, nothing is calculated, and it is told as nobody's."""
    said: list[Row] = [("AI", "Nord", {"ca": None, "p": at, "soir": "o"}) for at in range(rows)]
    panel = panel_of(
        said or [("AI", "Nord", {"ca": None, "p": None, "soir": "o"})], {"s": {"compute": compute, "of": "ca"} | more}
    )
    cells = raw_cells(AnswerFrame(panel if rows else replace(panel, answers={})))
    assert cells
    assert {(cell.value if compute != "count" else None, cell.base) for cell in cells} == {(None, 0)}
    assert {cell.hidden for cell in protected(panel).cells} <= {"unanswered", ""}
