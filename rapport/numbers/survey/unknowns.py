"""The unknowns of an audit: what the structures said, added up by atom, the rows that nothing printed tells apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from rapport.numbers.survey.frame import AnswerFrame, Codes, Flags, Partition
from rapport.numbers.survey.linear import Terms
from rapport.numbers.survey.statistics import Amount, RawCell

Series = tuple[str, tuple[str, ...] | str]  # a column and its weights; or, of ones, the columns that were answered
_AFAR = 4.0  # an unknown that nothing bounds is at most so many times the sum of them all


def series_of(amount: Amount) -> Series:
    """Return the series that an amount is a sum of."""
    return (amount.column, amount.weights) if amount.column else ("", amount.partition.answered)


class Component:
    """The unknowns of one component, numbered from 0: of each series, a sum over the rows of each atom."""

    def __init__(
        self, frame: AnswerFrame, cells: Sequence[RawCell], series: Sequence[Series], values: Sequence[int], bases: Sequence[int]
    ) -> None:
        self.frame, self.cells, self.series = frame, cells, series
        self.values, self.bases = tuple(values), tuple(bases)
        self.numbers = tuple(sorted({*values, *bases}))
        self._built = False

    def build(self) -> None:
        """Number the unknowns, unless that was done: most components hide nothing, and are never solved."""
        if self._built:
            return
        self._built = True
        self.atoms, self.first = self._atoms_of([*self._partitions()])
        self._atoms_in: dict[tuple[int, int], Codes] = {}
        self.lows: list[float] = []
        self.highs: list[float] = []
        self.truth: list[float] = []
        self.unknown: dict[Series, Codes] = {}
        self.scale: dict[Series, float] = {}
        self._said: dict[Series, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
        self._there: dict[Series, Flags] = {}
        self._counts: dict[Series, Codes] = {}
        for one in self.series:
            self._number(one)

    def _partitions(self) -> Iterator[Partition]:
        for number in self.values:
            cell = self.cells[number]
            yield from (amount.partition for amount in (cell.amount, *cell.among) if amount)
        yield from (self.cells[number].partition for number in self.bases)

    def _atoms_of(self, partitions: Sequence[Partition]) -> tuple[Codes, Codes]:
        """Return the number of each row's atom, and the first row of each atom."""
        codes = np.zeros(self.frame.size, dtype=np.int64)
        flags = [self._present(one) for one in self.series if one[0]]
        for own in (*{id(one): one.codes for one in partitions}.values(), *flags):
            together = codes * (int(own.max(initial=0)) + 2) + own.astype(np.int64) + 1
            codes = np.unique(together, return_inverse=True)[1].reshape(-1)
        _, first = np.unique(codes, return_index=True)
        return codes, first

    def _present(self, series: Series) -> Flags:
        """Tell which rows are in a series."""
        column, rest = series
        if not column:
            return self.frame.answered(rest)
        return self.frame.numbers(column, str(rest)).answered

    def _numbers_of(self, series: Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        if not series[0]:
            return np.ones(self.frame.size)
        column = self.frame.numbers(series[0], str(series[1]))
        return column.values.astype(float) / float(10**column.places)

    def _number(self, series: Series) -> None:
        """Give the unknowns of a series their numbers, bounds and true values, in the scale of its largest answer."""
        present, values = self._present(series), self._numbers_of(series)
        rows = np.flatnonzero(present)
        scale = float(np.abs(values[rows]).max(initial=0.0)) or 1.0
        counts = np.bincount(self.atoms[rows], minlength=len(self.first))
        truths = np.bincount(self.atoms[rows], weights=values[rows], minlength=len(self.first)) / scale
        afar = _AFAR * max(float(np.abs(values[rows]).sum()) / scale, 1.0)
        least, most = self._bounds(series)
        there = np.flatnonzero(counts)
        at = np.full(len(self.first), -1, dtype=np.int64)
        at[there] = np.arange(len(self.truth), len(self.truth) + len(there))
        self.unknown[series], self.scale[series] = at, scale
        self._said[series], self._there[series], self._counts[series] = values, present, counts
        for atom in there:
            count, truth = int(counts[atom]), float(truths[atom])
            self.truth.append(truth)
            self.lows.append(min(truth, -afar if least is None else count * least / scale))
            self.highs.append(max(truth, afar if most is None else min(afar, count * most / scale)))

    def _bounds(self, series: Series) -> tuple[float | None, float | None]:
        """Return the bounds of one answer of a series; of a weighted one, its sign alone."""
        column, weights = series
        if not column:
            return 0.0, None
        spec = self.frame.panel.spec.columns[column]
        if weights != "none":
            return (0.0 if spec.min >= 0 else None), None
        return float(spec.min), None if spec.most is None else float(spec.most)

    # --- sums, and what is said of them

    def sum_over(self, series: Series, partition: Partition, group: int) -> dict[int, float]:
        """Return the terms of a sum over a group."""
        key = id(partition), group
        if key not in self._atoms_in:
            codes = partition.codes[self.first]
            for code in np.unique(codes):
                self._atoms_in[id(partition), int(code)] = np.flatnonzero(codes == code)
            self._atoms_in.setdefault(key, np.array([], dtype=np.int64))
        found = self.unknown[series][self._atoms_in[key]]
        return {int(at): self.scale[series] for at in found if at >= 0}

    def amount(self, amount: Amount) -> dict[int, float]:
        """Return the terms of an amount."""
        return self.sum_over(series_of(amount), amount.partition, amount.group)

    def truth_of(self, terms: Terms) -> float:
        """Return what a sum really is."""
        return sum(by * self.truth[at] for at, by in terms.items())

    def sole_maker(self, number: int) -> int | None:
        """Return the row that alone makes a cell, None when several do."""
        cell = self.cells[number]
        partition, group = (cell.amount.partition, cell.amount.group) if cell.amount else (cell.partition, cell.at)
        return int(np.flatnonzero(partition.codes == group)[0]) if cell.makers == 1 else None

    def insiders(self) -> list[tuple[int, ...]]:
        """Return the rows atom by atom, in the order of what they said: each of them takes its own answer out of a sum."""
        said = np.sum([self._said[one] / self.scale[one] for one in self.series if one[0]] or [np.zeros(self.frame.size)], axis=0)
        order = np.lexsort((said, self.atoms))
        atoms, starts = np.unique(self.atoms[order], return_index=True)
        lots = np.split(order, starts[1:])
        return [tuple(int(row) for row in lot) for atom, lot in zip(atoms, lots, strict=True) if atom >= 0]

    def known_by(self, rows: Sequence[int]) -> dict[int, tuple[float, float]]:
        """Return the bounds of the unknowns for a structure, which knows what it said itself; for each of several of one atom."""
        own, atom = np.array(rows, dtype=np.int64), int(self.atoms[rows[0]])
        found = {}
        for series in self.series:
            at, answers = int(self.unknown[series][atom]), self._said[series][own[self._there[series][own]]] / self.scale[series]
            if at < 0 or not len(answers):
                continue
            others = int(self._counts[series][atom]) - 1
            least, most = (None if bound is None else bound * others / self.scale[series] for bound in self._bounds(series))
            low = self.lows[at] if least is None and others else float(answers.max()) + (least or 0.0)
            high = self.highs[at] if most is None and others else float(answers.min()) + (most or 0.0)
            found[at] = min(low, self.truth[at]), max(high, self.truth[at])
        return found

    def own_part(self, terms: Terms, rows: Sequence[int]) -> float:
        """Return how much of a sum a structure said itself; of several of one atom, the least."""
        own, atom = np.array(rows, dtype=np.int64), int(self.atoms[rows[0]])
        found = np.zeros(len(own))
        for series in self.series:
            if (at := int(self.unknown[series][atom])) in terms:
                found += np.where(self._there[series][own], terms[at] * self._said[series][own] / self.scale[series], 0.0)
        return float(found.min())
