"""An edition made for another engine is told so, before anything else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.ground.problems import BuildStopped, Problem
from rapport.sources.reading import compatibility, load
from rapport.sources.reading.compatibility import parts_of


@pytest.fixture(autouse=True)
def version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compatibility, "__version__", "2031.4.2")


def asked(petite: Path, line: str) -> list[Problem]:
    """Return why the small edition can't be read once its report.yml has one more line."""
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8") + f"{line}\n", "utf-8")
    try:
        load(petite)
    except BuildStopped as stop:
        return stop.problems
    return []


@pytest.mark.parametrize(
    ("engine", "name", "versions"),
    [
        ("embedded", "embedded", ""),
        (">=2031.4,<2033", "", ">=2031.4,<2033"),
        ("quarto >= 2031.4, <2033", "quarto", ">= 2031.4, <2033"),
        ("embedded>=2031", "embedded", ">=2031"),
        ("", "", ""),
    ],
)
def test_a_name_a_range_or_both(engine: str, name: str, versions: str):
    assert parts_of(engine) == (name, versions)


@pytest.mark.parametrize("engine", ['">=2031.4,<2033"', "embedded", "embedded >=2031.4", '"~=2031.4"', '"==2031.*"', '">= 2030"'])
def test_an_admitted_engine(engine: str, petite: Path):
    assert asked(petite, f"engine: {engine}") == []
    assert load(petite)[0].edition.engine_name == "embedded"


@pytest.mark.parametrize(
    ("engine", "said", "hint"),
    [
        ('">=2032"', "admet les versions >=2032 du moteur ; celui-ci est le 2031.4.2", "Prenez une version"),
        ('"<2031"', "admet les versions <2031", "migrate"),
        ("embedded >=2029,<2031", "admet les versions >=2029,<2031", "migrate"),
        ("embedded 2031", "n'est ni un moteur ni une suite de versions", "embedded >=2026.11,<2028"),
        ('">=demain"', "n'est ni un moteur ni une suite de versions", "embedded >=2026.11,<2028"),
    ],
)
def test_another_engine_is_asked_for(engine: str, said: str, hint: str, petite: Path):
    """Alone: all else that could be told would follow from it."""
    (petite / "content/edito.md").unlink()
    (problem,) = asked(petite, f"engine: {engine}")
    assert said in problem.message
    assert hint in problem.hint
    assert (problem.place.path, problem.place.line) == ("report.yml", 14)


def test_a_newer_format_asks_for_a_newer_engine(petite: Path):
    (problem,) = asked(petite, "format: 2")
    assert (problem.code, problem.place.line) == ("LEC11", 14)
    assert "Prenez une version plus récente" in problem.hint


def test_an_older_format_asks_to_be_migrated(petite: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compatibility, "FORMAT", 2)
    (problem,) = asked(petite, "")
    assert problem.code == "LEC11"
    assert "build.py migrate" in problem.hint


@pytest.mark.parametrize("line", ["format: deux", "format: 0", "format: true", "format: [1]"])
def test_a_format_is_a_number(line: str, petite: Path):
    (problem,) = asked(petite, line)
    assert problem.code == "LEC06"
    assert "« format »" in problem.message
