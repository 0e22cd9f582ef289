"""The portrait of one group: a grid of a hundred squares for each subject, all on the same scale, its parts named beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapport.manuscript.charts.canvas import Sheet, Spec, line_height
from rapport.manuscript.charts.entries import Entry, Rows, by_group, entries_of
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.stacked import fills_of
from rapport.manuscript.charts.theme import HEADING_SIZE, LABEL_SIZE, STRONG, Theme
from rapport.manuscript.charts.waffle import HUNDRED, squares_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Portrait : une grille de cent carrés par sujet, à la même échelle"
GUTTER: Final = 30.0
PITCH: Final = 14.5
SEAM: Final = 2.0
SIDE: Final = 10
CHIP: Final = 10.0
BETWEEN: Final = 24.0


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
    fills = fills_of([entry.category for entry in entries], "", theme)
    cells = squares_of(entries)
    _squares(sheet, [entry for entry, count in zip(entries, cells, strict=True) for _ in range(count)], fills, (left, top))
    grid = SIDE * PITCH
    labels = _parts(sheet, list(zip(entries, cells, strict=True)), fills, (left + grid + 12, room - grid - 12, top))
    return max(top + grid, labels)


def _squares(sheet: Sheet, owners: Sequence[Entry], fills: Mapping[str, str], place: tuple[float, float]) -> None:
    left, top = place
    places = [(left + (n % SIDE) * PITCH, top + (n // SIDE) * PITCH) for n in range(HUNDRED)]
    side = PITCH - SEAM
    sheet.boxes(
        [
            {"category": e.category, "ref": e.ref, "fill": fills[e.category], "x": x, "x2": x + side, "y": y, "y2": y + side}
            for e, (x, y) in zip(owners, places, strict=False)
        ]
    )
    empty = places[len(owners) :]
    sheet.boxes([{"fill": sheet.theme.pale, "x": x, "x2": x + side, "y": y, "y2": y + side} for x, y in empty])


def _parts(
    sheet: Sheet, parts: Sequence[tuple[Entry, int]], fills: Mapping[str, str], place: tuple[float, float, float]
) -> float:
    """Write the value and the name of each part beside its colour; return where they end."""
    left, room, top = place
    aside = CHIP + 6
    values = max(text_width(entry.printed, LABEL_SIZE, bold=True) for entry, _ in parts) + 7
    line = line_height(LABEL_SIZE)
    for entry, count in parts:
        lines = wrapped(entry.category, room - aside - values, LABEL_SIZE)
        middle = top + line / 2
        box = {"x": left, "x2": left + CHIP, "y": middle - CHIP / 2, "y2": middle + CHIP / 2, "fill": fills[entry.category]}
        mark = {} if count else {"category": entry.category, "ref": entry.ref}  # too small for a square of the grid
        sheet.boxes([box | mark])
        ink = {"ink": sheet.theme.ink, "y": middle}
        sheet.words([ink | {"text": [entry.printed], "x": left + aside}], fontWeight=STRONG)
        sheet.words([ink | {"text": lines, "x": left + aside + values}])
        top += max(1, len(lines)) * line + 3.5
    return top
