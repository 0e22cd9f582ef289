"""The measure of what `check` catches: slips that it must see are seen by the measure too."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture
def measured(petite: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the scores of the small edition."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import mutations

    from rapport.sources.reading import load

    yield mutations.measured(mutations.Checker(load(petite)[0]))
    for name in ("mutations", "verdicts", "slips"):
        sys.modules.pop(name, None)


def test_what_is_typed_by_hand_is_seen(measured: Any):
    """Each kind of number typed in a text is tried, and nearly all are seen: a measure of nothing would say none."""
    assert len(measured.typed) >= 3
    for kind, score in measured.typed.items():
        assert score.tried, kind
        assert score.caught >= 0.9 * score.tried, (kind, measured.missed)


def test_a_sign_is_seen(measured: Any):
    """So are the signs of the numbers of the data files."""
    assert any(score.tried and score.caught == score.tried for score in measured.kinds.values())
