"""5a. The engine that needs nothing but the wheels: bundled Pandoc for the markup, Typst for the PDF."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rapport.brand import Brand
from rapport.cache import Cache, fingerprint, fingerprint_of_files
from rapport.datapackage import FOLDER
from rapport.dates import timestamp_of
from rapport.engines.pandoc import fragments_of
from rapport.engines.typst import compile_pdf
from rapport.formats import format_of
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
        _furnish(work, report, manuscript)
        shutil.copytree(draft / FOLDER, work / FOLDER)
        targets = {format_of(name).markup for name in formats}
        depends = fingerprint(
            fingerprint_of_files([work / "filter.lua"]), {n: (d.svg, d.alt) for n, d in manuscript.drawings.items()}
        )
        with ThreadPoolExecutor() as pool:
            runs = {t: pool.submit(fragments_of, manuscript.pieces, t, work, depends, cache) for t in targets}
            fragments = {target: run.result() for target, run in runs.items()}
        brand = Brand.of(report.brand)
        made = {}
        for name in formats:
            format_ = format_of(name)
            document = format_.assemble(report, brand, manuscript, fragments[format_.markup], work, cache)
            made[name] = draft / format_.file_name(report)
            if format_.markup == "typst":
                compile_pdf(document, made[name], report.root / "assets/fonts", timestamp_of(report), cache)
            else:
                document.replace(made[name])
        shutil.rmtree(work)
        return made


def _furnish(work: Path, report: Report, manuscript: Manuscript) -> None:
    """Lay the templates, the drawings and the pictures in the work folder."""
    shutil.copytree(report.root / "templates", work, dirs_exist_ok=True)
    ignore = shutil.ignore_patterns("fonts", "map")
    shutil.copytree(report.root / "assets", work / "assets", dirs_exist_ok=True, ignore=ignore)
    (work / "charts").mkdir()
    for drawing in manuscript.drawings.values():
        (work / "charts" / f"{drawing.id}.svg").write_text(drawing.svg, "utf-8")


ENGINE = Embedded()
