"""What the tests of a new year share: the small edition with its own fonts, published, and kept with Git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.sources.files import inputs_of

PROJECT = Path(__file__).resolve().parents[3]
GIT = ["git", "-c", "user.name=Essai", "-c", "user.email=essai@example.org", "-c", "commit.gpgsign=false"]


def commit(root: Path) -> None:
    """Commit everything that stands in a folder."""
    for command in (["add", "-A"], ["commit", "-q", "--allow-empty", "-m", "essai"]):
        subprocess.run([*GIT, *command], cwd=root, check=True, capture_output=True)


def sources(root: Path) -> dict[str, bytes]:
    """Return the files of an edition, kept editions included."""
    return {path: (root / path).read_bytes() for path in inputs_of(root)}


@pytest.fixture(scope="session")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published") / "petite"
    shutil.copytree(PROJECT / "tests/editions/petite", root)
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copytree(PROJECT / "assets/fonts", root / "assets/fonts")
    shutil.copy(PROJECT / ".gitignore", root)
    spoil(root, "report.yml", "formats: [html, pdf]", "formats: [html]")
    subprocess.run([*GIT, "init", "-q"], cwd=root, check=True, capture_output=True)
    assert main(["sign", "--all", "--by", "N. Berthier", "--on", "2025-01-15"], root) == 0
    commit(root)
    assert main(["build", "--quiet", "--release"], root) == 0
    return root


@pytest.fixture
def published(_published: Path, tmp_path: Path) -> Path:
    """Return the small edition, signed, committed and released."""
    root = tmp_path / "petite"
    shutil.copytree(_published, root)
    return root


def spoil(root: Path, name: str, old: str, new: str) -> None:
    """Change a piece of a file, which must be there."""
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")
