"""What is found in the labelled corpus: recall and precision, printed by kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import scores

# `heldout.tsv` is for the benchmark alone: what the forms are tried on here can't be what measures them.
CORPORA = [Path(__file__).with_name(name) for name in ("corpus.tsv", "development.tsv")]


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_recall_and_precision(path: Path):
    """At least nine claims in ten are found, and at most fifteen finds in a hundred are false alarms."""
    wanted, hit, false = scores(path)
    for kind in sorted(wanted):
        print(f"{path.stem} {kind}: {hit[kind]} of {wanted[kind]}, {false[kind]} false")  # noqa: T201 - shown by pytest -s
    assert len(wanted) == 8
    assert hit.total() / wanted.total() >= 0.90
    assert hit.total() / (hit.total() + false.total()) >= 0.85
