"""What is said of the unknowns of an audit: each printed number as a linear statement, each hidden one as a goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, Protocol

import numpy as np

from rapport.numbers.survey.earlier import is_base_known, is_value_known
from rapport.numbers.survey.linear import LinearStatement, Terms
from rapport.numbers.survey.statistics import RawCell
from rapport.numbers.survey.unknowns import Component, Series


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


def _is_linear(cell: RawCell) -> bool:
    """Tell whether a cell is divided by sums that are unknown too, not by a count that is printed beside it."""
    return any(amount.column for amount in cell.among)


def statements_of(component: Component, printed: Mapping[int, PrintedCell]) -> list[LinearStatement]:
    """Return all that is known of the unknowns: what is printed, and the totals of the questionnaire."""
    component.build()
    found = list(_totals(component))
    told = [number for number in component.bases if printed[number].base is not None]
    found += [_statement_of(component, _base(component, n), float(component.cells[n].base), 0.0, 2 * n + 1) for n in told]
    for number in component.values:
        cell = component.cells[number]
        if printed[number].value is not None:
            own = PublishedNumber(float(printed[number].value or 0), cell.decimals, cell.base, 2 * number)
            found += _printed(component, number, own)
    return [*found, *_known_before(component)]


class PublishedNumber(NamedTuple):
    """A number as it is printed, or was: with so many decimals, of so many structures; ``said_by`` as of a statement."""

    value: float
    decimals: int
    base: int
    said_by: int


def _known_before(component: Component) -> Iterator[LinearStatement]:
    """Yield what earlier versions published that is still so, to the margin: whatever is hidden now, it stays known."""
    panel = component.frame.panel
    for number in component.numbers if panel.before else ():
        cell = component.cells[number]
        for old in panel.published_before(cell.statistic, cell.group):
            if number in component.values and cell.last is None and is_value_known(panel, cell, old):
                told = PublishedNumber(float(old.value or 0), old.decimals, old.base or cell.base, -1)
                yield from _printed(component, number, told)
            if number in component.bases and is_base_known(panel, cell, old):
                yield _statement_of(component, _base(component, number), float(old.base or 0), 0.0, -1)


def _statement_of(component: Component, terms: Terms, value: float, half: float, number: int) -> LinearStatement:
    """Return the statement that a sum is within half a unit of a value; the truth always may be.

    ``number`` is twice that of the cell that says it, one more when its base does.
    """
    truth = component.truth_of(terms)
    return LinearStatement(terms, min(value - half, truth), max(value + half, truth), number)


def _printed(component: Component, number: int, told: PublishedNumber) -> Iterator[LinearStatement]:
    cell, value = component.cells[number], told.value
    if cell.amount is None:
        return
    statistic = component.frame.panel.spec.statistics[cell.statistic]
    half = 0.0 if statistic.compute == "count" and not cell.amount.column else 0.5 * 10.0**-told.decimals
    half *= 2 if statistic.to_100 else 1
    by = _times(component, cell)
    if cell.last is not None:
        yield from _evolved(component, number, value, half)
        return
    if not _is_linear(cell):
        over = float(told.base) if cell.among else 1.0
        yield _statement_of(component, component.amount(cell.amount), value * over / by, half * over / by, told.said_by)
        return
    for bound, side in ((value - half, -1), (value + half, 1)):
        terms = _difference(component, cell, by, bound)
        truth = component.truth_of(terms)
        afar = sum(abs(one) * max(abs(component.lows[at]), abs(component.highs[at])) for at, one in terms.items()) + 1
        yield LinearStatement(terms, min(0.0, truth) if side < 0 else -afar, max(0.0, truth) if side > 0 else afar, told.said_by)


def _evolved(component: Component, number: int, value: float, half: float) -> Iterator[LinearStatement]:
    """Yield what last year's number and the evolution since say of this year's."""
    cell = component.cells[number]
    if cell.amount is None or cell.last is None or cell.last.value is None or _is_linear(cell):
        return  # of a mean weighted by what nobody prints, they say nothing of a sum
    before, own = float(cell.last.value), 0.5 * 10.0**-cell.last.decimals
    over = float(cell.base) if cell.among else 1.0
    ends = sorted((before + a) * (1 + (value + b) / 100) * over for a in (-own, own) for b in (-half, half))
    middle = (ends[0] + ends[-1]) / 2
    yield _statement_of(component, component.amount(cell.amount), middle, ends[-1] - middle, 2 * number)


def _times(component: Component, cell: RawCell) -> float:
    return 100.0 if component.frame.panel.spec.statistics[cell.statistic].compute == "share" else 1.0


def _difference(component: Component, cell: RawCell, by: float, value: float) -> dict[int, float]:
    """Return the terms of an amount less so many times what divides it: zero when the cell is worth that value."""
    terms = {at: one * by for at, one in component.amount(cell.amount).items()} if cell.amount else {}
    for amount in cell.among:
        for at, one in component.amount(amount).items():
            terms[at] = terms.get(at, 0.0) - value * one
    return terms


def _base(component: Component, number: int) -> dict[int, float]:
    cell = component.cells[number]
    return component.sum_over(("", cell.partition.answered), cell.partition, cell.at)


def _totals(component: Component) -> Iterator[LinearStatement]:
    """Yield, atom by atom, that parts add up to their total; by as much as they really do."""
    for total in component.frame.panel.spec.totals:
        wanted = [(part, "none") for part in total.parts]
        whole = (total.equals, "none") if isinstance(total.equals, str) else None
        series: list[Series] = [*wanted, *([whole] if whole else [])]
        if any(one not in component.unknown for one in series):
            continue
        for atom in range(len(component.first)):
            at = [int(component.unknown[one][atom]) for one in series]
            if min(at) >= 0:
                terms = {n: component.scale[one] * (-1.0 if one == whole else 1.0) for n, one in zip(at, series, strict=True)}
                rows = int(np.count_nonzero(component.atoms == atom))
                value = 0.0 if whole else float(Decimal(total.equals)) * rows
                yield _statement_of(component, terms, value, 0.0, -1)


def goal_of(component: Component, number: int, margin: float) -> Goal:
    """Return what the hidden value of a cell must be able to be."""
    cell = component.cells[number]
    amount = component.amount(cell.amount) if cell.amount else {}
    if not _is_linear(cell):
        return _far(component, amount, margin, float(cell.base) if cell.among and _times(component, cell) > 1 else None)
    by, value = _times(component, cell), float(cell.value or 0)
    parts = not component.frame.panel.spec.statistics[cell.statistic].among and by > 1
    low, high = sorted((value * (1 - margin), value * (1 + margin)))
    up = min(high, 100.0) if parts else high
    own = {at: one * by for at, one in amount.items()}
    return Goal(_difference(component, cell, by, low), 0.0, _difference(component, cell, by, up), 0.0, own)


def goal_of_base(component: Component, number: int, margin: float) -> Goal:
    """Return what the hidden base of a cell must be able to be."""
    return _far(component, _base(component, number), margin, None)


def _far(component: Component, terms: dict[int, float], margin: float, most: float | None) -> Goal:
    """Return the goals of a sum, within what is possible of itself."""
    truth = component.truth_of(terms)
    low, high = sorted((truth * (1 - margin), truth * (1 + margin)))
    least = sum(by * component.lows[at] for at, by in terms.items())
    above = sum(by * component.highs[at] for at, by in terms.items())
    return Goal(terms, max(low, least), terms, min(high, above, above if most is None else most), terms)
