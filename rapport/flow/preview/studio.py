"""The report made again after an edit, in a process that stays: the flow is asked again, and knows what an edit can't change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rapport.flow.edition import Flow
from rapport.flow.judging import missing, refused
from rapport.flow.options import Options
from rapport.flow.preview.board import Board
from rapport.ground.cache import Cache, between, fingerprint
from rapport.ground.garbage import collect_again
from rapport.ground.memo import Unwanted
from rapport.ground.problems import BuildStopped, Place, Problem, Severity, in_order, reason_of
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.second import Stopped
from rapport.ground.shared_folder import cache_of
from rapport.outputs.engines.work_folder import Tools

PANDOCS = 2  # for what changes many sections at once; in a build, the charts are drawn on the other core
SHOWN = ("html", "pdf")
LAST = "the last report that was shown"  # in the cache, under its name alone: the next takes its place
MARKUPS = ("html", "typst")  # the page is shown first


class Studio:
    """One edition at work; ``refresh`` after each change of its files, ``close`` at the end. Not for two threads at once."""

    def __init__(self, root: Path, board: Board) -> None:
        self.root = root
        self.board = board
        self.tools = Tools(root, Cache(cache_of(root)), pandocs=PANDOCS, lasting=True)
        self.flow = Flow(root, self.tools, Options(under_way=True), SHOWN)
        self.flow.output = self.tools.folder / "output"
        self._made = False
        self._kept: dict[str, bytes] = {}  # for another day
        self._found: tuple[Problem, ...] = ()  # by the last verification

    def close(self) -> None:
        """Let the tools go and leave nothing behind."""
        self.tools.give_up()
        self.flow.settle()
        self.tools.close()

    def refresh(self) -> None:
        """Make what the files now say, and show it as it comes: problems, page, PDF."""
        with self._failures_shown():
            self._made = False
            self.flow.look_again()
            self._made = self._make()
        if not self._made and not self.board.shown.page:
            self._show_last()
        collect_again()  # a command rests the collector of garbage; this one lasts all day

    def verify(self, unwanted: Callable[[], bool] = lambda: False) -> None:
        """Hold what was made last to the rules on finished files, and show their problems; given up once it is ``unwanted``."""
        self.tools.unwanted = unwanted
        with self._failures_shown(), suppress(Unwanted):
            if self._made:
                self._found = self.flow.read_back()
                self.board.show_problems(self.flow.verdict().problems, stale=False)
                self._keep_last()
                self.flow.cache.prune()

    def _make(self) -> bool:
        """Make the page and the PDF; Pandoc and Typst are at work while the rules are, whose errors have the last word."""
        flow = self.flow
        flow.report()
        flow.begin(MARKUPS, ahead=True)
        problems = flow.problems()
        if any(problem.severity is Severity.ERROR for problem in problems):
            self.tools.give_up()  # a picture of 50 MB takes Pandoc a while, and the next edit waits
            self.board.show_problems(problems, stale=True)
            return False
        (page, *_) = flow.made("html").values()
        self.board.show_page(page, flow.judged((*flow.found(), *self._found)), flow.manuscript())
        (pdf, *_) = flow.made("pdf").values()
        self.board.show_pdf(pdf)
        return True

    def _keep_last(self) -> None:
        """Keep what is shown for the day when whoever opens the edition finds an error in it."""
        shown = self.board.shown
        for name, content in (("page", shown.page), ("pdf", shown.pdf)):
            if self._kept.get(name) is not content:
                self.flow.cache.put(self._last(name), content)
                self._kept[name] = content

    def _show_last(self) -> None:
        """Show the last good page and PDF of another day: what is to be mended in the files is seen beside them."""
        page = self.flow.cache.read(self._last("page"), between(b"<!", b"</html>"))
        if page:
            self.board.show_last(page, self.flow.cache.read(self._last("pdf"), between(b"%PDF")) or b"")

    def _last(self, name: str) -> str:
        return fingerprint(LAST, self.root.resolve(), name)

    @contextmanager
    def _failures_shown(self) -> Iterator[None]:
        """Tell whatever goes wrong: the last good report stays, and the next change is waited for."""
        try:
            yield
        except BuildStopped as stop:
            self.board.show_problems(in_order(stop.problems), stale=True)
        except (ToolFailed, Stopped) as failure:
            self.board.show_problems([refused(failure)], stale=True)
        except OSError as error:
            why = f"Un fichier ne peut pas être lu ou écrit ({reason_of(error)})."
            hint = "Vérifiez la place libre et les droits ; l'aperçu reprendra au prochain enregistrement."
            place = Place(Path(error.filename).name if error.filename else "output")
            problem = missing(error, self.root) or Problem("REN01", Severity.ERROR, why, place, hint)
            self.board.show_problems([problem], stale=True)
        except Exception as error:  # noqa: BLE001 - a template that its designer spoils, or a bug of ours: writing goes on
            why = f"Le rapport ne peut pas être fait ({type(error).__name__} : {error})."
            hint = "Un gabarit en est sans doute la cause ; sinon, « python build.py » gardera le journal de l'erreur."
            self.board.show_problems([Problem("REN01", Severity.ERROR, why, Place("templates"), hint)], stale=True)
