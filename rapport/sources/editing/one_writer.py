"""Lock of an edition while its files are written: a second command, or the workshop, waits for the first.

Without it, whoever begins while another writes takes the other's journal for one that was cut short, and undoes it. The lock is
the system's: it is free again as soon as its holder ends, killed or not. It locks nobody on another computer; there, the journal
itself is what tells.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from rapport.ground.shared_folder import cache_of
from rapport.sources.editing.entries import Unwritten

_PATIENCE = 10.0  # seconds: a write takes a tenth of one, or a few on a slow disk
_EACH = 0.02


class Occupied(Unwritten):
    """Somebody else goes on writing in the edition."""

    def __init__(self) -> None:
        said = "Une autre commande, ou l'atelier, écrit en ce moment dans cette édition : rien n'a été écrit."
        super().__init__(said, "Recommencez dans un instant.")


@contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Be the only one on this computer to write in an edition; raises Occupied when somebody else does for too long.

    Where the disk knows no locks (some servers'), or the folder can't be opened, nothing is locked.
    """
    with ExitStack() as stack:
        try:
            descriptor = _opened(root)
        except OSError:
            pass
        else:
            stack.callback(os.close, descriptor)
            _lock(descriptor)
        yield


def _opened(root: Path) -> int:
    """Open what is locked: the edition's folder, of which nothing is left behind; on Windows, which opens no folder, a file."""
    if os.name != "nt":
        return os.open(root, os.O_RDONLY)
    cache_of(root).mkdir(parents=True, exist_ok=True)
    return os.open(cache_of(root) / "writing.lock", os.O_RDWR | os.O_CREAT)


def _lock(descriptor: int) -> None:
    end = monotonic() + _PATIENCE
    while True:
        try:
            _try_to_lock(descriptor)
        except (BlockingIOError, PermissionError):  # as Linux and macOS, and as Windows say that it is taken
            if monotonic() > end:
                raise Occupied from None
            sleep(_EACH)
        except OSError:
            return
        else:
            return


def _try_to_lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 - of Windows alone

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl  # noqa: PLC0415 - absent there

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
