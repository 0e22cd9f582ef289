"""Time of all the variants beside that of the report: first build, and an edited number, in one run, one after the other.

    python benchmarks/variants.py [runs]

Run it with the interpreter that has the dependencies (`.venv/bin/python`), on a quiet machine.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from trial import ROOT, command_of, copied, measured

LIMITS = {"first build, empty cache": 1.6, "one number edited": 2.0}  # of the report's own time


def with_variants(copy: Path) -> list[str]:
    """Declare the live edition's variants in a copy of the frozen one; return their names."""
    declared = (ROOT / "report.yml").read_text("utf-8").partition("\nvariants:\n")[2].partition("\n\n")[0]
    report_yml = copy / "report.yml"
    report_yml.write_text(f"{report_yml.read_text('utf-8')}\nvariants:\n{declared}\n", "utf-8")
    shutil.copy(ROOT / "data/en.yml", copy / "data/en.yml")
    return re.findall(r"^  ([a-z-]+):\s*(?:#.*)?$", declared, re.MULTILINE)


def main() -> None:
    """Measure a copy of the frozen edition and print a table."""
    runs = next((int(one) for one in sys.argv[1:] if one.isdigit()), 3)
    with tempfile.TemporaryDirectory() as parent:
        copy = copied(Path(parent) / "edition")
        names = with_variants(copy)
        commands = command_of(copy), command_of(copy, "build", *(option for name in names for option in ("--to", name)))
        path = copy / "data/indicators/plaidoyer.yml"

        def forget() -> None:
            shutil.rmtree(copy / ".cache", ignore_errors=True)

        def edit() -> None:
            text = path.read_text("utf-8")
            path.write_text(re.sub(r"2024: (\d+)", lambda found: f"2024: {int(found[1]) + 1}", text, count=1), "utf-8")

        print(f"{'case':<28}{'report s':>9}{'variants s':>12}{'ratio':>7}{'limit':>7}   runs: {runs}, cores: {os.cpu_count()}")
        for (case, limit), before in zip(LIMITS.items(), (forget, edit), strict=True):
            seconds: tuple[list[float], list[float]] = ([], [])
            for _ in range(runs):
                for command, found in zip(commands, seconds, strict=True):
                    before()
                    found.append(measured(command)[0])
            report, variants = map(statistics.median, seconds)
            print(f"{case:<28}{report:>9.2f}{variants:>12.2f}{variants / report:>7.2f}{limit:>7.1f}")


if __name__ == "__main__":
    main()
