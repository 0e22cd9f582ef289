"""Factsheets: how many a second, in which memory, what a change costs, how it grows, and what a cluster of this machine adds.

    python benchmarks/factsheets.py [members] [--long] [--cluster]

``--long`` makes ten thousand of them too; ``--cluster`` starts two workers of Dask's on this machine. Quarto, where it is
installed, renders one document of two pages with the same tables: each member would cost as much.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trial import ROOT, command_of, measured

sys.path.insert(0, str(ROOT))

from tests.network import lay_network, lock_network

MEMBERS, LONG = 543, 10_000
RATE, MEMORY, NOTHING, ONE = 60, 160, 1.0, 2.0  # factsheets a second with their pages, MB, seconds
QUARTO = """---
title: Relais
format: typst
---
# Votre activité

{rows}

{{{{< pagebreak >}}}}

# Les personnes

{rows}
"""


def laid(folder: Path, members: int) -> Path:
    """Return a copy of the engine with the small edition and a network of members."""
    shutil.copytree(ROOT / "tests/editions/petite", folder)
    for name in ("templates", "rapport"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "assets/fonts", folder / "assets/fonts")
    for name in ("build.py", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    lay_network(folder, members, members * 154 // 543)
    return folder


def told(case: str, seconds: float, memory: float, members: int, limit: str) -> None:
    """Print a line of the table."""
    rate = f"{members / seconds:.1f}/s" if members else ""
    print(f"| {case} | {seconds:.2f} s | {rate} | {memory:.0f} MB | {limit} |", flush=True)


def change_one(edition: Path) -> None:
    """Change one answer that no median hangs on any more than before."""
    path = edition / "enquetes/reponses.csv"
    lines = path.read_text("utf-8").splitlines()
    cells = lines[1].split(";")
    cells[2] = str(int(cells[2] or 0) + 1)
    lines[1] = ";".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    lock_network(edition)


@contextmanager
def cluster() -> Iterator[str]:
    """Give the address of two workers of this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 - an optional feature

    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as running:
        yield running.scheduler_address


def quarto_seconds(folder: Path) -> float | None:
    """Return what one document of two pages costs the real Quarto, None where there is none."""
    program = shutil.which("quarto")
    if program is None:
        return None
    rows = "\n".join(["| a | b | c | d |", "|---|---|---|---|", *(f"| {n} | {n * 3} | {n * 5} | {n * 7} |" for n in range(7))])
    (folder / "fiche.qmd").write_text(QUARTO.format(rows=rows), "utf-8")
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([program, "render", "fiche.qmd"], cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[1]


def main() -> None:
    """Measure a network in a folder of its own and print a table."""
    members = next((int(one) for one in sys.argv[1:] if one.isdigit()), MEMBERS)
    with tempfile.TemporaryDirectory() as parent:
        edition = laid(Path(parent) / "edition", members)
        print("| case | time | rate | memory | to reach |\n|---|---|---|---|---|")
        measured(command_of(edition, "factsheets", "--only", "10000"))  # bytecode, the cache of Pandoc
        shutil.rmtree(edition / "output")
        seconds, memory = measured(command_of(edition, "factsheets"))
        told(f"{members} members, 12 regions: PDF and page", seconds, memory, members + 12, f"{RATE}/s, {MEMORY} MB")
        first = seconds / members
        told("nothing changed", *measured(command_of(edition, "factsheets", "--changed")), 0, f"{NOTHING} s")
        change_one(edition)
        told("one answer changed", *measured(command_of(edition, "factsheets", "--changed")), 0, f"{ONE} s")
        if "--cluster" in sys.argv:
            with cluster() as address:
                command = command_of(edition, "factsheets", "--cluster", address)
                alone, _ = measured(command_of(edition, "factsheets"))
                seconds, memory = measured(command)
                told(f"cluster of two workers ({alone / seconds:.2f} × this command)", seconds, memory, members + 12, "0.85 ×")
        if "--long" in sys.argv:
            long = laid(Path(parent) / "long", LONG)
            seconds, memory = measured(command_of(long, "factsheets"))
            told(f"{LONG} members ({seconds / LONG / first:.2f} × the time of one)", seconds, memory, LONG + 12, "1.10 ×")
        quarto = quarto_seconds(Path(parent))
        print(
            "Quarto isn't installed: no ratio."
            if quarto is None
            else f"Quarto: {quarto:.2f} s a document, {quarto / first:.0f} ×."
        )


if __name__ == "__main__":
    main()
