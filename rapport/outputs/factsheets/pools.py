"""Who makes the factsheets: processes, a thread when there are few, or the workers of a Dask cluster; all are an Executor.

Processes, half as quick again as threads, which wait for one another in Typst's memory (docs/decisions/factsheets.md).
"""

from __future__ import annotations

import io
import ipaddress
import os
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from rapport.ground.problems import AuthorError
from rapport.ground.programs.workers import workers
from rapport.outputs.factsheets.setting import lay

LOT = 8  # factsheets: fewer cost a cluster more than their making, more wait for one another at the end
FEW = 4  # lots that a thread has made before a worker has started
# Without an address of its own, its dashboard listens to the network, whatever --host says.
_SCHEDULER = "python -m distributed.cli.dask_scheduler --host 127.0.0.1 --dashboard-address 127.0.0.1:0"
_RUNNING = f"Vérifiez que l'ordonnanceur tourne : « {_SCHEDULER} » (docs/cluster.md)."
_PATIENCE = 10  # seconds for a scheduler to answer


class Pool(NamedTuple):
    """An executor and how many lots it works at."""

    executor: Executor
    width: int


class Staff:
    """The executor of one run, opened when it is first needed and kept for every kind of factsheet, until it is dismissed."""

    def __init__(self, folder: Path, cluster: str = "") -> None:
        self.folder, self.cluster = folder, cluster
        self._client: Any = None
        self._pool: Pool | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Give itself; who works is called by ``pool``."""
        return self

    def __exit__(self, *error: object) -> None:
        """Dismiss whoever works."""
        self.dismiss()

    def key_of(self, mark: str) -> str:
        """Return the key under which templates of that fingerprint are laid: workers of this machine see the folder itself."""
        return mark if self.cluster else str(self.folder)

    def pool(self, key: str, *, few: bool) -> Pool:
        """Return who works, with the templates laid; a thread for ``few`` factsheets, unless processes are there already.

        Raises AuthorError when there is no cluster, or when anybody on the network could be there.
        """
        if self.cluster:
            if self._client is None:
                self._client = self._open.enter_context(_cluster(self.cluster))
            _lay_there(self._client, self.cluster, key, self.folder)
            return Pool(self._client.get_executor(pure=False, retries=0), _width(self._client, self.cluster) * 2)
        if self._pool is None and few:
            lay(key, self.folder)
            one = self._open.enter_context(_closed(ThreadPoolExecutor(1, thread_name_prefix="fiches")))
            return Pool(one, 1)
        if self._pool is None:
            self._pool = self._open.enter_context(worker_pool(key, self.folder))
        return self._pool

    def dismiss(self) -> None:
        """End whoever works, after what is under way; others are called the next time."""
        self._client = self._pool = None
        self._open.close()


@contextmanager
def worker_pool(key: str, folder: Path, most: int = 0) -> Iterator[Pool]:
    """Give as many processes as this machine has cores, or ``most``; one that is killed breaks them all (BrokenProcessPool)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with _closed(workers(most or cores, lay, key, folder)) as executor:
        yield Pool(executor, most or cores)


def killed_workers(error: BaseException) -> bool:
    """Tell whether a cluster gave a lot up since it killed worker after worker: the cluster itself is well."""
    from distributed import KilledWorker  # noqa: PLC0415 - as _client

    return isinstance(error, KilledWorker)


@contextmanager
def _closed(executor: Executor) -> Iterator[Executor]:
    """Give an executor that waits afterwards for what it is at, and gives up the rest."""
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """Give the client of a Dask cluster; raises AuthorError when nobody answers there, or when anybody on the network could."""
    _must_be_safe(address)
    try:
        client: Any = _client(address)
    except (OSError, ValueError, TimeoutError) as error:
        raise AuthorError(f"Aucun ordonnanceur Dask ne répond à « {address} ».", _RUNNING) from error
    try:
        yield client
    finally:
        client.close()


def _width(client: Any, address: str) -> int:
    """Return how many workers a cluster has; raises AuthorError when it has none."""
    count = len(client.scheduler_info(n_workers=-1)["workers"])
    if not count:
        raise AuthorError(f"L'ordonnanceur « {address} » n'a aucun travailleur.", "Lancez-en, comme le dit docs/cluster.md.")
    return count


def _lay_there(client: Any, address: str, key: str, folder: Path) -> None:
    """Lay the templates in every worker; raises AuthorError when one can't take them, or the cluster is gone."""
    try:
        client.register_plugin(_plugin(key, _packed(folder)), name=f"fiches-{key}")
    except Exception as error:  # whatever a worker raises comes as one of Dask's, or as a plain Exception
        if isinstance(error, OSError) and error.errno is None:  # Dask's own of a connection; a worker's disk has a number
            raise AuthorError(f"La grappe « {address} » ne répond plus.", _RUNNING) from error
        hint = "Lancez-les depuis le dossier du projet, avec la même version du programme (docs/cluster.md)."
        raise AuthorError(f"Les travailleurs de la grappe ne peuvent pas prendre les gabarits : {error}.", hint) from error


def _client(address: str) -> Any:
    from distributed import Client  # noqa: PLC0415 - 1.3 s, and only when it is installed

    client: Any = Client
    return client(address, timeout=_PATIENCE, set_as_default=False)


def _must_be_safe(address: str) -> None:
    """Raise AuthorError unless an address is this machine's own, or encrypted: whoever reaches a scheduler runs code."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        own = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        own = False
    if parts.scheme != "tls" and not own:
        hint = "Une adresse de cette machine (127.0.0.1), ou « tls://… » avec les certificats de Dask (docs/cluster.md)."
        raise AuthorError(f"« {address} » : qui atteint cette adresse peut tout y faire.", hint)


def _packed(folder: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(folder).as_posix())
    return out.getvalue()


def _plugin(key: str, packed: bytes) -> Any:
    from distributed import WorkerPlugin  # noqa: PLC0415 - as above

    class Laying(WorkerPlugin):
        """Lays the templates in a worker as it joins, one that was started again too."""

        def setup(self, worker: Any) -> None:  # noqa: ARG002 - Dask's own signature
            """Lay the templates in a folder that goes away with the worker."""
            self.folder = tempfile.TemporaryDirectory(prefix="fiches-", ignore_cleanup_errors=True)
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                archive.extractall(self.folder.name)
            lay(key, Path(self.folder.name))

        def teardown(self, worker: Any) -> None:  # noqa: ARG002 - Dask's own signature
            """Remove the folder."""
            self.folder.cleanup()

    return Laying()
