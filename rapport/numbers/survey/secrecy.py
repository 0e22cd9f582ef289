"""Statistical secrecy: which cells of a survey may be printed, so that nobody finds again what one structure said.

Primary: a cell stands on enough structures, and none makes too much of it. Secondary, complement by complement: as long as the
audit finds a hidden number, one of the printed ones that give it away is hidden too; what others made needless is shown again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rapport.numbers.survey.audit import Audit, Exposed, Key, Printed
from rapport.numbers.survey.earlier import hidden_numbers, known_numbers
from rapport.numbers.survey.frame import AnswerFrame
from rapport.numbers.survey.near_groups import near_groups
from rapport.numbers.survey.primary import is_secret_base, secret_of
from rapport.numbers.survey.statistics import RawCell, raw_cells
from rapport.sources.panel import Hidden, Panel, SurveyCell
from rapport.sources.survey import QUANTILES

_AGAIN = 100  # complements that are reconsidered


@dataclass(frozen=True)
class Protection:
    """The cells of a survey as they may be printed, and what the audit still finds (nothing, unless bounds leave no choice)."""

    frame: AnswerFrame
    raw: tuple[RawCell, ...]
    cells: tuple[SurveyCell, ...]
    exposed: tuple[Exposed, ...]


def protected(panel: Panel) -> Protection:
    """Return the cells of a survey, calculated from the answers that are at hand."""
    frame = AnswerFrame(panel)
    raw = raw_cells(frame)
    veil = _Veil(panel, raw)
    audit = Audit(frame, raw)
    exposed = audit.found(veil.printed())
    while veil.complemented(exposed, audit.cells):
        exposed = audit.found(veil.printed())
    if not exposed:
        _show_again(veil, audit)
    return Protection(frame, tuple(raw), tuple(veil.cells()), tuple(exposed))


def _show_again(veil: _Veil, audit: Audit) -> None:
    """Show again the complements that others made needless, the largest first."""
    for cell in veil.complements()[:_AGAIN]:
        before = veil.shown_again(cell)
        if not audit.holds(veil.printed()):
            veil.reasons = before


def still_found(panel: Panel, protection: Protection, cells: Mapping[str, SurveyCell]) -> list[Exposed]:
    """Return the hidden numbers that are found from cells as they are printed; none of cells that other answers made."""
    of = {(cell.statistic, cell.group): cell for cell in cells.values() if cell.survey == panel.name}
    if any(raw.key not in of or of[raw.key].value not in {None, raw.printed} for raw in protection.raw):
        return []
    printed = {raw.key: Printed(of[raw.key].value, of[raw.key].base) for raw in protection.raw}
    return Audit(protection.frame, protection.raw).found(printed)


class _Veil:
    """What is hidden so far of the cells of a survey, and why."""

    def __init__(self, panel: Panel, raw: Sequence[RawCell]) -> None:
        self.panel, self.raw = panel, raw
        self.statistics = panel.spec.statistics
        self.reasons: dict[Key, Hidden] = {}
        self.bases: set[tuple[int, int]] = set()  # hidden: partitions and groups
        secrecy = panel.spec.secrecy
        for cell in raw:
            if is_secret_base(cell, secrecy):
                self.bases.add(_rows(cell))
            if reason := self._primary(cell):
                self.reasons[cell.key] = reason
        quantiles = [cell for cell in raw if self._is_quantile(cell) and cell.key not in self.reasons]
        self.reasons |= dict.fromkeys(near_groups(quantiles, secrecy.groups or 0), "near_group")
        self.known = {(_rows(cell) if base else cell.key) for cell, base in known_numbers(panel, raw)}
        for cell, base in hidden_numbers(panel, raw):
            if base:
                self.bases.add(_rows(cell))
            else:
                self.reasons.setdefault(cell.key, "hidden_before")
        self._spread()

    def _is_quantile(self, cell: RawCell) -> bool:
        return self.statistics[cell.statistic].compute in QUANTILES

    def _primary(self, cell: RawCell) -> Hidden:
        """Return why a cell can't be printed by itself, empty when it can."""
        secrecy = self.panel.spec.secrecy
        if cell.value is None:
            return "unanswered"
        if self._is_quantile(cell):
            return "small_group" if cell.base < (secrecy.groups or 0) else ""
        return secret_of(cell, secrecy)

    def _spread(self) -> None:
        """Hide a count with its base, and whatever is told by the count that it is divided by."""
        for cell in self.raw:
            compute = self.statistics[cell.statistic].compute
            counted = compute == "count" and cell.amount is not None and not cell.amount.column
            if counted and cell.key in self.reasons and cell.base:
                self.bases.add(_rows(cell))
        for cell in self.raw:
            of = self.statistics[cell.statistic].of
            if cell.last is not None and cell.key not in self.reasons and (of[0], cell.group) in self.reasons:
                self.reasons[cell.key] = "complement"
        for cell in self.raw:
            if cell.amount is None or cell.key in self.reasons or _rows(cell) not in self.bases:
                continue
            compute = self.statistics[cell.statistic].compute
            if compute == "count" or any(not amount.column for amount in cell.among):
                self.reasons[cell.key] = "complement"

    def printed(self) -> dict[Key, Printed]:
        """Return what is printed of each cell."""
        return {
            cell.key: Printed(
                None if cell.key in self.reasons else cell.printed, None if _rows(cell) in self.bases else cell.base
            )
            for cell in self.raw
        }  # fmt: skip

    def complemented(self, exposed: Sequence[Exposed], audited: Sequence[RawCell]) -> bool:
        """Hide, for each number that is found, one of those that give it away; tell whether anything more is hidden.

        It is the one that gives away the most numbers, the smallest of several.
        """
        before = len(self.reasons), len(self.bases)
        often = Counter(at for found in exposed for at in found.printed)
        for found in exposed:
            shown = [at for at in found.printed if self._shows(at, audited)]
            if len(shown) < len(found.printed):
                continue  # what gave it away is hidden meanwhile: the audit tells whether that was enough
            useful = [at for at in shown if self._number(audited, at) not in self.known]
            for at in sorted(useful, key=lambda at: (-often[at], _size(audited[at // 2])))[:1]:
                if at % 2:
                    self.bases.add(_rows(audited[at // 2]))
                else:
                    self.reasons[audited[at // 2].key] = "complement"
                self._spread()
        return (len(self.reasons), len(self.bases)) != before

    def _shows(self, at: int, audited: Sequence[RawCell]) -> bool:
        return self._number(audited, at) not in (self.bases if at % 2 else self.reasons)

    def _number(self, audited: Sequence[RawCell], at: int) -> Key | tuple[int, int]:
        """Return what tells a number that is printed from the others: the key of a cell, or the rows that a base counts."""
        return _rows(audited[at // 2]) if at % 2 else audited[at // 2].key

    def complements(self) -> list[RawCell]:
        """Return the cells that are hidden for the sake of others alone, the largest first."""
        hidden = [cell for cell in self.raw if self.reasons.get(cell.key) == "complement" and cell.last is None]
        return sorted(hidden, key=_size, reverse=True)

    def shown_again(self, cell: RawCell) -> dict[Key, Hidden]:
        """Show a cell again; return what was hidden before."""
        before = dict(self.reasons)
        del self.reasons[cell.key]
        self._spread()
        return before

    def cells(self) -> Iterator[SurveyCell]:
        """Yield the cells as they may be printed."""
        for cell, (value, base) in zip(self.raw, self.printed().values(), strict=True):
            hidden = self.reasons.get(cell.key, "")
            unit, decimals = cell.unit, cell.decimals
            yield SurveyCell(self.panel.name, cell.statistic, cell.group, value, base, decimals, unit, hidden)


def _rows(cell: RawCell) -> tuple[int, int]:
    return id(cell.partition), cell.at


def _size(cell: RawCell) -> tuple[int, Fraction]:
    """Return how much is lost with a cell: the structures behind it, then its value."""
    return cell.base, abs(cell.value or Fraction(0))
