"""What is hidden is no file of an edition: no output may depend on it, whoever names it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rapport.flow.options import Options
from rapport.flow.pipeline import build, check
from rapport.ground.problems import Severity
from rapport.sources.files import inputs_of, is_hidden


def told(root: Path) -> list[str]:
    problems = check(root, Options(), lambda _: None).problems
    return [f"{one.place}: {one.code} {one.message}" for one in problems if one.severity is Severity.ERROR]


HIDDEN = ["assets/.etabli.svg", "assets/.vieux/etabli.svg", "assets/a/.b/c/etabli.svg", "assets/...svg"]


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_picture_is_refused_where_it_is_asked_for(petite: Path, name: str):
    section = petite / "content/ateliers.md"
    (petite / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(petite / "assets/etabli.svg", petite / name)
    line = section.read_text("utf-8").count("\n") + 2
    with section.open("a", encoding="utf-8") as file:
        file.write(f"\n![Un établi]({name})\n")
    (said,) = told(petite)
    assert said.startswith(f"content/ateliers.md:{line}:1: ")
    assert "LNK02" in said
    assert "caché" in said


def test_a_picture_that_leads_to_a_hidden_one_is_refused(petite: Path):
    (petite / "assets/.vieux").mkdir()
    shutil.move(petite / "assets/etabli.svg", petite / "assets/.vieux/etabli.svg")
    (petite / "assets/etabli.svg").symlink_to(".vieux/etabli.svg")
    assert ["LNK02" in one and "caché" in one for one in told(petite)] == [True]


def test_a_folder_that_leads_to_a_hidden_one_is_refused(petite: Path):
    (petite / "assets/.vieux").mkdir()
    shutil.copy(petite / "assets/etabli.svg", petite / "assets/.vieux/etabli.svg")
    (petite / "assets/neuf").symlink_to(".vieux", target_is_directory=True)
    section = petite / "content/ateliers.md"
    section.write_text(section.read_text("utf-8").replace("assets/etabli.svg", "assets/neuf/etabli.svg"), "utf-8")
    assert ["LNK02" in one and "caché" in one for one in told(petite)] == [True]


@pytest.mark.parametrize("name", [".logo.svg", ".marque/logo.svg", "a/.b/logo.svg"])
def test_a_hidden_logo_is_refused(petite: Path, name: str):
    brand = petite / "assets/_brand.yml"
    (petite / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(petite / "assets/logo.svg", petite / "assets" / name)
    before = brand.read_text("utf-8")
    brand.write_text(before.replace("logo.svg", name), "utf-8")
    assert brand.read_text("utf-8") != before
    said = told(petite)
    assert said
    assert all("LEC10" in one and "caché" in one and one.startswith("assets/_brand.yml:") for one in said)


@pytest.mark.parametrize("wanted", ["html", "pdf"])
def test_a_hidden_picture_is_not_published_when_the_author_has_lowered_the_rule(petite: Path, wanted: str):
    (petite / "assets/.etabli.svg").write_bytes((petite / "assets/etabli.svg").read_bytes())
    section = petite / "content/ateliers.md"
    section.write_text(section.read_text("utf-8").replace("assets/etabli.svg", "assets/.etabli.svg"), "utf-8")
    with (petite / "report.yml").open("a", encoding="utf-8") as file:
        file.write("severities: {LNK02: info}\n")
    result = build(petite, Options(formats=(wanted,)), lambda _: None)
    assert [one.code for one in result.problems if one.severity is Severity.ERROR] == ["REN01"]
    assert not [*petite.glob("output/*")]


def test_what_is_hidden_is_no_input(petite: Path):
    """The two say the same of every file that is there."""
    (petite / "assets/.vieux").mkdir()
    for name in ("assets/.x.svg", "assets/.vieux/x.svg", "assets/x.svg"):
        (petite / name).write_text("<svg/>", "utf-8")
    inputs = inputs_of(petite)
    files = [path.relative_to(petite).as_posix() for path in petite.rglob("*") if path.is_file()]
    known = [name for name in files if name.startswith(("assets/", "content/", "data/"))]
    assert len(known) > 8
    assert {name for name in known if not is_hidden(petite, name)} == {name for name in known if name in inputs}
