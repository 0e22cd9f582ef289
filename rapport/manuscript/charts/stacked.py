"""Bars that share out a whole: the name of each part on a flag above it, its value inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapport.manuscript.charts.bars import ROOMY, write_values
from rapport.manuscript.charts.canvas import Record, Ruler, Sheet, Spec, line_height
from rapport.manuscript.charts.entries import Entry, Rows, by_group, categories_of, entries_of, whole_of
from rapport.manuscript.charts.flags import ASIDE, Flag, Part, flags_of
from rapport.manuscript.charts.lettering import text_width, widest, wrapped
from rapport.manuscript.charts.theme import HEADING_SIZE, LABEL_SIZE, STRONG, TEXT_CONTRAST, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.sources.authored import ChartSpec

LABEL: Final = "Barre partagée en parts d'un tout"
SEAM: Final = 2
HAIRLINE: Final = 1
INSET: Final = 8
LINE: Final = line_height(LABEL_SIZE)
THICKNESS: Final = 30
ALONE: Final = 60  # one bar over the whole column is the page's main thing
VALUES: Final = (40.0, 28.0, 22.0)  # letters of the highlighted value in its part: the largest that it holds
CHIP: Final = 11.0
KEY_GAP: Final = 12.0
MOST_ACROSS: Final = 5  # names of parts side by side under their bar
GUTTER: Final = 18.0


def build(spec: ChartSpec, rows: Rows, theme: Theme) -> Spec:
    """Return one bar a group, all of the same length; flags stand on the first alone when all have the same parts."""
    entries = entries_of(rows, spec.sort)
    sheet = Sheet(theme.width(spec.width), theme)
    categories = categories_of(next(iter(by_group(entries).values())) + entries)
    bars = {group: sorted(bar, key=lambda entry: categories.index(entry.category)) for group, bar in by_group(entries).items()}
    fills = fills_of(categories, spec.highlight, theme)
    alike = len({tuple(categories_of(bar)) for bar in bars.values()}) == 1
    start = name_room(list(bars), sheet.width)
    thickness = ALONE if len(bars) == 1 and sheet.width > ROOMY and not theme.height else THICKNESS
    top = 3.0
    for index, (group, bar) in enumerate(bars.items()):
        parts = parts_of(bar, start, sheet.width, HEADING_SIZE)
        flagged = index == 0 or not alike
        if group and not start:
            write_name(sheet, group, top + LINE / 2)
            top += LINE + (8 if flagged else 2)
        flags = flags_of(parts, sheet.width) if flagged else []
        stairs = any(flag.level for flag in flags)
        if flags and not stairs:
            top = draw_flags(sheet, flags, top, spec.highlight)
        if start:
            write_name(sheet, group, top + thickness / 2)
        draw_parts(sheet, parts, fills, (top, top + thickness), spec.highlight)
        top += thickness
        if stairs:
            key = draw_columns if sheet.width > ROOMY and len(parts) <= MOST_ACROSS else draw_key
            top = key(sheet, parts, fills, top + KEY_GAP, spec.highlight)
        elif not flagged:
            top = draw_beneath(sheet, [part for part in parts if not part.roomy], top)
        top += 8 if start and alike else 16
    return sheet.finished(top - (5 if start and alike else 13))


def name_room(groups: Sequence[str], width: float) -> float:
    """Return the room to keep beside the bars for their names; 0 when there are none, or too long ones."""
    longest = widest(list(groups), LABEL_SIZE, bold=True)
    return longest + 12 if 0 < longest < width * 0.22 else 0


def write_name(sheet: Sheet, group: str, middle: float) -> None:
    """Write what a bar stands for."""
    sheet.words([{"text": [group], "x": 0, "y": middle, "ink": sheet.theme.ink}], fontWeight=STRONG)


def fills_of(categories: Sequence[str], highlight: str, theme: Theme) -> Mapping[str, str]:
    """Return a colour for each part, from dark to light, none too light for a value; the highlighted one has a hue of its own."""
    others = [category for category in categories if category != highlight]
    fills = dict(zip(others, theme.ramp(len(others), TEXT_CONTRAST), strict=True))
    return {category: fills.get(category, theme.accent_text) for category in categories}


def parts_of(bar: Sequence[Entry], left: float, right: float, size: float) -> list[Part]:
    """Place the parts of a bar end to end, told apart by a seam; what would be thinner than a hairline has one."""
    whole, least = whole_of(bar), (SEAM + HAIRLINE) / (right + SEAM - left)
    thin = [entry.amount for entry in bar if 0 < entry.amount < least * whole]
    whole = (whole - sum(thin)) / (1 - len(thin) * least)
    ruler = Ruler(0, whole, left, right + SEAM)
    parts: list[Part] = []
    start = 0.0
    for entry in bar:
        amount = least * whole if entry.amount in thin else max(entry.amount, 0)
        low, high = ruler.at(start), ruler.at(start + amount) - SEAM
        needed = text_width(entry.printed, size, bold=True) + 2 * INSET - 2
        parts.append(Part(entry, low, max(high, low), needed <= high - low))
        start += amount
    return parts


def draw_flags(sheet: Sheet, flags: Sequence[Flag], top: float, highlight: str) -> float:
    """Draw the flags under `top`; return where the bar begins."""
    theme = sheet.theme
    levels = range(max(flag.level for flag in flags) + 1)
    heights = [max(flag.height for flag in flags if flag.level == level) + 4 for level in levels]
    bar = top + sum(heights) + 4
    poles: list[Record] = []
    for flag in flags:
        chosen = flag.part.entry.category == highlight
        ink = theme.accent_text if chosen else theme.ink
        head = bar - 4 - sum(heights[: flag.level]) - flag.height - 1
        pole = theme.accent_text if chosen else theme.hairline
        poles.append({"x": flag.pole, "y": head, "y2": bar, "ink": pole, "thickness": 1})
        texts = [([flag.part.entry.printed], STRONG)] * (not flag.part.roomy) + [(flag.lines, STRONG if chosen else 400)]
        line = head + LINE / 2
        for text, weight in texts:
            place = {"text": text, "x": flag.pole, "y": line, "ink": ink}
            align = {"align": "right", "dx": -ASIDE} if flag.flipped else {"dx": ASIDE}
            sheet.words([place], fontWeight=weight, **align)
            line += LINE
    sheet.strokes(poles, x2="x")
    return bar


def draw_key(sheet: Sheet, parts: Sequence[Part], fills: Mapping[str, str], top: float, highlight: str) -> float:
    """Write the parts one under the other, in the order of the bar, where their flags would climb over one another."""
    theme = sheet.theme
    values = max(text_width(part.entry.printed, LABEL_SIZE, bold=True) for part in parts) + INSET
    left = CHIP + INSET
    for part in parts:
        chosen = part.entry.category == highlight
        lines = wrapped(part.entry.category, sheet.width - left - values, LABEL_SIZE, bold=True)
        middle = top + LINE / 2
        chip = {"x": 0, "x2": CHIP, "y": middle - CHIP / 2, "y2": middle + CHIP / 2, "fill": fills[part.entry.category]}
        sheet.boxes([chip])
        text = {"y": middle, "ink": theme.accent_text if chosen else theme.ink}
        sheet.words([text | {"text": [part.entry.printed], "x": left}], fontWeight=STRONG)
        sheet.words([text | {"text": lines, "x": left + values}], fontWeight=STRONG if chosen else 400)
        top += len(lines) * LINE + 4
    return top


def draw_columns(sheet: Sheet, parts: Sequence[Part], fills: Mapping[str, str], top: float, highlight: str) -> float:
    """Write the parts side by side, in the order of the bar, each beside a chip of its colour, the values too wide for it too."""
    theme = sheet.theme
    room = (sheet.width - (len(parts) - 1) * GUTTER) / len(parts)
    feet = [top]
    for index, part in enumerate(parts):
        left = index * (room + GUTTER)
        chosen = part.entry.category == highlight
        line = top + LINE / 2
        chip = {"x": left, "x2": left + CHIP, "y": line - CHIP / 2, "y2": line + CHIP / 2, "fill": fills[part.entry.category]}
        sheet.boxes([chip])
        left += CHIP + INSET
        texts = [([part.entry.printed], STRONG)] * (not part.roomy)
        texts += [(wrapped(part.entry.category, room - CHIP - INSET, LABEL_SIZE, bold=True), STRONG if chosen else 400)]
        for text, weight in texts:
            ink = theme.accent_text if chosen else theme.ink
            sheet.words([{"text": text, "x": left, "y": line, "ink": ink}], fontWeight=weight)
            line += len(text) * LINE
        feet.append(line - LINE / 2)
    return max(feet)


def draw_parts(sheet: Sheet, parts: Sequence[Part], fills: Mapping[str, str], span: tuple[float, float], highlight: str) -> None:
    """Draw the parts of a bar, their values inside where they fit, the highlighted one's large, and what the whole lacks."""
    top, bottom = span
    theme = sheet.theme
    records = [
        {
            "category": part.entry.category,
            "group": part.entry.group,
            "value": part.entry.amount,
            "ref": part.entry.ref,
            "text": [part.entry.printed],
            "x": part.left,
            "x2": part.right,
            "y": top,
            "y2": bottom,
            "middle": (top + bottom) / 2 - 1,
            "fill": fills[part.entry.category],
            "ink": theme.on(fills[part.entry.category]),
        }
        for part in parts
    ]
    sheet.boxes(records)
    rest = parts[-1].right + SEAM
    if rest < sheet.width - 1:
        sheet.boxes([{"x": rest, "x2": sheet.width, "y": top, "y2": bottom, "fill": theme.pale}])
    for record, part in zip(records, parts, strict=True):
        room = part.right - part.left - 2 * INSET
        told = part.entry.category == highlight
        sizes = [size for size in VALUES if told and 1.4 * size <= bottom - top]
        held = next((size for size in sizes if text_width(part.entry.printed, size, bold=True) <= room), HEADING_SIZE)
        write_values(sheet, [record] if part.roomy else [], held, y="middle", dx=INSET)


def draw_beneath(sheet: Sheet, parts: Sequence[Part], top: float) -> float:
    """Write under a bar the values that do not fit in it; return where they end."""
    if not parts:
        return top
    widths = [text_width(part.entry.printed, LABEL_SIZE, bold=True) for part in parts]
    starts = [part.left for part in parts]
    end = sheet.width
    for index in reversed(range(len(parts))):
        starts[index] = min(starts[index], end - widths[index])
        end = starts[index] - ASIDE
    records: list[Record] = []
    start = 0.0
    for part, width, place in zip(parts, widths, starts, strict=True):
        start = max(start, place)
        records.append({"text": [part.entry.printed], "x": start, "y": top + 11, "ink": sheet.theme.ink})
        start += width + ASIDE
    sheet.words(records, fontWeight=STRONG)
    return top + 18
