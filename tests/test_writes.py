"""Whatever a command writes: a disk that refuses, a reader who leaves. Whole or not at all, in French, never an error of ours."""

from __future__ import annotations

import builtins
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.cli import main as cli
from rapport.outputs.publish import write_whole

PROJECT = Path(__file__).resolve().parents[1]
Told = Callable[..., Any]

COMMANDS: dict[str, tuple[str, ...]] = {
    "questions": ("questions",),
    "schemas": ("schemas",),
    "guide": ("guide",),
    "fonts": ("fonts",),
    "sheet": ("sheet",),
    "status": ("status", "--to", "reste.md"),
    "diff": ("diff", "2024", "2024", "--to", "diff.html"),
    "summary": ("check", "--quiet", "--summary", "resume.md"),
    "export-quarto": ("export-quarto", "quarto", "--quiet"),
    "sign": ("sign", "--all", "--by", "Nadia"),
}
PAGE = "# Le guide\n\n<!-- règles -->\n<!-- fin -->\n"


@pytest.fixture
def edition(petite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small edition, the current folder too, in which every command of COMMANDS has something to write."""
    (petite / "GUIDE.md").write_text(PAGE, "utf-8")
    fonts = petite / "assets/fonts"
    kept = fonts.resolve() / "IBMPlexSans-Italic.ttf"
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("  label: Vélos", "  owner: Nadia\n  label: Vélos"), "utf-8")
    if fonts.is_symlink():
        fonts.unlink()
        shutil.copytree(PROJECT / "assets/fonts", fonts, ignore=shutil.ignore_patterns("*.woff2"))
    for font in fonts.glob("*.ttf"):
        if font.name != kept.name:
            font.with_suffix(".otf").write_bytes(b"")
    monkeypatch.setattr("rapport.cli.commands.fonts.subset", lambda path: path.name.encode())
    monkeypatch.chdir(petite)
    return petite


def files_of(root: Path) -> dict[str, bytes]:
    """Return every file of an edition, leftovers included, but the cache, and the journal that the next command mends."""
    kept = {".cache", ".edits"}
    names = (path for path in sorted(root.rglob("*")) if path.is_file() and not kept & {*path.parts})
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in names}


REFUSALS = {errno.ENOSPC: "le disque est plein", errno.EROFS: "le disque ne s'écrit pas", errno.EACCES: "l'accès est refusé"}


def refusing(allowed: int, number: int, edition: Path, patch: pytest.MonkeyPatch) -> list[str]:
    """Make the disk refuse whatever is written in the edition once it has accepted some of it; return what it refused."""
    asked: list[str] = []

    def through(
        name: str, real: Callable[..., Any], target: Callable[..., Any], writes: Callable[..., bool]
    ) -> Callable[..., Any]:
        def tried(*given: Any, **named: Any) -> Any:
            path = os.path.abspath(os.fspath(target(*given, **named)))  # noqa: PTH100 - relative to the current folder
            if writes(*given, **named) and path.startswith(str(edition)) and ".cache" not in path:
                asked.append(f"{name} {path}")
                if len(asked) > allowed:
                    raise OSError(number, os.strerror(number), path)
            return real(*given, **named)

        return tried

    def first(path: Any, *_: Any, **__: Any) -> Any:
        return path if isinstance(path, str | os.PathLike) else ""

    def to_write(_: Any, mode: str = "r", *__: Any, **___: Any) -> bool:
        return any(letter in mode for letter in "wxa+")

    opening = through("open", builtins.open, first, to_write)
    patch.setattr(builtins, "open", opening)
    patch.setattr("io.open", opening)
    for owner, name in ((Path, "mkdir"), (Path, "replace"), (Path, "rename"), (os, "mkdir")):
        patch.setattr(owner, name, through(name, getattr(owner, name), first, lambda *_, **__: True))
    return asked


@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_refuses_each_write_in_turn(name: str, edition: Path, told: Told):
    """The first write fails, then the second, …: exit code 1, the reason in French, every file as before or whole."""
    before = files_of(edition)
    halves = []
    for allowed in range(8):
        number = list(REFUSALS)[allowed % len(REFUSALS)]
        with pytest.MonkeyPatch.context() as patch:
            asked = refusing(allowed, number, edition, patch)
            outcome = told(edition, *COMMANDS[name])
        if len(asked) <= allowed:
            break
        halves.append(files_of(edition))
        assert REFUSALS[number] in outcome.out + outcome.err, outcome
        assert outcome.code == (0 if name == "summary" else 1), outcome
        assert "Traceback" not in outcome.err
        restore(edition, before)
    restore(edition, before)
    assert told(edition, *COMMANDS[name]).code == 0
    after = files_of(edition)
    assert after != before
    assert len(halves) >= 2
    for now in halves:
        assert before.keys() <= now.keys()
        assert [path for path in now if now[path] not in {before.get(path), after.get(path)}] == []


def restore(edition: Path, before: dict[str, bytes]) -> None:
    for path in [path for path in files_of(edition) if path not in before]:
        (edition / path).unlink()
    for path, content in before.items():
        (edition / path).write_bytes(content)
    for name in ("quarto", ".edits"):
        shutil.rmtree(edition / name, ignore_errors=True)


def test_files_are_written_together(tmp_path: Path):
    """The second can't be written: the first is what it was, and nothing is left beside."""
    (tmp_path / "a").write_text("avant", "utf-8")
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError) as refused:
        write_whole({tmp_path / "a": b"apres", tmp_path / "b": b"apres"})
    assert refused.value.filename == str(tmp_path / "b")
    assert (tmp_path / "a").read_text("utf-8") == "avant"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.skipif(os.name == "nt", reason="no such links nor rights there")
def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path):
    (tmp_path / "a").write_text("avant", "utf-8")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "lien").symlink_to("a")
    write_whole({tmp_path / "lien": b"apres"})
    assert (tmp_path / "lien").is_symlink()
    assert (tmp_path / "a").read_text("utf-8") == "apres"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_our_own_bug_on_a_full_disk_is_still_told(petite: Path, told: Told, monkeypatch: pytest.MonkeyPatch):
    """Its log can't be written: exit code 3 all the same, in French."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("rapport.cli.commands.rules.run", lambda *_: 1 / 0)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    outcome = told(petite, "rules")
    assert outcome.code == 3
    assert "Son journal n'a pas pu être écrit (le disque est plein)" in outcome.err


def test_a_page_with_an_unknown_table_is_told(petite: Path, told: Told):
    """`guide` reads pages that people write."""
    (petite / "GUIDE.md").write_text("# Guide\n\n<!-- recettes -->\n<!-- fin -->\n", "utf-8")
    outcome = told(petite, "guide")
    assert outcome.code == 1
    assert outcome.out.startswith("GUIDE.md:3:1: erreur LEC06 « recettes » n'est le nom d'aucun tableau.")


# --- standard streams ---------------------------------------------------------------------------------------------

RUN = "import sys, pathlib\nfrom rapport.cli.main import main\nsys.exit(main(sys.argv[2:], pathlib.Path(sys.argv[1])))"


def shell(redirection: str, petite: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command with its streams as a shell gives them."""
    command = ["sh", "-c", f'"$@" {redirection}', "sh", sys.executable, "-c", RUN, str(petite), *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, timeout=120)


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell's redirections")
@pytest.mark.parametrize("redirection", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", [("check",), ("rules",), ("--help",), ("questions",), ("status", "--format", "csv")])
def test_closed_streams_change_nothing(redirection: str, arguments: tuple[str, ...], petite: Path):
    """The work is done and ends with its own code; nothing is said where somebody still listens."""
    outcome = shell(redirection, petite, *arguments)
    assert outcome.returncode == 0
    assert outcome.stderr == b""
    if arguments == ("questions",):
        assert (petite / "output/questions-2024.csv").is_file()


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell's pipes")
@pytest.mark.parametrize("arguments", [("check",), ("rules",), ("--help",), ("status",), ("check", "--format", "sarif")])
def test_a_reader_who_leaves_does_not_hide_the_errors(arguments: tuple[str, ...], petite: Path):
    """`check | head -1` still ends with 1 when there are errors, as `set -o pipefail` sees it."""
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("total_of: heures_par_atelier.hours", "total_of: absente.hours"), "utf-8")
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", RUN, str(petite), *arguments]
    outcome = subprocess.run(command, cwd=PROJECT, stdout=write, stderr=subprocess.PIPE, check=False, timeout=120)
    os.close(write)
    assert outcome.stderr == b""
    assert outcome.returncode == (1 if arguments[0] == "check" else 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("check",), ("rules",), ("doctor",)])
def test_an_answer_that_finds_no_room_is_no_answer(arguments: tuple[str, ...], petite: Path):
    outcome = shell(">/dev/full", petite, *arguments)
    assert outcome.returncode == 1
    assert "La réponse n'a pas pu être écrite en entier : le disque est plein." in outcome.stderr.decode()
    assert b"Traceback" not in outcome.stderr
    assert b"Exception" not in outcome.stderr


def test_the_streams_are_given_back(petite: Path):
    before = sys.stdin, sys.stdout, sys.stderr
    cli.main(["check", "--quiet"], petite)
    assert (sys.stdin, sys.stdout, sys.stderr) == before
