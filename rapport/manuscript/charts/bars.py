"""Horizontal bars from a common zero, the value written at the end of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapport.manuscript.charts.canvas import Record, Ruler, Sheet, Spec, first_line, line_height
from rapport.manuscript.charts.entries import Entry, Rows, entries_of
from rapport.manuscript.charts.lettering import text_width, widest, widest_word, wrapped
from rapport.manuscript.charts.theme import LABEL_SIZE, STRONG, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Barres horizontales"
GAP: Final = 7
ROOMY: Final = 500
THICKNESS: Final = ((12, 16), (20, 14))  # one for all but long lists: bars of two charts of a page are alike
WIDE: Final = ((3, 34), (6, 28), (9, 18))  # bars across the whole column: few of them are a page's main thing, and stand as such
THIN: Final = 11
LABELS: Final = 58 / 170  # of a full width: bars start under the first letters of the text, whose headings hang beside it
SHARE: Final = 0.4  # of a narrow width, at most
DOUBT: Final = 0.32  # of a bar's thickness, hatched at its foot where its value is to confirm


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return one bar a row; labels stand beside the bars, or above them where they would take half the room."""
    return bars_of(entries_of(rows, spec.sort), spec.highlight, Sheet(theme.width(spec.width), theme))


def bars_of(entries: Sequence[Entry], highlight: str, sheet: Sheet) -> Spec:
    """Return one bar an entry, in the order given."""
    grid = grid_of([entry.category for entry in entries], sheet.width)
    sheet.across = value_ruler(entries, grid.start, sheet.width)
    write_labels(sheet, grid, [is_highlighted(entry, highlight) for entry in entries])
    draw_bars(sheet, entries, grid, highlight)
    return sheet.finished(grid.bottom)


@dataclass(frozen=True)
class Grid:
    """Where the rows of a bar chart stand, in pixels."""

    labels: list[list[str]]
    middles: list[float]
    tops: list[float]
    thickness: float
    start: float
    bottom: float


def grid_of(
    categories: Sequence[str],
    width: float,
    top: float = 3,
    share: float | None = None,
    deepest: int = 2,
    below: float = 0,
    thickest: float = 40,
) -> Grid:
    """Place the rows of bars under `top`, their labels in at most a `share` of the width, else above the bars.

    Without a share, labels of a wide chart have the column of headings, whatever they need. A narrow chart also puts above the
    bars the labels that would take more than `deepest` lines. `below` keeps room under each bar, at most ``thickest``.
    """
    least = width * LABELS if share is None and width > ROOMY else 0.0
    share = (least - GAP) / width if least else SHARE if share is None else share
    room = max(width * share, *(widest_word(category, LABEL_SIZE, bold=True) for category in categories))
    labels = [wrapped(category, room, LABEL_SIZE, bold=True) for category in categories]
    beside = room <= width * share and (width > ROOMY or max(map(len, labels)) <= deepest)
    thickness = min(thickness_for(len(categories), WIDE if width > ROOMY else ()), thickest)
    if not beside:
        labels = [wrapped(category, width, LABEL_SIZE, bold=True) for category in categories]
        thickness = min(thickness, 16)
    middles: list[float] = []
    tops: list[float] = []
    row = bottom = top
    for label in labels:
        letters = len(label) * line_height(LABEL_SIZE)
        thick = thickness + below
        height = max(thick, letters) if beside else letters + 2 + thick
        middles.append(row + (height if beside else letters) / 2)
        tops.append(row + (height - thick) / (2 if beside else 1))
        bottom = row + height
        row = bottom + max(5, thickness * (0.4 if beside else 0.7))
    start = max(least, *(widest(label, LABEL_SIZE, bold=True) + GAP for label in labels)) if beside else 0
    return Grid(labels, middles, tops, thickness, start, bottom + 3)


def thickness_for(count: int, wide: Sequence[tuple[int, int]] = ()) -> float:
    """Return how thick the bars of a chart of `count` rows are."""
    return next((thickness for most, thickness in (*wide, *THICKNESS) if count <= most), THIN)


def value_ruler(entries: Sequence[Entry], start: float, end: float) -> Ruler:
    """Return the ruler, zero included, that leaves room for the value printed at the end of every bar."""
    low, high = min(0.0, *(entry.amount for entry in entries)), max(0.0, *(entry.amount for entry in entries))
    if low < 0:
        start += max(reserve_of(entry) for entry in entries if entry.amount < 0)
    rooms = [(end - start - reserve_of(entry)) / (entry.amount - low) for entry in entries if entry.amount > 0]
    high = high or (1.0 if low == 0 else 0.0)
    scale = min([(end - start) / (high - low), *rooms])
    return Ruler(low, high, start, start + (high - low) * scale)


def write_labels(sheet: Sheet, grid: Grid, strong: Sequence[bool], left: float = 0) -> None:
    """Write the category of each row, in strong letters where it is highlighted."""
    for weight in (400, STRONG):
        sheet.along().words(
            [
                {"text": label, "x": left, "y": first_line(middle, label), "ink": sheet.theme.ink}
                for label, middle, chosen in zip(grid.labels, grid.middles, strong, strict=True)
                if chosen == (weight == STRONG)
            ],
            fontWeight=weight,
        )


def draw_bars(
    sheet: Sheet,
    entries: Sequence[Entry],
    grid: Grid,
    highlight: str,
    tops: Sequence[float] = (),
    below: float = 0,
    whole: float = 0,
) -> None:
    """Draw the bars from zero along the sheet's ruler, each with its printed value at its end, and the line of the zero.

    Parts of a ``whole`` stand on a pale bar of it, and their values after it: a column of them.
    """
    theme, ruler = sheet.theme, sheet.across
    marks: list[Record] = []
    stripes: list[tuple[float, float, float, float]] = []
    for entry, top in zip(entries, tops or grid.tops, strict=True):
        foot = top + grid.thickness
        place = {"y": top, "y2": foot, "middle": top + grid.thickness / 2, "end": whole or entry.amount}
        marks.append(record_of(entry, highlight, theme) | place)
        if entry.uncertain:
            ends = (ruler.at(min(0, entry.amount)), ruler.at(max(0, entry.amount)))
            stripes.append((*ends, foot - grid.thickness * DOUBT, foot))
    if whole:
        sheet.boxes([{"end": whole, "y": mark["y"], "y2": mark["y2"], "fill": theme.pale} for mark in marks], x="end", x2=0)
    sheet.boxes([mark for mark in marks if mark["value"]], x="value", x2=0)
    sheet.hatch(stripes)
    for sign, align in ((1, "left"), (-1, "right")):
        alike = [mark for mark in marks if mark["sign"] == sign]
        sheet.words(alike, x="end", y="middle", align=align, dx=sign * GAP, fontWeight=STRONG)
    first, last = grid.tops[0] - 2, grid.tops[-1] + grid.thickness + below + 2
    sheet.strokes([{"y": first, "y2": last, "ink": theme.hairline, "thickness": 1}], x=0, x2=0)


def record_of(entry: Entry, highlight: str, theme: Theme) -> dict[str, object]:
    """Return what a mark says: the data as given, and the colours of its shape and its text."""
    chosen = is_highlighted(entry, highlight)
    return {
        "category": entry.category,
        "group": entry.group,
        "value": entry.amount,
        "ref": entry.ref,
        "text": [entry.printed],
        "fill": theme.accent if chosen else theme.soft if highlight else theme.primary,
        "ink": theme.accent_text if chosen else theme.ink,
        "sign": -1 if entry.amount < 0 else 1,
    }


def is_highlighted(entry: Entry, highlight: str) -> bool:
    """Tell whether the title speaks of this entry, by its category or its group."""
    return bool(highlight) and highlight in (entry.category, entry.group)


def reserve_of(entry: Entry) -> float:
    """Return the room for the value printed at the end of a bar."""
    return text_width(entry.printed, LABEL_SIZE, bold=True) + GAP + 2
