"""The processor time that `tie` takes, and what the lock adds to `check`, for numbers spread over workbooks that are made up.

    python benchmarks/ties.py [numbers] [pieces]

An edition of a few words is laid in a temporary folder, with so many indicators (264 by default) on so many pieces (4); `tie` and
`check` run in processes of their own. `check` is timed with the lock and without any piece; nothing is kept from one run to the
next.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3


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


def run(root: Path, command: str) -> float:
    """Return the processor time that a command takes, in seconds: the machine may be busy with something else."""
    start = spent()
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--no-bootstrap", command, "--edition", str(root)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit((done.stdout + done.stderr).decode()[:2000])
    return spent() - start


def spent() -> float:
    """Return the processor time of the programs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fresh(root: Path) -> float:
    """Return the processor time of `check` when nothing is kept: the quickest of a few runs."""
    times = []
    for _ in range(RUNS):
        shutil.rmtree(root / ".cache", ignore_errors=True)
        times.append(run(root, "check"))
    return min(times)


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    numbers, pieces = (given + [264, 4][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "edition"
        laid(root, numbers, pieces)
        first, again = run(root, "tie"), run(root, "tie")
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        held = fresh(root)
        for path in (root / "data/indicators").glob("poste-*.yml"):
            lines = path.read_text("utf-8").splitlines()
            path.write_text("\n".join(line for line in lines if not line.startswith("  piece:")) + "\n", "utf-8")
        (root / "data/pieces.yml").unlink()
        (root / "data/pieces.lock.yml").unlink()
        bare = fresh(root)
    print(f"{numbers} numbers, {pieces} pieces: tie {first:.2f} s, again {again:.2f} s, {most:.0f} MB at most")
    print(f"check with the lock {held:.2f} s, without {bare:.2f} s: {held / bare:.2f} times")


if __name__ == "__main__":
    main()
