"""Bars of this year over those of last year: full and thick, hollow and thin, so that no colour tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.bars import (
    GAP,
    Grid,
    draw_bars,
    grid_of,
    is_highlighted,
    record_of,
    reserve_of,
    scale_across,
    value_ruler,
    write_labels,
)
from rapport.manuscript.charts.canvas import Record, Sheet, Spec, line_height
from rapport.manuscript.charts.lettering import text_width
from rapport.manuscript.charts.theme import LABEL_SIZE, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.manuscript.charts.entries import Entry, Rows
    from rapport.sources.authored import ChartSpec

EDGE: Final = 1.5
SEAM: Final = 3.0
KEY: Final = 11.0
THINNEST: Final = 11.0  # a value is written beside each bar: letters must not touch


class Box(NamedTuple):
    """A hollow bar in pixels, the colour of its edges, and the name of its number."""

    x: float
    x2: float
    y: float
    y2: float
    ink: str
    ref: str = ""


class YearPair(NamedTuple):
    """A category this year, and last year when it is known."""

    after: Entry
    before: Entry | None


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return two bars a category, under a key that names the years."""
    sheet = Sheet(theme.width(spec.width), theme)
    pairs = pairs_of(rows.entries)
    entries = [entry for pair in pairs for entry in pair if entry is not None]
    scale = scale_across(len(pairs), sheet)
    thin = max(THINNEST, round(scale.bar * 0.6))
    top = 3 + line_height(LABEL_SIZE) + 6
    grid = grid_of([pair.after.category for pair in pairs], sheet.width, top, below=SEAM + thin, scale=scale)
    sheet.across = value_ruler(
        entries, grid.start, sheet.width, [reserve_of(entry, scale.value_of(entry, spec.highlight)) for entry in entries]
    )
    _key(sheet, pairs, grid.start, theme.soft if spec.highlight else theme.primary)
    write_labels(sheet, grid, [is_highlighted(pair.after, spec.highlight) for pair in pairs])
    draw_bars(sheet, [pair.after for pair in pairs], grid, spec.highlight, below=SEAM + thin)
    _hollow(sheet, pairs, grid, thin, spec.highlight)
    return sheet.finished(grid.bottom)


def pairs_of(entries: Sequence[Entry]) -> list[YearPair]:
    """Return the entries two by two: a category's last year comes right before its own."""
    year = entries[-1].group
    pairs: list[YearPair] = []
    before: Entry | None = None
    for entry in entries:
        if entry.group == year:
            pairs.append(YearPair(entry, before))
            before = None
        else:
            before = entry
    return pairs


def _key(sheet: Sheet, pairs: Sequence[YearPair], left: float, fill: str) -> None:
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
        _outline(plain, [Box(start, start + KEY, box[2], box[3], fill)])
        words.append({"text": [year], "x": start + KEY + 5, "y": middle, "ink": theme.muted})
    plain.words(words)


def _hollow(sheet: Sheet, pairs: Sequence[YearPair], grid: Grid, thin: float, highlight: str) -> None:
    """Draw last year's bars under this year's, in the same colour, each with its value."""
    plain = sheet.along()
    words: list[Record] = []
    boxes: list[Box] = []
    for pair, top in zip(pairs, grid.tops, strict=True):
        before = pair.before
        if before is None:
            continue
        foot = top + grid.scale.bar + SEAM
        ink = str(record_of(pair.after, highlight, sheet.theme)["fill"])
        left, right = (sheet.across.at(bound(0, before.amount)) for bound in (min, max))
        box = Box(left, right, foot, foot + thin, ink, before.ref)
        if before.amount:
            boxes.append(box)
        sign = -1 if before.amount < 0 else 1
        middle = foot + thin / 2
        words.append({"text": [before.printed], "value": before.amount, "y": middle, "ink": sheet.theme.muted, "sign": sign})
    # The inside of a bar is the shape that stands for its number: the pointer finds it.
    plain.boxes([box._asdict() | {"fill": sheet.theme.background} for box in boxes])
    _outline(plain, boxes)
    for sign, align in ((1, "left"), (-1, "right")):
        sheet.words([word for word in words if word["sign"] == sign], x="value", align=align, dx=sign * GAP)


def _outline(plain: Sheet, boxes: Sequence[Box]) -> None:
    """Draw the edges of boxes, within them."""
    half = EDGE / 2
    level = [{"x": b.x, "x2": b.x2, "y": at, "ink": b.ink, "thickness": EDGE} for b in boxes for at in (b.y + half, b.y2 - half)]
    upright = [
        {"x": at, "y": b.y, "y2": b.y2, "ink": b.ink, "thickness": EDGE} for b in boxes for at in (b.x + half, b.x2 - half)
    ]
    plain.strokes(level, y2="y")
    plain.strokes(upright, x2="x")
