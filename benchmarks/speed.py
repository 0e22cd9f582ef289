"""Time and memory of the commands, fresh process each time: medians of five runs, beside the limits.

    python benchmarks/speed.py [runs] [--first]

``--first`` keeps the sections that the first edition of the project had, and the limits that were set for them.

Run it with the interpreter that has the dependencies (`.venv/bin/python`), on a quiet machine.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from trial import ROOT, command_of, copied, family_peak, measured

FIRST = {"editorial", "organisation", "gouvernance", "engagements", "cotisations", "plaidoyer", "ptce", "fg2i", "lexique"}
LIMITS = {"first": 3.5, "next": 1.0, "check": 0.6}  # seconds
LIMITS_OF_FIRST = {**LIMITS, "first": 3.0}
MEMORY = 400  # MB


def shorten(edition: Path) -> None:
    """Keep the first sections in an edition's list."""
    lines = edition.read_text("utf-8").splitlines()
    others = [line for line in lines if line.startswith("  - ") and (ROOT / f"content/{line[4:].strip()}.md").is_file()]
    dropped = {line for line in others if line[4:].strip() not in FIRST}
    kept = [line for line in lines if line not in dropped]
    kept.append("severities: {LNK01: info, OUT03: info, PAG01: info, CAR01: info, VAR02: info}  # links to the sections left out")
    edition.write_text("\n".join(kept) + "\n", "utf-8")


def main() -> None:
    """Measure a copy of the edition and print a table."""
    runs = next((int(one) for one in sys.argv[1:] if one.isdigit()), 5)
    limits = LIMITS_OF_FIRST if "--first" in sys.argv else LIMITS
    with tempfile.TemporaryDirectory() as parent:
        copy = copied(Path(parent) / "edition")
        if "--first" in sys.argv:
            shorten(copy / "report.yml")
        section = copy / "content/ptce.md"

        def forget() -> None:
            shutil.rmtree(copy / ".cache", ignore_errors=True)

        def edit() -> None:
            section.write_text(section.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")

        def nothing() -> None:
            return None

        build, check = command_of(copy), command_of(copy, "check")
        cases: list[tuple[str, list[str], Callable[[], None], float]] = [
            ("first build, empty cache", build, forget, limits["first"]),
            ("next build, nothing changed", build, nothing, limits["next"]),
            ("next build, one section edited", build, edit, limits["next"]),
            ("check, nothing changed", check, nothing, limits["check"]),
            ("check, one section edited", check, edit, limits["check"]),
        ]
        measured(check)  # what proofreaders read for the first time is kept
        print(f"{'case':<32}{'median s':>9}{'limit':>7}{'ratio':>7}{'MB':>6}{'with children':>15}{'limit':>7}", end="")
        print(f"   runs: {runs}, cores: {os.cpu_count()}")
        for name, command, before, limit in cases:
            results = []
            for _ in range(runs):
                before()
                results.append(measured(command))
            seconds = statistics.median(result[0] for result in results)
            before()
            family = family_peak(command)
            print(f"{name:<32}{seconds:>9.2f}{limit:>7.1f}{seconds / limit:>7.2f}", end="")
            print(f"{max(result[1] for result in results):>6.0f}{family:>15}{MEMORY:>7}")


if __name__ == "__main__":
    main()
