"""Drawings that fill a page: fields of dots, discs to scale, portraits of a hundred squares, and the colours of their pages."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isclose
from typing import Any

import pytest

from rapport.ground.colours import contrast
from rapport.manuscript.charts import vega_lite_of
from rapport.manuscript.charts.paired import levels_of
from rapport.manuscript.charts.profile import TALL
from rapport.manuscript.charts.theme import LOCALE, Theme
from rapport.manuscript.charts.vega import converted
from rapport.numbers.chart_rows import MOST_DOTS, dot_of, dot_sentence
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow
from tests.some import some

BRANDS = {
    "first": {"primary": "#0B5563", "secondary": "#D9482B", "tertiary": "#F0A43A", "success": "#5E8C6A"},
    "pale": {"primary": "#9AD1D4", "secondary": "#FFD6E0", "tertiary": "#FFF3B0", "success": "#CFE8CF"},
    "night": {"primary": "#101820", "secondary": "#3A0CA3", "tertiary": "#14213D", "success": "#003300"},
}
TONES = ("primary", "secondary", "tertiary", "success")


def theme_of(brand: str) -> Theme:
    return Theme.from_brand({"color": BRANDS[brand]})


def rows_of(*values: tuple[str, int, str], sign: str = "") -> tuple[ChartRow, ...]:
    """Return rows: label, value, group."""
    return tuple(
        ChartRow(label, Decimal(value), f"{value}{sign}", group, False, f"ref.{n}", {})
        for n, (label, value, group) in enumerate(values)
    )


def spec_of(kind: str, **said: Any) -> ChartSpec:
    return ChartSpec(**{"kind": kind, "title": "Message", "width": "page", **said})


def records(chart: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    names = [layer["data"]["name"] for layer in chart["layer"] if layer["mark"]["type"] == mark]
    return [record for name in names for record in chart["datasets"][name]]


@pytest.mark.parametrize(
    ("total", "declared", "dot"),
    [
        (47541, None, 25),
        (47541, 50, 50),
        (47541, 10, 25),
        (1999, None, 1),
        (2001, None, 2),
        (316_447_560, None, 200_000),
        (0, None, 1),
    ],
)
def test_a_dot_is_worth_what_is_declared_or_the_least_round_number(total: int, declared: int | None, dot: int):
    assert dot_of(spec_of("field", per_mark=declared), [Decimal(total)]) == dot
    assert total / dot <= MOST_DOTS


@pytest.mark.parametrize(("value", "said"), [
    (47541, "vingt-cinq unités"), (1500, "une unité"), (9000, "cinq unités"), (1_000_000, "cinq cents unités"),
    (399_000, "deux cents unités"), (316_447_560, "deux cent mille unités"), (1_900_000_000, "un million d'unités"),
    (9_000_000_000, "cinq millions d'unités"),
])  # fmt: skip
def test_the_caption_says_what_a_dot_is_worth_in_words(value: int, said: str):
    assert dot_sentence(spec_of("field"), rows_of(("Personnes", value, ""))) == f"Un point\u00a0: {said}."


@pytest.mark.parametrize(("value", "unit", "said"), [
    (47541, "personnes", "vingt-cinq personnes"), (1500, "personnes", "une unité"), (9000, "heures", "cinq unités"),
    (1_900_000_000, "employés", "un million d'employés"), (47541, "€", "vingt-cinq unités"), (47541, "ETP", "vingt-cinq unités"),
    (47541, "postes occupés", "vingt-cinq postes occupés"),
])  # fmt: skip
def test_a_dot_is_worth_as_many_of_the_unit_where_it_is_a_noun(value: int, unit: str, said: str):
    rows = tuple(row._replace(unit=unit) for row in rows_of(("Personnes", value, "")))
    assert dot_sentence(spec_of("field"), rows) == f"Un point\u00a0: {said}."


def test_a_declared_dot_is_said_whatever_it_is_worth():
    assert dot_sentence(spec_of("field", per_mark=1280), rows_of(("Personnes", 47541, ""))) == (
        "Un point\u00a0: mille deux cent quatre-vingts unités."
    )


@pytest.mark.parametrize(("kind", "values"), [("discs", (1_000_000, 1)), ("waffle", (100_000, 3)), ("profile", (100_000, 3))])
def test_what_is_too_small_for_the_scale_has_its_mark(kind: str, values: tuple[int, int]):
    """One in a million would be a disc of a quarter of a pixel, or no square of a hundred: its number is written, it is shown."""
    rows = rows_of(("Beaucoup", values[0], ""), ("Peu", values[1], ""))
    chart = vega_lite_of(spec_of(kind), rows, theme_of("first"))
    marked = {record.get("category") for records in chart["datasets"].values() for record in records}
    assert {"Beaucoup", "Peu"} <= marked


@pytest.mark.parametrize("value", [3, 1902, 47541])
def test_a_field_is_one_path_of_as_many_dots(value: int):
    chart = vega_lite_of(spec_of("field"), rows_of(("Personnes", value, "")), theme_of("first"))
    (layer,) = [layer for layer in chart["layer"] if layer["mark"]["type"] == "point"]
    dots = layer["mark"]["shape"].count("M")
    assert dots == round(value / dot_of(spec_of("field"), [Decimal(value)])) <= MOST_DOTS
    svg = converted(chart, LOCALE)
    assert len(re.findall(r'<path[^>]*stroke-linecap="round"', svg)) == 1


def test_the_surfaces_of_discs_are_to_scale():
    values = [("Aide", 1000, ""), ("Ventes", 2751, ""), ("Salaires", 2541, ""), ("Impôts", 561, ""), ("Achats", 506, "")]
    chart = vega_lite_of(spec_of("discs", highlight="Aide"), rows_of(*values), theme_of("first"))
    layers = [layer for layer in chart["layer"] if layer["mark"]["type"] == "point"]
    radii = {
        chart["datasets"][one["data"]["name"]][0]["category"]: (one["mark"]["size"] / 3.14159265) ** 0.5 + 1 for one in layers
    }
    for label, value, _ in values:
        assert isclose(radii[label] ** 2 / radii["Aide"] ** 2, value / 1000, rel_tol=0.01)
    assert min(records(chart, "point"), key=lambda mark: mark["y"])["category"] == "Aide"


PORTRAIT = rows_of(
    ("État", 54, "Financeurs"),
    ("Autres", 46, "Financeurs"),
    ("Femmes", 65, "Public"),
    ("Hommes", 35, "Public"),
    ("Sorties", 20, "Suites"),
    ("Poursuites", 80, "Suites"),
    sign="\u00a0%",
)


@pytest.mark.parametrize(
    ("highlight", "lead"), [("", "Financeurs"), ("Autres", "Financeurs"), ("Hommes", "Public"), ("Suites", "Suites")]
)
def test_a_portrait_has_a_hundred_squares_for_its_subject_and_a_bar_to_scale_a_part_of_the_others(highlight: str, lead: str):
    marks = [
        mark
        for mark in records(vega_lite_of(spec_of("profile", highlight=highlight), PORTRAIT, theme_of("first")), "rect")
        if mark.get("ref")
    ]
    drawn = [mark["category"] for mark in marks]
    assert next(iter(drawn)) in {row.category for row in PORTRAIT if row.group == lead}
    assert {row.category: drawn.count(row.category) for row in PORTRAIT} == {
        row.category: int(row.value or 0) if row.group == lead else 1 for row in PORTRAIT
    }
    bars = {mark["category"]: (mark["x2"] - mark["x"]) for mark in marks if drawn.count(mark["category"]) == 1}
    values = {row.category: float(row.value or 0) for row in PORTRAIT if row.group != lead}
    scales = [bars[name] / values[name] for name in some(values)]
    assert max(scales) - min(scales) < 0.001


def test_the_bars_of_a_portrait_are_as_long_in_each_and_as_high_as_its_page_lets_them_be():
    few, many = PORTRAIT, PORTRAIT + rows_of(*((f"Part {n}", 5, f"Sujet {n // 4}") for n in range(64)), sign="\u00a0%")

    def women(rows: tuple[ChartRow, ...]) -> dict[str, Any]:
        return next(
            mark
            for mark in records(vega_lite_of(spec_of("profile"), rows, theme_of("first")), "rect")
            if mark.get("category") == "Femmes"
        )

    (roomy, tight) = (women(few), women(many))
    assert roomy["x2"] - roomy["x"] == tight["x2"] - tight["x"]
    assert roomy["y2"] - roomy["y"] > tight["y2"] - tight["y"]


@pytest.mark.parametrize("parts", [(5, 3, 4, 2, 2, 3), (2, 12, 2, 6), (6, 4, 9, 2, 3, 3, 3), (3,) * 6, (2,) * 11])
def test_the_columns_of_a_portrait_end_on_one_line_and_fill_its_page(parts: tuple[int, ...]):
    """Whatever the subjects have of parts: bars are as thick in both columns, and no column is left half empty."""
    subjects = [(f"Part {at}", 9, f"Sujet {n}") for n, count in enumerate(parts) for at in range(count)]
    rows = rows_of(("Oui", 60, "Titre"), ("Non", 40, "Titre"), *subjects, sign="\u00a0%")
    chart = vega_lite_of(spec_of("profile"), rows, theme_of("first"))
    bars = [mark for mark in records(chart, "rect") if str(mark.get("category")).startswith("Part")]
    assert len({round(mark["y2"] - mark["y"], 6) for mark in some(bars)}) == 1
    feet = {left: max(mark["y2"] for mark in bars if mark["x"] == left) for left in {mark["x"] for mark in bars}}
    assert len(feet) == 2
    assert max(feet.values()) - min(feet.values()) < bars[0]["y2"] - bars[0]["y"]
    assert TALL * 0.9 < chart["height"] <= TALL


@pytest.mark.parametrize("highlight", ["Privé", "Public", "Particuliers", "Clients"])
@pytest.mark.parametrize("tone", TONES)
def test_a_portrait_has_the_colour_of_its_page_and_tells_the_highlighted_part_by_the_strong_shade(tone: str, highlight: str):
    """Whichever it is among its parts; where the whole subject is meant, they keep their order."""
    rows = rows_of(
        ("Privé", 52, "Clients"), ("Public", 30, "Clients"), ("Particuliers", 18, "Clients"), ("Femmes", 100, "Public aidé")
    )
    spec = spec_of("profile", highlight=highlight, tone=tone)
    own = theme_of("first").on_ground(tone, dark=False)
    marks = [mark for mark in records(vega_lite_of(spec, rows, theme_of("first")), "rect") if mark.get("ref")]
    fills = {mark["category"]: mark["fill"] for mark in some(marks)}
    assert {*fills.values()} == {own.primary, own.soft}
    assert fills["Privé" if highlight == "Clients" else highlight] == own.primary
    assert fills["Femmes"] == own.primary
    soft = {"Privé": "Public", "Clients": "Public", "Public": "Privé", "Particuliers": "Privé"}[highlight]
    assert fills[soft] == own.soft


@pytest.mark.parametrize("count", [5, 8, 9])
@pytest.mark.parametrize("tone", TONES)
def test_parts_that_no_look_tells_apart_share_one_in_the_key(tone: str, count: int):
    """The highlighted one is told from the others, which are one tone; each has a square beside its name, and a value."""
    rows = rows_of(
        ("Jardin", 100 - 5 * (count - 1), "Ateliers"), *((f"Atelier {n}", 5, "Ateliers") for n in range(1, count)), sign="\u00a0%"
    )
    chart = vega_lite_of(spec_of("profile", highlight="Jardin", tone=tone), rows, theme_of("first"))
    own = theme_of("first").on_ground(tone, dark=False)
    squares = [mark for mark in records(chart, "rect") if mark.get("ref")]
    assert {mark["fill"] for mark in squares if mark["category"] == "Jardin"} == {own.primary}
    assert {mark["fill"] for mark in squares if mark["category"] != "Jardin"} == {own.soft}
    key = [mark["fill"] for mark in records(chart, "rect") if not mark.get("ref")]
    assert sorted(key) == sorted([own.primary, *[own.soft] * (count - 1)])
    said = [line for record in records(chart, "text") for line in record["text"]]
    assert said.count("5\u00a0%" if "5\u00a0%" in said else "5 %") == count - 1


@pytest.mark.parametrize(("parts", "highlight"), [((20, 80), 1), ((30, 52, 18), 2), ((64, 20, 8, 8), 0), ((5, 5, 5, 5, 80), 4)])
def test_the_number_of_the_title_is_the_largest_and_its_squares_come_first(parts: tuple[int, ...], highlight: int):
    rows = rows_of(*((f"Part {n}", value, "Sujet") for n, value in enumerate(parts)), sign="\u00a0%")
    chart = vega_lite_of(spec_of("profile", highlight=f"Part {highlight}"), rows, theme_of("first"))
    first = min((mark for mark in records(chart, "rect") if mark.get("ref")), key=lambda mark: (mark["x"], mark["y"]))
    assert first["category"] == f"Part {highlight}"
    layers = [layer for layer in chart["layer"] if layer["mark"]["type"] == "text"]
    large = max(layers, key=lambda layer: layer["mark"]["fontSize"])
    (said,) = chart["datasets"][large["data"]["name"]]
    assert said["text"] == [f"{parts[highlight]}\u00a0%"]
    assert large["mark"]["fontSize"] > 3 * sorted(layer["mark"]["fontSize"] for layer in layers)[-2]


@pytest.mark.parametrize("highs", [(5, 3, 4, 2, 2, 3), (7, 2, 2, 3, 3, 2, 3), (9, 6, 4, 3, 3, 2, 3), (1, 1)])
def test_what_stands_in_two_columns_begins_level_where_it_can(highs: tuple[int, ...]):
    levels = levels_of(tuple((f"Sujet {n}", 60.0 + 30 * high) for n, high in enumerate(highs)))
    assert sorted(name for level in levels for name in level.left + level.right) == [f"Sujet {n}" for n in range(len(highs))]
    assert len(levels) >= len(highs) // 3
    assert levels[0].left[0] == "Sujet 0"
    for level in levels:
        sides = [sum(60.0 + 30 * highs[int(name.split()[1])] for name in side) for side in (level.left, level.right)]
        assert level.high == max(sides)


@pytest.mark.parametrize("values", [(1000, 2751, 506), (9, 4, 1), (1_000_000, 1, 0)])
def test_the_leaders_of_discs_are_of_one_length(values: tuple[int, ...]):
    rows = rows_of(*((f"Somme {n}", value, "") for n, value in enumerate(values)))
    leaders = [
        mark for mark in records(vega_lite_of(spec_of("discs"), rows, theme_of("first")), "rule") if mark["x"] != mark["x2"]
    ]
    assert len({(mark["x"], mark["x2"]) for mark in leaders}) == 1
    assert len(leaders) == len(values)


@pytest.mark.parametrize(
    ("width", "values", "large"), [("page", [47541], False), ("page", [3, 9], True), ("full", [47541], True)]
)
def test_a_field_alone_on_its_page_has_a_caption(width: str, values: list[int], *, large: bool):
    """The title of its page says the number in large letters."""
    rows = rows_of(*((f"Personnes {n}", value, "") for n, value in enumerate(values)))
    chart = vega_lite_of(spec_of("field", width=width), rows, theme_of("first"))
    sizes = [layer["mark"]["fontSize"] for layer in chart["layer"] if layer["mark"]["type"] == "text"]
    assert (max(sizes) > 2 * min(sizes)) is large
    assert {str(value) for value in values} <= {line for record in records(chart, "text") for line in record["text"]}


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ('{{ value("ref.0") }} personnes', False),
        ("{{ ref.0 }}, autant que de points", False),
        ('{{ value("ref.01") }} personnes', True),
        ("Beaucoup de monde", True),
    ],
)
def test_a_field_that_fills_its_page_says_what_it_counts_or_what_a_dot_is_where_the_title_says_the_former(
    title: str, *, said: bool
):
    chart = vega_lite_of(spec_of("field", title=title), rows_of(("Personnes", 47541, "")), theme_of("first"), said="Un point")
    written = [line for record in records(chart, "text") for line in record["text"]]
    assert written == ["47541", "Personnes" if said else "Un point"]
    (dots,) = [layer["mark"] for layer in chart["layer"] if layer["mark"]["type"] == "point"]
    across = [float(number) for number in re.findall(r"M(-?[0-9.]+),", dots["shape"])]
    assert max(across) - min(across) + dots["strokeWidth"] > 0.95 * chart["width"]


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("brand", BRANDS)
def test_what_stands_on_the_colour_of_a_page_can_be_read(brand: str, tone: str):
    theme = theme_of(brand)
    for dark in (True, False):
        own = theme.on_ground(tone, dark=dark)
        assert contrast(own.ink, own.background) >= 4.5
        assert contrast(own.seen(own.secondary), own.background) >= 3
        assert contrast(own.primary, own.background) >= 3
        assert contrast(own.soft, own.background) >= 3


def test_the_colour_of_a_page_is_drawn_with_the_chart():
    theme = theme_of("first")
    rows = rows_of(("Personnes", 100, ""))
    assert vega_lite_of(spec_of("field"), rows, theme)["config"]["background"] == theme.on_ground("primary", dark=True).background
    assert vega_lite_of(spec_of("field", width="full"), rows, theme)["config"]["background"] == "transparent"
