"""Every kind of call has its names to complete, each with what the author would look for it by."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.atelier.completion import completions_of
from rapport.sources.reading import load
from tests.conftest import WHOLE

Found = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def found(whole: Path) -> dict[str, Any]:
    return completions_of(load(whole)[0])


def rows(name: str) -> list[dict[str, str]]:
    with (WHOLE / f"data/tables/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def test_acronyms_are_those_of_the_lexicon_and_no_other_table(found: Found):
    wanted = {(row["acronym"], row["expansion"]) for row in rows("lexique")}
    assert len(wanted) > 20
    assert {(one["name"], one["label"]) for one in found["acronym"]} == wanted


def test_groups_are_those_of_the_year_each_once(found: Found):
    wanted = [*dict.fromkeys(row["group"] for row in rows("people"))]
    assert len(wanted) > 1
    assert [one["name"] for one in found["people"]] == wanted


def test_charts_tables_and_sections_are_found_by_their_titles(found: Found):
    titles = {kind: {one["name"]: one["label"] for one in found[kind]} for kind in ("chart", "table", "section")}
    assert titles["section"]["gouvernance"]
    assert titles["table"].keys() >= {"lexique", "portraits"}
    assert len(titles["chart"]) > 15
    assert not [label for named in titles.values() for label in named.values() if "{{" in label]
