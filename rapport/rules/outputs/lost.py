"""Which blocks of a text aren't seen, or not in their place: each is sought between those that surround it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapport.rules.outputs.matched import MARKS, WHO, PrintedBlock, Seen

_TELLING = 8  # letters of a block by which its place is known, when it is there once


class Lost(NamedTuple):
    """A block that isn't seen, or not in its place, and what is seen there."""

    said: PrintedBlock
    elsewhere: bool
    seen: str


def lost_of(blocks: Sequence[PrintedBlock], seen: Seen, *, ordered: bool, free: frozenset[str]) -> list[Lost]:
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


def _lost_anywhere(blocks: Sequence[PrintedBlock], forms: Sequence[Sequence[Sequence[str]]], seen: Seen) -> Iterator[Lost]:
    """Yield the blocks that aren't seen, in order: each is sought anywhere, the longest first."""
    by_length = sorted(range(len(blocks)), key=lambda at: (blocks[at].kind == WHO, -len(forms[at][0][0])))
    everywhere = 0, len(seen.letters)
    left = [at for at in by_length if _sought(forms[at], seen, *everywhere, within=blocks[at].kind == WHO) is None]
    for at in sorted(at for at in left if not all(map(seen.cut, forms[at][-1]))):
        yield Lost(blocks[at], elsewhere=False, seen=seen.instead(MARKS.sub("", blocks[at].text), *everywhere))


def _lost_in_turn(
    blocks: Sequence[PrintedBlock], forms: Sequence[Sequence[Sequence[str]]], seen: Seen, *, ordered: bool, free: frozenset[str]
) -> Iterator[Lost]:
    """Yield the blocks that aren't seen, each sought after the one before it, then anywhere.

    The free ones come last: a note of the same words as a paragraph stands where no paragraph does.
    """
    anchors = _anchors([form[0][0] for form in forms], blocks, seen, free)
    for at, place in anchors.items():
        seen.take(place, len(forms[at][0][0]))
    kept = _rising(anchors) if ordered else {*anchors}
    pinned = sorted((at, anchors[at]) for at in kept)
    found: dict[int, Lost] = {}
    last, waiting = 0, 0
    for at, block in sorted(enumerate(blocks), key=lambda one: (one[1].kind in free, one[0])):
        if block.kind in free:
            last, waiting = 0, len(pinned)
        while waiting < len(pinned) and pinned[waiting][0] <= at:
            waiting += 1
        if at in anchors:
            if at in kept:
                last = anchors[at] + len(forms[at][0][0])
            else:
                found[at] = Lost(block, elsewhere=True, seen="")
            continue
        end = pinned[waiting][1] if waiting < len(pinned) else len(seen.letters)
        if (here := _sought(forms[at], seen, last, end, within=block.kind == WHO)) is not None:
            last = here
        elif _sought(forms[at], seen, 0, len(seen.letters)) is not None:
            if ordered:
                found[at] = Lost(block, elsewhere=True, seen="")
        elif ordered or not all(map(seen.cut, forms[at][-1])):
            found[at] = Lost(block, elsewhere=False, seen=seen.instead(MARKS.sub("", block.text), last, end))
    yield from (lost for _, lost in sorted(found.items()))


def _sought(forms: Sequence[Sequence[str]], seen: Seen, first: int, end: int, *, within: bool = False) -> int | None:
    return next((here for parts in forms if (here := seen.found(parts, first, end, within=within)) is not None), None)


def _anchors(wholes: Sequence[str], blocks: Sequence[PrintedBlock], seen: Seen, free: frozenset[str]) -> dict[int, int]:
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
