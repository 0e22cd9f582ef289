"""Where each printed number comes from: what the page shows on demand, the PDF lists in its annex, and `donnees/` holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.calls import DOUBT, SIGNS, EvolutionCall, printed_text
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.in_time import absolute, bare, dated
from rapport.numbers.in_time import in_time as asked_in_time
from rapport.numbers.mixing import mixture_of
from rapport.numbers.pieces.shown import Shown, adds_to, shown_pieces
from rapport.numbers.printed_texts import note_of, plain_text
from rapport.numbers.register import Register, Registered, UnknownNumber
from rapport.sources.authored import Status
from rapport.sources.model import Manuscript, Row, Table


@dataclass(frozen=True)
class Trace:
    """A printed number and its origin; texts are typeset French, ``printed`` and ``previous`` carry their unit."""

    ref: str
    label: str
    value: Decimal
    printed: str
    unit: str
    status: Status
    question: str
    source: str
    formula: str
    note: str  # the author's, and what the number mixes
    mixture: str  # the panels or the dates that it mixes
    stated: tuple[str, ...]  # what other statements of the fact say against it, each with its source
    evidence: str  # the piece that proves it, and where in it; empty when the source says as much
    previous: str  # last year's value, empty when it isn't known
    table: str  # the table's id for a cell, empty for an indicator
    sections: tuple[str, ...]  # ids of the sections that print it, in order
    place: Place


def traces_of(register: Register, manuscript: Manuscript) -> Mapping[str, Trace]:
    """Return the trace of every number that the manuscript prints, by name, in the order of the register."""
    sections: dict[str, dict[str, None]] = {}
    for mention in manuscript.mentions:
        sections.setdefault(mention.ref, {})[mention.section] = None
    before = register.of_year(register.year - 1)
    shown = shown_pieces(register.report)
    in_time: dict[str, list[str]] = {}
    for ref in sections:
        in_time.setdefault(bare(ref), []).append(ref)
    return {
        ref: _trace(ref, register, before if ref in before.known else None, tuple(sections[ref]), shown)
        for name in dict.fromkeys((*register.names, *in_time))
        for ref in sorted(in_time.get(name, ()))
    }


def status_of(table: Table, row: Row, register: Register) -> tuple[Status, str]:
    """Return a row's status and question as its numbers of its year have them: one to confirm is enough."""
    own = register.of_year(row.year)
    refs = (f"{table.id}.{row.key}.{column}" for column, cell in row.numbers.items() if cell.value is not None)
    found = (own.number(ref) for ref in refs)
    doubtful = next((number for number in found if number.status == TO_CONFIRM), None)
    return (doubtful.status, doubtful.question) if doubtful else (row.status, row.question)


def _trace(
    ref: str,
    register: Register,
    before: Register | None,
    sections: tuple[str, ...],
    shown: Shown,
) -> Trace:
    number = register.number(ref)

    def marked_doubt(text: str) -> str:
        return french.typeset(plain_text(text, register))

    moved = asked_in_time(ref)
    year = register.year if moved is None else absolute(moved.year, register.year)
    proved = () if moved is not None and moved.until is not None else shown.get((bare(ref), year), ())
    name = number.ref.partition(".")[0]
    return Trace(
        ref=number.ref,
        label=marked_doubt(number.label),
        value=number.value,
        printed=exact_form(number),
        unit=number.unit,
        status=number.status,
        question=marked_doubt(number.question),
        source=marked_doubt(number.source),
        formula=number.formula,
        note=french.typeset(note_of(number, register)),
        mixture=marked_doubt(mixture_of(number)),
        stated=tuple(f"{exact_form(number.saying(said.value))} ({marked_doubt(said.source)})" for said in number.stated),
        evidence=adds_to(proved, number.source),
        previous=_previous(number.ref, before, register),
        table=name if number.cell else "",
        sections=sections,
        place=number.place,
    )


def exact_form(number: Registered) -> str:
    """Return the exact value with its unit, as French has it: ``316 447 560 €``, ``36 structures``.

    A calculated value has the digits that its indicator declares: the others would promise what its operands can't keep.
    """
    if number.evolution:
        return printed_text(number, EvolutionCall(number.ref))
    calculated = bool(number.formula)
    value = round(number.value, 6).normalize() if calculated else number.value
    singular = number.unit not in SIGNS and abs(value) < 2  # noqa: PLR2004 - the plural begins at two
    printed = french.format_number(value, number.shown_decimals if calculated else None)
    return french.with_unit(printed, french.typeset(number.unit_one if singular else number.unit))


def _previous(ref: str, before: Register | None, register: Register) -> str:
    """Return last year's value; one that its edition published as to confirm says so."""
    try:
        if before is None:
            return ""
        doubtful = register.number(dated(ref, -1)).status == TO_CONFIRM
        return exact_form(before.number(ref)) + DOUBT * doubtful
    except (UnknownNumber, ExpressionError):
        return ""
