"""The same bars for several groups, on one scale: rows line up from panel to panel.

A value stands after its bar, in every panel. A share is a part of a whole bar, as long from chart to chart: three panels of
shares have bars of the scale of four.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.bars import (
    ROOMY,
    WIDE,
    Scale,
    draw_bars,
    grid_of,
    reserve_of,
    scale_for,
    value_ruler,
    write_labels,
)
from rapport.manuscript.charts.canvas import Ruler, Sheet, Spec, line_height
from rapport.manuscript.charts.entries import HUNDRED, Entry, Rows, are_shares, by_group, categories_of, entries_of
from rapport.manuscript.charts.lettering import wrapped
from rapport.manuscript.charts.theme import HEADING_SIZE, LABEL_SIZE, STRONG, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Barres côte à côte, un panneau par groupe"
GUTTER: Final = 22
NARROWEST: Final = 96
MOST_ACROSS: Final = 4
THICKEST: Final = 18  # a panel is narrow
AMOUNTS: Final = 30  # bars without a whole behind them
SHARE: Final = 0.3
VALUE: Final = LABEL_SIZE + 2.5  # letters of a share: it is read before its bar, which is short
WHOLE: Final = reserve_of(Entry("", HUNDRED, "100\u00a0%°"), VALUE)  # whatever the shares are
ABSENT: Final = "–"  # said where a panel has no row for a category of the others


class Frame(NamedTuple):
    """What the panels have in common: the left of the first, their width, scale and whole, their categories if shared."""

    left: float
    room: float
    ruler: Ruler
    shared: list[str]
    whole: float  # of which they show shares; 0 for amounts


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return panels side by side; their rows share one column of labels when there is room for it."""
    entries = entries_of(rows, spec.sort)
    panels = by_group(entries)
    categories = categories_of(next(iter(panels.values())) + entries)
    sheet = Sheet(theme.width(spec.width), theme)
    whole = HUNDRED if are_shares(entries) else 0
    beside = grid_of(categories, sheet.width, share=SHARE)
    values = max(reserve_of(entry, VALUE if whole else LABEL_SIZE) for entry in entries)
    across = _across(len(panels), sheet.width, sheet.width - beside.start, 2 * values)
    room = (sheet.width - beside.start - (across - 1) * GUTTER) / across
    shared = beside.start > 0 and room >= NARROWEST and _alike(panels)
    left = beside.start if shared else 0.0
    room = (sheet.width - left - (across - 1) * GUTTER) / across
    columns = MOST_ACROSS if whole and across == MOST_ACROSS - 1 else across
    scaled = (sheet.width - left - (columns - 1) * GUTTER) / columns
    frame = Frame(left, room, _scale(entries, scaled, whole), categories if shared else [], whole)
    top = 3.0
    names = list(panels)
    for first in range(0, len(names), across):
        row = {name: panels[name] for name in names[first : first + across]}
        top = _row_of_panels(sheet, row, frame, top, spec.highlight) + 18
    return sheet.finished(top - 18)


def _row_of_panels(sheet: Sheet, panels: Mapping[str, Sequence[Entry]], frame: Frame, top: float, highlight: str) -> float:
    """Draw panels from left to right under their headings; return where they end."""
    left, room, ruler, shared, whole = frame
    usual = scale_for(max(map(len, panels.values())), WIDE if sheet.width > ROOMY else ())
    scale = Scale(min(usual.bar, THICKEST), value=VALUE) if whole else Scale(min(usual.bar, AMOUNTS))
    headings = [wrapped(name, room, HEADING_SIZE, bold=True) for name in panels]
    foot = top + max(map(len, headings)) * line_height(HEADING_SIZE)
    bottom = foot
    if shared:
        common = grid_of(shared, sheet.width, foot + 12, share=SHARE, scale=scale)
        write_labels(sheet, common, [category == highlight for category in shared])
    for index, (name, bars) in enumerate(panels.items()):
        start = left + index * (room + GUTTER)
        _heading(sheet, headings[index], (start, start + room, foot), chosen=name == highlight)
        grid = common if shared else grid_of([bar.category for bar in bars], room, foot + 12, share=0, scale=scale)
        own = sheet.along(Ruler(ruler.low, ruler.high, start + ruler.start, start + ruler.end))
        if not shared:
            write_labels(own, grid, [bar.category == highlight for bar in bars], left=start)
        tops = [grid.tops[shared.index(bar.category)] for bar in bars] if shared else grid.tops
        draw_bars(own, bars, grid, highlight, tops, whole=whole)
        if shared:
            drawn = {bar.category for bar in bars}
            lacking = [middle for category, middle in zip(shared, common.middles, strict=True) if category not in drawn]
            said = {"text": [ABSENT], "x": start, "ink": sheet.theme.muted}
            sheet.along().words([said | {"y": middle} for middle in lacking])
        bottom = max(bottom, grid.bottom)
    return bottom


def _heading(sheet: Sheet, lines: list[str], place: tuple[float, float, float], *, chosen: bool) -> None:
    start, end, foot = place
    theme = sheet.theme
    ink = theme.accent_text if chosen else theme.ink
    first = foot - (len(lines) - 0.5) * line_height(HEADING_SIZE)
    sheet.words([{"text": lines, "x": start, "y": first, "ink": ink}], size=HEADING_SIZE, fontWeight=STRONG)
    sheet.strokes([{"x": start, "x2": end, "y": foot + 4, "ink": ink, "thickness": 1}], y2="y")


def _scale(entries: Sequence[Entry], room: float, whole: float) -> Ruler:
    """Return the scale of all the panels; shares are on one from 0 to 100, which is that of the other charts of shares."""
    if not whole:
        return value_ruler(entries, 0, room, [reserve_of(entry) for entry in entries])
    return Ruler(0, whole, 0, room - max(WHOLE, *(reserve_of(entry, VALUE) for entry in entries)))


def _across(count: int, width: float, inner: float, least: float) -> int:
    """Return how many panels stand side by side: all of them up to four, else even rows; two on a half width.

    Fewer, down to two, where their values would take more than half of each.
    """
    most = MOST_ACROSS if width > ROOMY else 2
    while most > 2 and (inner - (most - 1) * GUTTER) / most < least:  # noqa: PLR2004 - side by side
        most -= 1
    return ceil(count / ceil(count / most))


def _alike(panels: Mapping[str, Sequence[Entry]]) -> bool:
    """Tell whether the panels have most of their categories in common."""
    of_panels = [{entry.category for entry in entries} for entries in panels.values()]
    return 2 * len(set.intersection(*of_panels)) >= len(set.union(*of_panels))
