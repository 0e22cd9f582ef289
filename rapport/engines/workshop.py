"""The folder where a report is made: the edition's templates and pictures, the drawings."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from rapport.brand import Brand
from rapport.formats.branding import lay_brand
from rapport.model import Manuscript, Report


def furnish(work: Path, report: Report) -> None:
    """Lay the templates and the pictures in a folder; fonts and map outlines stay where they are.

    The Word file and the cards lay their own templates when they are asked for.
    """
    for name, target, spare in (("templates", work, {"cards", "word"}), ("assets", work / "assets", {"fonts", "map"})):
        source = report.root / name
        apart = partial(_elsewhere, source.resolve())
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=lambda folder, names, apart=apart, spare=spare: (
            apart(folder, names) | spare & {*names}
        ))  # fmt: skip
    (work / "charts").mkdir()
    lay_brand(work, Brand.of(report.brand))


def _elsewhere(root: Path, folder: str, names: list[str]) -> set[str]:
    """Return the links that lead to a folder (perhaps back to where they are), to nothing, or outside a folder."""
    links = {name: Path(folder, name).resolve() for name in names if Path(folder, name).is_symlink()}
    return {name for name, path in links.items() if not (path.is_file() and path.is_relative_to(root))}


def lay_drawings(work: Path, manuscript: Manuscript) -> None:
    """Lay the drawings in a folder, waiting for those under way."""
    for drawing in manuscript.drawings.values():
        path = work / "charts" / f"{drawing.id}.svg"
        if not path.exists() or path.read_text("utf-8") != drawing.svg:
            path.write_text(drawing.svg, "utf-8")
