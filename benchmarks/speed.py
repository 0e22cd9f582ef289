"""Time and memory of the commands, fresh process each time: medians of five runs, beside the limits.

    python benchmarks/speed.py [runs] [--first]

``--first`` keeps the sections that the first edition of the project had, for which the limits were set; the whole edition
may take half as much again.

Run it with the interpreter that has the dependencies (`.venv/bin/python`), on a quiet machine.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
FIRST = {"editorial", "organisation", "gouvernance", "engagements", "cotisations", "plaidoyer", "ptce", "fg2i", "lexique"}
SOURCES = (
    "report.yml",
    "content",
    "data",
    "templates",
    "assets",
    "build.py",
    "rapport",
    "requirements.lock",
    "requirements-test.lock",
)


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """Return the seconds and the peak resident memory (MB) of a command, which must succeed."""
    start = time.perf_counter()
    pid = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                                       (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    )  # fmt: skip
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed in {folder}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def shorten(edition: Path) -> None:
    """Keep the first sections in an edition's list."""
    lines = edition.read_text("utf-8").splitlines()
    others = [line for line in lines if line.startswith("  - ") and (CONTENT / f"{line[4:].strip()}.md").is_file()]
    dropped = {line for line in others if line[4:].strip() not in FIRST}
    kept = [line for line in lines if line not in dropped]
    kept.append("severities: {LNK01: info, OUT03: info, PAG01: info, CAR01: info}  # links to the sections left out")
    edition.write_text("\n".join(kept) + "\n", "utf-8")


def main() -> None:
    """Measure a copy of the edition and print a table."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--first"]
    runs = int(arguments[0]) if arguments else 5
    more = 1.0 if "--first" in sys.argv else 1.5
    with tempfile.TemporaryDirectory() as parent:
        copy = Path(parent) / "edition"
        copy.mkdir()
        for name in SOURCES:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
        if "--first" in sys.argv:
            shorten(copy / "report.yml")
        run = [sys.executable, str(copy / "build.py"), "--no-bootstrap"]
        section = copy / "content" / "ptce.md"

        def forget() -> None:
            shutil.rmtree(copy / ".cache", ignore_errors=True)

        def edit() -> None:
            section.write_text(
                section.read_text("utf-8").replace("Les pôles", "Tous les pôles", 1) + "\nUn mot de plus.\n", "utf-8"
            )

        def nothing() -> None:
            return None

        cases: list[tuple[str, list[str], Callable[[], None], float]] = [
            ("first build, empty cache", [*run], forget, 3.0),
            ("next build, nothing changed", [*run], nothing, 1.0),
            ("next build, one section edited", [*run], edit, 1.0),
            ("check", [*run, "check"], nothing, 0.6),
        ]
        print(f"{'case':<34}{'median s':>9}{'limit':>7}{'ratio':>7}{'peak MB':>9}   runs: {runs}, cores: {os.cpu_count()}")
        for name, command, before, limit in cases:
            results = []
            for _ in range(runs):
                before()
                results.append(measured(command, copy))
            seconds = statistics.median(r[0] for r in results)
            memory = max(r[1] for r in results)
            print(f"{name:<34}{seconds:>9.2f}{limit * more:>7.1f}{seconds / limit / more:>7.2f}{memory:>9.0f}")


if __name__ == "__main__":
    main()
