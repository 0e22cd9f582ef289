"""What is double-clicked to open the workshop: it finds a Python that will do, in any folder, or says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

BAT = PROJECT / "Atelier.bat"
STARTERS = ["atelier.sh", "Atelier.command"]
FOLDERS = ["simple", "Rapport d'activité 2024 (copie)", "l'été, $HOME & `ls`"]
BUILD = "import os, sys\nprint('|'.join(sys.argv[1:]), os.getcwd(), sep='\\n')\nsys.exit(int(os.environ.get('CODE', '0')))\n"
posix = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")


def laid(folder: Path) -> Path:
    """Lay the starters beside a build.py that tells what it was asked."""
    folder.mkdir()
    for name in STARTERS:
        shutil.copy(PROJECT / name, folder / name)
    (folder / "build.py").write_text(BUILD, "utf-8")
    return folder


def pythons(folder: Path, **scripts: str) -> str:
    """Return a PATH where these alone are Pythons."""
    folder.mkdir()
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (folder / name).chmod(0o755)
    for tool in ("dirname", "sh"):
        (folder / tool).symlink_to(shutil.which(tool) or "")
    return str(folder)


def started(path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(path), *arguments], env={**os.environ, **environment}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        cwd="/", check=False,
    )  # fmt: skip


@posix
@pytest.mark.parametrize("starter", STARTERS)
@pytest.mark.parametrize("name", FOLDERS)
def test_the_workshop_is_asked_for_in_its_own_folder(tmp_path: Path, name: str, starter: str):
    folder = laid(tmp_path / name)
    ended = started(folder / starter, "--port", "9 000")
    assert ended.stdout.splitlines() == ["atelier|--port|9 000", str(folder)]
    assert (ended.returncode, ended.stderr) == (0, "")


@posix
@pytest.mark.parametrize("starter", STARTERS)
def test_an_old_python_and_an_empty_invitation_are_passed_over(tmp_path: Path, starter: str):
    """`python3` is too old, `python` only offers to install one: the third will do."""
    folder = laid(tmp_path / "ici")
    path = pythons(tmp_path / "bin", python3="exit 1", python="exit 9", **{"python3.12": f'exec "{sys.executable}" "$@"'})
    assert started(folder / starter, PATH=path).stdout.splitlines()[0] == "atelier"


@posix
@pytest.mark.parametrize("starter", STARTERS)
def test_without_python_a_french_line_says_what_to_install(tmp_path: Path, starter: str):
    ended = started(laid(tmp_path / "ici") / starter, PATH=pythons(tmp_path / "bin", python3="exit 1"))
    assert ended.returncode == 2
    assert ended.stderr.startswith("Il manque Python, en version 3.11 ou plus récente.")


@posix
@pytest.mark.parametrize("starter", STARTERS)
def test_what_the_workshop_ends_with_is_handed_on(tmp_path: Path, starter: str):
    assert started(laid(tmp_path / "ici") / starter, CODE="2").returncode == 2


@posix
@pytest.mark.parametrize("name", STARTERS)
def test_a_double_click_may_run_it(name: str):
    assert os.access(PROJECT / name, os.X_OK)
    assert b"\r" not in (PROJECT / name).read_bytes()


def test_the_windows_starter_is_what_cmd_reads_everywhere():
    """No accent (the code page is unknown), Windows line ends, no block of parentheses that a text could close."""
    raw = BAT.read_bytes()
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == len(raw.splitlines())
    assert raw.startswith(b"@echo off\r\n")
    lines = raw.decode().splitlines()
    assert 'pushd "%~dp0"' in lines  # quoted: spaces and apostrophes; pushd: network folders too
    assert 'set "PYTHONUTF8=1"' in lines
    assert not [line for line in lines if line.startswith("echo ") and set(line) & set("()&|<>^%")]
    depth = sum((line.rstrip().endswith("(")) - (line == ")") for line in lines)
    assert depth == 0
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {line.rpartition("goto ")[2] for line in lines if "goto " in line} == labels
    assert lines.count("pause") == 2  # whoever double-clicked sees why


def test_the_windows_starter_tries_each_python():
    """The launcher first; `python` may be the Store's invitation, which ends with an error."""
    text = BAT.read_text("ascii")
    assert '("py -3" "python" "python3")' in text
    assert 'sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "FOUND=%%~P"' in text
    assert "%FOUND% build.py atelier %*" in text
