"""What a test loops over: some things, never none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def some(things: Iterable[T]) -> list[T]:
    """Return things as a list that holds at least one: an assertion about each of nothing would hold of anything."""
    found = list(things)
    assert found, "nothing to look at"
    return found
