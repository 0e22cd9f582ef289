"""Every kind draws the numbers given, from a true zero, inside its sheet, in colours that can be seen."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest

from rapport.manuscript.charts import KINDS, _with_named_marks
from rapport.manuscript.charts.entries import Entry, Rows, whole_of
from rapport.manuscript.charts.flags import Part, flags_of
from rapport.manuscript.charts.lettering import widest
from rapport.manuscript.charts.regions import Region, centre_of
from rapport.manuscript.charts.theme import LABEL_SIZE, LOCALE, Theme
from rapport.manuscript.charts.vega import converted
from rapport.manuscript.charts.waffle import squares_of
from rapport.numbers.chart_rows import region_code
from rapport.sources.authored import ChartSpec
from tests.some import some

THEME = Theme.from_brand({"color": {"primary": "#0B5563", "secondary": "#D9482B"}})
SQUARE = {"type": "MultiPolygon", "coordinates": [[[[0, 0], [400, 0], [400, 300], [0, 300], [0, 0]]]]}
ISLAND = {"type": "MultiPolygon", "coordinates": [[[[0, 400], [60, 400], [60, 460], [0, 460], [0, 400]]]]}
LONG = "PTCE réunis par les visites apprenantes nationales, y compris ceux des territoires ultramarins et ruraux"


OUTLINES = {
    "features": [
        {"properties": {"code": "84", "nom": "Auvergne-Rhône-Alpes", "outremer": False}, "geometry": SQUARE},
        {"properties": {"code": "04", "nom": "La Réunion", "outremer": True}, "geometry": ISLAND},
    ]
}


def frame(*rows: tuple[str, float, str], percent: bool = False, **known: Any) -> Rows:
    """Return rows as the kinds receive them: category, value, group; printed in percent when `percent`."""
    sign = "\u00a0%" if percent else ""
    entries = [
        Entry(category, value, f"{value:g}".replace(".", ",") + sign, group, order)
        for order, (category, value, group) in enumerate(rows)
    ]
    return with_all(Rows(tuple(entries), OUTLINES), **known)


def with_all(rows: Rows, **known: Any) -> Rows:
    """Return the rows with the same given on each of them."""
    return replace(rows, entries=tuple(replace(entry, **known) for entry in rows.entries))


def first(count: int, rows: Rows) -> Rows:
    """Return the first rows."""
    return replace(rows, entries=rows.entries[:count])


SHAPES = {
    "nine": frame(*[(f"Type {n}", v, "") for n, v in enumerate([248, 140, 43, 36, 26, 24, 10, 9, 7])]),
    "parts": frame(("Public", 44, ""), ("Ventes", 24, ""), ("Cotisations", 24, ""), ("Autres", 8, ""), percent=True),
    "two": frame(("Contrats à durée indéterminée", 95, ""), ("Contrats courts", 5, ""), percent=True),
    "one": frame(("Heures", 316447560, "")),
    "long": frame((LONG, 63, ""), ("Court", 0, "")),
    "zeros": frame(("A", 0, ""), ("B", 0, "")),
    "thirty": frame(*[(f"Catégorie {n}", n * 7 % 31, "") for n in range(30)]),
    "panels": frame(
        *[(c, v, g) for g, vs in zip("ABCD", [[22, 55, 23], [16, 52, 32], [20, 58, 22], [31, 54, 15]], strict=True)
          for c, v in zip(["Jeunes", "Adultes", "Aînés"], vs, strict=True)],
        percent=True,
    ),
    "rates": frame(
        ("AI", 0.7, "2025"), ("AI", 0.6, "2026"), ("ACI", 0.15, "2025"), ("ACI", 0.2, "2026"),
        ("EI", 0.15, "2025"), ("EI", 0.35, "2026"), percent=True, uncertain=True,
    ),
}  # fmt: skip


def drawn(kind: str, rows: Rows, **recipe: Any) -> dict[str, Any]:
    """Return the Vega-Lite specification of these rows."""
    spec = ChartSpec(**{"kind": kind, "title": "Message", **recipe})
    chart: dict[str, Any] = import_module(KINDS[kind]).build(spec, rows, THEME)
    for layer in chart["layer"]:  # Altair keeps the data of all the layers in one place
        layer["data"] = {"values": chart["datasets"][layer["data"]["name"]]}
    return chart


def records(chart: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """Return the data of all the layers of a mark."""
    names = [layer["data"]["values"] for layer in chart["layer"] if layer["mark"]["type"] == mark]
    return [record for values in names for record in values]


def texts(chart: dict[str, Any]) -> str:
    """Return every line of text of a chart."""
    return "\n".join(" ".join(record["text"]) for record in records(chart, "text"))


@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_draws_every_shape_of_data_inside_its_sheet(kind: str, shape: str, width: str) -> None:
    most = {"map": 2, "stacked": 9, "field": 3, "discs": 9}.get(kind, 99)  # nobody reads a bar in thirty parts
    chart = drawn(kind, first(most, with_all(SHAPES[shape], code="84")), width=width)
    assert chart["width"] == (680 if width == "full" else 330)
    assert LABEL_SIZE < chart["height"] < 1600
    for layer in chart["layer"]:
        if layer["mark"]["type"] == "text":
            assert_inside(layer, chart["width"], chart["height"])


def assert_inside(layer: dict[str, Any], width: float, height: float) -> None:
    """Check that the texts of a layer don't leave the sheet."""
    mark, size = layer["mark"], layer["mark"]["fontSize"]
    places = {}
    for record in layer["data"]["values"]:
        for axis in "xy":
            channel = layer["encoding"][axis]
            (low, high), (start, end) = channel["scale"]["domain"], channel["scale"]["range"]
            value = record[channel["field"]] if "field" in channel else channel["datum"]
            places[axis] = start + (value - low) / (high - low) * (end - start) + mark.get(f"d{axis}", 0)
        long = widest(record["text"], size, bold=mark.get("fontWeight") == 600)
        left = places["x"] - {"left": 0, "center": long / 2, "right": long}[mark["align"]]
        foot = places["y"] + (len(record["text"]) - 1) * mark["lineHeight"] + size / 2
        assert left > -1.5, record
        assert left + long < width + 1.5, record
        assert places["y"] - size / 2 > -1.5, record
        assert foot < height + 1.5, record


@pytest.mark.parametrize("kind", ["bars", "multiples", "timeline", "stacked", "before_after"])
def test_marks_hold_the_values_given_and_texts_their_printed_forms(kind: str) -> None:
    rows = SHAPES["rates"] if kind in ("multiples", "before_after") else SHAPES["parts"]
    chart = drawn(kind, rows)
    mark = "point" if kind == "before_after" else "rect"
    found = sorted(record["value"] for record in records(chart, mark) if "value" in record)  # its key stands for no value
    assert found == sorted(entry.value for entry in rows.entries)
    assert all(entry.printed in texts(chart) for entry in rows.entries)


def test_bars_start_from_zero_on_one_scale() -> None:
    chart = drawn("bars", SHAPES["nine"])
    bars = next(layer for layer in chart["layer"] if layer["mark"]["type"] == "rect")
    assert bars["encoding"]["x"]["scale"]["domain"][0] == 0
    assert bars["encoding"]["x2"] == {"datum": 0}


def test_bars_of_losses_stand_left_of_the_zero() -> None:
    chart = drawn("bars", frame(("Hausse", 12, ""), ("Baisse", -5, "")))
    bars = next(layer for layer in chart["layer"] if layer["mark"]["type"] == "rect")
    assert bars["encoding"]["x"]["scale"]["domain"] == [-5, 12]


def test_panels_share_their_scale() -> None:
    chart = drawn("multiples", SHAPES["panels"])
    bars = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rect"]
    assert len(bars) == 8  # of each panel, the wholes and their shares
    scales = [layer["encoding"]["x"]["scale"] for layer in bars]
    assert {tuple(scale["domain"]) for scale in scales} == {(0, 100)}  # that of every chart of shares
    assert len({round(scale["range"][1] - scale["range"][0], 6) for scale in scales}) == 1


def spans(chart: dict[str, Any]) -> list[float]:
    """Return how many pixels a unit takes in each layer of bars."""
    scales = [layer["encoding"]["x"]["scale"] for layer in chart["layer"] if layer["mark"]["type"] == "rect"]
    return [(scale["range"][1] - scale["range"][0]) / (scale["domain"][1] - scale["domain"][0]) for scale in scales]


def test_a_share_is_as_long_in_three_panels_as_in_four_and_whatever_its_doubts() -> None:
    four, doubtful = spans(drawn("multiples", SHAPES["panels"])), with_all(first(9, SHAPES["panels"]), uncertain=True)
    assert spans(drawn("multiples", first(9, SHAPES["panels"]))) == pytest.approx(four[:6])
    assert spans(drawn("multiples", doubtful))[:2] == pytest.approx(four[:2])


def test_three_panels_of_amounts_take_the_whole_width() -> None:
    amounts = [replace(entry, printed=f"{entry.amount:g}") for entry in SHAPES["panels"].entries]
    three, four = Rows(tuple(amounts[:9])), Rows(tuple(amounts))
    assert min(spans(drawn("multiples", three))) > max(spans(drawn("multiples", four)))


def test_values_of_shares_stand_in_one_column_a_panel_and_those_of_amounts_at_their_bars() -> None:
    def ends(rows: Rows) -> list[tuple[object, object]]:
        return [(r["end"], r["value"]) for r in records(drawn("multiples", rows), "text") if "end" in r]

    shares = ends(SHAPES["panels"])
    assert {end for end, _ in shares} == {100}
    assert len({value for _, value in shares}) > 1
    amounts = ends(Rows(tuple(replace(entry, printed=f"{entry.amount:g}") for entry in SHAPES["panels"].entries)))
    assert [end for end, _ in some(amounts)] == [value for _, value in amounts]


@pytest.mark.parametrize("kind", ["bars", "before_after"])
def test_bars_of_a_full_width_start_under_the_text_whatever_their_labels(kind: str) -> None:
    def start(rows: Rows, width: str) -> float:
        layers = [layer for layer in drawn(kind, rows, width=width)["layer"] if layer["mark"]["type"] in ("rect", "point")]
        scales = [layer["encoding"]["x"]["scale"] for layer in layers]
        return min(float(scale["range"][0]) for scale in some(scales) if scale["domain"][1] < 1)

    rates = SHAPES["rates"]
    longer = replace(rates, entries=tuple(replace(entry, category=entry.category * 4) for entry in rates.entries))
    assert start(rates, "full") == start(longer, "full")
    assert start(rates, "full") - 680 * 58 / 170 == pytest.approx(8 if kind == "before_after" else 0)  # a dot has a radius
    assert start(rates, "half") < start(longer, "half")


def test_bars_of_short_lists_are_equally_thick_and_few_across_the_column_stand_larger() -> None:
    def thickness(count: int, width: str) -> set[float]:
        chart = drawn("bars", first(count, SHAPES["nine"]), width=width)
        return {round(r["y2"] - r["y"], 6) for r in records(chart, "rect")}

    assert thickness(2, "full") == thickness(3, "full") == {38}
    assert thickness(4, "full") == thickness(6, "full") == {26}
    assert thickness(7, "full") == thickness(9, "full") == {19}
    assert thickness(2, "half") == thickness(9, "half") == {16}


@pytest.mark.parametrize(("count", "width", "large"), [(1, "full", 52), (6, "full", 48), (9, "full", 36), (6, "half", 13)])
@pytest.mark.parametrize("highlighted", [True, False])
def test_the_value_of_the_highlighted_bar_is_read_first_across_the_column(
    count: int, width: str, large: float, *, highlighted: bool
) -> None:
    entries = first(count, SHAPES["nine"]).entries
    told = entries[-1].category if highlighted else ""
    chart = drawn("bars", first(count, SHAPES["nine"]), width=width, highlight=told)
    sizes = {
        line: layer["mark"]["fontSize"]
        for layer in chart["layer"]
        if layer["mark"]["type"] == "text"
        for record in layer["data"]["values"]
        for line in record["text"]
    }
    plain = 13 if width == "half" else 15
    assert [sizes[entry.printed] for entry in entries] == [large if entry.category == told else plain for entry in entries]
    assert not records(chart, "rule")  # bars that all begin on one line draw it themselves
    for layer in chart["layer"]:
        if layer["mark"]["type"] == "text":
            assert_inside(layer, chart["width"], chart["height"])


@pytest.mark.parametrize("labels", [("Une", "Deux mots"), ("Un nom qui demande bien deux lignes de la colonne", "Bref", "Court")])
def test_few_bars_are_as_far_from_one_to_the_next_whatever_their_names_are_long(labels: tuple[str, ...]) -> None:
    tops = [mark["y"] for mark in records(drawn("bars", frame(*((label, 5, "") for label in labels))), "rect")]
    assert len({round(below - above, 6) for above, below in pairwise(tops)}) == 1


def test_the_highlighted_part_of_a_whole_is_read_first() -> None:
    chart = drawn("stacked", frame(("Une", 40, ""), ("Deux", 35, ""), ("Trois", 25, "")), highlight="Deux")
    sizes = {
        line: layer["mark"]["fontSize"]
        for layer in chart["layer"]
        if layer["mark"]["type"] == "text"
        for record in layer["data"]["values"]
        for line in record["text"]
    }
    values = {line: size for line, size in sizes.items() if line.startswith(("40", "35", "25"))}
    assert sorted(values.values())[-2:] == [14, 40]
    assert max(values, key=lambda line: values[line]).startswith("35")


def test_panels_of_amounts_share_the_greatest() -> None:
    rows = frame(("Ventes", 748664, "AI"), ("Aides", 53904, "AI"), ("Ventes", 417161, "ACI"), ("Aides", 686071, "ACI"))
    scales = [layer["encoding"]["x"]["scale"] for layer in drawn("multiples", rows)["layer"] if layer["mark"]["type"] == "rect"]
    assert {tuple(scale["domain"]) for scale in scales} == {(0, 748664)}


def test_panels_write_shared_categories_once() -> None:
    assert texts(drawn("multiples", SHAPES["panels"])).count("Adultes") == 1


def test_sort_orders_the_rows() -> None:
    turned = [replace(entry, order=8 - entry.order) for entry in SHAPES["nine"].entries]
    chart = drawn("bars", Rows(tuple(turned[::-1])), sort="descending")
    values = [record["value"] for record in records(chart, "rect")]
    assert values == sorted(values, reverse=True)


def test_the_highlighted_category_alone_has_the_accent() -> None:
    fills = {r["category"]: r["fill"] for r in records(drawn("bars", SHAPES["nine"], highlight="Type 0"), "rect")}
    assert fills.pop("Type 0") == THEME.accent
    assert set(fills.values()) == {THEME.soft}


def test_a_whole_whose_parts_are_not_all_known_is_still_a_hundred() -> None:
    known = [Entry("a", 37, "37\u00a0%"), Entry("b", 23, "23\u00a0%"), Entry("c", 20, "20\u00a0%")]
    assert whole_of(known) == 100
    assert whole_of([Entry("a", 33, "33\u00a0%")] * 3) == 99  # rounding, not an unknown part
    assert whole_of([Entry("a", 30, "30"), Entry("b", 10, "10")]) == 40


def test_a_waffle_shares_out_exactly_a_hundred_squares() -> None:
    assert squares_of([Entry("a", 1, "1")] * 3) == [34, 33, 33]
    assert sum(squares_of([Entry("a", value, "") for value in (44.4, 24.3, 23.7, 7.6)])) == 100
    assert squares_of([Entry("a", 26, "26\u00a0%")]) == [26]


def test_a_waffle_counts_few_things_with_dots() -> None:
    assert len(records(drawn("waffle", frame(("Femmes", 14, ""), ("Hommes", 19, ""))), "point")) == 33


@pytest.mark.parametrize("shares", [(44, 24, 24, 8), (95, 5), (90, 4, 3, 3), (3, 3, 4, 90), (50, 50), (12,) * 8])
@pytest.mark.parametrize("width", [680, 330])
def test_flags_never_cross(shares: tuple[int, ...], width: int) -> None:
    places = [sum(shares[:index]) / sum(shares) * width for index in range(len(shares) + 1)]
    parts = [Part(Entry("Nom de poste", 1, "8\u00a0%"), a, b - 2, b - a > 40) for a, b in pairwise(places)]
    flags = flags_of(parts, width)
    for flag in some(flags):
        assert flag.start >= -1
        assert flag.end <= width + 1
        for other in some(flags):
            if other is not flag and other.level >= flag.level:
                inside = flag.start + 1 < other.pole < flag.end - 1
                assert not inside, (flag, other)
            if other is not flag and other.level == flag.level:
                assert flag.end <= other.start or other.end <= flag.start


def test_a_map_colours_the_regions_of_the_data_and_names_them() -> None:
    chart = drawn("map", frame(("Auvergne", 12, ""), code="84"))
    fills = {record["code"]: record["fill"] for record in records(chart, "geoshape")}
    assert fills == {"84": THEME.primary, "04": THEME.pale}
    assert "12" in texts(chart)
    layer = next(layer for layer in chart["layer"] if layer["mark"]["type"] == "geoshape")
    assert layer["projection"] == {"type": "identity", "reflectY": False, "scale": 1, "translate": [0, 0]}


def test_a_region_is_labelled_at_its_centre_of_gravity() -> None:
    assert centre_of(Region("84", "", overseas=False, geometry=SQUARE)) == pytest.approx((200, 150))


@pytest.mark.parametrize(("left", "width", "beside"), [(440, 16, True), (440, 300, False), (402, 16, False)])
def test_the_name_of_a_small_island_stands_beside_it(left: int, width: int, *, beside: bool) -> None:
    """In ink, on paper: white letters that leave their island are lost. Not where it would meet another region."""
    ring = [[left, 200], [left + width, 200], [left + width, 260], [left, 260], [left, 200]]
    island = {"type": "MultiPolygon", "coordinates": [[ring]]}
    known = {"code": "94", "nom": "Corse", "outremer": False}
    outlines = {"features": [OUTLINES["features"][0], {"properties": known, "geometry": island}]}
    chart = drawn("map", replace(frame(("Sud", 11, ""), code="94"), outlines=outlines))
    (name,) = [record for record in records(chart, "text") if record["text"] == ["Corse"]]
    scale = (680 - 2) / (left + width)
    assert (name["x"] < left * scale and name["ink"] == THEME.ink) == beside


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_number_shorter_than_the_name_under_it_stands_where_its_region_is_narrow(*, mirrored: bool) -> None:
    """Where no box holds the label, each of its lines lies inside: white letters that leave their region are lost."""
    low, high = [402, 492], [402, 432] if mirrored else [462, 492]
    body = [[low[1], 222], [low[1], 240], [low[0], 240], [low[0], 222]]
    ring = [[high[0], 222], [high[0], 200], [high[1], 200], [high[1], 222], *body, [high[0], 222]]
    region = {"type": "MultiPolygon", "coordinates": [[ring]]}
    known = {"code": "93", "nom": "Provence", "outremer": False}
    outlines = {"features": [OUTLINES["features"][0], {"properties": known, "geometry": region}]}
    chart = drawn("map", replace(frame(("Sud", 11, ""), code="93"), outlines=outlines))
    scale = (680 - 2) / low[1]
    number, name = (next(one for one in records(chart, "text") if one["text"] == [said]) for said in ("11", "Provence"))
    assert high[0] * scale < number["x"] - 6 < number["x"] + 6 < high[1] * scale
    assert 222 * scale < name["y"] < 240 * scale


def test_dates_that_columns_cannot_hold_become_bars() -> None:
    months = frame(*[(name, 3, "") for name in ("Janvier", "Septembre", "Octobre", "Novembre")] * 3)
    assert "Sept." in texts(drawn("timeline", months))
    assert "Septembre" in texts(drawn("timeline", months, width="half"))


def test_svg_holds_real_text_and_nothing_from_outside() -> None:
    svg = converted(drawn("bars", SHAPES["nine"]), LOCALE)
    assert ">248<" in svg
    assert 'font-family="IBM Plex Sans"' in svg
    assert not re.search(r'\bid="|url\(|<image|<style', svg)


@pytest.mark.parametrize("kind", KINDS)
def test_shapes_bear_the_names_of_their_numbers(kind: str) -> None:
    """So that readers of the page can explore a drawing; letters bear none."""
    given = first(2, SHAPES["rates"] if kind == "before_after" else SHAPES["parts"])
    rows = replace(
        given, entries=tuple(replace(entry, ref=f"a.{n}", code=["84", "04"][n]) for n, entry in enumerate(given.entries))
    )
    svg = _with_named_marks(converted(drawn(kind, rows), LOCALE))
    assert set(re.findall(r'data-mark="([^"]+)"', svg)) == {"a.0", "a.1"}
    assert not re.search("<text[^>]*data-mark|aria-label", svg)


# --- below zero, and codes that a spreadsheet has shortened ---------------------------------------------------------


@pytest.mark.parametrize("values", [(12, -5, 7), (-3, -8, -1), (0, -2, 4), (-620, 1, 30)])
@pytest.mark.parametrize("width", ["full", "half"])
def test_columns_below_zero_stand_under_it_and_over_their_dates(values: tuple[float, ...], width: str):
    chart = drawn("timeline", frame(*[(str(2022 + n), value, "") for n, value in enumerate(values)]), width=width)
    (bars,) = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rect"]
    (low, high), (start, end) = (bars["encoding"]["y"]["scale"][end] for end in ("domain", "range"))
    assert low <= min(values)
    assert high >= max(values)
    (line,) = records(chart, "rule")
    assert line["y"] == pytest.approx(start - low / (high - low) * (end - start))
    texts = [(layer, record) for layer in chart["layer"] if layer["mark"]["type"] == "text" for record in layer["data"]["values"]]
    assert min(record["y"] for _, record in texts if "value" not in record) > max(start, end) + 12  # the dates
    below = [layer["mark"]["dy"] for layer, record in texts if record.get("value", 0) < 0]
    assert below
    assert min(below) > 0
    for layer in chart["layer"]:
        if layer["mark"]["type"] == "text":
            assert_inside(layer, chart["width"], chart["height"])


@pytest.mark.parametrize("code", ["84", "084", "84.0", " 84 ", "84,0"])
def test_a_code_that_a_spreadsheet_rewrote_is_that_of_the_region(code: str):
    chart = drawn("map", frame(("ARA", 12, ""), code=code))
    fills = {record["code"]: record["fill"] for record in records(chart, "geoshape")}
    assert fills["84"] == THEME.primary
    assert fills["04"] == THEME.pale


@pytest.mark.parametrize(("typed", "codes", "found"), [
    ("1", ["01", "11"], "01"), ("4", ["04", "004"], ""), ("2A", ["2A", "02"], "2A"), ("", ["01"], ""), ("12", ["1", "2"], ""),
    ("0", ["00"], "00"), ("1.5", ["01"], ""),
])  # fmt: skip
def test_only_one_region_may_be_meant(typed: str, codes: list[str], found: str):
    assert region_code(typed, codes) == found
