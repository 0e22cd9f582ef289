"""Pieces read by another Python, within bounds of time and memory: each may be made up to keep a library busy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rapport.ground.programs.second import Died, Second, Stopped
from rapport.sources.piece_contents import AGAIN, PieceContents, UnreadablePiece
from rapport.sources.reading.pieces import contents_of

TOOL = "Le lecteur des pièces"
SECONDS = 60.0  # for one piece
MEMORY = 1_500_000_000


class PieceReader:
    """Reads pieces, one at a time, in another Python that lives as long as it does."""

    def __init__(self, again: str = AGAIN) -> None:
        self._second = Second(TOOL, SECONDS, MEMORY)
        self._again = again

    def contents(self, path: Path) -> PieceContents:
        """Return what a piece holds; raises UnreadablePiece, and OSError when the disk doesn't give it."""
        contents: PieceContents = self._answer(contents_of, path)
        return contents

    def framed(self, path: Path, page: int, numbers: list[tuple[int, str]]) -> bytes:
        """Return a page of a PDF with its numbers framed; raises as ``contents`` does."""
        from rapport.sources.reading.pieces.framed import framed_page  # noqa: PLC0415 - PDFium

        picture: bytes = self._answer(framed_page, path, page, numbers)
        return picture

    def _answer(self, function: Callable[..., Any], *given: Any) -> Any:
        """Return what a function answers there, asked once more of a new Python when the first one died of something else."""
        try:
            try:
                return self._second.answer(function, *given)
            except Died:
                return self._second.answer(function, *given)
        except Died as died:
            raise UnreadablePiece(died.message, f"Relancez « {self._again} ».") from None
        except Stopped as stopped:
            raise UnreadablePiece(stopped.message, f"Gardez-en les pages utiles, puis relancez « {self._again} ».") from None
        except UnreadablePiece as error:
            raise UnreadablePiece(error.message, error.hint.replace(AGAIN, self._again)) from None

    def close(self) -> None:
        """End the other Python, if there is one."""
        self._second.close()


@contextmanager
def piece_reader(again: str = AGAIN) -> Iterator[PieceReader]:
    """Give a reader of pieces for a while; ``again`` is the command that reads them again, for the hints."""
    reader = PieceReader(again)
    try:
        yield reader
    finally:
        reader.close()
