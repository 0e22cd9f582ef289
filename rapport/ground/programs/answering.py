"""A program of the system: a list of arguments and a text in, its answer out, within a time limit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from rapport.ground.problems import reason_of
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.kept import MEMORY, OVERFULL, UNSTARTED, end, started
from rapport.ground.programs.scratch import scratch

TIME_LIMIT = 60.0  # seconds; the whole report takes three


class ProgramAnswer(NamedTuple):
    """What a program said on its two streams, and its exit code."""

    answer: str
    complaint: str
    code: int


def answer_of(tool: str, command: Sequence[str], given: str, limit: float = TIME_LIMIT, memory: int = MEMORY) -> str:
    """Return what a program says of a text, which it finds in the file `texte.txt` and on its standard input.

    It runs as `answer_of_program` tells. Raises ToolFailed when it breaks down too.
    """
    said = answer_of_program(tool, command, given, limit, memory)
    if said.code == OVERFULL:
        raise ToolFailed(tool, f"il demande plus de {memory / 1e9:.0f} Go de mémoire")
    if said.code:
        last = (said.complaint.strip().splitlines() or [""])[-1]
        raise ToolFailed(tool, f"il s'est arrêté sur une erreur ({last[:120] or f'code {said.code}'})")
    return said.answer


def answer_of_program(
    tool: str, command: Sequence[str], given: str = "", limit: float = TIME_LIMIT, memory: int = MEMORY
) -> ProgramAnswer:
    """Return what a program says: within bounds (seconds, bytes), without a shell, in an empty folder that goes with it.

    Raises ToolFailed when it can't be started or exceeds the time limit; nothing that it started is left running then.
    """
    # They are programs in C or in a Python that isn't ours: neither our Python's settings nor a local language must reach them.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    settings = own | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    with scratch() as made:
        folder = made.folder
        (folder / "texte.txt").write_text(given, "utf-8", newline="\n")
        try:
            run = started(
                command, folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                variables=settings, memory=memory, passing=str(made.outer),
            )  # fmt: skip
        except OSError as error:
            raise ToolFailed(tool, f"le programme ne démarre pas ({reason_of(error)})") from error
        return _heard(tool, run, given, limit)


def _heard(tool: str, run: subprocess.Popen[bytes], given: str, limit: float) -> ProgramAnswer:
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
    words = ProgramAnswer(said.decode("utf-8", "replace"), complaint.decode("utf-8", "replace"), run.returncode)
    if words.code == UNSTARTED:
        raise ToolFailed(tool, f"le programme ne démarre pas ({words.complaint.strip()})")
    return words
