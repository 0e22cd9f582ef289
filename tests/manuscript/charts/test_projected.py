"""A chart on slides: its letters are read from afar, in as many drawings as that takes, with all of its rows, each once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.manuscript.charts import Recipe, height_of, recipe_from, vega_lite_of
from rapport.manuscript.charts.projected import SPARE, projected
from rapport.manuscript.charts.theme import SLIDE_HEIGHT, SLIDE_WIDTH, Theme
from rapport.numbers.chart_rows import KINDS
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow
from tests.some import some

THEME = Theme.from_brand({})


def rows_of_kind(kind: str, count: int) -> tuple[ChartRow, ...]:
    rows = tuple(ChartRow(f"Lieu au nom long {at}", Decimal(at + 1), f"{at + 1}", "", False, "", {}) for at in range(count))
    if kind in {"profile", "multiples"}:
        return tuple(row._replace(group=f"Groupe {at // 3}") for at, row in enumerate(rows))
    if kind == "before_after":
        return tuple(row._replace(group=str(2023 + at % 2), category=rows[at // 2].category) for at, row in enumerate(rows))
    return rows


def shown(kind: str, count: int, width: str = "full") -> tuple[Recipe, ...]:
    spec = ChartSpec(kind=kind, title="Des lieux", table="lieux", category="name", value="count", width=width)
    return projected(recipe_from(spec, "lieux", rows_of_kind(kind, count), THEME, None))


@pytest.mark.parametrize("kind", ["bars", "before_after", "discs", "multiples", "profile", "timeline"])
@pytest.mark.parametrize("count", [1, 4, 12, 24])
def test_each_drawing_is_low_and_every_row_is_in_one(kind: str, count: int):
    drawings = shown(kind, count)
    assert [row for one in drawings for row in one.rows] == [*rows_of_kind(kind, count)]
    for one in some(drawings):
        assert one.theme.width(one.spec.width) == SLIDE_WIDTH
        assert height_of(one.spec, one.rows, one.theme) <= SLIDE_HEIGHT * SPARE


@pytest.mark.parametrize(
    ("kind", "count", "drawings", "together"),
    [
        ("multiples", 24, 2, "group"),
        ("profile", 12, 2, "group"),
        ("before_after", 24, 2, "category"),
        ("discs", 9, 2, "category"),
    ],
)
def test_what_stays_together_is_never_parted(kind: str, count: int, drawings: int, together: str):
    seen = [{getattr(row, together) for row in one.rows} for one in shown(kind, count)]
    assert len(seen) == drawings
    assert len(set.union(*seen)) == sum(map(len, seen))


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"map"}))
@pytest.mark.parametrize("width", ["full", "half", "page"])
def test_the_height_told_is_the_one_drawn(kind: str, width: str):
    for one in some(shown(kind, 4, width)):
        drawn = vega_lite_of(one.spec, one.rows, one.theme)
        assert drawn["height"] == height_of(one.spec, one.rows, one.theme)
        assert "background" not in drawn["config"] or drawn["config"]["background"] == "transparent"


@pytest.mark.parametrize("kind", ["waffle", "stacked", "field"])
def test_a_whole_is_one_drawing(kind: str):
    assert len(shown(kind, 12)) == 1


def test_a_chart_without_rows_is_one_drawing():
    assert [one.rows for one in shown("bars", 0)] == [()]
