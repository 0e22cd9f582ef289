"""What has already been made, kept by the hash of everything it depends on.

Entries are written whole or not at all; losing the folder only costs time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

LIMIT = 100_000_000  # bytes kept; the least recently used go first


def fingerprint(*parts: Any) -> str:
    """Return the SHA-256, in hexadecimal, of values that JSON can write (others by their ``str``)."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    # A path that the terminal's encoding can't write holds lone surrogates.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def fingerprint_of(path: Path) -> str:
    """Return the SHA-256, in hexadecimal, of a file; raises OSError when it can't be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint_of_files(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the files' names and contents, folders passed over."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_dir():
            continue
        digest.update(path.name.encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class Cache:
    """A folder of entries; a folder that can't be written is simply no cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, None when there is nothing."""
        path = self.folder / key[:2] / key
        try:
            kept = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return kept

    def holds(self, key: str) -> bool:
        """Tell whether something is kept under a key."""
        return (self.folder / key[:2] / key).is_file()

    def put(self, key: str, made: bytes) -> None:
        """Keep something under a key."""
        folder = self.folder / key[:2]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, draft = tempfile.mkstemp(dir=folder)
        except OSError:
            return
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(made)
            Path(draft).replace(folder / key)
        except OSError:
            with suppress(OSError):
                Path(draft).unlink()

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a key, or make it and keep it."""
        kept = self.get(key)
        if kept is None:
            kept = make()
            self.put(key, kept)
        return kept

    def prune(self) -> None:
        """Drop the least recently used entries beyond LIMIT."""
        with suppress(OSError):
            entries = [(path, path.stat()) for path in self.folder.glob("??/*")]
            kept = 0
            for path, told in sorted(entries, key=lambda entry: -entry[1].st_mtime_ns):
                kept += told.st_size
                if kept > LIMIT:
                    path.unlink()
