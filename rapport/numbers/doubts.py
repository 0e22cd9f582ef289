"""How a doubt travels: a number calculated from numbers to confirm is itself to confirm, and asks their questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rapport.numbers.number import Registered
from rapport.sources.authored import ColumnTotal
from rapport.sources.model import Row, Table
from rapport.sources.published import Published

TO_CONFIRM: Final = "to_confirm"


def doubted(number: Registered, operands: Iterable[Registered]) -> Registered:
    """Return a number as its operands let it stand: to confirm as soon as one of them is, with the questions of all.

    Its own question, when it has one, comes first; its formula stays; ``doubts`` names the operands at the root.
    """
    doubtful = [operand for operand in operands if operand.status == TO_CONFIRM]
    if not doubtful:
        return number
    own = [number.question] if number.status == TO_CONFIRM else []
    asked = [*own, *(question for operand in doubtful for question in operand.questions)]
    roots = [root for operand in doubtful for root in operand.doubts or (operand.ref,)]
    questions = tuple(dict.fromkeys(filter(None, asked)))
    doubts = tuple(dict.fromkeys((*number.doubts, *roots)))
    return replace(number, status=TO_CONFIRM, question=" ".join(questions), asked=questions, doubts=doubts)


def as_published(number: Registered, told: Published) -> Registered:
    """Return a past number as its edition published it; operands that were to confirm leave it so all the same."""
    if number.doubts and told.status != TO_CONFIRM:
        return number
    return replace(number, status=told.status, question=told.question, doubts=(), asked=())


def rows_beside(table: Table, row: Row, column: str) -> Iterator[Row]:
    """Yield the rows that a declared total adds to a row of the same year: a calculated cell is what they leave of it."""
    for total in table.spec.totals:
        if total.column != column or not _adds(total, row):
            continue
        per = (total.per,) if isinstance(total.per, str) else total.per
        for other in table.of_year(row.year):
            alike = all(other.texts.get(name) == row.texts.get(name) for name in per)
            if other is not row and alike and _adds(total, other) and other.numbers[column].value is not None:
                yield other


def _adds(total: ColumnTotal, row: Row) -> bool:
    return all(
        row.texts.get(name) == wanted if isinstance(wanted, str) else row.texts.get(name) in wanted
        for name, wanted in total.where.items()
    )
