"""The Quarto project: complete, alone, harmless, and written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont

from rapport.outputs.engines import project
from rapport.outputs.engines.project import _as_text
from tests.some import some

from .conftest import PROJECT, StandIn
from .standin import CELL, SETTINGS, checked


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the project of the small edition; not to be written to."""
    from rapport.cli.main import main

    from .conftest import laid

    root = laid(tmp_path_factory.mktemp("source"), shared_cache)
    target = tmp_path_factory.mktemp("projets") / "un projet"
    assert main(["export-quarto", "--quiet", str(target)], root) == 0
    return target


def test_it_is_what_quarto_would_take(exported: Path):
    """As the stand-in, and Quarto's own reading, would have it."""
    assert set(checked(exported)["format"]) == {"html", "typst"}


def test_it_needs_nothing_from_elsewhere(exported: Path):
    """It can be moved: no absolute path, no link out of it, every file that it names is in it."""
    assert not [path for path in exported.rglob("*") if path.is_symlink()]
    for path in exported.rglob("*"):
        if path.suffix in {".yml", ".typ", ".lua", ".md", ".qmd", ".json"}:
            text = path.read_text("utf-8")
            assert str(PROJECT) not in text, path
            assert str(exported) not in text, path
    for found in re.findall(r"\]\(((?:charts|assets)/[^)]+)\)", (exported / "rapport.qmd").read_text("utf-8")):
        assert (exported / found).is_file(), found


def test_it_says_how_to_go_on(exported: Path):
    text = (exported / "README.md").read_text("utf-8")
    assert "quarto render" in text
    named = re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)
    listed = {name.rstrip("/") for row in named for name in re.findall(r"`([^`]+)`", row)}
    assert {name.partition("/")[0] for name in listed} >= {path.name for path in exported.iterdir()} - {"README.md"}


def test_it_renders_by_hand(exported: Path, standin: StandIn, tmp_path: Path):
    copy = tmp_path / "ailleurs [2024]"
    shutil.copytree(exported, copy)
    (command,) = re.findall(r"^    (quarto .+)$", (copy / "README.md").read_text("utf-8"), re.MULTILINE)
    run = subprocess.run(
        [str(standin.path), *command.split()[1:]],
        cwd=copy,
        capture_output=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
    )
    assert run.returncode == 0, run.stderr.decode()
    assert {path.name for path in (copy / "_sortie").iterdir()} == {"index.html", "rapport-activite-2024.pdf"}


def test_its_brand_names_files_that_are_there(exported: Path):
    brand = yaml.safe_load((exported / "_brand.yml").read_text("utf-8"))
    assert (exported / brand["logo"]["medium"]["light"]).is_file() if isinstance(brand["logo"]["medium"], dict) else True
    for font in some(brand["typography"]["fonts"]):
        for name in font["files"]:
            made = TTFont(exported / name)
            assert "fvar" not in made, "Typst 0.13 knows no variable font"
            assert made["name"].getDebugName(1) == font["family"]
            assert made["OS/2"].usWeightClass == int(re.findall(r"-(\d+)\.ttf$", name)[0])


@pytest.mark.parametrize("kept", ["un fichier.txt", "un dossier"])
def test_a_folder_that_holds_something_stays_as_it_is(petite: Path, tmp_path: Path, run: Callable[..., object], kept: str):
    target = tmp_path / "à moi"
    target.mkdir()
    (target / kept).mkdir() if kept == "un dossier" else (target / kept).write_text("à moi", "utf-8")
    outcome = run(petite, "export-quarto", str(target))
    assert outcome.code == 2
    assert "existe déjà et n'est pas un dossier vide" in outcome.err
    assert [path.name for path in target.iterdir()] == [kept]


def test_a_file_in_its_place_stays(petite: Path, tmp_path: Path, run: Callable[..., object]):
    (tmp_path / "note").write_text("à moi", "utf-8")
    assert run(petite, "export-quarto", str(tmp_path / "note")).code == 2
    assert (tmp_path / "note").read_text("utf-8") == "à moi"


def test_an_empty_folder_is_filled(petite: Path, tmp_path: Path, run: Callable[..., object]):
    target = tmp_path / "vide"
    target.mkdir()
    assert run(petite, "export-quarto", str(target)).code == 0
    assert (target / "rapport.qmd").is_file()


def test_whole_or_not_at_all(petite: Path, tmp_path: Path, run: Callable[..., object], monkeypatch: pytest.MonkeyPatch):
    """A disk that fills up while the last file is written leaves nothing behind."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(project, "_write_manuscript", full)
    outcome = run(petite, "export-quarto", str(tmp_path / "projets/nouveau"))
    assert outcome.code == 1
    assert "ne peut pas être écrit" in outcome.err
    assert list((tmp_path / "projets").iterdir()) == []


def test_a_faulty_edition_is_not_exported(petite: Path, tmp_path: Path, run: Callable[..., object]):
    path = petite / "content/edito.md"
    path.write_text(path.read_text("utf-8") + '\n{{ value("personne") }}\n', "utf-8")
    outcome = run(petite, "export-quarto", str(tmp_path / "projet"))
    assert outcome.code == 1
    assert "NUM" in outcome.out or "TXT" in outcome.out
    assert not (tmp_path / "projet").exists()


@pytest.mark.parametrize(
    "line",
    ["{{< env HOME >}}", "a {{<include x>}} {{< y", "```{python}", "    ```` {mermaid}", "> ```{r}", "---", "---  "],
)
def test_no_line_is_a_command(line: str):
    text = f"avant\n\n{_as_text(line)}\nfilters: [x.lua]\n{_as_text('---')}\n"
    assert "{{<" not in text
    assert not CELL.search(text)
    assert not SETTINGS.search(text)
    assert _as_text(line).replace("\ue005", "") in {line, line.replace("---", "----")}


@pytest.mark.parametrize("line", ["Un texte.", "::: {.small}", "| a | b |", "```python", "-- -", "----"])
def test_other_lines_stay_as_they_are(line: str):
    assert _as_text(line) == line
