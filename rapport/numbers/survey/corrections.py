"""What a correction tells: a number that two versions print of the same structures says by how much their answers changed.

Who corrected what isn't known here, the answers of that time being gone. So every hidden number is tried: what each printed
number that holds it leaves, without its printed parts, must have moved, and one of these remainders by most of what is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from rapport.ground import french
from rapport.numbers.survey.frame import AnswerFrame, sums
from rapport.numbers.survey.secrecy import Protection
from rapport.numbers.survey.statistics import Amount, RawCell
from rapport.sources.panel import Panel, SurveyCell

KEEP_ANSWER = "Gardez la réponse publiée jusqu'à l'édition suivante, ou retirez ce nombre"


class ReadCorrection(NamedTuple):
    """A hidden number that a correction would give away, and a printed one that moved by most of it, then and now."""

    hidden: SurveyCell
    old: SurveyCell
    now: SurveyCell


class _Move(NamedTuple):
    """By how much a sum moved since a version, give or take what rounding leaves, and the rows that it adds up (as bits)."""

    rows: int
    by: Fraction
    about: Fraction
    partition: int
    old: SurveyCell
    now: SurveyCell

    def without(self, parts: Sequence[_Move]) -> _Move:
        """Return by how much the rest moved, without parts that have no row in common."""
        return self._replace(by=self.by - sum(one.by for one in parts), about=self.about + sum(one.about for one in parts))


def read_corrections(panel: Panel, protection: Protection) -> Iterator[ReadCorrection]:
    """Yield the hidden numbers that a correction of theirs would give away, each once."""
    told: set[tuple[str, int]] = set()
    for version in range(len(panel.before)):
        versions = _Versions(panel, protection, version)
        for raw, cell in zip(protection.raw, protection.cells, strict=True):
            if cell.value is None and raw.makers and raw.amount and raw.amount.column and raw.last is None:
                key = raw.amount.column, versions.rows_of(raw.amount)
                if key not in told and (move := versions.telling(raw, raw.amount, panel.before[version].get(cell.ref))):
                    told.add(key)
                    yield ReadCorrection(cell, move.old, move.now)


def read_corrections_message(panel: Panel, protection: Protection) -> str:
    """Return what is told of such numbers (French), empty without any."""
    found = [*read_corrections(panel, protection)]
    if not found:
        return ""
    (hidden, old, now), others = found[0], len(found) - 1
    before, after = (french.with_unit(french.format_number(cell.value or Decimal(0)), cell.unit) for cell in (old, now))
    more = f" ; {others} autre{'s' * (others > 1)} de même" if others else ""
    return (
        f"« {now.ref} » a été publié à {before}, et le serait à {after} : si c'est une réponse de « {hidden.ref} », caché, qui a "
        f"été corrigée, la différence le donne à peu près{more}."
    )


class _Versions:
    """An earlier version beside this one: the sums that both print of the same structures, by column."""

    def __init__(self, panel: Panel, protection: Protection, version: int) -> None:
        self.frame: AnswerFrame = protection.frame
        self.margin = Fraction(panel.spec.secrecy.margin) / 100
        self._bits: dict[tuple[int, int], int] = {}
        self.moves: dict[str, list[_Move]] = {}
        self.beside = _columns_beside(panel)
        for raw, now in zip(protection.raw, protection.cells, strict=True):
            old = panel.before[version].get(now.ref)
            if old is not None and (move := self._move(raw, old, now)) is not None and raw.amount is not None:
                self.moves.setdefault(raw.amount.column, []).append(move)

    def _move(self, raw: RawCell, old: SurveyCell, now: SurveyCell) -> _Move | None:
        """Return how a sum moved, or the one behind a mean; None where nothing linear of both versions is printed."""
        if old.value is None or now.value is None or old.base not in {None, raw.base}:
            return None  # of other structures, or of who knows how many: as many as now, since somebody knows
        if raw.amount is None or raw.last is not None or any(one.column for one in raw.among) or raw.amount.weights != "none":
            return None
        over = raw.base if raw.among else 1
        about = Fraction(1, 2) * (Fraction(10) ** -old.decimals + Fraction(10) ** -now.decimals) * over
        by = (Fraction(now.value) - Fraction(old.value)) * over
        return _Move(self.rows_of(raw.amount), by, about, id(raw.amount.partition), old, now)

    def rows_of(self, amount: Amount) -> int:
        """Return the rows of a sum as the bits of a number."""
        key = id(amount.partition), amount.group
        if key not in self._bits:
            self._bits[key] = int.from_bytes(np.packbits(amount.partition.codes == amount.group).tobytes(), "big")
        return self._bits[key]

    def telling(self, raw: RawCell, amount: Amount, old: SurveyCell | None) -> _Move | None:
        """Return a printed number that moved as a hidden sum did, if it was printed, else by most of it: its own correction.

        There is none when a printed number that holds the sum stayed.
        """
        rows = self.rows_of(amount)
        if any(abs(rest.by) <= rest.about for rest in self._rests(amount.column, rows)):
            return None
        numbers = self.frame.numbers(amount.column, amount.weights)
        truth = Fraction(sums(numbers.values, amount.partition)[amount.group], 10**numbers.places)
        columns = amount.column, *self.beside.get(amount.column, ())
        moves = [move for column in columns for rests in (self._rests, self._crossed) for move in rests(column, rows)]
        then = None if old is None or old.value is None else Fraction(old.value) * (raw.base if raw.among else 1)
        near = self.margin * abs(truth)
        same = [move for move in moves if then is not None and abs(truth - then - move.by) <= near + move.about]
        return next((move for move in (*same, *moves) if move in same or self._is_most_of(move, truth)), None)

    def _rests(self, column: str, rows: int) -> Iterator[_Move]:
        """Yield the sums that hold some rows, and what is left of each without its printed parts that hold none of them."""
        moves = self.moves.get(column, [])
        for whole in (one for one in moves if one.rows & rows == rows):
            apart: dict[int, list[_Move]] = {}
            for part in moves:
                if part.rows & whole.rows == part.rows and not part.rows & rows:
                    apart.setdefault(part.partition, []).append(part)
            yield whole
            yield from (whole.without([*{part.rows: part for part in parts}.values()]) for parts in apart.values())

    def _crossed(self, column: str, rows: int) -> Iterator[_Move]:
        """Yield the sums that hold one of some rows, and what is left of each without one that another correction moved too."""
        moves = [move for move in self.moves.get(column, []) if abs(move.by) > move.about]
        for whole in (one for one in moves if one.rows & rows):
            yield whole
            yield from (whole.without([part]) for part in moves if part.rows & whole.rows and not part.rows & rows)

    def _is_most_of(self, rest: _Move, truth: Fraction) -> bool:
        """Tell whether a change of all of a sum's own would give what it is now, or what it was, to less than the margin."""
        changed = abs(rest.by) + rest.about
        least = abs(rest.by) - rest.about
        if rest.by > 0:
            return least <= abs(truth) and changed >= (1 - self.margin) * abs(truth)
        return changed >= (1 - self.margin) * (changed + abs(truth))


def _columns_beside(panel: Panel) -> Mapping[str, frozenset[str]]:
    """Return, by column, those that a total of the questionnaire holds to it: one that is corrected corrects another."""
    found: dict[str, frozenset[str]] = {}
    for total in panel.spec.totals:
        every = {*total.parts, *([total.equals] if isinstance(total.equals, str) else [])}
        for column in every:
            found[column] = found.get(column, frozenset()) | every - {column}
    return found
