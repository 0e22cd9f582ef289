"""TXT20: the names that the report keeps for itself, in an author's braces."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.expressions import short
from rapport.reserved import reserved_in
from rapport.rules.book import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule


@rule("TXT20")
def reserved_name(sources: Sources) -> Iterator[Finding]:
    """Une classe, un identifiant ou un attribut entre accolades n'est pas de ceux que le rapport garde pour lui."""
    sections = frozenset(content.id for content in sources.report.contents)
    for text in sources.texts:
        if "{" in text.text or text.body:
            for found in reserved_in(text.text, sections):
                said = f"« {short(found.written)} » est un nom que le rapport garde pour lui."
                yield Finding(said, text.place(found.start), found.instead)
