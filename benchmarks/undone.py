"""What the tests see: lines of the engine undone at random, one at a time, each of which must turn a test red.

    python benchmarks/undone.py SEED [COUNT]

A line is a statement taken away or a condition turned round, in a room drawn first, so that small rooms are seen too. It is done
in a working tree of its own (of what is committed): the tests that name the
module are run, then those of its room, then all those that ask for Python alone, then
those that build; the first that fails ends it. A line that nothing sees is printed whole: it lacks a test, or does nothing.
"""

from __future__ import annotations

import ast
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from rapport import ROOMS  # noqa: E402

PATIENCE = 1200  # seconds for one round of tests: a line undone may turn for ever
TAKEN_AWAY = ast.Assign | ast.AugAssign | ast.Expr | ast.Raise | ast.Continue | ast.Delete


class Undone(NamedTuple):
    """A line of the engine and what stands in its place."""

    path: Path
    number: int
    line: str
    instead: str


def main() -> None:
    """Undo lines one at a time, and print what saw each."""
    seed, count = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    draw, unseen = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "projet"
        subprocess.run(["git", "worktree", "add", "--detach", "-q", tree], cwd=PROJECT, check=True)
        try:
            for _ in range(count):
                one = drawn(draw, tree)
                seen = seen_by(one, tree)
                unseen += not seen
                print(f"{one.path}:{one.number}: {one.line.strip()} → {one.instead.strip()}\n    {seen or 'RIEN'}", flush=True)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=PROJECT, check=True)
    print(f"{count} lines undone, {unseen} that no test saw")


def drawn(draw: random.Random, tree: Path) -> Undone:
    """Draw a room, a module of it, a line of that."""
    room = draw.choice([*ROOMS])
    while True:
        path = draw.choice(sorted((tree / "rapport" / room).rglob("*.py")))
        if found := [*lines_of(path.relative_to(tree), path.read_text("utf-8"))]:
            return draw.choice(found)


def lines_of(path: Path, text: str) -> Iterator[Undone]:
    """Yield the lines of a module that can be undone: statements and conditions on one line, inside functions."""
    lines = text.splitlines()
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    for node in (inside for function in functions for inside in ast.walk(function)):
        if isinstance(node, ast.If) and node.test.end_lineno == node.lineno:
            line = lines[node.lineno - 1]
            test = line[node.test.col_offset : node.test.end_col_offset] if line.isascii() else ""
            if test:
                yield Undone(path, node.lineno, line, line.replace(test, f"not ({test})", 1))
        elif isinstance(node, TAKEN_AWAY) and node.end_lineno == node.lineno and not is_text(node):
            line = lines[node.lineno - 1]
            yield Undone(path, node.lineno, line, f"{line[: len(line) - len(line.lstrip())]}pass")


def is_text(node: ast.AST) -> bool:
    """Tell whether a statement is words: a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def seen_by(one: Undone, tree: Path) -> str:
    """Return the first test that fails once a line is undone; nothing when they all pass."""
    path = tree / one.path
    sound = path.read_text("utf-8")
    lines = sound.splitlines(keepends=True)
    lines[one.number - 1] = f"{one.instead}\n"
    path.write_text("".join(lines), "utf-8")
    try:
        for chosen in (naming(one.path, tree), [f"tests/{one.path.parts[1]}"], ["-m", "quick"], ["-m", "tools and not live"]):
            if chosen and (failed := failure(chosen, tree)):
                return failed
    finally:
        path.write_text(sound, "utf-8")
    return ""


def naming(path: Path, tree: Path) -> list[str]:
    """Return the files of tests that name a module, which are the likeliest to see it."""
    dotted = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    apart = tree / "tests/browser"
    found = [
        one
        for one in sorted((tree / "tests").rglob("test_*.py"))
        if dotted in one.read_text("utf-8") and apart not in one.parents
    ]
    return [one.relative_to(tree).as_posix() for one in found]


def failure(chosen: list[str], tree: Path) -> str:
    """Return the first of some tests that fails."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "--deselect=tests/test_house.py",
        *chosen,
    ]
    try:
        run = subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return "turns for ever"
    failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0][:160] if failed else "" if run.returncode == 0 else f"pytest ended with {run.returncode}"


if __name__ == "__main__":
    main()
