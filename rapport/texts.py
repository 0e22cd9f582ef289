"""The authored texts of a report, each with the way from a character to its place in the author's file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapport.calls import ChartCall, Placed, calls_of
from rapport.model import Report, Section
from rapport.problems import Place


@dataclass(frozen=True)
class Text:
    """An authored text. A ``body`` is Markdown that runs over lines of its file; the others stand at one place."""

    text: str
    start: Place
    section: str = ""
    body: bool = False

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def place(self, offset: int) -> Place:
        """Return the place of a character."""
        if not self.body:
            return self.start
        line = bisect_right(self._lines, offset) - 1
        return Place(self.start.path, self.start.line + line, offset - self._lines[line] + 1)


def texts_of(report: Report) -> Iterator[Text]:
    """Yield every text that readers read: sections, titles, captions, notes, cells, people's notes."""
    for content in report.contents:
        if isinstance(content, Section):
            front = content.front
            for key in ("title", "kicker", "lead"):
                yield Text(getattr(front, key), front.at(key), content.id)
            yield Text(content.body or "\n", Place(content.path, content.first_line, 1), content.id, body=True)
        else:
            yield Text(content.title, content.place, content.id)
            yield Text(content.lead, content.place, content.id)
    for indicator in report.indicators.values():
        for key in ("label", "note"):
            yield Text(getattr(indicator, key), indicator.at(key))
    for chart in report.charts.values():
        for key in ("title", "subtitle", "alt", "source", "note"):
            yield Text(getattr(chart, key), chart.at(key))
    for table in report.tables.values():
        for key in ("title", "source", "note"):
            yield Text(getattr(table.spec, key), table.spec.at(key))
        for row in table.of_year(report.edition.year):
            for column, text in row.texts.items():
                yield Text(text, row.place_of(column))
            yield Text(row.note, row.place_of("note"))


def wanted_charts(report: Report) -> list[str]:
    """Return the charts that the sections show, each once, in order."""
    calls = (c.call for s in report.sections for c in calls_of(s.body) if isinstance(c, Placed))
    return list(dict.fromkeys(call.ref for call in calls if isinstance(call, ChartCall)))
