"""Native charts of slides: the name of each bar has the room that it needs, on as many slides as that takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from rapport.flow.edition import Flow
from rapport.outputs.variants.template import NOTED
from rapport.sources.model import Rendered
from tests.outputs.variants.conftest import with_variants
from tests.outputs.variants.test_slides import MADE
from tests.some import some

TABLE = """
passages:
  title: Les passages
  source: Cahier des présences, décembre 2024
  key: place
  columns:
    place: {label: Clé, hidden: true}
    name: {label: Lieu}
    part: {label: Part}
    count: {label: Passages, unit: passages}
"""
CHART = """
passages:
  kind: KIND
  title: Les passages
  table: passages
  category: name
  value: count
"""
NAMES = [f"Lieu {chr(65 + at // 6)}{chr(97 + at % 6)}" for at in range(30)]
LONG = "Atelier de réparation partagée entre voisins ouvert toute la semaine au fond de la cour à gauche du"


def with_chart(root: Path, names: list[str], kind: str = "bars") -> Path:
    """Add a chart of as many bars as there are names to a section of the small edition with its variants."""
    typed = CHART.replace("KIND", kind)
    rows = [f"2024,lieu{at},{name},,{100 + at}" for at, name in enumerate(names)]
    if kind == "stacked":
        typed = typed.replace("category: name", "category: part\n  group: name")
        rows = [f"2024,{p}{at},{name},{p},{100 + at}" for at, name in enumerate(names) for p in ("oui", "non")]
    for path, text in (
        ("data/tables.yml", TABLE),
        ("data/charts.yml", typed),
        ("content/ateliers.md", '\n{{ chart("passages") }}\n'),
        ("data/tables/passages.csv", "year,place,name,part,count\n" + "\n".join(rows) + "\n"),
    ):
        before = (root / path).read_text("utf-8") if (root / path).exists() else ""
        (root / path).write_text(before + text, "utf-8")
    return with_variants(root)


def charts_of(root: Path) -> list[Any]:
    slides = Presentation(str(root / "output/2024" / MADE)).slides
    return [shape.chart for slide in slides for shape in slide.shapes if shape.name == "chart:passages"]


@pytest.mark.parametrize(
    ("names", "kind", "bars"),
    [
        (NAMES[:16], "bars", [16]),
        (NAMES, "bars", [15, 15]),
        ([f"{LONG} {name}" for name in NAMES[:12]], "bars", [6, 6]),
        (NAMES[:18], "stacked", [9, 9]),
    ],
    ids=["all", "many", "long", "stacked"],
)
def test_each_bar_is_on_one_slide_where_its_name_is_seen(petite: Path, run, names: list[str], kind: str, bars: list[int]):
    assert run(with_chart(petite, names, kind), "build", "--to", "assemblee").code == 0
    charts = charts_of(petite)
    shown = [[str(category) for category in chart.plots[0].categories] for chart in charts]
    assert [len(names_of_one) for names_of_one in shown] == bars
    assert [name for names_of_one in shown for name in names_of_one] == names
    assert all(chart.font.size.pt >= NOTED for chart in some(charts))


def test_bars_on_several_slides_have_one_scale(petite: Path, run):
    assert run(with_chart(petite, NAMES), "build", "--to", "assemblee").code == 0
    assert [chart.value_axis.maximum_scale for chart in charts_of(petite)] == [129, 129]


def test_a_value_changed_on_the_second_slide_is_told(petite: Path, run, monkeypatch: pytest.MonkeyPatch):
    render = Flow.rendered

    def then_spoil(flow: Flow) -> Rendered:
        rendered = render(flow)
        path = rendered.files["assemblee"]
        deck = Presentation(str(path))
        last = [shape for slide in deck.slides for shape in slide.shapes if shape.name == "chart:passages"][-1]
        last.chart._chartSpace.xpath(".//c:val//c:v")[0].text = "621.0"
        deck.save(str(path))
        return rendered

    monkeypatch.setattr(Flow, "rendered", then_spoil)
    outcome = run(with_chart(petite, NAMES), "build", "--to", "assemblee")
    assert outcome.code == 1
    assert "le graphique « passages » n'a pas les valeurs des données." in outcome.out
