"""The stamp of a release, and of an edition that is kept: its own, whatever happened since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rapport.manifest import read_manifest
from rapport.signed import Stamp, WorkTree

_SHORT = 10  # characters of a commit's name that are printed


def stamp_of(version: str, root: Path, tree: WorkTree | None) -> Stamp | None:
    """Return the stamp of a release, or that with which a kept edition was published; None for a working document."""
    if tree and tree.day:
        return Stamp(version, tree.day, tree.commit[:_SHORT])
    kept = (read_manifest(root) or {}).get("release")
    try:
        return Stamp(str(kept["version"]), date.fromisoformat(kept["day"]), str(kept["commit"])) if kept else None
    except (KeyError, TypeError, ValueError):  # edited by hand: told as such (EDI09)
        return None
