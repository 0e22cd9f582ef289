"""The steps of drawing: the look of the charts, what each shows, its picture."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from rapport.flow.asked import AskedNumbers
from rapport.flow.checked import Checked
from rapport.flow.options import Options
from rapport.ground.memo import Memo, step
from rapport.manuscript.charts import Recipe, Sketch, recipe_of
from rapport.manuscript.charts.projected import projected
from rapport.manuscript.charts.theme import Theme, tones_of
from rapport.outputs.engines.work_folder import Tools
from rapport.sources.brand import Brand
from rapport.sources.model import Drawing


class DrawnEdition(Checked):
    """An edition whose charts are drawn, by ``tools``."""

    def __init__(self, root: Path, tools: Tools, options: Options | None = None, memo: Memo | None = None) -> None:
        super().__init__(root, options, memo, tools.cache)
        self.tools = tools

    @step
    def brand(self) -> Brand:
        """Return the brand by role."""
        return Brand.of(self.part("brand"))

    @step
    def theme(self) -> Theme:
        """Return the look of the charts."""
        return replace(Theme.from_brand(self.part("brand")), tones=tuple(tones_of(self.part("charts")).items()))

    @step
    def recipe(self, name: str) -> Recipe | None:
        """Return what a chart is drawn from, None when it waits for a number."""
        spec = self.part("charts")[name]
        if spec.kind == "map":
            self.stamp(f"assets/map/{spec.map}.geojson")
        return recipe_of(spec, name, AskedNumbers(self), self.theme(), self.root)

    @step
    def sketch(self, name: str) -> Sketch | None:
        """Return what a chart shows, without its picture; None when it waits for a number."""
        recipe = self.recipe(name)
        return recipe.sketch if recipe else None

    @step
    def svg(self, name: str) -> str:
        """Return a drawing as SVG: the recipe is asked for when it isn't kept."""
        if (sketch := self.sketch(name)) is None:
            return ""
        if (kept := self.tools.drawer.kept(sketch.key)) is not None:
            return kept
        recipe = self.recipe(name)
        return self.tools.drawer.svg(recipe) if recipe else ""

    @step
    def drawing(self, name: str) -> Drawing | None:
        """Return what a chart shows, whose picture is asked for apart; None when it waits for a number."""
        sketch = self.sketch(name)
        return sketch.drawing(name, partial(self.svg, name)) if sketch else None

    def undrawn(self, name: str) -> Recipe | None:
        """Return what a chart is still to be drawn from; None when its drawing is kept, or when it waits for a number."""
        sketch = self.sketch(name)
        return self.recipe(name) if sketch and not self.tools.drawer.holds(sketch.key) else None

    @step
    def recipes_on_slides(self, name: str) -> tuple[Recipe, ...]:
        """Return what a chart is drawn from on slides; none when it waits for a number."""
        recipe = self.recipe(name)
        return projected(recipe) if recipe else ()

    def drawings_on_slides(self, name: str) -> tuple[Drawing, ...]:
        """Return the drawings that show a chart on slides, in order; none when it waits for a number."""
        recipes = self.recipes_on_slides(name)
        return tuple(one.drawing(partial(self.tools.drawer.svg, one)) for one in recipes)
