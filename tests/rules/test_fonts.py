"""Two font files of one PostScript name, told at the file's name; what only looks like it, left."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from rapport.sources.reading.font_names import postscript_name
from tests.conftest import PROJECT

FONTS = PROJECT / "assets/fonts"


@pytest.fixture
def fonts(petite: Path) -> Path:
    folder = petite / "assets/fonts"
    if folder.is_symlink():
        folder.unlink()
        shutil.copytree(FONTS, folder)
    return folder


def renamed(source: Path, target: Path, name: str) -> None:
    font = TTFont(source)
    for record in font["name"].names:
        if record.nameID == 6:
            record.string = name
    font.save(target)


def told(lines: list[str]) -> list[str]:
    return [line for line in lines if "BRA02" in line]


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_a_name_is_read_as_the_library_reads_it(path: Path):
    assert postscript_name(path) == TTFont(path, lazy=True)["name"].getDebugName(6)


def test_a_copy_is_told_at_its_name(fonts: Path, run: Callable):
    shutil.copy(fonts / "IBMPlexSans.ttf", fonts / "Copie de IBMPlexSans.ttf")
    checked = run(fonts.parents[1], "check")
    (line,) = told(checked.lines)
    assert line.startswith("assets/fonts/Copie de IBMPlexSans.ttf: avertissement BRA02 ")
    assert "« IBMPlexSans-Regular »" in line
    assert "Retirez de assets/fonts/ celle qui ne sert pas (IBMPlexSans.ttf ou Copie de IBMPlexSans.ttf)" in checked.out


def test_italics_named_as_the_roman_are_told(fonts: Path, run: Callable):
    renamed(fonts / "IBMPlexSans-Italic.ttf", fonts / "IBMPlexSans-Italic.ttf", "IBMPlexSans-Regular")
    (line,) = told(run(fonts.parents[1], "check").lines)
    assert line.startswith("assets/fonts/IBMPlexSans-Italic.ttf: ")


def test_two_weights_of_one_name_are_told(fonts: Path, run: Callable):
    renamed(fonts / "NewsreaderDisplay.ttf", fonts / "Newsreader-500.otf", "NewsreaderDisplay-Medium")
    renamed(fonts / "NewsreaderDisplay.ttf", fonts / "Newsreader-600.ttf", "NewsreaderDisplay-Medium")
    (line,) = told(run(fonts.parents[1], "check").lines)
    assert line.startswith("assets/fonts/Newsreader-600.ttf: ")


def test_the_page_s_form_of_a_font_and_other_names_are_left(fonts: Path, run: Callable):
    renamed(fonts / "NewsreaderDisplay.ttf", fonts / "Newsreader-500.ttf", "NewsreaderDisplay-Medium")
    shutil.copy(fonts / "IBMPlexSans.woff2", fonts / "Plex pour le site.woff2")
    (fonts / "abîmée.ttf").write_bytes(b"\0\1\0\0\0\x09name")
    (fonts / "vide.otf").write_bytes(b"")
    assert told(run(fonts.parents[1], "check").lines) == []
