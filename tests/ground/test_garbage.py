"""The collector of garbage works again where a command has rested it, and sets nothing apart where it works already."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from rapport.ground.garbage import collect_again


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_it_works_again():
    gc.unfreeze()
    gc.disable()
    collect_again()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 1000


def test_nothing_is_set_apart_where_it_works_already():
    gc.unfreeze()
    collect_again()
    collect_again()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
