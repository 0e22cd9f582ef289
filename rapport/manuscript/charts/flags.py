"""Labels that stand on the parts of a bar without ever crossing one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapport.manuscript.charts.canvas import line_height
from rapport.manuscript.charts.lettering import text_width, widest, widest_word, wrapped
from rapport.manuscript.charts.theme import LABEL_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.manuscript.charts.entries import Entry

LINE: Final = line_height(LABEL_SIZE)
ASIDE: Final = 6
NARROWEST: Final = 84
STUCK: Final = 40


@dataclass(frozen=True)
class Part:
    """A part of a bar, its place in pixels, and whether its value can be written inside."""

    entry: Entry
    left: float
    right: float
    roomy: bool


@dataclass
class Flag:
    """The label of a part: a pole on the bar and a text on its right, or on its left when flipped."""

    part: Part
    lines: list[str]
    width: float
    flipped: bool = False
    level: int = 0

    @property
    def pole(self) -> float:
        """Where the pole stands: at the start of the part, or at its end when flipped."""
        return max(self.part.right, self.part.left + 1) - 0.5 if self.flipped else self.part.left + 0.5

    @property
    def start(self) -> float:
        """The left end of the text."""
        return self.pole - self.width if self.flipped else self.pole

    @property
    def end(self) -> float:
        """The right end of the text."""
        return self.pole if self.flipped else self.pole + self.width

    def covers(self, x: float) -> bool:
        """Tell whether a pole there would touch the text."""
        left, right = (self.start, self.end - ASIDE) if self.flipped else (self.start + ASIDE, self.end)
        return left - ASIDE / 2 < x < right + ASIDE / 2

    @property
    def height(self) -> float:
        """The height of the text, the value included when it does not fit inside the part."""
        return (len(self.lines) + (not self.part.roomy)) * LINE


def flags_of(parts: Sequence[Part], width: float) -> list[Flag]:
    """Return a flag for each part, none crossing another.

    The first ones hang to the right and the last ones to the left: of all the ways to cut between them, with wide or
    narrow texts, the simplest that stays on the sheet.
    """
    ways = [
        _raised([_flag(part, narrowest, width) for part in parts], kept)
        for narrowest in (NARROWEST, NARROWEST * 0.7)
        for kept in range(len(parts), -1, -1)
    ]
    return min(ways, key=lambda flags: _fault(flags, width))


def _fault(flags: Sequence[Flag], width: float) -> tuple[int, int, float]:
    """Return how bad a way to hang flags is: crossings first, then what leaves the sheet, then height and flips."""
    stuck = sum(flag.level >= STUCK for flag in flags)
    excess = round(sum(max(0, -1 - flag.start) + max(0, flag.end - width - 1) for flag in flags))
    levels = sum(flag.level + len(flag.lines) / 4 for flag in flags)
    flips = sum(1.5 if flag.part.right - flag.part.left < flag.width else 4 for flag in flags if flag.flipped)
    return stuck, excess, levels + flips


def _flag(part: Part, narrowest: float, width: float) -> Flag:
    name = part.entry.category
    word = widest_word(name, LABEL_SIZE, bold=True)
    room = max(part.right - part.left - 2 * ASIDE, min(150, max(narrowest, width * narrowest / 250)), word)
    lines = wrapped(name, min(room, width - ASIDE), LABEL_SIZE, bold=True)
    letters = widest(lines, LABEL_SIZE, bold=True)
    if not part.roomy:
        letters = max(letters, text_width(part.entry.printed, LABEL_SIZE, bold=True))
    return Flag(part, lines, letters + ASIDE)


def _raised(flags: list[Flag], kept: int) -> list[Flag]:
    """Flip all the flags but the `kept` first ones, and raise each to the lowest level where it crosses no other."""
    for flag in flags[kept:]:
        flag.flipped = True
    placed: list[Flag] = []
    for flag in [*flags[kept:], *reversed(flags[:kept])]:
        levels = range(STUCK)
        flag.level = next((level for level in levels if all(_clear(flag, level, other) for other in placed)), STUCK)
        placed.append(flag)
    return flags


def _clear(flag: Flag, level: int, other: Flag) -> bool:
    """Tell whether a flag at a level, and its pole, stay clear of another flag and of its pole."""
    if level == other.level:
        return flag.end + ASIDE <= other.start or other.end + ASIDE <= flag.start
    return not flag.covers(other.pole) if level < other.level else not other.covers(flag.pole)
