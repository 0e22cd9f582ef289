"""Journal of writes (a write-ahead log): all the files of a change are written, or none.

One file is replaced by one rename. Several go through a journal: the new contents are laid aside in `.edits/`, the journal
is renamed into place (from then on the change is decided), the files are renamed one after the other. A run killed before
the journal stands has changed nothing; one killed after it is finished by the next command (`mend`), which believes a journal
only as far as `entries` can vouch for it. One at a time writes or mends (`one_writer`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rapport.ground import regular
from rapport.ground.problems import Place, Problem, Severity, reason_of
from rapport.sources.editing import entries as laid
from rapport.sources.editing.entries import (
    JOURNAL,
    UNDOING,
    ChangedFile,
    ForeignChange,
    Unwritten,
    When,
    fingerprint,
    kept,
    place_of,
    state,
)
from rapport.sources.editing.one_writer import Occupied, only_writer

FOLDER = ".edits"
CODE = "ECR01"


class Meanwhile(Unwritten):
    """A file is no longer what it was when the change was prepared."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} a changé pendant l'opération : rien n'a été écrit.", "Recommencez.")


class Interrupted(Unwritten):
    """The disk went away while files were replaced: what is done and what isn't is in the journal, for the next command."""

    def __init__(self, reason: str) -> None:
        said = f"L'écriture a été interrompue ({reason}) : une partie des fichiers peut avoir changé."
        super().__init__(said, "Dès que le dossier revient, la prochaine commande la termine ou l'annule, et le dit.")


class Change(NamedTuple):
    """A file before and after; None: it doesn't exist."""

    before: bytes | None
    after: bytes | None


def write_all(root: Path, changes: Mapping[str, Change]) -> None:
    """Write the changes of files, named from the edition's root: all of them, or none.

    Raises Unwritten when a file isn't what it was before (Meanwhile), isn't one that an edit may change, or when others go on
    writing (Occupied), and OSError when it can't be written; nothing is changed then. Raises Interrupted when the disk goes
    away in the middle, and refuses that what was done be undone.
    """
    with only_writer(root):
        _settled(root, lambda _: None)
        _write_all(root, {path: change for path, change in changes.items() if change.before != change.after})


def _write_all(root: Path, wanted: Mapping[str, Change]) -> None:
    for path, change in wanted.items():
        if _contents(place_of(root, path)) != change.before:
            raise Meanwhile(path)
    if not wanted:
        return
    folder = root / FOLDER
    folder.mkdir()  # should another computer's change be under way, it isn't ours to clear away
    entries = []
    try:
        for number, (path, change) in enumerate(wanted.items()):
            entries.append(_laid_aside(folder, number, path, change))
        _write(folder / "draft", json.dumps([entry._asdict() for entry in entries], ensure_ascii=False).encode())
        (folder / "draft").replace(folder / JOURNAL)  # from here on, the change is decided
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    try:
        for entry in entries:
            _put(root, entry, "after", wanted)
        (folder / JOURNAL).unlink(missing_ok=True)
    except BaseException as refusal:
        _taken_back(root, entries, wanted, refusal)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _taken_back(root: Path, entries: list[ChangedFile], wanted: Mapping[str, Change], refusal: BaseException) -> None:
    """Undo what was already replaced; raises Interrupted when that can't be either, the folder being away."""
    try:
        _put_back(root, entries, wanted)
        away = [entry for entry in entries if state(root, entry) != entry.before and state(root, entry) in {"", "?"}]
    except OSError as again:
        raise Interrupted(reason_of(refusal if isinstance(refusal, OSError) else again)) from refusal
    if away and isinstance(refusal, OSError):
        raise Interrupted(reason_of(refusal)) from refusal


def mend(root: Path, tell: Callable[[Problem], object] = lambda _: None) -> list[str]:
    """Finish a change that was cut short and return its files.

    Where a file was edited since, the change is undone instead: what was typed last is worth more. What isn't a change of
    this edition's, whole, touches no file: it is set aside, and told. Raises OSError when a file can't be written; the next
    one that asks may.
    """
    if not os.path.lexists(root / FOLDER):
        return []
    try:
        with only_writer(root):
            return _settled(root, tell)
    except Occupied:  # it isn't cut short: somebody is at it
        return []


def _settled(root: Path, tell: Callable[[Problem], object]) -> list[str]:
    folder = root / FOLDER
    if not os.path.lexists(folder):
        return []
    try:
        return _mended(root, folder)
    except ForeignChange as reason:
        tell(_problem_of(reason, laid.set_aside(folder)))
        return []


def _mended(root: Path, folder: Path) -> list[str]:
    laid.check_folder(folder)
    undoing = (folder / UNDOING).exists()
    if not undoing and not (folder / JOURNAL).exists():  # killed before the change was decided
        shutil.rmtree(folder, ignore_errors=True)
        return []
    entries = laid.entries_of(root, folder / (UNDOING if undoing else JOURNAL))
    states = [state(root, entry) for entry in entries]
    forward = not undoing and all(now in {entry.before, entry.after} for entry, now in zip(entries, states, strict=True))
    if not undoing and not any(now in {entry.before, entry.after} for entry, now in zip(entries, states, strict=True)):
        raise ForeignChange("aucun de ses fichiers n'est comme elle l'avait trouvé ou laissé")
    for entry, now in zip(entries, states, strict=True):  # all that will be needed is there, before anything is touched
        if forward and now == entry.before:
            kept(folder, entry, "after")
        elif not forward and now == entry.after:
            kept(folder, entry, "before")
    if not forward:
        _put_back(root, entries)
    else:
        for entry in entries:
            if state(root, entry) != entry.after:
                _put(root, entry, "after")
        _forget(folder)
    return [entry.path for entry in entries]


def _problem_of(reason: ForeignChange, place: Path | None) -> Problem:
    """Return what is said of a change that nobody can finish."""
    said = f"Une écriture interrompue ne peut pas être menée à son terme : {reason}. Aucun fichier n'a été touché"
    if place is None:
        hint = f"Renommez {FOLDER} : le disque ne le permet pas d'ici."
        return Problem(CODE, Severity.WARNING, f"{said}.", Place(FOLDER), hint)
    hint = f"Relisez vos fichiers (« git diff ») ; ce qui y manquerait est dans {place.name}, à supprimer ensuite."
    return Problem(CODE, Severity.WARNING, f"{said} ; {FOLDER} est devenu {place.name}.", Place(f"{FOLDER}/{JOURNAL}"), hint)


def _laid_aside(folder: Path, number: int, path: str, change: Change) -> ChangedFile:
    for when, contents in change._asdict().items():
        if contents is not None:
            _write(folder / f"{number}.{when}", contents)
    return ChangedFile(path, fingerprint(change.before), fingerprint(change.after), number)


def _put(root: Path, entry: ChangedFile, when: When, known: Mapping[str, Change] | None = None) -> None:
    """Rename a file's contents into its place: those that are known, else those that were laid aside.

    A writer knows its own: a shared folder may lose `.edits` under it, when another computer clears away what it saw of it.
    """
    path = place_of(root, entry.path)
    if not getattr(entry, when):
        path.unlink(missing_ok=True)
        _drop_empty(root, path.parent)
        return
    contents = kept(root / FOLDER, entry, when) if known is None else getattr(known[entry.path], when)
    moving = root / FOLDER / "moving"
    moving.unlink(missing_ok=True)
    moving.parent.mkdir(exist_ok=True)
    _write(moving, contents)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        shutil.copymode(path, moving)
    moving.replace(path)


def _put_back(root: Path, entries: list[ChangedFile], known: Mapping[str, Change] | None = None) -> None:
    """Undo what was already replaced."""
    with suppress(FileNotFoundError):
        (root / FOLDER / JOURNAL).replace(root / FOLDER / UNDOING)
    for entry in reversed(entries):
        if state(root, entry) == entry.after:
            _put(root, entry, "before", known)
    _forget(root / FOLDER)


def _forget(folder: Path) -> None:
    for name in (JOURNAL, UNDOING):
        with suppress(OSError):
            (folder / name).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _drop_empty(root: Path, folder: Path) -> None:
    """Drop folders that the loss of their last file leaves empty."""
    for parent in _up_to(root.resolve(), folder):
        with suppress(OSError):
            parent.rmdir()


def _up_to(root: Path, folder: Path) -> Iterator[Path]:
    while folder != root and root in folder.parents:
        yield folder
        folder = folder.parent


def _write(path: Path, contents: bytes) -> None:
    with path.open("xb") as file:
        file.write(contents)
        file.flush()
        os.fsync(file.fileno())


def _contents(path: Path) -> bytes | None:
    try:
        return regular.read(path)
    except FileNotFoundError:
        return None
