"""The portrait of one group: a hundred squares for the subject of its title, and for each other subject a bar a part.

The subject that holds the highlighted part comes first, over the whole width, else the first one: its squares are filled column
after column, as a bar is from left to right. There a part is told by its shade and by its form: whole, hollow or small squares;
of many parts, those that aren't highlighted share one look, and have no square beside their names. The bars of the others all
stand on a pale bar of a hundred, as long from subject to subject and from portrait to portrait; the part of which the title
speaks, else the greatest, has the strong shade. All are of the colour of the page, and a colour says which portrait this is,
nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.bars import ROOMY, is_highlighted
from rapport.manuscript.charts.canvas import Record, Sheet, Spec, first_line, line_height
from rapport.manuscript.charts.entries import HUNDRED, Entry, Rows, by_group, entries_of, whole_of
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.theme import HEADING_SIZE, LABEL_SIZE, STRONG, Theme
from rapport.manuscript.charts.waffle import squares_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Portrait : cent carrés pour un sujet, des barres à la même échelle pour les autres"
GUTTER: Final = 30.0
SEAM: Final = 0.14  # of the distance from a square to the next
HIGH: Final = 5  # squares in a column
CHIP: Final = 10.0
BETWEEN: Final = 23.0
LABELS: Final = 138.0  # kept beside the bars for the names of their parts
VALUE: Final = LABEL_SIZE + 1  # letters of a value
VALUES: Final = text_width("100\u00a0%°", VALUE, bold=True) + 6  # kept after them
ROWS: Final = range(48, 20, -1)  # from a bar to the next: the roomiest that the page holds
LEAST: Final = 20.0
BAR: Final = 0.62  # of that distance
TALL: Final = 860.0  # of a drawing that fills a page, under a title of two lines
SMALL: Final = 0.28  # of a square's side, taken off each edge of a small one
FRAME: Final = 0.17  # the same: how thick the edge of a hollow one is
LEAD: Final = 15.0  # letters of the subject that comes first
MOST_ACROSS: Final = 3  # parts of that subject side by side
FEW: Final = 10  # subjects of which each way to make two columns is tried


class Look(NamedTuple):
    """What tells a part: which of the two shades of the page it has, and the form of its squares."""

    soft: bool
    form: str


class SquaredPart(NamedTuple):
    """A part of the subject that comes first: its entry, how many squares it has, their look."""

    entry: Entry
    squares: int
    look: Look


class Way(NamedTuple):
    """How bars are drawn: the distance from one to the next, the part of which the title speaks."""

    row: float
    highlight: str


LOOKS: Final = (Look(False, "whole"), Look(True, "whole"), Look(False, "hollow"), Look(True, "small"))
OTHERS: Final = Look(True, "whole")  # where one part alone is told from the rest, which are of one tone


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the subject of the highlighted part, then the others in the order of the file, down two columns."""
    blank = replace(theme, measured=True)
    roomy = ROWS if spec.width == "page" else ()
    row = next((row for row in roomy if _drawn(spec, rows, blank, row)["height"] <= TALL), LEAST)
    return _drawn(spec, rows, theme, row)


def _drawn(spec: ChartSpec, rows: Rows, theme: Theme, row: float) -> Spec:
    """Draw the portrait, a `row` from a bar to the next."""
    subjects = by_group(entries_of(rows, spec.sort))
    sheet = Sheet(theme.width(spec.width), theme)
    top = 0.0
    if subjects and not theme.height:  # a slide has no room for squares
        about = (name for name, entries in subjects.items() if any(is_highlighted(one, spec.highlight) for one in entries))
        lead = next(about, next(iter(subjects)))
        top = _leading(sheet, lead, subjects.pop(lead), spec.highlight) + BETWEEN
    count = 2 if len(subjects) > 1 and spec.width != "half" else 1
    room = (sheet.width - (count - 1) * GUTTER) / count
    feet, way = [top], Way(row, spec.highlight)
    blank = Sheet(room, replace(theme, measured=True))
    highs = {name: _bars(blank, name, entries, (0.0, room, 0.0), way) + BETWEEN for name, entries in subjects.items()}
    columns = _shared_out(highs) if count > 1 else [[*highs]]
    tallest = max(sum(highs[name] for name in names) for names in columns)
    for column, names in enumerate(columns):
        foot = top
        # What the lower column lacks is shared out between its subjects: both end on one line.
        more = (tallest - sum(highs[name] for name in names)) / max(len(names) - 1, 1)
        for name in names:
            foot = _bars(sheet, name, subjects[name], (column * (room + GUTTER), room, foot), way) + BETWEEN + more
        feet.append(foot - more)
    return sheet.finished(max(feet) - BETWEEN + 1)


def _shared_out(highs: Mapping[str, float]) -> list[list[str]]:
    """Return the subjects of each column, in order, so that the higher of the two is as low as it can be."""
    names = [*highs]
    ways = [names[:at] for at in range(1, len(names))]
    if len(names) <= FEW:
        ways += [[names[0], *some] for size in range(len(names) - 1) for some in combinations(names[1:], size)]
    whole = sum(highs.values())
    first = min(ways, key=lambda some: max(left := sum(highs[name] for name in some), whole - left))
    return [first, [name for name in names if name not in first]]


def _titled(sheet: Sheet, name: str, place: tuple[float, float, float], size: float = HEADING_SIZE) -> float:
    """Draw the rule and the name of a subject; return where its drawing begins."""
    left, room, top = place
    theme = sheet.theme
    title = wrapped(name, room, size, bold=True) if name else []
    sheet.strokes([{"x": left, "x2": left + room, "y": top + 0.5, "ink": theme.primary, "thickness": 1.2}], y2="y")
    first = top + 8 + line_height(size) / 2
    sheet.words([{"text": title, "x": left, "y": first, "ink": theme.ink}] if title else [], size=size, fontWeight=STRONG)
    return top + 14 + len(title) * line_height(size)


def _leading(sheet: Sheet, name: str, entries: Sequence[Entry], highlight: str) -> float:
    """Draw the subject of the title over the whole width; of many parts, the highlighted one alone is told from the rest."""
    top = _titled(sheet, name, (0.0, sheet.width, 0.0), LEAD)
    parts = [SquaredPart(*part) for part in zip(entries, squares_of(entries), _looks_under(highlight, entries), strict=True)]
    top = _strip(sheet, parts, (0.0, sheet.width, top)) + 12
    across = min(len(parts), MOST_ACROSS if sheet.width > ROOMY else 2)
    room = (sheet.width - (across - 1) * GUTTER / 2) / across
    rows = ceil(len(parts) / across)
    feet = [top]
    looks = [part.look for part in parts]
    keyed = {look for look in looks if looks.count(look) == 1}
    for column in range(ceil(len(parts) / rows)):
        own = parts[column * rows : (column + 1) * rows]
        feet.append(_parts(sheet, own, (column * (room + GUTTER / 2), room, top), highlight, keyed))
    return max(feet)


def _looks_under(highlight: str, entries: Sequence[Entry]) -> list[Look]:
    """Return the look of each part of the subject of the title: the highlighted one has the first, others the next ones."""
    chosen = [is_highlighted(entry, highlight) for entry in entries]
    if len(entries) > len(LOOKS):
        return [LOOKS[0] if one else OTHERS for one in chosen]
    if sum(chosen) != 1:  # the title is about the whole subject
        return [*LOOKS[: len(entries)]]
    others = iter(LOOKS[1:])
    return [LOOKS[0] if one else next(others) for one in chosen]


def _square(sheet: Sheet, look: Look, place: tuple[float, float, float], mark: Record) -> list[Record]:
    """Return a square of a part at a place (left, top, side): one shape, and over a hollow one the ground."""
    x, y, side = place
    fill = sheet.theme.soft if look.soft else sheet.theme.primary
    inset = SMALL * side if look.form == "small" else 0.0
    box: Record = {"x": x + inset, "x2": x + side - inset, "y": y + inset, "y2": y + side - inset}
    frame = FRAME * side
    hole: Record = {
        "x": x + frame,
        "x2": x + side - frame,
        "y": y + frame,
        "y2": y + side - frame,
        "fill": sheet.theme.background,
    }
    return [{**mark, **box, "fill": fill}] + [hole] * (look.form == "hollow")


def _strip(sheet: Sheet, parts: Sequence[SquaredPart], place: tuple[float, float, float]) -> float:
    """Draw the squares of the parts, column after column; return where they end."""
    left, room, top = place
    pitch = room / (HUNDRED / HIGH - SEAM)  # the last column ends where the rule does
    side = pitch * (1 - SEAM)
    places = [(left + (n // HIGH) * pitch, top + (n % HIGH) * pitch) for n in range(HUNDRED)]
    owners = [(entry, look) for entry, count, look in parts for _ in range(count)]
    drawn: list[Record] = []
    for (entry, look), (x, y) in zip(owners, places, strict=False):
        drawn += _square(sheet, look, (x, y, side), {"category": entry.category, "ref": entry.ref})
    sheet.boxes([mark for mark in drawn if "ref" in mark])
    sheet.boxes([hole for hole in drawn if "ref" not in hole])
    empty = places[len(owners) :]
    sheet.boxes([{"fill": sheet.theme.pale, "x": x, "x2": x + side, "y": y, "y2": y + side} for x, y in empty])
    return top + HIGH * pitch


def _parts(
    sheet: Sheet, parts: Sequence[SquaredPart], place: tuple[float, float, float], highlight: str, keyed: Container[Look]
) -> float:
    """Write the value and the name of each part, beside a square where it alone has that look; return where they end."""
    left, room, top = place
    aside = CHIP + 6
    values = max(text_width(entry.printed, LABEL_SIZE, bold=True) for entry, _, _ in parts) + 7
    line = line_height(LABEL_SIZE)
    for entry, count, look in parts:
        chosen = is_highlighted(entry, highlight)
        lines = wrapped(entry.category, room - aside - values, LABEL_SIZE, bold=chosen)
        middle = top + line / 2
        mark = {} if count else {"category": entry.category, "ref": entry.ref}  # too small for a square of the strip
        sheet.boxes(_square(sheet, look, (left, middle - CHIP / 2, CHIP), mark) if look in keyed or mark else [])
        ink = {"ink": sheet.theme.ink, "y": middle}
        sheet.words([ink | {"text": [entry.printed], "x": left + aside}], fontWeight=STRONG)
        sheet.words([ink | {"text": lines, "x": left + aside + values}], **({"fontWeight": STRONG} if chosen else {}))
        top += max(1, len(lines)) * line + 3
    return top


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
        high = max(way.row, len(lines) * line + 4)
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
