"""Charts as people edit them in their slides: with their data in a sheet of their own, in the colours of the brand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapport.ground import french
from rapport.ground.shared_out import shared_out
from rapport.manuscript.charts.alt import alt_text
from rapport.numbers.calls import MARK
from rapport.numbers.chart_rows import unknown_rows
from rapport.numbers.register import Register
from rapport.outputs.variants.measured import height_of
from rapport.outputs.variants.template import BODY, NOTED, READ, rgb
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow, Drawing

KINDS = frozenset({"bars", "stacked"})  # that a native chart shows as well as ours

MOST = 16  # bars of a slide: the programs leave out one name of two where there are more
_LETTERS = ((12, READ), (MOST, 14.0), (1000, NOTED))  # points of the letters of a chart, by how many values it shows at most
_NAMES = 0.42 * BODY[2]  # inches that the names of bars have before they go on to a second line


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


def shares_of(spec: ChartSpec, drawing: Drawing, register: Register, font: Path) -> Iterator[Drawing]:
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
        yield replace(drawing, rows=rows, alt=f"{alt} {unknown_rows(spec, register)}".rstrip())


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
    return f"#,##0{'.' + '0' * decimals if decimals else ''}" + (f'"{french.NBSP}{sign}"' if sign else "")


def insert(place: Any, spec: ChartSpec, drawing: Drawing) -> Any:
    """Insert a native chart at its place in a slide, its values in a sheet of its own; return its shape."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415 - a feature that few people need
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    categories, series = series_of(spec, drawing.rows)
    data: Any = CategoryChartData(number_format=number_format(drawing.rows))  # type: ignore[no-untyped-call]
    data.categories = categories
    for name, values in series.items():
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if spec.kind == "bars" else XL_CHART_TYPE.BAR_STACKED_100
    frame = place.insert_chart(kind, data)
    frame._element.nvGraphicFramePr.cNvPr.set("name", f"chart:{drawing.id}")
    return frame


def fill(
    frame: Any,
    spec: ChartSpec,
    drawing: Drawing,
    colours: Sequence[str],
    fonts: tuple[str, str, float],
    longest: float | None,
) -> None:
    """Dress a native chart: one colour, or one a part; values beside their marks, no axis of numbers, no grid.

    ``colours``: of the marks, the highlighted one first; ``fonts``: the family, the colour of its letters and their size;
    ``longest``: the value that takes the whole width, when other slides show bars of the same chart.
    """
    from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION  # noqa: PLC0415 - few need it
    from pptx.util import Pt  # noqa: PLC0415

    chart = frame.chart
    chart.has_title = False
    letters = fonts[2]
    chart.font.size, chart.font.name = Pt(letters), fonts[0]
    chart.font.color.rgb = rgb(fonts[1])
    bars = spec.kind == "bars"
    chart.has_legend = not bars
    if not bars:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _dress_axes(chart, longest)
    if not bars and len(chart.plots[0].categories) == 1:  # one whole, that the title names
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number_format(drawing.rows), False
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END if bars else XL_LABEL_POSITION.CENTER
    labels.font.size, labels.font.bold = Pt(letters), True
    if not bars:
        labels.font.color.rgb = rgb("FFFFFF")
    _colour(plot, spec, drawing, colours)


def _colour(plot: Any, spec: ChartSpec, drawing: Drawing, colours: Sequence[str]) -> None:
    """Give the bars one colour, but for the highlighted one; or each part its own."""
    bars = spec.kind == "bars"
    shades = _shades([series.name for series in plot.series], spec.highlight, colours)
    for series in plot.series:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(shades[series.name])
        for index, row in enumerate(drawing.rows if bars else ()):
            if row.category == french.typeset(spec.highlight):
                series.points[index].format.fill.solid()
                series.points[index].format.fill.fore_color.rgb = rgb(colours[0])


def _dress_axes(chart: Any, longest: float | None) -> None:
    """Hide the axis of numbers, which begins at zero and ends where its greatest value does; the first bar is on top."""
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, longest
    chart.category_axis.format.line.fill.background()
    chart.category_axis.has_major_gridlines, chart.category_axis.reverse_order = False, True


def _shades(names: Sequence[str], highlight: str, colours: Sequence[str]) -> dict[str, str]:
    """Return the colour of each series: the first for the highlighted part alone, to be confirmed or not (RRGGBB)."""
    parts = {name: name.removesuffix(MARK) for name in names}
    chosen, others = french.typeset(highlight), colours[1:]
    turns = {part: at for at, part in enumerate(part for part in dict.fromkeys(parts.values()) if part != chosen)}
    return {name: others[turns[part] % len(others)] if part in turns else colours[0] for name, part in parts.items()}


def unbulleted(paragraph: Any) -> None:
    """Take its bullet off a paragraph of a place for words."""
    from lxml import etree  # noqa: PLC0415 - a feature that few people need

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(etree.SubElement(properties, "{http://schemas.openxmlformats.org/drawingml/2006/main}buNone"))
