"""A grid of a hundred squares shared out between the parts, or one dot for each unit counted."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Final, NamedTuple

from rapport.manuscript.charts.canvas import Sheet, Spec, line_height
from rapport.manuscript.charts.entries import HUNDRED, Entry, Rows, entries_of, whole_of
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.stacked import fills_of
from rapport.manuscript.charts.theme import LABEL_SIZE, SMALL_SIZE, STRONG, Theme
from rapport.numbers.chart_rows import SQUARES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Grille de cent carrés, ou un point par unité"
MOST_DOTS: Final = 200
BIG: Final = 22.0
BIGGEST: Final = 44.0
GAP: Final = 3.0
CHIP: Final = 11.0


class Mesh(NamedTuple):
    """A grid: how many cells, how many in a row, and the distance from one to the next."""

    total: int
    columns: int
    pitch: float


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the grid on the left, filled row by row, and the label of each part on its right."""
    entries = entries_of(rows, spec.sort)
    sheet = Sheet(theme.width(spec.width), theme)
    dotted = is_count(entries)
    cells = [int(entry.amount) for entry in entries] if dotted else squares_of(entries)
    total = sum(cells) if dotted else HUNDRED
    columns = min(10 if total <= HUNDRED else 20, total)
    pitch = min((min(sheet.width * 0.46, 240.0) + GAP) / max(columns, 10), 24.0)
    fills = fills_of([entry.category for entry in entries], spec.highlight, theme)
    mesh = Mesh(total, columns, pitch)
    _grid(sheet, mesh, list(zip(entries, cells, strict=True)), fills, dotted=dotted)
    height = ceil(total / columns) * pitch - GAP
    if not dotted and not _in_percent(entries):
        sheet.words([{"text": [SQUARES], "x": 0, "y": height + 14, "ink": theme.muted}], size=SMALL_SIZE)
        height += 24
    return sheet.finished(max(height, _labels(sheet, mesh, list(zip(entries, cells, strict=True)), fills)) + 1)


def is_count(entries: Sequence[Entry]) -> bool:
    """Tell whether the values count things few enough for a dot each."""
    whole = all(entry.amount == int(entry.amount) >= 0 for entry in entries)
    return whole and not _in_percent(entries) and 0 < sum(entry.amount for entry in entries) <= MOST_DOTS


def squares_of(entries: Sequence[Entry]) -> list[int]:
    """Return how many squares of a hundred each part takes, the largest remainders rounded up (Hamilton's method)."""
    whole = whole_of(entries)
    exact = [max(entry.amount, 0) / whole * HUNDRED for entry in entries]
    squares = [floor(share) for share in exact]
    remainders = sorted(range(len(exact)), key=lambda index: squares[index] - exact[index])
    for index in remainders[: round(sum(exact)) - sum(squares)]:
        squares[index] += 1
    return squares


def _grid(sheet: Sheet, mesh: Mesh, parts: Sequence[tuple[Entry, int]], fills: Mapping[str, str], *, dotted: bool) -> None:
    total, columns, pitch = mesh
    side = pitch - GAP
    owners = [entry for entry, count in parts for _ in range(count)]
    places = [((index % columns) * pitch, (index // columns) * pitch) for index in range(total)]
    marks = [
        {"category": e.category, "ref": e.ref, "fill": fills[e.category], "x": x, "x2": x + side, "y": y, "y2": y + side}
        for e, (x, y) in zip(owners, places, strict=False)
    ]
    if dotted:
        half = side / 2
        dots = [mark | {"x": x + half, "y": y + half, "edge": mark["fill"]} for mark, (x, y) in zip(marks, places, strict=True)]
        sheet.dots(dots, shape="circle", size=(side - 2) ** 2)
        return
    sheet.boxes(marks)
    pale = {"fill": sheet.theme.pale}
    sheet.boxes([pale | {"x": x, "x2": x + side, "y": y, "y2": y + side} for x, y in places[len(owners) :]])


def _labels(sheet: Sheet, mesh: Mesh, parts: Sequence[tuple[Entry, int]], fills: Mapping[str, str]) -> float:
    """Write each label level with its squares, below the one before; return where the last one ends."""
    entries, cells = [entry for entry, _ in parts], [count for _, count in parts]
    columns, pitch = mesh.columns, mesh.pitch
    chips = len(entries) > 1
    left = columns * pitch - GAP + 22
    aside = CHIP + 8 if chips else 0
    room = sheet.width - left - aside
    widest_value = max(text_width(entry.printed, 1, bold=True) for entry in entries)
    big = min(BIG if chips else BIGGEST, room / widest_value)
    texts = [wrapped(entry.category, room, LABEL_SIZE, bold=True) for entry in entries]
    heights = [big * 1.1 + len(lines) * line_height(LABEL_SIZE) for lines in texts]
    tops = _spread(cells, heights, pitch / columns)
    for entry, count, lines, top in zip(entries, cells, texts, tops, strict=True):
        chip = top + big * 0.57 - CHIP / 2 - 1
        square = {"x": left, "x2": left + CHIP, "y": chip, "y2": chip + CHIP, "fill": fills[entry.category]}
        mark = {} if count else {"category": entry.category, "ref": entry.ref}  # too small for a square of the grid
        sheet.boxes([square | mark] * chips)
        text = {"x": left + aside, "ink": sheet.theme.ink}
        # In the letters of titles, digits that stand one under the other are read back from the PDF as one number.
        sheet.words([text | {"text": [entry.printed], "y": top + big * 0.57}], size=big, fontWeight=STRONG)
        sheet.words([text | {"text": lines, "y": top + big * 1.1 + 8}])
    return tops[-1] + heights[-1] + 2


def _spread(cells: Sequence[int], heights: Sequence[float], cell_height: float) -> list[float]:
    """Return the top of each label: level with its cells, without overlap, above the foot if it can be."""
    tops: list[float] = []
    done, bottom = 0, 0.0
    for count, height in zip(cells, heights, strict=True):
        tops.append(max(bottom, (done + count / 2) * cell_height - height / 2))
        done, bottom = done + count, tops[-1] + height + 8
    limit = max(done * cell_height - GAP, sum(heights) + 8 * (len(heights) - 1))
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], limit - heights[index])
        limit = tops[index] - 8
    return tops


def _in_percent(entries: Sequence[Entry]) -> bool:
    return all(entry.share for entry in entries)
