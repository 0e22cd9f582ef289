"""One list of every code: what messages bear is in it, what is in it is borne, and every reader of the list has them all."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from rapport import ROOMS, rules
from rapport.cli.problem_formats import as_sarif
from rapport.rules.codes import FAMILIES, OUTSIDE, RULES, codes, family_of
from rapport.rules.homes import CODES, OTHERS, OUTPUTS, SOURCES, homes_of

PROJECT = Path(__file__).resolve().parents[2]
ENGINE = PROJECT / "rapport"


@pytest.fixture(scope="module")
def borne() -> dict[str, set[str]]:
    """Return the codes that the modules write, each with the rooms that write it."""
    found: dict[str, set[str]] = {}
    for path in ENGINE.rglob("*.py"):
        if path != ENGINE / "rules/codes.py":
            for code in re.findall(r'"([A-Z]{3}\d\d)"', path.read_text("utf-8")):
                found.setdefault(code, set()).add(path.relative_to(ENGINE).parts[0])
    return found


def test_every_code_is_in_the_list_and_no_other(borne: dict[str, set[str]]):
    assert sorted(borne) == sorted(codes())
    assert set(OUTSIDE) & set(RULES) == set()


def test_every_rule_lives_where_the_table_of_homes_says():
    for module in walk_packages(rules.__path__, f"{rules.__name__}."):
        import_module(module.name)
    assert {code: rule.find.__module__ for code, rule in RULES.items()} == homes_of(SOURCES, OUTPUTS, OTHERS)
    assert set(RULES) == CODES


def test_every_code_is_found_in_the_room_that_the_list_names(borne: dict[str, set[str]]):
    wrong = {code: (known.room, borne[code]) for code, known in codes().items() if known.room not in borne[code]}
    assert wrong == {}
    assert {known.room for known in codes().values()} <= set(ROOMS)


def test_every_family_has_a_name_and_every_code_says_what_it_asks():
    assert {family_of(code) for code in codes()} == set(FAMILIES)
    assert [code for code, known in codes().items() if len(known.documentation) < 20] == []


def test_the_readers_of_the_list_have_every_code(told, petite: Path):
    (run,) = json.loads(as_sarif([]))["runs"]
    described = {rule["id"]: rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert described == {code: known.documentation for code, known in codes().items()}
    listed = told(petite, "rules").out
    pages = [PROJECT / f"docs/guide/reference/{name}.md" for name in ("regles", "messages")]
    guide = "".join(page.read_text("utf-8") for page in pages)
    assert [code for code in codes() if f"{code}  " not in listed or f"`{code}`" not in guide] == []
