"""The folder where a report is made: the edition's templates and pictures, the drawings."""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import partial
from os.path import realpath  # unlike Path's, it bears links that turn in a ring
from pathlib import Path

from rapport.brand import Brand
from rapport.formats.branding import lay_brand
from rapport.model import Manuscript, Report
from rapport.svg import UnreadableSvgError, read_svg


def furnish(work: Path, report: Report) -> None:
    """Lay the templates and the pictures in a folder; fonts and map outlines stay where they are.

    The Word file and the cards lay their own templates when they are asked for.
    """
    for name, target, spare in (("templates", work, {"cards", "word"}), ("assets", work / "assets", {"fonts", "map"})):
        source = report.root / name
        apart = partial(_elsewhere, Path(realpath(source)))
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=lambda folder, names, apart=apart, spare=spare: (
            apart(folder, names) | spare & {*names}
        ))  # fmt: skip
    (work / "charts").mkdir()
    _rewrite_drawings(work / "assets")
    lay_brand(work, Brand.of(report.brand))


def _rewrite_drawings(folder: Path) -> None:
    """Write the SVG files of a folder again as drawings and nothing else; those that can't be read are left out."""
    for path in [path for path in folder.rglob("*") if path.suffix.lower() == ".svg" and path.is_file()]:
        content = path.read_bytes()
        path.unlink()  # a copy may be read-only
        with suppress(UnreadableSvgError):
            path.write_text(read_svg(content).written(), "utf-8", newline="\n")


def _elsewhere(root: Path, folder: str, names: list[str]) -> set[str]:
    """Return what isn't to be laid: hidden, no file nor folder, or a link to a folder, to nothing, outside of the root."""
    paths = {name: Path(folder, name) for name in names}
    strange = {name for name, path in paths.items() if not path.is_file() and (path.is_symlink() or not path.is_dir())}
    strange |= {name for name in names if name.startswith(".")}
    return strange | {name for name, path in paths.items() if path.is_symlink() and not Path(realpath(path)).is_relative_to(root)}


def lay_drawings(work: Path, manuscript: Manuscript) -> None:
    """Lay the drawings in a folder, waiting for those under way."""
    for drawing in manuscript.drawings.values():
        path = work / "charts" / f"{drawing.id}.svg"
        if not path.exists() or path.read_text("utf-8") != drawing.svg:
            path.write_text(drawing.svg, "utf-8")
