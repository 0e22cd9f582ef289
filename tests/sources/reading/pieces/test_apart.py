"""The Python that reads pieces, killed or too slow: whatever it dies of, the next piece is read by another."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from rapport.sources.piece_contents import PieceContents, PieceLine, UnreadablePiece
from rapport.sources.reading.pieces import apart
from rapport.sources.reading.pieces.apart import piece_reader


def dies_once(path: Path) -> PieceContents:
    mark = path.with_suffix(".mark")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return PieceContents((PieceLine(1, 0, "543"),))


def dies(_: Path) -> PieceContents:
    os.kill(os.getpid(), signal.SIGKILL)
    return PieceContents()


def stays(_: Path) -> PieceContents:
    time.sleep(60)
    return PieceContents()


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("543\n", "utf-8")
    return path


def test_a_death_that_the_piece_has_no_part_in_costs_it_nothing(piece: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "contents_of", dies_once)
    with piece_reader() as reader:
        assert reader.contents(piece).lines[0].text == "543"


def test_a_death_at_each_question_is_told_and_the_next_piece_is_read(piece: Path, monkeypatch: pytest.MonkeyPatch):
    with piece_reader() as reader:
        with monkeypatch.context() as failing:
            failing.setattr(apart, "contents_of", dies)
            with pytest.raises(UnreadablePiece, match="s'est arrêté sans un mot") as told:
                reader.contents(piece)
        assert told.value.hint == "Relancez « python build.py tie »."
        assert reader.contents(piece).lines[0].text == "543"


def test_what_takes_too_long_is_told_and_the_next_piece_is_read(piece: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "SECONDS", 1.0)
    monkeypatch.setattr(apart, "contents_of", stays)
    with piece_reader() as reader:
        with pytest.raises(UnreadablePiece, match="n'a pas fini en 1"):
            reader.contents(piece)
        reader._second.seconds = 60.0
        monkeypatch.undo()
        assert reader.contents(piece).lines[0].text == "543"
