"""A program of the system: a list of arguments and a text in, its answer out, within a time limit."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rapport.engines.failure import ToolFailed
from rapport.engines.running import end
from rapport.problems import reason_of

TIME_LIMIT = 60.0  # seconds; the whole report takes three


def answer_of(tool: str, command: Sequence[str], given: str, limit: float = TIME_LIMIT) -> str:
    """Return what a program says of a text, which it finds in the file `texte.txt` and on its standard input.

    It runs without a shell, in an empty folder that goes away with it. Raises ToolFailed when it can't be started, breaks
    down or exceeds the time limit; nothing that it started is left running then.
    """
    # Both are programs in C or in a Python that isn't ours: neither our Python's settings nor a local language must reach them.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    settings = own | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, "texte.txt").write_text(given, "utf-8", newline="\n")
        try:
            run = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                cwd=folder, env=settings, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise ToolFailed(tool, f"le programme ne démarre pas ({reason_of(error)})") from error
        return _answer(tool, run, given, limit)


def _answer(tool: str, run: subprocess.Popen[bytes], given: str, limit: float) -> str:
    try:
        said, complaint = run.communicate(given.encode(), timeout=limit)
    except subprocess.TimeoutExpired as error:
        raise ToolFailed(tool, f"il n'a rien répondu en {limit:.0f} secondes") from error
    finally:
        end(run)
        for pipe in (run.stdin, run.stdout, run.stderr):
            with suppress(OSError):  # what was left to write has no reader any more
                if pipe:
                    pipe.close()
    if run.returncode:
        last = (complaint.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
        raise ToolFailed(tool, f"il s'est arrêté sur une erreur ({last[:120] or f'code {run.returncode}'})")
    return said.decode("utf-8", "replace")
