"""What the measures share: a copy of the edition, commands timed from outside, the memory of a command and its children."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ("templates", "assets/fonts", "build.py", "rapport", "requirements.lock", "requirements-test.lock")
FROZEN = "tests/editions/cap"  # what is measured doesn't move with the live edition


def copied(folder: Path, source: Path = ROOT) -> Path:
    """Return a copy of a project's engine and of its frozen edition (its own, where it had none), in a new folder."""
    folder.mkdir()
    edition = source / FROZEN if (source / FROZEN).is_dir() else source
    for name in ("report.yml", "content", "data", "assets"):
        (shutil.copytree if (edition / name).is_dir() else shutil.copy)(edition / name, folder / name)
    for name in ENGINE:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, dirs_exist_ok=True)
        else:
            shutil.copy(source / name, folder / name)
    return folder


def command_of(copy: Path, *arguments: str) -> list[str]:
    """Return a command of a copy, run by this interpreter."""
    return [sys.executable, str(copy / "build.py"), "--no-bootstrap", *arguments]


def measured(command: list[str]) -> tuple[float, float]:
    """Return the seconds and the peak resident memory (MB) of a command, which must succeed."""
    start = time.perf_counter()
    pid = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                                       (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    )  # fmt: skip
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def family_peak(command: list[str]) -> int:
    """Return the peak memory (MB) of a command and all its children together, looked at thirty times a second."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while running.poll() is None:
        peak = max(peak, family_memory(running.pid))
        time.sleep(0.03)
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return peak


def family_memory(pid: int) -> int:
    """Return the memory (MB) of a program and all its children; what they share is counted once (PSS)."""
    return sum(_memory(one, "smaps_rollup", "Pss") for one in _family(pid))


def resident_memory(pid: int) -> int:
    """Return the resident memory (MB) of a program."""
    return _memory(pid, "status", "VmRSS")


def _memory(pid: int, file: str, key: str) -> int:
    with suppress(OSError):  # it has just ended
        if found := re.search(rf"^{key}:\s+(\d+) kB", Path(f"/proc/{pid}/{file}").read_text("utf-8"), re.MULTILINE):
            return int(found[1]) // 1024
    return 0


def _family(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in thread.read_text("utf-8").split():
                yield from _family(int(child))
