"""Rules as documents: each folder of `tests/rules/` is an edition with one fault, and the words that tell it.

A folder holds only the files that differ from the small edition, and `expected.txt`. Faults of the outputs come from a
spoilt template, or from what `case.yml` says: `run: build` (the fault only shows once something was built), `drawings:`
(a text of the drawings in place of another), `remove:` (files taken away).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import rapport.charts
from rapport.display import as_text
from rapport.pipeline import RULES, Options, build, check

FOLDER = Path(__file__).parent / "rules"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
OWN = ("expected.txt", "case.yml")


def told(root: Path, command: str) -> str:
    """Return the problems of an edition as an author reads them."""
    result = {"check": check, "build": build}[command](root, Options(), lambda _: None)
    return as_text(result.problems) + "\n"


def laid(case: Path, root: Path) -> Mapping[str, Any]:
    """Lay a case over the small edition; return what its `case.yml` says."""
    shutil.copytree(case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*OWN))
    description = case / "case.yml"
    wanted = yaml.safe_load(description.read_text("utf-8")) if description.is_file() else {}
    assert set(wanted) <= {"remove", "run", "drawings"}, f"{case.name}/case.yml says something unknown"
    for name in wanted.get("remove", ()):
        (root / name).unlink()
    return wanted


def spoil_drawings(texts: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Put one text in place of another in every drawing."""
    draw = rapport.charts.draw

    def spoilt(*arguments: Any) -> Any:
        drawings = draw(*arguments)
        for old, new in texts.items():
            drawings = {name: replace(made, svg=made.svg.replace(old, new)) for name, made in drawings.items()}
        return drawings

    monkeypatch.setattr(rapport.charts, "draw", spoilt)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, petite: Path, same_as: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch):
    """A faulty edition gets exactly the expected problems: code, gravity, words, place, hint."""
    wanted = laid(case, petite)
    if "drawings" in wanted:
        spoil_drawings(wanted["drawings"], monkeypatch)
    text = told(petite, wanted.get("run", "check"))
    assert case.name.partition("-")[0] in text
    same_as(case / "expected.txt", text)


def test_every_rule_has_a_case():
    """A rule without a case proves nothing: it could be deleted unnoticed."""
    tried = {case.name.partition("-")[0] for case in CASES}
    assert sorted(set(RULES) - tried) == []


@pytest.mark.parametrize("command", ["check", "build"])
def test_small_edition_is_free_of_problems(command: str, petite: Path):
    """What a case tells comes from its fault alone."""
    assert told(petite, command) == "\n"
