"""Two engines side by side, this one and that of a commit: the same cases, each in turn, on one machine. Medians and ratios.

    python benchmarks/against.py REV [runs] [--tenfold] [--long]

The commit is laid in a folder that goes away (`git archive`); each engine builds its own edition. ``--tenfold`` adds ten times
the content, ``--long`` the memory of the preview after 500 saves.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import preview as sessions
from preview import LONG, News, Trial, preview
from tenfold import TIMES, multiply
from trial import ROOT, command_of, copied, family_memory, measured

Times = dict[str, dict[str, list[float]]]  # seconds (or MB) by case, then by engine
BEFORE, NOW = "before", "now"


def laid(rev: str, folder: Path) -> Path:
    """Lay the files of a commit in a folder."""
    packed = subprocess.run(["git", "archive", rev], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def commands(copies: Mapping[str, Path], runs: int, times: Times, case: str = "") -> None:
    """Time the first build, the next one and the check with one section edited."""

    def forget(copy: Path) -> None:
        shutil.rmtree(copy / ".cache", ignore_errors=True)

    def edit(copy: Path) -> None:
        section = copy / "content/ptce.md"
        section.write_text(section.read_text("utf-8").rstrip() + "\n\nUn mot de plus.\n", "utf-8")

    cases: dict[str, tuple[str, Callable[[Path], None]]] = {
        "first build": ("build", forget), "next build, one section edited": ("build", edit),
        "check, one section edited": ("check", edit),
    }  # fmt: skip
    for name, (command, before) in cases.items():
        for run in range(runs + 1):  # the first warms up
            for engine, copy in copies.items():
                before(copy)
                seconds, _ = measured(command_of(copy, command))
                if run:
                    times.setdefault(f"{name}{case}", {}).setdefault(engine, []).append(seconds)


def previews(copies: Mapping[str, Path], edits: int, times: Times, *, long: bool) -> None:
    """Time the edits of a preview, a session of each engine in turn."""
    trials = {engine: Trial(copy) for engine, copy in copies.items()}
    for session in range(2):
        for engine, copy in copies.items():
            sessions.PORT += 1  # that of the session before may not be free yet
            with preview(copy) as running:
                time.sleep(4)
                news = News()
                for kind, edit in (("word", trials[engine].word), ("number", trials[engine].number)):
                    for turn in range(edits + 1):
                        found = edit(news, turn + (edits + 1) * session)
                        for shown, seconds in zip(("page", "PDF"), found, strict=True) if turn else ():
                            times.setdefault(f"preview, {kind} → {shown}", {}).setdefault(engine, []).append(seconds)
                        time.sleep(0.7)
                if long and session:
                    for turn in range(LONG):
                        trials[engine].word(news, turn)
                    times.setdefault("preview, MB after 500 saves", {})[engine] = [float(family_memory(running.pid))]


def main() -> None:
    """Measure both engines and print a table."""
    rev, runs = sys.argv[1], next((int(one) for one in sys.argv[2:] if one.isdigit()), 5)
    times: Times = {}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as on an author's machine
    with tempfile.TemporaryDirectory() as name:
        parent = Path(name)
        sources = {BEFORE: laid(rev, parent / "commit"), NOW: ROOT}
        copies = {engine: copied(parent / engine, source) for engine, source in sources.items()}
        commands(copies, runs, times)
        if "--tenfold" in sys.argv:
            tenfold = {engine: copied(parent / f"{engine} {TIMES}", source) for engine, source in sources.items()}
            for copy in tenfold.values():
                multiply(copy)
            commands(tenfold, max(runs // 2, 1), times, ", tenfold")
        previews(copies, runs, times, long="--long" in sys.argv)
    print(f"runs: {runs}, cores: {os.cpu_count()}, before: {rev}")
    print(f"{'case':<42}{'before':>9}{'now':>9}{'ratio':>7}")
    for case, found in times.items():
        before, now = (statistics.median(found[engine]) for engine in (BEFORE, NOW))
        print(f"{case:<42}{before:>9.3f}{now:>9.3f}{now / before:>7.2f}")


if __name__ == "__main__":
    main()
