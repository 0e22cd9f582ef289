"""Pieces down two columns in step: wherever it costs little height, a piece begins level with one of the other column."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate, combinations, product
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEW: Final = 10  # pieces of which each way to make two columns is tried
ALONE: Final = 25.0  # the height that a piece is worth which begins level with another one


class Level(NamedTuple):
    """The pieces of each column from where both begin level to where they do again, and how far that is."""

    left: list[str]
    right: list[str]
    high: float


@lru_cache(maxsize=8)  # asked for again for each room that the page leaves to something else
def levels_of(pieces: tuple[tuple[str, float], ...]) -> list[Level]:
    """Share pieces, each with its height, out between two columns for the least height in step.

    The first one is on the left, and each column is in order.
    """
    highs = dict(pieces)
    names = [*highs]
    ways = [names[:at] for at in range(1, len(names))]
    if len(names) > FEW:
        whole = sum(highs.values())
        left = min(ways, key=lambda some: max(own := sum(highs[name] for name in some), whole - own))
        right = names[len(left) :]
        return [Level(left, right, max(sum(highs[name] for name in side) for side in (left, right)))]
    ways += [[names[0], *some] for size in range(len(names) - 1) for some in combinations(names[1:], size)]
    return min((_in_step(some, [name for name in names if name not in some], highs) for some in ways), key=lambda way: way[0])[1]


def _in_step(left: Sequence[str], right: Sequence[str], highs: Mapping[str, float]) -> tuple[float, list[Level]]:
    """Return the best levels of two columns (dynamic programming) and what they cost: their height, and what is out of step."""
    above = [list(accumulate((highs[name] for name in side), initial=0.0)) for side in (left, right)]

    @cache
    def best(i: int, j: int) -> tuple[float, list[Level]]:
        last = (len(left), len(right))
        if (i, j) == last:
            return 0.0, []
        ways = []
        for m, n in [*product(range(i + 1, last[0]), range(j + 1, last[1])), last]:
            sides = (above[0][m] - above[0][i], above[1][n] - above[1][j])
            high = max(sides)
            beyond, levels = best(m, n)
            cost = high + ALONE * (m - i + n - j - 2) + (high - min(sides)) * ((m, n) == last)
            ways.append((cost + beyond, [Level([*left[i:m]], [*right[j:n]], high), *levels]))
        return min(ways, key=lambda way: way[0])

    return best(0, 0)
