"""The report made again after an edit, in a process that stays: what an edit can't change is not done again.

Each step keeps what it made from the same things (`load`, the rule book, `compose`, what is `recalled`); Pandoc is given the
edited sections alone; Pandoc and Typst stay awake. Nothing here decides what the report is: the steps are those of `build`.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rapport.apart.scratch import Scratch
from rapport.apart.second import Stopped
from rapport.brand import Brand
from rapport.cache import Cache
from rapport.charts import draw
from rapport.compose import compose
from rapport.datapackage import DESCRIPTION, FOLDER, write_datapackage
from rapport.dates import timestamp_of
from rapport.engines.failure import ToolFailed
from rapport.engines.fragments import fragments_ahead
from rapport.engines.pandoc import MARKUPS, Fragments, Pandoc
from rapport.engines.refusals import fragments_or_refusal, refusals_located
from rapport.engines.typst import compiler_of, pdf_by
from rapport.engines.workshop import furnish, lay_drawings
from rapport.formats import format_of
from rapport.load import load
from rapport.model import Manuscript, Rendered, Report
from rapport.pipeline import RULES, SMALLER, under_way
from rapport.preview.board import Board
from rapport.problems import BuildStopped, Place, Problem, Severity, in_order, reason_of
from rapport.rules import SOURCE_RULES, Sources, waived
from rapport.rules.outputs import OUTPUT_RULES, Outputs
from rapport.texts import wanted_charts

PANDOCS = 2  # for what changes many sections at once; in a build, the charts are drawn on the other core


class Studio:
    """One edition at work; ``refresh`` after each change of its files, ``close`` at the end. Not for two threads at once."""

    def __init__(self, root: Path, board: Board) -> None:
        self.root = root
        self.board = board
        self._cache = Cache(root / ".cache")
        self._scratch = Scratch()
        self._folder = self._scratch.folder
        self._work = self._folder / "work"
        self._furnished: Any = None
        self._pandoc = Pandoc(self._work, PANDOCS)
        self._scribes = _scribes()
        self._typst: Any = None
        self._made: tuple[Rendered, list[Problem]] | None = None  # to be verified, with the problems of its sources
        self._found: list[Problem] = []  # by the last verification

    def close(self) -> None:
        """Let the tools go and leave nothing behind."""
        self._pandoc.interrupt()
        self._scribes.shutdown(cancel_futures=True)
        self._pandoc.close()
        self._scratch.remove()

    def refresh(self) -> None:
        """Make what the files now say, and show it as it comes: problems, page, PDF."""
        with self._told():
            self._made = None
            self._make(*load(self.root))
        if not gc.isenabled():  # a command rests the collector of garbage; this one lasts all day
            gc.freeze()  # what is here now stays
            gc.enable()

    def verify(self) -> None:
        """Hold what was made last to the rules on finished files, and show their problems."""
        with self._told():
            if self._made is None:
                return
            rendered, problems = self._made
            self._found = OUTPUT_RULES.check(Outputs(rendered, self._cache), rendered.report.edition)
            self.board.show_problems(self._with_found(rendered.report, problems), stale=False)
            self._cache.prune()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell whatever goes wrong: the last good report stays, and the next change is waited for."""
        try:
            yield
        except BuildStopped as stop:
            self.board.show_problems(in_order(stop.problems), stale=True)
        except ToolFailed as failure:
            said = Problem("REN01", Severity.ERROR, failure.message, failure.place or Place("content"), failure.hint)
            self.board.show_problems([said], stale=True)
        except Stopped as stopped:
            said = Problem("REN01", Severity.ERROR, stopped.message, stopped.place or Place("content"), SMALLER)
            self.board.show_problems([said], stale=True)
        except OSError as error:
            why = f"Un fichier ne peut pas être lu ou écrit ({reason_of(error)})."
            hint = "Vérifiez la place libre et les droits ; l'aperçu reprendra au prochain enregistrement."
            place = Place(Path(error.filename).name if error.filename else "output")
            self.board.show_problems([Problem("REN01", Severity.ERROR, why, place, hint)], stale=True)
        except Exception as error:  # noqa: BLE001 - a template that its designer spoils, or a bug of ours: writing goes on
            why = f"Le rapport ne peut pas être fait ({type(error).__name__} : {error})."
            hint = "Un gabarit en est sans doute la cause ; sinon, « python build.py » gardera le journal de l'erreur."
            self.board.show_problems([Problem("REN01", Severity.ERROR, why, Place("templates"), hint)], stale=True)

    def _make(self, report: Report, problems: list[Problem]) -> None:
        """Make the page and the PDF; Pandoc is at work while the rules are, whose errors have the last word."""
        try:
            manuscript = compose(report, draw(report, wanted_charts(report), self._cache))
            runs = self._converting(report, manuscript)
        except Exception:
            if self._held(report, problems):
                raise
            return  # what can't be composed is what a rule tells
        if not self._held(report, problems):
            if not all(run.done() for run in runs.values()):
                self._pandoc.interrupt()  # a picture of 50 MB takes it a while, and the next edit waits
            return
        lay_drawings(self._work, manuscript)
        fragments = {
            markup: partial(fragments_or_refusal, run, manuscript.pieces, markup, self._pandoc, report.root)
            for markup, run in runs.items()
        }
        page = self._page(report, manuscript, fragments["html"]())
        self.board.show_page(page.read_bytes(), self._with_found(report, problems), manuscript)
        shutil.rmtree(self._work / FOLDER, ignore_errors=True)  # a chart that is drawn no more leaves its file
        write_datapackage(report, manuscript, self._work / FOLDER, timestamp_of(report))
        pdf = self._pdf(report, manuscript, fragments["typst"]())
        self.board.show_pdf(pdf.read_bytes())
        files = {"html": page, "pdf": pdf, FOLDER: self._work / FOLDER / DESCRIPTION}
        self._made = Rendered(report, manuscript, files), problems

    def _held(self, report: Report, problems: list[Problem]) -> bool:
        """Add the problems of the sources; show them and tell that nothing can be shown when one is an error."""
        problems += SOURCE_RULES.check(Sources(report), report.edition)
        problems[:] = waived(under_way(problems), report.edition, RULES, complete=False)
        if any(problem.severity is Severity.ERROR for problem in problems):
            self.board.show_problems(in_order(problems), stale=True)
            return False
        return True

    def _converting(self, report: Report, manuscript: Manuscript) -> dict[str, Future[Fragments]]:
        """Return the fragments under way, those of the page first."""
        self._furnish(report)
        return fragments_ahead(manuscript.pieces, MARKUPS, self._pandoc, self._cache, self._scribes)

    def _page(self, report: Report, manuscript: Manuscript, fragments: Fragments) -> Path:
        return format_of("html").assemble(report, Brand.of(report.brand), manuscript, fragments, self._work, self._cache)

    def _pdf(self, report: Report, manuscript: Manuscript, fragments: Fragments) -> Path:
        brand = Brand.of(report.brand)
        document = format_of("pdf").assemble(report, brand, manuscript, fragments, self._work, self._cache)
        self._typst = self._typst or compiler_of(document, self._work, self.root / "assets/fonts")
        target = self._folder / format_of("pdf").file_name(report)
        with refusals_located(manuscript, document, fragments, report.root):
            target.write_bytes(pdf_by(self._typst, timestamp_of(report)))
        return target

    def _with_found(self, report: Report, problems: Sequence[Problem]) -> list[Problem]:
        """Return the problems of the sources, and those that the last verification found in the files."""
        return in_order(waived([*problems, *self._found], report.edition, RULES, complete=False))

    def _furnish(self, report: Report) -> None:
        """Lay the templates and the pictures again when one of them has changed."""
        paths = [path for name in ("templates", "assets") for path in sorted((self.root / name).rglob("*"))]
        now = [(path, (stat := path.stat()).st_mtime_ns, stat.st_size) for path in paths if path.is_file()]
        if now != self._furnished:
            # Pandoc's folder will be another one, once what it was asked before is done.
            self._scribes.shutdown()
            self._pandoc.close()
            self._scribes = _scribes()
            shutil.rmtree(self._work, ignore_errors=True)
            self._work.mkdir()
            furnish(self._work, report)
            self._furnished, self._typst = now, None


def _scribes() -> ThreadPoolExecutor:
    """Return the threads that speak to Pandoc."""
    return ThreadPoolExecutor(PANDOCS, thread_name_prefix="pandoc")
