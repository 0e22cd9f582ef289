"""Numbers that last year's events alone give: the new year has none (« n.d. »), and nobody is asked for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.french import folded
from rapport.ground.numerals import numerals_in
from rapport.numbers.calls import Placed, TableCall, calls_of
from rapport.sources.answers import unknown_years
from rapport.sources.model import Report
from rapport.sources.texts import texts_of, texts_of_table


def passing_numbers(report: Report) -> frozenset[str]:
    """Return the indicators that the events of an edition tell, and that nothing else prints but the section that shows them.

    An event tells a number by calling it, or by its value and its unit in words (« deux lauréats »). An assertion prints nothing.
    A number that was « n.d. » and that nothing prints has gone with the events of a year before.
    """
    events = {table.path: table for table in report.tables.values() if table.spec.view == "timeline"}
    told = [text.text for table in events.values() for text in texts_of_table(table, report.edition.year)]
    typed = {(found.value, found.following.partition(" ")[0]) for text in told for found in numerals_in(text) if found.following}
    apart = {*events, *_showing(report, {table.id for table in events.values()})}
    year = report.edition.year
    elsewhere = "\n".join([*_models(report), *(text.text for text in texts_of(report) if text.start.path not in apart)])
    return frozenset(
        name
        for name, one in report.indicators.items()
        if (_names("\n".join(told), name) or (one.values.get(year), folded(one.unit)) in typed or year in unknown_years(one))
        and not _names(elsewhere, name)
    )


def _showing(report: Report, tables: set[str]) -> Iterator[str]:
    """Yield the paths of the sections that show tables."""
    for section in report.sections:
        calls = (found.call for found in calls_of(section.body) if isinstance(found, Placed))
        if any(isinstance(call, TableCall) and call.ref in tables for call in calls):
            yield section.path


def _models(report: Report) -> Iterator[str]:
    """Yield what names numbers beside texts: formulas, totals, charts, cards, variants."""
    for indicator in report.indicators.values():
        yield f"{indicator.formula} {indicator.total_of}"
    for model in (report.edition, *report.charts.values(), *(table.spec for table in report.tables.values())):
        yield str(model.model_dump())


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", text) is not None
