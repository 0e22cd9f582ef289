"""A program that is asked to end may put its things in order: its keeper waits for it, and ends as it does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rapport.ground.programs.kept import end, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no keeper")
TIDY = """
import signal, sys, time

def tidy(*_):
    time.sleep(0.2)
    open("en-ordre", "w").close()
    sys.exit(7)

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, tidy)
print("prêt", flush=True)
while True:  # a signal that comes just before a sleep begins doesn't cut it short: it is heard at the next turn
    time.sleep(0.1)
"""


@pytest.fixture
def program(tmp_path: Path) -> subprocess.Popen[bytes]:
    run = started(
        [sys.executable, "-X", "utf8", "-c", TIDY], tmp_path,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert run.stdout
    assert run.stdout.readline().decode() == "prêt\n"
    return run


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_its_keeper_follows_it(program: subprocess.Popen[bytes], tmp_path: Path, number: str):
    os.killpg(program.pid, getattr(signal, number))
    program.communicate(timeout=30)
    assert program.returncode == 7
    assert (tmp_path / "en-ordre").exists()


def test_it_is_ended_with_a_word_first(program: subprocess.Popen[bytes], tmp_path: Path):
    end(program)
    assert program.returncode == 7
    assert (tmp_path / "en-ordre").exists()
    program.communicate()
