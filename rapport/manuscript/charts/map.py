"""A map of the regions that appear in the data, their numbers on them, overseas regions in a row or a column."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final, TypeAlias

from rapport.manuscript.charts.canvas import Record, Sheet, Spec, first_line, line_height
from rapport.manuscript.charts.entries import Entry, Rows, entries_of
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.regions import MapFrame, Region, centre_of, frame_of, largest_ring, regions_of, split
from rapport.manuscript.charts.theme import LABEL_SIZE, SMALL_SIZE, STRONG, Theme
from rapport.numbers.chart_rows import region_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Carte des régions"
CAPTION: Final = line_height(SMALL_SIZE)
COLUMN: Final = 158.0
"""Width kept on a full page for the overseas regions, stacked on the left of the mainland."""
BARE_COLUMN: Final = 100.0
"""The same without their names: on a slide, where a list beside the map says them."""
CAPTION_LEFT: Final = 74.0
MOVES: Final = sorted(((dx, dy) for dx in range(-30, 31, 6) for dy in range(-30, 31, 6)), key=lambda move: hypot(*move))
EDGE: Final = [(h, [w / 4 for w in range(-4, 5)]) for h in (-1, 0, 1)]
"""Where a label is tried against the outline, in halves of its height and width."""
Spot: TypeAlias = tuple[float, float]
Line: TypeAlias = tuple[str, float, int]
"""A line of a label, its size and its weight."""
GAP: Final = 6.0  # between an island and its label beside it
OUTLINE: Final = 400  # points of an outline that tell well enough whether a label fits


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return the map; on a full page regions bear their names, on half a page or a slide their numbers alone."""
    regions = [replace(region, name=rows.names.get(region.name, region.name)) for region in regions_of(rows.outlines)]
    found: dict[str, list[Entry]] = {}
    codes = [region.code for region in regions]
    for entry in entries_of(rows):
        found.setdefault(region_code(entry.code, codes), []).append(entry)
    sheet = Sheet(theme.width(spec.width), theme)
    named = sheet.width >= theme.width_full
    column = COLUMN if named else BARE_COLUMN
    beside = named or theme.height > 0
    places, height = _beside(regions, sheet.width, column) if beside else _beneath(regions, sheet.width)
    fills = {region.code: _fill(region, found.get(region.code, []), spec.highlight, theme) for region in regions}
    features: list[Record] = []
    for place in places:
        code = place.region.code
        ref = next((entry.ref for entry in found.get(code, [])), "")
        features.append(place.feature() | {"fill": fills[code], "edge": theme.background, "code": code, "ref": ref})
    sheet.shapes(features)
    for place in places:
        code = place.region.code
        _label(sheet, place, places, found.get(code, []), fills[code], named=named, beside=beside)
    return sheet.finished(height)


def _fill(region: Region, entries: Sequence[Entry], highlight: str, theme: Theme) -> str:
    if not entries:
        return theme.pale
    chosen = highlight and highlight in (region.name, *(entry.category for entry in entries))
    return theme.accent_text if chosen else theme.primary


def _beside(regions: Sequence[Region], width: float, kept: float) -> tuple[list[MapFrame], float]:
    """Place the mainland on the right and the overseas regions down the left side."""
    near, far = split(regions)
    column = kept if far else 0.0
    left, right, top, bottom = frame_of(near)
    scale = (width - column - 2) / (right - left)
    height = (bottom - top) * scale + 2
    places = [MapFrame(region, scale, column + 1 - left * scale, 1 - top * scale) for region in near]
    for index, region in enumerate(far):
        x1, x2, y1, y2 = region.bounds
        size = min(60 / (x2 - x1), (height / len(far) - 18) / (y2 - y1))
        middle = height * (index + 0.5) / len(far)
        places.append(MapFrame(region, size, 30 - (x1 + x2) / 2 * size, middle - (y1 + y2) / 2 * size))
    return places, height


def _beneath(regions: Sequence[Region], width: float) -> tuple[list[MapFrame], float]:
    """Place the overseas regions in a row under the mainland, each with room for its name."""
    near, far = split(regions)
    left, right, top, bottom = frame_of(near)
    scale = (width - 2) / (right - left)
    height = (bottom - top) * scale + 2
    places = [MapFrame(region, scale, 1 - left * scale, 1 - top * scale) for region in near]
    if not far:
        return places, height
    slot = width / len(far)
    for index, region in enumerate(far):
        x1, x2, y1, y2 = region.bounds
        size = min((slot - 14) / (x2 - x1), 48 / (y2 - y1))
        middle = slot * (index + 0.5)
        places.append(MapFrame(region, size, middle - (x1 + x2) / 2 * size, height + 40 - (y1 + y2) / 2 * size))
    return places, height + 72 + 2 * CAPTION


def _label(
    sheet: Sheet, place: MapFrame, places: Sequence[MapFrame], entries: Sequence[Entry], fill: str, *, named: bool, beside: bool
) -> None:
    """Write the numbers of a region and its name: inside it, beside a small island, beside or under an overseas region."""
    theme = sheet.theme
    region = place.region
    numbers = [(entry.printed, LABEL_SIZE + 1, STRONG) for entry in entries if entry.printed]
    left, right, _, bottom = region.bounds
    if region.overseas:
        ink = theme.ink if entries else theme.muted
        lines = numbers + ([] if beside and not named else _name(region, COLUMN - CAPTION_LEFT if named else sheet.width / 5))
        if beside:
            _write(sheet, lines, (CAPTION_LEFT, place.at(centre_of(region))[1]), ink, "left")
        else:
            x, foot = place.at(((left + right) / 2, bottom))
            _write(sheet, lines[::-1], (x, foot + 6 + len(lines) * CAPTION / 2), ink, "center")
        return
    room = (right - left) * place.scale
    wrappings = [numbers + (_name(region, max(room * share, 60)) if named else []) for share in (0.8, 0.65, 0.5)]
    seat = _seated(place, wrappings, (6.0, 3.0, 0.0))
    side = None if seat else _side(place, wrappings[0], places)
    if side:
        _write(sheet, wrappings[0], side, theme.ink if entries else theme.muted, "right")
        return
    lines, spot = seat or _seated(place, wrappings, (3.0, 0.0, -3.0), by_line=True) or (wrappings[0], place.at(centre_of(region)))
    _write(sheet, lines, spot, theme.on(fill) if entries else theme.muted, "center")


def _name(region: Region, room: float) -> list[Line]:
    return [(line, SMALL_SIZE, 400) for line in wrapped(region.name, room, SMALL_SIZE, bold=True)]


def _write(sheet: Sheet, lines: Sequence[Line], spot: Spot, ink: str, align: str) -> None:
    x, y = spot
    first = first_line(y, [text for text, _, _ in lines], SMALL_SIZE)
    for index, (text, size, weight) in enumerate(lines):
        record = {"text": [text], "x": x, "y": first + index * CAPTION, "ink": ink}
        sheet.words([record], size=size, fontWeight=weight, align=align)


def _seated(
    place: MapFrame, wrappings: Sequence[list[Line]], margins: Sequence[float], *, by_line: bool = False
) -> tuple[list[Line], Spot] | None:
    """Return the wrapping of a label that lies most at ease inside its region, and where: near the centre if it can.

    Where its box can't, each of its lines may: a number is shorter than the name under it.
    """
    x, y = place.at(centre_of(place.region))
    outline = _outline(place)
    for margin in margins:
        for lines in wrappings:
            for dx, dy in MOVES:
                spot = (x + dx, y + dy)
                boxes = _boxes(spot, lines, margin) if by_line else [(spot, _half(lines, margin))]
                if all(_is_inside(*box, outline) and not _indented(*box, outline) for box in boxes):
                    return lines, spot
    return None


def _boxes(spot: Spot, lines: Sequence[Line], margin: float) -> list[tuple[Spot, Spot]]:
    """Return the middle of each line of a label, and half its width and height."""
    top = spot[1] - (len(lines) - 1) * CAPTION / 2
    return [((spot[0], top + n * CAPTION), _half([line], margin)) for n, line in enumerate(lines)]


def _side(place: MapFrame, lines: Sequence[Line], places: Sequence[MapFrame]) -> tuple[float, float] | None:
    """Return where a label ends on the left of its region, None where it would meet another one or the edge."""
    x = place.at((place.region.bounds[0], 0))[0] - GAP
    y = place.at(centre_of(place.region))[1]
    half = _half(lines, 3.0)
    middle = (x - half[0], y)
    others = [_outline(other) for other in places if other is not place]
    free = not any(_indented(middle, half, outline) or _is_inside(middle, (0, 0), outline) for outline in others)
    return (x, y) if free and x > 2 * half[0] else None


def _half(lines: Sequence[Line], margin: float) -> tuple[float, float]:
    """Return half the width and half the height of a label, with a margin around."""
    width = max((text_width(text, size, bold=True) for text, size, _ in lines), default=0.0)
    return width / 2 + margin, len(lines) * CAPTION / 2 - 2 + margin


def _outline(place: MapFrame) -> list[tuple[float, float]]:
    """Return the outline of a region's largest polygon in pixels, in points enough."""
    ring = largest_ring(place.region)
    return [place.at(point) for point in ring[:: max(1, len(ring) // OUTLINE)]]


def _indented(spot: Spot, half: Spot, outline: Sequence[tuple[float, float]]) -> bool:
    """Tell whether the outline comes into a label's box, as an estuary does between two of its corners."""
    return any(abs(px - spot[0]) < half[0] and abs(py - spot[1]) < half[1] for px, py in outline)


def _is_inside(spot: Spot, half: Spot, outline: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a label's box lies inside a closed outline (a ray to the right crosses it an odd number of times)."""
    for height, widths in EDGE:
        crossings = _crossings(spot[1] + height * half[1], outline)
        places = [spot[0] + width * half[0] for width in widths]
        if not all(sum(place < crossing for crossing in crossings) % 2 for place in places):
            return False
    return True


def _crossings(y: float, outline: Sequence[tuple[float, float]]) -> list[float]:
    """Return where a closed outline crosses a height."""
    pairs = pairwise(outline)
    return [x1 + (y - y1) / (y2 - y1) * (x2 - x1) for (x1, y1), (x2, y2) in pairs if (y1 > y) != (y2 > y)]
