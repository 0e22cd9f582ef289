"""What a text says, and what is seen of it, stretch by stretch.

Both are folded to what a reader can't mistake: letters, digits and signs, whatever their case (a style sheet may print capitals),
without spaces and line ends, which belong to the layout.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from rapport.ground.invisible import INVISIBLE
from rapport.ground.patterns import regex
from rapport.numbers.calls import MARK

# Where a note is called; around what may stand in a place of its own; before what may be said once (engines/said.lua).
NOTE, FIELD, ONCE = "\ue006", "\ue007", "\ue008"
WHO = "who"  # kind of what stands anywhere in a line
MARKS = regex(f"[{NOTE}{FIELD}{ONCE}]")
_HYPHENS = regex(r"[-\u2010\u2011]")
_UNTOLD = regex(rf"[\s\x00-\x1f\ufffe{INVISIBLE}{MARK}]+")
_SHOWN = 70  # letters of what is seen instead
_ALIKE = 0.6  # of difflib: what is seen instead of a block, anywhere
_PARTS = 5  # in which the layout may cut a block: columns, pages
_LEAST = 3  # letters of such a part


class PrintedBlock(NamedTuple):
    """A block that the manuscript prints: its kind (see engines/said.lua) and its text."""

    kind: str
    text: str


def blocks_of(lines: str) -> list[PrintedBlock]:
    """Return the blocks that the lines of a piece give."""
    return [PrintedBlock(kind, text) for kind, _, text in (line.partition("\t") for line in lines.split("\n")) if text]


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text as it is compared."""
    return _UNTOLD.sub("", unicodedata.normalize("NFKC", text).casefold())


class Seen:
    """What is seen of a section, stretch by stretch; each stretch of letters that is found is taken."""

    def __init__(self, stretches: Sequence[str], *, paper: bool = False) -> None:
        """``paper``: lines end at hyphens that are or aren't the word's, a note is called by its number."""
        self._paper = paper
        self._stretches = [stretch for stretch in stretches if self._fold(stretch)]
        self._once: set[str] = set()
        self._starts, position = [], 0
        for stretch in self._stretches:
            self._starts.append(position)
            position += len(self._fold(stretch))
        self.letters = "".join(map(self._fold, self._stretches))
        self._edges = {*self._starts, position}
        self._taken = bytearray(position)

    def _fold(self, text: str) -> str:
        return _HYPHENS.sub("", folded(text)) if self._paper else folded(text)

    def forms(self, text: str) -> list[list[str]]:
        """Return the ways in which a block may be printed: whole, or in parts set apart; none of what is said once, and was."""
        marks = f"[{FIELD}{ONCE}{NOTE}]" if self._paper else f"[{FIELD}{ONCE}]"
        whole = self._fold(re.sub(marks, "", text))
        parts = [part for part in re.split(marks.replace(ONCE, ""), text) if self._fold(part)]
        if self._paper:
            parts = [part for part in parts if not part.startswith(ONCE) or part not in self._once]
            self._once |= {part for part in parts if part.startswith(ONCE)}
        apart = [self._fold(part.replace(ONCE, "")) for part in parts]
        if not apart:
            return []
        return [[whole], apart] if apart != [whole] else [[whole]]

    def places(self, letters: str, first: int = 0, end: int | None = None, *, within: bool = False) -> Iterator[int]:
        """Yield the places where letters stand, not taken yet: from the edge of a stretch to another's, or ``within`` one."""
        end = len(self.letters) if end is None else end
        at = self.letters.find(letters, first, end)
        while at >= 0:
            if not self._taken[at] and (within or (at in self._edges and at + len(letters) in self._edges)):
                yield at
            at = self.letters.find(letters, at + 1, end)

    def taken(self) -> bytes:
        """Return what is taken, for `take_back`."""
        return bytes(self._taken)

    def take_back(self, taken: bytes) -> None:
        """Take what was taken then, and nothing more."""
        self._taken = bytearray(taken)

    def take(self, first: int, length: int) -> None:
        """Take letters: no other block may be found there."""
        self._taken[first : first + length] = b"\1" * length

    def found(self, parts: Sequence[str], first: int, end: int, *, within: bool = False) -> int | None:
        """Take the parts of a block, each at its first place between two; return where the last ends, None if one isn't there."""
        taken: list[tuple[int, int]] = []
        last = first
        for part in parts:
            at = next(self.places(part, first, end, within=within), None)
            if at is None:
                for one, length in taken:
                    self._taken[one : one + length] = bytes(length)
                return None
            self.take(at, len(part))
            taken.append((at, len(part)))
            last = max(last, at + len(part))
        return last

    def cut(self, letters: str, left: int = _PARTS) -> bool:
        """Take a block that the layout has cut at the edge of a stretch, by the end of a column or of a page."""
        least = min(_LEAST, len(letters))  # the end of a block may be shorter, where a stretch is that end and no more
        for start in self._starts if left else ():
            if self._taken[start] or self.letters[start : start + least] != letters[:least]:
                continue
            length = _common(letters, self.letters[start : start + len(letters)])
            while length >= least and start + length not in self._edges:
                length -= 1
            if length == len(letters) or (length >= least and self.cut(letters[length:], left - 1)):
                self.take(start, length)
                return True
        return False

    def instead(self, block: str, first: int, end: int) -> str:
        """Return what stands free between two places, where a block is sought; where that is long, what is like it anywhere."""
        starts = self._starts[bisect_left(self._starts, first) : bisect_left(self._starts, end)]
        said = " ".join(self._free(starts))
        if len(said) > 2 * len(block) + _SHOWN:
            said = next(iter(get_close_matches(block, [*self._free(self._starts)], 1, _ALIKE)), "")
        return " ".join(said.replace(NOTE, "").split())[:_SHOWN]

    def _free(self, starts: Sequence[int]) -> Iterator[str]:
        """Yield the stretches that begin at some places, as they are written, and that nothing has taken."""
        for start in starts:
            if not self._taken[start]:
                yield self._stretches[bisect_left(self._starts, start)].strip()


def _common(one: str, other: str) -> int:
    differing = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))
