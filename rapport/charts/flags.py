"""Labels that stand on the parts of a bar without ever crossing one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapport.charts.lettering import text_width, widest, widest_word, wrapped
from rapport.charts.sheet import line_height
from rapport.charts.theme import LABEL_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.charts.entries import Entry

LINE: Final = line_height(LABEL_SIZE)
ASIDE: Final = 6
NARROWEST: Final = 84


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

    @property
    def height(self) -> float:
        """The height of the text, the value included when it does not fit inside the part."""
        return (len(self.lines) + (not self.part.roomy)) * LINE


def flags_of(parts: Sequence[Part], width: float) -> list[Flag]:
    """Return a flag for each part, raised to the lowest level where it crosses no other flag.

    Flags hang to the right; those that would leave the sheet, and those whose pole would cut the text of a flipped
    one, hang to the left.
    """
    flags = [_flag(part, width) for part in parts]
    first = next((index for index, flag in enumerate(flags) if flag.end > width), len(flags))
    for flag in flags[first:]:
        flag.flipped = True
    while True:
        _raise(flags)
        kept = [flag for flag in flags if not flag.flipped]
        barrier = min((flag.start for flag in flags if flag.flipped), default=width)
        if not kept or kept[-1].pole + 2 < barrier or kept[-1].part.right < kept[-1].width:
            return flags
        kept[-1].flipped = True


def _flag(part: Part, width: float) -> Flag:
    name = part.entry.category
    word = widest_word(name, LABEL_SIZE, bold=True)
    room = max(part.right - part.left - 2 * ASIDE, NARROWEST, min(150, width * 0.34), word)
    lines = wrapped(name, min(room, width - ASIDE), LABEL_SIZE, bold=True)
    letters = widest(lines, LABEL_SIZE, bold=True)
    if not part.roomy:
        letters = max(letters, text_width(part.entry.printed, LABEL_SIZE, bold=True))
    return Flag(part, lines, letters + ASIDE)


def _raise(flags: list[Flag]) -> None:
    """Set the levels: the text of a flag goes above every flag whose pole it would cross."""
    flipped = [flag for flag in flags if flag.flipped]
    placed: list[Flag] = []
    for flag in flipped:
        flag.level = 1 + max((other.level for other in placed if flag.start < other.pole + ASIDE), default=-1)
        placed.append(flag)
    for flag in reversed([flag for flag in flags if not flag.flipped]):
        crossed = [other for other in placed if flag.end + ASIDE > (other.start if other.flipped else other.pole)]
        flag.level = 1 + max((other.level for other in crossed), default=-1)
        placed.append(flag)
