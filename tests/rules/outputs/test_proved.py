"""What was found without fault isn't looked at again; what has a fault, or is another, is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.ground.cache import Cache
from rapport.ground.problems import Place
from rapport.rules.book import Finding
from rapport.rules.outputs.proved import Proved

FAULT = Finding("un mot manque", Place("a.md", 3))


class Runs:
    """Runs on one cache, each of which is told something; they look at what isn't proved, and count it."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache(folder)
        self.looked = 0

    def found(self, *told: str, fault: bool = False, anew: bool = False) -> list[Finding]:
        def find() -> Iterator[Finding]:
            self.looked += 1
            yield from [FAULT] if fault else []

        proved = Proved(self.cache, anew=anew)
        found = [*proved.findings(told, find)]
        proved.leave()
        return found


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


def test_what_is_without_fault_is_looked_at_once(runs: Runs):
    assert [runs.found("OUT08", "un dessin") for _ in range(3)] == [[], [], []]
    assert runs.looked == 1


@pytest.mark.parametrize(
    "other", [("OUT08", "un autre dessin"), ("OUT13", "un dessin"), ("OUT08", "un", "dessin"), ("OUT08un dessin",)]
)
def test_what_is_told_otherwise_is_looked_at(runs: Runs, other: tuple[str, ...]):
    runs.found("OUT08", "un dessin")
    assert runs.found(*other, fault=True) == [FAULT]


def test_a_fault_is_told_each_time(runs: Runs):
    assert [runs.found("OUT08", "un dessin", fault=True) for _ in range(3)] == [[FAULT]] * 3


def test_what_was_looked_at_no_more_is_forgotten(runs: Runs):
    for told in ("un dessin", "un autre", "un dessin"):
        runs.found(told)
    assert runs.looked == 3


def test_a_release_looks_at_all(runs: Runs):
    runs.found("un dessin")
    assert runs.found("un dessin", fault=True, anew=True) == [FAULT]


@pytest.mark.parametrize("foreign", [b"", b"\xff", b"null", b"{}", b"[3]", b"[" * 100_000])
def test_what_is_kept_of_another_shape_proves_nothing(runs: Runs, foreign: bytes):
    runs.found("un dessin")
    (entry,) = (path for path in runs.cache.folder.rglob("*") if path.is_file())
    runs.cache.put(entry.name, foreign)
    assert runs.found("un dessin", fault=True) == [FAULT]
