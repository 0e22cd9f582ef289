"""A sheet on which the kinds draw: Vega-Lite layers placed to the pixel, so that nothing moves, squeezes or clips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import ceil
from typing import Any, Final, TypeAlias

from rapport.manuscript.charts.lettering import LEADING
from rapport.manuscript.charts.theme import DISPLAY, LABEL_SIZE, Theme, config, quoted

Spec: TypeAlias = dict[str, Any]  # a Vega-Lite specification
Record: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Ruler:
    """How values become pixels: from `low` at pixel `start` to `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.start + (value - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)


PIXELS: Final = Ruler(0, 1000, 0, 1000)


@dataclass
class Sheet:
    """Layers drawn so far; fields of the records give places, and rulers say how places become pixels."""

    width: float
    theme: Theme
    across: Ruler = PIXELS
    down: Ruler = PIXELS
    layers: list[Spec] = field(default_factory=list)
    letters: dict[tuple[Any, ...], list[Record]] = field(default_factory=dict)
    datasets: dict[str, list[Record]] = field(default_factory=dict)

    def along(self, across: Ruler = PIXELS, down: Ruler = PIXELS) -> Sheet:
        """Return the same sheet with other rulers; by default, rulers that take pixels."""
        return replace(self, across=across, down=down)

    def boxes(self, records: Sequence[Record], x: Any = "x", x2: Any = "x2", y: Any = "y", y2: Any = "y2") -> None:
        """Draw filled rectangles; `x2` or `y2` may be a number shared by all, such as the zero of a baseline."""
        self._add(records, "rect", {}, x=x, x2=x2, y=y, y2=y2, color="fill")

    def words(self, records: Sequence[Record], x: Any = "x", y: Any = "y", **look: Any) -> None:
        """Write the `text` (a list of lines) of each record in its `ink`, centred on its height by default.

        Letters are laid over everything else, those that look the same in one layer: layers take long to build.
        """
        size = look.pop("size", LABEL_SIZE)
        look = {"align": "left", "baseline": "middle", "lineHeight": line_height(size), "fontSize": size, **look}
        alike = (self.across, self.down, x, y, *sorted(look.items()))
        self.letters.setdefault(alike, []).extend(records)

    def numerals(self, records: Sequence[Record], **look: Any) -> None:
        """Write numbers as large as a title's, in the letters of titles: the same face as those of the pages."""
        font = {"font": quoted(self.theme.display)} if self.theme.display else {}
        self.words(records, **font, fontWeight=DISPLAY, **look)

    def strokes(self, records: Sequence[Record], x: Any = "x", x2: Any = "x2", y2: Any = "y2") -> None:
        """Draw straight lines, each in its `ink` and `thickness`."""
        self._add(records, "rule", {"strokeCap": "butt"}, x=x, x2=x2, y="y", y2=y2, color="ink", strokeWidth="thickness")

    def dots(self, records: Sequence[Record], x: Any = "x", **look: Any) -> None:
        """Draw points with a `fill` and an `edge`."""
        self._add(records, "point", {"opacity": 1, "strokeWidth": 1.75, **look}, x=x, y="y", fill="fill", stroke="edge")

    def shapes(self, features: Sequence[Record]) -> None:
        """Draw GeoJSON features whose coordinates are pixels, each with a `fill` and an `edge`."""
        look = {"clip": False, "strokeWidth": 1, "strokeJoin": "round"}
        self._add(features, "geoshape", look, color="fill", stroke="edge")

    def finished(self, height: float) -> Spec:
        """Return the chart, exactly as wide as asked and as high as its content needs."""
        if self.theme.measured:
            return {"width": ceil(self.width), "height": ceil(height)}
        import altair as alt  # noqa: PLC0415 - half a second that a cached chart must not pay

        for (across, down, x, y, *look), records in self.letters.items():
            own = self.along(across, down)
            own._add(records, "text", dict(look), x=x, y=y, text="text", color="ink")
        return {
            "$schema": alt.SCHEMA_URL,
            "width": ceil(self.width),
            "height": ceil(height),
            "padding": 0,
            "autosize": {"type": "none", "contains": "padding"},
            "config": config(self.theme),
            "datasets": self.datasets,
            "layer": self.layers,
            "resolve": {"scale": {"x": "independent", "y": "independent"}},
        }

    def _add(self, records: Sequence[Record], mark: str, look: Mapping[str, Any], **channels: Any) -> None:
        if not records or self.theme.measured:
            return
        name = f"data-{len(self.datasets)}"
        self.datasets[name] = [dict(record) for record in records]
        layer = _layer(mark, tuple(sorted(look.items())), tuple(channels.items()))
        encoding = dict(layer["encoding"])
        if mark != "text" and any(record.get("ref") for record in records):
            # A shape that stands for a number bears its name: readers explore the drawing shape by shape.
            layer = {**layer, "mark": {**layer["mark"], "aria": True}}
            encoding["description"] = {"field": "ref", "type": "nominal"}
        for axis, ruler in (("x", self.across), ("y", self.down)):
            if axis in encoding:
                scale = {"domain": [ruler.low, ruler.high], "range": [ruler.start, ruler.end]}
                encoding[axis] = {**encoding[axis], "scale": encoding[axis]["scale"] | scale}
        self.layers.append({**layer, "data": {"name": name}, "encoding": encoding})


@cache
def _layer(mark: str, look: tuple[tuple[str, Any], ...], channels: tuple[tuple[str, Any], ...]) -> Spec:
    """Return a layer as Altair writes it, but for its data and the ends of its rulers: layers are much alike.

    Written once each: Altair takes 3 ms a layer, and a report has hundreds.
    """
    import altair as alt  # noqa: PLC0415 - half a second that a cached chart must not pay

    layer: Any = getattr(alt.Chart(alt.NamedData(name="")), f"mark_{mark}")(**dict(look))
    if mark == "geoshape":
        # One projection serves all the layers of a chart: features come placed rather than each layer projected.
        layer = layer.project(type="identity", reflectY=False, scale=1, translate=[0, 0])
    encoded = layer.encode(**{name: _channel(name, of) for name, of in channels})
    written: Spec = encoded.to_dict(validate=False, context={"top_level": False})
    return written


def _channel(name: str, of: Any) -> Any:
    import altair as alt  # noqa: PLC0415

    # Altair's own classes: the same channels given as dictionaries take ten times longer to build.
    place = {"field": of} if isinstance(of, str) else {"datum": of}
    kind = name.upper() if isinstance(of, str) else f"{name.upper()}Datum"
    if name in ("x2", "y2"):
        return getattr(alt, kind)(of)
    if name in ("x", "y"):
        scale = alt.Scale(domain=[0, 1], range=[0, 1], nice=False, zero=False)
        return getattr(alt, kind)(**place, type="quantitative", scale=scale, axis=None)
    if name == "text":
        return alt.Text(field=of, type="nominal")
    if name == "strokeWidth":
        return alt.StrokeWidth(field=of, type="quantitative", scale=None, legend=None)
    return getattr(alt, name.capitalize())(field=of, type="nominal", scale=None, legend=None)


def line_height(size: float) -> float:
    """Return the distance in pixels between the lines of a text."""
    return round(size * LEADING * 2) / 2


def first_line(centre: float, lines: Sequence[str], size: float = LABEL_SIZE) -> float:
    """Return where the first line stands so that a text is centred on a height."""
    return centre - (len(lines) - 1) * line_height(size) / 2
