"""An edition without its templates: what is missing is named, by a build and by the preview; room on the disk is no cause."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rapport.flow.checked import Checked
from rapport.flow.preview.board import Board
from rapport.flow.preview.studio import Studio
from rapport.outputs.formats import LAID_OUT_WITH
from tests.conftest import PROJECT
from tests.some import some

COPIED = "Copiez-le dans l'édition, depuis le projet ou l'édition précédente."


@pytest.mark.parametrize(
    ("gone", "form", "said"),
    [
        ("templates", "html", "templates: erreur REN01 « templates/ » manque à l'édition"),
        ("templates", "pdf", "templates: erreur REN01 « templates/ » manque à l'édition"),
        ("templates/word", "docx", "templates/word: erreur REN01 « templates/word/ » manque à l'édition"),
        ("templates/style", "html", "templates/style: erreur REN01 « templates/style/ » manque à l'édition"),
        (
            "templates/style/base.css",
            "html",
            "templates/style/base.css: erreur REN01 « templates/style/base.css » manque à l'édition",
        ),
        ("templates/filter.lua", "html", "templates/filter.lua: erreur REN01 « templates/filter.lua » manque à l'édition"),
        (
            "templates/report.html.j2",
            "html",
            "templates/report.html.j2: erreur REN01 « templates/report.html.j2 » manque à l'édition",
        ),
        ("templates/main.typ.j2", "pdf", "templates/main.typ.j2: erreur REN01 « templates/main.typ.j2 » manque à l'édition"),
    ],
)
def test_a_build_names_what_is_missing(petite: Path, run: Callable, gone: str, form: str, said: str):
    path = petite / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    out = run(petite, "build", "--to", form).out
    assert said in out
    assert COPIED in out
    assert "place libre" not in out


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("templates", ["templates: templates/"]),
        ("templates/typst", ["templates/typst: templates/typst/"]),
        ("templates/typst/tokens.typ", ["templates/typst/base.typ: templates/typst/tokens.typ"]),
        ("templates/report.typ", ["templates/main.typ.j2: templates/report.typ"]),
        ("templates/script", ["templates/script: templates/script/"]),
        ("templates/script/charts.js", ["templates/script/charts.js: templates/script/charts.js"]),
        ("templates/filter.lua", ["templates/filter.lua: templates/filter.lua"]),
        ("templates/filter", ["templates/filter: templates/filter/"]),
        ("templates/filter/people.lua", ["templates/filter/components.lua: templates/filter/people.lua"]),
        ("templates/origins-group.html.j2", ["templates/origins-group.html.j2: templates/origins-group.html.j2"]),
        ("templates/word", []),  # no format of this edition is made with it
        ("templates/factsheets", []),
    ],
)
def test_check_names_it_before_any_tool_is_started(petite: Path, run: Callable, gone: str, said: list[str]):
    path = petite / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    told = re.findall(r"(?m)^([^:\n]+)(?::\d+)?: erreur REN01 « ([^»]+) »", run(petite, "check").out)
    assert [f"{place}: {name}" for place, name in told] == said


def test_check_asks_for_the_templates_of_every_format_and_variant(petite: Path, run: Callable):
    report = petite / "report.yml"
    variants = "variants:\n  bref: {format: pdf, title: Bref}\n  extrait: {format: fragment, numbers: [velos.repares]}\n"
    report.write_text(report.read_text("utf-8").replace("[html, pdf]", "[html, pdf, docx]") + variants, "utf-8")
    for gone in ("variants/essentiel.typ", "variants/fragment.html.j2", "word/word.lua", "word/styles.xml.j2"):
        (petite / "templates" / gone).unlink()
    said = [line.split(":")[0] for line in run(petite, "check").lines if "REN01" in line]
    assert said == sorted(f"templates/{name}" for name in (
        "variants/essentiel.typ", "variants/fragment.html.j2", "word/word.lua", "word/styles.xml.j2"))  # fmt: skip


LAID = sorted(
    path.relative_to(PROJECT / "templates").as_posix()
    for path in (PROJECT / "templates").rglob("*")
    if path.is_file() and path.parent.name != "factsheets"
)


def test_each_template_is_asked_for(petite: Path):
    """A template that a format is laid out with, and that nobody lists, would be missed by the build alone."""
    report = petite / "report.yml"
    variants = "variants:\n  bref: {format: pdf, title: Bref}\n  extrait: {format: fragment, numbers: [velos.repares]}\n"
    asked = "\ncards: [{title: Un, number: velos.repares}]\n"
    report.write_text(
        report.read_text("utf-8").replace("[html, pdf]", "[html, pdf, print, docx, cards]") + asked + variants, "utf-8"
    )
    unasked = []
    for name in some(LAID):
        kept = (petite / "templates" / name).read_bytes()
        (petite / "templates" / name).unlink()
        if not any(f"« templates/{name} » manque" in problem.message for problem in Checked(petite).lacking()):
            unasked.append(name)
        (petite / "templates" / name).write_bytes(kept)
    assert unasked == []
    assert {name for names in some(LAID_OUT_WITH.values()) for name in names} <= {*LAID}


@pytest.mark.parametrize(
    ("put", "line", "name"),
    [
        ('#import "typst/mine.typ": *', 1, "typst/mine.typ"),
        ('#import "typst/../brand.typ": brand\n#include "../mine.typ"', 2, "mine.typ"),
        ('\n  #import "mine/first.typ"', 2, "mine/"),
        ('#include "../../mine.typ"', 1, "../mine.typ"),
    ],
)
def test_what_a_designer_imports_is_asked_for_there(petite: Path, run: Callable, put: str, line: int, name: str):
    """Where it is imported; a folder that isn't there at all, once, by its own name."""
    report = petite / "templates/report.typ"
    report.write_text(f"{put}\n{report.read_text('utf-8')}", "utf-8")
    (told,) = [line for line in run(petite, "check").lines if "REN01" in line]
    place = "templates/mine" if name.endswith("/") else f"templates/report.typ:{line}"
    asked = name if name.endswith("mine.typ") and "typst" not in name else f"templates/{name}"
    assert told.startswith(f"{place}: erreur REN01 « {asked} » manque")


def test_the_preview_names_it_too(petite: Path):
    shutil.rmtree(petite / "templates")
    with closing(Studio(petite, board := Board())) as studio:
        studio.refresh()
        assert [(one.code, one.place.path, one.hint) for one in board.shown.problems] == [("REN01", "templates", COPIED)]
