"""What the last edition published: its numbers, what its indicators counted, and where that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Protocol

from rapport.ground.problems import Place, Problem
from rapport.sources.authored import Status


@dataclass(frozen=True)
class Published:
    """A number as the last edition published it, and where: a line of its `donnees/`."""

    value: Decimal
    unit: str
    status: Status
    source: str
    question: str
    place: Place


class Definition(NamedTuple):
    """What the last edition said that an indicator counts, and where."""

    label: str
    unit: str
    formula: str
    place: Place


class LastEdition(Protocol):
    """The edition published last year, as it is kept in `editions/`."""

    year: int

    @property
    def problems(self) -> list[Problem]:
        """Return what can't be read of it."""

    @property
    def definitions(self) -> Mapping[str, Definition]:
        """Return its indicators, by the name that they had."""
        ...

    @property
    def tables(self) -> Mapping[str, Place]:
        """Return its tables, and the files that hold them."""
        ...

    def columns(self, table: str) -> Mapping[str, Definition]:
        """Return the columns of numbers of a table, by their names; none where the edition didn't say."""
        ...

    @property
    def counts(self) -> Mapping[str, object] | None:
        """Return the lists that its indicators counted; None where the edition didn't say."""

    def published(self, ref: str, year: int) -> Published | None:
        """Return a number that the last edition published for a year, None when it didn't."""
