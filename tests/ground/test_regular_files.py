"""A pipe, a device, a socket in place of a file: told at its place at once, by every command, and never waited for."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.ground import regular
from rapport.ground.problems import Problem
from rapport.sources.reading.text import read_text

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that bear a name")

Run = Callable[..., Any]
PLACES = [
    "report.yml", "content/edito.md", "content/brouillon.md", "data/charts.yml", "data/indicators/ateliers.yml",
    "data/tables/heures_par_atelier.csv", "data/mots.txt", "data/signoff.yml", "assets/etabli.svg", "assets/_brand.yml",
    "assets/logo.svg", "assets/photos/une.jpg", "editions/2023/manifest.json", "editions/2023/donnees/indicateurs.csv",
    "templates/style/base.css",
]  # fmt: skip


def pipe(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_pipe_is_told_wherever_it_lies(name: str, command: str, petite: Path, run: Run):
    pipe(petite / name)
    outcome = run(petite, command)
    assert outcome.code == 1
    said = f"{name}: erreur LEC02 Le fichier ne peut pas être lu : ce n'est pas un fichier, mais un tube nommé."
    assert outcome.lines.count(said) == 1, outcome.out
    assert "Retirez-le de l'édition, ou mettez un vrai fichier à sa place." in outcome.out


def test_a_link_to_a_device_is_told(petite: Path, run: Run):
    """`/dev/zero` never ends."""
    (petite / "assets/etabli.svg").unlink()
    (petite / "assets/etabli.svg").symlink_to("/dev/zero")
    assert (
        "assets/etabli.svg: erreur LEC02 Le fichier ne peut pas être lu : ce n'est pas un fichier, mais un périphérique."
        in run(petite, "build").out
    )


def test_a_socket_is_told(petite: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(petite / "data")  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("prise.csv")
        assert "data/prise.csv: erreur LEC02" in run(petite, "check").out


def test_a_folder_is_told_as_one(petite: Path, run: Run):
    (petite / "data/charts.yml").unlink()
    (petite / "data/charts.yml").mkdir()
    assert "data/charts.yml: erreur LEC02 Le fichier ne peut pas être lu : c'est un dossier." in run(petite, "check").out


def test_a_workbook_that_is_a_pipe_is_told(petite: Path, told: Callable[..., Any]):
    pipe(petite / "tube.xlsx")
    outcome = told(petite, "import", str(petite / "tube.xlsx"))
    assert outcome.code == 1
    assert "IMP01 Le classeur ne peut pas être ouvert (ce n'est pas un fichier, mais un tube nommé)." in outcome.out


def test_a_published_folder_that_holds_a_pipe_is_told(petite: Path, told: Callable[..., Any]):
    pipe(petite / "output/2023/donnees/datapackage.json")
    outcome = told(petite, "diff", str(petite / "output/2023"), str(petite / "output/2023"))
    assert outcome.code == 1
    assert "n'est pas un dossier publié qui se lise" in outcome.err


def test_what_changes_between_the_look_and_the_opening_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A pipe put in the place of a file that was just looked at."""
    file, other = tmp_path / "texte.md", tmp_path / "autre.md"
    other.write_text("texte", "utf-8")
    pipe(file)
    seen = other.stat()
    monkeypatch.setattr(regular.os, "stat", lambda *_, **__: seen)
    with pytest.raises(regular.NotRegular):
        regular.read(file)


def test_a_file_that_grows_is_read_no_further_than_its_bound(tmp_path: Path):
    (tmp_path / "texte.md").write_text("x" * 101, "utf-8")
    problems: list[Problem] = []
    assert read_text(tmp_path / "texte.md", "texte.md", problems, most=100) is None
    assert [problem.code for problem in problems] == ["LEC02"]


def test_a_hidden_pipe_is_not_copied(petite: Path, run: Run):
    """Hidden files are none of the edition: an editor may keep what it likes there."""
    pipe(petite / "assets/.tube")
    (petite / "assets/.#lien").symlink_to("personne@machine")
    assert run(petite, "build", "--to", "html").code == 0
