"""Tools kept awake while somebody writes: they answer in a tenth of the time that they take to start."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from rapport.engines.pandoc import READER, converted, cut, joined, pandoc_path
from rapport.engines.typst import compiler_of, pdf_by
from rapport.model import Piece

_SCRIPT = Path(__file__).with_name("resident.lua")


class ResidentPandoc:
    """Pandoc's Lua interpreter in the folder that holds `filter.lua`: the fragments are those of its command line."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def converted(self, pieces: Sequence[Piece], target: str, work: Path) -> dict[str, str]:
        """Return each piece's fragment; raises ToolFailed as the command line does, whose words it takes."""
        with self._lock:
            try:
                answer = self._answer(target, joined(pieces).encode())
            except OSError:  # it was killed: by the system, or by somebody
                self.close()
                answer = None
        return converted(pieces, target, work) if answer is None else cut(answer.decode(), target)

    def close(self) -> None:
        """Let it go; it ends by itself when its input does."""
        if self._running is not None:
            with suppress(OSError):
                self._running.communicate(timeout=1)
            self._running.kill()
            self._running.wait()
            self._running = None

    def _answer(self, target: str, text: bytes) -> bytes | None:
        """Return what Pandoc writes, None when it refuses or stops."""
        running = self._running = self._running or self._started()
        if running.stdin is None or running.stdout is None:
            return None
        running.stdin.write(f"{target} {len(text)}\n".encode() + text)
        running.stdin.flush()
        fine, _, size = running.stdout.readline().partition(b" ")
        if not size:
            self.close()
            return None
        answer = running.stdout.read(int(size))
        return answer if fine == b"ok" else None

    def _started(self) -> subprocess.Popen[bytes]:
        command = [pandoc_path(), "lua", str(_SCRIPT), READER]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self._work)


class ResidentTypst:
    """A compiler that keeps what it has set: an edit costs the pages that it moves."""

    def __init__(self, document: Path, fonts: Path) -> None:
        self._compiler: Any = compiler_of(document, document.parent, fonts)

    def pdf(self, timestamp: int) -> bytes:
        """Return the PDF of the document as it now stands; raises ToolFailed with Typst's own words."""
        return pdf_by(self._compiler, timestamp)
