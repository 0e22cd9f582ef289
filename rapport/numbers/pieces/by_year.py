"""Pieces are by year: which prove the edition's own numbers, and which those of the years before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapport.ground import french
from rapport.numbers.chart_rows import printed_form
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.evidence import TiedTo
from rapport.sources.model import Report, Table


def year_of(proof: TiedTo, report: Report) -> int:
    """Return the year of the numbers of a piece."""
    piece = report.evidence.pieces.get(proof.in_)
    return (piece.year if piece else None) or report.edition.year


def years_of(report: Report) -> dict[str, int]:
    """Return the year of the numbers of each piece that is known, by its name."""
    year = report.edition.year
    return {name: piece.year or year for name, piece in report.evidence.pieces.items()}


def of_the_edition(proofs: Sequence[TiedTo], report: Report) -> tuple[TiedTo, ...]:
    """Return what proves the number of the edition's year; the rest proves its past values."""
    return tuple(proof for proof in proofs if year_of(proof, report) == report.edition.year)


def with_proof(report: Report, proofs: Sequence[TiedTo], told: Mapping[str | int, Any] | None) -> Any:
    """Return what « piece: » says once ``told`` proves the number of the edition's year: those of past values stay.

    None when nothing proves it any more.
    """
    own = of_the_edition(proofs, report)
    said = [proof.as_typed() for proof in proofs if proof not in own] + ([told] if told else [])
    return said[0] if len(said) == 1 else said or None


def last_read(before: Register, number: str, proofs: Iterable[TiedTo]) -> str:
    """Return last year's value of a number and where it was read (« l'an dernier : 543 (Bilan, page 7) »), what is known of it.

    ``before`` is the register of last year.
    """
    report, year = before.report, before.year
    evidence = report.evidence
    said = []
    for proof in proofs:
        if (piece := evidence.pieces.get(proof.in_)) is not None and year_of(proof, report) == year:
            tie = evidence.lock.ties.get((number, year, proof.in_))
            said.append(piece.title if piece.confidential or tie is None else f"{piece.title}, {tie.at}")
    value = _value(before, number)
    return _last_year([f"{value} ({' ; '.join(said)})" if said else value] if value else said)


def _value(before: Register, number: str) -> str:
    """Return a number as it was printed last year; nothing when it had no value."""
    try:
        return printed_form(before.number(number))
    except (UnknownNumber, ExpressionError):
        return ""


def last_read_table(report: Report, table: Table) -> str:
    """Return which pieces last year's rows of a table were read in; nothing when there are none."""
    proofs = [row.piece for row in table.of_year(report.edition.year - 1) if row.piece is not None]
    proofs += [proof for column in table.spec.columns.values() for proof in column.piece]
    named = dict.fromkeys(proof.in_ for proof in proofs if year_of(proof, report) == report.edition.year - 1)
    return _last_year([report.evidence.pieces[name].title for name in named if name in report.evidence.pieces])


def _last_year(said: Sequence[str]) -> str:
    return french.typeset(f" ; l'an dernier : {' ; '.join(said)}") if said else ""
