"""The live edition: it has no error, it can be published, and it is written as its schemas say. Nothing else reads it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from rapport.cli.schemas import schemas
from rapport.flow import proofreading
from rapport.rules.language.proofreaders import GRAMMAR, SPELLING, proofread
from rapport.sources.reading import load
from tests.cli.test_schemas import NAMES, Core, validator_of, written
from tests.conftest import PROJECT

pytestmark = pytest.mark.live
PARTS = ("report.yml", "content", "data", "templates", "assets", "editions")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the live edition, to build in."""
    root = tmp_path_factory.mktemp("live") / "rapport"
    root.mkdir()
    for name in PARTS:
        source = PROJECT / name
        if source.exists():
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    return root


def test_it_has_no_error_and_no_fault_of_language(live: Path, run: Callable, monkeypatch: pytest.MonkeyPatch):
    if SPELLING.found() and GRAMMAR.found():  # in continuous integration they are
        monkeypatch.setattr(proofreading, "proofread", proofread)
    outcome = run(live, "check")
    assert outcome.code == 0, outcome.out
    assert [line for line in outcome.lines if " LAN0" in line] == []


def test_it_is_built_and_read_back(live: Path, run: Callable):
    """Every rule on finished files is among what a build tries: parity of the numbers, accessibility, pages."""
    outcome = run(live, "build")
    assert outcome.code == 0, outcome.out
    year = load(live)[0].edition.year
    assert (live / f"output/{year}/index.html").is_file()


MAY_BE_ABSENT = {"notes", "surveys"}  # files that nobody needs until the work begins


@pytest.mark.parametrize("name", NAMES)
def test_it_follows_its_schemas(name: str, live: Path):
    """An editor must not underline what the engine accepts."""
    paths = sorted((live / "data/indicators").glob("*.yml")) if name == "indicators" else [live / f"data/{name}.yml"]
    paths = [live / "report.yml"] if name == "report" else [path for path in paths if path.is_file()]
    assert paths or name in MAY_BE_ABSENT
    for path in paths:
        value = written(yaml.load(path.read_text("utf-8"), Loader=Core))
        assert [f"{error.json_path}: {error.message}" for error in validator_of(name).iter_errors(value)] == []
    assert name in schemas()
