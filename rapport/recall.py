"""What was last made, given again when it is asked for again from the same things: a preview asks all day.

One result a function is kept, so that nothing grows. Things are compared by value, and what was loaded from the same text
is the same object: comparing is quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from rapport.model import Drawing, Manuscript, Report

P = ParamSpec("P")
T = TypeVar("T")


def recalled(things: Callable[P, Any]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator for a pure function; ``things`` gives all that its result is made from.

    The result is shared from one call to the next: nobody may change it.
    """

    def decorated(make: Callable[P, T]) -> Callable[P, T]:
        last: list[tuple[Any, T]] = []

        @wraps(make)
        def made(*given: P.args, **named: P.kwargs) -> T:
            now = things(*given, **named)
            if last and alike(last[0][0], now):
                return last[0][1]
            result = make(*given, **named)
            last[:] = [(now, result)]
            return result

        return made

    return decorated


def alike(before: Any, now: Any) -> bool:
    """Tell whether two things are equal, mappings being so when their order is the same too."""
    if before is now:
        return True
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return [*before] == [*now] and before == now
    if isinstance(before, tuple) and isinstance(now, tuple) and len(before) == len(now):
        return all(alike(a, b) for a, b in zip(before, now, strict=True))
    return bool(before == now)


def numbers_of(report: Report) -> tuple[Any, ...]:
    """Return the parts of a report that hold its numbers, with what tells the last edition's files from others."""
    return report.edition, report.indicators, report.tables, report.last and report.last.stamp


def printed_in(report: Report, manuscript: Manuscript) -> tuple[Any, ...]:
    """Return what the account of a report's numbers is made from: the numbers, where they are printed, what is drawn."""
    return (
        numbers_of(report),
        report.charts,
        tuple(content.id for content in report.contents),
        tuple((mention.ref, mention.printed, mention.section) for mention in manuscript.mentions),
        shown_by(manuscript.drawings),
    )


def shown_by(drawings: Mapping[str, Drawing]) -> tuple[Any, ...]:
    """Return what drawings show, apart from the pictures, which may be under way."""
    return tuple((drawing.id, drawing.alt, drawing.rows) for drawing in drawings.values())
