"""What browsers are shown: the last good page and PDF, the problems of the moment; who waits is told of each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Condition

from rapport.ground.problems import Problem
from rapport.sources.model import Manuscript


@dataclass(frozen=True)
class PreviewState:
    """One moment of the preview; ``stale`` when the page is older than the files, whose problems prevent a newer one."""

    version: int = 0
    page_version: int = 0
    pdf_version: int = 0
    page: bytes = b""
    pdf: bytes = b""
    problems: tuple[Problem, ...] = ()
    stale: bool = False
    others: tuple[str, ...] = ()  # who else has the edition open, in French
    manuscript: Manuscript | None = None  # what the page was made from: it knows the authors' lines


class Board:
    """The moment that is shown, changed by one thread and read by many."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._shown = PreviewState()
        self._closed = False

    @property
    def shown(self) -> PreviewState:
        """Return the present moment."""
        with self._changed:
            return self._shown

    def show_page(self, page: bytes, problems: Sequence[Problem], manuscript: Manuscript) -> None:
        """Show a page made from the files as they are, and what is to mend in them."""
        with self._changed:
            new = page != self._shown.page
            self._show(
                page=page, page_version=self._shown.page_version + new, problems=tuple(problems), stale=False,
                manuscript=manuscript,
            )  # fmt: skip

    def show_last(self, page: bytes, pdf: bytes) -> None:
        """Show a page and a PDF of another day, older than the files."""
        with self._changed:
            now = self._shown
            self._show(page=page, page_version=now.page_version + 1, pdf=pdf, pdf_version=now.pdf_version + bool(pdf), stale=True)

    def show_pdf(self, pdf: bytes) -> None:
        """Show the PDF that goes with the page."""
        with self._changed:
            if pdf != self._shown.pdf:
                self._show(pdf=pdf, pdf_version=self._shown.pdf_version + 1)

    def show_problems(self, problems: Sequence[Problem], *, stale: bool) -> None:
        """Show problems; ``stale``: they prevent a newer page, and the last good one stays."""
        with self._changed:
            if (tuple(problems), stale) != (self._shown.problems, self._shown.stale):
                self._show(problems=tuple(problems), stale=stale)

    def show_others(self, others: tuple[str, ...]) -> None:
        """Show who else has the edition open."""
        with self._changed:
            if others != self._shown.others:
                self._show(others=others)

    def wait(self, version: int, seconds: float) -> PreviewState | None:
        """Return a moment later than a version, or the same after some seconds; None once nothing more will come."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown.version > version, seconds)
            return None if self._closed else self._shown

    def close(self) -> None:
        """Let go those who wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _show(self, **new: object) -> None:
        self._shown = replace(self._shown, version=self._shown.version + 1, **new)  # type: ignore[arg-type]
        self._changed.notify_all()
