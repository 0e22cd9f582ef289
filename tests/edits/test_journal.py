"""All the files of a change, or none: killed at every step, and refused by the disk at every step."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.edits.journal import Change, Meanwhile, mend, write_all

BEFORE = {"data/a.yml": b"a: 1\n", "data/b.csv": b"x,y\n", "gone.yml": b"z\n"}
AFTER = {"data/a.yml": b"a: 2\n", "data/b.csv": b"x,z\n", "data/new/c.yml": b"c: 3\n"}
CHANGES = {name: Change(BEFORE.get(name), AFTER.get(name)) for name in sorted({*BEFORE, *AFTER})}


def laid(root: Path) -> Path:
    for name, contents in BEFORE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(contents)
    return root


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def write(root: Path) -> None:
    write_all(root, CHANGES)


def killed(root: Path, step: int, act: Callable[[Path], object]) -> bool:
    """Run something on a folder in a process that is killed just before its n-th change on disk; tell whether it was."""
    child = os.fork()
    if not child:
        left = [step]

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            writing = event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.truncate"}
            writing = writing or (event == "open" and str(root) in str(arguments[0]) and bool(int(str(arguments[2])) & 3))
            if writing:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(137)

        sys.addaudithook(watch)
        try:
            act(root)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 137


def test_every_file_is_written(tmp_path: Path):
    write(laid(tmp_path))
    assert tree(tmp_path) == AFTER


def test_a_file_keeps_its_rights(tmp_path: Path):
    (laid(tmp_path) / "data/a.yml").chmod(0o640)
    write(tmp_path)
    assert (tmp_path / "data/a.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_killed_at_any_step_the_tree_is_before_or_after(tmp_path: Path):
    found = []
    for step in range(200):
        root = laid(tmp_path / str(step))
        ended = not killed(root, step, write)
        # The mending may be killed too.
        for again in range(50):
            if not killed(root, again, mend):
                break
        found.append(tree(root))
        if ended:
            break
    assert found[0] == BEFORE
    assert found[-1] == AFTER
    assert len(found) > 15
    turn = found.index(AFTER)
    assert found == [BEFORE] * turn + [AFTER] * (len(found) - turn)


@pytest.mark.parametrize("name", ["replace", "fsync", "mkdir", "unlink"])
def test_refused_by_the_disk_at_any_step_nothing_changes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place, kind = (Path, name) if name != "fsync" else (os, name)
    true = getattr(place, kind)
    for step in range(30):
        root = laid(tmp_path / str(step))
        left = [step]

        def refuse(*arguments: object, _left: list[int] = left, **options: object) -> object:
            _left[0] -= 1
            if _left[0] == -1:  # once: the disk is well again when the change is undone
                raise OSError(28, "No space left on device")
            return true(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(place, kind, refuse)
            try:
                write(root)
            except OSError:
                assert tree(root) == BEFORE
                continue
        assert tree(root) == AFTER
        return
    pytest.fail("never written")


def test_a_file_edited_meanwhile_is_not_overwritten(tmp_path: Path):
    (laid(tmp_path) / "data/b.csv").write_bytes(b"typed since\n")
    with pytest.raises(Meanwhile, match=r"data/b\.csv"):
        write(tmp_path)
    assert tree(tmp_path) == BEFORE | {"data/b.csv": b"typed since\n"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_a_file_edited_after_the_kill_is_kept(tmp_path: Path):
    """Between the kill and the next command somebody typed: the change is undone, what was typed stays."""
    for step in range(200):
        root = laid(tmp_path / str(step))
        ended = not killed(root, step, write)
        (root / "data/b.csv").write_bytes(b"typed since\n")
        mend(root)
        kept = {name: contents for name, contents in tree(root).items() if name != "data/b.csv"}
        wanted = ({k: v for k, v in state.items() if k != "data/b.csv"} for state in (BEFORE, AFTER))
        assert kept in wanted
        assert (root / "data/b.csv").read_bytes() == b"typed since\n"
        if ended:
            return


def test_nothing_to_mend(tmp_path: Path):
    assert mend(laid(tmp_path)) == []
    assert tree(tmp_path) == BEFORE
