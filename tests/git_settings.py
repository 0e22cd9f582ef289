"""What Git knows in a test: nothing of the machine's settings, nor of a repository around; somebody's name when one is given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def without_git_settings(monkeypatch: pytest.MonkeyPatch, own: Path | None = None) -> None:
    """Have Git read no settings but those of a file."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own) if own else os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def known_to_git(folder: Path) -> Path:
    """Write the settings of somebody whom Git knows in a folder, and return their file."""
    own = folder / "gitconfig"
    own.write_text("[user]\n\tname = Léa FORT\n\temail = lea@exemple.fr\n", "utf-8")
    return own
