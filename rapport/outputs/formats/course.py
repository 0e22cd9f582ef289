"""The course of the year, which the scenes of the PDF draw: how many events of its timelines each month has."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.sources.model import Report

_MONTH = regex(r"\b(?:" + "|".join(map(french.folded, french.MONTHS)) + r")\b")


def events_by_month(report: Report) -> list[int]:
    """Return twelve counts, all 0 without a timeline; what lasts several months counts in each of those that are named."""
    counts = [0] * len(french.MONTHS)
    for when in _dates(report):
        for month in {found[0] for found in _MONTH.finditer(french.folded(when))}:
            counts[[*map(french.folded, french.MONTHS)].index(month)] += 1
    return counts


def _dates(report: Report) -> Iterator[str]:
    for table in report.tables.values():
        if table.spec.view == "timeline":
            yield from (row.texts.get("when", "") for row in table.of_year(report.edition.year))
