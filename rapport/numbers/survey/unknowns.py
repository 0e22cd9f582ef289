"""The unknowns of an audit: what the structures said, added up by atom, the rows that nothing printed tells apart.

A component holds the cells that say something of each other. A count of structures is told of its own: of who answered a column,
nothing follows for another column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

import numpy as np

from rapport.numbers.survey.frame import Codes, Flags, Frame, Partition
from rapport.numbers.survey.linear import Statement, Terms
from rapport.numbers.survey.statistics import Amount, RawCell

Series = tuple[str, tuple[str, ...] | str]  # a column and its weights; or, of ones, the columns that were answered
_AFAR = 4.0  # an unknown that nothing bounds is at most so many times the sum of them all


class PrintedCell(Protocol):
    """What is printed of a cell."""

    @property
    def value(self) -> Decimal | None: ...  # noqa: D102
    @property
    def base(self) -> int | None: ...  # noqa: D102


class Goal(NamedTuple):
    """What a hidden number must be able to be: sums that are to reach down and up to these values, and what is in them."""

    low: Terms
    low_goal: float
    high: Terms
    high_goal: float
    amount: Terms


def series_of(amount: Amount) -> Series:
    """Return the series that an amount is a sum of."""
    return (amount.column, amount.weights) if amount.column else ("", amount.partition.answered)


def _is_linear(cell: RawCell) -> bool:
    """Tell whether a cell is divided by sums that are unknown too, not by a count that is printed beside it."""
    return any(amount.column for amount in cell.among)


def components_of(frame: Frame, cells: Sequence[RawCell]) -> list[Component]:
    """Return the cells by component: those whose series are linked by a cell, or by a total of the questionnaire."""
    links: dict[Series, Series] = {}

    def root(series: Series) -> Series:
        while links.setdefault(series, series) != series:
            series = links[series]
        return series

    def link(several: Iterable[Series]) -> None:
        first, *others = several
        root(first)
        for other in others:
            links[root(other)] = root(first)

    for cell in cells:
        if cell.amount:
            link([series_of(cell.amount), *(series_of(a) for a in cell.among if a.column)])
            root(("", cell.partition.answered))
    used = set(links)
    for total in frame.panel.spec.totals:
        columns = [*total.parts, *([total.equals] if isinstance(total.equals, str) else [])]
        if any((column, "none") in used for column in columns):
            link((column, "none") for column in columns)
    values: dict[Series, list[int]] = {}
    bases: dict[Series, list[int]] = {}
    for number, cell in enumerate(cells):
        if cell.amount:
            values.setdefault(root(series_of(cell.amount)), []).append(number)
            bases.setdefault(root(("", cell.partition.answered)), []).append(number)
    series: dict[Series, list[Series]] = {}
    for one in list(links):
        series.setdefault(root(one), []).append(one)
    return [Component(frame, cells, series[one], values.get(one, []), bases.get(one, [])) for one in series]


class Component:
    """The unknowns of one component, numbered from 0: of each series, a sum over the rows of each atom."""

    def __init__(
        self, frame: Frame, cells: Sequence[RawCell], series: Sequence[Series], values: Sequence[int], bases: Sequence[int]
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
        self._atoms, self._first = self._atoms_of([*self._partitions()])
        self._atoms_in: dict[tuple[int, int], Codes] = {}
        self.lows: list[float] = []
        self.highs: list[float] = []
        self.truth: list[float] = []
        self._unknown: dict[Series, Codes] = {}
        self._scale: dict[Series, float] = {}
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
            codes = np.unique(codes * (int(own.max(initial=0)) + 2) + own + 1, return_inverse=True)[1].reshape(-1)
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
        counts = np.bincount(self._atoms[rows], minlength=len(self._first))
        truths = np.bincount(self._atoms[rows], weights=values[rows], minlength=len(self._first)) / scale
        afar = _AFAR * max(float(np.abs(values[rows]).sum()) / scale, 1.0)
        least, most = self._bounds(series)
        there = np.flatnonzero(counts)
        at = np.full(len(self._first), -1, dtype=np.int64)
        at[there] = np.arange(len(self.truth), len(self.truth) + len(there))
        self._unknown[series], self._scale[series] = at, scale
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

    def _sum(self, series: Series, partition: Partition, group: int) -> dict[int, float]:
        """Return the terms of a sum over a group."""
        key = id(partition), group
        if key not in self._atoms_in:
            codes = partition.codes[self._first]
            for code in np.unique(codes):
                self._atoms_in[id(partition), int(code)] = np.flatnonzero(codes == code)
            self._atoms_in.setdefault(key, np.array([], dtype=np.int64))
        found = self._unknown[series][self._atoms_in[key]]
        return {int(at): self._scale[series] for at in found if at >= 0}

    def _amount(self, amount: Amount) -> dict[int, float]:
        return self._sum(series_of(amount), amount.partition, amount.group)

    def _true(self, terms: Terms) -> float:
        return sum(by * self.truth[at] for at, by in terms.items())

    def statements(self, printed: Mapping[int, PrintedCell]) -> list[Statement]:
        """Return all that is known of the unknowns: what is printed, and the totals of the questionnaire."""
        self.build()
        found = list(self._totals())
        for number in self.bases:
            if printed[number].base is not None:
                found.append(self._said(self._base(number), float(self.cells[number].base), 0.0, 2 * number + 1))
        for number in self.values:
            if printed[number].value is not None:
                found += self._printed(number, float(printed[number].value or 0))
        return found

    def _said(self, terms: Terms, value: float, half: float, number: int) -> Statement:
        """Return the statement that a sum is within half a unit of a value; the truth always may be.

        ``number`` is twice that of the cell that says it, one more when its base does.
        """
        truth = self._true(terms)
        return Statement(terms, min(value - half, truth), max(value + half, truth), number)

    def _printed(self, number: int, value: float) -> Iterator[Statement]:
        cell = self.cells[number]
        if cell.amount is None:
            return
        statistic = self.frame.panel.spec.statistics[cell.statistic]
        half = 0.0 if statistic.compute == "count" and not cell.amount.column else 0.5 * 10.0**-cell.decimals
        half *= 2 if statistic.to_100 else 1
        by = self._times(cell)
        if not _is_linear(cell):
            over = float(cell.base) if cell.among else 1.0
            yield self._said(self._amount(cell.amount), value * over / by, half * over / by, 2 * number)
            return
        for bound, side in ((value - half, -1), (value + half, 1)):
            terms = self._difference(cell, by, bound)
            truth = self._true(terms)
            afar = sum(abs(one) * max(abs(self.lows[at]), abs(self.highs[at])) for at, one in terms.items()) + 1
            yield Statement(terms, min(0.0, truth) if side < 0 else -afar, max(0.0, truth) if side > 0 else afar, 2 * number)

    def _times(self, cell: RawCell) -> float:
        return 100.0 if self.frame.panel.spec.statistics[cell.statistic].compute == "share" else 1.0

    def _difference(self, cell: RawCell, by: float, value: float) -> dict[int, float]:
        """Return the terms of an amount less so many times what divides it: zero when the cell is worth that value."""
        terms = {at: one * by for at, one in self._amount(cell.amount).items()} if cell.amount else {}
        for amount in cell.among:
            for at, one in self._amount(amount).items():
                terms[at] = terms.get(at, 0.0) - value * one
        return terms

    def _base(self, number: int) -> dict[int, float]:
        cell = self.cells[number]
        return self._sum(("", cell.partition.answered), cell.partition, cell.at)

    def _totals(self) -> Iterator[Statement]:
        """Yield, atom by atom, that parts add up to their total; by as much as they really do."""
        for total in self.frame.panel.spec.totals:
            wanted = [(part, "none") for part in total.parts]
            whole = (total.equals, "none") if isinstance(total.equals, str) else None
            series: list[Series] = [*wanted, *([whole] if whole else [])]  # type: ignore[list-item]
            if any(one not in self._unknown for one in series):
                continue
            for atom in range(len(self._first)):
                at = [int(self._unknown[one][atom]) for one in series]
                if min(at) >= 0:
                    terms = {n: self._scale[one] * (-1.0 if one == whole else 1.0) for n, one in zip(at, series, strict=True)}
                    rows = int(np.count_nonzero(self._atoms == atom))
                    value = 0.0 if whole else float(Decimal(total.equals)) * rows
                    yield self._said(terms, value, 0.0, -1)

    # --- what must stay uncertain

    def goal(self, number: int, margin: float) -> Goal:
        """Return what the hidden value of a cell must be able to be."""
        cell = self.cells[number]
        amount = self._amount(cell.amount) if cell.amount else {}
        if not _is_linear(cell):
            return self._far(amount, margin, float(cell.base) if cell.among and self._times(cell) > 1 else None)
        by, value = self._times(cell), float(cell.value or 0)
        parts = not self.frame.panel.spec.statistics[cell.statistic].among and by > 1
        low, high = sorted((value * (1 - margin), value * (1 + margin)))
        up = min(high, 100.0) if parts else high
        own = {at: one * by for at, one in amount.items()}
        return Goal(self._difference(cell, by, low), 0.0, self._difference(cell, by, up), 0.0, own)

    def goal_of_base(self, number: int, margin: float) -> Goal:
        """Return what the hidden base of a cell must be able to be."""
        return self._far(self._base(number), margin, None)

    def _far(self, terms: dict[int, float], margin: float, most: float | None) -> Goal:
        """Return the goals of a sum, within what is possible of itself."""
        truth = self._true(terms)
        low, high = sorted((truth * (1 - margin), truth * (1 + margin)))
        least = sum(by * self.lows[at] for at, by in terms.items())
        above = sum(by * self.highs[at] for at, by in terms.items())
        return Goal(terms, max(low, least), terms, min(high, above, above if most is None else most), terms)

    def sole_maker(self, number: int) -> int | None:
        """Return the row that alone makes a cell, None when several do."""
        cell = self.cells[number]
        if cell.makers != 1 or cell.amount is None:
            return None
        return int(np.flatnonzero(cell.amount.partition.codes == cell.amount.group)[0])

    def known_by(self, row: int) -> dict[int, tuple[float, float]]:
        """Return the bounds of the unknowns for a structure, which knows what it said itself."""
        atom = int(self._atoms[row])
        found = {}
        for series in self.series:
            at = int(self._unknown[series][atom])
            if at < 0 or not self._present(series)[row]:
                continue
            scale, own = self._scale[series], float(self._numbers_of(series)[row]) / self._scale[series]
            others = int(np.count_nonzero(self._present(series) & (self._atoms == atom))) - 1
            least, most = self._bounds(series)
            low = self.lows[at] if least is None and others else own + others * (least or 0.0) / scale
            high = self.highs[at] if most is None and others else own + others * (most or 0.0) / scale
            found[at] = min(low, self.truth[at]), max(high, self.truth[at])
        return found

    def own_part(self, terms: Terms, row: int) -> float:
        """Return how much of a sum a structure said itself."""
        found = 0.0
        for series in self.series:
            at = int(self._unknown[series][int(self._atoms[row])])
            if at in terms and self._present(series)[row]:
                found += terms[at] * float(self._numbers_of(series)[row]) / self._scale[series]
        return found
