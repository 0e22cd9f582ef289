"""Files whose names don't travel: a colleague on Windows, or its shared folder, would not get them, or one over the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rapport.ground.portable_names import LONGEST, refusal_of, same_elsewhere
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.files import FOLDERS, PIECES, SURVEYS, entries_of, name_from

_RENAME = "Renommez-le, et ce qui le nomme."


def unportable_files(root: Path) -> Iterator[Problem]:
    """Yield an error for each file or folder that Windows refuses or takes for another, a warning for a path too long for it."""
    folders = (*FOLDERS, PIECES, SURVEYS)
    names = sorted({"report.yml", *(name_from(root, entry) for entry in entries_of(root, folders=folders))})
    yield from _refused(names)
    yield from _twins(names)
    for name in names:
        if len(name) > LONGEST:
            said = f"Le chemin de ce fichier a {len(name)} signes : dans un dossier partagé de Windows, il ne s'ouvrirait plus."
            yield Problem("LEC16", Severity.WARNING, said, Place(name), f"Raccourcissez-le : {LONGEST} signes au plus.")


def _refused(names: Iterable[str]) -> Iterator[Problem]:
    seen = set()
    for name in names:
        parts = name.split("/")
        for count, part in enumerate(parts, 1):
            shown = "/".join(parts[:count])
            if shown not in seen and (why := refusal_of(part)):
                seen.add(shown)
                kind = "fichier" if count == len(parts) else "dossier"
                yield Problem("LEC16", Severity.ERROR, f"Le nom de ce {kind} ne voyage pas : {why}.", Place(shown), _RENAME)


def _twins(names: Iterable[str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name in names:
        parts = name.split("/")
        for count in range(1, len(parts) + 1):
            shown = "/".join(parts[:count])
            other = first.setdefault(same_elsewhere(shown), shown)
            if other != shown:
                said = f"« {shown} » et « {other} » sont un seul fichier pour Windows et macOS : l'un effacerait l'autre."
                yield Problem("LEC16", Severity.ERROR, said, Place(shown), _RENAME, ((Place(other), "l'autre"),))
                break
