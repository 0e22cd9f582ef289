"""The files of an edition by name and fingerprint: what an output depends on, and whether it still stands."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rapport.cache import fingerprint_of

FOLDERS = ("assets", "content", "data", "editions", "templates")


def inputs_of(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of an edition by its path from the root, in the order of the paths.

    Hidden files (an editor's, a schema's) are none of it. A file that can't be read has an empty fingerprint.
    """
    return {path.relative_to(root).as_posix(): _fingerprint(path) for path in sorted(files_of(root))}


@cache
def code_fingerprint() -> str:
    """Return the SHA-256 of the engine's own files: another engine may make another report of the same edition."""
    digest = hashlib.sha256()
    for path in sorted(path for path in Path(__file__).parent.rglob("*.*") if path.suffix in {".py", ".lua", ".md"}):
        digest.update(f"{path.name}\0{_fingerprint(path)}\0".encode())
    return digest.hexdigest()


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the paths that came, went or changed between two readings."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def files_of(root: Path) -> Iterator[Path]:
    """Yield the files of an edition, hidden ones apart; the first may not be there."""
    yield root / "report.yml"
    for folder in FOLDERS:
        # A link to a folder isn't followed: it may lead back here.
        for parent, folders, names in os.walk(root / folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (Path(parent) / name for name in names if not name.startswith("."))


def _fingerprint(path: Path) -> str:
    try:
        return fingerprint_of(path)
    except OSError:
        return ""
