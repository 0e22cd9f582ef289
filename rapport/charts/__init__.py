"""3. The charts: rows out of the data, a drawing out of the rows.

A kind of chart is one module of this room with `LABEL` and `build(spec, rows, theme)`, plus its line in `marks.KINDS`. Altair
(half a second to import) is only imported when a drawing isn't in the cache.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rapport import colours, french, vega
from rapport.apart.second import Stopped
from rapport.authored import ChartSpec
from rapport.cache import Cache, between, fingerprint, fingerprint_of_files
from rapport.charts import compared
from rapport.charts.alt import alt_text
from rapport.charts.entries import Rows, entry_of
from rapport.charts.theme import LOCALE, Theme
from rapport.marks import KINDS, is_waiting, rows_of
from rapport.model import ChartRow, Drawing, Report
from rapport.register import register_of
from rapport.vega import Plotter, done


@dataclass(frozen=True)
class _Recipe:
    """Everything a drawing depends on; ``key`` is its hash."""

    name: str
    spec: ChartSpec
    rows: tuple[ChartRow, ...]
    background: Path | None
    key: str


def draw(report: Report, wanted: Sequence[str], cache: Cache) -> Mapping[str, Drawing]:
    """Return the drawings of these charts, from the cache when everything they depend on is unchanged.

    The others are being drawn when this returns: composing needs their rows alone. A chart that waits for a number to be
    filled in has no drawing.
    """
    theme = Theme.from_brand(report.brand)
    register = register_of(report)
    wanted = [name for name in wanted if not is_waiting(report.charts[name], register)]
    recipes = _recipes(report, wanted, fingerprint(_tools(), theme))
    drawn = {recipe.name: kept for recipe in recipes if (kept := cache.read(recipe.key, _svg)) is not None}
    missing = [recipe for recipe in recipes if recipe.name not in drawn]
    futures = {name: done(svg) for name, svg in drawn.items()}
    if missing:
        plotter = Plotter(LOCALE)
        futures |= {recipe.name: _kept(plotter, recipe, theme, cache) for recipe in missing}
        plotter.close()
    return {
        recipe.name: Drawing(
            recipe.name,
            futures[recipe.name],
            french.typeset(recipe.spec.alt) or alt_text(recipe.spec, recipe.rows),
            recipe.rows,
        )
        for recipe in recipes
    }


def _kept(plotter: Plotter, recipe: _Recipe, theme: Theme, cache: Cache) -> Future[str]:
    """Return the future of a drawing, made fit for a page and kept in the cache as soon as it is there."""
    own: Future[str] = Future()

    def finish(drawn: Future[str]) -> None:
        if error := drawn.exception():
            if isinstance(error, Stopped):
                error = Stopped(f"Le dessin de « {recipe.name} »", error.why, recipe.spec.at())
            own.set_exception(error)
            return
        svg = _with_own_ids(_with_named_marks(drawn.result()), recipe.name)
        cache.put(recipe.key, svg.encode())
        own.set_result(svg)

    plotter.svg(partial(vega_lite_of, recipe.spec, recipe.rows, theme, recipe.background)).add_done_callback(finish)
    return own


def _svg(kept: bytes) -> str:
    """Return a kept drawing; raises ValueError when it isn't one."""
    return between(b"<svg", b"</svg>")(kept).decode()


def _tools() -> str:
    code = fingerprint_of_files([Path(vega.__file__), Path(colours.__file__), *sorted(Path(__file__).parent.glob("*.py"))])
    return fingerprint(version("altair"), version("vl-convert-python"), code)


def _recipes(report: Report, wanted: Sequence[str], common: str) -> list[_Recipe]:
    register = register_of(report)
    recipes = []
    for name in wanted:
        given = report.charts[name]
        # Marks carry typeset labels: the highlighted one must be written as they are.
        spec = given.model_copy(update={"highlight": french.typeset(given.highlight)})
        rows = rows_of(spec, register)
        background = report.root / "assets/map" / f"{spec.map}.geojson" if spec.kind == "map" else None
        drawn_from = spec.model_dump(exclude={"title", "subtitle", "alt", "source", "note"})
        key = fingerprint(common, name, drawn_from, rows, fingerprint_of_files([background]) if background else "")
        recipes.append(_Recipe(name, spec, rows, background, key))
    return recipes


def vega_lite_of(spec: ChartSpec, rows: Sequence[ChartRow], theme: Theme, background: Path | None = None) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart as a dictionary, marks in drawing order."""
    import altair as alt  # noqa: PLC0415 - half a second, only on a cache miss

    outlines = json.loads(background.read_text("utf-8")) if background else {}
    given = Rows(tuple(entry_of(row, order, "" if spec.previous else spec.kind) for order, row in enumerate(rows)), outlines)
    build: Callable[..., Any] = compared.build if spec.previous else import_module(KINDS[spec.kind]).build
    with alt.utils.schemapi.debug_mode(False):  # validating each step against the schema takes two thirds of the time
        chart: dict[str, Any] = build(spec, given, theme)
    return chart


def _with_named_marks(svg: str) -> str:
    """Turn the descriptions of the shapes, which are the names of their numbers, into an attribute that is only read by us."""
    return re.sub(r' aria-label="([^"]+)" role="graphics-symbol" aria-roledescription="[^"]*"', r' data-mark="\1"', svg)


def _with_own_ids(svg: str, name: str) -> str:
    """Prefix the ids (clip paths, gradients), which would collide once several drawings share a page."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    return re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)
