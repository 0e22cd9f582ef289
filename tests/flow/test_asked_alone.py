"""What one section asks for when a word of it changes: itself, and nothing of the other texts or the tables."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.checked import Checked
from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.formats import html
from rapport.rules import anchors
from tests.some import some

PROJECT = Path(__file__).resolve().parents[2]
CELLS = ("Checked.derived", "rapport.rules.language.vocabulary._passed_over")


@pytest.fixture
def flow(petite: Path) -> Iterator[Flow]:
    with Tools(petite, Cache(petite / ".cache")) as tools:
        yield Flow(petite, tools)


def word(root: Path) -> None:
    section = root / "content/edito.md"
    section.write_text(section.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")


def counted(monkeypatch: pytest.MonkeyPatch, home: Any, name: str) -> list[Any]:
    """Return the first arguments of each call of a function, as they come."""
    calls, own = [], getattr(home, name)

    def heard(first: Any, *given: Any, **named: Any) -> Any:
        calls.append(first)
        return own(first, *given, **named)

    monkeypatch.setattr(home, name, heard)
    return calls


def test_the_words_of_a_section_are_read_aloud_without_the_tables(petite: Path):
    flow = Checked(petite)
    for group in some([group for group in flow.groups() if group.startswith("content ")]):
        flow.prose_in(group)
    assert CELLS not in flow.memo
    for group in some([group for group in flow.groups() if group.startswith("table ")]):
        flow.prose_in(group)
    assert CELLS in flow.memo


def test_the_anchors_of_an_edited_section_alone_are_looked_for_again(flow: Flow, monkeypatch: pytest.MonkeyPatch):
    taken = flow.names_taken()
    assert {"edito", "ateliers"} <= taken.contents
    asked = counted(monkeypatch, anchors, "typed_in")
    word(flow.root)
    flow.look_again()
    assert flow.names_taken() == taken
    assert [section.id for section in asked] == ["edito"]


def test_an_anchor_typed_in_another_section_is_taken_at_once(flow: Flow):
    assert "nouveau" not in flow.names_taken().typed
    section = flow.root / "content/ateliers.md"
    section.write_text(section.read_text("utf-8") + "\n## Titre {#nouveau}\n\nUn mot.\n", "utf-8")
    flow.look_again()
    assert "nouveau" in flow.names_taken().typed


def test_the_table_of_contents_stands_when_no_heading_changes(flow: Flow, monkeypatch: pytest.MonkeyPatch):
    before = flow.toc()
    made = counted(monkeypatch, html, "contents_of")
    word(flow.root)
    flow.look_again()
    assert flow.toc() == before
    assert made == []
    section = flow.root / "content/edito.md"
    section.write_text(section.read_text("utf-8") + "\n## Un titre neuf\n\nUn mot.\n", "utf-8")
    flow.look_again()
    assert "Un titre neuf" in str(flow.toc())


def test_nothing_is_imported_that_reads_pieces_where_no_survey_is_read():
    code = (
        "import sys, rapport.flow.pipeline; "
        "print(sorted(name for name in sys.modules if 'written_numbers' in name or 'survey_sheets' in name))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert told.stdout.strip() == "[]"
