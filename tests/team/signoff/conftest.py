"""What the tests of the sign-off share: a command and what it says, a repository."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git_settings import without_git_settings

GIT = shutil.which("git")


@pytest.fixture
def git(petite: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Make a repository of the small edition, nobody's settings apart; give `git("merge", "autre")`."""
    if GIT is None:
        pytest.skip("git isn't installed")
    without_git_settings(monkeypatch)
    for who in ("AUTHOR", "COMMITTER"):  # the day of a commit is printed
        monkeypatch.setenv(f"GIT_{who}_DATE", "2025-06-01T12:00:00+0000")

    def run(*arguments: str, fails: bool = False) -> str:
        own = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", "-c", "commit.gpgsign=false")
        done = subprocess.run([GIT, *own, *arguments], cwd=petite, capture_output=True, encoding="utf-8", check=False)
        assert fails or not done.returncode, done.stdout + done.stderr
        return done.stdout + done.stderr

    run("init", "--quiet", "--initial-branch=principale")
    (petite / ".gitignore").write_text("output/\n.cache\n.edits/\nassets/fonts\n", "utf-8")
    run("add", "--all")
    run("commit", "--quiet", "--message=Le début")
    return run
