"""An edition without its templates: what is missing is named, by a build and by the preview; room on the disk is no cause."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rapport.flow.preview.board import Board
from rapport.flow.preview.studio import Studio

COPIED = "Copiez-le dans l'édition, depuis le projet ou l'édition précédente."


@pytest.mark.parametrize(
    ("gone", "form", "said"),
    [
        ("templates", "html", "templates: erreur REN01 « templates/ » manque à l'édition"),
        ("templates", "pdf", "templates: erreur REN01 « templates/ » manque à l'édition"),
        ("templates/word", "docx", "templates/word: erreur REN01 « templates/word » manque à l'édition"),
        ("templates/report.css", "html", "templates/report.css: erreur REN01 « templates/report.css » manque à l'édition"),
        ("templates/filter.lua", "html", "templates/filter.lua: erreur REN01 « templates/filter.lua » manque à l'édition"),
        ("templates/report.html.j2", "html", "templates/report.html.j2: erreur REN01 Ce gabarit manque à l'édition"),
        ("templates/main.typ.j2", "pdf", "templates/main.typ.j2: erreur REN01 Ce gabarit manque à l'édition"),
    ],
)
def test_a_build_names_what_is_missing(petite: Path, run: Callable, gone: str, form: str, said: str):
    path = petite / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    out = run(petite, "build", "--to", form).out
    assert said in out
    assert COPIED in out
    assert "place libre" not in out


def test_the_preview_names_it_too(petite: Path):
    shutil.rmtree(petite / "templates")
    with closing(Studio(petite, board := Board())) as studio:
        studio.refresh()
        assert [(one.code, one.place.path, one.hint) for one in board.shown.problems] == [("REN01", "templates", COPIED)]
