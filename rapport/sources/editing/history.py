"""Undo and redo of edits, across restarts: each step keeps its files as they were before and after it.

The steps and the contents lie in `.edits-history/`, beside the edition and out of git, or apart from a shared folder. A step is
undone on the file as it is now: what was changed elsewhere meanwhile stays, and where the same lines are concerned nothing is
written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from rapport.ground import regular
from rapport.ground.cache import MISFITS, shaped
from rapport.ground.patterns import regex
from rapport.ground.shared_folder import kept_apart
from rapport.sources.editing.entries import Unwritten, fingerprint, place_of
from rapport.sources.editing.journal import Change, mend, write_all
from rapport.sources.editing.merging import merged

FOLDER = ".edits-history"
_STEPS = "steps.json"
_IGNORED = ".gitignore"
_MOST = 200  # steps that are kept
_LARGEST = 4_000_000  # bytes of the list of them
_OWN = regex(r"[0-9a-f]{64}|draft")  # what lies beside it
_FILE = {"path": str, "before": str, "after": str}
_SHAPE = {str: [{"said": str, "files": [_FILE]}]}


def lay_folder(folder: Path) -> None:
    """Make the folder of the history, which git passes over wherever the edition lies; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    if not lexists(folder / _IGNORED):
        (folder / _IGNORED).write_text("*\n", "utf-8")


class StepFile(NamedTuple):
    """A file of a step, from the edition's root, by the fingerprints of what it was and became; empty: no file."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One edit: what is said of it (French), and its files."""

    said: str
    files: tuple[StepFile, ...]

    @property
    def turned(self) -> Step:
        """Return the step that leads back."""
        return Step(self.said, tuple(StepFile(file.path, file.after, file.before) for file in self.files))


class History:
    """The edits of an edition in the order in which they were made. Not for two threads at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = kept_apart(root) / FOLDER
        mend(root)
        self.done, self.undone = self._read()
        for source, target in ((self.done, self.undone), (self.undone, self.done)):  # killed between the note and the files
            while source and all(self._now(file.path) == file.before for file in source[-1].files):
                target.append(source.pop().turned)

    def write(self, said: str, changes: Mapping[str, Change]) -> None:
        """Write one edit; raises Unwritten, Meanwhile or OSError, and then nothing has changed."""
        wanted = {path: change for path, change in changes.items() if change.before != change.after}
        if not wanted:
            return
        before = list(self.done), list(self.undone)
        self.done.append(self._step(said, wanted))
        self.undone.clear()
        self._note()
        try:
            write_all(self._root, wanted)
        except BaseException:
            self.done, self.undone = before
            self._note()
            raise
        self._forget()

    def undo(self) -> Step:
        """Take the last edit back; raises Unwritten when nothing was done, or what it changed was changed since."""
        return self._move(self.done, self.undone)

    def redo(self) -> Step:
        """Make the last edit again that was taken back; raises Unwritten as `undo` does."""
        return self._move(self.undone, self.done)

    def _move(self, source: list[Step], target: list[Step]) -> Step:
        if not source:
            raise Unwritten("Il n'y a rien à annuler ni à rétablir.")
        step = source[-1]
        changes = {file.path: self._back(file) for file in step.files}
        write_all(self._root, changes)
        source.pop()
        target.append(self._step(step.said, changes) if any(c.before != c.after for c in changes.values()) else step.turned)
        self._note()
        return step

    def _back(self, file: StepFile) -> Change:
        """Return the change that takes a file back to what it was before a step."""
        now = self._contents(file.path)
        if fingerprint(now) in {file.after, file.before}:
            return Change(now, self._kept(file.before))
        texts = [_text(contents) for contents in (self._kept(file.after), self._kept(file.before), now)]
        together = merged(*texts) if all(text is not None for text in texts) else None  # type: ignore[arg-type]
        if together is None:
            said = f"{file.path} a changé ailleurs depuis, au même endroit : rien n'a été écrit."
            raise Unwritten(said, "Corrigez le fichier lui-même.")
        return Change(now, together.encode())

    def _step(self, said: str, changes: Mapping[str, Change]) -> Step:
        """Return a step, the contents of its files kept."""
        for change in changes.values():
            for contents in change:
                if contents is not None:
                    self._keep(contents)
        files = (StepFile(path, fingerprint(change.before), fingerprint(change.after)) for path, change in changes.items())
        return Step(said, tuple(files))

    def _keep(self, contents: bytes) -> None:
        path = self._folder / fingerprint(contents)
        if not path.exists():
            self._put(path, contents)

    def _kept(self, name: str) -> bytes | None:
        if not name:
            return None
        with suppress(OSError):
            contents = regular.read(self._folder / Path(name).name)
            if fingerprint(contents) == name:
                return contents
        raise Unwritten("Ce que le fichier disait n'a pas été gardé : rien n'a été écrit.")

    def _put(self, path: Path, contents: bytes) -> None:
        """Write a file of ours whole, or not at all."""
        if self._folder.is_symlink():
            said = f"{FOLDER} est un lien, qui mène ailleurs : rien n'a été écrit."
            raise Unwritten(said, "Retirez ce lien, puis recommencez.")
        lay_folder(self._folder)
        draft = self._folder / "draft"
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def _note(self) -> None:
        """Note the steps; those too old to be wanted again go."""
        self.done, self.undone = self.done[-_MOST:], self.undone[-_MOST:]
        steps = {
            name: [{"said": step.said, "files": [file._asdict() for file in step.files]} for step in found]
            for name, found in (("done", self.done), ("undone", self.undone))
        }
        self._put(self._folder / _STEPS, json.dumps(steps, ensure_ascii=False).encode())

    def _forget(self) -> None:
        """Drop the contents that no step needs any more."""
        needed = {name for step in (*self.done, *self.undone) for file in step.files for name in file[1:]}
        for path in self._folder.iterdir():
            if _OWN.fullmatch(path.name) and path.name not in needed:
                with suppress(OSError):
                    path.unlink()

    def _read(self) -> tuple[list[Step], list[Step]]:
        """Return the steps that were noted, none of a note that was damaged or made up."""
        try:
            told = shaped(regular.read(self._folder / _STEPS, _LARGEST), _SHAPE)
            done, undone = (
                [Step(step["said"], tuple(StepFile(**file) for file in step["files"])) for step in told[name]]
                for name in ("done", "undone")
            )
            for step in (*done, *undone):
                for file in step.files:
                    place_of(self._root, file.path)
        except (*MISFITS, OSError, KeyError, Unwritten):
            return [], []
        return done, undone

    def _contents(self, path: str) -> bytes | None:
        try:
            return regular.read(place_of(self._root, path))
        except FileNotFoundError:
            return None

    def _now(self, path: str) -> str:
        try:
            return fingerprint(self._contents(path))
        except OSError:
            return "?"


def _text(contents: bytes | None) -> str | None:
    """Return contents as the text that lines can be compared of; None: there is none, or not in UTF-8."""
    try:
        return None if contents is None else contents.decode()
    except UnicodeDecodeError:
        return None
