"""A hundred random edits of the frozen edition's Word file: none comes back wrong, or is lost; the others are told."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from rapport.cli.main import main
from tests.team.returned.judging import lot


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory, whole: Path) -> tuple[Path, bytes]:
    """Return the frozen edition and its Word file."""
    root = tmp_path_factory.mktemp("sent") / "rapport"
    shutil.copytree(whole, root, symlinks=True)
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    return root, next((root / "output").glob("*/*.docx")).read_bytes()


def test_a_hundred_edits(sent: tuple[Path, bytes]):
    """The whole of it, two thousand edits: benchmarks/returns.py."""
    root, raw = sent
    done = [one for seed in (101, 102, 103) for one in lot(root, raw, seed, 35)]
    assert len(done) >= 95
    assert [(edit.kind, edit.target.text.path, what) for edit, what, _ in done if what in {"wrong", "lost"}] == []
    wanted = [what for edit, what, _ in done if not edit.told]
    assert wanted.count("brought") >= 0.95 * len(wanted), Counter((edit.kind, what) for edit, what, _ in done)
