"""Things shared out, in order, among as few places as have room for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def shared_out(things: Sequence[Thing], fits: Callable[[Sequence[Thing]], bool]) -> list[Sequence[Thing]]:
    """Return shares of about the same length that all fit, as few as can be; one thing a share when none would.

    >>> shared_out("abcde", lambda some: len(some) <= 3)
    ['abc', 'de']
    """
    for count in range(1, len(things)):
        each = -(-len(things) // count)
        shares = [things[at : at + each] for at in range(0, len(things), each)]
        if all(map(fits, shares)):
            return shares
    return [things[at : at + 1] for at in range(len(things))]
