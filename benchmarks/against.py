"""Two engines side by side, this one and that of a commit: the same cases, each in turn, on one machine. Medians and ratios.

    python benchmarks/against.py REV [runs] [--all] [--tenfold] [--long]

The commit is laid in a folder that goes away (`git archive`); each engine builds its own edition. ``--all`` adds the first
set-up, other files, the start of preview and workshop, and the variants: what one engine lacks has one time. ``--tenfold``
adds ten times the content, ``--long`` the memory of the preview after 500 saves.
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
import setup
from atelier import Running
from preview import LONG, News, Trial, preview
from tenfold import TIMES, multiply
from trial import ROOT, command_of, copied, family_memory, measured
from variants import with_variants

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


def set_ups(sources: Mapping[str, Path], parent: Path, runs: int, times: Times) -> None:
    """Time the first set-up of each engine, by this interpreter's own Python, and weigh what it installs (MB)."""
    folders = {engine: setup.laid(parent / f"set-up {engine}", source) for engine, source in sources.items()}
    python = str(Path(sys.base_prefix) / "bin/python3")
    for _ in range(runs):
        for engine, folder in folders.items():
            times.setdefault("first set-up", {}).setdefault(engine, []).append(setup.set_up(folder, python))
    times["first set-up, MB"] = {engine: [setup.size_of(folder / ".venv")] for engine, folder in folders.items()}


def others(copies: Mapping[str, Path], runs: int, times: Times) -> None:
    """Time the other files, from an empty cache, then what a person waits for who opens the preview or the workshop."""
    for case, options in (("Word file", ("--to", "docx")), ("page, PDF and the printer's PDF", ("--print",))):
        for _ in range(runs):
            for engine, copy in copies.items():
                shutil.rmtree(copy / ".cache", ignore_errors=True)
                seconds, _ = measured(command_of(copy, "build", *options))
                times.setdefault(case, {}).setdefault(engine, []).append(seconds)
    for case, command, engines in (("preview ready", "preview", copies), ("workshop ready", "atelier", [NOW])):
        for _ in range(runs):
            for engine in engines:
                running = Running(copies[engine], command)
                times.setdefault(case, {}).setdefault(engine, []).append(running.ready)
                running.end()


def all_variants(copy: Path, runs: int, times: Times) -> None:
    """Time the report and all its variants, from an empty cache."""
    names = with_variants(copy)
    for _ in range(runs):
        shutil.rmtree(copy / ".cache", ignore_errors=True)
        seconds, _ = measured(command_of(copy, "build", *(option for name in names for option in ("--to", name))))
        times.setdefault("all variants", {}).setdefault(NOW, []).append(seconds)


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
        if "--all" in sys.argv:
            others({engine: copied(parent / f"{engine} unedited", source) for engine, source in sources.items()}, runs, times)
            all_variants(copied(parent / "variants"), runs, times)
            set_ups(sources, parent, max(runs // 2, 1), times)
    print(f"runs: {runs}, cores: {os.cpu_count()}, before: {rev}")
    print(f"{'case':<42}{'before':>9}{'now':>9}{'ratio':>7}")
    for case, found in times.items():
        median = {engine: statistics.median(seconds) for engine, seconds in found.items()}
        before, ratio = (f"{median[BEFORE]:.3f}", f"{median[NOW] / median[BEFORE]:.2f}") if BEFORE in median else ("none", "")
        print(f"{case:<42}{before:>9}{median[NOW]:>9.3f}{ratio:>7}")


if __name__ == "__main__":
    main()
