"""Another Quarto in the place of the one that answered: whatever an upgrade leaves as it was, it is noticed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.flow.kept_answers import surroundings

posix = pytest.mark.skipif(os.name == "nt", reason="links and rights of POSIX")
pytestmark = posix


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a Quarto as its archive lays it, which QUARTO_PATH names."""
    root = tmp_path / "opt/quarto"
    for name in ("bin/quarto", "bin/quarto.js", "bin/tools/pandoc", "bin/tools/x86_64/typst", "share/version"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("1.7.34\n", "utf-8")
        (root / name).chmod(0o755)
    monkeypatch.setenv("QUARTO_PATH", str(root))
    return root


def rewritten(path: Path) -> None:
    path.write_text("1.10.19\n", "utf-8")


def same_date(path: Path) -> None:
    """Write the file as an archive does: with the date that it has inside."""
    kept = path.stat()
    path.write_text("1.10.19\n", "utf-8")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def same_date_and_size(path: Path) -> None:
    kept = path.stat()
    path.rename(path.with_name("ancien"))
    path.write_text("1.9.38\n", "utf-8")
    path.chmod(0o755)
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))


@pytest.mark.parametrize("upgrade", [rewritten, same_date, same_date_and_size])
@pytest.mark.parametrize("name", ["bin/quarto", "bin/quarto.js", "bin/tools/pandoc", "bin/tools/x86_64/typst", "share/version"])
@pytest.mark.parametrize("named", ["folder", "bin", "command", "PATH", "link"])
def test_an_upgrade_in_place_is_noticed(
    named: str, name: str, upgrade: Callable[[Path], None], installed: Path, monkeypatch: pytest.MonkeyPatch
):
    if named == "PATH":
        monkeypatch.delenv("QUARTO_PATH")
        monkeypatch.setenv("PATH", str(installed / "bin"), prepend=os.pathsep)
    elif named == "link":
        link = installed.parent / "commandes/quarto"
        link.parent.mkdir()
        link.symlink_to(installed / "bin/quarto")
        monkeypatch.setenv("QUARTO_PATH", str(link))
    else:
        monkeypatch.setenv(
            "QUARTO_PATH", str({"folder": installed, "bin": installed / "bin"}.get(named, installed / "bin/quarto"))
        )
    before = surroundings()
    assert surroundings() == before
    upgrade(installed / name)
    assert surroundings() != before


def test_a_link_that_leads_to_another_is_noticed(installed: Path, monkeypatch: pytest.MonkeyPatch):
    other = installed.with_name("quarto-1.10")
    installed.rename(installed.with_name("quarto-1.7"))
    installed.symlink_to("quarto-1.7", target_is_directory=True)
    monkeypatch.setenv("QUARTO_PATH", str(installed))
    before = surroundings()
    (other / "bin").mkdir(parents=True)
    (other / "bin/quarto").write_text("#!/bin/sh\n", "utf-8")
    (other / "bin/quarto").chmod(0o755)
    installed.unlink()
    installed.symlink_to("quarto-1.10", target_is_directory=True)
    assert surroundings() != before


@pytest.mark.parametrize("name", ["QUARTO_PANDOC", "QUARTO_TYPST", "QUARTO_SHARE_PATH"])
def test_a_tool_that_quarto_is_told_to_call_counts(name: str, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = surroundings()
    tool = tmp_path / "outil"
    tool.write_text("1", "utf-8")
    monkeypatch.setenv(name, str(tool))
    told = surroundings()
    assert told != before
    tool.write_text("22", "utf-8")
    assert surroundings() != told or name == "QUARTO_SHARE_PATH"
    assert installed.is_dir()
