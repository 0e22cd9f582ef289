"""A chart for a slide: drawn low and wide with letters read from the back of a hall, in several drawings where one can't be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from rapport.ground.shared_out import shared_out
from rapport.manuscript.charts import Recipe, height_of, recipe_from
from rapport.manuscript.charts.entries import are_shares, entry_of
from rapport.manuscript.charts.theme import Theme
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow

SPARE: Final = 1.15  # of the height: what slightly smaller letters make room for


def projected(recipe: Recipe) -> tuple[Recipe, ...]:
    """Return the drawings that show a chart on slides, in order: one, or several that share its rows."""
    theme = recipe.theme.on_slide()  # a map leaves half of the slide to the names of its regions
    spec = recipe.spec.model_copy(update={"width": "half" if recipe.background else "full"})
    shares = [*_shares(spec, recipe.rows, theme)] if recipe.rows and not recipe.background else [recipe.rows]
    drawn = (recipe_from(spec, recipe.name, rows, theme, recipe.background) for rows in shares)
    return tuple(replace(one, unknown=recipe.unknown) for one in drawn)


def _shares(spec: ChartSpec, rows: Sequence[ChartRow], theme: Theme) -> Iterator[tuple[ChartRow, ...]]:
    """Yield the rows of each drawing: those of as many parts as are low enough together, if each is by itself."""
    parts = _parts(spec, rows)
    if len(parts) == 1:
        yield tuple(rows)
        return

    def height(some: Sequence[list[ChartRow]]) -> float:
        return height_of(spec, [*chain(*some)], theme)

    most = max(theme.height * SPARE, *(height([part]) for part in parts))
    for share in shared_out(parts, lambda some: height(some) <= most):
        yield tuple(chain(*share))


def _parts(spec: ChartSpec, rows: Sequence[ChartRow]) -> list[list[ChartRow]]:
    """Return the rows that stay together, in drawing order: those of a group that is a whole of a hundred, an event, or all.

    Marks that share one scale are never parted: each drawing would have its own, and unequal numbers would look alike.
    """
    if spec.kind == "timeline" and not any(row.printed for row in rows):
        return [[row] for row in rows]
    if not (spec.kind == "profile" or (spec.kind == "multiples" and are_shares([entry_of(row, 0) for row in rows]))):
        return [[*rows]]
    parts: dict[str, list[ChartRow]] = {}
    for row in rows:
        parts.setdefault(row.group, []).append(row)
    return [*parts.values()]
