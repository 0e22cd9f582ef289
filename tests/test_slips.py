"""The measure of what `check` catches: slips that it must see are seen by the measure too."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pieces import with_piece

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture
def measured(petite: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the scores of the small edition."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import mutations

    from rapport.sources.reading import load

    yield mutations.measured(mutations.Checker(load(petite)[0]))
    for name in ("mutations", "verdicts", "slips", "evidence"):
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


def test_the_pieces_see_the_slips_of_each_kind(petite: Path, told: Any, monkeypatch: pytest.MonkeyPatch):
    """After the tie, before it, in the piece: told, and nothing tied elsewhere."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import evidence

    from rapport.sources.reading import load

    said = "Heures de bénévolat : 1 240\n\n\n\n\n\nVélos réparés : 318\n\n\n\n\n\nVélos donnés : 57\n"
    with_piece(petite, "bilan", "Bilan", said)
    path = petite / "data/indicators/ateliers.yml"
    text = path.read_text("utf-8").replace("  total_of:", "  piece: {in: bilan, at: {line: 1}}\n  total_of:")
    path.write_text(text.replace("  source: Registre", "  piece: {in: bilan, at: {line: 7}}\n  source: Registre"), "utf-8")
    assert told(petite, "tie").code == 0
    results = evidence.measured(load(petite)[0])
    assert list(results) == [evidence.AFTER, evidence.BEFORE, evidence.CHANGED, evidence.ELSEWHERE]
    for kind, seen in results.items():
        assert seen.tried, kind
        assert (seen.told, seen.wrongly) == (seen.tried, 0), (kind, seen.missed)
    for name in ("slips", "evidence"):
        sys.modules.pop(name, None)
