"""Temporary folders: gone after use; what a SIGKILL leaves is swept by the next that asks for one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

_PREFIX = "rapport-"
_LOCK = ".in-use"  # held by whoever made the folder, and let go by the system whatever happens to them
_GIVEN = "folder"


class Scratch:
    """A temporary folder, ``folder``, empty when it is made; `remove` it after use. Raises OSError when it can't be made.

    It is made where temporary folders are, or in a folder that is named, which its maker sweeps.
    """

    def __init__(self, prefix: str = _PREFIX, where: Path | None = None) -> None:
        if where is None:
            _sweep_once(tempfile.gettempdir())
        self._outer = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
        draft = self._outer / f"{_LOCK}.new"
        self._lock = draft.open("wb")
        with suppress(OSError):  # a disk of a network may know no locks
            _taken(self._lock)
            draft.replace(self._outer / _LOCK)  # under its name once it is held: a sweep never finds it free
        self.folder = self._outer / _GIVEN
        self.folder.mkdir()

    @property
    def outer(self) -> Path:
        """Return all that there is to remove."""
        return self._outer

    def remove(self) -> None:
        """Remove the folder and all that is in it; a thread that still writes there finds it gone, and fills it no more."""
        self._lock.close()
        going = self._outer.with_name(f"{self._outer.name}.gone")
        try:
            with suppress(OSError):  # somewhere, a folder with an open file keeps its name
                self._outer.rename(going)
        finally:
            for folder in (going, self._outer):
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Give a temporary folder, which goes away afterwards."""
    made = Scratch()
    try:
        yield made
    finally:
        made.remove()


@cache
def _sweep_once(where: str) -> None:
    sweep(Path(where), _PREFIX)


def sweep(where: Path, prefix: str) -> None:
    """Remove what killed runs left in a folder: those of a prefix, of our user, whose lock nobody holds any more."""
    for lock in where.glob(f"{prefix}*/{_LOCK}"):
        with suppress(OSError):
            if lock.parent.is_symlink() or (os.name != "nt" and lock.parent.stat().st_uid != os.getuid()):
                continue
            if os.name == "nt":
                lock.unlink()  # refused as long as it is open somewhere
            else:
                descriptor = os.open(lock, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
                with os.fdopen(descriptor, "rb") as file:
                    _taken(file)
            shutil.rmtree(lock.parent, ignore_errors=True)


def is_locked(folder: Path) -> bool:
    """Tell whether a folder was made with a lock: a sweep alone may say that it is forgotten."""
    return (folder / _LOCK).exists()


def _taken(file: IO[bytes]) -> None:
    """Take the lock of an open file; raises OSError when somebody holds it."""
    if os.name != "nt":
        import fcntl  # noqa: PLC0415 - absent on Windows, where an open file can't be removed anyway

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
