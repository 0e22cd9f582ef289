"""The PDF that a preview makes ahead: while the rules are tried and the page is made, of the files as they are, or of none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from rapport.flow.preview.board import Board
from rapport.flow.preview.studio import Studio
from rapport.outputs.engines.pandoc import Pandoc

ERROR = "Un lien [vers rien](#nulle-part)."  # which keeps nothing from being begun
LONG = 30.0  # seconds: nobody waits so long for what is done


@pytest.fixture
def studio(petite: Path) -> Iterator[Studio]:
    """Return a studio that has made the small edition once."""
    with closing(Studio(petite, Board())) as studio:
        studio.refresh()
        yield studio


def say(studio: Studio, said: str) -> None:
    """Add a sentence to a text."""
    path = studio.root / "content/edito.md"
    path.write_text(f"{path.read_text('utf-8')}\n{said}\n", "utf-8")


def held(studio: Studio, monkeypatch: pytest.MonkeyPatch, begun: Event, go: Event) -> None:
    """Make Typst tell when it begins, and wait before it answers; an error that is found comes later than it begins."""
    pdf: Callable[..., bytes] = studio.tools.pdf

    def late(*given: object) -> bytes:
        begun.set()
        assert go.wait(LONG)
        return pdf(*given)

    give_up = studio.tools.give_up
    monkeypatch.setattr(studio.tools, "pdf", late)
    monkeypatch.setattr(studio.tools, "give_up", lambda: (begun.wait(LONG), give_up()))


def test_typst_is_at_work_while_the_page_is_made(studio: Studio, monkeypatch: pytest.MonkeyPatch):
    begun, go = Event(), Event()
    held(studio, monkeypatch, begun, go)
    show, seen = studio.board.show_page, []

    def show_page(*given: object) -> None:
        seen.append(begun.wait(LONG))
        show(*given)  # type: ignore[arg-type]
        go.set()

    monkeypatch.setattr(studio.board, "show_page", show_page)
    before = studio.board.shown.pdf_version
    say(studio, "Une phrase de plus.")
    studio.refresh()
    assert seen == [True]
    assert studio.board.shown.pdf_version == before + 1


def test_an_error_waits_for_no_pdf_and_the_next_edit_shows_its_own(studio: Studio, monkeypatch: pytest.MonkeyPatch):
    """The PDF that was begun of a text with an error is not that of the text that mends it, whenever it ends."""
    begun, go = Event(), Event()
    pdf = studio.tools.pdf
    held(studio, monkeypatch, begun, go)
    sound = (studio.root / "content/edito.md").read_text("utf-8")
    say(studio, ERROR)
    studio.refresh()
    assert begun.is_set()
    assert studio.board.shown.stale  # told, though no PDF may end
    (studio.root / "content/edito.md").write_text(sound + "\nUne phrase juste.\n", "utf-8")
    ended = threading.Timer(0.2, go.set)
    ended.start()
    studio.refresh()
    ended.join()
    monkeypatch.setattr(studio.tools, "pdf", pdf)
    shown = studio.board.shown
    assert not shown.stale
    with closing(Studio(studio.root, Board())) as other:
        other.refresh()
        assert (shown.page, shown.pdf) == (other.board.shown.page, other.board.shown.pdf)


def test_what_is_given_up_goes_through_pandoc_no_more(studio: Studio, monkeypatch: pytest.MonkeyPatch):
    """Pieces whose request was interrupted would each be asked for alone by the PDF that was begun."""
    asked: list[int] = []
    interrupted = Event()
    converted = Pandoc.converted
    interrupt = Pandoc.interrupt

    def slow(pandoc: Pandoc, pieces: list[object], markups: list[str]) -> Iterator[object]:
        asked.append(len(pieces))
        assert interrupted.wait(LONG)
        yield from converted(pandoc, pieces, markups)  # type: ignore[arg-type]

    def told(pandoc: Pandoc) -> None:
        monkeypatch.setattr(pandoc, "_closed", True)
        interrupt(pandoc)
        interrupted.set()

    monkeypatch.setattr(Pandoc, "converted", slow)
    monkeypatch.setattr(Pandoc, "interrupt", told)
    say(studio, f"{ERROR} {studio.root.parent.name}")  # never converted before
    studio.refresh()
    studio.flow.settle()
    assert studio.board.shown.stale
    assert asked == [1]


def test_a_preview_that_ends_waits_for_what_it_began(petite: Path, monkeypatch: pytest.MonkeyPatch):
    begun, go = Event(), Event()
    studio = Studio(petite, Board())
    studio.refresh()
    held(studio, monkeypatch, begun, go)
    say(studio, ERROR)
    studio.refresh()
    folder = studio.tools.folder
    assert begun.is_set()
    ended = threading.Timer(0.2, go.set)
    ended.start()
    studio.close()
    assert go.is_set()
    assert not folder.exists()
