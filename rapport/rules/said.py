"""The texts read for what they say in words: read once, for every rule on claims and years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from rapport.calls import NumberCall, Placed, calls_of, printed_text
from rapport.claims.spotting import Claim, Sentence, claims_in, has_triggers, sentences_of
from rapport.expressions import ExpressionError
from rapport.language.prose import Paragraph, paragraphs_of
from rapport.problems import Place
from rapport.register import Register, UnknownNumber
from rapport.rules.book import Sources
from rapport.spans import spans_in
from rapport.texts import Text


@dataclass(frozen=True)
class Said:
    """A text, and what its paragraphs claim, and its sentences that give themselves a year."""

    text: Text
    claims: tuple[tuple[Paragraph, Claim], ...]
    sentences: tuple[tuple[Paragraph, Sentence], ...]

    @cached_property
    def _answered(self) -> list[tuple[Place, Place]]:
        text = self.text
        spans = [*spans_in(text.text), *spans_in(text.text, ".literal")]
        calls = [found for found in calls_of(text.text) if isinstance(found, Placed)] if "{{" in text.text else []
        edges = [(span.start, span.last) for span in spans] + [(call.start, call.end - 1) for call in calls]
        return [(text.place(start), text.place(end)) for start, end in edges]

    def is_answered(self, *places: Place) -> bool:
        """Tell whether one of several places stands in words that braces bind or admit, or that a call prints."""
        return any(first <= place <= last for first, last in self._answered for place in places)


def said_in(sources: Sources) -> tuple[Said, ...]:
    """Return the texts that claim something, or name a year, in order."""
    year = sources.report.edition.year
    printed = _printed_in(sources.register)
    found = []
    for text in sources.texts:
        paragraphs = tuple(paragraphs_of(text, printed)) if has_triggers(text.text) else ()
        claims = tuple((paragraph, claim) for paragraph in paragraphs for claim in claims_in(paragraph.prose, year))
        sentences = tuple((paragraph, one) for paragraph in paragraphs for one in sentences_of(paragraph.prose))
        if claims or sentences:
            found.append(Said(text, claims, sentences))
    return tuple(found)


def _printed_in(register: Register) -> Callable[[NumberCall], str]:
    """Return what prints the calls of a text that is read as prose; a number that can't be had is read as another."""

    def printed(call: NumberCall) -> str:
        try:
            return printed_text(register.number(call.number), call)
        except (UnknownNumber, ExpressionError):
            return "12"

    return printed
