"""Charts as people edit them in their slides: with their data in a sheet of their own, in the colours of the brand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from rapport.ground import french
from rapport.ground.shared_out import shared_out
from rapport.manuscript.charts.alt import alt_text
from rapport.numbers.calls import MARK
from rapport.outputs.variants.measured import height_of, width_of
from rapport.outputs.variants.template import BODY, NOTED, READ, rgb
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow, Drawing

KINDS = frozenset({"bars", "stacked"})  # that a native chart shows as well as ours

MOST = 16  # bars of a slide: the programs leave out one name of two where there are more
_LETTERS = ((12, READ), (MOST, 14.0), (1000, NOTED))  # points of the letters of a chart, by how many values it shows at most
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_NAMES = 0.42 * BODY[2]  # inches that the names of bars have before they go on to a second line


class ChartLook(NamedTuple):
    """How a native chart looks: what all of the slides that show it have in common."""

    colours: Sequence[str]  # of the marks, the highlighted one first
    family: str
    ink: str
    letters: float  # points
    ends: tuple[float, float | None]  # of the axis of numbers
    parts: Sequence[str]  # the series of the whole chart, in order


def is_native(spec: ChartSpec, drawing: Drawing) -> bool:
    """Tell whether a drawing is shown as a native chart: of one of the kinds, without last year's values beside its own."""
    return spec.kind in KINDS and not spec.previous and all(row.printed for row in drawing.rows)


def letters_of(spec: ChartSpec, rows: Sequence[ChartRow], font: Path) -> float:
    """Return the size of the letters of a chart (points): the name of each bar is as high as it at most; 0 when none will do."""
    names = _bars(spec, rows)
    high = BODY[3] / max(len(names), 1)
    sizes = [size for most, size in _LETTERS if len(rows) <= most]
    return next((size for size in sizes if all(height_of(name, size, font, _NAMES) <= high for name in names)), 0.0)


def _bars(spec: ChartSpec, rows: Sequence[ChartRow]) -> list[str]:
    """Return the names of the bars of a chart, in order."""
    return [*dict.fromkeys(row.group for row in rows)] if spec.kind == "stacked" else [row.category for row in rows]


def shares_of(spec: ChartSpec, drawing: Drawing, font: Path) -> Iterator[Drawing]:
    """Yield what each slide shows of a native chart: all of it, or as few equal shares of its bars as are read."""

    def rows_of(bars: Sequence[int]) -> tuple[ChartRow, ...]:
        if spec.kind != "stacked":
            return tuple(drawing.rows[at] for at in bars)
        groups = {names[at] for at in bars}
        return tuple(row for row in drawing.rows if row.group in groups)

    names = _bars(spec, drawing.rows)
    shares = shared_out(range(len(names)), lambda bars: len(bars) <= MOST and letters_of(spec, rows_of(bars), font) > 0)
    if len(shares) <= 1:
        yield drawing
        return
    for share in shares:
        rows = rows_of(share)
        alt = french.typeset(spec.alt) or alt_text(spec, rows)
        yield replace(drawing, rows=rows, alt=f"{alt} {drawing.unknown}".rstrip())


def series_of(spec: ChartSpec, rows: Sequence[ChartRow]) -> tuple[list[str], Mapping[str, list[float | None]]]:
    """Return the categories of a native chart, and its values by series: bars are one series, the parts of a whole one each."""
    if spec.kind == "bars":
        return [_label(row) for row in rows], {"": [float(row.value) for row in rows]}
    groups = list(dict.fromkeys(row.group for row in rows))
    parts: dict[str, list[float | None]] = {}
    for row in rows:
        parts.setdefault(_label(row), [None] * len(groups))[groups.index(row.group)] = float(row.value)
    return [group or spec.subtitle or spec.title for group in groups], parts


def _label(row: ChartRow) -> str:
    return f"{row.category}{MARK * row.uncertain}"


def number_format(rows: Sequence[ChartRow]) -> str:
    """Return the number format of the values: their decimals and their sign, as a spreadsheet writes formats."""
    decimals = max((len(row.printed.partition(",")[2].rstrip(f" {french.NBSP}%€")) for row in rows), default=0)
    sign = next((sign for sign in "%€" if all(row.printed.endswith(sign) for row in rows)), "")
    form = f"#,##0{'.' + '0' * decimals if decimals else ''}" + (f'"{french.NBSP}{sign}"' if sign else "")
    return f'{form};"{french.MINUS}"{form}' if any(row.value < 0 for row in rows) else form


def look_of(spec: ChartSpec, drawing: Drawing, whole: Drawing, fonts: tuple[str, str, Path], colours: Sequence[str]) -> ChartLook:
    """Return the look of what a slide shows of a chart; ``fonts``: the family of its letters, their colour, their file."""
    family, ink, font = fonts
    letters = letters_of(spec, drawing.rows, font) or NOTED
    return ChartLook(colours, family, ink, letters, scale_of(spec, drawing, whole, font), [*series_of(spec, whole.rows)[1]])


def scale_of(spec: ChartSpec, drawing: Drawing, whole: Drawing, font: Path) -> tuple[float, float | None]:
    """Return where the axis of numbers begins and ends (None: where the program likes), the same on every slide.

    It begins at zero; under values below zero, where the longest bar has room for its value beyond its end.
    """
    values = [float(row.value) for row in whole.rows] if spec.kind == "bars" else []
    low, high = min([0.0, *values]), max([0.0, *values])
    if not low:
        return 0.0, None if drawing.rows == whole.rows or not values else high
    rooms = {below: max((_aside(row, font) for row in whole.rows if (row.value < 0) is below), default=0.0)
             for below in (True, False)}  # fmt: skip
    span = (high - low) / (1 - rooms[True] - rooms[False])
    return low - rooms[True] * span, high + rooms[False] * span


def _aside(row: ChartRow, font: Path) -> float:
    """Return the share of the narrowest axis of numbers that the value of a bar takes beside it."""
    return (width_of(row.printed, READ, font) + READ / 72) / (BODY[2] - _NAMES)


def insert(place: Any, spec: ChartSpec, drawing: Drawing, parts: Sequence[str]) -> Any:
    """Insert a native chart at its place in a slide, its values in a sheet of its own, its parts in order; return its shape."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415 - a feature that few people need
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    categories, series = series_of(spec, drawing.rows)
    data: Any = CategoryChartData(number_format=number_format(drawing.rows))  # type: ignore[no-untyped-call]
    data.categories = categories
    for name in parts:
        if name in series:
            data.add_series(name, series[name])
    kind = XL_CHART_TYPE.BAR_CLUSTERED if spec.kind == "bars" else XL_CHART_TYPE.BAR_STACKED_100
    frame = place.insert_chart(kind, data)
    frame._element.nvGraphicFramePr.cNvPr.set("name", f"chart:{drawing.id}")
    return frame


def fill(frame: Any, spec: ChartSpec, drawing: Drawing, look: ChartLook) -> None:
    """Dress a native chart: one colour, or one a part; values beside their marks, no axis of numbers, no grid."""
    from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION  # noqa: PLC0415 - few need it
    from pptx.util import Pt  # noqa: PLC0415

    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(look.letters), look.family
    chart.font.color.rgb = rgb(look.ink)
    bars = spec.kind == "bars"
    chart.has_legend = not bars
    if not bars:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _dress_axes(chart, look)
    if not bars and len(chart.plots[0].categories) == 1:  # one whole, that the title names
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number_format(drawing.rows), False
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END if bars else XL_LABEL_POSITION.CENTER
    labels.font.size, labels.font.bold = Pt(look.letters), True
    if not bars:
        labels.font.color.rgb = rgb("FFFFFF")
    _colour(plot, spec, drawing, look)


def _colour(plot: Any, spec: ChartSpec, drawing: Drawing, look: ChartLook) -> None:
    """Give the bars one colour, but for the highlighted one; or each part its own."""
    from lxml.etree import SubElement  # noqa: PLC0415 - a feature that few people need

    bars = spec.kind == "bars"
    shades = _shades(look.parts, spec.highlight, look.colours)
    for series in plot.series:
        series.invert_if_negative = False  # a bar below zero would be white
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(shades[series.name])
        for index, row in enumerate(drawing.rows if bars else ()):
            if row.category == french.typeset(spec.highlight):
                fill = series.points[index].format.fill
                fill.solid()
                fill.fore_color.rgb = rgb(look.colours[0])
        for point in series._element.dPt_lst:
            point.insert(1, SubElement(point, f"{_CHART}invertIfNegative", val="0"))


def _dress_axes(chart: Any, look: ChartLook) -> None:
    """Hide the axis of numbers; the first bar is on top. Around zero, a line shows it, and names stay on the left of all bars."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415 - a feature that few people need

    low, high = look.ends
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, high
    chart.category_axis.has_major_gridlines, chart.category_axis.reverse_order = False, True
    if not low:
        chart.category_axis.format.line.fill.background()
        return
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.fill.solid()
    chart.category_axis.format.line.fill.fore_color.rgb = rgb(look.ink)


def _shades(names: Sequence[str], highlight: str, colours: Sequence[str]) -> dict[str, str]:
    """Return the colour of each series: the first for the highlighted part alone, to be confirmed or not (RRGGBB)."""
    parts = {name: name.removesuffix(MARK) for name in names}
    chosen, others = french.typeset(highlight) or None, colours[1:]
    turns = {part: at for at, part in enumerate(part for part in dict.fromkeys(parts.values()) if part != chosen)}
    return {name: others[turns[part] % len(others)] if part in turns else colours[0] for name, part in parts.items()}


def unbulleted(paragraph: Any) -> None:
    """Take its bullet off a paragraph of a place for words."""
    from lxml import etree  # noqa: PLC0415 - a feature that few people need

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(etree.SubElement(properties, "{http://schemas.openxmlformats.org/drawingml/2006/main}buNone"))
