"""Amounts as discs whose surfaces are to scale: the highlighted one is what the others are compared with."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rapport.manuscript.charts.bars import is_highlighted
from rapport.manuscript.charts.canvas import Sheet, Spec, line_height
from rapport.manuscript.charts.entries import Entry, Rows, entries_of
from rapport.manuscript.charts.lettering import text_width, widest, wrapped
from rapport.manuscript.charts.theme import HEADING_SIZE, STRONG, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Disques dont la surface est à l'échelle"
LEAST: Final = 2.0  # pixels: the radius of what would be too small to be seen; its number is beside it
LARGEST: Final = 0.24  # of the width: the greatest radius
CROWDED: Final = 0.55  # the same when there are many discs, over the root of their number
WORDS: Final = 130.0  # pixels for the label outside a small disc
GAP: Final = 26.0
NEAR: Final = 10.0
BIG: Final = 34.0


class DiscPlace(NamedTuple):
    """A disc and its label: in it when there is room, else on its right, else under it."""

    entry: Entry
    radius: float
    where: Literal["inside", "beside", "under"]
    size: float  # of its number
    lines: list[str]
    words: float  # the width of its label

    @property
    def letters(self) -> float:
        """Return the height of its label."""
        return self.size * 1.1 + len(self.lines) * line_height(HEADING_SIZE)

    @property
    def width(self) -> float:
        """Return the room that both take."""
        outside = {"inside": 0.0, "beside": NEAR + self.words, "under": max(0.0, self.words - 2 * self.radius)}
        return 2 * self.radius + outside[self.where]

    @property
    def height(self) -> float:
        """Return the height that both take."""
        if self.where == "under":
            return 2 * self.radius + NEAR + self.letters
        return max(2 * self.radius, self.letters)


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the highlighted disc first, in a row of its own, then the others in rows, all standing on the foot of their row."""
    entries = sorted(entries_of(rows, spec.sort), key=lambda entry: not is_highlighted(entry, spec.highlight))
    sheet = Sheet(theme.width(spec.width), theme)
    greatest = max([entry.amount for entry in entries if entry.amount > 0] or [1.0])
    scale = sheet.width * min(LARGEST, CROWDED / sqrt(len(entries))) / sqrt(greatest)
    discs = [
        _placed(entry, max(LEAST, scale * sqrt(entry.amount)) if entry.amount > 0 else 0.0, sheet.width) for entry in entries
    ]
    top = 0.0
    for row in _rows(discs, sheet.width, spec.highlight):
        foot = top + max(disc.height for disc in row)
        left = 0.0
        for disc in row:
            _draw(sheet, disc, left, foot, chosen=is_highlighted(disc.entry, spec.highlight))
            left += disc.width + GAP
        top = foot + GAP
    return sheet.finished(top - GAP + 2)


def _placed(entry: Entry, radius: float, width: float) -> DiscPlace:
    size = min(BIG, BIG * (width - 2) / text_width(entry.printed, BIG, bold=True))
    inner = 1.56 * radius  # at the height of the label
    lines = wrapped(entry.category, max(inner, WORDS), HEADING_SIZE)
    if widest(lines, HEADING_SIZE) <= inner and text_width(entry.printed, size, bold=True) <= inner:
        inside = DiscPlace(entry, radius, "inside", size, lines, inner)
        if inside.letters <= 1.3 * radius:
            return inside
    lines = wrapped(entry.category, WORDS, HEADING_SIZE)
    words = max(text_width(entry.printed, size, bold=True), widest(lines, HEADING_SIZE))
    where: Literal["beside", "under"] = "beside" if 2 * radius + NEAR + words <= width else "under"
    return DiscPlace(entry, radius, where, size, lines, words)


def _rows(discs: Sequence[DiscPlace], width: float, highlight: str) -> list[list[DiscPlace]]:
    """Share the discs out among rows; the highlighted one has its own."""
    rows: list[list[DiscPlace]] = []
    for disc in discs:
        alone = not rows or is_highlighted(rows[-1][-1].entry, highlight)
        taken = 0 if alone else sum(other.width + GAP for other in rows[-1])
        if alone or taken + disc.width > width:
            rows.append([disc])
        else:
            rows[-1].append(disc)
    return rows


def _draw(sheet: Sheet, disc: DiscPlace, left: float, foot: float, *, chosen: bool) -> None:
    """Draw a disc that stands on a foot, and write its number and its label."""
    entry, radius, theme = disc.entry, disc.radius, sheet.theme
    middle = foot - disc.height / 2 if disc.where != "inside" else foot - radius
    x, y = left + radius, foot - disc.height + radius if disc.where == "under" else middle
    fill = theme.seen(theme.secondary) if chosen else theme.ink
    mark = {"category": entry.category, "ref": entry.ref, "x": x, "y": y, "fill": fill, "edge": fill}
    sheet.dots([mark] if radius > 1 else [], shape="circle", size=round(pi * (radius - 1) ** 2, 2))
    at: dict[str, object] = {"x": left + 2 * radius + NEAR, "ink": theme.ink}
    if disc.where == "inside":
        at = {"x": x, "ink": theme.on(fill)}
    elif disc.where == "under":
        at = {"x": left, "ink": theme.ink}
    align = "center" if disc.where == "inside" else "left"
    top = foot - disc.letters if disc.where == "under" else y - disc.letters / 2
    sheet.words([at | {"text": [entry.printed], "y": top + disc.size * 0.5}], size=disc.size, fontWeight=STRONG, align=align)
    first = top + disc.size * 1.1 + line_height(HEADING_SIZE) * 0.5
    sheet.words([at | {"text": disc.lines, "y": first}], size=HEADING_SIZE, align=align)
