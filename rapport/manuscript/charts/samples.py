"""A small drawing of each kind of chart, from made-up numbers: by it, authors choose the kind of a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from rapport.manuscript.charts import Recipe, recipe_from
from rapport.manuscript.charts.theme import Theme
from rapport.numbers.chart_rows import KINDS
from rapport.sources.authored import ChartSpec
from rapport.sources.files import ENGINE
from rapport.sources.model import ChartRow

_MAP = ENGINE.parent / "assets/map/regions18.geojson"
_LETTERS = (("A", 48), ("B", 31), ("C", 21))
_GROUPS = (("Un", "A", 20), ("Un", "B", 35), ("Un", "C", 45), ("Deux", "A", 40), ("Deux", "B", 35), ("Deux", "C", 25))
_MOMENTS = (
    ("A", "avant", 20),
    ("A", "après", 42),
    ("B", "avant", 38),
    ("B", "après", 30),
    ("C", "avant", 12),
    ("C", "après", 25),
)
_DATES = (("mars", 18), ("avril", 24), ("mai", 22), ("juin", 33))
_REGIONS = (("11", 24), ("76", 31), ("84", 42), ("53", 12), ("75", 27))


def _row(category: str, value: int, group: str = "", extra: Mapping[str, str] | None = None, *, sign: str = "") -> ChartRow:
    return ChartRow(category, Decimal(value), f"{value}{sign}", group, uncertain=False, ref="", extra=extra or {})


def _rows(kind: str) -> Iterator[ChartRow]:
    """Yield rows that show what a kind is for."""
    if kind in {"multiples", "profile"}:
        yield from (_row(letter, value, group, sign="\u00a0%") for group, letter, value in _GROUPS)
    elif kind == "before_after":
        yield from (_row(letter, value, moment) for letter, moment, value in _MOMENTS)
    elif kind == "timeline":
        yield from (_row(month, value, extra={"date": month}) for month, value in _DATES)
    elif kind == "map":
        yield from (_row(code, value, extra={"code": code}) for code, value in _REGIONS)
    elif kind == "field":
        yield _row("A", 480)
    else:
        yield from (_row(letter, value, sign="\u00a0%" if kind in {"stacked", "waffle"} else "") for letter, value in _LETTERS)


def sample_of(kind: str, theme: Theme) -> Recipe | None:
    """Return the recipe of the small drawing of a kind; None for a kind that isn't, or whose map isn't there."""
    if kind not in KINDS or (kind == "map" and not _MAP.is_file()):
        return None
    said: dict[str, Any] = {
        "kind": kind,
        "title": "Exemple",
        "category": "nom",
        "value": "valeur",
        "width": "half",
        "highlight": "A",
    }
    spec = ChartSpec.model_validate(said)
    background: Path | None = _MAP if kind == "map" else None
    return recipe_from(spec, f"exemple-{kind}", tuple(_rows(kind)), theme, background)
