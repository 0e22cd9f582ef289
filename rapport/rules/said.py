"""The texts read for what they say in words: read once, for every rule on claims and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapport.ground.problems import Place
from rapport.numbers.calls import NumberCall, Placed, calls_of, printed_text
from rapport.numbers.claims.spotting import Claim, Sentence, claims_in, has_triggers, sentences_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.rules.book import Sources
from rapport.rules.language.prose import Paragraph, paragraphs_of
from rapport.sources.spans import spans_in
from rapport.sources.texts import Text


@dataclass(frozen=True)
class ReadText:
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


def read_texts(sources: Sources) -> Iterator[ReadText]:
    """Yield the texts that claim something, or name a year, in order."""
    year = sources.report.edition.year
    register = sources.register
    for text in sources.texts:
        if has_triggers(text.text):
            said = _read_text(text, year, _printed(text, register))
            if said.claims or said.sentences:
                yield said


@lru_cache(maxsize=4096)
def _read_text(text: Text, year: int, printed: tuple[str, ...]) -> ReadText:
    """Return what a text says; ``printed`` is what its calls print, in order: the same text says the same again."""
    calls = dict(zip(_numbers_of(text), printed, strict=True))
    paragraphs = tuple(paragraphs_of(text, lambda call: calls[call]))
    claims = tuple((paragraph, claim) for paragraph in paragraphs for claim in claims_in(paragraph.prose, year))
    sentences = tuple((paragraph, one) for paragraph in paragraphs for one in sentences_of(paragraph.prose))
    return ReadText(text, claims, sentences)


def _numbers_of(text: Text) -> list[NumberCall]:
    if "{{" not in text.text:
        return []
    return [found.call for found in calls_of(text.text) if isinstance(found, Placed) and isinstance(found.call, NumberCall)]


def _printed(text: Text, register: Register) -> tuple[str, ...]:
    """Return what the calls of a text print; a number that can't be had is read as another."""
    return tuple(_printed_one(call, register) for call in _numbers_of(text))


def _printed_one(call: NumberCall, register: Register) -> str:
    try:
        return printed_text(register.number(call.number), call)
    except (UnknownNumber, ExpressionError):
        return "12"
