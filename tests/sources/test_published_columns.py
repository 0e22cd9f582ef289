"""What an edition says of its columns and counted lists is read back the next year; anything else is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rapport.ground.problems import Place
from rapport.sources.authored import CountOf
from rapport.sources.published import Definition
from rapport.sources.published_columns import Described, list_counted, words_of_list

PLACE = Place("editions/1998/donnees/datapackage.json")


def test_a_published_edition_says_them(built_petite: Path):
    described = next(built_petite.glob("output/*/donnees/datapackage.json")).read_text("utf-8")
    told = Described(described, PLACE)
    assert told.columns_of("heures_par_atelier") == {"hours": Definition("Heures", "heures", "", PLACE)}
    assert told.columns_of("inconnue") == {}
    assert told.counts == {}


@pytest.mark.parametrize("text", [
    "", "[]", "null", "{", '{"resources": 3}', '{"resources": [3, {"name": ["a"]}, {"name": "table-a", "schema": []}]}',
    '{"resources": [{"name": "table-a", "schema": {"fields": [1, {"column": 2, "unit": "h"}, {"column": "b", "unit": 3}]}}]}',
    "[" * 100_000, '{"resources": [{"name": "indicateurs", "counts": []}]}',
])  # fmt: skip
def test_what_is_not_ours_says_nothing(text: str):
    assert Described(text, PLACE).columns_of("a") == {}
    assert Described(text, PLACE).counts is None


@pytest.mark.parametrize(("counted", "words"), [
    (CountOf(table="people"), "people"),
    (CountOf(table="people", where={"group": ("conseil", "bureau")}), "people (group : bureau, conseil)"),
    (CountOf(table="people", where={"group": "bureau"}, distinct="name"), "people (group : bureau), chaque name une fois"),
])  # fmt: skip
def test_a_counted_list_survives_its_file(counted: CountOf, words: str):
    read = json.loads(json.dumps(list_counted(counted)))
    assert read == list_counted(counted)
    assert words_of_list(read) == words


@pytest.mark.parametrize("counted", [None, 3, "people", []])
def test_no_list(counted: object):
    assert words_of_list(counted) == "aucune"
