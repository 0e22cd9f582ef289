"""An attacker of what a survey publishes, apart from the engine: one unknown a structure and a column, all that is printed.

It adds nothing up beforehand, knows the questionnaire and who answered what, and asks HiGHS for the least and the most of each
hidden cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import highspy

from rapport.sources.panel import Panel, SurveyCell

AFAR = 1e9  # nothing is larger


class Attacker:
    """What is known of each structure's answers; ``insider`` is one of them, which knows its own."""

    def __init__(self, panel: Panel, cells: Iterable[SurveyCell], insider: str = "") -> None:
        self.panel, self.cells = panel, list(cells)
        self.members = [member.id for member in panel.asked if member.id in panel.answers]
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.at: dict[tuple[str, str], int] = {}
        for member in self.members:
            for name, column in panel.spec.columns.items():
                value = panel.answers[member].values[name]
                if isinstance(value, Decimal):
                    top = AFAR if column.most is None else float(column.most)
                    known = member == insider
                    self.at[member, name] = len(self.at)
                    self.solver.addVar(float(value) if known else float(column.min), float(value) if known else top)
        self._know_totals()
        self._read_all()

    def _know_totals(self) -> None:
        for total in self.panel.spec.totals:
            for member in self.members:
                terms = {(member, part): 1.0 for part in total.parts} | {(member, str(total.equals)): -1.0}
                if all(key in self.at for key in terms):
                    self._know(terms, 0, 0)

    def _read_all(self) -> None:
        for cell in self.cells:
            if cell.value is not None and self.panel.spec.statistics[cell.statistic].compute in {"sum", "mean", "share"}:
                self._read(cell)

    def rows(self, cell: SurveyCell) -> list[str]:
        """Return the structures that a cell stands on."""
        statistic = self.panel.spec.statistics[cell.statistic]
        columns = {*self.columns(cell), *([statistic.among] if statistic.among else []), *self.parts(cell)}
        return [
            member
            for member in self.members
            if all((member, column) in self.at for column in columns)
            and all(self._value(member, dim) == value for dim, value in cell.group if dim != "item")
            and all(self._value(member, dim) in values for dim, values in statistic.where.items())
        ]

    def columns(self, cell: SurveyCell) -> list[str]:
        """Return the column that a cell adds up."""
        of = self.panel.spec.statistics[cell.statistic].of
        return [dict(cell.group).get("item", of[0])]

    def parts(self, cell: SurveyCell) -> list[str]:
        """Return the columns whose sum a share is divided by."""
        statistic = self.panel.spec.statistics[cell.statistic]
        if statistic.compute != "share":
            return []
        return [statistic.among] if statistic.among else list(statistic.of)

    def range_of(self, cell: SurveyCell) -> tuple[float, float]:
        """Return the least and the most that a hidden sum, or the sum behind a hidden mean, may be."""
        terms = {(member, column): 1.0 for member in self.rows(cell) for column in self.columns(cell)}
        found = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            for key in terms:
                self.solver.changeColCost(self.at[key], 1.0)
            self.solver.changeObjectiveSense(sense)
            self.solver.run()
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                self.solver.clearSolver()  # from where the last question ended, it may find no way
                self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(self.solver.getInfo().objective_function_value)
            for key in terms:
                self.solver.changeColCost(self.at[key], 0.0)
        return found[0], found[1]

    def truth_of(self, cell: SurveyCell) -> float:
        """Return what that sum really is."""
        values = (self.panel.answers[m].values[c] for m in self.rows(cell) for c in self.columns(cell))
        return float(sum(value for value in values if isinstance(value, Decimal)))

    def _value(self, member: str, dimension: str) -> str | None:
        answer = self.panel.answers[member].values.get(dimension)
        return answer if isinstance(answer, str) else self.panel.members[member].value_of(dimension)

    def _read(self, cell: SurveyCell) -> None:
        statistic, rows = self.panel.spec.statistics[cell.statistic], self.rows(cell)
        half = 0.5 * 10.0**-cell.decimals * (2 if statistic.to_100 else 1)
        value, column = float(cell.value or 0), self.columns(cell)[0]
        over = 1 if statistic.compute == "sum" else len(rows)
        if statistic.compute != "share":
            self._know({(member, column): 1.0 for member in rows}, (value - half) * over, (value + half) * over)
            return
        for bound, low, high in ((value - half, 0.0, highspy.kHighsInf), (value + half, -highspy.kHighsInf, 0.0)):
            terms = {(member, column): 100.0 for member in rows}
            for member in rows:
                for part in self.parts(cell):
                    terms[member, part] = terms.get((member, part), 0.0) - bound
            self._know(terms, low, high)

    def _know(self, terms: dict[tuple[str, str], float], low: float, high: float) -> None:
        numbers = [self.at[key] for key in terms]
        slack = 1e-7 * max(abs(low), abs(high), 1) if abs(low) < AFAR * AFAR else 0
        self.solver.addRow(low - slack, high + slack, len(numbers), numbers, list(terms.values()))


def found_by(panel: Panel, cells: Iterable[SurveyCell], insider: str = "") -> Iterator[tuple[str, float, float, float]]:
    """Yield the hidden sums and means that an attacker finds to less than the margin: name, least, truth, most."""
    attacker = Attacker(panel, cells, insider)
    margin = float(panel.spec.secrecy.margin) / 100
    for cell in attacker.cells:
        compute = panel.spec.statistics[cell.statistic].compute
        if cell.value is None and cell.hidden != "unanswered" and compute in {"sum", "mean"}:
            rows = attacker.rows(cell)
            if rows == [insider]:
                continue
            low, high = attacker.range_of(cell)
            truth = attacker.truth_of(cell)
            own = panel.answers[insider].values[attacker.columns(cell)[0]] if insider in rows else 0
            unknown = truth - float(own or 0)
            if low > truth - margin * unknown * 0.999 or high < truth + margin * unknown * 0.999:
                yield cell.ref, low, truth, high


class OfTwoVersions(Attacker):
    """What is known from two versions of a survey: an answer that they share is one unknown, one that changed is two."""

    def __init__(self, first: Attacker, second: Attacker) -> None:
        super().__init__(second.panel, second.cells)
        now, then = self.panel, first.panel
        own = dict(self.at)
        for member, name in first.at:
            if member not in now.answers or now.answers[member].values[name] != then.answers[member].values[name]:
                column = then.spec.columns[name]
                self.solver.addVar(float(column.min), AFAR if column.most is None else float(column.most))
                own[member, name] = int(self.solver.getNumCol()) - 1
        self.versions = ((first, own), (second, self.at))
        self._turn(first, own)
        self._know_totals()
        self._read_all()

    def _turn(self, version: Attacker, at: dict[tuple[str, str], int]) -> None:
        self.panel, self.members, self.cells = version.panel, version.members, version.cells
        self.at = {key: at[key] for key in version.at}

    def found(self) -> Iterator[tuple[str, float, float, float]]:
        """Yield the sums and means that either version hides, and both together give to less than the margin."""
        for version, at in self.versions:
            self._turn(version, at)
            margin = float(self.panel.spec.secrecy.margin) / 100 * 0.999
            for cell in self.cells:
                compute = self.panel.spec.statistics[cell.statistic].compute
                if cell.value is None and cell.hidden != "unanswered" and compute in {"sum", "mean"}:
                    (low, high), truth = self.range_of(cell), self.truth_of(cell)
                    if low > truth * (1 - margin) or high < truth * (1 + margin):
                        yield cell.ref, low, truth, high
