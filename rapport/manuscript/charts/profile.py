"""The portrait of one group: a grid of a hundred squares for each subject, all on the same scale, its parts named beside it.

A part is told by its hue and by its form: whole, hollow or small squares. Of more parts than there are forms, nobody would find
each in the grid: such a subject has a bar a part, as long as the row of squares that it would fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.canvas import Record, Sheet, Spec, first_line, line_height
from rapport.manuscript.charts.entries import Entry, Rows, by_group, entries_of, whole_of
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.theme import HEADING_SIZE, LABEL_SIZE, STRONG, Theme
from rapport.manuscript.charts.waffle import HUNDRED, squares_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Portrait : une grille de cent carrés par sujet, à la même échelle"
GUTTER: Final = 30.0
PITCH: Final = 14.5
SEAM: Final = 2.0
SIDE: Final = 10
CHIP: Final = 10.0
BETWEEN: Final = 24.0
LABELS: Final = 150.0  # kept beside the bars for the names of their parts
BAR: Final = 12.0
SMALL: Final = 0.28  # of a square's side, taken off each edge of a small one
FRAME: Final = 2.2  # how thick the edge of a hollow one is


class Look(NamedTuple):
    """What tells a part: the place of its hue among the two of the page, and the form of its squares."""

    second: bool
    form: str


LOOKS: Final = (Look(False, "whole"), Look(True, "whole"), Look(False, "hollow"), Look(True, "small"))


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the subjects two by two, in the order of the file: a subject has the same place in every portrait."""
    subjects = by_group(entries_of(rows, spec.sort))
    sheet = Sheet(theme.width(spec.width), theme)
    count = 2 if len(subjects) > 1 and spec.width != "half" else 1
    room = (sheet.width - (count - 1) * GUTTER) / count
    top = 0.0
    names = list(subjects)
    for first in range(0, len(names), count):
        row = [
            _subject(sheet, name, subjects[name], (column * (room + GUTTER), room, top))
            for column, name in enumerate(names[first : first + count])
        ]
        top = max(row) + BETWEEN
    return sheet.finished(top - BETWEEN + 1)


def _subject(sheet: Sheet, name: str, entries: Sequence[Entry], place: tuple[float, float, float]) -> float:
    """Draw a subject: its name, its hundred squares, its parts; return where it ends."""
    left, room, top = place
    theme = sheet.theme
    title = wrapped(name, room, HEADING_SIZE, bold=True) if name else []
    sheet.strokes([{"x": left, "x2": left + room, "y": top + 0.5, "ink": theme.primary, "thickness": 1.2}], y2="y")
    first = top + 8 + line_height(HEADING_SIZE) / 2
    sheet.words([{"text": title, "x": left, "y": first, "ink": theme.ink}] if title else [], size=HEADING_SIZE, fontWeight=STRONG)
    top += 14 + len(title) * line_height(HEADING_SIZE)
    if len(entries) > len(LOOKS):
        return _bars(sheet, entries, (left, room, top))
    cells = squares_of(entries)
    parts = list(zip(entries, cells, LOOKS, strict=False))
    _squares(sheet, [(entry, look) for entry, count, look in parts for _ in range(count)], (left, top))
    grid = SIDE * PITCH
    labels = _parts(sheet, parts, (left + grid + 12, room - grid - 12, top))
    return max(top + grid, labels)


def _square(sheet: Sheet, look: Look, place: tuple[float, float, float], mark: Record) -> list[Record]:
    """Return a square of a part at a place (left, top, side): one shape, and over a hollow one the ground."""
    x, y, side = place
    fill = sheet.theme.secondary if look.second else sheet.theme.primary
    inset = SMALL * side if look.form == "small" else 0.0
    box: Record = {"x": x + inset, "x2": x + side - inset, "y": y + inset, "y2": y + side - inset}
    hole: Record = {
        "x": x + FRAME,
        "x2": x + side - FRAME,
        "y": y + FRAME,
        "y2": y + side - FRAME,
        "fill": sheet.theme.background,
    }
    return [{**mark, **box, "fill": fill}] + [hole] * (look.form == "hollow")


def _squares(sheet: Sheet, owners: Sequence[tuple[Entry, Look]], place: tuple[float, float]) -> None:
    left, top = place
    places = [(left + (n % SIDE) * PITCH, top + (n // SIDE) * PITCH) for n in range(HUNDRED)]
    side = PITCH - SEAM
    drawn: list[Record] = []
    for (entry, look), (x, y) in zip(owners, places, strict=False):
        drawn += _square(sheet, look, (x, y, side), {"category": entry.category, "ref": entry.ref})
    sheet.boxes([mark for mark in drawn if "ref" in mark])
    sheet.boxes([hole for hole in drawn if "ref" not in hole])
    empty = places[len(owners) :]
    sheet.boxes([{"fill": sheet.theme.pale, "x": x, "x2": x + side, "y": y, "y2": y + side} for x, y in empty])


def _parts(sheet: Sheet, parts: Sequence[tuple[Entry, int, Look]], place: tuple[float, float, float]) -> float:
    """Write the value and the name of each part beside its square; return where they end."""
    left, room, top = place
    aside = CHIP + 6
    values = max(text_width(entry.printed, LABEL_SIZE, bold=True) for entry, _, _ in parts) + 7
    line = line_height(LABEL_SIZE)
    for entry, count, look in parts:
        lines = wrapped(entry.category, room - aside - values, LABEL_SIZE)
        middle = top + line / 2
        mark = {} if count else {"category": entry.category, "ref": entry.ref}  # too small for a square of the grid
        sheet.boxes(_square(sheet, look, (left, middle - CHIP / 2, CHIP), mark))
        ink = {"ink": sheet.theme.ink, "y": middle}
        sheet.words([ink | {"text": [entry.printed], "x": left + aside}], fontWeight=STRONG)
        sheet.words([ink | {"text": lines, "x": left + aside + values}])
        top += max(1, len(lines)) * line + 3.5
    return top


def _bars(sheet: Sheet, entries: Sequence[Entry], place: tuple[float, float, float]) -> float:
    """Draw a bar a part, on the scale of a row of squares, its name on the left, its value at its end; return where they end."""
    left, room, top = place
    theme, line = sheet.theme, line_height(LABEL_SIZE)
    start = left + LABELS
    whole = whole_of(entries)
    for entry in entries:
        lines = wrapped(entry.category, LABELS - 10, LABEL_SIZE)
        middle = top + line * max(1, len(lines)) / 2
        end = start + max(entry.amount, 0) / whole * min(SIDE * PITCH, room - LABELS)
        sheet.words([{"text": lines, "x": left, "y": first_line(middle, lines), "ink": theme.ink}])
        mark = {"category": entry.category, "ref": entry.ref, "fill": theme.primary}
        sheet.boxes([mark | {"x": start, "x2": max(end, start + 1), "y": middle - BAR / 2, "y2": middle + BAR / 2}])
        value = text_width(entry.printed, LABEL_SIZE, bold=True)
        x = min(end + 6, left + room - value)
        sheet.words([{"text": [entry.printed], "x": x, "y": middle, "ink": theme.ink}], fontWeight=STRONG)
        top += max(1, len(lines)) * line + 4
    sheet.strokes([{"x": start, "x2": start, "y": place[2], "y2": top - 4, "ink": theme.hairline, "thickness": 1}], x2="x")
    return top
