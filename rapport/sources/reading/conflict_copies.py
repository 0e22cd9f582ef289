"""Conflict copies: what a shared folder leaves beside a file that two people changed at once, or a second copy by hand.

A name is a copy's only where the file that it is a copy of stands beside it. It is told by what the clients and the desktops add
in French and in English, whatever is in it; in any other language, by a name that no author's file would have, round the name of
the file, and by lines that are mostly the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from rapport.ground import regular
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.reading.entries import NAME

_MARKED = regex(
    r"(?i)(?:[ _]?[(\[][^()\[\]]*(?:conflit|conflict)[^()\[\]]*[)\]]"  # Dropbox, Nextcloud, pCloud
    r"|_conflict-\d{8}-\d{6}"  # Nextcloud and ownCloud before
    r"| \(\d+\)"  # Google Drive, Windows, browsers
    r"|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"  # Syncthing
    r"|-(?:desktop|laptop|pc)-[\w-]+"  # OneDrive, by the name of the computer
    r"|(?: -|[ _-])? ?(?:copie|copy)(?: \(?\d+\)?)?"  # desktops
    r"| \d+)\Z"  # iCloud
)
_FOLDERS = ("", "content/**", "data", "data/indicators", "data/tables", "assets")
_SHARE = 0.5  # of the lines of the shorter text that a copy and its file have in common, at least
_ENDINGS = {".yml", ".md", ".csv"}
Reader = Callable[[Path], bytes]  # raises OSError


def original_of(path: Path, read: Reader = regular.read) -> Path | None:
    """Return the file beside a path that it is a copy of, None when it is a file of its own; few have to be ``read`` for it."""
    stem = _MARKED.sub("", path.stem)
    original = path.with_name(stem + path.suffix)
    if stem and stem != path.stem and original.is_file():
        return original
    return None if NAME.fullmatch(path.stem.lstrip("_")) else _copied(path, read)


def _copied(path: Path, read: Reader) -> Path | None:
    """Return the file whose whole name is in the name of another, and whose text it mostly has; the longest name of such."""
    beside = (one for one in path.parent.glob(f"*{path.suffix}") if NAME.fullmatch(one.stem.lstrip("_")) and one.is_file())
    named = [one for one in beside if re.search(rf"(?<![^\W_]){re.escape(one.stem)}(?![^\W_])", path.stem)]
    return next((one for one in sorted(named, key=lambda one: -len(one.stem)) if _is_alike(path, one, read)), None)


def _is_alike(copy: Path, original: Path, read: Reader) -> bool:
    mine, other = ({line.strip() for line in _lines(path, read)} - {""} for path in (copy, original))
    return bool(mine and other) and len(mine & other) >= _SHARE * min(len(mine), len(other))


def conflict_copies(root: Path, read: Reader = regular.read) -> Iterator[Problem]:
    """Yield an error for each copy: where it begins to differ from the file, and which of them is the younger."""
    for folder in _FOLDERS:
        for path in sorted(root.glob(f"{folder}/[!.]*" if folder else "[!.]*")):
            inside = path.relative_to(root).parts
            if folder != "assets" and any(
                part.startswith(("_", ".")) for part in inside
            ):  # a draft's; `assets/_brand.yml` is read
                continue
            if path.suffix in _ENDINGS and path.is_file() and (original := original_of(path, read)) is not None:
                yield _problem_of(path, original, path.relative_to(root).as_posix(), read)


def _problem_of(copy: Path, original: Path, shown: str, read: Reader) -> Problem:
    mine, other = _lines(original, read), _lines(copy, read)
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


def _lines(path: Path, read: Reader) -> list[str]:
    try:
        return read(path).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
