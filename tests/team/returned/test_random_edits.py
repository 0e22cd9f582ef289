"""A hundred random edits of the frozen edition's Word file: none comes back wrong, or is lost; the others are told."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.flow.proving import ProofExports
from rapport.flow.returning import returning_of
from rapport.sources.reading import load
from rapport.sources.reading.proofs.document import proof_of
from rapport.team.returned.state import Returned
from tests.team.returned.edits import edits_for, targets_of
from tests.team.returned.judging import lot
from tests.team.returned.reviewer import Reviewer


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


def test_edits_that_come_twice_are_brought_once(sent: tuple[Path, bytes], tmp_path: Path):
    root, raw = sent
    left, exports = proof_of(io.BytesIO(raw)).sent, ProofExports(root / ".cache")
    assert left is not None
    reviewer = Reviewer(raw)
    for edit in edits_for(targets_of(Returned.of(load(root)[0], left, ())), 5101, 35):
        edit.work(reviewer)
    proof = proof_of(io.BytesIO(reviewer.saved()))
    once = returning_of(load(root)[0], proof, lambda _, __: True, exports)
    assert sum(one.brought for one in once.corrections) > 30
    copy = shutil.copytree(root, tmp_path / "rapport", symlinks=True)
    for path, change in once.changes.items():
        (copy / path).write_bytes(change.after or b"")
    twice = returning_of(load(copy)[0], proof, lambda _, __: True, exports)
    assert [(one.before, one.after) for one in twice.corrections if one.brought] == []
    assert twice.changes == {}
