"""The boundary of engines: one small protocol (test_registries.py adds an engine by one line of ENGINES)."""

from __future__ import annotations

import ast

import pytest

from rapport.outputs.engines import ENGINES, Engine, engine_of
from tests.some import some

from .conftest import PROJECT


def test_the_protocol_is_a_name_what_it_makes_at_once_and_one_method():
    assert {name for name in vars(Engine) if not name.startswith("_")} == {"made"}
    assert set(Engine.__annotations__) == {"name", "together"}


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_is_the_object_of_its_module(name: str):
    assert engine_of(name).name == name


def test_no_module_names_an_engine_but_its_own():
    named = set()
    for path in (PROJECT / "rapport").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom | ast.Import):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
                named |= {path.relative_to(PROJECT).as_posix() for name in names if name in set(ENGINES.values())}
    assert named == {"rapport/cli/installed.py"}, "the doctor asks Quarto for its version; who else names an engine?"


def test_no_shell_is_ever_asked_for():
    """A list of arguments, of our own making: nothing to escape."""
    for path in some((PROJECT / "rapport/outputs/engines").glob("*.py")):
        for node in some(ast.walk(ast.parse(path.read_text("utf-8")))):
            if isinstance(node, ast.keyword):
                assert node.arg != "shell", path.name
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"system", "popen", "getoutput", "getstatusoutput"}, path.name
