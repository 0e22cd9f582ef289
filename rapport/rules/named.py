"""The names that texts may ask for, and those of the assertions that they claim: whoever wants them depends on nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapport.numbers.chart_rows import charts_in
from rapport.rules.book import Sources, shared
from rapport.sources.model import Section
from rapport.sources.spans import spans_in
from rapport.sources.texts import Text


@shared
def names_of_charts(sources: Sources) -> tuple[str, ...]:
    """Return the names of the charts."""
    return tuple(sources.report.charts)


@shared
def charts_of_sections(sources: Sources) -> Iterator[str]:
    """Yield the charts that the sections themselves show, slides and factsheets apart."""
    return (chart for content in sources.contents if isinstance(content, Section) for chart in charts_in(content))


@shared
def columns_of_tables(sources: Sources) -> dict[str, tuple[str, ...]]:
    """Return the names of the columns of each table."""
    return {name: tuple(table.spec.columns) for name, table in sources.report.tables.items()}


@shared
def groups_of_people(sources: Sources) -> set[str]:
    """Return the groups of the people."""
    people = sources.report.tables.get("people")
    return {row.texts.get("group", "") for row in people.of_year(sources.report.edition.year)} if people else set()


@shared
def assertions_named(sources: Sources) -> Iterator[str]:
    """Yield the assertions that claims of the texts name."""
    return iter(sorted(named_by_texts(sources.texts)))


def named_by_texts(texts: Iterable[Text]) -> frozenset[str]:
    """Return the assertions that claims name: they are told where the text claims them."""
    return frozenset(span.attributes["rule"] for text in texts for span in spans_in(text.text) if "rule" in span.attributes)
