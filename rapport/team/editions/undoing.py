"""Back to the kept edition: only as long as nothing was written in the new one, which would be lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from rapport.ground.problems import AuthorError
from rapport.sources.editing.journal import Change
from rapport.sources.files import changed, inputs_of
from rapport.sources.manifest import altered
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.reading.last_edition import EDITIONS, FOLDER
from rapport.team.editions.keeping import place_of
from rapport.team.editions.turning import turned_files


class NotUndone(AuthorError):  # noqa: N818 - told
    """The turn to a new year can't be undone; carries why, in French."""


def undone(report: Report, called: Callable[[Report], Mapping[str, str]]) -> dict[str, Change]:
    """Return what brings an edition back to the one that it was turned from: its own files again, its kept folder gone.

    ``called`` gives the texts of the kept edition whose typed years are calls: the command may have written them, or not.
    Raises NotUndone when something was written since, or when the kept edition isn't what was published any more.
    """
    root, year = report.root, report.edition.year
    kept = place_of(root, year - 1)
    if not (kept / "report.yml").is_file():
        raise NotUndone(f"Rien à annuler : {EDITIONS}/{year - 1}/ ne contient pas l'édition {year - 1}.")
    if moved := altered(kept, FOLDER):
        raise NotUndone(f"L'édition gardée {EDITIONS}/{kept.name} a été modifiée ({', '.join(moved[:3])}) : rien n'a été annulé.")
    before = load(kept)[0]
    here = {path: found for path, found in inputs_of(root).items() if not path.startswith(f"{EDITIONS}/")}
    for texts in (called(before), {}):
        turned, _ = turned_files(before, year, texts)
        moved = changed(_with(inputs_of(kept), turned), here)
        if not moved:
            return _back(root, kept, turned)
    named = f"{', '.join(moved[:5])}{'…' if len(moved) > 5 else ''}"  # noqa: PLR2004 - enough to know where to look
    raise NotUndone(f"L'édition {year} a déjà été modifiée ({named}) : l'annuler perdrait ce travail. Revenez plutôt avec git.")


def _with(inputs: Mapping[str, str], changes: Mapping[str, Change]) -> dict[str, str]:
    after = {path: change.after for path, change in changes.items()}
    fresh = {path: hashlib.sha256(content).hexdigest() for path, content in after.items() if content is not None}
    return {path: found for path, found in inputs.items() if path not in after} | fresh


def _back(root: Path, kept: Path, turned: Mapping[str, Change]) -> dict[str, Change]:
    changes = {path: Change(change.after, change.before) for path, change in turned.items()}
    for path in sorted(kept.rglob("*")):
        name = path.relative_to(kept)
        if path.is_file() and name.parts[0] not in {"output", ".cache"}:  # made anew at will
            changes[path.relative_to(root).as_posix()] = Change(path.read_bytes(), None)
    return changes
