"""A chart on slides: its letters are read from afar, in as many drawings as that takes, with all of its rows, each once."""

from __future__ import annotations

from decimal import Decimal
from math import pi, sqrt

import pytest

from rapport.manuscript.charts import Recipe, height_of, recipe_from, vega_lite_of
from rapport.manuscript.charts.discs import LEAST
from rapport.manuscript.charts.projected import SPARE, projected
from rapport.manuscript.charts.theme import SLIDE_HEIGHT, SLIDE_WIDTH, Theme
from rapport.numbers.chart_rows import KINDS
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow
from tests.some import some

THEME = Theme.from_brand({})
SHARES, EVENTS = "\u00a0%", "events"
BY_ITSELF = [("profile", SHARES), ("multiples", SHARES), ("timeline", EVENTS)]  # whose parts have no scale but a hundred


def rows_of_kind(kind: str, count: int, sign: str = "") -> tuple[ChartRow, ...]:
    sign = SHARES if kind == "profile" else sign
    rows = tuple(ChartRow(f"Lieu au nom long {at}", Decimal(at + 1), f"{at + 1}{sign}", "", False, "", {}) for at in range(count))
    if sign == EVENTS:
        return tuple(row._replace(value=Decimal(1), printed="") for row in rows)
    if kind in {"profile", "multiples"}:
        return tuple(row._replace(group=f"Groupe {at // 3}") for at, row in enumerate(rows))
    if kind == "before_after":
        return tuple(row._replace(group=str(2023 + at % 2), category=rows[at // 2].category) for at, row in enumerate(rows))
    return rows


def shown(kind: str, count: int, sign: str = "", width: str = "full") -> tuple[Recipe, ...]:
    spec = ChartSpec(kind=kind, title="Des lieux", table="lieux", category="name", value="count", width=width)
    return projected(recipe_from(spec, "lieux", rows_of_kind(kind, count, sign), THEME, None))


@pytest.mark.parametrize(("kind", "sign"), BY_ITSELF)
@pytest.mark.parametrize("count", [1, 4, 12, 24])
def test_each_drawing_is_low_and_every_row_is_in_one(kind: str, sign: str, count: int):
    drawings = shown(kind, count, sign)
    assert [row for one in drawings for row in one.rows] == [*rows_of_kind(kind, count, sign)]
    for one in some(drawings):
        assert one.theme.width(one.spec.width) == SLIDE_WIDTH
        assert height_of(one.spec, one.rows, one.theme) <= SLIDE_HEIGHT * SPARE


@pytest.mark.parametrize(("kind", "sign", "count", "drawings"), [("multiples", SHARES, 24, 2), ("profile", SHARES, 24, 2)])
def test_what_stays_together_is_never_parted(kind: str, sign: str, count: int, drawings: int):
    seen = [{row.group for row in one.rows} for one in shown(kind, count, sign)]
    assert len(seen) == drawings
    assert len(set.union(*seen)) == sum(map(len, seen))


def test_events_are_shared_out():
    assert [len(one.rows) for one in shown("timeline", 24, EVENTS)] == [8, 8, 8]


@pytest.mark.parametrize("kind", ["bars", "before_after", "discs", "field", "multiples", "stacked", "timeline", "waffle"])
@pytest.mark.parametrize("count", [1, 4, 12, 24])
def test_marks_of_one_scale_are_one_drawing(kind: str, count: int):
    assert [one.rows for one in shown(kind, count)] == [rows_of_kind(kind, count)]


@pytest.mark.parametrize("kind", ["discs", "bars", "before_after", "waffle"])
def test_shares_of_a_common_scale_are_one_drawing(kind: str):
    assert len(shown(kind, 24, SHARES)) == 1


@pytest.mark.parametrize("highest", [101, -1])
def test_panels_that_no_hundred_holds_are_one_drawing(highest: int):
    rows = rows_of_kind("multiples", 24, SHARES)
    beyond = (*rows[:-1], rows[-1]._replace(value=Decimal(highest), printed=f"{highest}{SHARES}"))
    spec = ChartSpec(kind="multiples", title="Des lieux", table="lieux", category="name", value="count", group="part")
    assert len(projected(recipe_from(spec, "lieux", beyond, THEME, None))) == 1


@pytest.mark.parametrize("count", [2, 6, 7, 12, 24])
def test_the_surface_of_each_disc_is_to_scale(count: int):
    (one,) = shown("discs", count)
    drawn = vega_lite_of(one.spec, one.rows, one.theme)
    sizes = [layer["mark"]["size"] for layer in drawn["layer"] if layer["mark"].get("shape") == "circle"]
    radii = [sqrt(size / pi) + 1 for size in sizes]
    largest = max(radii)
    assert len(radii) == count
    assert radii == pytest.approx([max(LEAST, largest * sqrt((at + 1) / count)) for at in range(count)], rel=0.02)


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"map"}))
@pytest.mark.parametrize("width", ["full", "half", "page"])
def test_the_height_told_is_the_one_drawn(kind: str, width: str):
    for one in some(shown(kind, 4, width=width)):
        drawn = vega_lite_of(one.spec, one.rows, one.theme)
        assert drawn["height"] == height_of(one.spec, one.rows, one.theme)
        assert "background" not in drawn["config"] or drawn["config"]["background"] == "transparent"


def test_a_chart_without_rows_is_one_drawing():
    assert [one.rows for one in shown("bars", 0)] == [()]
