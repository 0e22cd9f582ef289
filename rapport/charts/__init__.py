"""3. The charts: rows out of the data, a drawing out of the rows.

A kind of chart is one module of this room with `LABEL` and `build(spec, rows, theme)`, plus its line in `marks.KINDS`. Altair
and pandas (0.85 s to import) are only imported when a drawing isn't in the cache.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rapport import french
from rapport.cache import Cache, fingerprint, fingerprint_of_files
from rapport.charts.alt import alt_text
from rapport.charts.theme import LOCALE, Theme
from rapport.marks import KINDS, rows_of
from rapport.model import ChartRow, ChartSpec, Drawing, Report
from rapport.register import Register

def draw(report: Report, wanted: Sequence[str], cache: Cache) -> Mapping[str, Drawing]:
    """Return the drawings of these charts, from the cache when everything they depend on is unchanged."""
    register = Register(report)
    theme = Theme.from_brand(report.brand)
    fonts = report.root / "assets/fonts"
    tools = fingerprint(
        version("altair"), version("vl-convert-python"), fingerprint_of_files(sorted(Path(__file__).parent.glob("*.py")))
    )
    drawings = {}
    for name in wanted:
        spec = _typeset(report.charts[name])
        rows = rows_of(spec, register)
        background = report.root / "assets/map" / f"{spec.map}.geojson" if spec.kind == "map" else None
        given = fingerprint_of_files([background]) if background else ""
        recipe = spec.model_dump(exclude={"title", "subtitle", "alt", "source", "note"})
        key = fingerprint(tools, name, recipe, rows, theme, given, [p.name for p in sorted(fonts.glob("*.ttf"))])
        svg = cache.made(key, lambda: _svg(name, spec, rows, theme, fonts, background).encode()).decode()  # noqa: B023 - called here
        alt = french.typeset(spec.alt) if spec.alt else alt_text(spec, rows)
        drawings[name] = Drawing(name, svg, alt, rows)
    return drawings


def _typeset(spec: ChartSpec) -> ChartSpec:
    """Return the recipe with its label as the marks have it: typeset."""
    return spec.model_copy(update={"highlight": french.typeset(spec.highlight)})


def _svg(
    name: str, spec: ChartSpec, rows: Sequence[ChartRow], theme: Theme, fonts: Path, background: Path | None
) -> str:
    import vl_convert  # noqa: PLC0415 - 80 ms, only on a cache miss

    chart = vega_lite_of(spec, rows, theme, background)
    vl_convert.register_font_directory(str(fonts))
    svg: str = vl_convert.vegalite_to_svg(
        chart, format_locale=LOCALE["number"], time_format_locale=LOCALE["time"], allowed_base_urls=[]
    )
    return _with_own_ids(svg, name)


def vega_lite_of(
    spec: ChartSpec, rows: Sequence[ChartRow], theme: Theme, background: Path | None = None
) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart as a dictionary, marks in drawing order."""
    import altair as alt  # noqa: PLC0415 - 460 ms, only on a cache miss
    import pandas as pd  # noqa: PLC0415 - 470 ms, only on a cache miss

    frame = pd.DataFrame(
        [
            {**row.extra, "category": row.category, "value": float(row.value), "printed": row.printed,
             "group": row.group, "order": order, "uncertain": row.uncertain}
            for order, row in enumerate(rows)
        ]
    )  # fmt: skip
    if background:
        frame.attrs["geojson"] = json.loads(background.read_text("utf-8"))
    build: Callable[..., Any] = import_module(KINDS[spec.kind]).build
    with alt.utils.schemapi.debug_mode(False):  # validating each step against the schema takes two thirds of the time
        chart: dict[str, Any] = build(spec, frame, theme)
    return chart


def _with_own_ids(svg: str, name: str) -> str:
    """Prefix the ids (clip paths, gradients), which would collide once several drawings share a page."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    return re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)
