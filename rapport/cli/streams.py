"""The standard streams, made to bear whatever they are given: closed, read no more, on a full disk."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, TypeVar

T = TypeVar("T")


class _Lasting:
    """A stream that outlives its reader: once it is refused, what is said goes nowhere and the work goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.refused: OSError | None = None

    def write(self, text: str) -> int:
        return self._tried(lambda: self._stream.write(text)) or len(text)

    def flush(self) -> None:
        self._tried(self._stream.flush)

    def _tried(self, say: Callable[[], T]) -> T | None:
        try:
            return None if self.refused else say()
        except OSError as error:
            self.refused = error
            with suppress(OSError), Path(os.devnull).open("wb") as nowhere:  # Python says again, on closing, what it still holds
                os.dup2(nowhere.fileno(), self._stream.fileno())
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def lasting_streams() -> Iterator[list[OSError]]:
    """Make the standard streams bear whatever they are given: closed, read no more, on a full disk; in UTF-8.

    What a command does and how it ends don't depend on who listens. Gives a list that holds, once over, why an answer couldn't
    be written; a reader who leaves (`… | head`) is none of it.
    """
    refusals: list[OSError] = []
    for number in range(3):  # a closed one would be given to the next file that is opened
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    logging.disable()  # libraries write their errors themselves, in English, with all they went through: ours are told
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = sys.stdin or os.fdopen(0, closefd=False, encoding="utf-8")
    streams = [
        _Lasting(_speaking_utf8(stream or os.fdopen(number, "w", closefd=False)))
        for number, stream in enumerate(before)
        if number
    ]
    sys.stdout, sys.stderr = streams
    try:
        yield refusals
    finally:
        for stream in streams:
            stream.flush()
        sys.stdin, sys.stdout, sys.stderr = before
        logging.disable(logging.NOTSET)
        refusals += [one.refused for one in streams if one.refused and not isinstance(one.refused, BrokenPipeError)]


def _speaking_utf8(stream: TextIO) -> TextIO:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream
