"""How long the tools inside a step took: some run side by side, so that their times may add up to more than the step's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

spent: dict[str, float] = {}  # seconds by the French name of what was done, in the order in which it began


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Add the time that the block takes to a name."""
    spent.setdefault(name, 0.0)
    start = time.perf_counter()
    try:
        yield
    finally:
        spent[name] += time.perf_counter() - start
