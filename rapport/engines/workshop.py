"""The folder where a report is made: the edition's templates and pictures, the drawings."""

from __future__ import annotations

import shutil
from pathlib import Path

from rapport.brand import Brand
from rapport.formats.branding import lay_brand
from rapport.model import Manuscript, Report


def furnish(work: Path, report: Report) -> None:
    """Lay the templates and the pictures in a folder; fonts and map outlines stay where they are.

    The Word file and the cards lay their own templates when they are asked for.
    """
    shutil.copytree(report.root / "templates", work, dirs_exist_ok=True, ignore=lambda folder, names: (
        _elsewhere(folder, names) | {"cards", "word"} & set(names)
    ))  # fmt: skip
    shutil.copytree(report.root / "assets", work / "assets", dirs_exist_ok=True, ignore=lambda folder, names: (
        _elsewhere(folder, names) | {"fonts", "map"} & set(names)
    ))  # fmt: skip
    (work / "charts").mkdir()
    lay_brand(work, Brand.of(report.brand))


def _elsewhere(folder: str, names: list[str]) -> set[str]:
    """Return the links to folders, which may lead outside the edition, or back to where they are, and what is no file."""
    paths = {name: Path(folder, name) for name in names}
    return {name for name, path in paths.items() if not path.is_file() and (path.is_symlink() or not path.is_dir())}


def lay_drawings(work: Path, manuscript: Manuscript) -> None:
    """Lay the drawings in a folder, waiting for those under way."""
    for drawing in manuscript.drawings.values():
        path = work / "charts" / f"{drawing.id}.svg"
        if not path.exists() or path.read_text("utf-8") != drawing.svg:
            path.write_text(drawing.svg, "utf-8")
