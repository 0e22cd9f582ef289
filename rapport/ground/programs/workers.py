"""Worker processes for what takes the processor: a plain pool of spawned Pythons, which end with whoever started them.

Spawned, since a forked one would share threads and locks; never recycled (a pool that replaces its workers may hang, cpython
115634). One that is killed breaks its whole pool: BrokenProcessPool, to be met by whoever waits.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any

__all__ = ["BrokenProcessPool", "workers"]


def workers(count: int, prepare: Callable[..., None], *given: Any) -> ProcessPoolExecutor:
    """Return a pool of so many workers, each of which is prepared by a function of a module as it starts."""
    spawned = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=spawned, initializer=_begin, initargs=(prepare, given))


def _begin(prepare: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever waits, who ends us
    if (parent := multiprocessing.parent_process()) is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()  # killed, it can't end us itself
    prepare(*given)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
