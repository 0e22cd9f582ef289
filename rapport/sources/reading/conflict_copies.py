"""Conflict copies: what a shared folder leaves beside a file that two people changed at once, or a second copy by hand.

The names are those that Google Drive, OneDrive, Dropbox, Nextcloud, Syncthing, iCloud and the desktops give, in French and in
English. A name is a copy's only where the file that it is a copy of stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from rapport.ground import regular
from rapport.ground.problems import Place, Problem, Severity

_MARKED = re.compile(
    r"(?i)(?:[ _]?[(\[][^()\[\]]*(?:conflit|conflict)[^()\[\]]*[)\]]"  # Dropbox, Nextcloud, pCloud
    r"|_conflict-\d{8}-\d{6}"  # Nextcloud and ownCloud before
    r"| \(\d+\)"  # Google Drive, Windows, browsers
    r"|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"  # Syncthing
    r"|-(?:desktop|laptop|pc)-[\w-]+"  # OneDrive, by the name of the computer
    r"|(?: -|[ _-])? ?(?:copie|copy)(?: \(?\d+\)?)?"  # desktops
    r"| \d+)\Z"  # iCloud
)
_FOLDERS = ("", "content", "data", "data/indicators", "data/tables", "assets")
_ENDINGS = {".yml", ".md", ".csv"}


def original_of(path: Path) -> Path | None:
    """Return the file beside a path that it is a copy of, None when it is a file of its own."""
    stem = _MARKED.sub("", path.stem)
    original = path.with_name(stem + path.suffix)
    return original if stem and stem != path.stem and original.is_file() else None


def conflict_copies(root: Path) -> Iterator[Problem]:
    """Yield an error for each copy: where it begins to differ from the file, and which of them is the younger."""
    for folder in _FOLDERS:
        for path in sorted((root / folder).glob("[!.]*")):
            if folder != "assets" and path.name.startswith("_"):  # a draft, which nobody reads; `assets/_brand.yml` is read
                continue
            if path.suffix in _ENDINGS and path.is_file() and (original := original_of(path)) is not None:
                yield _problem_of(path, original, path.relative_to(root).as_posix())


def _problem_of(copy: Path, original: Path, shown: str) -> Problem:
    mine, other = _lines(original), _lines(copy)
    codes = [code for code in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes() if code[0] != "equal"]
    said = f"« {shown} » est une copie de « {original.name} » : deux personnes l'ont sans doute modifié en même temps."
    if not codes:
        return Problem("LEC14", Severity.ERROR, said, Place(shown, 1, 1), "Elle dit la même chose : supprimez-la.")
    count = sum(max(code[2] - code[1], code[4] - code[3]) for code in codes)
    lines = f"{count} lignes diffèrent" if count > 1 else "Une ligne diffère"
    younger = " ; c'est la plus récente des deux" if copy.stat().st_mtime > original.stat().st_mtime else ""
    hint = f"{lines}{younger}. Reportez dans « {original.name} » ce qui y manque, puis supprimez la copie."
    related = ((Place(shown.replace(copy.name, original.name), min(codes[0][1] + 1, len(mine) or 1), 1), "le fichier"),)
    return Problem("LEC14", Severity.ERROR, said, Place(shown, min(codes[0][3] + 1, len(other) or 1), 1), hint, related)


def _lines(path: Path) -> list[str]:
    try:
        return regular.read(path).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
