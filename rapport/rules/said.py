"""The texts read for what they say in words: read once, for every rule on claims and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapport.ground.problems import Place
from rapport.numbers.calls import NumberCall, Placed, calls_of, printed_text
from rapport.numbers.claims.spotting import Claim, Sentence, claims_in, has_triggers, sentences_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.rules.book import Sources, shared
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


@shared
def read_texts(sources: Sources) -> Iterator[ReadText]:
    """Yield the texts that claim something, or name a year, in order."""
    register = sources.register
    for text in sources.texts:
        if has_triggers(text.text):
            calls = dict(zip(_numbers_of(text), _printed(text, register), strict=True))
            paragraphs = paragraphs_of(text, calls.__getitem__)
            read = [(paragraph, sources.read_prose(paragraph.prose)) for paragraph in paragraphs]
            claims = tuple((paragraph, claim) for paragraph, said in read for claim in said.claims)
            sentences = tuple((paragraph, sentence) for paragraph, said in read for sentence in said.sentences)
            if claims or sentences:
                yield ReadText(text, claims, sentences)


class ReadProse(NamedTuple):
    """What a paragraph claims, and its sentences that give themselves a year."""

    claims: tuple[Claim, ...]
    sentences: tuple[Sentence, ...]


def read_prose(prose: str, year: int) -> ReadProse:
    """Return what a paragraph of an edition of a year says."""
    return ReadProse(claims_in(prose, year), sentences_of(prose))


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
