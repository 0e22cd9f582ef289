"""The entries of a journal: believed only when each names a file that an edit may change, its contents being at hand."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from rapport.ground import regular
from rapport.ground.cache import MISFITS, shaped
from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError

FOLDERS = ("assets", "content", "data", "editions")  # where edits write, beside report.yml; templates are the engine's words
JOURNAL, UNDOING = "journal.json", "undoing.json"
_OWN = regex(r"\d+\.(before|after)|draft|moving|journal\.json|undoing\.json")
_FINGERPRINT = regex(r"([0-9a-f]{64})?")
When = Literal["before", "after"]


class Unwritten(AuthorError):  # noqa: N818 - told as a problem
    """Why a change isn't written, in French, and what to do."""


class ForeignChange(AuthorError):  # noqa: N818 - told
    """What lies in `.edits/` isn't a change of this edition's that can be finished; carries why, in French."""


class ChangedFile(NamedTuple):
    """A file of a change, from the edition's root, with the fingerprints of what it was and will be."""

    path: str
    before: str  # fingerprint; empty when the file doesn't exist
    after: str
    number: int


def bytes_now(root: Path, path: str) -> bytes | None:
    """Return what a file of an edition holds, None when nothing is read of it: whoever reads the edition says why.

    Asked before the edition is read: what somebody else writes meanwhile is then never written over.
    """
    try:
        return regular.read(root / path)
    except OSError:
        return None


def place_of(root: Path, path: str) -> Path:
    """Return where a file of a change is, links followed; raises Unwritten when no edit may change it.

    Those are the edition's own files: none outside of it, however it is named or linked, none of git's, none that is code.
    """
    real = root.resolve()
    try:
        place = (real / path).resolve()
        allowed = _may_change(PurePath(path)) and _may_change(place.relative_to(real))
    except (OSError, RuntimeError, ValueError):  # a loop of links; a name that no disk knows; elsewhere
        allowed = False
    if not allowed:
        said = f"{path} n'est pas, ou mène ailleurs que vers, un fichier de l'édition : rien n'a été écrit."
        raise Unwritten(said, "Si c'est un lien, mettez le fichier lui-même à sa place.")
    return place


def _may_change(path: PurePath) -> bool:
    first, *rest = path.parts or ("",)
    if path.is_absolute() or path.drive or any(part == ".." or part.casefold() == ".git" for part in path.parts):
        return False
    return first in FOLDERS if rest else first.endswith(".yml") and not first.startswith(".")


def check_folder(folder: Path) -> None:
    """Raise Foreign unless a folder is one, holding nothing but the files that a change lays aside."""
    if folder.is_symlink() or not folder.is_dir():
        raise ForeignChange("ce n'est pas un dossier")
    for path in folder.iterdir():
        if not _OWN.fullmatch(path.name) or not stat.S_ISREG(path.lstat().st_mode):
            raise ForeignChange(f"« {path.name} » n'y a pas sa place")
    if (folder / JOURNAL).exists() and (folder / UNDOING).exists():
        raise ForeignChange("deux journaux s'y contredisent")


def entries_of(root: Path, journal: Path) -> list[ChangedFile]:
    """Return the entries of a journal; raises Foreign when they can't be those of a change of this edition."""
    try:
        told = shaped(journal.read_bytes(), [{"path": str, "before": str, "after": str, "number": int}])
    except MISFITS:
        raise ForeignChange("son journal est abîmé") from None
    entries = [ChangedFile(**entry) for entry in told]
    sound = all(_FINGERPRINT.fullmatch(e.before) and _FINGERPRINT.fullmatch(e.after) and e.before != e.after for e in entries)
    if not entries or not sound or sorted(entry.number for entry in entries) != [*range(len(entries))]:
        raise ForeignChange("son journal est abîmé")
    places = set()
    for entry in entries:
        try:
            places.add(place_of(root, entry.path))
        except Unwritten:
            raise ForeignChange(f"son journal nomme « {_shown(entry.path)} », que rien ici n'a à modifier") from None
    if len(places) != len(entries):
        raise ForeignChange("son journal nomme deux fois le même fichier")
    return entries


def kept(folder: Path, entry: ChangedFile, when: When) -> bytes:
    """Return what was laid aside of a file; raises Foreign when it is no longer what the journal says."""
    try:
        contents = (folder / f"{entry.number}.{when}").read_bytes()
    except FileNotFoundError:
        contents = None
    if fingerprint(contents) != getattr(entry, when):
        raise ForeignChange(f"le contenu de « {_shown(entry.path)} » qui y était gardé manque, ou est abîmé")
    return contents or b""


def state(root: Path, entry: ChangedFile) -> str:
    """Return the fingerprint of a file as it is: empty when there is none, « ? » when it isn't a file that can be read."""
    path = place_of(root, entry.path)
    try:
        return fingerprint(path.read_bytes()) if stat.S_ISREG(path.stat().st_mode) else "?"
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError:
        return "?"


def fingerprint(contents: bytes | None) -> str:
    """Return the SHA-256, in hexadecimal, of a file's contents; empty when there is no file."""
    return "" if contents is None else hashlib.sha256(contents).hexdigest()


def set_aside(folder: Path) -> Path | None:
    """Rename what lies in the way, so that nothing of it is lost; return its new place, None when the disk refuses."""
    for number in range(1, 1000):
        place = folder.with_name(f"{folder.name}-mis-de-cote-{number}")
        if not os.path.lexists(place):
            try:
                return folder.rename(place)
            except OSError:
                return None
    return None


def _shown(path: str) -> str:
    """Return a path that can be printed on one line."""
    return "".join(letter if letter.isprintable() else "?" for letter in path[:100])
