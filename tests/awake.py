"""Other Pythons that stay awake from one test to the next: starting one, and loading what it is asked, is most of its cost.

One that a test has done with is taken up by whoever would start the very same: the same bound, the same environment, the same
paths. What died, what was stopped and what is still answering is ended as the engine ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rapport.ground.programs import second
from rapport.ground.programs.kept import end, started
from rapport.ground.programs.second import Second

MOST = 4  # that rest at a time: each holds the libraries that it has loaded

Rested = tuple[subprocess.Popen[bytes], int]


def _wanted(one: Second) -> tuple[object, ...]:
    """Return what two other Pythons have in common when one does for the other."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return one.memory, tempfile.gettempdir(), sys.executable, tuple(sys.path), tuple(sorted(variables.items()))


@contextmanager
def kept_awake() -> Iterator[None]:
    """Let other Pythons be taken up again for a while; those that are left are ended."""
    resting: list[tuple[tuple[object, ...], Rested]] = []
    awake, close, home = Second._awake, Second.close, os.getpid()

    def plain() -> bool:  # neither a fork of ours, which would talk to the same one, nor a test that starts its own way
        return os.getpid() == home and second.started is started

    def take_up(one: Second) -> subprocess.Popen[bytes]:
        if one._run is None and not one._closed and plain() and one.seconds >= 1:  # it would answer in less than no time
            wanted = _wanted(one)
            for place, (known, (run, asked)) in enumerate(resting):
                if known == wanted:
                    del resting[place]
                    one._run, one._asked = run, asked
                    break
        return awake(one)

    def put_by(one: Second) -> None:
        if one._turn.acquire(blocking=False):  # nobody waits for an answer
            try:
                if one._run is not None and one._run.poll() is None and plain():
                    resting.append((_wanted(one), (one._run, one._asked)))
                    one._run = None
            finally:
                one._turn.release()
        close(one)
        while plain() and len(resting) > MOST:
            end(resting.pop(0)[1][0])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Second, "_awake", take_up)
        patch.setattr(Second, "close", put_by)
        yield
    for _, (run, _) in resting:
        end(run)
