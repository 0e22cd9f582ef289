"""The workshop that runs on an edition, noted in a file that its owner alone may read: who opens it twice is led to the first.

The note holds the port and the key of the run. Whoever answers on that port must prove that it has the key, and this edition,
by signing a random word (HMAC) before the browser is sent there: a note that was left behind leads nowhere.
"""

from __future__ import annotations

import hmac
import http.client
import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from rapport.flow.preview.site import HOST
from rapport.ground import regular
from rapport.ground.cache import MISFITS, shaped
from rapport.ground.shared_folder import kept_apart
from rapport.sources.editing.history import FOLDER, lay_folder

ASKED = "/-/proof"
_NOTE = "running.json"
_SHAPE = {"port": int, "key": str}
_LARGEST = 1_000  # bytes of a note, and of a proof
_PATIENCE = 15.0  # seconds that whoever listens is waited for: a workshop that begins has a whole report to make
_HIGHEST = 65_535


def proof_of(root: Path, key: str, word: str) -> str:
    """Return what only a workshop that has the key of the run, on this edition, answers to a word."""
    return hmac.new(key.encode(), f"{root.resolve()}\n{word}".encode(errors="replace"), "sha256").hexdigest()


def way_into(root: Path) -> str:
    """Return the address that opens the workshop which runs on an edition; empty when none does."""
    try:
        _owned(kept_apart(root) / FOLDER / _NOTE)
        note = shaped(regular.read(kept_apart(root) / FOLDER / _NOTE, _LARGEST), _SHAPE)
        port, key = note["port"], note["key"]
        if not key.isascii() or not 0 < port <= _HIGHEST or not _answers(root, port, key):
            return ""
    except (*MISFITS, OSError, KeyError, http.client.HTTPException):
        return ""
    return f"http://{HOST}:{port}/?{urlencode({'key': key})}"


@contextmanager
def noted(root: Path, port: int, key: str) -> Iterator[None]:
    """Note that a workshop runs, as long as it does; where no note can be kept, a second one merely isn't led to it."""
    path = kept_apart(root) / FOLDER / _NOTE
    draft = path.with_name(f"{_NOTE}.{secrets.token_hex(4)}")
    written = json.dumps({"port": port, "key": key}).encode()
    with suppress(OSError):
        if not path.parent.is_symlink():
            lay_folder(path.parent)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(written)
            draft.replace(path)
    try:
        yield
    finally:
        with suppress(OSError):
            if regular.read(path, _LARGEST) == written:  # another may have begun since
                path.unlink()


def _owned(path: Path) -> None:
    """Raise PermissionError for a note that others can read or have laid here."""
    found = path.lstat()
    private = os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    if path.parent.is_symlink() or not stat.S_ISREG(found.st_mode) or not private:
        raise PermissionError(path)


def _answers(root: Path, port: int, key: str) -> bool:
    """Tell whether what listens on a port proves that it is the workshop of this edition; raises OSError, HTTPException."""
    word = secrets.token_urlsafe(24)
    link = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)
    try:
        link.request("GET", f"{ASKED}?{urlencode({'word': word})}")
        given = link.getresponse().read(_LARGEST)
    finally:
        link.close()
    return hmac.compare_digest(given, proof_of(root, key, word).encode())
