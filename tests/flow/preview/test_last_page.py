"""Whoever opens an edition that has an error sees the last good page of another day, and what is to be mended beside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rapport.flow.preview.board import Board, PreviewState
from rapport.flow.preview.studio import LAST, Studio
from rapport.ground.cache import Cache, fingerprint
from rapport.ground.problems import Severity
from rapport.ground.shared_folder import cache_of

INDICATORS = "data/indicators/ateliers.yml"


def opened(root: Path, *, verified: bool = False) -> PreviewState:
    """Return what a preview that begins shows."""
    with closing(Studio(root, Board())) as studio:
        studio.refresh()
        if verified:
            studio.verify()
        return studio.board.shown


def changed(root: Path, before: str, after: str) -> None:
    path = root / INDICATORS
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def unreadable(root: Path) -> None:
    changed(root, "{2024: 318}", "{2024: à saisir}")


def unknown_where_it_is_needed(root: Path) -> None:
    changed(root, "{2024: 1240}", "{2024: n.d.}")


def no_yaml(root: Path) -> None:
    changed(root, "label: Vélos réparés", "label: [")


def without_a_text(root: Path) -> None:
    (root / "content/edito.md").unlink()


@pytest.mark.parametrize("spoil", [unreadable, unknown_where_it_is_needed, no_yaml, without_a_text])
def test_an_edition_opened_with_an_error_shows_its_last_page(petite: Path, spoil: Callable[[Path], None]):
    good = opened(petite, verified=True)
    spoil(petite)
    shown = opened(petite)
    assert (shown.page, shown.pdf) == (good.page, good.pdf)
    assert shown.stale
    assert Severity.ERROR in {problem.severity for problem in shown.problems}


def test_the_page_of_the_day_takes_its_place(petite: Path):
    opened(petite, verified=True)
    unreadable(petite)
    with closing(Studio(petite, Board())) as studio:
        studio.refresh()
        last = studio.board.shown
        changed(petite, "{2024: à saisir}", "{2024: 444}")
        studio.refresh()
        shown = studio.board.shown
    assert (shown.stale, shown.page_version) == (False, last.page_version + 1)
    assert b"444" in shown.page
    assert b"444" not in last.page


def test_an_edition_that_was_never_shown_shows_nothing(petite: Path):
    unreadable(petite)
    shown = opened(petite)
    assert (shown.page, shown.pdf, shown.stale) == (b"", b"", True)


def test_something_else_in_the_cache_is_not_shown(petite: Path):
    Cache(cache_of(petite)).put(fingerprint(LAST, petite.resolve(), "page"), b"%PDF-1.7")
    unreadable(petite)
    assert opened(petite).page == b""
