"""Bars of two years: told apart without colours, each with its value and the name of its number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from rapport.manuscript.charts import _with_named_marks, vega_lite_of
from rapport.manuscript.charts.alt import alt_text
from rapport.manuscript.charts.compared import pairs_of
from rapport.manuscript.charts.entries import entry_of
from rapport.manuscript.charts.theme import LOCALE, Theme
from rapport.manuscript.charts.vega import converted
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow

THEME = Theme.from_brand({"color": {"primary": "#0B5563", "secondary": "#D9482B"}})


def row(category: str, value: float, year: str, *, uncertain: bool = False) -> ChartRow:
    amount = Decimal(str(value))
    return ChartRow(category, amount, f"{value:g}".replace("-", "−"), year, uncertain, f"{category}@{year}", {})


ROWS = (
    row("Vélo", 600, "1998"), row("Vélo", 620, "1999"),
    row("Bois", 380, "1998", uncertain=True), row("Bois", 300, "1999"),
    row("Jardin", 12, "1999"),
)  # fmt: skip
SPEC = ChartSpec(kind="bars", title="Titre", previous=True, highlight="Vélo")


def drawn(rows: tuple[ChartRow, ...] = ROWS, spec: ChartSpec = SPEC) -> dict[str, Any]:
    return vega_lite_of(spec, rows, THEME)


def boxes(chart: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the shapes that stand for a number, by its name."""
    rects = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rect"]
    records = [record for layer in rects for record in chart["datasets"][layer["data"]["name"]]]
    return {record["ref"]: record for record in records if record.get("ref")}


def test_a_category_stands_with_its_last_year_when_it_has_one():
    pairs = pairs_of([entry_of(one, order) for order, one in enumerate(ROWS)])
    assert [(pair.after.category, pair.before and pair.before.value) for pair in pairs] == [
        ("Vélo", 600.0), ("Bois", 380.0), ("Jardin", None),
    ]  # fmt: skip


def test_last_year_is_hollow_and_thinner():
    """Whoever sees no colours sees which year is which; the ground of the page is inside the hollow bars."""
    found = boxes(drawn())
    assert set(found) == {one.ref for one in ROWS}
    for name, record in found.items():
        hollow = name.endswith("@1998")
        assert (record["fill"] == THEME.background) is hollow
        if hollow:
            own = found[name.replace("1998", "1999")]
            assert record["y"] > own["y2"], "last year's bar is under this year's"
            assert record["y2"] - record["y"] < own["y2"] - own["y"]
            assert record["ink"] == own["fill"], "its edges have the colour of this year's bar"


def test_both_years_are_measured_by_one_ruler():
    found = boxes(drawn())
    assert found["Bois@1998"]["x2"] - found["Bois@1998"]["x"] == pytest.approx(
        (found["Vélo@1998"]["x2"] - found["Vélo@1998"]["x"]) * 380 / 600
    )


def test_the_drawing_says_every_value_and_both_years():
    svg = _with_named_marks(converted(drawn(), LOCALE))
    texts = re.findall(r"<text\b[^>]*>(.*?)</text>", svg)
    for text in ("600", "620", "380°", "300", "12", "1998", "1999"):
        assert texts.count(text) == 1
    assert {one.ref for one in ROWS} <= set(re.findall(r'data-mark="([^"]+)"', svg))


def test_a_loss_ends_where_a_gain_begins():
    """Both stand on the zero, on their own sides."""
    rows = (row("Comptes", -42, "1998"), row("Comptes", 113, "1999"))
    hollow = boxes(drawn(rows))["Comptes@1998"]
    (bars,) = (layer for layer in drawn(rows)["layer"] if layer["encoding"].get("x2", {}).get("datum") == 0 and
               layer["mark"]["type"] == "rect")  # fmt: skip
    scale = bars["encoding"]["x"]["scale"]
    (low, high), (start, end) = scale["domain"], scale["range"]
    zero = start + (0 - low) / (high - low) * (end - start)
    assert hollow["x2"] == pytest.approx(zero)
    assert hollow["x"] == pytest.approx(start)
    assert low == -42


def test_the_alternative_text_goes_from_year_to_year():
    told = alt_text(SPEC, ROWS)
    assert "Vélo\u00a0: 600 (1998) puis 620 (1999)" in told
    assert "Jardin\u00a0: 12 (1999)" in told
