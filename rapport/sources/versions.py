"""Versions of an edition on the disk: the last one in `editions/<year>/`, those before it in `editions/<year>.<rank>/`."""

from __future__ import annotations

from pathlib import Path

from rapport.ground.patterns import regex
from rapport.sources.manifest import NAME
from rapport.sources.reading.last_edition import EDITIONS

CORRECTIONS = "corrections"  # the table and the section that list what a version corrects
_FOLDER = regex(r"(\d{4})(?:\.(\d+))?")
_LAST_DIGITS = regex(r"(\d+)(?!.*\d)")


def is_kept(root: Path) -> bool:
    """Tell whether a folder is a kept edition, or an earlier version of one."""
    return root.parent.name == EDITIONS and _FOLDER.fullmatch(root.name) is not None


def is_open(folder: Path) -> bool:
    """Tell whether a kept edition is being corrected: its manifest is with the version before, beside it."""
    there = (folder / "report.yml").is_file() and not (folder / NAME).exists()
    return there and folder.name.isdigit() and bool(earlier_versions(folder, int(folder.name)))


def kept_beside(root: Path) -> Path:
    """Return the folder of the kept editions of a project, which an edition that is itself kept stands in."""
    return root.parent if is_kept(root) else root / EDITIONS


def earlier_versions(root: Path, year: int) -> tuple[Path, ...]:
    """Return the folders of the versions of an edition that were published before the one in a folder, oldest first."""
    own = _FOLDER.fullmatch(root.name) if is_kept(root) else None
    most = int(own[2]) if own and own[2] else 0
    found = {int(match[2]): path for path in kept_beside(root).glob(f"{year}.*") if (match := _FOLDER.fullmatch(path.name))}
    return tuple(found[rank] for rank in sorted(found) if (found[rank] / "report.yml").is_file() and (not most or rank < most))


def next_version(version: str) -> str:
    """Return the version that follows another: its last whole number and one, « 2 » when it has none."""
    following = _LAST_DIGITS.sub(lambda found: str(int(found[1]) + 1), version, count=1)
    return following if following != version else "2"
