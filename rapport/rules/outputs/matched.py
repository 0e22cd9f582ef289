"""What a text says held against what is seen of it: each block is sought whole, in its order, between those that surround it.

Both are folded to what a reader can't mistake: letters, digits and signs, whatever their case (a style sheet may print capitals),
without spaces and line ends, which belong to the layout.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from rapport.numbers.calls import MARK

# Where a note is called; around what may stand in a place of its own; before what may be said once (engines/said.lua).
NOTE, FIELD, ONCE = "\ue006", "\ue007", "\ue008"
WHO = "who"  # kind of what stands anywhere in a line
MARKS = re.compile(f"[{NOTE}{FIELD}{ONCE}]")
_HYPHENS = re.compile(r"[-\u2010\u2011]")
_UNTOLD = re.compile(rf"[\s\x00-\x1f\u00ad\ufffe\u200b{MARK}]+")
_TELLING = 8  # letters of a block by which its place is known, when it is there once
_SHOWN = 70  # letters of what is seen instead
_ALIKE = 0.6  # of difflib: what is seen instead of a block, anywhere
_PARTS = 5  # in which the layout may cut a block: columns, pages
_LEAST = 3  # letters of such a part


class Said(NamedTuple):
    """A block that the manuscript prints: its kind (see engines/said.lua) and its text."""

    kind: str
    text: str


class Lost(NamedTuple):
    """A block that isn't seen, or not in its place, and what is seen there."""

    said: Said
    elsewhere: bool
    seen: str


def blocks_of(lines: str) -> list[Said]:
    """Return the blocks that the lines of a piece give."""
    return [Said(kind, text) for kind, _, text in (line.partition("\t") for line in lines.split("\n")) if text]


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
        if whole and not apart:
            return []
        return [[whole], apart] if apart and apart != [whole] else [[whole]]

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
        for start in self._starts if left else ():
            if self._taken[start] or self.letters[start : start + _LEAST] != letters[:_LEAST]:
                continue
            length = _common(letters, self.letters[start : start + len(letters)])
            while length >= _LEAST and start + length not in self._edges:
                length -= 1
            if length == len(letters) or (length >= _LEAST and self.cut(letters[length:], left - 1)):
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


def lost_of(blocks: Sequence[Said], seen: Seen, *, ordered: bool, free: frozenset[str]) -> list[Lost]:
    """Return the blocks that aren't seen, in order; ``ordered`` those too that are seen elsewhere, but of the ``free`` kinds.

    Where the order is the layout's, a block may take the letters that begin another: all are there if found the longest first.
    """
    forms = [seen.forms(block.text) for block in blocks]
    blocks, forms = [one for one, form in zip(blocks, forms, strict=True) if form], [form for form in forms if form]
    before = seen.taken()
    lost = [*_lost_in_turn(blocks, forms, seen, ordered=ordered, free=free)]
    if ordered or not lost:
        return lost
    after = seen.taken()
    seen.take_back(before)
    others = [*_lost_anywhere(blocks, forms, seen)]
    if len(others) < len(lost):
        return others
    seen.take_back(after)
    return lost


def _lost_anywhere(blocks: Sequence[Said], forms: Sequence[Sequence[Sequence[str]]], seen: Seen) -> Iterator[Lost]:
    """Yield the blocks that aren't seen, in order: each is sought anywhere, the longest first."""
    by_length = sorted(range(len(blocks)), key=lambda at: (blocks[at].kind == WHO, -len(forms[at][0][0])))
    everywhere = 0, len(seen.letters)
    left = [at for at in by_length if _sought(forms[at], seen, *everywhere, within=blocks[at].kind == WHO) is None]
    for at in sorted(at for at in left if not all(map(seen.cut, forms[at][-1]))):
        yield Lost(blocks[at], elsewhere=False, seen=seen.instead(MARKS.sub("", blocks[at].text), *everywhere))


def _lost_in_turn(
    blocks: Sequence[Said], forms: Sequence[Sequence[Sequence[str]]], seen: Seen, *, ordered: bool, free: frozenset[str]
) -> Iterator[Lost]:
    """Yield the blocks that aren't seen, each sought after the one before it, then anywhere."""
    anchors = _anchors([form[0][0] for form in forms], blocks, seen, free)
    for at, place in anchors.items():
        seen.take(place, len(forms[at][0][0]))
    kept = _rising(anchors) if ordered else {*anchors}
    pinned = sorted((at, anchors[at]) for at in kept)
    last, waiting = 0, 0
    for at, block in enumerate(blocks):
        while waiting < len(pinned) and pinned[waiting][0] <= at:
            waiting += 1
        if at in anchors:
            if at in kept:
                last = anchors[at] + len(forms[at][0][0])
            else:
                yield Lost(block, elsewhere=True, seen="")
            continue
        end = pinned[waiting][1] if waiting < len(pinned) else len(seen.letters)
        if (here := _sought(forms[at], seen, last, end)) is not None:
            last = here if block.kind not in free else last
        elif _sought(forms[at], seen, 0, len(seen.letters), within=block.kind == WHO) is not None:
            if ordered and block.kind not in free:
                yield Lost(block, elsewhere=True, seen="")
        elif ordered or not all(map(seen.cut, forms[at][-1])):
            yield Lost(block, elsewhere=False, seen=seen.instead(MARKS.sub("", block.text), last, end))


def _sought(forms: Sequence[Sequence[str]], seen: Seen, first: int, end: int, *, within: bool = False) -> int | None:
    return next((here for parts in forms if (here := seen.found(parts, first, end, within=within)) is not None), None)


def _anchors(wholes: Sequence[str], blocks: Sequence[Said], seen: Seen, free: frozenset[str]) -> dict[int, int]:
    """Return the place of each block that is there once, and long enough to be known by its letters."""
    often = Counter(wholes)
    anchors = {}
    for at, whole in enumerate(wholes):
        if len(whole) >= _TELLING and often[whole] == 1 and blocks[at].kind not in free:
            first, *others = [*seen.places(whole)][:2] or [-1]
            if first >= 0 and not others:
                anchors[at] = first
    return anchors


def _rising(anchors: dict[int, int]) -> set[int]:
    """Return the blocks that stand in their order: the longest run of places that rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: dict[int, int | None] = {}
    for at, place in sorted(anchors.items()):
        pile = bisect_left(tops, place)
        before[at] = piles[pile - 1] if pile else None
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [at]
    kept: set[int] = set()
    last = piles[-1] if piles else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
