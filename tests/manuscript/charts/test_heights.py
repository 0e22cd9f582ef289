"""How high a drawing would be, told without drawing it; and what `check` says of one that its page would make too small."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rapport.manuscript.charts import height_of, vega_lite_of
from rapport.manuscript.charts.theme import Theme
from rapport.numbers.chart_rows import KINDS
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow

THEME = Theme.from_brand({})
ROWS = tuple(ChartRow(f"Lieu {name}", Decimal(at), str(at), "", False, "", {}) for at, name in enumerate("abcdefgh", 1))


@pytest.mark.parametrize("width", ["full", "half", "page"])
@pytest.mark.parametrize("kind", sorted({*KINDS} - {"map"}))
def test_the_height_told_is_the_one_drawn(kind: str, width: str):
    spec = ChartSpec(kind=kind, title="Des lieux", table="lieux", category="name", value="count", width=width)
    rows = tuple(row._replace(group=str(2023 + at % 2)) for at, row in enumerate(ROWS)) if kind == "before_after" else ROWS
    rows = tuple(row._replace(category=ROWS[at // 2].category) for at, row in enumerate(rows)) if kind == "before_after" else rows
    assert height_of(spec, rows, THEME) == vega_lite_of(spec, rows, THEME)["height"]


@pytest.mark.parametrize(("kind", "count", "severity"), [
    ("bars", 40, ""), ("bars", 60, "avertissement"), ("bars", 200, "erreur"), ("waffle", 12, ""), ("waffle", 40, "avertissement"),
    ("waffle", 80, "erreur"), ("discs", 12, ""), ("discs", 20, "avertissement"), ("discs", 60, "erreur"), ("stacked", 20, ""),
    ("stacked", 21, "erreur"), ("timeline", 120, "avertissement"),
])  # fmt: skip
def test_letters_too_small_on_paper_are_told(petite: Path, run, kind: str, count: int, severity: str):
    rows = "".join(f"2024,l{at},Lieu {chr(97 + at // 26)}{chr(97 + at % 26)},{at + 1}\n" for at in range(count))
    (petite / "data/tables/lieux.csv").write_text(f"year,key,name,count\n{rows}", "utf-8")
    tables, charts = petite / "data/tables.yml", petite / "data/charts.yml"
    columns = "{key: {label: Clé}, name: {label: Lieu}, count: {label: Nombre, unit: vélos, decimals: exact}}"
    table = f"lieux: {{title: Des lieux, source: 'Registre, décembre 2024', key: key, columns: {columns}}}\n"
    tables.write_text(table + tables.read_text("utf-8"), "utf-8")
    chart = f"lieux: {{kind: {kind}, title: Des lieux, table: lieux, category: name, value: count}}\n"
    charts.write_text(chart + charts.read_text("utf-8"), "utf-8")
    (petite / "content/edito.md").write_text('---\ntitle: Essai\n---\n\nUn texte.\n\n{{ chart("lieux") }}\n', "utf-8")
    told = [line for line in run(petite, "check").lines if "CHA07" in line]
    assert [line.split(": ")[1].split()[0] for line in told] == ([severity] if severity else [])
