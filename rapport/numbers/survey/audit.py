"""Audit of what a survey publishes: how close anybody could come to a hidden number, by solving all that is printed at once.

The unknowns are what the structures said, added up where nothing printed tells them apart. Each printed number, each printed
count, each sum that the questionnaire itself makes (femmes + hommes = personnes) is a linear statement on them. A hidden number
holds when it could be as far as the margin of the edition below and above: for an outsider, for each structure that is alone
behind a hidden number, and for each that what is printed tells from all others: they know what they said. One that is secret in
itself, not for the sake of others, holds for each structure that answered. Medians aren't linear: `secrecy` keeps them to groups
that are large and far apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from rapport.numbers.survey.components import components_of
from rapport.numbers.survey.frame import AnswerFrame
from rapport.numbers.survey.linear import Extreme, Programme
from rapport.numbers.survey.primary import is_secret_base, secret_of
from rapport.numbers.survey.said import Goal, goal_of, goal_of_base, statements_of
from rapport.numbers.survey.statistics import RawCell
from rapport.numbers.survey.unknowns import Component
from rapport.sources.panel import Group

Key = tuple[str, Group]
Known = Mapping[int, tuple[float, float]]  # the bounds of unknowns, for who knows what it said
Insiders = Mapping[tuple[int, ...], Known]  # structures that nothing printed tells apart, and what each of them knows
_EPSILON = 1e-6


class Printed(NamedTuple):
    """What is printed of a cell: its value and its base, None where it is hidden."""

    value: Decimal | None
    base: int | None


@dataclass(frozen=True)
class Exposed:
    """A hidden number that is found too nearly: of which cell, its value or its base, by whom, from which other cells."""

    cell: RawCell
    base: bool
    attacker: str  # a member's identifier; empty: anybody
    printed: tuple[int, ...]  # the numbers of the cells by which it is found
    sure: bool = True  # False: the solver ran out of time, nothing is proved


class _Target(NamedTuple):
    """A hidden number to be tried: its cell, whether it is the base, what it must be able to be, the row that alone makes it.

    It is ``secret`` in itself, not for the sake of others.
    """

    number: int
    base: bool
    goal: Goal
    maker: int | None
    secret: bool

    def insiders(self, every: Insiders) -> Insiders:
        """Return who may look for it: of a complement, those alone whom what is printed tells from all others."""
        found = every if self.secret else {rows: known for rows, known in every.items() if len(rows) == 1}
        return {rows: known for rows, known in found.items() if self.maker not in rows}


class Audit:
    """The audit of the cells of one survey. As long as more is hidden from one call to the next, what held still holds."""

    def __init__(self, frame: AnswerFrame, cells: Sequence[RawCell]) -> None:
        self.cells = [cell for cell in cells if cell.base]
        self._audits = [_ComponentAudit(frame, self.cells, one) for one in components_of(frame, self.cells)]

    def found(self, printed: Mapping[Key, Printed]) -> list[Exposed]:
        """Return every hidden number that is found too nearly from what is printed."""
        return [exposed for audit in self._audits for exposed in audit.found(printed)]

    def holds(self, printed: Mapping[Key, Printed]) -> bool:
        """Tell whether no hidden number is found; the first that is found is enough to tell."""
        return all(audit.holds(printed) for audit in self._audits)


class _ComponentAudit:
    """The audit of one component: what was proved, and some of what may be, of which one proves many numbers at once."""

    def __init__(self, frame: AnswerFrame, cells: Sequence[RawCell], component: Component) -> None:
        self.frame, self.cells, self.component = frame, cells, component
        self.margin = float(frame.panel.spec.secrecy.margin) / 100
        self._proved: set[tuple[int, bool]] = set()
        self._hidden: frozenset[tuple[int, bool]] = frozenset()
        self._makers: frozenset[int] = frozenset()  # the structures that are alone behind a hidden number
        self._known: dict[frozenset[tuple[int, bool]], list[Exposed]] = {frozenset(): []}
        self._often: Counter[tuple[Key, bool]] = Counter()  # how often each number was found

    def found(self, printed: Mapping[Key, Printed]) -> list[Exposed]:
        """Return the hidden numbers of the component that are found too nearly."""
        own, hidden = self._hidden_of(printed)
        now = frozenset(hidden)
        if now not in self._known:
            if not now > self._hidden:
                self._proved.clear()
            self._known[now] = list(self._found(*self._questions(own, hidden)))
            self._often.update((one.cell.key, one.base) for one in self._known[now])
            self._hidden = now
        return self._known[now]

    def holds(self, printed: Mapping[Key, Printed]) -> bool:
        """Tell whether none is found; those that were found before are tried first, and the first that is ends the trial."""
        own, hidden = self._hidden_of(printed)
        now = frozenset(hidden)
        if now not in self._known:
            programme, targets, insiders = self._questions(own, hidden)
            targets.sort(key=lambda target: -self._often[self.cells[target.number].key, target.base])
            self._proved.clear()
            if (found := next(self._found(programme, targets, insiders), None)) is not None:
                self._often[found.cell.key, found.base] += 1
                return False
            self._known[now], self._hidden = [], now
        return not self._known[now]

    def _hidden_of(self, printed: Mapping[Key, Printed]) -> tuple[dict[int, Printed], list[tuple[int, bool]]]:
        """Return what is printed of the component, and its hidden numbers: values and bases."""
        own = {number: printed[self.cells[number].key] for number in self.component.numbers}
        # An evolution that is hidden keeps this year's secret, or last year's: what it is made of is tried in its own right.
        values = [number for number in self.component.values if self.cells[number].last is None]
        hidden = [(number, False) for number in values if own[number].value is None]
        return own, hidden + [(number, True) for number in self.component.bases if own[number].base is None]

    def _questions(
        self, printed: Mapping[int, Printed], hidden: Sequence[tuple[int, bool]]
    ) -> tuple[Programme, list[_Target], Insiders]:
        """Return what is known of the unknowns, the hidden numbers to be tried, and what each structure knows besides."""
        component = self.component
        programme = Programme(statements_of(component, printed), component.lows, component.highs)
        targets = [
            _Target(number, base, (goal_of_base if base else goal_of)(component, number, self.margin), maker, secret)
            for number, base in hidden
            for maker, secret in [(component.sole_maker(number), self._is_secret(number, base=base))]
        ]
        self._makers = frozenset(target.maker for target in targets if target.maker is not None)
        insiders = {rows: component.known_by(rows) for rows in component.insiders()} if targets else {}
        return programme, targets, insiders

    def _is_secret(self, number: int, *, base: bool) -> bool:
        cell, secrecy = self.cells[number], self.frame.panel.spec.secrecy
        return is_secret_base(cell, secrecy) if base else bool(secret_of(cell, secrecy))

    def _found(self, programme: Programme, targets: Sequence[_Target], insiders: Insiders) -> Iterator[Exposed]:
        with programme.knowing(insiders.values()):  # against all of them at once, first: that proves the most
            sure = {(t.number, t.base) for t in targets if t.maker is None and self._holds(programme, t.goal) is None}
        told: dict[object, Exposed | None] = {}  # a sum and the mean of the same rows are one question
        for target in targets:
            if (target.number, target.base) in self._proved | sure:
                continue
            goal = target.goal
            question = target.maker, target.secret, goal.low_goal, tuple(goal.low.items()), tuple(goal.high.items())
            if question not in told:
                told[question] = self._tried(programme, target, insiders)
            if (found := told[question]) is None:
                sure.add((target.number, target.base))
            else:
                yield replace(found, cell=self.cells[target.number], base=target.base)
        self._proved |= sure

    def _tried(self, programme: Programme, target: _Target, insiders: Insiders) -> Exposed | None:
        """Return how a target is found, by anybody, else by a structure that didn't make it alone; None if it isn't."""
        if (failing := self._holds(programme, target.goal)) is not None:
            return self._exposed(target, None, failing)
        return self._against(programme, target, target.insiders(insiders))

    def _against(self, programme: Programme, target: _Target, insiders: Insiders) -> Exposed | None:
        """Return how the first structure finds a target; several that find nothing together find nothing alone."""
        left = dict(insiders)
        while left:
            with programme.knowing(left.values()):
                failing = self._holds(programme, target.goal)
            if failing is None:
                return None
            # Those whose knowledge makes the bound are tried apart, the others again together.
            for rows in [rows for rows, known in left.items() if known.keys() & failing.known_by] or list(left):
                del left[rows]
                if (found := self._among(programme, target, rows)) is not None:
                    return found
        return None

    def _among(self, programme: Programme, target: _Target, rows: tuple[int, ...]) -> Exposed | None:
        """Return how one of some structures of an atom finds a target, by halves of them as long as they find it together."""
        with programme.knowing([self.component.known_by(rows)]):
            failing = self._holds(programme, self._of_others(target.goal, rows))
        if failing is None:
            return None
        if len(rows) == 1:
            # Where nothing printed bears on it, what a structure said bounds the rest, whatever is hidden.
            bears = failing.said_by or rows[0] in self._makers
            return self._exposed(target, rows[0], failing) if bears else None
        half = len(rows) // 2
        return self._among(programme, target, rows[half:]) or self._among(programme, target, rows[:half])

    def _of_others(self, goal: Goal, rows: Sequence[int]) -> Goal:
        """Return what the part of a number that a structure didn't say itself must be able to be; of several, the farthest."""
        known = self.margin * self.component.own_part(goal.amount, rows)
        return goal._replace(low_goal=goal.low_goal + known, high_goal=goal.high_goal - known)

    def _holds(self, programme: Programme, goal: Goal) -> Extreme | None:
        """Return None for a number that is as uncertain as it must be, else the bound that it doesn't reach."""
        slack = _EPSILON * max(1.0, abs(goal.low_goal), abs(goal.high_goal))
        least = programme.reaching(goal.low, goal.low_goal + slack, most=False)
        return least or programme.reaching(goal.high, goal.high_goal - slack, most=True)

    def _exposed(self, target: _Target, attacker: int | None, bound: Extreme) -> Exposed:
        member = "" if attacker is None else self.frame.rows[attacker].id
        return Exposed(self.cells[target.number], target.base, member, tuple(sorted(bound.said_by)), bound.sure)
