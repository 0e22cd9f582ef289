"""An assertion in a loop over nothing holds of anything: each loop of a test is over something, and says so.

Over a literal, over `some(…)` (tests/some.py), or over a name that another assertion of the test is about.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import PROJECT

FILES = sorted((PROJECT / "tests").rglob("test_*.py"))
SAME_LENGTH = {"enumerate", "zip", "sorted", "reversed", "list", "product", "combinations", "permutations", "pairwise", "chain"}
PARTS = {"items", "values", "keys", "split", "splitlines"}
# What may be empty without harm: the other draws of a property, or the state that the test is about.
MAY_BE_EMPTY = {
    "test_a_draft_found_again_overwrites_nothing": "what is left of the browser's memory, told by the assertions around",
    "test_the_studio_leaves_nothing_behind": "programs that should have ended",
    "test_any_runs_after_any_change_answer_as_if_nothing_was_left": "drawn by Hypothesis",
    "test_any_steps_after_any_change_answer_as_if_nothing_was_remembered": "drawn by Hypothesis",
    "test_every_word_leads_back_to_where_it_was_typed": "drawn by Hypothesis",
}


def names_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def is_something(node: ast.AST, known: set[str]) -> bool:
    """Tell whether a thing that is looped over holds something wherever it is written; ``known`` names others that do."""
    if isinstance(node, ast.Name):
        return node.id in known
    if isinstance(node, ast.BinOp):
        return is_something(node.left, known) or is_something(node.right, known)
    if isinstance(node, ast.IfExp):
        return is_something(node.body, known) and is_something(node.orelse, known)
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict | ast.Constant | ast.JoinedStr)
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in PARTS and is_something(node.func.value, known)
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    parts = [part.value if isinstance(part, ast.Starred) else part for part in node.args]
    return name in {"some", "range"} or (name in SAME_LENGTH and all(is_something(part, known) for part in parts))


def assigned(body: list[ast.stmt], known: set[str]) -> set[str]:
    """Return the names that are given something, with those that were known."""
    found = set(known)
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if targets and isinstance(node, ast.Assign | ast.AnnAssign) and node.value and is_something(node.value, found):
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def loops_of(test: ast.FunctionDef) -> Iterator[ast.expr]:
    """Yield what the assertions of a test loop over."""
    for node in ast.walk(test):
        if isinstance(node, ast.For) and any(isinstance(inside, ast.Assert) for inside in ast.walk(node)):
            yield node.iter
        if not isinstance(node, ast.Assert):
            continue
        for part in ast.walk(node.test):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "all":
                yield from (made.generators[0].iter for made in part.args if isinstance(made, ast.GeneratorExp))


def empty_loops(tree: ast.Module) -> Iterator[str]:
    constants = assigned(tree.body, set())
    for test in ast.walk(tree):
        if not isinstance(test, ast.FunctionDef) or not test.name.startswith("test_") or test.name in MAY_BE_EMPTY:
            continue
        looped = [*loops_of(test)]
        known = assigned([node for node in ast.walk(test) if isinstance(node, ast.stmt)], constants) if looped else set()
        doubtful = [one for one in looped if not is_something(one, known)]
        named = names_asserted(test) if doubtful else set()
        yield from (f"{test.name}, {one.lineno}: {ast.unparse(one)}" for one in doubtful if not names_in(one) & named)


def names_asserted(test: ast.FunctionDef) -> set[str]:
    """Return the names that the assertions of a test are about, but for those over each thing of another."""
    asserted = [node.test for node in ast.walk(test) if isinstance(node, ast.Assert)]
    return {name for node in asserted if not ast.unparse(node).startswith("all(") for name in names_in(node)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT / "tests").as_posix())
def test_no_assertion_loops_over_what_may_be_nothing(path):
    assert [*empty_loops(ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("body", [
    "    for one in things():\n        assert one",
    "    assert all(one for one in found.items())",
    "    wanted = sorted(things())\n    for one in wanted:\n        assert one",
])  # fmt: skip
def test_such_a_loop_is_seen(body: str):
    assert len([*empty_loops(ast.parse(f"def test_it(found):\n{body}\n"))]) == 1
