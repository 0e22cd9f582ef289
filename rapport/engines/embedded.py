"""5a. The engine that needs nothing but the wheels: bundled Pandoc for the markup, Typst for the PDF."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from rapport.brand import Brand
from rapport.cache import Cache
from rapport.datapackage import FOLDER
from rapport.dates import timestamp_of
from rapport.engines.fragments import fragments_ahead
from rapport.engines.pandoc import Pandoc, write_docx
from rapport.engines.refusals import fragments_or_refusal, pandoc_refusals_located, refusals_located
from rapport.engines.typst import compile_pdf, draw_pictures
from rapport.engines.workshop import furnish, lay_drawings
from rapport.formats import format_of
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
        furnish(work, report)
        shutil.copytree(draft / FOLDER, work / FOLDER)
        brand = Brand.of(report.brand)
        asked = {format_of(name).markup for name in formats}
        with closing(Pandoc(work)) as pandoc, _hurried(pandoc) as pool:
            # Pandoc needs no drawing: some are still under way. The PDF's text comes first: its pages take longest to make.
            markups = [markup for markup in ("typst", "html") if markup in asked]
            runs = fragments_ahead(manuscript.pieces, markups, pandoc, cache, pool)
            lay_drawings(work, manuscript)

            def made(name: str) -> Path:
                format_ = format_of(name)
                run = runs.get(format_.markup)
                fragments = fragments_or_refusal(run, manuscript.pieces, format_.markup, pandoc, report.root) if run else {}
                document = format_.assemble(report, brand, manuscript, fragments, work, cache)
                target = draft / format_.file_name(report)
                if format_.markup == "typst":
                    with refusals_located(manuscript, document, fragments, report.root):
                        fonts, bleed = report.root / "assets/fonts", getattr(format_, "bleed", 0)
                        compile_pdf(document, target, fonts, timestamp_of(report), cache, bleed)
                else:
                    with pandoc_refusals_located(manuscript):
                        _finish(format_.markup, document, target, report, work)
                return target

            files = dict(zip(formats, pool.map(made, formats), strict=True))
        shutil.rmtree(work)
        return files


@contextmanager
def _hurried(pandoc: Pandoc) -> Iterator[Executor]:
    """Give threads, all of which have ended afterwards; an interruption waits for none of them."""
    pool = ThreadPoolExecutor()
    try:
        yield pool
    except Exception:
        pool.shutdown(cancel_futures=True)
        raise
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        pandoc.interrupt()
        raise
    pool.shutdown()


def _finish(markup: str, document: Path, target: Path, report: Report, work: Path) -> None:
    """Make the finished file of a document that isn't the PDF's."""
    if markup == "docx":
        write_docx(document, target, timestamp_of(report))
        return
    if markup == "cards":
        target.parent.mkdir()
        draw_pictures(document.with_suffix(".typ"), work, target.parent, report.root / "assets/fonts")
    document.replace(target)


ENGINE = Embedded()
