"""Temporary folders: gone once they are removed, whatever still writes there."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from rapport.ground.programs.scratch import Scratch


@pytest.mark.parametrize("deep", ["", "work", "work/typst"])
def test_a_folder_that_is_still_written_to_goes_whole(tmp_path: Path, deep: str):
    """What was begun for a build that is refused ends a moment after it."""
    made, begun, over = Scratch(".draft-", tmp_path), Event(), Event()
    (made.folder / deep).mkdir(parents=True, exist_ok=True)

    def write() -> None:
        number = 0
        while not over.is_set():
            number += 1
            try:
                (made.folder / deep / f"{number}.typ").write_text("x", "utf-8")
            except OSError:  # it is gone
                return
            begun.set()

    writer = Thread(target=write)
    writer.start()
    assert begun.wait(60)
    made.remove()
    writer.join(10)
    over.set()
    writer.join(10)
    assert list(tmp_path.iterdir()) == []
