"""The data beside the documents: what changed is written, what is gone leaves no file, what stayed isn't touched."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from rapport.ground.cache import Cache
from rapport.outputs.data import FOLDER
from rapport.outputs.engines.work_folder import Tools

BEFORE = {"indicateurs.csv": b"a", "tables/lieux.csv": b"b", "graphiques/heures.csv": b"c"}


@pytest.fixture
def tools(petite: Path) -> Iterator[Tools]:
    """Return tools with a folder of their own."""
    with Tools(petite, Cache(petite / ".cache")) as tools:
        tools.work.mkdir()
        yield tools


def laid(tools: Tools) -> Mapping[str, bytes]:
    """Return the files of the data as they lie in the folder."""
    folder = tools.work / FOLDER
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("after", "untouched"), [
    ({**BEFORE, "indicateurs.csv": b"2"}, {"tables/lieux.csv", "graphiques/heures.csv"}),
    ({"indicateurs.csv": b"a", "tables/lieux.csv": b"b"}, {"indicateurs.csv", "tables/lieux.csv"}),
    ({**BEFORE, "tables/autres.csv": b""}, {*BEFORE}),
    ({"tables/autres.csv": b"b"}, set()),
    (dict(BEFORE), {*BEFORE}),
])  # fmt: skip
def test_the_folder_holds_the_data_and_nothing_else(tools: Tools, after: Mapping[str, bytes], untouched: set[str]):
    tools.lay_data(BEFORE)
    for name in BEFORE:
        os.utime(tools.work / FOLDER / name, (0, 0))
    tools.lay_data(after)
    assert laid(tools) == after
    assert {name for name in after if (tools.work / FOLDER / name).stat().st_mtime == 0} == untouched
