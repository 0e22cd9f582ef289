"""TXT20: the names that the report keeps for itself, in an author's braces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.numbers.calls import Placed, calls_of
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.reserved import reserved_in
from rapport.sources.spans import spans_in

rule = SOURCE_RULES.rule


@rule("TXT20", text_by_text=True)
def reserved_name(sources: Sources) -> Iterator[Finding]:
    """Une classe, un identifiant ou un attribut entre accolades n'est pas de ceux que le rapport garde pour lui."""
    sections = frozenset(sources.names_of_contents)
    for text in sources.texts:
        if "{" in text.text or text.body:
            for found in reserved_in(_typed(text.text), sections):
                said = f"« {short(found.written)} » est un nom que le rapport garde pour lui."
                yield Finding(said, text.place(found.start), found.instead)


def _typed(text: str) -> str:
    """Return a text of the same length with spaces over its calls and the braces of its claims: no output ever sees them."""
    gone = [(span.last, span.end) for span in spans_in(text)]
    gone += [(call.start, call.end) for call in calls_of(text) if isinstance(call, Placed)] if "{{" in text else []
    for start, end in gone:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text
