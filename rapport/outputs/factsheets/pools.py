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
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from rapport.ground.problems import AuthorError
from rapport.ground.programs.workers import workers
from rapport.outputs.factsheets.setting import lay

LOT = 8  # factsheets: fewer cost a cluster more than their making, more wait for one another at the end
FEW = 4  # lots that a thread has made before a worker has started
_PATIENCE = 10  # seconds for a scheduler to answer


class Pool(NamedTuple):
    """An executor and how many lots it works at."""

    executor: Executor
    width: int


@contextmanager
def thread_pool(key: str, folder: Path) -> Iterator[Pool]:
    """Give a thread of this process: few factsheets are made before a worker would have started."""
    lay(key, folder)
    with _closed(ThreadPoolExecutor(1, thread_name_prefix="fiches")) as executor:
        yield Pool(executor, 1)


@contextmanager
def worker_pool(key: str, folder: Path, most: int = 0) -> Iterator[Pool]:
    """Give as many processes as this machine has cores, or ``most``; one that is killed breaks them all (BrokenProcessPool)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with _closed(workers(most or cores, lay, key, folder)) as executor:
        yield Pool(executor, most or cores)


@contextmanager
def _closed(executor: Executor) -> Iterator[Executor]:
    """Give an executor that waits afterwards for what it is at, and gives up the rest."""
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster_pool(address: str, key: str, folder: Path) -> Iterator[Pool]:
    """Give the workers of a Dask cluster, each of which is sent the templates and the fonts once.

    Raises AuthorError when nobody answers there, or when anybody on the network could.
    """
    _must_be_safe(address)

    try:
        client: Any = _client(address)
    except (OSError, ValueError, TimeoutError) as error:
        hint = "Vérifiez que l'ordonnanceur tourne : « dask scheduler --host 127.0.0.1 » (docs/cluster.md)."
        raise AuthorError(f"Aucun ordonnanceur Dask ne répond à « {address} ».", hint) from error
    try:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise AuthorError(f"L'ordonnanceur « {address} » n'a aucun travailleur.", f"Lancez « dask worker {address} ».")
        _lay_there(client, key, folder)
        yield Pool(client.get_executor(pure=False, retries=0), workers * 2)
    finally:
        client.close()


def _lay_there(client: Any, key: str, folder: Path) -> None:
    """Lay the templates in every worker; raises AuthorError when one can't take them."""
    try:
        client.register_plugin(_plugin(key, _packed(folder)), name=f"fiches-{key}")
    except Exception as error:  # whatever a worker raises comes as one of Dask's, or as a plain Exception
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
