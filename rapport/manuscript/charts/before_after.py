"""Before and after (a dumbbell plot): a hollow dot, a line, an arrow head, and the two values outside.

A line over the rows says which is which moment; names over the two ends would be wrong for the rows that go the other way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.bars import GAP as BAR_GAP
from rapport.manuscript.charts.bars import ROOMY, Grid, Scale, grid_of, reserve_of, write_labels, write_values
from rapport.manuscript.charts.canvas import Record, Ruler, Sheet, Spec, line_height
from rapport.manuscript.charts.entries import Entry, Rows, by_group, categories_of, entries_of
from rapport.manuscript.charts.lettering import text_width
from rapport.manuscript.charts.theme import LABEL_SIZE, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Avant et après, d'un point à l'autre"
GAP: Final = 11.0
DOT: Final = 90.0
CLOSE: Final = 11.0
NARROW: Final = Scale(13)
WIDE: Final = Scale(18, value=15, told=18)  # across the whole column: the values of which the title speaks are read first


class BeforeAfter(NamedTuple):
    """A category at its first and its last moment; the same entry twice when only one is known."""

    before: Entry
    after: Entry

    @property
    def low(self) -> Entry:
        """The end that stands on the left."""
        return min(self, key=lambda entry: entry.amount)

    @property
    def high(self) -> Entry:
        """The end that stands on the right."""
        return self.before if self.low is self.after else self.after

    @property
    def still(self) -> bool:
        """Tell whether both ends are one point."""
        return self.before.amount == self.after.amount


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return a row a category on one scale from zero; a key says which dot is which moment."""
    moments = list(by_group(entries_of(rows)))
    entries = [entry for entry in entries_of(rows, spec.sort) if entry.group in (moments[0], moments[-1])]
    categories = categories_of([entry for entry in entries if entry.group == moments[-1]] + entries)
    changes = [_change(entries, category, moments) for category in categories]
    sheet = Sheet(theme.width(spec.width), theme)
    scale = WIDE if sheet.width > ROOMY and not theme.height else NARROW
    grid = grid_of(categories, sheet.width, 3 + line_height(LABEL_SIZE) + 8, deepest=5, scale=scale)
    sizes = {entry.category: scale.value_of(entry, spec.highlight) for entry in entries}
    sheet.across = _ruler(changes, grid.start, sheet.width, sizes)
    _guides(sheet, changes, grid, sizes)
    _key(sheet, (moments[0], moments[-1]), grid)
    write_labels(sheet, grid, [category == spec.highlight for category in categories])
    _draw(sheet, changes, grid, spec.highlight)
    _values(sheet, changes, grid, spec.highlight, sizes)
    return sheet.finished(grid.bottom)


def _key(sheet: Sheet, moments: tuple[str, str], grid: Grid) -> None:
    """Draw a hollow dot and an arrow head over the rows, each with the name of its moment."""
    theme = sheet.theme
    middle = 3 + line_height(LABEL_SIZE) / 2
    left = grid.start + 8
    after = left + GAP + text_width(moments[0], LABEL_SIZE) + 34
    plain = sheet.along()
    ends = [{"x": left, "y": middle, "edge": theme.muted}, {"x": after, "y": middle, "edge": theme.muted}]
    plain.strokes(
        [{"x": after - 20, "x2": after, "y": middle, "ink": theme.muted, "thickness": 3}] * (len({*moments}) > 1), y2="y"
    )
    plain.dots([ends[0] | {"fill": theme.background}], shape="circle", size=DOT, strokeWidth=2)
    plain.dots([ends[1] | {"fill": theme.muted}] * (len({*moments}) > 1), shape="triangle-right", size=DOT, strokeWidth=2)
    words = [
        {"text": [moment], "x": x, "y": middle, "ink": theme.muted} for moment, x in zip(moments, (left, after), strict=True)
    ]
    plain.words(words[: len({*moments})], dx=GAP)


def _guides(sheet: Sheet, changes: Sequence[BeforeAfter], grid: Grid, sizes: Mapping[str, float]) -> None:
    """Draw the line of the zero, and in each row a pale line that leads from it to the dots and beyond."""
    ruler = sheet.across
    lines: list[Record] = []
    clear = True
    for change, middle in zip(changes, _centres(grid), strict=True):
        low, high = change.low.amount, change.high.amount
        first = ruler.at(low) - (8 if change.still else _reserve(change.low, sizes))
        last = ruler.at(high) + _reserve(change.high, sizes) + 2
        clear = clear and (first > ruler.at(0) or low < 0 or (change.still and low == 0))
        spans = [(ruler.at(0), first), (last, ruler.at(ruler.high))]
        look = {"y": middle, "ink": sheet.theme.pale, "thickness": 1.5}
        lines += [look | {"x": start, "x2": end} for start, end in spans if end > start]
    plain = sheet.along()
    plain.strokes(lines, y2="y")
    if clear:
        foot = {"y": grid.tops[0] - 4, "y2": grid.tops[-1] + grid.scale.bar + 4, "ink": sheet.theme.hairline}
        sheet.strokes([foot | {"thickness": 1}], x=0, x2=0)


def _change(entries: Sequence[Entry], category: str, moments: Sequence[str]) -> BeforeAfter:
    known = {entry.group: entry for entry in reversed(entries) if entry.category == category}
    before, after = known.get(moments[0]), known.get(moments[-1])
    return BeforeAfter(before or known[moments[-1]], after or known[moments[0]])


def _ruler(changes: Sequence[BeforeAfter], start: float, end: float, sizes: Mapping[str, float]) -> Ruler:
    """Return the ruler, zero included, that leaves room for the values outside both ends."""
    low = min(0.0, *(change.low.amount for change in changes))
    high = max(0.0, *(change.high.amount for change in changes)) or 1.0
    left = [(_reserve(change.low, sizes), change.low.amount - low) for change in changes if not change.still]
    right = [(_reserve(change.high, sizes), change.high.amount - low) for change in changes]
    span = end - start
    # The left value of a point near zero pushes the zero to the right; the further points need no room there.
    zero = 8.0
    for _ in range(4):
        scale = min((span - zero - room) / far for room, far in [*right, (8.0, high - low)] if far > 0)
        zero = max([8.0, *(room - far * scale for room, far in left)])
    scale = min((span - zero - room) / far for room, far in [*right, (8.0, high - low)] if far > 0)
    return Ruler(low, high, start + zero, start + zero + (high - low) * scale)


def _draw(sheet: Sheet, changes: Sequence[BeforeAfter], grid: Grid, highlight: str) -> None:
    theme = sheet.theme
    lines: list[Record] = []
    dots: list[Record] = []
    for change, middle in zip(changes, _centres(grid), strict=True):
        chosen = change.after.category == highlight
        fill = theme.accent if chosen else theme.soft if highlight else theme.primary
        data = {"category": change.after.category, "y": middle}
        close = abs(sheet.across.at(change.before.amount) - sheet.across.at(change.after.amount)) < CLOSE
        line = data | {"x": change.before.amount, "x2": change.after.amount, "ink": fill, "thickness": 3}
        lines.append(line | {"ref": change.before.ref} if close and not change.still else line)
        for entry in (change.after,) if close else change:
            hollow = entry is not change.after
            spot = {"group": entry.group, "value": entry.amount, "ref": entry.ref, "edge": fill}
            dots.append(data | spot | {"fill": theme.background if hollow else fill, "shape": _shape(change, entry)})
    for named in (False, True):
        sheet.strokes([line for line in lines if ("ref" in line) is named], y2="y")
    for shape in ("circle", "triangle-left", "triangle-right"):
        sheet.dots([dot for dot in dots if dot["shape"] == shape], x="value", shape=shape, size=DOT, strokeWidth=2)


def _values(sheet: Sheet, changes: Sequence[BeforeAfter], grid: Grid, highlight: str, sizes: Mapping[str, float]) -> None:
    """Write the values outside the dots, those of which the title speaks in large letters."""
    theme = sheet.theme
    for align, sign in (("right", -1), ("left", 1)):
        values: list[Record] = []
        for change, middle in zip(changes, _centres(grid), strict=True):
            entry = change.low if sign < 0 else change.high
            if change.still and sign < 0:
                continue
            ink = theme.accent_text if entry.category == highlight else theme.ink
            values.append(
                {"text": [entry.printed], "value": entry.amount, "y": middle, "ink": ink, "size": sizes[entry.category]}
            )
        for size in dict.fromkeys(sizes.values()):
            own = [value for value in values if value["size"] == size]
            write_values(sheet, own, size, x="value", align=align, dx=sign * GAP)


def _shape(change: BeforeAfter, entry: Entry) -> str:
    """Return a dot for the first moment and an arrow head for the last one: the way is clear without colours."""
    if change.still or entry is change.before:
        return "circle"
    return "triangle-left" if change.after is change.low else "triangle-right"


def _centres(grid: Grid) -> list[float]:
    return [top + grid.scale.bar / 2 for top in grid.tops]


def _reserve(entry: Entry, sizes: Mapping[str, float]) -> float:
    """Return the room of a value."""
    return reserve_of(entry, sizes[entry.category]) - BAR_GAP + GAP
