"""Amounts as discs whose surfaces are to scale, centred on one axis: the highlighted one is what the others are compared with."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.ground.shared_out import shared_out
from rapport.manuscript.charts.bars import is_highlighted
from rapport.manuscript.charts.canvas import Sheet, Spec, line_height
from rapport.manuscript.charts.entries import Entry, Rows, entries_of
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.theme import HEADING_SIZE, LABEL_SIZE, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Disques dont la surface est à l'échelle, sur un même axe"
LEAST: Final = 2.0  # pixels: the radius of what would be too small to be seen; its number is beside it
LARGEST: Final = 0.21  # of the width: the greatest radius
TALLEST: Final = 790.0  # pixels that the discs may take one under the other
GAP: Final = 16.0
NEAR: Final = 44.0  # from the column of the discs to that of the numbers: a leader crosses it
BIG: Final = 56.0
AT_EASE: Final = 6  # discs with the largest letters
LETTERS: Final = 24.0  # the least of their numbers
WORDS: Final = HEADING_SIZE + 3
ACROSS: Final = 6  # side by side on a slide
LOWEST: Final = 40.0  # what the greatest of several rows has of height: they are compared from row to row


class DiscPlace(NamedTuple):
    """A disc and the label on its right."""

    entry: Entry
    radius: float
    size: float  # of its number
    lines: list[str]

    @property
    def letters(self) -> float:
        """Return the height of its label."""
        return self.size * 1.1 + len(self.lines) * line_height(WORDS)

    @property
    def height(self) -> float:
        """Return the height that both take."""
        return max(2 * self.radius, self.letters)


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the discs one under the other, the highlighted one first, their labels on one line of sight on the right.

    On a slide they stand side by side in rows, their labels under them.
    """
    entries = sorted(entries_of(rows, spec.sort), key=lambda entry: not is_highlighted(entry, spec.highlight))
    sheet = Sheet(theme.width(spec.width), theme)
    roots = [sqrt(max(entry.amount, 0)) for entry in entries]
    greatest = max(roots, default=0) or 1.0
    if theme.height:
        return _in_rows(sheet, entries, spec.highlight) if entries else sheet.finished(0)
    room = TALLEST - GAP * (len(entries) - 1)
    scale = min(sheet.width * LARGEST, room / 2 / max(sum(roots) / greatest, 1)) / greatest
    axis = scale * greatest
    words = sheet.width - 2 * axis - NEAR
    big = max(LETTERS, BIG * min(1, AT_EASE / max(len(entries), 1)))
    discs = [
        _placed(entry, max(LEAST, scale * root) if root else 0.0, words, big) for entry, root in zip(entries, roots, strict=True)
    ]
    top, middles = 0.0, []
    for disc in discs:
        middles.append(top + disc.height / 2)
        top += disc.height + GAP
    if not discs:
        return sheet.finished(0)
    sheet.strokes([{"x": axis, "x2": axis, "y": middles[0], "y2": middles[-1], "ink": theme.hairline, "thickness": 1}], x2="x")
    for disc, middle in zip(discs, middles, strict=True):
        _draw(sheet, disc, (axis, middle), 2 * axis + NEAR, chosen=is_highlighted(disc.entry, spec.highlight))
    return sheet.finished(top - GAP + 2)


def _in_rows(sheet: Sheet, entries: Sequence[Entry], highlight: str) -> Spec:
    """Draw the discs side by side, in as many rows as they need, all on one scale, a number and its words under each."""
    rows = shared_out(entries, lambda some: len(some) <= ACROSS)
    slot = sheet.width / max(map(len, rows))
    words = slot - GAP
    labelled = [[_placed(entry, 0.0, words, LETTERS, LABEL_SIZE) for entry in row] for row in rows]
    under = [max(label.size * 1.1 + len(label.lines) * line_height(LABEL_SIZE) for label in row) for row in labelled]
    room = (sheet.theme.height - sum(under) - (GAP / 2 + 3) * len(rows)) / len(rows)
    axis = max(min(words, max(room, LOWEST * (len(rows) > 1))) / 2, LEAST)
    scale = axis / sqrt(max(entry.amount for entry in entries) or 1)
    top = 0.0
    for labels, letters in zip(labelled, under, strict=True):
        for index, label in enumerate(labels):
            _hung(
                sheet, label, (index * slot + words / 2, top + axis, axis), scale, chosen=is_highlighted(label.entry, highlight)
            )
        top += 2 * axis + GAP / 2 + letters + 3
    return sheet.finished(top)


def _hung(sheet: Sheet, label: DiscPlace, place: tuple[float, float, float], scale: float, *, chosen: bool) -> None:
    """Draw a disc of a row, its number and its words under the greatest: its centre, and the radius of the greatest."""
    x, y, greatest = place
    theme = sheet.theme
    radius = max(LEAST, scale * sqrt(label.entry.amount)) if label.entry.amount > 0 else 0.0
    _disc(sheet, label.entry, (x, y, radius), theme.seen(theme.secondary) if chosen else theme.primary)
    top, at = y + greatest + GAP / 2, {"x": x, "ink": theme.ink}
    sheet.numerals([at | {"text": [label.entry.printed], "y": top + label.size / 2}], size=label.size, align="center")
    first = top + label.size * 1.1 + line_height(LABEL_SIZE) / 2
    sheet.words([at | {"text": label.lines, "y": first}], size=LABEL_SIZE, align="center")


def _disc(sheet: Sheet, entry: Entry, place: tuple[float, float, float], fill: str) -> None:
    """Draw a disc: its centre and its radius."""
    x, y, radius = place
    mark = {"category": entry.category, "ref": entry.ref, "x": x, "y": y, "fill": fill, "edge": fill}
    sheet.dots([mark] if radius > 1 else [], shape="circle", size=round(pi * (radius - 1) ** 2, 2))


def _placed(entry: Entry, radius: float, words: float, big: float, small: float = WORDS) -> DiscPlace:
    size = min(big, big * (words - 2) / text_width(entry.printed, big, bold=True))
    return DiscPlace(entry, radius, size, wrapped(entry.category, words, small))


def _draw(sheet: Sheet, disc: DiscPlace, centre: tuple[float, float], left: float, *, chosen: bool) -> None:
    """Draw a disc on the axis, its leader, its number and its label."""
    entry, radius, theme = disc.entry, disc.radius, sheet.theme
    x, y = centre
    fill = theme.seen(theme.secondary) if chosen else theme.ink
    sheet.strokes([{"x": left - NEAR + 8, "x2": left - 8, "y": y, "ink": theme.hairline, "thickness": 1}], y2="y")
    _disc(sheet, entry, (x, y, radius), fill)
    top = y - disc.letters / 2
    at = {"x": left, "ink": theme.ink}
    sheet.numerals([at | {"text": [entry.printed], "y": top + disc.size * 0.5}], size=disc.size)
    first = top + disc.size * 1.1 + line_height(WORDS) * 0.5
    sheet.words([at | {"text": disc.lines, "y": first}], size=WORDS)
