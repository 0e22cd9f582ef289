"""Timelines, what happened when: columns for numbers, points along a line for events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.ground.english import MONTHS as ENGLISH_MONTHS
from rapport.manuscript.charts.bars import bars_of, is_highlighted, record_of
from rapport.manuscript.charts.canvas import Record, Ruler, Sheet, Spec, line_height
from rapport.manuscript.charts.entries import Entry, Rows, entries_of
from rapport.manuscript.charts.lettering import text_width, widest, widest_word, wrapped
from rapport.manuscript.charts.theme import LABEL_SIZE, LOCALE, STRONG, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Frise : nombres par date, ou repères datés"
LINE: Final = line_height(LABEL_SIZE)
COLUMN_HEIGHT: Final = 150.0
MOST_ON_A_LINE: Final = 10
ROOMIEST: Final = 5
NARROWEST: Final = 96.0


class Event(NamedTuple):
    """Something that happened, and where its dot, its date and its text stand."""

    entry: Entry
    lines: list[str]
    spot: tuple[float, float]
    date_at: tuple[float, float]
    text_at: tuple[float, float]


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return columns when rows have numbers (bars where columns would be too narrow), else dated points."""
    entries = entries_of(rows)
    sheet = Sheet(theme.width(spec.width), theme)
    if not any(entry.printed for entry in entries):
        slot = sheet.width / len(entries)
        if len(entries) <= ROOMIEST and slot >= NARROWEST:
            return _points_across(sheet, entries, spec.highlight, two_sided=False)
        if len(entries) <= MOST_ON_A_LINE and 2 * slot >= NARROWEST and sheet.width >= theme.width_full:
            return _points_across(sheet, entries, spec.highlight, two_sided=True)
        return _points_down(sheet, entries, spec.highlight)
    slot = sheet.width / len(entries)
    for labels in (dates_of(entries), [_abridged(date) for date in dates_of(entries)]):
        words = [widest_word(label, LABEL_SIZE, bold=True) for label in labels]
        values = [text_width(entry.printed, LABEL_SIZE, bold=True) for entry in entries]
        if max(words + values) <= slot - 4:
            return _columns(sheet, entries, labels, spec.highlight)
    dated = [replace(entry, category=date) for entry, date in zip(entries, dates_of(entries), strict=True)]
    return bars_of(dated, spec.highlight, sheet)


def dates_of(entries: Sequence[Entry]) -> list[str]:
    """Return the date of each row: its own column, or else its category."""
    return [entry.date or entry.category for entry in entries]


def _abridged(date: str) -> str:
    """Return a date with the short name of its month."""
    names = LOCALE["time"]
    short = dict(zip(names["months"], names["shortMonths"], strict=True)) | {name.lower(): name[:3] for name in ENGLISH_MONTHS}
    return " ".join(_as_cased(short.get(word.lower(), word), word) for word in date.split(" "))


def _as_cased(word: str, model: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def _columns(sheet: Sheet, entries: Sequence[Entry], labels: Sequence[str], highlight: str) -> Spec:
    """Draw a column a row from a common zero, its value on top and its date at its foot."""
    theme = sheet.theme
    slot = sheet.width / len(entries)
    half = min(slot * 0.66, 56) / 2
    low, high = min(0.0, *(entry.amount for entry in entries)), max(0.0, *(entry.amount for entry in entries))
    head, foot = 20.0, 20 + COLUMN_HEIGHT
    ruler = Ruler(low, high if high > low else 1.0, foot, head)
    zero = ruler.at(0)
    middles = [(index + 0.5) * slot for index in range(len(entries))]
    marks = [
        record_of(entry, highlight, theme) | {"middle": middle, "x": middle - half, "x2": middle + half}
        for entry, middle in zip(entries, middles, strict=True)
    ]
    own = sheet.along(down=ruler)
    own.boxes([mark for mark in marks if mark["value"]], y="value", y2=0)
    for sign, away in ((1, -10), (-1, 12)):
        own.words([m for m in marks if m["sign"] == sign], x="middle", y="value", align="center", dy=away, fontWeight=STRONG)
    sheet.strokes([{"x": 0, "x2": sheet.width, "y": zero, "ink": theme.hairline, "thickness": 1}], y2="y")
    foot += 20 if low < 0 else 0  # a value under its column stands over the dates
    dates = [wrapped(label, slot - 4, LABEL_SIZE, bold=True) for label in labels]
    for lines, entry, mark in zip(dates, entries, marks, strict=True):
        chosen = is_highlighted(entry, highlight)
        text = {"text": lines, "x": mark["middle"], "y": foot + 13, "ink": theme.ink}
        sheet.words([text], align="center", fontWeight=STRONG if chosen else 400)
    return sheet.finished(foot + 8 + max(map(len, dates)) * LINE + 2)


def _points_across(sheet: Sheet, entries: Sequence[Entry], highlight: str, *, two_sided: bool) -> Spec:
    """Draw points from left to right; two-sided, their texts hang in turn above and below the line."""
    pitch = sheet.width / (len(entries) + two_sided)
    texts = [wrapped(entry.named, (2 if two_sided else 1) * pitch - 16, LABEL_SIZE, bold=True) for entry in entries]
    above = [text for index, text in enumerate(texts) if two_sided and index % 2 == 0]
    below = [text for index, text in enumerate(texts) if not two_sided or index % 2]
    pole = 14.0
    line = 8 + (max(map(len, above)) + 1) * LINE + pole if above else 8.0
    ends = {"x": 0, "x2": sheet.width, "y": line, "ink": sheet.theme.hairline, "thickness": 1.5}
    sheet.strokes([ends], y2="y")
    for index, (entry, text) in enumerate(zip(entries, texts, strict=True)):
        x = index * pitch + 6
        high = two_sided and index % 2 == 0
        top = line - pole - (len(text) + 1) * LINE if high else line + pole
        if two_sided:
            tip = top + 4 if high else top + (len(text) + 1) * LINE - 4
            sheet.strokes([{"x": x, "y": line, "y2": tip, "ink": sheet.theme.hairline, "thickness": 1}], x2="x")
        left = x + 8 if two_sided else 0.5 + index * pitch
        event = Event(entry, text, (x, line), (left, top + LINE / 2), (left, top + 1.5 * LINE))
        _draw(sheet, event, chosen=is_highlighted(entry, highlight))
    return sheet.finished(line + pole + (max(map(len, below)) + 1) * LINE + 4)


def _points_down(sheet: Sheet, entries: Sequence[Entry], highlight: str) -> Spec:
    """Draw points from top to bottom, texts on the right of the line and dates on its left."""
    left = min(widest(dates_of(entries), LABEL_SIZE, bold=True), sheet.width * 0.3) + 14
    row = 3.0
    marks: list[tuple[float, Entry, list[str]]] = []
    for entry in entries:
        text = wrapped(entry.named, sheet.width - left - 16, LABEL_SIZE, bold=True)
        marks.append((row + LINE / 2, entry, text))
        row += len(text) * LINE + 9
    line = {"x": left, "y": marks[0][0], "y2": marks[-1][0], "ink": sheet.theme.hairline, "thickness": 1.5}
    sheet.strokes([line], x2="x")
    for middle, entry, text in marks:
        event = Event(entry, text, (left, middle), (0, middle), (left + 14, middle))
        _draw(sheet, event, chosen=is_highlighted(entry, highlight))
    return sheet.finished(row - 6)


def _draw(sheet: Sheet, event: Event, *, chosen: bool) -> None:
    """Draw the dot of an event, its date in strong letters, and what it was."""
    theme = sheet.theme
    fill = theme.accent if chosen else theme.primary
    x, y = event.spot
    dot: Record = {"x": x, "y": y, "edge": fill, "fill": fill}
    sheet.dots([dot], shape="circle", size=80, strokeWidth=2)
    x, y = event.date_at
    date: Record = {"text": [event.entry.date], "x": x, "y": y, "ink": theme.accent_text if chosen else theme.primary}
    sheet.words([date], fontWeight=STRONG)
    x, y = event.text_at
    text: Record = {"text": event.lines, "x": x, "y": y, "ink": theme.ink}
    sheet.words([text], fontWeight=STRONG if chosen else 400)
