"""The portrait of one group: a hundred squares for the subject of its title, and for each other subject a bar a part.

The subject that holds the highlighted part comes first, over the whole width, else the first one. The bars of the others all
stand on a pale bar of a hundred, as long from subject to subject and from portrait to portrait; the part of which the title
speaks, else the greatest, has the strong shade. All are of the colour of the page, and a colour says which portrait this is,
nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.bars import is_highlighted
from rapport.manuscript.charts.canvas import Sheet, Spec, first_line, line_height
from rapport.manuscript.charts.entries import Entry, Rows, by_group, entries_of, whole_of
from rapport.manuscript.charts.lead import draw_lead, parts_under
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.paired import Level, levels_of
from rapport.manuscript.charts.theme import HEADING_SIZE, LABEL_SIZE, STRONG, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Portrait : cent carrés pour un sujet, des barres à la même échelle pour les autres"
GUTTER: Final = 30.0
BETWEEN: Final = 23.0
LABELS: Final = 138.0  # kept beside the bars for the names of their parts
VALUE: Final = LABEL_SIZE + 1  # letters of a value
VALUES: Final = text_width("100\u00a0%°", VALUE, bold=True) + 6  # kept after them
ROWS: Final = range(32, 20, -1)  # from a bar to the next: the roomiest that the page holds
LEAST: Final = 20.0
LOOSE: Final = 0.2  # of that distance, at most between bars that have more room
BAR: Final = 0.62  # of that distance
TALL: Final = 860.0  # of a drawing that fills a page, under a title of two lines
SQUARES: Final = 150.0  # how wide the hundred squares are at least
MOST: Final = 300.0  # and where their page leaves room
NEAR: Final = 4.0  # from its name to them
LEAD: Final = 15.0  # letters of the subject that comes first


class Way(NamedTuple):
    """How bars are drawn: the distance from one to the next, what each has more, the part of which the title speaks."""

    row: float
    more: float
    highlight: str


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the subject of the highlighted part, then the others in two columns; what the page leaves is for the squares."""
    blank = replace(theme, measured=True)
    row, side = LEAST, SQUARES
    if spec.width == "page":
        row = next((row for row in ROWS if _drawn(spec, rows, blank, (row, side))["height"] <= TALL), LEAST)
        sides = (side for side in range(int(MOST), int(SQUARES), -5))
        side = next((side for side in sides if _drawn(spec, rows, blank, (row, side))["height"] <= TALL), SQUARES)
    return _drawn(spec, rows, theme, (row, side))


def _drawn(spec: ChartSpec, rows: Rows, theme: Theme, form: tuple[float, float]) -> Spec:
    """Draw the portrait in a form: how far it is from a bar to the next, how wide its squares are."""
    row, side = form
    subjects = by_group(entries_of(rows, spec.sort))
    sheet = Sheet(theme.width(spec.width), theme)
    top = 0.0
    if subjects and not theme.height:  # a slide has no room for squares
        about = (name for name, entries in subjects.items() if any(is_highlighted(one, spec.highlight) for one in entries))
        lead = next(about, next(iter(subjects)))
        parts = parts_under(spec.highlight, subjects.pop(lead))
        top = draw_lead(sheet, parts, spec.highlight, _titled(sheet, lead, (0.0, sheet.width, 0.0), LEAD) + NEAR, side) + BETWEEN
    two = len(subjects) > 1 and spec.width != "half"
    room = (sheet.width - GUTTER) / 2 if two else sheet.width
    blank = Sheet(room, replace(theme, measured=True))
    plain = Way(row, 0.0, spec.highlight)
    highs = {name: _bars(blank, name, entries, (0.0, room, 0.0), plain) + BETWEEN for name, entries in subjects.items()}
    for level in levels_of(tuple(highs.items())) if two else [Level([*highs], [], sum(highs.values()))]:
        for column, names in enumerate((level.left, level.right)):
            foot = top
            # What the lower side lacks is shared out between its bars as long as they look as near as the others', then between
            # its subjects: both sides end on one line.
            lacking = level.high - sum(highs[name] for name in names)
            bars = sum(len(subjects[name]) for name in names)
            more = min(lacking / max(bars, 1), LOOSE * row)
            apart = (lacking - more * bars) / max(len(names) - 1, 1)
            for name in names:
                place = (column * (room + GUTTER), room, foot)
                foot = _bars(sheet, name, subjects[name], place, plain._replace(more=more)) + BETWEEN + apart
        top += level.high
    return sheet.finished(top - BETWEEN + 1)


def _titled(sheet: Sheet, name: str, place: tuple[float, float, float], size: float = HEADING_SIZE) -> float:
    """Draw the rule and the name of a subject; return where its drawing begins."""
    left, room, top = place
    theme = sheet.theme
    title = wrapped(name, room, size, bold=True) if name else []
    sheet.strokes([{"x": left, "x2": left + room, "y": top + 0.5, "ink": theme.primary, "thickness": 1.2}], y2="y")
    first = top + 8 + line_height(size) / 2
    sheet.words([{"text": title, "x": left, "y": first, "ink": theme.ink}] if title else [], size=size, fontWeight=STRONG)
    return top + 14 + len(title) * line_height(size)


def _bars(sheet: Sheet, name: str, entries: Sequence[Entry], place: tuple[float, float, float], way: Way) -> float:
    """Draw a subject: its name, a bar a part over a pale one of the whole, a value after each; return where it ends."""
    left, room, _ = place
    theme, line = sheet.theme, line_height(LABEL_SIZE)
    top = _titled(sheet, name, place)
    start, end = left + LABELS, left + room
    whole = whole_of(entries)
    told = [entry for entry in entries if entry.category == way.highlight] or [max(entries, key=lambda entry: entry.amount)]
    track = end - max(VALUES, *(text_width(entry.printed, VALUE, bold=True) + 6 for entry in entries))
    for entry in entries:
        strong = {"fontWeight": STRONG} if entry in told else {}
        lines = wrapped(entry.category, LABELS - 10, LABEL_SIZE, bold=bool(strong))
        high = max(way.row, len(lines) * line + 4) + way.more
        middle = top + high / 2
        sides = {"x": start, "y": middle - BAR * way.row / 2, "y2": middle + BAR * way.row / 2}
        sheet.words([{"text": lines, "x": left, "y": first_line(middle, lines), "ink": theme.ink}], **strong)
        sheet.boxes([sides | {"x2": track, "fill": theme.pale}])
        tip = start + max(entry.amount, 0) / whole * (track - start)
        mark = {"category": entry.category, "ref": entry.ref, "fill": theme.primary if strong else theme.soft}
        sheet.boxes([mark | sides | {"x2": max(tip, start + 1)}])
        sheet.words([{"text": [entry.printed], "x": track + 6, "y": middle, "ink": theme.ink}], size=VALUE, fontWeight=STRONG)
        top += high
    return top
