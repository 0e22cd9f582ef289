"""Memo on disk: the answers of some steps that a command leaves to the next, with what each of them had looked at.

A step's answer follows from the leaves that it asked for, itself or through other steps: it is given again as long as all of
them see what they saw. All answers are one entry of the cache, in JSON; what can't be looked at again isn't left.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import update_wrapper
from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar

from rapport.ground.cache import Cache, shaped
from rapport.ground.memo import Key, Memo, step

Sight = Callable[[Key], str | None]  # what a leaf sees, as a text; None: that can't be told again (the time)
_SHAPE = {"leaves": [([str], str)], "groups": [str], "answers": [([str], int, str)]}


class Written(NamedTuple):
    """How the answers of a step are written down and read back, which raises one of the cache's MISFITS."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


class Left:
    """The answers that a command was left, and those that it leaves; for a run that looks at its files once.

    ``steps`` are those whose answers are left, by name; ``sight`` is asked about leaves before and after.
    """

    def __init__(self, cache: Cache, key: str, steps: Mapping[str, Written], sight: Sight) -> None:
        self._cache = cache
        self._key = key
        self._steps = steps
        self._sight = sight
        self._leaves: list[Key] = []  # a group of leaves is a number: a bit for each leaf, in this order
        self._given: dict[Key, int] = {}  # the steps that were answered from here, and their leaves
        self._found: dict[Key, tuple[int, Any]] = cache.read(key, self._unpacked) or {}

    def _unpacked(self, kept: bytes) -> dict[Key, tuple[int, Any]]:
        """Return the answers that still stand, with their leaves; raises one of MISFITS."""
        told = shaped(kept, _SHAPE)
        self._leaves = [tuple(leaf) for leaf, _ in told["leaves"]]
        saw = [sight for _, sight in told["leaves"]]
        moved = sum(1 << at for at, leaf in enumerate(self._leaves) if self._sight(leaf) != saw[at])
        groups = [int(group, 16) for group in told["groups"]]
        return {
            tuple(key): (groups[at], self._steps[key[0]].read(answer))
            for key, at, answer in told["answers"]
            if not groups[at] & moved
        }

    def answer(self, key: Key) -> tuple[Any] | None:
        """Return, alone in a tuple, the answer that a step was left with; None when there is none that stands."""
        found = self._found.get(key)
        if found is None:
            return None
        self._given[key] = found[0]
        return (found[1],)

    def leave(self, memo: Memo) -> None:
        """Leave what the steps of a memo answered; nothing is written when all of it was given from here."""
        kept = [key for key in memo.answered() if key[0] in self._steps]
        if self._given.keys() >= set(kept):
            return
        group_of = _Groups(memo, self._leaves, self._given)
        groups = {key: group for key in kept if (group := group_of(key)) is not None}
        sights = [self._sight(leaf) for leaf in self._leaves]
        lost = sum(1 << at for at, sight in enumerate(sights) if sight is None)
        stand = {key: group for key, group in groups.items() if not group & lost}
        numbers = {group: at for at, group in enumerate(dict.fromkeys(stand.values()))}
        written = {key: self._steps[str(key[0])].write(memo.answer_of(key)) for key in stand}
        told = {
            "leaves": [[leaf, sight or ""] for leaf, sight in zip(self._leaves, sights, strict=True)],
            "groups": [f"{group:x}" for group in numbers],
            "answers": [[key, numbers[group], written[key]] for key, group in stand.items()],
        }
        self._cache.put(self._key, json.dumps(told, ensure_ascii=False).encode())


class _Groups:
    """The leaves that each step of a memo has asked for, itself or through others; None of what may answer otherwise again."""

    def __init__(self, memo: Memo, leaves: list[Key], given: Mapping[Key, int]) -> None:
        self._memo = memo
        self._leaves = leaves
        self._numbers = {leaf: at for at, leaf in enumerate(leaves)}
        self._known: dict[Key, int | None] = dict(given)

    def __call__(self, key: Key) -> int | None:
        if key in self._known:
            return self._known[key]
        self._known[key] = None  # for whoever comes back to it
        self._known[key] = found = self._group(key)
        return found

    def _group(self, key: Key) -> int | None:
        if self._memo.is_leaf(key):
            number = self._numbers.setdefault(key, len(self._leaves))
            if number == len(self._leaves):
                self._leaves.append(key)
            return 1 << number
        found = 0
        asked = self._memo.asked_by(key)
        for one in () if asked is None else asked:
            if (group := self(one)) is None:
                return None
            found |= group
        return None if asked is None else found


class Leaving(Protocol):
    """What has steps, and perhaps the answers that another run left."""

    memo: Memo
    left: Left | None


S = TypeVar("S", bound=Leaving)
P = ParamSpec("P")
T = TypeVar("T")


def left_step(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Make a method a step whose answers may be left to the next run; its arguments are texts."""
    name = method.__qualname__

    def answered(self: S, /, *given: P.args, **named: P.kwargs) -> T:
        found = self.left.answer((name, *given)) if self.left else None
        return method(self, *given, **named) if found is None else found[0]

    return step(update_wrapper(answered, method))
