"""A program that works for a while: its words streamed into a log, ended with its children."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from rapport.ground.problems import reason_of
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.kept import MEMORY, OVERFULL, end, started
from rapport.ground.programs.second import late, overfull


def run_logged(
    tool: str, command: Sequence[str], folder: Path, words: BinaryIO, limit: float, variables: Mapping[str, str],
    memory: int = MEMORY,
) -> int:  # fmt: skip
    """Run a program in a folder, without a shell, and return its exit code; what it says goes to an open log as it says it.

    Nothing that it started is left running, whatever ends the run: a bound of time (seconds) or memory (bytes), Ctrl-C, its
    own end, ours. Raises ToolFailed when it can't be started or exceeds a bound.
    """
    try:
        run = started(
            command, folder, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT,
            variables={**os.environ, **variables}, memory=memory,
        )  # fmt: skip
    except OSError as error:
        why = reason_of(error)
        raise ToolFailed(tool, why, sentence=f"{tool} ne démarre pas ({why}).") from error
    try:
        code = run.wait(limit)
    except subprocess.TimeoutExpired as error:
        raise ToolFailed(tool, "", sentence=f"{tool} {late(limit)}.") from error
    finally:
        end(run)
    if code == OVERFULL:
        raise ToolFailed(tool, "", sentence=f"{tool} {overfull(memory)}.")
    return code
