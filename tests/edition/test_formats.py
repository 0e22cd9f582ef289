"""An edition that nobody touched says the same after a change of the engine, once brought to its format where it was older."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.rules.outputs.pdf_reading import measured
from rapport.sources.migrations import format_of
from rapport.sources.reading import compatibility
from tests.conftest import PROJECT

FROZEN = PROJECT / "tests/editions"
KEPT = {1: ("petite", "cap")}  # frozen editions by the format of their files
CASES = [(number, name) for number, names in KEPT.items() for name in names]


def test_each_format_has_its_frozen_editions():
    assert [*KEPT] == [*range(1, compatibility.FORMAT + 1)]
    assert [(format_of(FROZEN / name), name) for _, name in CASES] == CASES


@pytest.mark.parametrize(("number", "name"), CASES)
def test_it_says_the_same(number: int, name: str, tmp_path: Path, same_as: Callable[[Path, str], None]):
    """Page by page, and number by number: a change of text or of flow is seen in a diff."""
    root = tmp_path / name
    shutil.copytree(FROZEN / name, root)
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copytree(PROJECT / "assets/fonts", root / "assets/fonts")
    assert main(["migrate", "--oui"], root) == 0
    assert main(["build", "--quiet", "--to", "html", "--to", "pdf"], root) == 0
    (made,) = (path for path in (root / "output").iterdir() if path.is_dir())
    (paper,) = made.glob("*.pdf")
    pages = [page["text"].replace("\r\n", "\n") for page in measured(paper)["pages"]]
    files = sorted((made / "donnees").rglob("*.csv"))
    assert pages
    assert files
    texts = [(f"page {place}", page) for place, page in enumerate(pages, 1)]
    texts += [(path.relative_to(made).as_posix(), path.read_text("utf-8-sig").replace("\r\n", "\n")) for path in files]
    same_as(PROJECT / f"tests/goldens/format-{number}-{name}.txt", "".join(f"--- {title} ---\n{text}\n" for title, text in texts))
