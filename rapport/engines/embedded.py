"""5a. The engine that needs nothing but the wheels: bundled Pandoc for the markup, Typst for the PDF."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rapport.brand import Brand
from rapport.cache import Cache, fingerprint_of_files
from rapport.datapackage import FOLDER
from rapport.dates import timestamp_of
from rapport.engines.pandoc import WRITERS, fragments_of, write_docx
from rapport.engines.typst import compile_pdf, draw_pictures
from rapport.formats import format_of
from rapport.formats.branding import lay_brand
from rapport.model import Manuscript, Report


class Embedded:
    """Formats are made side by side: Pandoc is another process, and Typst lets go of Python's lock while it sets pages."""

    name = "embedded"

    def render(
        self, report: Report, manuscript: Manuscript, formats: Sequence[str], draft: Path, cache: Cache
    ) -> Mapping[str, Path]:
        """Write the formats into the draft folder and return their paths.

        Raises ToolFailed when Pandoc or Typst refuses the manuscript.
        """
        work = draft / ".work"
        _furnish(work, report)
        shutil.copytree(draft / FOLDER, work / FOLDER)
        brand = Brand.of(report.brand)
        markups = {format_of(name).markup for name in formats} & {*WRITERS}
        depends = fingerprint_of_files([work / "filter.lua"])
        with ThreadPoolExecutor() as pool:
            # Pandoc needs no drawing: some are still under way.
            runs = {
                markup: pool.submit(fragments_of, manuscript.pieces, markup, work, depends, cache)
                for markup in sorted(markups, reverse=True)
            }
            _lay_drawings(work, manuscript)

            def made(name: str) -> Path:
                format_ = format_of(name)
                fragments = runs[format_.markup].result() if format_.markup in runs else {}
                document = format_.assemble(report, brand, manuscript, fragments, work, cache)
                target = draft / format_.file_name(report)
                if format_.markup == "typst":
                    compile_pdf(document, target, report.root / "assets/fonts", timestamp_of(report), cache)
                elif format_.markup == "docx":
                    write_docx(document, target, timestamp_of(report))
                elif format_.markup == "cards":
                    target.parent.mkdir()
                    draw_pictures(document.with_suffix(".typ"), work, target.parent, report.root / "assets/fonts")
                    document.replace(target)
                else:
                    document.replace(target)
                return target

            files = dict(zip(formats, pool.map(made, formats), strict=True))
        shutil.rmtree(work)
        return files


def _furnish(work: Path, report: Report) -> None:
    """Lay the templates and the pictures in the work folder."""
    shutil.copytree(report.root / "templates", work, dirs_exist_ok=True)
    ignore = shutil.ignore_patterns("fonts", "map")
    shutil.copytree(report.root / "assets", work / "assets", dirs_exist_ok=True, ignore=ignore)
    (work / "charts").mkdir()
    lay_brand(work, Brand.of(report.brand))


def _lay_drawings(work: Path, manuscript: Manuscript) -> None:
    """Lay the drawings in the work folder, waiting for those under way."""
    for drawing in manuscript.drawings.values():
        (work / "charts" / f"{drawing.id}.svg").write_text(drawing.svg, "utf-8")


ENGINE = Embedded()
