"""When a file of the edition is saved, renamed or deleted: the folders are watched by the system, through watchfiles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import sleep

from watchfiles import Change, watch

from rapport.sources.files import FOLDERS

STEP = 15  # milliseconds of calm after a change before it is told: an editor writes a file in several goes
LONGEST = 400  # milliseconds: a burst that never ends is told all the same
CALM = 0.25  # seconds without a change after which what was made is verified
AGAIN = 0.5  # seconds before looking for folders that a checkout has removed


class Watcher:
    """Tells of changes in the edition's own files. Its folder is watched apart: outputs and caches are written there."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._changed = Event()
        self._stop = Event()
        self._ended = False
        for deep in (False, True):
            Thread(target=self._watch, args=(deep,), daemon=True, name="watch").start()

    def changes(self) -> Iterator[None]:
        """Yield once for each burst of changes, until `stop`, or within a second of `end_soon`."""
        while not (self._ended or self._stop.is_set()):
            if self._changed.wait(1):
                self._changed.clear()
                if not self._stop.is_set():
                    yield

    @property
    def waiting(self) -> bool:
        """Tell whether a change has come that nobody was given yet."""
        return self._changed.is_set()

    def is_calm(self) -> bool:
        """Wait a little; tell whether no change has come meanwhile."""
        return not self._changed.wait(CALM)

    def touch(self) -> None:
        """Count as a change."""
        self._changed.set()

    def end_soon(self) -> None:
        """Ask for the end of the changes; it takes no lock, so that the handler of a signal may call it."""
        self._ended = True

    def stop(self) -> None:
        """End the watch."""
        self._stop.set()
        self._changed.set()

    def _folders(self) -> list[Path]:
        return [path for name in FOLDERS if (path := self._root / name).is_dir()]

    def _watch(self, deep: bool) -> None:  # noqa: FBT001 - a thread's argument
        while not self._stop.is_set():
            found = self._folders() if deep else [self._root]
            try:
                for changes in watch(
                    *found, watch_filter=self._ours, step=STEP, debounce=LONGEST, stop_event=self._stop, recursive=deep,
                    raise_interrupt=False, ignore_permission_denied=True,
                ):  # fmt: skip
                    self._changed.set()
                    gone = any(change is Change.deleted and Path(path) in found for change, path in changes)
                    if gone or (deep and self._folders() != found):
                        break  # a folder went or came: watch those that are there
            except (OSError, RuntimeError):  # a folder that goes while it is being watched
                self._changed.set()
            sleep(AGAIN)

    def _ours(self, change: Change, path: str) -> bool:  # noqa: ARG002 - watchfiles' signature
        """Tell whether a path is an author's: no hidden file, no editor's copy, of the top folder report.yml alone."""
        parts = Path(path).relative_to(self._root).parts
        if not parts or any(part.startswith((".", "~", "#")) or part.endswith(("~", ".swp", ".tmp")) for part in parts):
            return False
        return parts == ("report.yml",) or parts[0] in FOLDERS
