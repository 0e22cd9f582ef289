"""Files that a shared folder hasn't brought yet, or only by half: told, and not taken for what their author wrote.

What is here tells itself: a stand-in for a file that is still elsewhere, one that grows while it is read, or ends with zeros.
What a cut at the end of a letter leaves looks like any text: it is told from what this computer read last, in a shared folder
alone.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from rapport.ground import regular
from rapport.ground.cache import Cache, fingerprint
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity
from rapport.ground.shared_folder import cache_of, share_of
from rapport.sources.files import FOLDERS, PIECES, SURVEYS, entries_of, name_from

WAIT = "Attendez que le dossier partagé soit à jour, puis relancez ; s'il reste ainsi, reprenez sa version d'avant."
_HERE = "Dans l'explorateur de fichiers, clic droit, « Toujours conserver sur cet appareil », puis relancez."
_STAND_INS = (".nextcloud", ".owncloud", ".cloud", ".cloudf")  # what stands for a file that its client hasn't fetched
# What a client or a browser names a file by until it is whole: .report.yml.~4f2a (Nextcloud), .syncthing.edito.md.tmp, a.md.part
_ENDS = r"~[0-9a-f]{4,}|tmp|temp|part|partial|filepart|crdownload|download|!sync|icloud"
_ON_ITS_WAY = regex(rf"[.~]?(?:syncthing[.~])?(?P<name>[^.~][^/]*\.\w+)\.(?:{_ENDS})", re.IGNORECASE)
_ELSEWHERE = 0x400000 | 0x40000  # FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, …_ON_OPEN: Windows would fetch it, or fail
_DATALESS = 0x40000000  # SF_DATALESS of macOS
_TRIES, _PAUSE = 3, 0.1  # readings of a file that changes, and seconds between them
_LARGEST = 2_000_000  # letters of a text that is kept to be compared


class Unsettled(OSError):  # noqa: N818 - told as a problem
    """A file isn't the same size before and after it is read."""


def settled_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file, at most so many, once it stays as it is; raises Unsettled, and OSError as `regular` does."""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE)
        with regular.opened(path) as file:
            before = os.fstat(file.fileno())
            raw = file.read(most)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(raw) == min(after.st_size, most):
            return raw
    raise Unsettled


def is_elsewhere(file: Path | str) -> bool:
    """Tell whether a name stands for contents that aren't on this computer."""
    try:
        told = os.stat(file)  # noqa: PTH116 - the same for a name that Path refuses
    except (OSError, ValueError):
        path = Path(file)
        stand_ins = (*(path.with_name(path.name + ending) for ending in _STAND_INS), path.with_name(f".{path.name}.icloud"))
        return any(map(os.path.lexists, stand_ins))
    kept_elsewhere = getattr(told, "st_file_attributes", 0) & _ELSEWHERE or getattr(told, "st_flags", 0) & _DATALESS
    return bool(kept_elsewhere) and stat.S_ISREG(told.st_mode)


def elsewhere(shown: str) -> Problem:
    """Return the problem of a file whose contents aren't on this computer."""
    said = f"« {shown} » n'est pas sur cet ordinateur : son contenu n'existe qu'en ligne."
    return Problem("LEC15", Severity.ERROR, said, Place(shown), _HERE)


def unsettled(shown: str) -> Problem:
    """Return the problem of a file that changes while it is read."""
    return Problem("LEC15", Severity.ERROR, f"« {shown} » change pendant qu'on le lit : il arrive encore.", Place(shown), WAIT)


def zeroed(raw: bytes, shown: str) -> Problem | None:
    """Return the problem of a text whose end is nothing but zeros: its length has come, not its contents."""
    begun = raw.rstrip(b"\0")
    if len(raw) - len(begun) < 2 or b"\0" in begun:  # noqa: PLR2004 - UTF-16 ends with one
        return None
    said = f"« {shown} » n'est pas arrivé en entier : la fin du fichier est vide à partir d'ici."
    return Problem("LEC15", Severity.ERROR, said, _end_of(begun.decode("utf-8", "replace"), shown), WAIT)


def severed(raw: bytes, shown: str) -> Problem | None:
    """Return the problem of a text in UTF-8 that ends within a letter; one without an accent before may be in another code."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        begun = raw[: error.start]
        if error.end == len(raw) and error.reason == "unexpected end of data" and not begun.isascii():
            said = f"« {shown} » n'est pas arrivé en entier : il s'arrête au milieu d'une lettre."
            return Problem("LEC15", Severity.ERROR, said, _end_of(begun.decode("utf-8"), shown), WAIT)
    return None


def missing_contents(root: Path) -> Iterator[Problem]:
    """Yield the problem of each file of an edition, pieces and answers too, that is still elsewhere."""
    folders = (*FOLDERS, PIECES, SURVEYS)
    for own, path in _temporary(root, folders):
        shown = own.relative_to(root).as_posix()
        if path.suffix == ".icloud":
            yield elsewhere(shown)
        elif not os.path.lexists(own):
            said = f"« {shown} » n'est pas arrivé : il n'est là que sous son nom provisoire, « {path.name} »."
            yield Problem("LEC15", Severity.ERROR, said, Place(shown), WAIT)
    if is_elsewhere(root / "report.yml"):
        yield elsewhere("report.yml")
    for entry in entries_of(root, folders=folders):
        ending = os.path.splitext(entry.name)[1]  # noqa: PTH122 - many files, at each look
        if ending in _STAND_INS:
            yield elsewhere(name_from(root, entry).removesuffix(ending))
        elif is_elsewhere(entry.path):
            yield elsewhere(name_from(root, entry))


def _temporary(root: Path, folders: Iterable[str]) -> Iterator[tuple[Path, Path]]:
    """Yield (the file that is awaited, what is there) of each name that a file bears for a while; links aren't followed."""
    of_report = [path.name for path in root.glob("*report.yml*") if path.suffix != ".icloud"]
    walks = chain.from_iterable(os.walk(root / folder) for folder in folders)
    for inside, names in ((str(root), of_report), *((inside, names) for inside, _, names in walks)):
        for match in filter(None, map(_ON_ITS_WAY.fullmatch, names)):
            yield Path(inside, match["name"]), Path(inside, match[0])


class LastRead:
    """The texts of an edition as this computer read them last; nothing is kept of one whose folder isn't shared."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._cache = Cache(cache_of(root)) if share_of(root) else None

    def problem_of(self, text: str, shown: str) -> Problem | None:
        """Return the problem of a text that is the beginning of what was read last, cut within a line; else keep it."""
        if self._cache is None or len(text) > _LARGEST:
            return None
        key = fingerprint("last read", str(self._root), shown)
        before = self._cache.read(key, bytes.decode) or ""
        rest = before.removeprefix(text) if before.startswith(text) else ""
        if rest.strip() and rest.endswith("\n") and not text.endswith("\n") and (not text or rest[0] != "\n"):
            return _cut(text, before, shown)
        if text != before:
            self._cache.put(key, text.encode(errors="replace"))
        return None


def _cut(text: str, before: str, shown: str) -> Problem:
    lines = before.count("\n")
    counted = f"{lines} lignes" if lines > 1 else "une ligne"
    if not text:
        said = f"« {shown} » est vide ; à la dernière lecture, il avait {counted}."
        hint = f"{WAIT} S'il doit être vide, supprimez-le, ou mettez-y une ligne vide."
    else:
        said = f"« {shown} » s'arrête au milieu d'une ligne ; à la dernière lecture, il avait {counted}."
        hint = f"{WAIT} Si c'est bien sa fin, terminez-le par un retour à la ligne."
    return Problem("LEC15", Severity.ERROR, said, _end_of(text, shown), hint)


def _end_of(before: str, shown: str) -> Place:
    return Place(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
