"""Groups that differ by a few structures alone: the medians of both would tell what those few said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import numpy as np

from rapport.numbers.survey.statistics import RawCell
from rapport.sources.panel import Group


def near_groups(cells: Sequence[RawCell], least: int) -> Iterator[tuple[str, Group]]:
    """Yield the cells to hide so that no two groups of one column differ by fewer than ``least`` structures; the largest stay."""
    kept: dict[tuple[str, ...], list[tuple[int, int]]] = {}  # by column, sizes and sets of rows, the largest first
    known: dict[tuple[int, int], int] = {}
    for cell in sorted(cells, key=lambda cell: -cell.base):
        rows = id(cell.partition), cell.at
        if rows not in known:
            known[rows] = int.from_bytes(np.packbits(cell.partition.codes == cell.at).tobytes(), "big")
        mine = known[rows]
        others = kept.setdefault(cell.partition.answered, [])
        alike = list(takewhile(lambda other: other[0] - cell.base < least, reversed(others)))  # noqa: B023 - used at once
        if any(0 < (mine ^ other).bit_count() < least for _, other in alike):
            yield cell.statistic, cell.group
        elif all(mine != other for _, other in alike):
            others.append((cell.base, mine))
