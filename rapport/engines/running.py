"""A program that works for a while: in a session of its own, its words streamed into a log, ended with its children."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from rapport.engines.failure import ToolFailed
from rapport.problems import reason_of

PATIENCE = 3.0  # seconds between asking a program to end and ending it


def run_logged(tool: str, command: Sequence[str], folder: Path, log: Path, limit: float, variables: Mapping[str, str]) -> int:
    """Run a program in a folder, without a shell, and return its exit code; what it says goes to the log as it says it.

    Nothing that it started is left running, whatever ends the run: a time limit, Ctrl-C, its own end. Raises ToolFailed
    when it can't be started or exceeds the limit.
    """
    with log.open("wb") as words:
        try:
            run = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT, cwd=folder,
                env={**os.environ, **variables}, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            why = reason_of(error)
            raise ToolFailed(tool, why, sentence=f"{tool} ne démarre pas ({why}).") from error
        try:
            return run.wait(limit)
        except subprocess.TimeoutExpired as error:
            sentence = f"{tool} n'a pas fini en {limit:.0f} secondes{_NBSP}: il a été arrêté."
            raise ToolFailed(tool, "", sentence=sentence) from error
        finally:
            end(run)


_NBSP = "\u00a0"


def end(run: subprocess.Popen[bytes]) -> None:
    """End a program and whatever it started, first with a word, then without."""
    if os.name == "nt":
        if run.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(run.pid)]  # the only way to its children there
            subprocess.run(tree, capture_output=True, check=False, timeout=PATIENCE)
        run.wait()
        return
    if run.poll() is None:
        _signal(run, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            run.wait(PATIENCE)
    _signal(run, signal.SIGKILL)
    run.wait()


def _signal(run: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # all of them have gone already
        os.killpg(run.pid, number)
