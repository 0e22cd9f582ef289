"""The files of an edition by name and fingerprint: what an output depends on, and whether it still stands."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from rapport.ground.cache import fingerprint_of

FOLDERS = ("assets", "content", "data", "editions", "templates")
PIECES, SURVEYS = "pieces", "enquetes"  # evidence, and answers to surveys: their locks are inputs, they are none
ENGINE = Path(__file__).resolve().parents[1]
CODE = {".py", ".lua", ".md"}  # the ends of the engine's own files
SETTLED = 3_000_000_000  # nanoseconds: within the grain of a disk's clock, a second save can't be told from the first
DiskStamp = tuple[str, int, int, int]  # path, date, size, place on the disk


def inputs_of(root: Path, *, linked: bool = False, folders: Sequence[str] = FOLDERS) -> dict[str, str]:
    """Return the SHA-256 of each file of an edition by its path from the root, in the order of the paths.

    Hidden files (an editor's, a schema's) are none of it, nor are those behind a link to a folder unless ``linked``. A file that
    can't be read has an empty fingerprint. ``folders`` are those that are looked into.
    """
    files = sorted(files_of(root, linked=linked, folders=folders))
    return {path.relative_to(root).as_posix(): _fingerprint(path) for path in files}


def files_read(root: Path) -> Iterator[Path]:
    """Yield every file that a build of an edition may read, those behind links to folders too, with these links.

    For an edition that is itself kept, the published data beside it, to which it is held, are among them.
    """
    yield from files_of(root, linked=True)
    if root.parent.name == "editions":
        yield from (path for path in root.parent.glob("*/donnees/**/*.csv") if not path.is_relative_to(root))


def is_input(path: str) -> bool:
    """Tell whether a path from an edition's root names one of its files: none of the hidden ones."""
    first, *rest = path.split("/")
    return path == "report.yml" or (first in FOLDERS and bool(rest) and not any(map(is_aside, rest)))


def is_aside(name: str) -> bool:
    """Tell whether a file or a folder is hidden, or what Windows and Office leave: a folder's look, the lock of a document."""
    return name.startswith((".", "~$")) or name.lower() in {"thumbs.db", "desktop.ini"}


def is_hidden(root: Path, path: str) -> bool:
    """Tell whether a path from an edition's root, or the file that it leads to, is hidden: no output can depend on it.

    Hidden is what is for a POSIX shell: a name, or a folder's on the way, that begins with a full stop.
    """
    real = Path(os.path.realpath(root / path))  # unlike Path's, it bears links that turn in a ring
    below = Path(os.path.relpath(real, os.path.realpath(root)))
    return any(part.startswith(".") and part not in {".", ".."} for part in (*path.split("/"), *below.parts))


def code_files() -> list[Path]:
    """Return the engine's own files."""
    return sorted(path for path in ENGINE.rglob("*.*") if path.suffix in CODE)


def unnameable(names: Iterable[str]) -> list[str]:
    """Return the names that are no UTF-8, as they can be shown: nothing can be written of such files."""
    return [shown for name in names if (shown := name.encode("utf-8", "replace").decode()) != name]


def name_from(root: Path, entry: os.DirEntry[str]) -> str:
    """Return the name of a file of an edition from its root."""
    return entry.path.removeprefix(f"{root}{os.sep}").replace(os.sep, "/")


@cache
def code_stamps(folder: str = str(ENGINE)) -> list[DiskStamp]:
    """Return the stamps of the engine's own files: a tenth of the time that reading them takes, for what is kept on this disk."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    own = [entry.path for entry in found if os.path.splitext(entry.name)[1] in CODE]  # noqa: PTH122 - said too often for a Path
    below = (entry.path for entry in found if entry.is_dir() and entry.name != "__pycache__")
    return [*map(disk_stamp, own), *(stamp for inner in below for stamp in code_stamps(inner))]


def disk_stamp(path: str) -> DiskStamp:
    """Return what tells a file from another of its name: an archive unpacked over it may keep a date, never all of it."""
    found = os.stat(path)  # noqa: PTH116 - said too often for a Path
    return path, found.st_mtime_ns, found.st_size, found.st_ino


@cache
def code_fingerprint() -> str:
    """Return the SHA-256 of the engine's own files: another engine may make another report of the same edition."""
    digest = hashlib.sha256()
    for path in code_files():
        digest.update(f"{path.name}\0{_fingerprint(path)}\0".encode())
    return digest.hexdigest()


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the paths that came, went or changed between two readings."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def files_of(root: Path, *, linked: bool = False, folders: Sequence[str] = FOLDERS) -> Iterator[Path]:
    """Yield the files of an edition, hidden ones apart; the first may not be there. ``linked``: behind links to folders too.

    What was built of the editions that are kept (`editions/<year>/output/`) is made from them, not read.
    """
    yield root / "report.yml"
    for entry in entries_of(root, linked=linked, folders=folders):
        yield Path(entry.path)


def entries_of(root: Path, *, linked: bool = False, folders: Sequence[str] = FOLDERS) -> Iterator[os.DirEntry[str]]:
    """Yield the files of an edition's folders as `files_of` does, in the order of the disk: their kind costs nothing to ask."""
    seen: set[Path] = set()
    for top in folders:
        yield from _entries_in(str(root / top), root, linked, seen)


def _entries_in(folder: str, root: Path, linked: bool, seen: set[Path]) -> Iterator[os.DirEntry[str]]:  # noqa: FBT001 - below
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if not is_aside(entry.name)]
    except OSError:  # no such folder, or none that can be read
        return
    made = "output" if Path(folder).parent == root / "editions" else ""
    for entry in entries:
        if not _is_folder(entry):
            yield entry
        elif entry.name == made:
            continue
        elif not entry.is_symlink():
            yield from _entries_in(entry.path, root, linked, seen)
        elif linked:  # a link to a folder is only followed when asked, and once: it may lead back here
            yield entry
            if _new(Path(entry.path), root, seen):
                yield from _entries_in(entry.path, root, linked, seen)


def listed_in(root: Path, folders: Sequence[str]) -> Iterator[str]:
    """Yield the path of all that is in an edition's folder and in some of those below, after its kind; nothing of what was built.

    Of links to folders, those that stand where a folder of files may be are followed.
    """
    left = ["", *folders]
    for folder in left:
        try:
            with os.scandir(f"{root}/{folder}") as found:
                entries = [*found]
        except OSError:
            continue
        depth = folder.count("/") if folder else -1
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            below = _is_folder(entry)
            yield f"{'folder' if below else 'file' if is_file(entry) else 'none'} {path}"
            made = entry.name == "output" and depth == 1 and folder.startswith("editions/")
            if below and depth >= 0 and not made and not entry.name.startswith(".") and (depth == 0 or not entry.is_symlink()):
                left.append(path)


def is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry of a folder is a file, or a link to one."""
    try:
        return entry.is_file()
    except OSError:  # a link that turns in a ring
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that turns in a ring
        return False


def _new(link: Path, root: Path, seen: set[Path]) -> bool:
    """Tell whether a link leads to a folder that wasn't looked into through another, and that an edition isn't part of."""
    folder = link.resolve()
    if folder in seen or root.resolve().is_relative_to(folder):
        return False
    seen.add(folder)
    return True


def _fingerprint(path: Path) -> str:
    """Return the fingerprint of a file, an empty one when it can't be read; one that stood still is read once a command."""
    try:
        told = path.stat()
        if time.time_ns() - max(told.st_mtime_ns, told.st_ctime_ns) < SETTLED:
            return fingerprint_of(path)
        return _fingerprint_then(path, (told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino))
    except OSError:
        return ""


@lru_cache(maxsize=16384)
def _fingerprint_then(path: Path, stamp: tuple[int, ...]) -> str:  # noqa: ARG001 - what tells it from what it becomes
    return fingerprint_of(path)
