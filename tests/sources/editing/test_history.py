"""Edits undone and redone, today and after a restart: killed at every step, on files that others change meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.history import FOLDER, History
from rapport.sources.editing.journal import Change, Meanwhile, mend
from tests.sources.editing.test_journal import killed

LINES = b"un\ndeux\ntrois\nquatre\ncinq\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with one file."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_bytes(LINES)
    return tmp_path


def put(root: Path, old: bytes, new: bytes, said: str = "un essai") -> None:
    before = (root / "content/a.md").read_bytes()
    History(root).write(said, {"content/a.md": Change(before, before.replace(old, new))})


def text(root: Path) -> bytes:
    return (root / "content/a.md").read_bytes()


def test_each_edit_is_undone_and_redone_after_a_restart(root: Path):
    for word in (b"un", b"deux", b"trois"):
        put(root, word, word.upper(), word.decode())
    assert [History(root).undo().said for _ in range(3)] == ["trois", "deux", "un"]
    assert text(root) == LINES
    assert [History(root).redo().said for _ in range(3)] == ["un", "deux", "trois"]
    assert text(root) == b"UN\nDEUX\nTROIS\nquatre\ncinq\n"
    with pytest.raises(Unwritten):
        History(root).redo()


def test_a_new_edit_ends_what_could_be_redone(root: Path):
    put(root, b"un", b"UN")
    History(root).undo()
    put(root, b"deux", b"DEUX")
    assert History(root).undone == []


def test_what_was_changed_elsewhere_stays(root: Path):
    put(root, b"un", b"UN")
    (root / "content/a.md").write_bytes(b"UN\ndeux\ntrois\nquatre\nCINQ\n")
    History(root).undo()
    assert text(root) == b"un\ndeux\ntrois\nquatre\nCINQ\n"
    History(root).redo()
    assert text(root) == b"UN\ndeux\ntrois\nquatre\nCINQ\n"


def test_the_same_line_changed_elsewhere_is_never_overwritten(root: Path):
    put(root, b"un", b"UN")
    (root / "content/a.md").write_bytes(b"Une autre\ndeux\n")
    with pytest.raises(Unwritten, match="a changé ailleurs"):
        History(root).undo()
    assert text(root) == b"Une autre\ndeux\n"
    assert len(History(root).done) == 1


def test_a_file_that_changed_meanwhile_is_not_written(root: Path):
    with pytest.raises(Meanwhile):
        History(root).write("x", {"content/a.md": Change(b"autre chose", b"y")})
    assert (text(root), History(root).done) == (LINES, [])


@pytest.mark.parametrize("path", ["../dehors.md", "build.py", ".git/config", "content/../../x.md", "/etc/passwd"])
def test_only_files_of_the_edition_are_written(root: Path, path: str):
    with pytest.raises(Unwritten):
        History(root).write("x", {path: Change(None, b"y")})
    assert not (root.parent / "dehors.md").exists()


@pytest.mark.parametrize("steps", [
    b"", b"[]", b"{}", b'{"done": [], "undone": [{}]}', b"\xff",
    b'{"done": [{"said": "x", "files": [{"path": "../x.yml", "before": "", "after": ""}]}], "undone": []}',
    b'{"done": [{"said": "x", "files": [{"path": "build.py", "before": "", "after": ""}]}], "undone": []}',
])  # fmt: skip
def test_a_damaged_or_made_up_history_is_none(root: Path, steps: bytes):
    put(root, b"un", b"UN")
    (root / FOLDER / "steps.json").write_bytes(steps)
    assert History(root).done == []
    put(root, b"deux", b"DEUX")
    History(root).undo()
    assert text(root) == LINES.replace(b"un", b"UN")


def test_lost_contents_are_told(root: Path):
    put(root, b"un", b"UN")
    for path in (root / FOLDER).iterdir():
        if path.name != "steps.json":
            path.write_bytes(b"altered")
    with pytest.raises(Unwritten, match="pas été gardé"):
        History(root).undo()
    assert text(root) == LINES.replace(b"un", b"UN")


def test_what_is_kept_is_bounded(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("rapport.sources.editing.history._MOST", 5)
    history = History(root)
    for number in range(9):
        before = text(root)
        history.write(str(number), {"content/a.md": Change(before, b"%d\n" % number)})
    assert len(History(root).done) == 5
    assert len(list((root / FOLDER).iterdir())) <= 8  # six contents, the list of steps, what keeps git away


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
@pytest.mark.parametrize("act", ["write", "undo", "redo"])
def test_killed_at_any_step_the_file_is_before_or_after(root: Path, act: str):
    acts: dict[str, Callable[[Path], object]] = {
        "write": lambda root: put(root, b"deux", b"DEUX"),
        "undo": lambda root: History(root).undo(),
        "redo": lambda root: History(root).redo(),
    }
    states = []
    for step in range(100):
        (root / "content/a.md").write_bytes(LINES)
        for path in (root / FOLDER).iterdir() if (root / FOLDER).is_dir() else ():
            path.unlink()
        put(root, b"un", b"UN")
        if act == "redo":
            History(root).undo()
        before = text(root)
        ended = not killed(root, step, acts[act])
        mend(root)
        history = History(root)
        states.append(text(root))
        after = before.replace(b"deux", b"DEUX") if act == "write" else (LINES if act == "undo" else LINES.replace(b"un", b"UN"))
        assert text(root) in (before, after)
        while history.done:
            history.undo()
        assert text(root) == LINES, step  # whatever was written can be taken back
        if ended:
            break
    assert len(set(states)) == 2
    assert 3 < len(states) < 100


def test_a_history_that_leads_elsewhere_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory):
    """Somebody hands over an edition whose history is a link to another folder: nothing is written there, nothing goes."""
    other = tmp_path_factory.mktemp("ailleurs")
    (other / "lettre.txt").write_text("à moi", "utf-8")
    (root / FOLDER).symlink_to(other, target_is_directory=True)
    with pytest.raises(Unwritten, match="est un lien"):
        put(root, b"un", b"UN")
    assert [path.name for path in other.iterdir()] == ["lettre.txt"]
    assert text(root) == LINES


def test_only_what_it_has_laid_there_goes(root: Path):
    put(root, b"un", b"UN")
    (root / FOLDER / "note.txt").write_text("à garder", "utf-8")
    put(root, b"deux", b"DEUX")
    assert (root / FOLDER / "note.txt").exists()


def test_git_passes_over_what_is_kept(root: Path):
    """Wherever the edition lies: in a repository that says nothing of it, a release would wait for these files for ever."""
    put(root, b"un", b"UN")
    assert (root / FOLDER / ".gitignore").read_text("utf-8") == "*\n"
