"""What a screen reader says of the PDF, page by page, in the order of its tags: the whole edition, as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.flow.options import Options
from rapport.flow.pipeline import build
from tests.conftest import PROJECT, whole_edition
from tests.outputs.read_aloud import GROUPS, read_aloud

GOLDEN = PROJECT / "tests/goldens/read-aloud.txt"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> list[str]:
    """Return the pages of the whole edition as they are read."""
    root = whole_edition(tmp_path_factory.mktemp("aloud") / "rapport", shared_cache)
    return read_aloud(build(root, Options(formats=("pdf",)), lambda _: None).files["pdf"])


@pytest.fixture(scope="module")
def blocks(pages: list[str]) -> list[tuple[str, str]]:
    """Return the kind and the words of each block, in order."""
    split = [line.strip().partition(" ") for page in pages for line in page.splitlines()]
    return [(kind, words) for kind, _, words in split]


def test_golden_reading(pages: list[str], same_as: Callable[[Path, str], None]):
    """A change of what is read, of its order or of what it is told to be is seen in a diff."""
    same_as(GOLDEN, "".join(f"--- page {number} ---\n{page}\n" for number, page in enumerate(pages, 1)))


def test_the_report_opens_on_its_title(blocks: list[tuple[str, str]]):
    assert next(words for kind, words in blocks if kind == "H1") == "Cap sur demain"


def test_words_stand_in_blocks_that_say_what_they_are(blocks: list[tuple[str, str]]):
    """Nothing is read outside of a paragraph, a heading, a list, a table, a caption.

    Typst leaves three kinds of texts in a group of no kind: the mark of a draft, the captions of tables, the address of the site.
    """
    told = [words for kind, words in blocks if kind in GROUPS and words]
    assert len(blocks) > 1000
    assert len(told) <= 5
    assert [words for words in told if len(words) > 80] == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("H3", "Auvergne-Rhône-Alpes"),  # the delegations, and the directory
        ("H3", "Délégation générale"),  # a unit of the team
        ("H3", "Janvier"),  # a month
        ("H4", "Carte de vœux Coorace 2024"),  # an event
        ("P", "MONTREUIL"),  # where it took place, apart from its name
        ("P", "Laurent PINET"),
        ("P", "Président"),
        ("Lbl", "AI"),  # a term of the lexicon
    ],
)
def test_people_places_and_events_are_told_apart(blocks: list[tuple[str, str]], kind: str, words: str):
    assert (kind, words) in blocks


def test_persons_are_items_of_a_list(pages: list[str]):
    lines = [line for page in pages for line in page.splitlines()]
    place = next(number for number, line in enumerate(lines) if line.endswith("P Pierre LANGLADE"))
    assert [line.split()[0] for line in lines[place - 2 : place]] == ["LI", "LBody"]


def test_steps_are_a_numbered_list(blocks: list[tuple[str, str]]):
    numbers = [words for kind, words in blocks if kind == "Lbl" and re.fullmatch(r"\d", words)]
    assert {"1", "2", "3"} <= set(numbers)


def test_a_caption_goes_with_its_drawing(blocks: list[tuple[str, str]]):
    """Its title and its subtitle are read first, then the drawing, whose description says the values."""
    places = [number for number, (kind, _) in enumerate(blocks) if kind == "Caption"]
    assert len(places) > 15
    for place in places:
        following = [kind for kind, _ in blocks[place + 1 : place + 5]]
        assert "Figure" in following or "Table" in following, blocks[place]
