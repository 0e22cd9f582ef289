"""What is kept of a published edition: its sources, its manifest, its data; all that its outputs can be made anew from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rapport.sources.files import inputs_of
from rapport.sources.manifest import NAME
from rapport.sources.reading.last_edition import EDITIONS, FOLDER


def place_of(root: Path, year: int) -> Path:
    """Return where the edition of a year is kept."""
    return root / EDITIONS / str(year)


def output_of(root: Path, year: int) -> Path:
    """Return where the edition of a year is published."""
    return root / "output" / str(year)


def kept_files(root: Path, year: int) -> Mapping[str, bytes]:
    """Return the files to keep of a published edition, by their path from the root of the project.

    Raises OSError when one of them can't be read.
    """
    sources = {path: root / path for path in inputs_of(root) if not path.startswith(f"{EDITIONS}/")}
    output = output_of(root, year)
    sources[NAME] = output / NAME
    for path in sorted((output / FOLDER).rglob("*")):
        if path.is_file():
            sources[path.relative_to(output).as_posix()] = path
    return {f"{EDITIONS}/{year}/{name}": path.read_bytes() for name, path in sources.items()}
