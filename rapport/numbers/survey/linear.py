"""Linear programmes over what nobody outside knows, solved by HiGHS: the least and the most that a sum may be.

One model, many questions: the solver starts each from where the one before ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import highspy
import numpy as np

_KEPT = 200  # solutions
_NOTHING = 1e-9
SECONDS = 20.0  # for one question; most take a millisecond
Terms = Mapping[int, float]  # the unknowns of a sum, by number, and what each is multiplied by


class LinearStatement(NamedTuple):
    """What is known of a sum: it is between two bounds; ``said_by`` numbers whoever says so, -1 for what everybody knows."""

    terms: Terms
    low: float
    high: float
    said_by: int


class Extreme(NamedTuple):
    """The least or the most of a sum, the numbers of those whose statements make it so, the unknowns whose bounds do.

    It is ``sure`` unless time ran out.
    """

    value: float
    said_by: frozenset[int]
    known_by: frozenset[int]
    sure: bool


class Programme:
    """What is known of some unknowns: each between two bounds, some sums of them too."""

    def __init__(self, statements: Sequence[LinearStatement], lows: Sequence[float], highs: Sequence[float]) -> None:
        self._said_by = [statement.said_by for statement in statements]
        self._possible: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []  # values that the unknowns may have
        self._bounds = list(zip(lows, highs, strict=True))
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("presolve", "off")  # it would forget where the last question ended
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(self._model(statements))

    def _model(self, statements: Sequence[LinearStatement]) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._bounds), len(statements)
        model.col_cost_ = np.zeros(len(self._bounds))
        model.col_lower_ = np.array([low for low, _ in self._bounds], dtype=float)
        model.col_upper_ = np.array([high for _, high in self._bounds], dtype=float)
        scales = [max(map(abs, statement.terms.values()), default=1.0) or 1.0 for statement in statements]
        model.row_lower_ = np.array([s.low / scale for s, scale in zip(statements, scales, strict=True)], dtype=float)
        model.row_upper_ = np.array([s.high / scale for s, scale in zip(statements, scales, strict=True)], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(statement.terms) for statement in statements)])
        model.a_matrix_.index_ = np.array([at for statement in statements for at in statement.terms], dtype=np.int32)
        values = [by / scale for s, scale in zip(statements, scales, strict=True) for by in s.terms.values()]
        model.a_matrix_.value_ = np.array(values, dtype=float)
        return model

    @contextmanager
    def knowing(self, several: Iterable[Mapping[int, tuple[float, float]]]) -> Iterator[None]:
        """Bound some unknowns more narrowly for a while: whoever asks knows them."""
        before, self._possible = self._possible, []
        touched: dict[int, tuple[float, float]] = {}
        for known in several:
            for at, (low, high) in known.items():
                least, most = touched.get(at, (low, high))
                touched[at] = max(low, least), min(high, most)
        for at, (low, high) in touched.items():
            self._solver.changeColBounds(at, low, high)
        try:
            yield
        finally:
            for at in touched:
                self._solver.changeColBounds(at, *self._bounds[at])
            self._possible = before + self._possible[:1]  # what may be for who knows more may be for anybody

    def reaching(self, terms: Terms, goal: float, *, most: bool) -> Extreme | None:
        """Return None when a sum may be as low (or, ``most``, as high) as a goal, else how low it may be, and who says so."""
        at, by = np.array([*terms], dtype=np.int64), np.array([*terms.values()], dtype=float)
        for possible in self._possible:
            value = float(possible[at] @ by)
            if value >= goal if most else value <= goal:
                return None
        scale = float(np.abs(by).max(initial=0.0)) or 1.0
        for unknown, times in terms.items():
            self._solver.changeColCost(unknown, times / scale)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize)
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + SECONDS)  # its clock is that of all its runs
        self._solver.run()
        found = self._answer(goal, scale, most=most)
        for unknown in terms:
            self._solver.changeColCost(unknown, 0.0)
        return found

    def _answer(self, goal: float, scale: float, *, most: bool) -> Extreme | None:
        """Return the bound that was found, unless it reaches the goal; the values at which it stands are kept, for other sums."""
        sure = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = self._solver.getInfo().objective_function_value * scale
        solution = self._solver.getSolution()
        if sure:
            self._possible = [np.array(solution.col_value), *self._possible[: _KEPT - 1]]
            if value >= goal if most else value <= goal:
                return None
        rows = np.flatnonzero(np.abs(np.array(solution.row_dual)) > _NOTHING)
        unknowns = np.flatnonzero(np.abs(np.array(solution.col_dual)) > _NOTHING)
        said_by = frozenset(self._said_by[row] for row in rows) - {-1}
        return Extreme(value, said_by, frozenset(int(at) for at in unknowns), sure)
