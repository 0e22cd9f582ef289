"""Bars of this year over those of last year: full and thick, hollow and thin, so that no colour tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from rapport.charts.bars import GAP, Grid, draw_bars, grid_of, is_highlighted, record_of, thickness_for, value_ruler, write_labels
from rapport.charts.lettering import text_width
from rapport.charts.sheet import Record, Sheet, Spec, line_height
from rapport.charts.theme import LABEL_SIZE, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.authored import ChartSpec
    from rapport.charts.entries import Entry, Rows

EDGE: Final = 1.5
SEAM: Final = 3.0
KEY: Final = 11.0
THINNEST: Final = 11.0  # a value is written beside each bar: letters must not touch
Box: TypeAlias = tuple[float, float, float, float, str]  # left, right, top, bottom in pixels, and the colour of its edges


class Pair(NamedTuple):
    """A category this year, and last year when it is known."""

    after: Entry
    before: Entry | None


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return two bars a category, under a key that names the years."""
    sheet = Sheet(theme.width(spec.width), theme)
    pairs = pairs_of(rows.entries)
    entries = [entry for pair in pairs for entry in pair if entry is not None]
    thin = max(THINNEST, round(thickness_for(len(pairs)) * 0.6))
    top = 3 + line_height(LABEL_SIZE) + 6
    grid = grid_of([pair.after.category for pair in pairs], sheet.width, top, below=SEAM + thin)
    sheet.across = value_ruler(entries, grid.start, sheet.width)
    _key(sheet, pairs, grid.start, theme.soft if spec.highlight else theme.primary)
    write_labels(sheet, grid, [is_highlighted(pair.after, spec.highlight) for pair in pairs])
    _hollow(sheet, pairs, grid, thin, spec.highlight)
    draw_bars(sheet, [pair.after for pair in pairs], grid, spec.highlight, below=SEAM + thin)
    return sheet.finished(grid.bottom)


def pairs_of(entries: Sequence[Entry]) -> list[Pair]:
    """Return the entries two by two: a category's last year comes right before its own."""
    year = entries[-1].group
    pairs: list[Pair] = []
    before: Entry | None = None
    for entry in entries:
        if entry.group == year:
            pairs.append(Pair(entry, before))
            before = None
        else:
            before = entry
    return pairs


def _key(sheet: Sheet, pairs: Sequence[Pair], left: float, fill: str) -> None:
    """Name the years over the bars, each beside a mark that looks like its bars."""
    theme = sheet.theme
    plain = sheet.along()
    middle = 3 + line_height(LABEL_SIZE) / 2
    box = (left, left + KEY, middle - KEY / 2, middle + KEY / 2)
    plain.boxes([{"x": box[0], "x2": box[1], "y": box[2], "y2": box[3], "fill": fill}])
    words: list[Record] = [{"text": [pairs[0].after.group], "x": box[1] + 5, "y": middle, "ink": theme.ink}]
    years = {pair.before.group for pair in pairs if pair.before}
    start = box[1] + 5 + text_width(pairs[0].after.group, LABEL_SIZE) + 18
    for year in years:
        _outline(plain, [(start, start + KEY, box[2], box[3], fill)])
        words.append({"text": [year], "x": start + KEY + 5, "y": middle, "ink": theme.muted})
    plain.words(words)


def _hollow(sheet: Sheet, pairs: Sequence[Pair], grid: Grid, thin: float, highlight: str) -> None:
    """Draw last year's bars under this year's, in the same colour, each with its value."""
    marks: list[Record] = []
    boxes: list[Box] = []
    plain = sheet.along()
    for pair, top in zip(pairs, grid.tops, strict=True):
        if pair.before is None:
            continue
        amount = pair.before.amount
        foot = top + grid.thickness + SEAM
        ends = (sheet.across.at(min(0, amount)), sheet.across.at(max(0, amount)))
        middle = foot + thin / 2
        marks.append({"text": [pair.before.printed], "value": amount, "y": middle, "ink": sheet.theme.muted})
        ink = str(record_of(pair.after, highlight, sheet.theme)["fill"])
        if amount:
            boxes.append((*ends, foot, foot + thin, ink))
        if pair.before.uncertain:
            plain.hatch([(*ends, foot + EDGE, foot + thin - EDGE)], ink)
    _outline(plain, boxes)
    for sign, align in ((1, "left"), (-1, "right")):
        side = [mark for mark in marks if (float(str(mark["value"])) < 0) == (sign < 0)]
        sheet.words(side, x="value", align=align, dx=sign * GAP)


def _outline(plain: Sheet, boxes: Sequence[Box]) -> None:
    """Draw the edges of boxes, within them."""
    look = {"thickness": EDGE}
    half = EDGE / 2
    level = [look | {"x": x, "x2": x2, "y": at, "ink": ink} for x, x2, y, y2, ink in boxes for at in (y + half, y2 - half)]
    upright = [look | {"x": at, "y": y, "y2": y2, "ink": ink} for x, x2, y, y2, ink in boxes for at in (x + half, x2 - half)]
    plain.strokes(level, y2="y")
    plain.strokes(upright, x2="x")
