"""Where the outside programs are, and what changes on disk when another version takes the place of one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

PREFIX = "QUARTO_"  # of the variables that Quarto reads: which command it is, which tools it calls
DICTIONARIES = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/opt/homebrew/share/hunspell", "/usr/local/share/hunspell")


def hunspell_files() -> list[Path]:
    """Return Hunspell and its French dictionary, on which its answers depend; an empty list when either is missing."""
    program = shutil.which("hunspell")
    dictionaries = [path for folder in DICTIONARIES if (path := Path(folder, "fr.dic")).is_file()]
    return [Path(program), dictionaries[0]] if program and dictionaries else []


def grammalecte_files() -> list[Path]:
    """Return Grammalecte, on which its answers depend; an empty list when it is missing."""
    program = shutil.which("grammalecte-cli")
    return [Path(program)] if program else []


def quarto_command() -> str | None:
    """Return the path of the `quarto` command: the one that QUARTO_PATH names, else on PATH, else beside this Python."""
    if asked := os.environ.get("QUARTO_PATH", ""):
        path = Path(asked)
        folders = os.pathsep.join([str(path), str(path / "bin")])
        return shutil.which("quarto", path=folders) if path.is_dir() else shutil.which(asked)
    return shutil.which("quarto") or shutil.which("quarto", path=str(Path(sys.executable).parent))


def quarto_files() -> Iterator[Path]:
    """Yield the files of an installed Quarto that an upgrade replaces, wherever links lead to it: its commands, its version.

    A folder that an upgrade leaves in place keeps its date: what is in it doesn't.
    """
    command = quarto_command()
    if command is None:
        return
    own = Path(command).resolve()
    yield own
    share = Path(os.environ.get("QUARTO_SHARE_PATH") or own.parents[1] / "share")
    yield share / "version"
    if own.parent.name == "bin" and (share / "version").is_file():  # a Quarto's own folder, not the system's commands
        for pattern in ("*", "tools/*", "tools/*/*"):
            yield from sorted(path for path in own.parent.glob(pattern) if path.is_file())
    for name, value in sorted(os.environ.items()):
        if name.startswith(PREFIX) and value:
            yield Path(value)
