"""Paragraphs that left and paragraphs that came back, put side by side by their bookmarks.

A paragraph that was split came back as two, one of which has no bookmark, or the same; joined, one has the bookmarks of both;
moved, it stands among others; a new one has none, and one that is gone left its own nowhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rapport.manuscript.proof.binding import letters_of
from rapport.sources.proof import ProofParagraph, SentParagraph
from rapport.team.returned.comparing import plain_text

_APART = ("toc", "table of contents")  # styles of those lines


class ReturnedGroup(NamedTuple):
    """Paragraphs that belong together, by their places on both sides; ``moved`` when they stood elsewhere."""

    sent: tuple[int, ...]
    came: tuple[int, ...]
    moved: bool = False


def groups_of(sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> list[ReturnedGroup]:
    """Return the groups in the order of the paragraphs that came back, then of those that left."""
    known = {paragraph.id: index for index, paragraph in enumerate(sent)}
    pairs = _pairs(known, came)
    anchors = _steady([(known[came[at].ids[0]], at) for at in pairs], came)
    moved = {known[came[at].ids[0]]: at for at in pairs} | {}
    for left, _ in anchors:
        del moved[left]
    return [_own(group, sent, came) for group in _between(anchors, moved, sent, came)]


def _own(group: ReturnedGroup, sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> ReturnedGroup:
    """Return a group without the lines that the word processor makes by itself; where one side is left, nothing was moved."""
    left = tuple(at for at in group.sent if not sent[at].style.casefold().startswith(_APART))
    stays = tuple(at for at in group.came if not came[at].style.casefold().startswith(_APART))
    return ReturnedGroup(left, stays, moved=group.moved and bool(left) and bool(stays))


def _pairs(known: dict[str, int], came: Sequence[ProofParagraph]) -> list[int]:
    """Return the paragraphs that have one bookmark, which no other has."""
    counted = Counter(id_ for paragraph in came for id_ in paragraph.ids)
    return [at for at, one in enumerate(came) if len(one.ids) == 1 and one.ids[0] in known and counted[one.ids[0]] == 1]


def _steady(pairs: Sequence[tuple[int, int]], came: Sequence[ProofParagraph]) -> list[tuple[int, int]]:
    """Return the pairs that stand in the same order on both sides; what was moved for sure is one only where it stands well."""
    own = [pair for pair in pairs if not came[pair[1]].moved]
    found = [own[place] for place in _longest([left for left, _ in own])]
    for pair in pairs:
        place = bisect_left(found, pair)
        around = found[max(place - 1, 0) : place], found[place : place + 1]
        if came[pair[1]].moved and all(one[1] < pair[1] for one in around[0]) and all(pair[1] < one[1] for one in around[1]):
            found.insert(place, pair)
    return found


def _longest(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest run of numbers that only grow."""
    tails: list[int] = []
    places: list[int] = []
    before = [-1] * len(numbers)
    for at, number in enumerate(numbers):
        reach = bisect_left(tails, number)
        tails[reach:] = [number] if reach == len(tails) else [number, *tails[reach + 1 :]]
        before[at] = places[reach - 1] if reach else -1
        places[reach:] = [at] if reach == len(places) else [at, *places[reach + 1 :]]
    found = []
    at = places[-1] if places else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _between(
    anchors: Sequence[tuple[int, int]], moved: dict[int, int], sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]
) -> Iterator[ReturnedGroup]:
    elsewhere = {at: left for left, at in moved.items()}
    opened = ReturnedGroup((), ())
    for left, at in [*anchors, (len(sent), len(came))]:
        gone = [n for n in range(opened.sent[-1] + 1 if opened.sent else 0, left) if n not in moved]
        new = list(range(opened.came[-1] + 1 if opened.came else 0, at))
        loose = [n for n in new if n not in elsewhere]
        yield from (one for one in _parted(opened, ReturnedGroup(tuple(gone), tuple(loose)), sent, came) if one.sent or one.came)
        places = [(elsewhere[n], n) for n in new if n in elsewhere]
        for _, run in groupby(places, key=lambda one: (sent[one[0]].row, came[one[1]].row if sent[one[0]].row else one[1])):
            pairs = [*run]
            yield ReturnedGroup(tuple(left for left, _ in pairs), tuple(at for _, at in pairs), moved=True)
        opened = ReturnedGroup((left,), (at,))


def _parted(
    opened: ReturnedGroup, beside: ReturnedGroup, sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]
) -> Iterator[ReturnedGroup]:
    """Yield a pair with what is gone and new beside it, where it was split or joined; rows of tables by themselves."""
    own = {sent[at].row for at in opened.sent}, {came[at].row for at in opened.came}
    found: list[ReturnedGroup] = []
    for kind in (0, 1, 2):
        gone = tuple(at for at in beside.sent if _kind(sent[at].row, own[0]) == kind)
        found.append(ReturnedGroup(gone, tuple(at for at in beside.came if _kind(came[at].row, own[1]) == kind)))
    near, *others = found
    if (near.sent or near.came) and not _alike(opened, sent, came):
        yield ReturnedGroup((*opened.sent, *near.sent), (*opened.came, *near.came))
    else:
        yield from (opened, near)
    yield from others


def _kind(row: str, own: set[str]) -> int:
    """Return 0 of what stands as a pair does, in its row or in none, 1 of other rows, 2 of what is in none."""
    return 0 if row in own else 1 if row else 2


def _alike(group: ReturnedGroup, sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> bool:
    """Tell whether a pair says the same on both sides: what stands beside it is then new, or gone, by itself."""
    if not group.sent:
        return True
    before, after = sent[group.sent[0]].runs, came[group.came[0]].runs
    return plain_text(letters_of(before)) == plain_text(letters_of(after))
