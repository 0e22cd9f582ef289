"""Cache on disk, by content: what has already been made, kept by the hash of everything it depends on.

Entries are written whole or not at all; losing the folder only costs time. Nothing in it is believed on its word: an entry
begins with the SHA-256 of its key and of what it holds, and its reader says whether that is what it expects.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from os.path import lexists
from pathlib import Path
from typing import Any, TypeVar

from rapport.ground import regular

LIMIT = 100_000_000  # bytes kept; the least recently used go first
_HUGE = 1e300  # what a number of ours never is; neither infinite nor beyond what a float holds
_SEAL = hashlib.sha256().digest_size  # bytes before what an entry holds
T = TypeVar("T")
# What reading bytes of another shape raises: not UTF-8, not JSON, nested too deep, a key, a place or a type that isn't there.
MISFITS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def fingerprint(*parts: Any) -> str:
    """Return the SHA-256, in hexadecimal, of values that JSON can write (others by their ``str``)."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    # A path that the terminal's encoding can't write holds lone surrogates.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def fingerprint_of(path: Path) -> str:
    """Return the SHA-256, in hexadecimal, of a file; raises OSError when it can't be read."""
    with regular.opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint_of_files(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the files' names and contents, folders passed over."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_dir():
            continue
        digest.update(path.name.encode() + b"\0")
        digest.update(bytes.fromhex(fingerprint_of(path)))
    return digest.hexdigest()


class Cache:
    """A folder of entries; a folder that can't be written is simply no cache.

    An entry that is damaged, that stands under another's name, that isn't a file of its own or that its reader can't read is
    an absence, and goes away.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, None when there is nothing that was put there whole."""
        path = self._path(key)
        try:
            told = path.lstat()
            # A link would show what is elsewhere, and whoever opens a named pipe waits for its other end.
            kept = path.read_bytes() if stat.S_ISREG(told.st_mode) and told.st_size <= LIMIT + _SEAL else b""
        except OSError:
            return None
        if kept[:_SEAL] != _seal(key, kept[_SEAL:]):
            self.drop(key)
            return None
        with suppress(OSError):  # it may be somebody else's, and only be read
            os.utime(path)
        return kept[_SEAL:]

    def read(self, key: str, reader: Callable[[bytes], T]) -> T | None:
        """Return what a reader makes of what is kept under a key, None when it can't: its error is one of MISFITS."""
        kept = self.get(key)
        if kept is None:
            return None
        try:
            return reader(kept)
        except MISFITS:
            self.drop(key)
            return None

    def holds(self, key: str) -> bool:
        """Tell whether anything stands under a key; only its reader knows whether that is what was put there."""
        return lexists(self._path(key))

    def put(self, key: str, made: bytes) -> None:
        """Keep something under a key."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, draft = tempfile.mkstemp(dir=path.parent)
        except OSError:
            return
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_seal(key, made) + made)  # should the disk lose it, and keep its name, the seal tells
            Path(draft).replace(path)
        except OSError:
            with suppress(OSError):
                Path(draft).unlink()

    def made(self, key: str, make: Callable[[], bytes], reader: Callable[[bytes], bytes] = bytes) -> bytes:
        """Return what is kept under a key, as its reader accepts it, or make it and keep it."""
        kept = self.read(key, reader)
        if kept is None:
            kept = make()
            self.put(key, kept)
        return kept

    def drop(self, key: str) -> None:
        """Forget what is kept under a key, whatever stands there."""
        path = self._path(key)
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def prune(self) -> None:
        """Drop the least recently used entries beyond LIMIT."""
        kept = 0
        for path, told in sorted(self._files(), key=lambda entry: -entry[1].st_mtime_ns):
            kept += max(told.st_size - _SEAL, 0)
            if kept > LIMIT:
                with suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the files of the folder, none of those that a link leads to."""
        with suppress(OSError):
            for folder in self.folder.glob("??"):
                if folder.is_dir() and not folder.is_symlink():
                    for path in folder.iterdir():
                        told = path.lstat()
                        if stat.S_ISREG(told.st_mode):
                            yield path, told


def between(start: bytes, end: bytes = b"") -> Callable[[bytes], bytes]:
    """Return a reader of files that begin and end so, which raises ValueError for any other."""

    def reader(kept: bytes) -> bytes:
        if not (kept.startswith(start) and kept.rstrip().endswith(end)):
            raise ValueError(start)
        return kept

    return reader


def shaped(kept: bytes | str, shape: Any) -> Any:
    """Return the value of a JSON text that is of a shape; raises one of MISFITS when it isn't.

    A shape is a type (``float`` takes whole numbers too), a list of one shape (any number of such values), a tuple of shapes
    (just so many), a dictionary of shapes (just these keys) or one of ``str`` to a shape (any keys).
    """
    value = json.loads(kept)
    if not fits(value, shape):
        raise ValueError(shape)
    return value


def fits(value: Any, shape: Any) -> bool:
    """Tell whether a value that was read of JSON is of a shape, as `shaped` has it."""
    if isinstance(shape, list):
        return isinstance(value, list) and _all_fit(value, shape[0])
    if isinstance(shape, tuple):
        return isinstance(value, list) and len(value) == len(shape) and all(map(fits, value, shape))
    if isinstance(shape, dict):
        shapes = dict.fromkeys(value, shape[str]) if str in shape and isinstance(value, dict) else shape
        return isinstance(value, dict) and value.keys() == shapes.keys() and all(fits(value[key], shapes[key]) for key in value)
    if shape is float:
        return type(value) in {int, float} and abs(value) < _HUGE
    return type(value) is shape


def _all_fit(values: Collection[Any], shape: Any) -> bool:
    """Tell whether all of many values are of one shape, which is told of all at once where it can be."""
    kinds = {*map(type, values)}
    if isinstance(shape, list):
        return kinds <= {list} and _all_fit([*chain.from_iterable(values)], shape[0])
    if isinstance(shape, tuple):
        alike = kinds <= {list} and {*map(len, values)} <= {len(shape)}
        return alike and (not values or all(map(_all_fit, zip(*values, strict=True), shape)))
    if isinstance(shape, dict) or shape is float:
        return all(fits(value, shape) for value in values)
    return kinds <= {shape}


def _seal(key: str, made: bytes) -> bytes:
    """Return the SHA-256 of an entry's key and of what it holds: a sound entry under another key's name has another."""
    return hashlib.sha256(key.encode() + b"\0" + made).digest()
