"""Regular files alone: a pipe or a device in place of a file would be waited for, or read, for ever."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

_KINDS = {
    stat.S_IFIFO: "un tube nommé",
    stat.S_IFSOCK: "une prise de communication",
    stat.S_IFCHR: "un périphérique",
    stat.S_IFBLK: "un disque",
}


class NotRegular(OSError):  # noqa: N818 - told as a problem
    """What bears the name of a file is none; its text says what it is (French)."""


def opened(path: Path) -> BufferedReader:
    """Return a regular file open for reading; raises NotRegular for anything else, OSError when it can't be opened.

    It is looked at before it is opened, since opening some devices does something, and after, in case it changed meanwhile.
    """
    _refuse(os.stat(path).st_mode, path)  # noqa: PTH116 - the same for a name that Path refuses
    file = open(path, "rb", opener=_at_once)  # noqa: SIM115 - the caller's to close
    try:
        _refuse(os.fstat(file.fileno()).st_mode, path)
    except OSError:
        file.close()
        raise
    return file


def read(path: Path, most: int = -1) -> bytes:
    """Return the bytes of a regular file, at most so many; raises as `opened` does."""
    with opened(path) as file:
        return file.read(most)


def is_special(path: Path) -> bool:
    """Tell whether something is there that is neither a file nor a folder, links followed."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - as above
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _refuse(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotRegular(f"ce n'est pas un fichier, mais {_KINDS.get(stat.S_IFMT(mode), 'autre chose')}")


def _at_once(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
