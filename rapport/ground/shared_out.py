"""Things shared out, in order, among as few places as have room for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

Thing = TypeVar("Thing")


def shared_out(things: Sequence[Thing], fits: Callable[[Sequence[Thing]], bool]) -> list[Sequence[Thing]]:
    """Return shares that all fit, as few as can be, the longest as short as that allows; what fits nowhere has one to itself.

    >>> shared_out("abcdef", lambda some: len(some) <= 4)
    ['abc', 'def']
    >>> shared_out("aBcdef", lambda some: len(some) <= 3 and (some == "B" or "B" not in some))
    ['a', 'B', 'cd', 'ef']
    """
    count = len(things)
    if count and fits(things):
        return [things]
    room = cache(lambda start, end: fits(things[start:end]))
    filled = [_cuts(count, most, room) for most in range(1, count + 1)]
    fewest = min(map(len, filled), default=0)
    cuts = next((cuts for cuts in filled if len(cuts) == fewest), [])
    return [things[start:end] for start, end in cuts]


def _cuts(count: int, most: int, room: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Return where shares of ``most`` things at most begin and end, each filled before the next."""
    cuts: list[tuple[int, int]] = []
    start = 0
    while start < count:
        end = start + 1
        while end < min(count, start + most) and room(start, end + 1):
            end += 1
        cuts.append((start, end))
        start = end
    return cuts
