"""The names that texts may ask for: they are few, and whoever asks for them depends on nothing else of the data."""

from __future__ import annotations

from rapport.rules.book import Sources, shared


@shared
def names_of_charts(sources: Sources) -> tuple[str, ...]:
    """Return the names of the charts."""
    return tuple(sources.report.charts)


@shared
def columns_of_tables(sources: Sources) -> dict[str, tuple[str, ...]]:
    """Return the names of the columns of each table."""
    return {name: tuple(table.spec.columns) for name, table in sources.report.tables.items()}


@shared
def groups_of_people(sources: Sources) -> set[str]:
    """Return the groups of the people."""
    people = sources.report.tables.get("people")
    return {row.texts.get("group", "") for row in people.of_year(sources.report.edition.year)} if people else set()
