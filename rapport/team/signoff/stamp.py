"""The stamp of a release, and of an edition that is kept: its own, whatever happened since."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from rapport.ground.cache import fits
from rapport.sources.manifest import read_manifest
from rapport.sources.signature import Stamp, WorkTree

_SHORT = 10  # characters of a commit's name that are printed


def stamp_of(version: str, root: Path, tree: WorkTree | None) -> Stamp | None:
    """Return the stamp of a release, or that with which a kept edition was published; None for a working document."""
    if tree and tree.day:
        return Stamp(version, tree.day, tree.commit[:_SHORT])
    kept: Any = (read_manifest(root) or {}).get("release")
    if not fits(kept, {"version": str, "day": str, "commit": str}) or not re.fullmatch("[0-9a-f]{4,64}", kept["commit"]):
        return None
    try:
        return Stamp(kept["version"], date.fromisoformat(kept["day"]), kept["commit"])
    except ValueError:  # edited by hand
        return None
