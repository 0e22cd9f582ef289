"""What is the same from chart to chart: the colour of a group that has a portrait, the mark of a doubt beside a large value."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from rapport.ground.colours import contrast
from rapport.manuscript.charts import vega_lite_of
from rapport.manuscript.charts.theme import GRAPHIC_CONTRAST, LOCALE, TEXT_CONTRAST, Theme, tones_of
from rapport.manuscript.charts.vega import converted
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow
from tests.some import some

BRANDS = {
    "first": {"primary": "#0B5563", "secondary": "#D9482B", "tertiary": "#F0A43A", "success": "#5E8C6A"},
    "pale": {"primary": "#9AD1D4", "secondary": "#FFD6E0", "tertiary": "#FFF3B0", "success": "#CFE8CF"},
    "night": {"primary": "#101820", "secondary": "#3A0CA3", "tertiary": "#14213D", "success": "#003300"},
}
TONES = {"Nord": "secondary", "Sud": "success", "Est": "tertiary"}


def spec_of(kind: str, **more: object) -> ChartSpec:
    told = {"kind": kind, "title": "Un titre", "table": "t", "category": "type", "value": "part", "sort": "none"}
    return ChartSpec.model_validate(told | more)


def rows_of(*values: tuple[str, str, str]) -> tuple[ChartRow, ...]:
    """Return rows: label, printed value, group."""
    return tuple(
        ChartRow(label, Decimal(re.sub(r"\D", "", printed)), printed, group, False, f"ref.{n}", {})
        for n, (label, printed, group) in enumerate(values)
    )


def theme_of(brand: str, tones: dict[str, str]) -> Theme:
    return replace(Theme.from_brand({"color": BRANDS[brand]}), tones=tuple(tones.items()))


def test_a_portrait_that_fills_a_page_gives_its_colour_to_its_group():
    portraits = {name: spec_of("profile", width="page", tone=tone, where={"type": name}) for name, tone in TONES.items()}
    others = {
        "in a text": spec_of("profile", width="full", tone="secondary", where={"type": "Ouest"}),
        "of two": spec_of("profile", width="page", where={"type": ["Nord", "Centre"]}),
        "bars": spec_of("bars", where={"type": "Ouest"}),
    }
    assert tones_of(portraits | others) == TONES


@pytest.mark.parametrize("brand", BRANDS)
def test_compared_groups_are_of_the_colours_of_their_portraits(brand: str):
    rows = rows_of(*((name, f"{10 + n}\u00a0%", group) for group in ("Un", "Deux") for n, name in enumerate((*TONES, "Ouest"))))
    own = theme_of(brand, TONES)
    fills = {
        name: set(re.findall(r'fill="(#\w+)"', converted(vega_lite_of(spec_of("multiples", group="g"), rows, theme), LOCALE)))
        for name, theme in (("own", own), ("none", theme_of(brand, {})))
    }
    assert {own.of(name).primary for name in TONES} <= {fill.upper() for fill in fills["own"]} | fills["own"]
    assert len(fills["own"]) > len(fills["none"])


@pytest.mark.parametrize("brand", BRANDS)
def test_the_colours_of_groups_can_be_seen_and_read(brand: str):
    themes = [theme_of(brand, TONES).of(name) for name in TONES]
    for theme in some(themes):
        assert contrast(theme.soft, theme.background) >= GRAPHIC_CONTRAST
        assert contrast(theme.accent_text, theme.background) >= TEXT_CONTRAST


@pytest.mark.parametrize("width", ["page", "full", "half"])
def test_the_squares_of_a_portrait_end_where_its_rule_does(width: str):
    rows = rows_of(
        ("Oui", "64\u00a0%", "Un"), ("Non", "36\u00a0%", "Un"), ("Là", "80\u00a0%", "Deux"), ("Ici", "20\u00a0%", "Deux")
    )
    chart = vega_lite_of(spec_of("profile", width=width, group="g"), rows, theme_of("first", {}))
    marks = [(layer["mark"]["type"], one) for layer in chart["layer"] for one in chart["datasets"][layer["data"]["name"]]]
    rule = next(one for kind, one in marks if kind == "rule")
    squares = [one for kind, one in marks if kind == "rect" and abs(one["x2"] - one["x"] - (one["y2"] - one["y"])) < 0.01]
    assert len(squares) >= 100
    assert max(one["x2"] for one in squares) == pytest.approx(rule["x2"])


@pytest.mark.parametrize("printed", ["64\u00a0%°", "12\u202f000°", "7\u00a0€°"])
def test_the_mark_of_a_doubt_is_smaller_and_higher_than_a_large_value(printed: str):
    rows = rows_of(("Une", printed, ""), ("Autre", "3", ""))
    svg = converted(vega_lite_of(spec_of("bars", highlight="Une"), rows, theme_of("first", {})), LOCALE)
    ((size, words, mark, up),) = re.findall(
        r'font-size="([\d.]+)px"[^>]*>([^<]+)<tspan font-size="([\d.]+)px"[^>]* dy="-([\d.]+)">°</tspan></text>', svg
    )
    assert words + "°" == printed
    assert float(mark) <= 0.7 * float(size)
    assert float(up) > 0


def test_beside_a_value_of_the_size_of_the_text_it_is_as_typed():
    rows = rows_of(*((f"Rang {n}", f"{n}°", "") for n in range(1, 12)))
    svg = converted(vega_lite_of(spec_of("bars"), rows, theme_of("first", {})), LOCALE)
    assert len(re.findall(r">\d+°</text>", svg)) == len(rows)
