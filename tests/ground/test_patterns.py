"""Regular expressions compiled when they are first used: what they answer, and that none of the engine's is faulty."""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import rapport
from rapport.ground.patterns import LazyPattern, regex

ENGINE = Path(rapport.__file__).parent
MODULES = [".".join(path.relative_to(ENGINE.parent).with_suffix("").parts) for path in sorted(ENGINE.rglob("*.py"))]


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.IGNORECASE | re.ASCII])
def test_a_pattern_answers_as_the_compiled_one(flags: int) -> None:
    source, text = r"(?P<first>é)\w*", "Été, étés; thé"
    lazy, compiled = regex(source, flags), re.compile(source, flags)
    assert [found.span() for found in lazy.finditer(text)] == [found.span() for found in compiled.finditer(text)]
    assert lazy.sub("·", text) == compiled.sub("·", text)
    assert lazy.findall(text) == compiled.findall(text)
    assert (lazy.pattern, lazy.flags, lazy.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)


def test_a_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lazy, compiled = regex("a"), []
    monkeypatch.setattr(re, "compile", lambda source, flags, make=re.compile: (compiled.append(source), make(source, flags))[1])
    for name in ("search", "findall", "sub", "groupindex", "subn", "flags"):
        assert getattr(lazy, name) is not None
    assert compiled == ["a"]


def test_a_pattern_of_bytes_reads_bytes() -> None:
    assert regex(rb"\A%PDF").match(b"%PDF-1.7")


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    faulty = regex("(")
    with pytest.raises(re.error):
        faulty.search("")


def test_every_pattern_of_the_engine_can_be_compiled() -> None:
    for module in MODULES:
        if not module.endswith("__main__"):
            import_module(module)
    gc.unfreeze()  # what another test's command has set apart from what is looked at
    patterns = [one for one in gc.get_objects() if type(one) is LazyPattern]
    assert len(patterns) > len(MODULES) // 2
    for one in patterns:
        assert re.compile(one.pattern, one.flags_given)


EAGER = {"shared_folder.py": "read by an old Python, before what the engine needs is installed"}


def test_no_module_compiles_a_pattern_as_it_is_imported() -> None:
    eager = {path.name for path in ENGINE.rglob("*.py") if any(_compiled_at_import(ast.parse(path.read_text("utf-8"))))}
    assert eager == set(EAGER)


def _compiled_at_import(node: ast.AST) -> Iterator[ast.AST]:
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.FunctionDef | ast.Lambda):
            yield from _compiled_at_import(inner)
        if isinstance(inner, ast.Attribute) and ast.unparse(inner) == "re.compile":
            yield inner
