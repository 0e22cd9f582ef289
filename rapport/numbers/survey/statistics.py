"""Statistics of a survey, exact and before any secrecy: what each cell is worth, what it stands on, how it adds up.

Nothing here leaves the machine: `secrecy` says which of it may be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from rapport.numbers.survey.frame import AnswerFrame, NumberColumn, Partition, Where, largest, ordered, sizes, sums
from rapport.numbers.survey.quantiles import HALF, QUARTERS, quantile
from rapport.numbers.survey.rounding import rounded_half_up, shares_of_100
from rapport.sources.panel import PREFIX, Group, SurveyCell
from rapport.sources.survey import ITEM, QUANTILES, Statistic


class Amount(NamedTuple):
    """A sum over the rows of a group: of a column, weighted or not, or (no column) of ones, which counts them."""

    column: str
    weights: str
    partition: Partition
    group: int


@dataclass(frozen=True)
class RawCell:
    """A cell as it was calculated: ``value`` is exact, ``printed`` what would be printed of it.

    ``amount`` is the sum that it is made of, and ``among`` the sums that divide it (those of a share); a median has neither.
    ``most`` is the largest part that one structure makes of it, from 0 to 1; ``makers`` are the structures that make it (of
    the share of an answer, those that gave it).
    """

    statistic: str
    group: Group
    value: Fraction | None
    printed: Decimal | None
    base: int
    decimals: int
    unit: str
    most: Fraction
    makers: int
    partition: Partition  # of the rows that it stands on
    at: int
    amount: Amount | None = None
    among: tuple[Amount, ...] = ()
    last: SurveyCell | None = None  # of an evolution: what was printed last year; ``amount`` and ``among`` are this year's

    @property
    def key(self) -> tuple[str, Group]:
        """Return what tells it from the others."""
        return self.statistic, self.group


def raw_cells(frame: AnswerFrame) -> list[RawCell]:
    """Return every cell of a survey, statistic by statistic, in the order of the description."""
    return [
        cell for name, statistic in frame.panel.spec.statistics.items() for cell in _Calculation(frame, name, statistic).cells()
    ]


class _Made(NamedTuple):
    """What a cell is made of, beside its value."""

    most: Fraction = Fraction(0)
    amount: Amount | None = None
    among: tuple[Amount, ...] = ()
    printed: Decimal | None = None
    makers: int | None = None


class _Calculation:
    """One statistic over all its groups."""

    def __init__(self, frame: AnswerFrame, name: str, statistic: Statistic) -> None:
        self.frame, self.name, self.statistic = frame, name, statistic
        self.spec = frame.panel.spec
        self.where: Where = tuple((dimension, tuple(values)) for dimension, values in statistic.where.items())
        first = self.spec.columns.get(statistic.of[0]) if statistic.of else None
        count_like = statistic.compute in {"count", "share", "evolution"}
        own = 0 if count_like or first is None else first.decimals
        self.decimals = own if statistic.decimals is None else statistic.decimals
        default = "%" if statistic.compute in {"share", "evolution"} else "structures" if statistic.compute == "count" else ""
        self.unit = statistic.unit if statistic.unit is not None else default or (first.unit if first else "")
        self.weighing = () if statistic.weights == "none" else (statistic.weights,)

    def cells(self) -> Iterator[RawCell]:
        compute, of = self.statistic.compute, self.statistic.of
        if compute == "evolution":
            return self._evolutions(of[0])
        if compute == "count":
            return self._counts(of)
        if compute == "share" and self.spec.columns[of[0]].kind == "choice":
            return self._shares_of_choice(of[0])
        if compute == "share":
            return self._shares()
        of_each = self._quantiles if compute in QUANTILES else self._amounts
        return (cell for column in of for cell in of_each(column))

    def _partition(self, *answered: str) -> Partition:
        return self.frame.partition(tuple(self.statistic.by), self.where, (*answered, *self.weighing))

    def _group(self, partition: Partition, at: int, *items: str) -> Group:
        return (*partition.groups[at], *((ITEM, item) for item in items))

    def _items(self, column: str) -> tuple[str, ...]:
        return (column,) if len(self.statistic.of) > 1 else ()

    def _amount(self, column: str, partition: Partition, at: int) -> Amount:
        return Amount(column, self.statistic.weights, partition, at)

    def _raw(self, group: Group, value: Fraction | None, base: int, rows: tuple[Partition, int], made: _Made) -> RawCell:
        printed = rounded_half_up(value, self.decimals) if made.printed is None and value is not None else made.printed
        makers = base if made.makers is None else made.makers
        return RawCell(
            self.name, group, value, printed, base, self.decimals, self.unit, made.most, makers, *rows, made.amount, made.among
        )  # fmt: skip

    # --- one kind after the other

    def _counts(self, of: tuple[str, ...]) -> Iterator[RawCell]:
        partition = self._partition(*of)
        bases = sizes(partition)
        if not self.weighing:
            for at, base in enumerate(bases):
                amount = Amount("", "none", partition, at)
                yield self._raw(self._group(partition, at), Fraction(base), base, (partition, at), _Made(amount=amount))
            return
        column = self.frame.numbers(self.statistic.weights)
        for at, (total, top) in enumerate(self._totals(column, partition)):
            amount = Amount(self.statistic.weights, "none", partition, at)
            value = None if not bases[at] else total
            yield self._raw(self._group(partition, at), value, bases[at], (partition, at), _Made(_part(top, total), amount))

    def _totals(self, column: NumberColumn, partition: Partition) -> list[tuple[Fraction, Fraction]]:
        """Return the sum of each group, and the largest amount of one row."""
        scale = 10**column.places
        found = zip(sums(column.values, partition), largest(column.values, partition), strict=True)
        return [(Fraction(total, scale), Fraction(top, scale)) for total, top in found]

    def _amounts(self, column: str) -> Iterator[RawCell]:
        """Yield sums and means."""
        partition = self._partition(column)
        bases = sizes(partition)
        totals = self._totals(self.frame.numbers(column, self.statistic.weights), partition)
        mean = self.statistic.compute == "mean"
        weights = self._totals(self.frame.numbers(self.statistic.weights), partition) if self.weighing else None
        for at, (total, top) in enumerate(totals):
            over = weights[at][0] if weights else Fraction(bases[at])
            value = None if not bases[at] or (mean and not over) else total / over if mean else total
            among = (self._counted(partition, at),) if mean else ()
            group = self._group(partition, at, *self._items(column))
            amount = self._amount(column, partition, at)
            yield self._raw(group, value, bases[at], (partition, at), _Made(_part(top, total), amount, among))

    def _counted(self, partition: Partition, at: int) -> Amount:
        """Return what a mean divides by: the weights, or the rows."""
        return Amount(self.weighing[0] if self.weighing else "", "none", partition, at)

    def _shares(self) -> Iterator[RawCell]:
        """Yield the parts of a sum of columns, or of one that they are compared with."""
        of, among = self.statistic.of, self.statistic.among
        partition = self._partition(*of, *([among] if among else []))
        bases = sizes(partition)
        totals = {
            name: self._totals(self.frame.numbers(name, self.statistic.weights), partition) for name in (*of, among) if name
        }
        for at, base in enumerate(bases):
            parts = [totals[name][at][0] for name in of]
            whole = totals[among][at][0] if among else sum(parts, Fraction(0))
            divided = tuple(self._amount(name, partition, at) for name in ((among,) if among else of))
            printed = shares_of_100(parts, self.decimals) if self.statistic.to_100 and whole and base else None
            whole_most = _part(totals[among][at][1], whole) if among else Fraction(0)
            for index, name in enumerate(of):
                value = 100 * parts[index] / whole if base and whole else None
                most = max(_part(totals[name][at][1], parts[index]), whole_most)
                group = self._group(partition, at, *self._items(name))
                amount = self._amount(name, partition, at)
                shown = printed[index] if printed else None
                yield self._raw(group, value, base, (partition, at), _Made(most, amount, divided, shown))

    def _shares_of_choice(self, column: str) -> Iterator[RawCell]:
        """Yield the share of the structures that gave each answer."""
        partition = self._partition(column)
        bases = sizes(partition)
        weights = self.weighing[0] if self.weighing else ""
        wholes = self._totals(self.frame.numbers(weights), partition) if weights else [(Fraction(b), Fraction(0)) for b in bases]
        answers = self.spec.columns[column].allowed
        by, own = tuple(self.statistic.by), {}
        for answer in answers:
            own[answer] = self.frame.partition(by, (*self.where, (column, (answer,))), (column, *self.weighing))
        counted = {answer: sizes(one) for answer, one in own.items()}
        weighed = {a: self._totals(self.frame.numbers(weights), one) for a, one in own.items()} if weights else {}
        for at, (whole, _) in enumerate(wholes):
            parts = {a: weighed[a][at][0] if weights else Fraction(counted[a][at]) for a in answers}
            printed = shares_of_100([*parts.values()], self.decimals) if self.statistic.to_100 and whole else None
            for index, answer in enumerate(answers):
                value = 100 * parts[answer] / whole if whole else None
                group = self._group(partition, at, answer)
                most = _part(weighed[answer][at][1], parts[answer]) if weights else Fraction(0)
                amount = Amount(weights, "none", own[answer], at)
                among = (Amount(weights, "none", partition, at),)
                shown = printed[index] if printed else None
                made = _Made(most, amount, among, shown, counted[answer][at])
                yield self._raw(group, value, bases[at], (partition, at), made)

    def _evolutions(self, of: str) -> Iterator[RawCell]:
        """Yield how much a statistic changed since last year, where both years are printed or may be."""
        for cell in _Calculation(self.frame, of, self.spec.statistics[of]).cells():
            ref = ".".join((f"{PREFIX}{self.spec.previous}", of, *(value for _, value in cell.group)))
            last = self.frame.panel.last.get(ref)
            before = Fraction(last.value) if last is not None and last.value else None
            value = None if before is None or cell.value is None else 100 * (cell.value / before - 1)
            printed = None if value is None else rounded_half_up(value, self.decimals)
            yield replace(
                cell, statistic=self.name, value=value, printed=printed, decimals=self.decimals, unit=self.unit, last=last
            )  # fmt: skip

    def _quantiles(self, column: str) -> Iterator[RawCell]:
        partition = self._partition(column)
        numbers = self.frame.numbers(column)
        found = ordered(numbers.values, partition)
        type_ = self.spec.quantile or 7  # the description was held to say it
        asked = {"median": HALF} if self.statistic.compute == "median" else QUARTERS
        for at in range(len(partition.groups)):
            values = found.get(at)
            for rank, p in asked.items():
                value = None if values is None else quantile(values.tolist(), p, type_) / 10**numbers.places
                items = (*self._items(column), *([rank] if len(asked) > 1 else []))
                base = 0 if values is None else len(values)
                yield self._raw(self._group(partition, at, *items), value, base, (partition, at), _Made())


def _part(top: Fraction, total: Fraction) -> Fraction:
    """Return the part that one structure makes of a sum, 0 of a sum of nothing."""
    return top / abs(total) if total else Fraction(0)
