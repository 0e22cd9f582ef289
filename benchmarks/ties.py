"""The processor time and the memory that `tie` takes, and what the lock adds to `check`, for numbers spread over workbooks.

    python benchmarks/ties.py [numbers] [pieces]

The workbooks are made up. An edition of a few words is laid in a temporary folder, with so many indicators (264 by default) on so
many pieces (4); `tie` and `check` run in processes of their own, which are looked at as they run (/proc, so on Linux): the Python
that reads the pieces is ended without being waited for, and what the system counts of children leaves it out.
`check` is timed with the lock and without any piece; nothing is kept from one run to the next.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
_LOOK = 0.02  # seconds between two looks at what runs


def laid(root: Path, numbers: int, pieces: int) -> None:
    """Lay the edition: each piece a workbook, each number a row of it."""
    shutil.copytree(ROOT / "tests/editions/petite", root)
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "assets/fonts", root / "assets/fonts")
    (root / "pieces").mkdir()
    described, indicators = [], []
    for piece in range(pieces):
        name = letters(piece)
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Synthèse"
        for row in range(1, numbers // pieces + 1):
            value = 1000 + piece * 7 + row * 3
            sheet.append([f"Poste {letters(row)}", value])
            indicators.append(
                f"poste_{name}.{letters(row)}:\n  label: Poste {letters(row)} de {name}\n  unit: postes\n  decimals: exact\n"
                f'  values: {{2024: {value}}}\n  source: Budget {name}\n  piece: {{in: budget-{name}, at: "Synthèse!B{row}"}}\n'
            )
        book.save(root / f"pieces/budget-{name}.xlsx")
        described.append(f"budget-{name}: {{title: Budget {name}, file: pieces/budget-{name}.xlsx}}\n")
    (root / "data/pieces.yml").write_text("".join(described), "utf-8")
    for start in range(0, len(indicators), 500):
        (root / f"data/indicators/poste-{start}.yml").write_text("\n".join(indicators[start : start + 500]), "utf-8")


def letters(number: int) -> str:
    """Return a number as letters: a label with digits would be a number typed by hand."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


class Used(NamedTuple):
    """What a command and all that it started took: seconds of processor, megabytes at most at one time."""

    seconds: float
    megabytes: float


def run(root: Path, command: str) -> Used:
    """Run a command and return what it took: the machine may be busy with something else, its clock is no measure."""
    called = [sys.executable, str(ROOT / "build.py"), "--no-bootstrap", command, "--edition", str(root)]
    seconds: dict[int, float] = {}
    most = 0.0
    with tempfile.TemporaryFile() as told:
        running = subprocess.Popen(called, stdout=told, stderr=told)
        while running.poll() is None:
            now = family(running.pid)
            seconds |= {pid: used.seconds for pid, used in now.items()}
            most = max(most, sum(used.megabytes for used in now.values()))
            time.sleep(_LOOK)
        told.seek(0)
        if running.returncode:
            raise SystemExit(told.read().decode()[:2000])
    return Used(sum(seconds.values()), most)


def family(first: int) -> dict[int, Used]:
    """Return what a process and those that descend from it have taken so far."""
    stats = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has ended meanwhile
                stats[int(folder.name)] = (folder / "stat").read_text().rpartition(")")[2].split()
    inside = [first]
    for pid in inside:  # it grows
        inside += [child for child, said in stats.items() if int(said[1]) == pid]
    return {pid: _used(stats[pid]) for pid in inside if pid in stats}


def _used(said: list[str]) -> Used:
    own, system, resident = int(said[11]), int(said[12]), int(said[21])
    return Used((own + system) / os.sysconf("SC_CLK_TCK"), resident * os.sysconf("SC_PAGE_SIZE") / 2**20)


def fresh(root: Path) -> float:
    """Return the processor time of `check` when nothing is kept: the quickest of a few runs."""
    times = []
    for _ in range(RUNS):
        shutil.rmtree(root / ".cache", ignore_errors=True)
        times.append(run(root, "check").seconds)
    return min(times)


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    numbers, pieces = (given + [264, 4][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "edition"
        laid(root, numbers, pieces)
        first, again = run(root, "tie"), run(root, "tie")
        held = fresh(root)
        for path in (root / "data/indicators").glob("poste-*.yml"):
            lines = path.read_text("utf-8").splitlines()
            path.write_text("\n".join(line for line in lines if not line.startswith("  piece:")) + "\n", "utf-8")
        (root / "data/pieces.yml").unlink()
        (root / "data/pieces.lock.yml").unlink()
        bare = fresh(root)
    tie = f"tie {first.seconds:.2f} s, again {again.seconds:.2f} s, {first.megabytes:.0f} MB at most"
    print(f"{numbers} numbers, {pieces} pieces: {tie}")
    print(f"check with the lock {held:.2f} s, without {bare:.2f} s: {held / bare:.2f} times")


if __name__ == "__main__":
    main()
