"""A number as a field of dots, laid out like the seeds of a sunflower: one dot stands for as many units as the caption says."""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from rapport.manuscript.charts.canvas import Sheet, Spec, line_height
from rapport.manuscript.charts.entries import Entry, Rows, entries_of
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.theme import HEADING_SIZE, Theme
from rapport.numbers.chart_rows import dot_of, says_dot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Champ de points : chaque point vaut autant d'unités que le dit la légende"
GOLDEN: Final = pi * (3 - sqrt(5))  # the angle from one seed to the next: no two ever line up
SPREAD: Final = 7.0  # pixels: the distance of the first seed from the centre
DOT: Final = 0.62  # of the distance between two seeds
BIG: Final = 84.0  # the number of a field that is alone
TALLEST: Final = 1100.0
WORDS: Final = HEADING_SIZE + 3
CAPTION: Final = 24.0  # a number and what it counts, on one line
BESIDE: Final = 64.0  # the number of a field on a slide
NEAR: Final = 24.0


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the discs of dots one under the other, each above its number; on a slide, each beside it.

    A field alone on its page is as wide as it, and has a caption: what it counts, unless the title of the page says so;
    then what a dot is.
    """
    entries = entries_of(rows, spec.sort)
    sheet = Sheet(theme.width(spec.width), theme)
    dot = dot_of(spec, [entry.amount for entry in entries])
    counts = [max(1, round(entry.amount / dot)) if entry.amount > 0 else 0 for entry in entries]
    rooms = [sqrt(count) + 0.7 for count in counts]
    if theme.height:
        return _beside(sheet, entries, counts, rooms)
    tallest = TALLEST - len(entries) * (BIG / len(entries) + 60)
    poster = spec.width == "page" and len(entries) == 1
    spread = min(tallest if poster else SPREAD, sheet.width / 2 / max(rooms), tallest / 2 / sum(rooms))
    top = 0.0
    for index, (entry, count, room) in enumerate(zip(entries, counts, rooms, strict=True)):
        radius = spread * room
        _seeds(sheet, entry, count, (sheet.width / 2, top + radius, spread), index)
        foot = top + 2 * radius + 14
        if poster and says_dot(spec, [entry.ref]):
            top = _large(sheet, entry, rows.said, foot) + 18
        elif poster:
            top = _caption(sheet, entry, foot) + 18
        else:
            top = _number(sheet, entry, (0.0, foot), BIG / len(entries), sheet.width) + 18
    return sheet.finished(top - 18)


def _beside(sheet: Sheet, entries: Sequence[Entry], counts: Sequence[int], rooms: Sequence[float]) -> Spec:
    """Draw the discs of dots in a row, each on the left of its number."""
    slot = sheet.width / len(entries)
    spread = min(SPREAD, sheet.theme.height / 2 / max(rooms), slot / 4 / max(rooms))
    words = [slot - 2 * spread * room - 2 * NEAR for room in rooms]
    highs = [
        BESIDE + 14 + len(wrapped(one.category, room, WORDS)) * line_height(WORDS)
        for one, room in zip(entries, words, strict=True)
    ]
    middle = max(spread * max(rooms), max(highs) / 2)
    for index, (entry, count, room) in enumerate(zip(entries, counts, rooms, strict=True)):
        left, radius = index * slot, spread * room
        _seeds(sheet, entry, count, (left + radius, middle, spread), index)
        _number(sheet, entry, (left + 2 * radius + NEAR, middle - highs[index] / 2), BESIDE, words[index])
    return sheet.finished(2 * middle)


def _seeds(sheet: Sheet, entry: Entry, count: int, place: tuple[float, float, float], index: int) -> None:
    """Draw dots as one path: thousands of marks would weigh as much as the rest of the report."""
    if not count:
        return
    x, y, spread = place
    angles = ((seed * GOLDEN, spread * sqrt(seed + 0.5)) for seed in range(count))
    path = "".join(f"M{radius * cos(angle):.1f},{radius * sin(angle):.1f}h0.01" for angle, radius in angles)
    ink = sheet.theme.seen(sheet.theme.secondary) if index == 0 else sheet.theme.ink
    mark = {"category": entry.category, "ref": entry.ref, "x": x, "y": y, "fill": "transparent", "edge": ink}
    width = round(DOT * spread * sqrt(pi), 2)
    sheet.dots([mark], shape=path, size=4, strokeWidth=width, strokeCap="round")


def _large(sheet: Sheet, entry: Entry, said: str, top: float) -> float:
    """Write a number in large letters and, on its line, what is said of a dot at the other edge; return where they end."""
    ink, size = sheet.theme.ink, min(BIG, BIG * sheet.width * 0.6 / text_width(entry.printed, BIG, bold=True))
    foot = top + size * 0.8
    sheet.numerals([{"text": [entry.printed], "x": 0, "y": foot, "ink": ink}], size=size, baseline="alphabetic")
    lines = wrapped(said, sheet.width * 0.36, WORDS)
    first = foot - (len(lines) - 1) * line_height(WORDS)
    sheet.words([{"text": lines, "x": sheet.width, "y": first, "ink": ink}], size=WORDS, align="right", baseline="alphabetic")
    return foot + size * 0.1


def _caption(sheet: Sheet, entry: Entry, top: float) -> float:
    """Write a number and, after it, what it counts; return where they end."""
    ink = sheet.theme.ink
    size = min(CAPTION, CAPTION * sheet.width / 2 / text_width(entry.printed, CAPTION, bold=True))
    left = text_width(entry.printed, size, bold=True) + size / 2
    middle = top + size
    sheet.numerals([{"text": [entry.printed], "x": 0, "y": middle, "ink": ink}], size=size)
    lines = wrapped(entry.category, sheet.width - left, size)
    sheet.words([{"text": lines, "x": left, "y": middle, "ink": ink}], size=size)
    return middle + (len(lines) - 0.5) * line_height(size)


def _number(sheet: Sheet, entry: Entry, place: tuple[float, float], big: float, room: float) -> float:
    """Write a number and what it counts from a place on; return where they end."""
    left, top = place
    size = min(big, big * (room - 2) / text_width(entry.printed, big, bold=True))
    ink = sheet.theme.ink
    sheet.numerals([{"text": [entry.printed], "x": left, "y": top + size * 0.5, "ink": ink}], size=size)
    lines = wrapped(entry.category, room, WORDS)
    first = top + size + 14
    sheet.words([{"text": lines, "x": left, "y": first, "ink": ink}], size=WORDS)
    return first + (len(lines) - 0.5) * line_height(WORDS)
