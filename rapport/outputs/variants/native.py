"""Charts as people edit them in their slides: with their data in a sheet of their own, in the colours of the brand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.ground import french
from rapport.numbers.calls import MARK
from rapport.outputs.variants.template import NOTED, READ, rgb
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow, Drawing

KINDS = frozenset({"bars", "stacked"})  # that a native chart shows as well as ours


_LETTERS = ((12, READ), (16, 14.0))  # points of the letters of a chart, by how many values it shows at most


def is_native(spec: ChartSpec, drawing: Drawing) -> bool:
    """Tell whether a drawing is shown as a native chart: of one of the kinds, without last year's values beside its own."""
    return spec.kind in KINDS and not spec.previous and all(row.printed for row in drawing.rows)


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


def fill(frame: Any, spec: ChartSpec, drawing: Drawing, colours: Sequence[str], fonts: tuple[str, str]) -> None:
    """Dress a native chart: one colour, or one a part; values beside their marks, no axis of numbers, no grid.

    ``colours``: of the marks, the highlighted one first; ``fonts``: the family, and the colour of its letters.
    """
    from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION  # noqa: PLC0415 - few need it
    from pptx.util import Pt  # noqa: PLC0415

    chart = frame.chart
    chart.has_title = False
    letters = next((size for most, size in _LETTERS if len(drawing.rows) <= most), NOTED)
    chart.font.size, chart.font.name = Pt(letters), fonts[0]
    chart.font.color.rgb = rgb(fonts[1])
    bars = spec.kind == "bars"
    chart.has_legend = not bars
    if not bars:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.format.line.fill.background()
    if not bars and len(chart.plots[0].categories) == 1:  # one whole, that the title names
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    chart.category_axis.has_major_gridlines, chart.category_axis.reverse_order = False, True
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number_format(drawing.rows), False
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END if bars else XL_LABEL_POSITION.CENTER
    labels.font.size, labels.font.bold = Pt(letters), True
    if not bars:
        labels.font.color.rgb = rgb("FFFFFF")
    shades = _shades([series.name for series in plot.series], spec.highlight, colours)
    for series in plot.series:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(shades[series.name])
        for index, row in enumerate(drawing.rows if bars else ()):
            if row.category == french.typeset(spec.highlight):
                series.points[index].format.fill.solid()
                series.points[index].format.fill.fore_color.rgb = rgb(colours[0])


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
