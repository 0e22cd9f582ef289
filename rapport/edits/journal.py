"""All the files of a change, or none.

One file is replaced by one rename. Several go through a journal: the new contents are laid aside in `.edits/`, the journal
is renamed into place (from then on the change is decided), the files are renamed one after the other. A run killed before
the journal stands has changed nothing; one killed after it is finished by the next command (`mend`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rapport import regular

FOLDER = ".edits"
_JOURNAL, _UNDOING = "journal.json", "undoing.json"


class Meanwhile(Exception):  # noqa: N818 - told as a problem
    """A file is no longer what it was when the change was prepared."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.message = f"{path} a changé pendant l'opération : rien n'a été écrit."
        self.hint = "Recommencez."


class Change(NamedTuple):
    """A file before and after; None: it doesn't exist."""

    before: bytes | None
    after: bytes | None


class _Entry(NamedTuple):
    path: str
    before: str  # fingerprint; empty when the file doesn't exist
    after: str
    number: int


def write_all(root: Path, changes: Mapping[str, Change]) -> None:
    """Write the changes of files, named from the edition's root: all of them, or none.

    Raises Meanwhile when a file isn't what it was before, and OSError when it can't be written; nothing is changed then.
    """
    mend(root)
    wanted = {path: change for path, change in changes.items() if change.before != change.after}
    for path, change in wanted.items():
        if _contents(root / path) != change.before:
            raise Meanwhile(path)
    if not wanted:
        return
    folder = root / FOLDER
    entries = []
    try:
        folder.mkdir()
        for number, (path, change) in enumerate(wanted.items()):
            entries.append(_laid_aside(folder, number, path, change))
        _write(folder / "draft", json.dumps([entry._asdict() for entry in entries], ensure_ascii=False).encode())
        (folder / "draft").replace(folder / _JOURNAL)  # from here on, the change is decided
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    try:
        for entry in entries:
            _put(root, entry, "after")
        (folder / _JOURNAL).unlink()
    except BaseException:
        _put_back(root, entries)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def mend(root: Path) -> list[str]:
    """Finish a change that was cut short and return its files.

    Where a file was edited since, the change is undone instead: what was typed last is worth more.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    undoing = (folder / _UNDOING).is_file()
    journal = folder / (_UNDOING if undoing else _JOURNAL)
    try:
        entries = [_Entry(**entry) for entry in json.loads(journal.read_text("utf-8"))]
    except FileNotFoundError:  # killed before the change was decided
        shutil.rmtree(folder, ignore_errors=True)
        return []
    if not undoing and all(_state(root, entry) in {entry.before, entry.after} for entry in entries):
        for entry in entries:
            if _state(root, entry) != entry.after:
                _put(root, entry, "after")
        _forget(folder)
    else:
        _put_back(root, entries)
    return [entry.path for entry in entries]


def _laid_aside(folder: Path, number: int, path: str, change: Change) -> _Entry:
    for when, contents in change._asdict().items():
        if contents is not None:
            _write(folder / f"{number}.{when}", contents)
    return _Entry(path, _fingerprint(change.before), _fingerprint(change.after), number)


def _put(root: Path, entry: _Entry, when: str) -> None:
    """Rename a file's kept contents into its place."""
    path = (root / entry.path).resolve()
    if not getattr(entry, when):
        path.unlink(missing_ok=True)
        _drop_empty(root, path.parent)
        return
    moving = root / FOLDER / "moving"
    shutil.copyfile(root / FOLDER / f"{entry.number}.{when}", moving)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        shutil.copymode(path, moving)
    moving.replace(path)


def _put_back(root: Path, entries: list[_Entry]) -> None:
    """Undo what was already replaced."""
    with suppress(FileNotFoundError):
        (root / FOLDER / _JOURNAL).replace(root / FOLDER / _UNDOING)
    for entry in reversed(entries):
        if entry.after != entry.before and _state(root, entry) == entry.after:
            _put(root, entry, "before")
    _forget(root / FOLDER)


def _forget(folder: Path) -> None:
    for name in (_JOURNAL, _UNDOING):
        with suppress(OSError):
            (folder / name).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _drop_empty(root: Path, folder: Path) -> None:
    """Drop folders that the loss of their last file leaves empty."""
    for parent in _up_to(root.resolve(), folder):
        with suppress(OSError):
            parent.rmdir()


def _up_to(root: Path, folder: Path) -> Iterator[Path]:
    while folder != root and root in folder.parents:
        yield folder
        folder = folder.parent


def _write(path: Path, contents: bytes) -> None:
    with path.open("wb") as file:
        file.write(contents)
        file.flush()
        os.fsync(file.fileno())


def _contents(path: Path) -> bytes | None:
    try:
        return regular.read(path)
    except FileNotFoundError:
        return None


def _state(root: Path, entry: _Entry) -> str:
    return _fingerprint(_contents(root / entry.path))


def _fingerprint(contents: bytes | None) -> str:
    return "" if contents is None else hashlib.sha256(contents).hexdigest()
