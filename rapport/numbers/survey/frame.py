"""The answers of a survey by column, as exact whole numbers (a decimal answer is scaled), and the groups they fall into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.sources.panel import Group, Panel

Ints = NDArray[Any]  # int64, or Python's own whole numbers where these might overflow
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]
Where = tuple[tuple[str, tuple[str, ...]], ...]
_ROOM = 2**62


@dataclass(frozen=True)
class NumberColumn:
    """The numbers of a column times 10^places, zero where there is no answer (``answered`` says where there is one)."""

    values: Ints
    answered: Flags
    places: int

    def times(self, other: NumberColumn) -> NumberColumn:
        """Return the products with another column, row by row: weighted answers."""
        answered = self.answered & other.answered
        large = _largest(self.values) * _largest(other.values) * len(answered) >= _ROOM
        values = (self.values.astype(object) if large else self.values) * other.values
        return NumberColumn(np.where(answered, values, 0), answered, self.places + other.places)


@dataclass(frozen=True, eq=False)
class Partition:
    """A partition of rows into groups: the number of each row's group, -1 for a row of none."""

    codes: Codes
    groups: tuple[Group, ...]
    answered: tuple[str, ...] = ()  # the columns that all of these rows answered


class AnswerFrame:
    """The rows of a panel, one a structure that answered, in the order of the register."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.rows = [member for member in panel.asked if member.id in panel.answers]
        self.size = len(self.rows)
        self._answers = [panel.answers[member.id].values for member in self.rows]
        self._numbers: dict[str, NumberColumn] = {}
        self._texts: dict[str, tuple[Codes, tuple[str, ...]]] = {}
        self._partitions: dict[Any, Partition] = {}
        self._answered: dict[str, Flags] = {}
        self._known_groups: dict[tuple[str, ...], list[Group]] = {}

    def numbers(self, column: str, weights: str = "none") -> NumberColumn:
        """Return a column of numbers, weighted or not."""
        if weights != "none":
            return self.numbers(column).times(self.numbers(weights))
        if column not in self._numbers:
            self._numbers[column] = _numbers([answers.get(column) for answers in self._answers])
        return self._numbers[column]

    def answered(self, columns: Iterable[str]) -> Flags:
        """Tell which rows have an answer in each of these columns."""
        flags = np.ones(self.size, dtype=bool)
        for column in columns:
            if column not in self._answered:
                told = (answers.get(column) is not None for answers in self._answers)
                self._answered[column] = np.fromiter(told, bool, self.size)
            flags &= self._answered[column]
        return flags

    def dimension(self, name: str) -> tuple[Codes, tuple[str, ...]]:
        """Return the number of each row's value of a dimension (-1: none), and the values in order, unanswered ones too."""
        if name not in self._texts:
            column = self.panel.spec.columns.get(name)
            if column is not None:
                values: Sequence[str] = tuple(column.allowed)
                told: Iterable[Any] = (answers.get(name) for answers in self._answers)
            else:
                values = tuple(dict.fromkeys(value for member in self.panel.asked if (value := member.value_of(name))))
                told = (member.value_of(name) for member in self.rows)
            place = {value: at for at, value in enumerate(values)}
            self._texts[name] = np.fromiter((place.get(one, -1) for one in told), np.int64, self.size), tuple(values)
        return self._texts[name]

    def partition(self, by: tuple[str, ...], where: Where = (), answered: tuple[str, ...] = ()) -> Partition:
        """Return the groups of the rows that have these values and answered these columns; each group that may be is there."""
        columns = tuple(sorted(set(answered)))
        key = by, where, columns
        if key not in self._partitions:
            self._partitions[key] = self._partition(by, where, columns)
        return self._partitions[key]

    def _partition(self, by: tuple[str, ...], where: Where, columns: tuple[str, ...]) -> Partition:
        codes = np.zeros(self.size, dtype=np.int64)
        kept = self.answered(columns)
        for name, wanted in where:
            own, values = self.dimension(name)
            kept &= np.isin(own, [at for at, value in enumerate(values) if value in wanted])
        for name in by:
            own, values = self.dimension(name)
            codes = codes * len(values) + own
            kept &= own >= 0
        groups = self._groups(by)
        places = {group: at for at, group in enumerate(groups)}
        every = self._combined(by)
        at = np.fromiter((places.get(group, -1) for group in every), np.int64, len(every))
        found = np.where(kept, at[np.where(kept, codes, 0)], -1) if len(at) else np.full(self.size, -1)
        return Partition(found, tuple(groups), columns)

    def _combined(self, by: tuple[str, ...]) -> list[Group]:
        found: list[Group] = [()]
        for name in by:
            found = [(*group, (name, value)) for group in found for value in self.dimension(name)[1]]
        return found

    def _groups(self, by: tuple[str, ...]) -> list[Group]:
        """Return the groups that the register knows of, in order: those of choices are all that may be answered."""
        if by not in self._known_groups:
            own = [name for name in by if name not in self.panel.spec.columns]
            seen = set(zip(*([member.value_of(name) for member in self.panel.asked] for name in own), strict=True))
            told = self._combined(by)
            self._known_groups[by] = [g for g in told if not own or tuple(value for name, value in g if name in own) in seen]
        return self._known_groups[by]


def _numbers(answers: Sequence[object]) -> NumberColumn:
    told = [answer if isinstance(answer, Decimal) else None for answer in answers]
    places = max((-int(answer.as_tuple().exponent) for answer in told if answer is not None), default=0)
    places = max(places, 0)
    values = [0 if answer is None else int(answer.scaleb(places)) for answer in told]
    large = max(map(abs, values), default=0) * max(len(values), 1) >= _ROOM
    answered = np.fromiter((answer is not None for answer in told), bool, len(told))
    return NumberColumn(np.array(values, dtype=object if large else np.int64), answered, places)


def _largest(values: Ints) -> int:
    return max((abs(int(value)) for value in (values.max(), values.min())), default=0) if len(values) else 0


def sums(values: Ints, partition: Partition) -> list[int]:
    """Return the sum of a column over each group."""
    return _reduced(np.add, values, partition)


def largest(values: Ints, partition: Partition) -> list[int]:
    """Return the largest amount of one row over each group, whatever its sign."""
    return _reduced(np.maximum, np.abs(values), partition)


def sizes(partition: Partition) -> list[int]:
    """Return how many rows each group has."""
    inside = partition.codes[partition.codes >= 0]
    return [int(size) for size in np.bincount(inside, minlength=len(partition.groups))]


def ordered(values: Ints, partition: Partition) -> Mapping[int, Ints]:
    """Return the values of each group that has some, in order."""
    inside = np.flatnonzero(partition.codes >= 0)
    if not len(inside):
        return {}  # nothing is split into one part, not into none
    codes, kept = partition.codes[inside], values[inside]
    order = np.lexsort((kept, codes)) if kept.dtype != object else np.array(
        sorted(range(len(kept)), key=lambda at: (codes[at], kept[at])), dtype=np.int64
    )  # fmt: skip
    codes, kept = codes[order], kept[order]
    found, starts = np.unique(codes, return_index=True)
    return dict(zip((int(code) for code in found), np.split(kept, starts[1:]), strict=True))


def _reduced(reduce: np.ufunc, values: Ints, partition: Partition) -> list[int]:
    """Return what a sum or a maximum makes of each group, 0 for an empty one; whole numbers stay exact."""
    inside = np.flatnonzero(partition.codes >= 0)
    result = [0] * len(partition.groups)
    if not len(inside):
        return result
    order = inside[np.argsort(partition.codes[inside], kind="stable")]
    codes = partition.codes[order]
    found, starts = np.unique(codes, return_index=True)
    for code, total in zip(found, reduce.reduceat(values[order], starts), strict=True):
        result[int(code)] = int(total)
    return result
