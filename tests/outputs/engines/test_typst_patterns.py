"""Patterns of the Typst templates are made once: within a function, each call would make them anew, the dearest thing it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.some import some

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PATTERN = re.compile(r'regex\("(?:[^"\\]|\\.)*"\)')  # of one text: what is made from others differs from call to call


def made_anew(template: str) -> list[str]:
    """Return the lines of a template that make a pattern elsewhere than in a definition of the file itself."""
    return [line for line in template.splitlines() if PATTERN.search(line) and not re.match(r"#let [\w-]+ = regex\(", line)]


@pytest.mark.parametrize("path", some(sorted(TEMPLATES.rglob("*.typ"))), ids=lambda path: path.name)
def test_no_function_makes_a_pattern_of_its_own(path: Path):
    assert made_anew(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ['  show regex("\\\\d"): box', '#let f(it) = it.replace(regex("a"), "")', '  let own = regex("\\"")'],
)
def test_patterns_within_functions_are_seen(line: str):
    assert made_anew(f'#let out = regex("a")\n{line}\n') == [line]


def test_a_pattern_made_from_what_is_given_may_stand_in_a_function():
    assert made_anew('  it.replace(regex("\\\\s*" + str(year) + "$"), "")') == []
