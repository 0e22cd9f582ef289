"""A program under a keeper: in a session of its own, its memory bounded, ended with whatever it started."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

from rapport.ground.programs.keeper import OVERFULL, UNSTARTED

__all__ = ["MEMORY", "OVERFULL", "UNSTARTED", "end", "started"]

PATIENCE = 3.0  # seconds between asking a program to end and ending it
MEMORY = 2_000_000_000  # bytes that a program may take; none takes a quarter of that for a report
_KEEPER = Path(__file__).with_name("keeper.py")
Stream = int | IO[bytes]


def started(  # noqa: PLR0913 - what `Popen` is given, by name
    command: Sequence[str], folder: Path, *, stdin: Stream, stdout: Stream, stderr: Stream,
    variables: Mapping[str, str] | None = None, memory: int = MEMORY, passing: str = "",
) -> subprocess.Popen[bytes]:  # fmt: skip
    """Start a program in a folder, without a shell; Ctrl-C doesn't reach it: `end` ends it.

    ``variables`` is its whole environment (ours by default), ``memory`` in bytes, ``passing`` a folder that goes away with us
    should nobody else remove it. Raises OSError when there is no such program. On Windows, there is neither keeper nor bound.
    """
    pulse: tuple[int, ...] = ()
    kept = [_program(command[0]), *command[1:]]
    if os.name != "nt":
        pulse = (_pulse(),)
        kept = [sys.executable, "-I", "-S", str(_KEEPER), str(pulse[0]), str(memory), passing, *kept]
    return subprocess.Popen(
        kept, stdin=stdin, stdout=stdout, stderr=stderr, cwd=folder, env=variables, pass_fds=pulse, start_new_session=True,
    )  # fmt: skip


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
    kill(run)
    run.wait()


def kill(run: subprocess.Popen[bytes]) -> None:
    """End a program and whatever it started, at once and without waiting for it."""
    if os.name == "nt":
        run.kill()
    else:
        _signal(run, signal.SIGKILL)


def _signal(run: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # all of them have gone already
        os.killpg(run.pid, number)


def _program(name: str) -> str:
    """Return the path of a program; raises OSError as starting it would."""
    if found := shutil.which(name):
        return found
    number = errno.EACCES if os.path.isfile(name) else errno.ENOENT  # noqa: PTH113 - a name may be too long
    raise OSError(number, os.strerror(number), name)


@cache
def _pulse() -> int:
    """Return the end of a pipe that keepers read: as long as we live, nothing comes and it doesn't end."""
    read, _write = os.pipe()  # ours to hold until we are gone; no child inherits it
    return read
