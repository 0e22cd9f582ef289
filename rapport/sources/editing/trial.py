"""A change tried on a copy: an edition that could be read must still be readable after it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rapport.ground.problems import BuildStopped, Problem
from rapport.ground.programs.scratch import scratch
from rapport.sources.editing.journal import FOLDER, Change
from rapport.sources.reading import load

_COPIED = ("data", "content", "report.yml")  # what changes touch; the rest is only looked at
_APART = {".git", ".venv", ".cache", "output"}


def unreadable(root: Path, changes: Mapping[str, Change]) -> list[Problem]:
    """Return why an edition couldn't be read after the changes; nothing when all is well."""
    with copied_with(root, changes) as copy:
        try:
            load(copy)
        except BuildStopped as stop:
            return stop.problems
    return []


@contextmanager
def copied_with(root: Path, changes: Mapping[str, Change]) -> Iterator[Path]:
    """Give the folder of a copy of an edition with changes in it, which goes away afterwards."""
    with scratch() as made:
        copy = made.folder
        copied = {*_COPIED, *(name.partition("/")[0] for name in changes)}  # a link would be written through
        for path in root.iterdir():
            if path.name in copied:
                (shutil.copytree if path.is_dir() else shutil.copy)(path, copy / path.name)
            elif path.name not in _APART and not path.name.startswith(FOLDER):
                _mirror(path, copy / path.name)
        for name, change in changes.items():
            path = copy / name
            if change.after is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(change.after)
        yield copy


def _mirror(path: Path, name: Path) -> None:
    try:
        name.symlink_to(path.resolve(), target_is_directory=path.is_dir())
    except OSError:  # Windows wants a right for that
        os.makedirs(name.parent, exist_ok=True)  # noqa: PTH103
        (shutil.copytree if path.is_dir() else shutil.copy)(path, name)
