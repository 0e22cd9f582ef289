"""Factsheets made by worker processes: the same bytes as by a thread, whatever is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.trial import resident_memory
from rapport.ground.programs.workers import workers
from rapport.outputs.factsheets import pools, setting
from tests.conftest import PROJECT, small_edition
from tests.network import lay_network

MEMBERS = 40  # more than a thread is given
VICTIM = "10005"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the small edition with a network."""
    made = small_edition(tmp_path_factory.mktemp("fiches"), shared_cache)
    lay_network(made, MEMBERS, 24)
    return made


def files_of(root: Path) -> dict[str, bytes]:
    """Return the factsheets of an edition, and what goes with them."""
    return {path.name: path.read_bytes() for path in (root / "output/fiches-2024/adherents").iterdir()}


def killing(one: setting.Setting, jobs: list[setting.Job]) -> list[setting.Made]:
    """Make a lot, unless a member is in it who kills the worker."""
    if any(VICTIM in job.slug for job in jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    return setting.made_lot(one, jobs)


def test_a_killed_worker_loses_nothing_but_its_cause(
    root: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are those of a thread; a factsheet that kills its worker again fails alone, and is made the next time."""
    with monkeypatch.context() as patch:
        patch.setattr(pools, "FEW", MEMBERS)
        assert told(root, "factsheets").code == 0
    alone = files_of(root)
    with monkeypatch.context() as patch:
        patch.setattr("rapport.flow.factsheet_making.made_lot", killing)
        broken = told(root, "factsheets")
    assert broken.code == 1
    (line,) = [line for line in broken.out.splitlines() if "FIC03" in line]
    assert line.startswith("enquetes/registre.csv:7: erreur FIC03")
    assert line.endswith("n'a pas pu être faite : le programme qui la faisait s'est arrêté.")
    gone = {name for name in alone if name.endswith((f"{VICTIM}.pdf", f"{VICTIM}.html"))}
    assert alone.keys() - files_of(root).keys() == gone
    assert told(root, "factsheets").code == 0
    assert files_of(root) == alone


def weighed(one: setting.Setting, jobs: list[setting.Job]) -> list[setting.Made]:
    """Make a lot, and note what its worker weighed before and after."""
    before = resident_memory(os.getpid())
    made = setting.made_lot(one, jobs)
    with Path(os.environ["WEIGHED"]).open("a", encoding="utf-8") as notes:
        notes.write(f"{os.getpid()} {before} {resident_memory(os.getpid())}\n")
    return made


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is looked up where Linux tells it")
def test_a_worker_keeps_nothing_of_what_it_made(
    root: Path, told: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typst, which weighs 45 MB, would keep what the last ten documents made: 30 MB more."""
    monkeypatch.setenv("WEIGHED", str(tmp_path / "notes"))
    monkeypatch.setattr("rapport.flow.factsheet_making.made_lot", weighed)
    assert told(root, "factsheets").code == 0
    first: dict[str, int] = {}
    grown = []
    for worker, before, after in (line.split() for line in (tmp_path / "notes").read_text("utf-8").splitlines()):
        grown.append(int(after) - first.setdefault(worker, int(before)))
    assert len(grown) >= MEMBERS // pools.LOT
    assert max(grown) < 60, grown


STARTS = """
import os, time
from benchmarks.trial import resident_memory
from rapport.ground.programs.workers import workers
if __name__ == "__main__":
    pool = workers(1, int)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def test_workers_end_with_whoever_started_them(tmp_path: Path) -> None:
    """Killed without a word, the command leaves none behind."""
    script = tmp_path / "starts.py"
    script.write_text(STARTS, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as running:
        assert running.stdout is not None
        worker = int(running.stdout.readline())
        running.kill()
    for _ in range(100):
        if not _alive(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker outlived whoever started it")


def _alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return False


def test_a_pool_does_its_work() -> None:
    """A worker is prepared as it starts, and answers."""
    with workers(1, setting.lay, "essai", Path("nulle part")) as pool:
        assert pool.submit(len, "abc").result() == 3


def test_whoever_works_is_gone_once_dismissed(root: Path) -> None:
    """Threads and processes take nothing more after they are dismissed, and others are called the next time."""
    with pools.Staff(root) as staff:
        thread, several = staff.pool(str(root), few=True), staff.pool(str(root), few=False)
        assert [one.executor.submit(len, "fiche").result() for one in (thread, several)] == [5, 5]
        staff.dismiss()
        for gone in (thread, several):
            with pytest.raises(RuntimeError, match="after shutdown"):
                gone.executor.submit(len, "fiche")
        assert staff.pool(str(root), few=True).executor.submit(len, "fiches").result() == 6
