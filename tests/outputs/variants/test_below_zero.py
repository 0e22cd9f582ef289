"""Native charts of slides with values below zero, and with rows that nobody knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_TICK_LABEL_POSITION as LABELS

from tests.outputs.variants.test_shared_charts import MADE, NAMES, charts_of, with_chart
from tests.some import some

AGES = '"De [26 à 49]{.literal because=""tranche""} ans"'
ACCENT = "1A2339"  # of the small edition's brand


def with_values(root: Path, values: list[object], kind: str = "bars", more: str = "") -> Path:
    """Add a chart of some values to a section of the small edition with its variants."""
    with_chart(root, NAMES[: len(values)], kind)
    table = root / "data/tables/passages.csv"
    rows = (f"2024,lieu{at},{name},,{value}" for at, (name, value) in enumerate(zip(NAMES, values, strict=False)))
    table.write_text("year,place,name,part,count\n" + "\n".join(rows) + "\n", "utf-8")
    typed = (root / "data/tables.yml").read_text("utf-8")
    (root / "data/tables.yml").write_text(typed.replace("unit: passages", "unit: passages, min: -10000"), "utf-8")
    with (root / "data/charts.yml").open("a", encoding="utf-8") as charts:
        charts.write(more)
    return root


def told_of(root: Path, name: str) -> list[tuple[str, str]]:
    """Return the note and the speaker's notes of each slide of a chart."""
    slides: Any = Presentation(str(root / "output/2024" / MADE)).slides
    shown = [slide for slide in slides if any(shape.name.endswith(f":{name}") for shape in slide.shapes)]
    notes = ["".join(shape.text_frame.text for shape in slide.shapes if shape.name == "note") for slide in shown]
    return list(zip(notes, (slide.notes_slide.notes_text_frame.text for slide in shown), strict=True))


@pytest.mark.parametrize(
    "values",
    [[120, -45, 300], [-120, -4500, -300], [0, -3], [-200, *range(5, 24)]],
    ids=["one", "all", "zero", "slides"],
)
def test_a_bar_below_zero_has_its_room_and_its_value(petite: Path, run, values: list[int]):
    assert run(with_values(petite, [*values]), "build", "--to", "assemblee").code == 0
    ends = set()
    for chart in some(charts_of(petite)):
        low, high = chart.value_axis.minimum_scale, chart.value_axis.maximum_scale
        ends.add((low, high))
        assert low < min(values)
        assert high >= max(0, *values)
        assert (high > max(values)) or max(values) <= 0
        assert (min(values) - low) / (high - low) > 0.04  # a value stands there
        assert chart.category_axis.tick_label_position == LABELS.LOW
    assert len(ends) == 1
    formats = [chart.plots[0].data_labels.number_format for chart in charts_of(petite)]
    assert formats[0] == '#,##0;"\u2212"#,##0'


def test_bars_above_zero_begin_at_it(petite: Path, run):
    assert run(with_values(petite, [120, 0, 300]), "build", "--to", "assemblee").code == 0
    (chart,) = charts_of(petite)
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (0, None)
    assert chart.category_axis.tick_label_position != LABELS.LOW


def test_the_highlighted_bar_below_zero_keeps_its_colour(petite: Path, run):
    root = with_values(petite, [120, -45], more=f"  highlight: {NAMES[1]}\n")
    assert run(root, "build", "--to", "assemblee").code == 0
    (chart,) = charts_of(petite)
    (series,) = chart.plots[0].series
    assert str(series.points[1].format.fill.fore_color.rgb) == ACCENT
    assert [point.xpath("c:invertIfNegative/@val") for point in series._element.dPt_lst] == [["0"]]
    assert not series.invert_if_negative


def test_bars_without_highlight_have_no_accent(petite: Path, run):
    assert run(with_values(petite, [120, 45]), "build", "--to", "assemblee").code == 0
    (chart,) = charts_of(petite)
    assert str(chart.plots[0].series[0].format.fill.fore_color.rgb) != ACCENT


def test_a_part_below_zero_is_refused_before(petite: Path, run):
    outcome = run(with_values(petite, [120, -45], "stacked"), "build", "--to", "assemblee")
    assert outcome.code == 1
    assert "CHA09" in outcome.out


@pytest.mark.parametrize("kind", ["bars", "discs", "stacked"])
def test_what_nobody_knows_is_said_on_the_slide(petite: Path, run, kind: str):
    root = with_values(petite, [120, "n.d.", 30], kind)
    table = root / "data/tables/passages.csv"
    table.write_text(table.read_text("utf-8").replace(NAMES[1], AGES), "utf-8")
    assert run(root, "build", "--to", "assemblee").code == 0
    ((note, _),) = told_of(root, "passages")
    assert note == "n.d. (non disponible)\u00a0: De 26 à 49\u00a0ans."


def test_names_that_have_no_room_are_told_to_who_speaks(petite: Path, run):
    root = with_values(petite, [120, 30, *["n.d."] * 28])
    table = root / "data/tables/passages.csv"
    table.write_text(table.read_text("utf-8").replace(",Lieu ", ",Petit atelier de quartier "), "utf-8")
    assert run(root, "build", "--to", "assemblee").code == 0
    ((note, notes),) = told_of(petite, "passages")
    assert note == "n.d. (non disponible)\u00a0: certaines lignes."
    assert all(f"quartier {name[-2:]}" in notes for name in some(NAMES[2:]))


@pytest.mark.parametrize("lacking", ["oui", "non"])
def test_a_part_keeps_its_colour_and_its_turn_over_slides(petite: Path, run, lacking: str):
    root = with_chart(petite, NAMES[:18], "stacked")
    table = root / "data/tables/passages.csv"
    rows = table.read_text("utf-8").splitlines()
    late = {f"2024,{lacking}{at}," for at in range(9)}
    table.write_text("\n".join(row for row in rows if not any(map(row.startswith, late))) + "\n", "utf-8")
    assert run(root, "build", "--to", "assemblee").code == 0
    shades = [
        {series.name: str(series.format.fill.fore_color.rgb) for series in chart.plots[0].series} for chart in charts_of(root)
    ]
    assert len(shades) == 2
    (kept,) = {"oui", "non"} - {lacking}
    assert [*shades[0]] == [kept]
    assert shades[0][kept] == shades[1][kept]
    assert len({*shades[1].values()}) == 2
