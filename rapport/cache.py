"""What has already been made, kept by the hash of everything it depends on.

Entries are written whole or not at all; losing the folder only costs time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

LIMIT = 2000  # entries kept; the least recently used go first


def fingerprint(*parts: Any) -> str:
    """Return the SHA-256, in hexadecimal, of values that JSON can write (others by their ``str``)."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of_files(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the files' names and contents."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class Cache:
    """A folder of entries; a folder that can't be written is simply no cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> str | None:
        """Return the text kept under a key, None when there is none."""
        path = self.folder / key[:2] / key
        try:
            text = path.read_text("utf-8")
            os.utime(path)
        except (OSError, UnicodeDecodeError):
            return None
        return text

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key."""
        path = self.folder / key[:2] / key
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as draft:
                draft.write(text)
            Path(draft.name).replace(path)
        except OSError:
            with suppress(OSError, UnboundLocalError):
                Path(draft.name).unlink()

    def prune(self) -> None:
        """Drop the least recently used entries beyond LIMIT."""
        with suppress(OSError):
            entries = sorted((p for p in self.folder.glob("??/*")), key=lambda p: p.stat().st_mtime)
            for path in entries[:-LIMIT]:
                path.unlink()
