"""EDI: `report.yml` itself. The names of formats and engines are checked where they are known, in the pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.model import Section
from rapport.rules.book import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule


@rule("EDI03")
def repeated_section(sources: Sources) -> Iterator[Finding]:
    """Une section n'est annoncée qu'une fois dans report.yml."""
    seen: set[str] = set()
    for index, entry in enumerate(sources.report.edition.sections):
        if isinstance(entry, str):
            if entry in seen:
                yield Finding(f"La section « {entry} » est annoncée deux fois.", sources.report.edition.at("sections", index))
            seen.add(entry)


@rule("EDI04")
def empty_report(sources: Sources) -> Iterator[Finding]:
    """Un rapport a au moins une section."""
    if not any(isinstance(content, Section) for content in sources.report.contents):
        yield Finding("Le rapport n'a aucune section.", sources.report.edition.at("sections"))


@rule("EDI06")
def empty_formats(sources: Sources) -> Iterator[Finding]:
    """Un rapport a au moins une sortie (« formats »)."""
    if not sources.report.edition.formats:
        yield Finding("Le rapport n'a aucune sortie.", sources.report.edition.at("formats"), "Écrivez formats: [html, pdf].")
