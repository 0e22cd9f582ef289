"""The subject of a portrait's title: its number as large as its page lets it be, and a hundred squares shared out beside it.

The highlighted part comes first, and squares are filled column after column. A part is told by its shade and by its form: whole,
small or hollow squares; of many parts, those that aren't highlighted share one look.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.bars import ROOMY, is_highlighted
from rapport.manuscript.charts.canvas import Record, Sheet, line_height
from rapport.manuscript.charts.entries import HUNDRED, Entry
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.theme import LABEL_SIZE, STRONG
from rapport.manuscript.charts.waffle import squares_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SEAM: Final = 0.14  # of the distance from a square to the next
HIGH: Final = 10  # squares in a column
CHIP: Final = 10.0
ASIDE: Final = CHIP + 6
GUTTER: Final = 30.0  # between the squares and what stands beside them
BETWEEN: Final = 14.0  # the number, its part, the other parts
NAME: Final = 17.0  # letters of the part whose number is large
LEAST: Final = 90.0  # the large number
CAPITAL: Final = 0.74  # of a number's size: how high its digits are
SMALL: Final = 0.28  # of a square's side, taken off each edge of a small one
FRAME: Final = 0.17  # the same: how thick the edge of a hollow one is


class Look(NamedTuple):
    """What tells a part: which of the two shades of the page it has, and the form of its squares."""

    soft: bool
    form: str


class SquaredPart(NamedTuple):
    """A part of the subject that comes first: its entry, how many squares it has, their look."""

    entry: Entry
    squares: int
    look: Look


LOOKS: Final = (Look(False, "whole"), Look(True, "whole"), Look(True, "small"), Look(False, "hollow"))
OTHERS: Final = Look(True, "whole")  # where one part alone is told from the rest, which are of one tone


def parts_under(highlight: str, entries: Sequence[Entry]) -> list[SquaredPart]:
    """Return the parts with their squares and their looks, the highlighted one first."""
    told = [entry for entry in entries if is_highlighted(entry, highlight)]
    alone = len(told) == 1  # otherwise the title is about the whole subject
    squares = dict(zip(map(id, entries), squares_of(entries), strict=True))
    ordered = [*told, *(entry for entry in entries if entry not in told)] if alone else [*entries]
    many = len(entries) > len(LOOKS)
    looks = [
        OTHERS if many and not is_highlighted(entry, highlight) else LOOKS[0 if many else at] for at, entry in enumerate(ordered)
    ]
    return [SquaredPart(entry, squares[id(entry)], look) for entry, look in zip(ordered, looks, strict=True)]


def draw_lead(sheet: Sheet, parts: Sequence[SquaredPart], highlight: str, top: float, side: float) -> float:
    """Draw the squares at right, at least `side` wide, and the words beside them; return where they end."""
    told = parts[0] if is_highlighted(parts[0].entry, highlight) and parts[0].look == LOOKS[0] else None
    others = [part for part in parts if part is not told]
    half = sheet.width / 2
    side = next((at for at in _sides(side, half) if _words_high(told, others, sheet.width - at - GUTTER) <= at), half)
    _squares(sheet, parts, (sheet.width - side, top, side))
    room = sheet.width - side - GUTTER
    lines = _rows_of(others, room)
    foot = top + max(side, _words_high(told, others, room))
    if told:
        top = _number(sheet, told, (room, top, foot - top - sum(lines) - BETWEEN * bool(lines))) + BETWEEN
    _key(sheet, others, room, top)
    return foot


def _sides(least: float, most: float) -> list[float]:
    """Return the sides that squares may have, the least first."""
    return [least + 4 * step for step in range(ceil(max(most - least, 0) / 4))]


def _words_high(told: SquaredPart | None, others: Sequence[SquaredPart], room: float) -> float:
    """Return how high the words are at least."""
    name = len(_name(told, room)) * line_height(NAME) + LEAST * CAPITAL + BETWEEN if told else 0.0
    rows = _rows_of(others, room)
    return name + sum(rows) + BETWEEN * bool(told and rows)


def _name(told: SquaredPart, room: float) -> list[str]:
    return wrapped(told.entry.category, room - ASIDE - 4, NAME, bold=True)


def _number(sheet: Sheet, told: SquaredPart, place: tuple[float, float, float]) -> float:
    """Write the number of the title as large as its place (width, top, height) lets it be, its part under it.

    Return where they end.
    """
    room, top, high = place
    entry, theme = told.entry, sheet.theme
    name = _name(told, room)
    letters = len(name) * line_height(NAME)
    size = min((high - letters - BETWEEN) / CAPITAL, room / text_width(entry.printed, 1, bold=True))
    foot = top + size * CAPITAL
    sheet.numerals(
        [{"text": [entry.printed], "x": -0.04 * size, "y": foot, "ink": theme.primary}], size=size, baseline="alphabetic"
    )
    first = foot + BETWEEN + line_height(NAME) / 2
    sheet.boxes(square_of(sheet, told.look, (0.0, first - CHIP * 0.6, CHIP * 1.2), {}))
    sheet.words([{"text": name, "x": ASIDE + 4, "y": first, "ink": theme.ink}], size=NAME, fontWeight=STRONG)
    return foot + BETWEEN + letters


def _across(parts: Sequence[SquaredPart], room: float) -> int:
    return 2 if room > ROOMY / 2 and len(parts) > 1 else 1  # parts side by side


def _labels(parts: Sequence[SquaredPart], room: float) -> tuple[float, list[list[str]]]:
    """Return the room of the values, and the lines of each name."""
    own = (room - (_across(parts, room) - 1) * GUTTER / 2) / _across(parts, room)
    values = max((text_width(part.entry.printed, LABEL_SIZE, bold=True) for part in parts), default=0.0) + 7
    return values, [wrapped(part.entry.category, own - ASIDE - values, LABEL_SIZE) for part in parts]


def _rows_of(parts: Sequence[SquaredPart], room: float) -> list[float]:
    """Return how high each row of the key is: parts go down its columns."""
    labels = _labels(parts, room)[1]
    rows = ceil(len(parts) / _across(parts, room))
    return [max(len(lines) for lines in labels[row::rows]) * line_height(LABEL_SIZE) + 3 for row in range(rows)]


def _key(sheet: Sheet, parts: Sequence[SquaredPart], room: float, top: float) -> None:
    """Write the value and the name of each part beside a square of its look."""
    values, labels = _labels(parts, room)
    highs = _rows_of(parts, room)
    for at, ((entry, count, look), lines) in enumerate(zip(parts, labels, strict=True)):
        column, row = divmod(at, len(highs))
        left = column * (room + GUTTER / 2) / 2
        middle = top + sum(highs[:row]) + line_height(LABEL_SIZE) / 2
        mark = {} if count else {"category": entry.category, "ref": entry.ref}  # too small for a square of the hundred
        sheet.boxes(square_of(sheet, look, (left, middle - CHIP / 2, CHIP), mark))
        ink = {"ink": sheet.theme.ink, "y": middle}
        sheet.words([ink | {"text": [entry.printed], "x": left + ASIDE}], fontWeight=STRONG)
        sheet.words([ink | {"text": lines, "x": left + ASIDE + values}])


def square_of(sheet: Sheet, look: Look, place: tuple[float, float, float], mark: Record) -> list[Record]:
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


def _squares(sheet: Sheet, parts: Sequence[SquaredPart], place: tuple[float, float, float]) -> None:
    """Draw the squares of the parts, column after column."""
    left, top, room = place
    pitch = room / (HUNDRED / HIGH - SEAM)  # the last column ends where the rule does
    side = pitch * (1 - SEAM)
    places = [(left + (n // HIGH) * pitch, top + (n % HIGH) * pitch) for n in range(HUNDRED)]
    owners = [(entry, look) for entry, count, look in parts for _ in range(count)]
    drawn: list[Record] = []
    for (entry, look), (x, y) in zip(owners, places, strict=False):
        drawn += square_of(sheet, look, (x, y, side), {"category": entry.category, "ref": entry.ref})
    sheet.boxes([mark for mark in drawn if "ref" in mark])
    sheet.boxes([hole for hole in drawn if "ref" not in hole])
    empty = places[len(owners) :]
    sheet.boxes([{"fill": sheet.theme.pale, "x": x, "x2": x + side, "y": y, "y2": y + side} for x, y in empty])
