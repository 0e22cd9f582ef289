"""The anchors of a report: those that its authors type, and those that are made for its sections, charts, tables and entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapport.ground.markdown.code import code_in
from rapport.ground.markdown.named import named_in
from rapport.ground.patterns import regex
from rapport.numbers.calls import ChartCall, Placed, TableCall, calls_of
from rapport.sources.lexicon import anchored
from rapport.sources.model import Content, Report, Section

_TYPED = regex(r"\{(?![^{}\n]*\.(?:literal|claim)\b)[^{}\n#]*+#([\w.:-]++)[^{}\n]*+\}")  # the marks of a claim are taken away


def typed_in(section: Section) -> Iterator[tuple[str, int]]:
    """Yield the identifiers {#name} of a section's text with their offsets."""
    code = [*code_in(section.body)] if "{" in section.body else []
    for start, _ in named_in(section.body) if "{" in section.body else ():
        typed = _TYPED.match(section.body, start)
        if typed and not any(first <= start < end for first, end in code):
            yield typed[1], typed.start(1) - 1


def shown_in(section: Section) -> Iterator[str]:
    """Yield the anchor of each chart and each table that a section shows, as often as it does."""
    for found in calls_of(section.body):
        if isinstance(found, Placed) and isinstance(found.call, ChartCall | TableCall):
            yield f"{'chart' if isinstance(found.call, ChartCall) else 'table'}-{found.call.ref}"


def anchors_typed(sections: Iterable[Section]) -> set[str]:
    """Return the identifiers that the authors of some sections type."""
    return {anchor for section in sections for anchor, _ in typed_in(section)}


def anchors_of(contents: Iterable[Content]) -> Iterator[str]:
    """Yield the anchors of sections, of parts, and of their titles."""
    return (anchor for content in contents for anchor in (content.id, f"{content.id}-titre"))


def anchors_of_lexicons(report: Report) -> Iterator[str]:
    """Yield the anchors of the entries of lexicons."""
    lexicons = [t for t in report.tables.values() if t.spec.view == "lexicon" and "acronym" in t.spec.columns]
    return (anchor for _, anchor in anchored(row for table in lexicons for row in table.of_year(report.edition.year)))
