"""The colours of native charts: the highlighted part has its own, whatever its turn, and no other part has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from tests.outputs.variants.conftest import with_variants

ACCENT = "1A2339"  # the second colour of the small edition's brand, dark enough for white letters


def colours_of(root: Path) -> dict[str, str]:
    """Return the colour of each part of the only chart of the slides."""
    deck: Any = Presentation(str(root / "output/2024/assemblee-2024/assemblee.pptx"))
    (frame,) = (shape for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    return {series.name: str(series.format.fill.fore_color.rgb) for series in frame.chart.plots[0].series}


@pytest.mark.parametrize(("highlight", "doubt", "accented"), [
    ("Vélo", "", ["Vélo"]), ("Bois", "", ["Bois"]), ("Cuisine", "", ["Cuisine"]), ("~", "", []),
    ("Cuisine", "  status: to_confirm\n  question: Qui a compté les heures ?\n", ["Cuisine°"]),
])  # fmt: skip
def test_the_highlighted_part_alone_has_the_accent(petite: Path, run, highlight: str, doubt: str, accented: list[str]):
    with_variants(petite)
    for name, before, after in (
        ("charts.yml", "kind: bars", "kind: stacked"), ("charts.yml", "highlight: Vélo", f"highlight: {highlight}"),
        ("tables.yml", "  key: workshop\n", f"{doubt}  key: workshop\n"),
    ):  # fmt: skip
        path = petite / "data" / name
        path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    assert run(petite, "build", "--to", "assemblee").code == 0
    shown = colours_of(petite)
    assert [name for name, colour in shown.items() if colour == ACCENT] == accented
    assert len({*shown.values()}) == 3
