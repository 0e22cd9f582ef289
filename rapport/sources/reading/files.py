"""The files of an edition as steps: each is read when it is asked for, and again only once it was written to."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os.path import realpath  # unlike Path's, it bears links that turn in a ring
from pathlib import Path
from typing import TypeVar

from rapport.ground import regular
from rapport.ground.memo import Memo, leaf, step
from rapport.ground.problems import Problem
from rapport.sources.files import FOLDERS, PIECES, SETTLED, SURVEYS, is_hidden, listed_in
from rapport.sources.reading.half_arrived import LastRead
from rapport.sources.reading.text import LARGEST, read_text, unreadable_files
from rapport.sources.reading.yaml import LocatedYaml, read_yaml

T = TypeVar("T")
Read = tuple[T, tuple[Problem, ...]]  # what was read, and what is told of it


class Files:
    """What loading asks of an edition's folder; names are paths from it."""

    def __init__(self, root: Path, memo: Memo | None = None) -> None:
        self.root = root
        self.memo = Memo() if memo is None else memo
        self._last_read = LastRead(root)

    def look_again(self) -> None:
        """Look at the files again: what they don't say any more is made anew when it is asked for."""
        self.memo.look_again()

    def place(self, name: str) -> Path:
        """Return where a file lies."""
        return self.root / name

    @leaf
    def stamp(self, name: str) -> object:
        """Return what tells a file from what it was: dates, size and number on the disk; None when it can't be seen."""
        return self._stamp(name)

    def _stamp(self, name: str) -> object:
        try:
            told = os.stat(f"{self.root}/{name}")  # noqa: PTH116 - Path's refuses names that hold a null
        except (OSError, ValueError):
            return None
        settled = time.time_ns() - max(told.st_mtime_ns, told.st_ctime_ns) > SETTLED
        return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino, None if settled else object()

    @leaf
    def exists(self, name: str) -> bool:
        """Tell whether there is anything of that name; answers for names too long and folders without access too."""
        return os.path.exists(f"{self.root}/{name}")  # noqa: PTH110

    @leaf
    def is_file(self, name: str) -> bool:
        """Tell whether a file has that name."""
        return os.path.isfile(f"{self.root}/{name}")  # noqa: PTH113

    @leaf
    def is_hidden(self, name: str) -> bool:
        """Tell whether a name, or the file that it leads to, is hidden."""
        return is_hidden(self.root, name)

    @leaf
    def is_folder(self, name: str) -> bool:
        """Tell whether a folder has that name."""
        return os.path.isdir(f"{self.root}/{name}")  # noqa: PTH112

    @leaf
    def leads_out(self, name: str, folder: str) -> bool:
        """Tell whether a name is that of something outside a folder, once links are followed."""
        return not Path(realpath(self.root / name)).is_relative_to(realpath(self.root / folder))

    @leaf
    def unreadable(self) -> tuple[Problem, ...]:
        """Return the problems of what is among the edition's files and is none, or has an unreadable name."""
        return tuple(unreadable_files(self.root))

    @leaf
    def names(self, folder: str, ending: str) -> tuple[str, ...]:
        """Return the names in a folder that end so, in order, hidden ones apart; none without the folder."""
        try:
            found = os.listdir(f"{self.root}/{folder}")  # noqa: PTH208 - names are enough
        except OSError:
            return ()
        return tuple(sorted(f"{folder}/{name}" for name in found if name.endswith(ending) and name[0] != "."))

    @leaf
    def listing(self) -> str:
        """Return the name and the kind of all that is in the edition's folder and in those of its files, as one text."""
        return "\0".join(sorted(listed_in(self.root, (*FOLDERS, PIECES, SURVEYS))))

    @leaf
    def stamps_in(self, folder: str) -> tuple[tuple[str, object], ...]:
        """Return every file of a folder and what tells it from what it was, links to folders not followed."""
        found = []
        for parent, folders, names in os.walk(self.root / folder):
            folders.sort()
            below = os.path.relpath(parent, self.root).replace(os.sep, "/")
            found += [(f"{below}/{name}", self._stamp(f"{below}/{name}")) for name in sorted(names)]
        return tuple(found)

    @leaf
    def holds_links(self, folder: str) -> bool:
        """Tell whether links to other folders stand in a folder: `stamps_in` says nothing of what they lead to."""
        inside = ((parent, name) for parent, folders, _ in os.walk(self.root / folder) for name in folders)
        return any(os.path.islink(f"{parent}/{name}") for parent, name in inside)  # noqa: PTH114

    @leaf
    def now(self) -> object:
        """Return what is never the same: whatever asks for it is done again at each look."""
        return object()

    @step
    def text(self, name: str, most: int = LARGEST) -> Read[str | None]:
        """Return the text of a file of so many bytes at most, with plain line feeds; None after problems that leave none."""
        self.stamp(name)
        problems: list[Problem] = []
        text = read_text(self.place(name), name, problems, most)
        if text is not None and (half := self._last_read.problem_of(text, name)) is not None:
            problems.append(half)
            text = None
        if text is None:
            self.now()  # a disk that answered badly may answer well the next time
        return text, tuple(problems)

    @step
    def yaml(self, name: str) -> Read[LocatedYaml | None]:
        """Return the values of a YAML file and the places of its keys, None after problems that leave none."""
        problems: list[Problem] = []
        text = taken(self.text(name), problems)
        return (None if text is None else read_yaml(text, name, problems)), tuple(problems)

    def raw(self, name: str) -> bytes:
        """Return the bytes of a file, which aren't kept; raises OSError."""
        self.stamp(name)
        try:
            return regular.read(self.root / name)
        except OSError:
            self.now()  # as above
            raise

    def stamps(self, names: Iterable[str]) -> tuple[object, ...]:
        """Return what tells several files from what they were."""
        return tuple((name, self.stamp(name)) for name in names)


def taken(read: Read[T], problems: list[Problem]) -> T:
    """Return what was read, after adding what is told of it to the problems."""
    value, found = read
    problems += found
    return value


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from going again and again over YAML's nodes, of which none is garbage yet."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
