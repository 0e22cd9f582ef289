"""Names that another system refuses are told before they travel, wherever the file lies; names that only look odd are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.ground.portable_names import LONGEST, refusal_of
from rapport.sources.reading.unportable import unportable_files


@pytest.mark.parametrize(
    "name",
    ["CON", "con.csv", "Aux.md", "nul.tar.gz", "COM1.yml", "lpt9", "com¹.txt", "prn .md", "a:b.csv", "quoi?.md", "a*.png",
     'dit "non".md', "a|b", "a<b.csv", "a>b", "a\\b.csv", "a\tb.csv", "fin.", "fin ", "…fin.csv."],
)  # fmt: skip
def test_windows_refuses_it(name: str):
    assert refusal_of(name)


@pytest.mark.parametrize(
    "name",
    ["content.md", "console.csv", "auxiliaires.yml", "null.csv", "com.md", "com10.csv", "lpt.md", "édito.md", "a b.csv",
     " tête.md", "a.b.c.md", "l'été – 2024 (1).csv", "50 %.png", "con-1.csv", "…"],
)  # fmt: skip
def test_windows_takes_it(name: str):
    assert refusal_of(name) == ""


@pytest.mark.parametrize("folder", ["content", "data/tables", "data/indicators", "assets", "pieces", "enquetes", "templates"])
@pytest.mark.parametrize("name", ["aux.md", "bilan ?.md", "dossier./texte.md"])
def test_it_is_told_wherever_the_file_lies(tmp_path: Path, folder: str, name: str):
    path = tmp_path / folder / name
    path.parent.mkdir(parents=True)
    path.write_text("")
    (found,) = unportable_files(tmp_path)
    assert found.code == "LEC16"
    assert found.place.path == f"{folder}/{name.partition('/')[0]}"
    assert "Windows" in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [("content/Ateliers.md", "content/ateliers.md"), ("data/tables/ÉTÉ.csv", "data/tables/été.csv"),
     ("assets/photos/a.png", "assets/Photos/b.png"), ("pieces/e\u0301tat.pdf", "pieces/état.pdf")],
)  # fmt: skip
def test_two_names_that_are_one_elsewhere_are_told_once(tmp_path: Path, one: str, other: str):
    for name in (one, other):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (found,) = unportable_files(tmp_path)
    assert "un seul fichier" in found.message
    assert len(found.related) == 1


def test_a_path_too_long_for_windows_is_told(tmp_path: Path):
    for length in (LONGEST, LONGEST + 1):
        path = tmp_path / ("assets/" + "d" * 80 + "/" + "a" * (length - 88))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (found,) = unportable_files(tmp_path)
    assert f"{LONGEST + 1} signes" in found.message
    assert found.severity.name == "WARNING"


def test_check_tells_it(petite: Path, told: Callable):
    (petite / "assets/bilan: final.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert any(line.startswith("assets/bilan: final.svg: erreur LEC16") for line in told(petite, "check").lines)
