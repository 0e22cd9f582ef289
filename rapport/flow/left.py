"""Memo on disk: the answers of some steps that a command leaves to the next, with what each of them had looked at.

A step's answer follows from the leaves that it asked for, itself or through other steps: it is given again as long as all of
them see what they saw. Some steps in between are *cuts*: of their answers a digest is left, and whoever asked for one stands
when, made again from leaves that see something else, it answers as it did. All is one entry of the cache, in JSON; what can't
be looked at again isn't left.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

from rapport.ground.cache import MISFITS, Cache, shaped
from rapport.ground.digest import digest_of
from rapport.ground.memo import Key, Memo

Sight = Callable[[Key], str | None]  # what a leaf sees, as a text; None: that can't be told again (the time)
_SHAPE = {"marks": [([str], str, int)], "groups": [str], "answers": [([str], int, str)]}
MOST = 100_000  # answers; those that nobody asked for go first (an edition leaves two thousand)
_LEAF = -1  # the group of a leaf: there is none below it


class Written(NamedTuple):
    """How the answers of a step are written down (None: this one can't be) and read back, which raises one of the MISFITS."""

    write: Callable[[Any], str | None]
    read: Callable[[str], Any]


class Kinds(NamedTuple):
    """The steps whose answers are left, and the cuts, by name; ``sight`` is asked about leaves, ``ask`` for cuts' answers."""

    steps: Mapping[str, Written]
    cuts: Collection[str]
    sight: Sight
    ask: Callable[[Key], Any]


class Left:
    """The answers that a command was left, and those that it leaves; for a run that looks at its files once.

    What an answer depends on is a number, a bit for each leaf or cut (a *mark*), in the order of ``_marks``.
    """

    def __init__(self, cache: Cache, key: str, kinds: Kinds) -> None:
        self._cache = cache
        self._key = key
        self._kinds = kinds
        self._marks: list[Key] = []
        self._saw: list[str | None] = []  # what a leaf sees now; a cut's digest, of the last time
        self._below: dict[int, int] = {}  # what a cut depends on
        self._numbers: dict[Key, int] = {}  # the marks by name
        self._leaves = 0  # the marks that are leaves
        self._moved = 0  # the leaves that see something else
        self._standing = 0  # the cuts that answer as they did
        self._same: dict[int, bool] = {}  # the cuts that were looked at again
        self._given: dict[Key, int] = {}  # the steps that were answered from here
        self._found: dict[Key, tuple[int, str]] = cache.read(key, self._unpacked) or {}

    def _unpacked(self, kept: bytes) -> dict[Key, tuple[int, str]]:
        """Return the answers that were left, after the marks; raises one of MISFITS, and there are no marks."""
        told = shaped(kept, _SHAPE)
        groups = [int(group, 16) for group in told["groups"]]
        if any(group >> len(told["marks"]) for group in groups):
            raise ValueError(groups)
        answers = {tuple(key): (groups[at], answer) for key, at, answer in told["answers"]}
        leaves = [group == _LEAF for _, _, group in told["marks"]]
        below = {at: groups[group] for at, (_, _, group) in enumerate(told["marks"]) if not leaves[at]}
        marks = [tuple(mark) for mark, _, _ in told["marks"]]
        if not {marks[at][0] for at in below} <= {*self._kinds.cuts} or not {key[0] for key in answers} <= {*self._kinds.steps}:
            raise ValueError(below)
        before = [seen for _, seen, _ in told["marks"]]
        now = [self._kinds.sight(marks[at]) if leaf else before[at] for at, leaf in enumerate(leaves)]
        self._moved = sum(1 << at for at, leaf in enumerate(leaves) if leaf and now[at] != before[at])
        self._leaves = sum(1 << at for at, leaf in enumerate(leaves) if leaf)
        self._marks, self._saw, self._below = marks, [*now], below
        self._numbers = {mark: at for at, mark in enumerate(marks)}
        return answers

    def answer(self, key: Key) -> tuple[Any] | None:
        """Return, alone in a tuple, the answer that a step was left with; None when there is none that stands."""
        found = self._found.get(key)
        if found is None or not self._is_unchanged(found[0]):
            return None
        try:
            answer = self._kinds.steps[str(key[0])].read(found[1])
        except MISFITS:
            return None
        self._given[key] = found[0]
        return (answer,)

    def _is_unchanged(self, group: int, *, again: bool = True) -> bool:
        """Tell whether a group of marks is as it was; cuts are looked at ``again`` for it, in order."""
        if group & self._moved:
            return False
        cuts = group & ~self._leaves & ~self._standing
        return not cuts or all(self._is_same(at, again=again) for at in _bits(cuts))

    def _is_same(self, cut: int, *, again: bool) -> bool:
        """Tell whether a cut answers as it did."""
        known = self._same.get(cut)
        if known is None:
            self._same[cut] = False  # for whoever comes back to it
            known = self._is_unchanged(self._below[cut], again=again) or (again and self._answers_as_before(cut))
            self.settle(cut, same=known)
        return known

    def _answers_as_before(self, cut: int) -> bool:
        with suppress(Exception):  # what it is about may be there no more
            return digest_of(self._kinds.ask(self._marks[cut])) == self._saw[cut]
        return False

    def settle(self, cut: int, *, same: bool) -> None:
        """Note whether a cut answers as it did."""
        self._same[cut] = same
        if same:
            self._standing |= 1 << cut

    def leave(self, memo: Memo) -> None:
        """Leave what the steps of a memo answered, and what nobody asked for and stands; nothing when nothing is new."""
        answers = memo.answered()
        fresh = {key: answer for key, answer in answers.items() if key[0] in self._kinds.steps and key not in self._given}
        if not fresh and not self._moved:
            return
        groups = _Groups(memo, self, answers)
        written = ((key, group, self._kinds.steps[str(key[0])].write(fresh[key])) for key, group in groups.of(fresh).items())
        told = {key: (group, answer) for key, group, answer in written if answer is not None}
        unasked = {key: found for key, found in self._found.items() if key not in fresh}
        told |= {key: found for key, found in unasked.items() if self._is_unchanged(found[0], again=False)}
        lost = sum(1 << at for at, saw in enumerate(self._saw) if saw is None)
        told = {key: found for key, found in islice(told.items(), MOST) if not found[0] & lost}
        numbers = {
            group: at for at, group in enumerate(dict.fromkeys([*(group for group, _ in told.values()), *self._below.values()]))
        }
        entry = {
            "marks": [
                [mark, saw or "", numbers[self._below[at]] if at in self._below else _LEAF]
                for at, (mark, saw) in enumerate(zip(self._marks, self._saw, strict=True))
            ],
            "groups": [f"{group:x}" for group in numbers],
            "answers": [[key, numbers[group], answer] for key, (group, answer) in told.items()],
        }
        self._cache.put(self._key, json.dumps(entry, ensure_ascii=False).encode())

    def is_cut(self, key: Key) -> bool:
        """Tell whether a step is a cut."""
        return key[0] in self._kinds.cuts

    def leaf(self, key: Key) -> int:
        """Return the mark of a leaf, made when there is none yet."""
        at = self._numbers.setdefault(key, len(self._marks))
        if at == len(self._marks):
            self._marks.append(key)
            self._saw.append(self._kinds.sight(key))
            self._leaves |= 1 << at
        return at

    def cut(self, key: Key, digest: str, below: int) -> int:
        """Return the mark of a cut that was made again, or for the first time."""
        at = self._numbers.setdefault(key, len(self._marks))
        if at == len(self._marks):
            self._marks.append(key)
            self._saw.append(digest)
        self.settle(at, same=digest == self._saw[at])
        self._saw[at], self._below[at] = digest, below
        return at

    def given(self) -> dict[Key, int]:
        """Return the steps that were answered from here, and the marks that they depend on."""
        return dict(self._given)

    def cuts(self) -> list[Key]:
        """Return the cuts that were left."""
        return [self._marks[at] for at in self._below]

    def doubt(self, cuts: Iterable[Key]) -> None:
        """Believe of some cuts that they answer otherwise, until they are settled."""
        for cut in cuts:
            at = self._numbers[cut]
            self._same[at] = False
            self._standing &= ~(1 << at)


class _Groups:
    """The marks that each step of a memo depends on, through whatever steps; None of what may answer otherwise again."""

    def __init__(self, memo: Memo, left: Left, answers: Mapping[Key, Any]) -> None:
        self._memo = memo
        self._left = left
        self._answers = answers
        self._known: dict[Key, int | None] = {**left.given()}

    def of(self, keys: Iterable[Key]) -> dict[Key, int]:
        """Return the marks of some steps, those that can be told, after the cuts that were made again are settled."""
        again = [cut for cut in self._left.cuts() if cut in self._memo and cut not in self._known]
        self._left.doubt(again)  # one that answers with an error is a cut no more
        for cut in again:
            self._group_of(cut)
        return {key: group for key in keys if (group := self._group_of(key)) is not None}

    def _group_of(self, key: Key) -> int | None:
        if key in self._known:
            return self._known[key]
        self._known[key] = None  # for whoever comes back to it
        self._known[key] = found = self._found(key)
        return found

    def _found(self, key: Key) -> int | None:
        if self._memo.is_leaf(key):
            return 1 << self._left.leaf(key)
        below = 0
        asked = self._memo.asked_by(key)
        for one in () if asked is None else asked:
            if (group := self._group_of(one)) is None:
                return None
            below |= group
        if asked is None:
            return None
        digest = digest_of(self._answers[key]) if self._left.is_cut(key) and key in self._answers else None
        return below if digest is None else 1 << self._left.cut(key, digest, below)


def _bits(group: int) -> Iterator[int]:
    while group:
        yield (group & -group).bit_length() - 1
        group &= group - 1
