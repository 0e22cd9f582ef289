"""Horizontal bars from a common zero, the value written at the end of each: large, that of which the title speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rapport.manuscript.charts.canvas import Record, Ruler, Sheet, Spec, first_line, line_height
from rapport.manuscript.charts.entries import Entry, Rows, entries_of
from rapport.manuscript.charts.lettering import text_width, widest, widest_word, wrapped
from rapport.manuscript.charts.theme import LABEL_SIZE, NUMERALS, STRONG, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec


class Scale(NamedTuple):
    """How thick bars are, how large the letters of their names, of their values, and of the value of the highlighted bar."""

    bar: float
    name: float = LABEL_SIZE
    value: float = LABEL_SIZE
    told: float = 0  # as the others, when 0

    def value_of(self, entry: Entry, highlight: str) -> float:
        """Return how large the letters of a value are."""
        return self.told if self.told and is_highlighted(entry, highlight) else self.value


LABEL: Final = "Barres horizontales"
GAP: Final = 7
ROOMY: Final = 500
SCALES: Final = ((12, Scale(16)), (20, Scale(14)))  # one for all but long lists: bars of two charts of a page are alike
THIN: Final = Scale(11)
# Across the whole column, few bars are a page's main thing: the value of which the title speaks is read first.
WIDE: Final = (
    (3, Scale(38, 14, 15, 52)),
    (6, Scale(26, LABEL_SIZE, 15, 48)),
    (9, Scale(19, LABEL_SIZE, 15, 36)),
    (12, Scale(18, LABEL_SIZE, 15, 32)),
)
EVEN: Final = 6  # bars across the column, at most, that are as far from one to the next whatever their names are long
EVEN_LINES: Final = 2  # of these names, at most: an even chart of longer ones would be much higher
TALL: Final = 0.5  # of their size: how far letters reach from their middle
BROADER: Final = 1.15  # of letters of titles, to those of the text
LABELS: Final = 58 / 170  # of a full width: bars start under the first letters of the text, whose headings hang beside it
SHARE: Final = 0.4  # of a narrow width, at most


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return one bar a row; labels stand beside the bars, or above them where they would take half the room."""
    return bars_of(entries_of(rows, spec.sort), spec.highlight, Sheet(theme.width(spec.width), theme))


def bars_of(entries: Sequence[Entry], highlight: str, sheet: Sheet) -> Spec:
    """Return one bar an entry, in the order given; a large value doesn't leave the sheet."""
    scale, names = scale_across(len(entries), sheet), [entry.category for entry in entries]
    grid = grid_of(names, sheet.width, scale=scale)
    told = [middle for entry, middle in zip(entries, grid.middles, strict=True) if is_highlighted(entry, highlight)]
    high = scale.told * TALL
    over = max(0.0, *(high - middle for middle in told)) if told else 0.0
    grid = grid_of(names, sheet.width, over, scale=scale) if over else grid
    reserves = [reserve_of(entry, grid.scale.value_of(entry, highlight)) for entry in entries]
    sheet.across = value_ruler(entries, grid.start, sheet.width, reserves)
    write_labels(sheet, grid, [is_highlighted(entry, highlight) for entry in entries])
    draw_bars(sheet, entries, grid, highlight)
    return sheet.finished(max([grid.bottom, *(over + middle + high for middle in told)]))


@dataclass(frozen=True)
class Grid:
    """Where the rows of a bar chart stand, in pixels."""

    labels: list[list[str]]
    middles: list[float]
    tops: list[float]
    scale: Scale
    start: float
    bottom: float


def grid_of(
    categories: Sequence[str],
    width: float,
    top: float = 0,
    share: float | None = None,
    deepest: int = 2,
    below: float = 0,
    scale: Scale | None = None,
) -> Grid:
    """Place the rows of bars under `top`, their labels in at most a `share` of the width, else above the bars.

    Without a share, labels of a wide chart have the column of headings, whatever they need. A narrow chart also puts above the
    bars the labels that would take more than `deepest` lines. `below` keeps room under each bar.
    """
    scale = scale or scale_for(len(categories))
    size = scale.name
    least = width * LABELS if share is None and width > ROOMY else 0.0
    share = (least - GAP) / width if least else SHARE if share is None else share
    room = max(width * share, *(widest_word(category, size, bold=True) for category in categories))
    labels = [wrapped(category, room, size, bold=True) for category in categories]
    beside = room <= width * share and (width > ROOMY or max(map(len, labels)) <= deepest)
    if not beside:
        labels = [wrapped(category, width, size, bold=True) for category in categories]
        scale = scale._replace(bar=min(scale.bar, 16))
    middles: list[float] = []
    tops: list[float] = []
    row = bottom = top
    even = _even(labels) * line_height(size) if beside and least else 0.0
    for label in labels:
        letters = len(label) * line_height(size)
        thick = scale.bar + below
        height = max(thick, letters, even) if beside else letters + 2 + thick
        middles.append(row + (height if beside else letters) / 2)
        tops.append(row + (height - thick) / (2 if beside else 1))
        bottom = row + height
        row = bottom + max(5, scale.bar * (0.7 if not beside else 0.4 if scale.told < NUMERALS else 0.2))
    start = max(least, *(widest(label, size, bold=True) + GAP for label in labels)) if beside else 0
    return Grid(labels, middles, tops, scale, start, bottom)


def _even(labels: Sequence[Sequence[str]]) -> int:
    """Return how many lines the names of few bars all have the room of, if they are brief; 0 otherwise."""
    lines = max(len(label) for label in labels)
    return lines if len(labels) <= EVEN and lines <= EVEN_LINES else 0


def scale_for(count: int, wide: Sequence[tuple[int, Scale]] = ()) -> Scale:
    """Return how thick the bars of a chart of `count` rows are, and how large its letters."""
    return next((scale for most, scale in (*wide, *SCALES) if count <= most), THIN)


def scale_across(count: int, sheet: Sheet) -> Scale:
    """Return the same of a chart over a whole sheet: a slide has no room for more than it needs."""
    return scale_for(count, WIDE if sheet.width > ROOMY and not sheet.theme.height else ())


def value_ruler(entries: Sequence[Entry], start: float, end: float, reserves: Sequence[float]) -> Ruler:
    """Return the ruler, zero included, that leaves its room to the value printed at the end of every bar."""
    low, high = min(0.0, *(entry.amount for entry in entries)), max(0.0, *(entry.amount for entry in entries))
    if low < 0:
        start += max(room for entry, room in zip(entries, reserves, strict=True) if entry.amount < 0)
    placed = zip(entries, reserves, strict=True)
    rooms = [(end - start - room) / (entry.amount - low) for entry, room in placed if entry.amount > 0]
    high = high or (1.0 if low == 0 else 0.0)
    scale = min([(end - start) / (high - low), *rooms])
    return Ruler(low, high, start, start + (high - low) * scale)


def write_labels(sheet: Sheet, grid: Grid, strong: Sequence[bool], left: float = 0) -> None:
    """Write the category of each row, in strong letters where it is highlighted."""
    size = grid.scale.name
    for weight in (400, STRONG):
        sheet.along().words(
            [
                {"text": label, "x": left, "y": first_line(middle, label, size), "ink": sheet.theme.ink}
                for label, middle, chosen in zip(grid.labels, grid.middles, strong, strict=True)
                if chosen == (weight == STRONG)
            ],
            size=size,
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
    """Draw the bars from zero along the sheet's ruler, each with its printed value at its end.

    Parts of a ``whole`` stand on a pale bar of it, and their values after it: a column of them. Losses, on the other side of
    the zero, have its line; so have zeros alone, of which nothing else is drawn.
    """
    theme, scale, bar = sheet.theme, grid.scale, grid.scale.bar
    marks: list[Record] = []
    for entry, top in zip(entries, tops or grid.tops, strict=True):
        place = {"y": top, "y2": top + bar, "middle": top + bar / 2, "end": whole or entry.amount}
        place["size"] = scale.value_of(entry, highlight)
        marks.append(record_of(entry, highlight, theme.of(entry.category)) | place)
    if whole:
        sheet.boxes([{"end": whole, "y": mark["y"], "y2": mark["y2"], "fill": theme.pale} for mark in marks], x="end", x2=0)
    seen = [mark for mark in marks if mark["value"]]
    sheet.boxes(seen, x="value", x2=0)
    for sign, align in ((1, "left"), (-1, "right")):
        alike = [mark for mark in marks if mark["sign"] == sign]
        for size in dict.fromkeys((scale.told or scale.value, scale.value)):
            own = [mark for mark in alike if mark["size"] == size]
            write_values(sheet, own, size, x="end", y="middle", align=align, dx=sign * GAP)
    if sheet.across.low < 0 or not (seen or whole):
        # Over bars that have their names above them, one line would cross these.
        ends = [(grid.tops[0], grid.tops[-1])] if grid.start else [(top, top) for top in tops or grid.tops]
        line = {"ink": theme.hairline, "thickness": 1}
        sheet.strokes([{"y": first, "y2": last + bar + below} | line for first, last in ends], x=0, x2=0)


def write_values(sheet: Sheet, marks: Sequence[Record], size: float, **look: Any) -> None:
    """Write values in strong letters; in those of titles where they are read before the rest."""
    if size < NUMERALS:
        sheet.words(marks, size=size, fontWeight=STRONG, **look)
    else:
        sheet.numerals(marks, size=size, **look)


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


def reserve_of(entry: Entry, size: float = LABEL_SIZE) -> float:
    """Return the room for the value printed at the end of a bar."""
    return text_width(entry.printed, size, bold=True) * (BROADER if size >= NUMERALS else 1) + GAP + 2
