"""3. The charts: rows out of the data, a drawing out of the rows.

A kind of chart is one module of this room with `LABEL` and `build(spec, rows, theme)`, plus its line in `KINDS`. Altair
(half a second to import) is only imported when a drawing isn't in the cache.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, NamedTuple

from rapport.ground import colours
from rapport.ground.cache import Cache, between, fingerprint, fingerprint_of_files
from rapport.ground.languages import FRENCH, Language
from rapport.ground.programs.second import Stopped
from rapport.manuscript.charts import compared, vega
from rapport.manuscript.charts.alt import alt_text
from rapport.manuscript.charts.entries import Rows, entry_of
from rapport.manuscript.charts.theme import DARK, LOCALE, Theme
from rapport.manuscript.charts.vega import Plotter
from rapport.numbers.chart_rows import KINDS, dot_sentence, is_waiting, names_in, rows_of, says_dot, unknown_rows
from rapport.numbers.register import Register
from rapport.numbers.spoken import spoken_spec
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow, Drawing


def labels_of(kinds: Mapping[str, str]) -> dict[str, str]:
    """Return what each kind of chart shows, in French, by its name."""
    return {kind: str(import_module(kinds[kind]).LABEL) for kind in kinds}


class Sketch(NamedTuple):
    """What a drawing shows, as a drawing has it, and the hash of all that its picture depends on."""

    alt: str
    rows: tuple[ChartRow, ...]
    ground: str
    unknown: str
    key: str

    def drawing(self, name: str, drawn: Callable[[], str]) -> Drawing:
        """Return the drawing, whose picture is asked for apart."""
        return Drawing(name, self.alt, self.rows, self.ground, self.unknown, drawn)


@dataclass(frozen=True)
class Recipe:
    """Everything a drawing depends on; ``key`` is its hash."""

    name: str
    spec: ChartSpec
    rows: tuple[ChartRow, ...]
    theme: Theme
    background: Path | None
    key: str
    language: Language = FRENCH
    names: Mapping[str, str] = field(default_factory=dict)  # of the places of a map, in that language
    unknown: str = ""  # what it says of the rows that nobody knows, which aren't drawn

    @property
    def ground(self) -> str:
        """Return the colour of the page that the drawing fills, nothing when it stands in a text."""
        return ground_theme(self.spec, self.theme).background if self.spec.width == "page" else ""

    @property
    def alt(self) -> str:
        """Return the text for whoever doesn't see the drawing."""
        own = self.language.typeset(self.spec.alt) or alt_text(self.spec, self.rows, self.language)
        return f"{own} {self.unknown}".rstrip()

    @property
    def sketch(self) -> Sketch:
        """Return what its drawing shows."""
        return Sketch(self.alt, self.rows, self.ground, self.unknown, self.key)

    def drawing(self, drawn: Callable[[], str]) -> Drawing:
        """Return what it shows, whose picture is asked for apart."""
        return self.sketch.drawing(self.name, drawn)


def recipe_of(given: ChartSpec, name: str, register: Register, theme: Theme, root: Path) -> Recipe | None:
    """Return the recipe of a chart, None when it waits for a number to be filled in."""
    if is_waiting(given, register):
        return None
    spec = spoken_spec(given, register.language)
    rows = rows_of(given, register)
    background = root / "assets/map" / f"{spec.map}.geojson" if spec.kind == "map" else None
    recipe = replace(recipe_from(spec, name, rows, theme, background), unknown=unknown_rows(given, register))
    if register.language is FRENCH:
        return recipe
    names = names_in(given, register) if background else {}
    return replace(recipe, language=register.language, names=names, key=fingerprint(recipe.key, names))


def recipe_from(spec: ChartSpec, name: str, rows: tuple[ChartRow, ...], theme: Theme, background: Path | None) -> Recipe:
    """Return the recipe of a chart of rows that are known, on a map's background if it is one."""
    written = spec.model_dump(exclude={"title", "subtitle", "alt", "source", "note"})
    drawn_from = written, says_dot(spec, [row.ref for row in rows])
    outlines = fingerprint_of_files([background]) if background else ""
    return Recipe(name, spec, rows, theme, background, fingerprint(_tools(theme), name, drawn_from, rows, outlines))


def ground_theme(spec: ChartSpec, theme: Theme) -> Theme:
    """Return the look of a chart: that of the page which it fills, the usual one in a text."""
    return theme.on_ground(spec.tone, dark=spec.kind in DARK) if spec.width == "page" else theme


def _svg(kept: bytes) -> str:
    """Return a kept drawing; raises ValueError when it isn't one."""
    return between(b"<svg", b"</svg>")(kept).decode()


class Drawer:
    """Draws charts in the background, from the cache when everything that they depend on is unchanged; for any thread."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._under_way: dict[str, Future[str]] = {}
        self._plotter: Plotter | None = None
        self._alone = Lock()

    def begin(self, recipes: Iterable[Recipe]) -> None:
        """Begin the drawings that are neither kept nor under way."""
        with self._alone:
            self._start(recipe for recipe in recipes if not self.holds(recipe.key))

    def holds(self, key: str) -> bool:
        """Tell whether a drawing is kept."""
        return self._cache.holds(key)

    def kept(self, key: str) -> str | None:
        """Return a drawing that is kept, None when it isn't."""
        return self._cache.read(key, _svg)

    def close(self) -> None:
        """Give up what is not drawn yet."""
        if self._plotter:
            self._plotter.give_up()

    def svg(self, recipe: Recipe) -> str:
        """Return a drawing, waited for when it is under way; raises Stopped when drawing it goes beyond a bound."""
        with self._alone:
            if recipe.key not in self._under_way:
                if (kept := self.kept(recipe.key)) is not None:
                    return kept
                self._start([recipe])
            future = self._under_way[recipe.key]
        try:
            return future.result()
        finally:
            with self._alone:
                self._under_way.pop(recipe.key, None)

    def _start(self, recipes: Iterable[Recipe]) -> None:
        """Give to the plotter those that it doesn't have; the lock is held."""
        missing = {recipe.key: recipe for recipe in recipes if recipe.key not in self._under_way}
        if missing:
            plotter = self._plotter = Plotter(LOCALE)
            self._under_way |= {key: self._kept(plotter, recipe) for key, recipe in missing.items()}
            plotter.close()

    def _kept(self, plotter: Plotter, recipe: Recipe) -> Future[str]:
        """Return the future of a drawing, made fit for a page and kept in the cache as soon as it is there."""
        own: Future[str] = Future()

        def finish(drawn: Future[str]) -> None:
            if drawn.cancelled():
                own.cancel()
                return
            if error := drawn.exception():
                if isinstance(error, Stopped):
                    error = Stopped(f"Le dessin de « {recipe.name} »", error.why, recipe.spec.at())
                own.set_exception(error)
                return
            svg = _with_own_ids(_with_named_marks(drawn.result()), recipe.name)
            self._cache.put(recipe.key, svg.encode())
            own.set_result(svg)

        said = dot_sentence(recipe.spec, recipe.rows, recipe.language) if recipe.spec.kind == "field" else ""
        written = partial(vega_lite_of, recipe.spec, recipe.rows, recipe.theme, recipe.background, recipe.names, said)
        plotter.svg(written).add_done_callback(finish)
        return own


@cache
def _code() -> str:
    return fingerprint_of_files([Path(vega.__file__), Path(colours.__file__), *sorted(Path(__file__).parent.glob("*.py"))])


@lru_cache(maxsize=4)
def _tools(theme: Theme) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - only when something is drawn

    return fingerprint(fingerprint(version("altair"), version("vl-convert-python"), _code()), theme)


def vega_lite_of(
    spec: ChartSpec,
    rows: Sequence[ChartRow],
    theme: Theme,
    background: Path | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
    said: str = "",
) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart as a dictionary, marks in drawing order."""
    import altair as alt  # noqa: PLC0415 - half a second, only on a cache miss

    outlines = json.loads(background.read_text("utf-8")) if background else {}
    given = Rows(tuple(entry_of(row, order) for order, row in enumerate(rows)), outlines, dict(names), said)
    build = _builder_of(spec)
    with alt.utils.schemapi.debug_mode(False):  # validating each step against the schema takes two thirds of the time
        chart: dict[str, Any] = build(spec, given, ground_theme(spec, theme))
    if spec.width == "page":
        chart["config"]["background"] = ground_theme(spec, theme).background  # a page on screen has another ground
    return chart


def height_of(spec: ChartSpec, rows: Sequence[ChartRow], theme: Theme) -> float:
    """Return how high a chart would be drawn, in the pixels in which its letters are twelve high; a map asks for its outlines."""
    given = Rows(tuple(entry_of(row, order) for order, row in enumerate(rows)), {})
    measured: dict[str, Any] = _builder_of(spec)(spec, given, replace(ground_theme(spec, theme), measured=True))
    return float(measured["height"])


def _builder_of(spec: ChartSpec) -> Callable[..., Any]:
    build: Callable[..., Any] = compared.build if spec.previous else import_module(KINDS[spec.kind]).build
    return build


def _with_named_marks(svg: str) -> str:
    """Turn the descriptions of the shapes, which are the names of their numbers, into an attribute that is only read by us."""
    return re.sub(r' aria-label="([^"]+)" role="graphics-symbol" aria-roledescription="[^"]*"', r' data-mark="\1"', svg)


def _with_own_ids(svg: str, name: str) -> str:
    """Prefix the ids (clip paths, gradients), which would collide once several drawings share a page."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    return re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)
