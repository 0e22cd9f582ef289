"""Components of an audit: the cells that say something of each other, which are solved together.

A count of structures is told of its own: of who answered a column, nothing follows for another column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapport.numbers.survey.frame import AnswerFrame
from rapport.numbers.survey.statistics import RawCell
from rapport.numbers.survey.unknowns import Component, Series, series_of


def components_of(frame: AnswerFrame, cells: Sequence[RawCell]) -> list[Component]:
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
