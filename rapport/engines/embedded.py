"""5a. The engine that needs nothing but the wheels: bundled Pandoc for the markup, Typst for the PDF."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from rapport.brand import Brand
from rapport.cache import Cache, fingerprint, fingerprint_of_files
from rapport.datapackage import FOLDER
from rapport.dates import timestamp_of
from rapport.engines.pandoc import WRITERS, fragments_of, write_docx
from rapport.engines.typst import compile_pdf, draw_pictures
from rapport.formats import format_of
from rapport.formats.branding import lay_brand
from rapport.model import Manuscript, Report


class Embedded:
    """Pandoc's runs go side by side: they are other processes."""

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

            def run(markup: str, depends: str) -> Future[Mapping[str, str]]:
                return pool.submit(fragments_of, manuscript.pieces, markup, work, depends, cache)

            # Typst's markup needs no drawing: some may still be under way. Pandoc writes the page while Typst sets the PDF.
            runs = {markup: run(markup, depends) for markup in markups & {"typst"}}
            depends = fingerprint(depends, _lay_drawings(work, manuscript))
            runs |= {markup: run(markup, depends) for markup in markups - {"typst"}}
            made = {}
            for name in sorted(formats, key=lambda name: format_of(name).markup != "typst"):
                format_ = format_of(name)
                fragments = runs[format_.markup].result() if format_.markup in runs else {}
                document = format_.assemble(report, brand, manuscript, fragments, work, cache)
                made[name] = draft / format_.file_name(report)
                if format_.markup == "typst":
                    compile_pdf(document, made[name], report.root / "assets/fonts", timestamp_of(report), cache)
                elif format_.markup == "docx":
                    write_docx(document, made[name], timestamp_of(report))
                elif format_.markup == "cards":
                    made[name].parent.mkdir()
                    draw_pictures(document.with_suffix(".typ"), work, made[name].parent, report.root / "assets/fonts")
                    document.replace(made[name])
                else:
                    document.replace(made[name])
        shutil.rmtree(work)
        return {name: made[name] for name in formats}


def _furnish(work: Path, report: Report) -> None:
    """Lay the templates and the pictures in the work folder."""
    shutil.copytree(report.root / "templates", work, dirs_exist_ok=True)
    ignore = shutil.ignore_patterns("fonts", "map")
    shutil.copytree(report.root / "assets", work / "assets", dirs_exist_ok=True, ignore=ignore)
    (work / "charts").mkdir()
    lay_brand(work, Brand.of(report.brand))


def _lay_drawings(work: Path, manuscript: Manuscript) -> dict[str, str]:
    """Lay the drawings in the work folder, waiting for those under way; return them by name."""
    svgs = {drawing.id: drawing.svg for drawing in manuscript.drawings.values()}
    for name, svg in svgs.items():
        (work / "charts" / f"{name}.svg").write_text(svg, "utf-8")
    return svgs


ENGINE = Embedded()
