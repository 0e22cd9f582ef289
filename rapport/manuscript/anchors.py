"""The anchors of a report: those that its authors type, and those that are made for its sections, charts, tables and entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapport.ground.markdown.code import code_in
from rapport.numbers.calls import ChartCall, Placed, TableCall, calls_of
from rapport.sources.lexicon import anchored
from rapport.sources.model import Report, Section

_TYPED = re.compile(r"\{[^{}\n#]*+#([\w.:-]++)[^{}\n]*+\}")


def typed_in(section: Section) -> Iterator[tuple[str, int]]:
    """Yield the identifiers {#name} of a section's text with their offsets."""
    code = [*code_in(section.body)] if "{" in section.body else []
    for typed in _TYPED.finditer(section.body):
        if not any(start <= typed.start() < end for start, end in code):
            yield typed[1], typed.start(1) - 1


def shown_in(section: Section) -> Iterator[str]:
    """Yield the anchor of each chart and each table that a section shows, as often as it does."""
    for found in calls_of(section.body):
        if isinstance(found, Placed) and isinstance(found.call, ChartCall | TableCall):
            yield f"{'chart' if isinstance(found.call, ChartCall) else 'table'}-{found.call.ref}"


def anchors_typed(sections: Iterable[Section]) -> set[str]:
    """Return the identifiers that the authors of some sections type."""
    return {anchor for section in sections for anchor, _ in typed_in(section)}


def made_for(report: Report) -> set[str]:
    """Return the anchors made for sections, parts, their titles, the charts and tables shown, the entries of lexicons."""
    made = {anchor for content in report.contents for anchor in (content.id, f"{content.id}-titre")}
    made |= {anchor for section in report.sections for anchor in shown_in(section)}
    lexicons = [t for t in report.tables.values() if t.spec.view == "lexicon" and "acronym" in t.spec.columns]
    return made | {anchor for _, anchor in anchored(row for table in lexicons for row in table.of_year(report.edition.year))}
