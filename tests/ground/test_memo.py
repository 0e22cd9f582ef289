"""The memo gives what would be made anew, and makes nothing that still stands."""

from __future__ import annotations

import gc
import threading
import weakref
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.ground.memo import LASTING, Memo, alike, leaf, step
from rapport.ground.problems import BuildStopped, Place, Problem, Severity


class Sums:
    """Steps that add up the answers of steps below them, down to leaves; some refuse, some pass over those that do."""

    def __init__(self, leaves: list[int], below: list[list[int]]) -> None:
        self.memo = Memo()
        self.leaves = leaves
        self.below = below
        self.runs: Counter[int] = Counter()

    @leaf
    def leaf(self, number: int) -> int:
        return self.leaves[number]

    @step
    def sum(self, number: int) -> int:
        self.runs[number] += 1
        return self.plain(number, self.sum, self.leaf)

    def plain(self, number: int, sum_of: Any, leaf_of: Any) -> int:
        """Say what the step answers: a third of its parts' sum; one of a multiple of 7 refuses, and counts for 1 above."""
        total = 0
        for one in self.below[number]:
            try:
                value = leaf_of(one - 100) if one >= 100 else sum_of(one)
            except ValueError:
                value = 1
            total += value
            if total % 5 == 4:  # what it asks for depends on what it was answered
                break
        if total % 7 == 6:
            raise ValueError(str(total))
        return total // 3

    def anew(self, number: int) -> int:
        return self.plain(number, self.anew, lambda one: self.leaves[one])


def answer(ask: Any, number: int) -> object:
    try:
        return ask(number)
    except ValueError as error:
        return f"refused {error}"


graphs = st.integers(1, 12).flatmap(
    lambda count: st.tuples(
        *(
            st.lists(st.integers(0, number - 1) | st.integers(100, 104) if number else st.integers(100, 104), max_size=4)
            for number in range(count)
        )
    )
)


@given(graphs, st.lists(st.lists(st.integers(0, 12), min_size=5, max_size=5), min_size=2, max_size=6), st.data())
def test_any_steps_after_any_change_answer_as_if_nothing_was_remembered(
    below: tuple[list[int], ...], values: list[list[int]], data: st.DataObject
):
    """Whatever is asked, in whatever order, of a graph that has not a circle; and no step runs twice for one look."""
    flow = Sums(values[0], [*below])
    for leaves in values:
        flow.leaves = leaves
        flow.memo.look_again()
        flow.runs.clear()
        for number in data.draw(st.lists(st.integers(0, len(below) - 1), max_size=6)):
            assert answer(flow.sum, number) == answer(flow.anew, number)
        assert set(flow.runs.values()) <= {1}


def chain(*values: int) -> Sums:
    """Return leaf 0 → 0 → 1 → 2, and leaf 1 → 2 beside it."""
    return Sums([*values], [[100], [0], [1, 101]])


def test_what_has_not_changed_is_not_run_again():
    flow = chain(30, 1)
    first = flow.sum(2)
    for _ in range(3):
        flow.memo.look_again()
        assert flow.sum(2) == first
    assert flow.runs == {0: 1, 1: 1, 2: 1}


def test_only_what_depends_on_a_change_is_run_again():
    flow = chain(30, 1)
    flow.sum(2)
    flow.leaves[1] = 9
    flow.memo.look_again()
    assert flow.sum(2) == flow.anew(2)
    assert flow.runs == {0: 1, 1: 1, 2: 2}


def test_a_step_that_answers_as_before_lets_its_callers_stand():
    """Early cut-off: 30 and 31 make the same third."""
    flow = chain(30, 1)
    flow.sum(2)
    flow.leaves[0] = 31
    flow.memo.look_again()
    flow.sum(2)
    assert flow.runs == {0: 2, 1: 1, 2: 1}


class Shared:
    """A step whose answer is an object, and one that raises, each time a new one."""

    def __init__(self) -> None:
        self.memo = Memo()
        self.text = "a"
        self.runs: Counter[str] = Counter()
        self.errors: list[Exception] = []

    @leaf
    def now(self) -> str:
        return self.text

    @step
    def words(self) -> list[str]:
        self.runs["words"] += 1
        return [self.now()[:1]]

    @step
    def refused(self) -> str:
        self.runs["refused"] += 1
        raise self.errors[-1] if self.errors else AssertionError(self.now())

    @step
    def above(self) -> str:
        self.runs["above"] += 1
        try:
            return self.refused()
        except Exception as error:  # noqa: BLE001 - what is tried
            return type(error).__name__

    @step
    def circle(self) -> str:
        return self.circle()


def test_the_old_object_stays_when_the_new_one_is_the_same():
    """Who compares it later does it at once."""
    flow = Shared()
    first = flow.words()
    flow.text = "abc"
    flow.memo.look_again()
    assert flow.words() is first
    assert flow.runs["words"] == 2


def test_a_refusal_is_remembered_like_an_answer():
    place = Place("content/a.md", 3, 1)
    flow = Shared()
    flow.errors.append(BuildStopped([Problem("LEC01", Severity.ERROR, "Non.", place)]))
    for _ in range(3):
        with pytest.raises(BuildStopped) as stopped:
            flow.refused()
        assert stopped.value.problems[0].place == place
        flow.above()
        flow.memo.look_again()
    assert flow.runs == {"refused": 1, "above": 1}


def test_a_refusal_raised_often_grows_no_trace():
    flow = Shared()
    lengths = set()
    for _ in range(4):
        try:
            flow.refused()
        except AssertionError as error:
            trace, length = error.__traceback__, 0
            while trace:
                trace, length = trace.tb_next, length + 1
            lengths.add(length)
    assert len(lengths) <= 2  # the first time, it comes straight from the step


@pytest.mark.parametrize("passing", [OSError(28, "full"), MemoryError()])
def test_what_may_pass_is_told_once_a_look_and_tried_again_at_the_next(passing: Exception):
    """A full disk says nothing of the sources."""
    flow = Shared()
    flow.errors.append(passing)
    for _ in range(2):
        with pytest.raises(type(passing)):
            flow.refused()
    assert flow.above() == type(passing).__name__
    assert flow.runs["refused"] == 1
    flow.memo.look_again()
    flow.errors.append(ValueError("other"))
    assert flow.above() == "ValueError"
    assert flow.runs == {"refused": 2, "above": 2}


def test_an_interruption_is_no_answer():
    flow = Shared()
    flow.errors.append(KeyboardInterrupt())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        flow.refused()
    flow.errors.append(ValueError("fini"))
    with pytest.raises(ValueError, match="fini"):
        flow.refused()


def test_a_circle_is_told():
    with pytest.raises(RecursionError, match="circle"):
        Shared().circle()


def test_threads_that_ask_for_one_thing_make_it_once():
    memo, made, gate = Memo(), [], threading.Barrier(8)

    def slow() -> int:
        made.append(threading.current_thread().name)
        threading.Event().wait(0.05)
        return len(made)

    def asked(_: int) -> int:
        gate.wait()
        return memo.ask("key", slow)

    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(asked, range(8))] == [1] * 8


def test_threads_that_ask_for_many_things_agree():
    """Each of them once, by whoever comes first."""
    flow = Sums([*range(5)], [[100 + number % 5] if number < 5 else [number - 5, number - 3, number - 1] for number in range(60)])
    for turn in range(5):
        flow.leaves = [value + turn for value in range(5)]
        flow.memo.look_again()
        flow.runs.clear()
        with ThreadPoolExecutor(8) as pool:
            found = [*pool.map(lambda number: answer(flow.sum, number % 60), range(240))]
        alone = Sums(flow.leaves, flow.below)
        assert found == [answer(alone.sum, number % 60) for number in range(240)]
        assert set(flow.runs.values()) <= {1}


class Kept:
    """Something whose end is seen."""


class Names:
    """Steps by a name that changes all the time, under one that stays."""

    def __init__(self) -> None:
        self.memo = Memo()
        self.name = 0

    @leaf
    def now(self) -> int:
        return self.name

    @step
    def thing(self, name: int) -> list[Kept]:  # noqa: ARG002 - its key
        return [Kept()]

    @step
    def top(self) -> list[Kept]:
        return self.thing(self.now())


def test_what_nobody_asks_for_any_more_goes():
    """Memory doesn't grow over a day of saves; what led to the last good page stays through a long error."""
    flow = Names()
    first = weakref.ref(flow.top()[0])
    for flow.name in range(1, 10 * LASTING):
        flow.memo.look_again()
        flow.top()
    gc.collect()
    assert first() is None
    assert len(flow.memo) < 2 * LASTING
    last = flow.top()
    for _ in range(LASTING // 2):
        flow.memo.look_again()
        flow.memo.ask("other", lambda: 1)
    assert flow.top() is last


@dataclass(frozen=True)
class Record:
    value: Decimal
    inner: dict[str, int]
    apart: object = field(default=None, compare=False)


@pytest.mark.parametrize(("one", "other"), [
    (Decimal("12.5"), Decimal("12.50")), (1, True), (1, 1.0), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ([1], (1,)),
    ((1, {"a": (1,)}), (1, {"a": (2,)})), (Record(Decimal(1), {}), Record(Decimal("1.0"), {})),
    (Record(Decimal(1), {"a": 1, "b": 2}), Record(Decimal(1), {"b": 2, "a": 1})),
    (ValueError("a"), ValueError("b")), (ValueError("a"), TypeError("a")), (BuildStopped([]), BuildStopped([1])),
], ids=str)  # fmt: skip
def test_what_may_be_printed_otherwise_is_not_the_same(one: object, other: object):
    assert not alike(one, other)
    assert alike(one, one)


@pytest.mark.parametrize(("one", "other"), [
    (Decimal("12.50"), Decimal("12.50")), ({"a": [1]}, {"a": [1]}), (Record(Decimal(1), {}, 1), Record(Decimal(1), {}, 2)),
    (ValueError("a"), ValueError("a")), (frozenset({1, 2}), frozenset({2, 1})), (float("1.5"), 1.5),
], ids=str)  # fmt: skip
def test_what_is_equal_to_the_last_sign_is_the_same(one: object, other: object):
    assert alike(one, other)
