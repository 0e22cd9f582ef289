"""« Garder cette version »: a commit of the edition's files alone, or in French why none is made; nothing else is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.team.committing import NotKept, keep_version, unkept
from tests.git_settings import known_to_git, without_git_settings

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git isn't installed")


def git(root: Path, *words: str) -> str:
    run = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return run.stdout


@pytest.fixture
def repository(petite: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the small edition in a repository, all of it committed, by somebody whom Git knows."""
    without_git_settings(monkeypatch, known_to_git(tmp_path))
    (petite / "LISEZMOI").write_text("le projet\n", "utf-8")
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "un"]):
        git(petite, *words)
    return petite


def edit(root: Path) -> None:
    """Change a text, add a section, take a file away."""
    path = root / "content/edito.md"
    path.write_text(path.read_text("utf-8") + "\nUne fin.\n", "utf-8")
    (root / "content/l'été à *.md").write_text("---\ntitle: L'été\n---\n", "utf-8")
    (root / "assets/etabli.svg").unlink()


def test_a_version_holds_the_edition_and_nothing_else(repository: Path):
    edit(repository)
    (repository / "LISEZMOI").write_text("changé\n", "utf-8")
    (repository / "brouillon.txt").write_text("à moi\n", "utf-8")
    assert unkept(repository).files == ["assets/etabli.svg", "content/edito.md", "content/l'été à *.md"]
    assert keep_version(repository, "  Un été\nde plus  ") == 3
    assert git(repository, "log", "-1", "--format=%s|%an").strip() == "Un été de plus|Léa FORT"
    shown = git(repository, "-c", "core.quotePath=false", "show", "--name-status", "--format=").splitlines()
    assert shown == ["D\tassets/etabli.svg", "M\tcontent/edito.md", "A\tcontent/l'été à *.md"]
    assert git(repository, "status", "--porcelain").splitlines() == [" M LISEZMOI", "?? brouillon.txt"]
    with pytest.raises(NotKept, match="Rien n'a changé"):
        keep_version(repository, "Encore")


def test_an_edition_below_the_top_of_its_repository(repository: Path):
    inner = repository / "rapports/2024"
    shutil.copytree(repository / "content", inner / "content")
    (inner / "report.yml").write_text("title: x\n", "utf-8")
    edit(repository)
    assert keep_version(inner, "Le second") == 3
    assert " M content/edito.md" in git(repository, "status", "--porcelain").splitlines()


def test_the_first_version_of_all(petite: Path, repository: Path):
    shutil.rmtree(petite / ".git")
    git(petite, "init", "-q", "-b", "main")
    assert keep_version(repository, "Tout") > 10
    assert "?? LISEZMOI" in git(petite, "status", "--porcelain").splitlines()


def staged(root: Path) -> None:
    (root / "LISEZMOI").write_text("changé\n", "utf-8")
    git(root, "add", "LISEZMOI")


def merging(root: Path) -> None:
    (root / ".git/MERGE_HEAD").write_text(git(root, "rev-parse", "HEAD"), "utf-8")


def detached(root: Path) -> None:
    git(root, "checkout", "-q", "--detach")


def nameless(_: Path) -> None:
    Path(os.environ["GIT_CONFIG_GLOBAL"]).write_text("", "utf-8")


def busy(root: Path) -> None:
    (root / ".git/index.lock").touch()


def hooked(root: Path) -> None:
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'relisez-vous' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)


def ungit(root: Path) -> None:
    shutil.rmtree(root / ".git")


@pytest.mark.parametrize(("spoil", "said"), [
    (staged, "D'autres fichiers attendent d'être enregistrés dans git : LISEZMOI."),
    (merging, "Une fusion de versions est en cours"), (detached, "aucune branche n'est ouverte"),
    (nameless, "Git ne sait pas qui vous êtes"), (busy, "Un autre programme se sert de git"),
    (hooked, "relisez-vous"), (ungit, "n'est pas suivi par git"),
])  # fmt: skip
def test_why_no_version_is_kept(repository: Path, spoil: Callable[[Path], None], said: str):
    spoil(repository)
    edit(repository)
    before = git(repository, "status", "--porcelain") if spoil is not ungit else ""
    head = git(repository, "rev-parse", "HEAD") if before else ""
    with pytest.raises(NotKept, match=said):
        keep_version(repository, "Un été")
    if before:
        assert git(repository, "--no-optional-locks", "status", "--porcelain") == before
        assert git(repository, "rev-parse", "HEAD") == head
