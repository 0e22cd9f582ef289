"""Factsheets made by a real cluster of this machine: the same bytes, a killed worker loses nothing, who may be spoken to."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster
from distributed.comm import CommClosedError

from rapport.outputs.factsheets import pools, setting
from tests.conftest import small_edition
from tests.network import lay_network

VICTIM = "10005"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Give a scheduler and two workers, which listen on this machine alone."""
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as running:
        yield running


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the small edition with a network."""
    made = small_edition(tmp_path_factory.mktemp("fiches"), shared_cache)
    lay_network(made, 20, 12)
    return made


def files_of(root: Path) -> dict[str, bytes]:
    """Return the factsheets of an edition, and what goes with them."""
    return {path.name: path.read_bytes() for path in (root / "output/fiches-2024/adherents").iterdir()}


def test_the_same_bytes_as_on_one_machine(cluster: Any, root: Path, told: Callable[..., Any]) -> None:
    """Whoever makes them, factsheets are the same; a worker that is killed on the way is replaced, and loses nothing."""
    assert told(root, "factsheets").code == 0
    alone = files_of(root)
    shutil.rmtree(root / "output")
    pids = [worker.pid for worker in cluster.workers.values()]
    assert told(root, "factsheets", "--cluster", cluster.scheduler_address).code == 0
    assert files_of(root) == alone
    os.kill(next(iter(_children(pids[0])), pids[0]), signal.SIGKILL)
    shutil.rmtree(root / "output")
    assert told(root, "factsheets", "--cluster", cluster.scheduler_address).code == 0
    assert files_of(root) == alone


def _children(pid: int) -> list[int]:
    """Return the processes that a process started: a nanny's worker."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in path.read_text().split()] if path.exists() else []


def test_only_this_machine_is_listening(cluster: Any) -> None:
    """Neither the scheduler, the workers nor their dashboards can be reached from elsewhere."""
    workers = cluster.scheduler_info["workers"]
    addresses = [cluster.scheduler_address, *workers, *(worker["nanny"] for worker in workers.values())]
    assert all(address.startswith("tcp://127.0.0.1:") for address in addresses)


def killing(one: setting.Setting, jobs: list[setting.Job]) -> list[setting.Made]:
    """Make a lot, unless a member is in it who kills the worker."""
    if any(VICTIM in job.slug for job in jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    return setting.made_lot(one, jobs)


def test_one_that_kills_its_workers_fails_alone(
    cluster: Any, root: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cluster gives its lot up and is well: the others are made, it is told with its row, and is made the next time."""
    shutil.rmtree(root / "output", ignore_errors=True)
    with monkeypatch.context() as patch:
        patch.setattr(cluster.scheduler, "allowed_failures", 0)
        patch.setattr("rapport.flow.factsheet_making.made_lot", killing)
        broken = told(root, "factsheets", "--cluster", cluster.scheduler_address)
    assert broken.code == 1
    assert "Arrêt" not in broken.err
    (line,) = [line for line in broken.out.splitlines() if "FIC03" in line]
    assert line.startswith("enquetes/registre.csv:7: erreur FIC03")
    assert line.endswith("n'a pas pu être faite : le programme qui la faisait s'est arrêté.")
    assert len([name for name in files_of(root) if name.endswith(".pdf")]) == 20 - 1
    assert "1 fiche faite, " in told(root, "factsheets", "--changed", "--cluster", cluster.scheduler_address).out


@pytest.mark.parametrize(
    ("gone", "what"),
    [
        (ConnectionError("gone"), "ne répond plus"),
        (CancelledError("lot-1"), "ne répond plus"),
        (TimeoutError(), "ne répond plus"),
        (ImportError("No module named 'typst'"), "a rendu une erreur : No module named 'typst'"),
    ],
)
def test_a_cluster_that_goes_away_is_told(
    gone: Exception, what: str, root: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made stays, and the same command goes on from there; no program's own word is in the sentence."""
    shutil.rmtree(root / "output", ignore_errors=True)
    real, lots, called = setting.made_lot, [], pools.Staff.pool

    def going(*given: Any) -> Any:
        lots.append(given)
        if len(lots) > 1:
            raise gone
        return real(*given)

    def by_a_thread(staff: pools.Staff, key: str, *, few: bool) -> pools.Pool:  # noqa: ARG001 - called like the other
        staff.cluster = ""
        return called(staff, key, few=True)

    with monkeypatch.context() as patch:
        patch.setattr("rapport.flow.factsheet_making.made_lot", going)
        patch.setattr(pools.Staff, "pool", by_a_thread)
        stopped = told(root, "factsheets", "--cluster", "127.0.0.1:1")
    assert stopped.code == 1
    assert f"la grappe « 127.0.0.1:1 » {what}. Ce qui est fait est gardé" in stopped.err
    assert "8 déjà à jour" in told(root, "factsheets").out


@pytest.mark.parametrize("name", ["distributed", "distributed.client", "tornado.application"])
def test_what_its_libraries_write_of_their_errors_is_not_printed(
    name: str, root: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever makes factsheets reads what happened in French, once; before and after, others write as they will."""
    said = logging.getLogger(name).error

    class Gone:
        def close(self) -> None:
            said("while it closes")

        def register_plugin(self, *given: object, **named: object) -> None:
            said("meanwhile")
            raise OSError(given, named)

    monkeypatch.setattr(pools, "_client", lambda _: Gone())
    monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    said("before")
    stopped = told(root, "factsheets", "--cluster", "127.0.0.1:1")
    assert (stopped.code, "ne peuvent pas prendre les gabarits" in stopped.err) == (1, True)
    said("after")
    assert [record.getMessage() for record in caplog.records] == ["before", "after"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError("Timed out trying to connect to tcp://127.0.0.1:1 after 10 s"), "La grappe « 127.0.0.1:1 » ne répond plus."),
        (TimeoutError(), "La grappe « 127.0.0.1:1 » ne répond plus."),
        (CommClosedError("in <TCP>: Stream is closed"), "La grappe « 127.0.0.1:1 » ne répond plus."),
        (OSError(errno.ENOSPC, "No space left on device"), "Les travailleurs de la grappe ne peuvent pas prendre les gabarits"),
    ],
)
def test_one_that_goes_away_before_the_first_lot_is_told(
    error: Exception, sentence: str, root: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask's English is no part of it; what a worker's own disk refuses is another matter."""

    class Gone:
        def close(self) -> None:
            """Close nothing."""

        def register_plugin(self, *given: object, **named: object) -> None:  # noqa: ARG002 - called like Dask's
            raise error

    monkeypatch.setattr(pools, "_client", lambda _: Gone())
    stopped = told(root, "factsheets", "--cluster", "127.0.0.1:1")
    assert stopped.code == 1
    assert sentence in stopped.err
    assert not {"Timed", "Stream"} & {*stopped.err.split()}


def test_nobody_answers(root: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that isn't there is told in a sentence, with the command that starts one."""
    monkeypatch.setattr(pools, "_PATIENCE", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    answered = told(root, "factsheets", "--cluster", address)
    assert answered.code == 1
    assert f"Aucun ordonnanceur Dask ne répond à « {address} »." in answered.err
    assert "dask_scheduler --host 127.0.0.1 --dashboard-address 127.0.0.1:0 »" in answered.err


@pytest.mark.parametrize(
    "address", ["tcp://192.0.2.7:8786", "192.0.2.7:8786", "0.0.0.0:8786", "tcp://grappe.exemple:8786", "tcp://"]
)
def test_an_address_that_anybody_can_reach_is_refused(address: str, root: Path, told: Callable[..., Any]) -> None:
    """Without encryption, whoever reaches a scheduler runs code: this machine's own addresses alone."""
    answered = told(root, "factsheets", "--cluster", address)
    assert answered.code == 1
    assert "qui atteint cette adresse peut tout y faire" in answered.err
