"""The first set-up: seconds and megabytes, by uv and by pip alone, each from nothing, in turn; then what each feature adds.

    python benchmarks/setup.py [runs]

A set-up is `build.py --help` in a copy of the project without `.venv`. uv keeps what it downloads: its
first run is printed apart. A feature is what `build.py` installs when it is first asked for.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from subprocess import DEVNULL, run

from trial import ROOT


def laid(folder: Path, source: Path = ROOT, *, by_uv: bool = True) -> Path:
    """Lay what a project's set-up needs in a folder; pip alone installs where nobody says which uv."""
    folder.mkdir()
    for path in (source / "build.py", *source.glob("requirements*.lock")):
        if by_uv or path.name != "requirements-uv.lock":
            shutil.copy(path, folder)
    shutil.copytree(source / "rapport", folder / "rapport", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def set_up(folder: Path, python: str = sys.executable) -> float:
    """Return the seconds that a set-up takes, by a Python where nothing is installed."""
    shutil.rmtree(folder / ".venv", ignore_errors=True)
    start = time.perf_counter()
    run([python, str(folder / "build.py"), "--help"], check=True, stdout=DEVNULL, stderr=DEVNULL)
    return time.perf_counter() - start


def added(folder: Path, feature: str) -> float:
    """Return the seconds that a feature's first use takes, in a copy that is set up."""
    start = time.perf_counter()
    run([sys.executable, "-c", f"import build; build.prepare({feature!r})"], cwd=folder, check=True, stderr=DEVNULL)
    return time.perf_counter() - start


def size_of(folder: Path) -> float:
    """Return the megabytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def main() -> None:
    """Time both."""
    if sys.prefix != sys.base_prefix:
        sys.exit("Run it with a Python of its own: in this environment everything is installed, nothing would be set up.")
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as parent:
        folders = {name: laid(Path(parent) / name, by_uv=name == "uv") for name in ("uv", "pip")}
        times: dict[str, list[float]] = {name: [] for name in folders}
        for _ in range(runs):
            for name, folder in folders.items():
                times[name].append(set_up(folder))
        for name, found in times.items():
            print(f"{name:4} {statistics.median(found):6.1f} s (first {found[0]:.1f}), {size_of(folders[name] / '.venv'):.0f} MB")
        locks = " ".join(path.name for path in sorted(folders["uv"].iterdir()))
        for feature in re.findall(r"requirements-(?!test|uv)(\w+)\.lock", locks):
            before = size_of(folders["uv"] / ".venv")
            seconds = added(folders["uv"], feature)
            print(f"{feature}: {seconds:.1f} s more, {size_of(folders['uv'] / '.venv') - before:.0f} MB more")
        print(f"uv / pip: {statistics.median(times['uv']) / statistics.median(times['pip']):.2f}")


if __name__ == "__main__":
    main()
