"""Words that wait for a number: claims bound to values that are to be filled in, and words calculated from them."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.problems import Place
from rapport.numbers.claims.calls import WordsCall, YearCall
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import UnknownNumber
from rapport.rules.book import Sources
from rapport.rules.claims import bound_claims, is_awaited
from rapport.rules.text import placed_calls

MOST = 5


def words_waiting(sources: Sources) -> tuple[tuple[Place, str], ...]:
    """Return the places of such words, the first ones, and what each waits for: « check » tells them beside the values."""
    found = sorted(_waiting(sources), key=lambda one: one[0])
    return tuple(found[:MOST])


def _waiting(sources: Sources) -> Iterator[tuple[Place, str]]:
    for text, found in placed_calls(sources):
        if isinstance(found.call, WordsCall) and not isinstance(found.call, YearCall):
            try:
                sources.register.number(found.call.number)
            except (UnknownNumber, ExpressionError) as error:
                if error.awaited == sources.report.edition.year:
                    yield text.place(found.start), "des mots à calculer"
    for bound in bound_claims(sources):
        if is_awaited(bound, sources):
            yield bound.place, "des mots à prouver"
