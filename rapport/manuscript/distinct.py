"""Anchors made distinct: what is shown twice has two names, whatever was written before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Taken(NamedTuple):
    """The anchors that the sections of a report type, those made for it, the names of its contents."""

    typed: frozenset[str]
    made: frozenset[str]
    contents: frozenset[str]


class Distinct:
    """The anchors given so far: the first to show a chart or a table has its name, the others a number behind it.

    ``added`` are those that the passage being written got.
    """

    def __init__(self, taken: Taken, given: Iterable[str]) -> None:
        self._taken = taken
        self._given = {*given}
        self.added: list[str] = []

    def around(self, section: str) -> str:
        """Return the anchors that the headings of a section, `section-…`, can't get.

        One that ends in a dash stands for all that begin with it.
        """
        typed, made, contents = self._taken
        others = {*typed, *made, *(f"{content}-" for content in contents)}
        others |= {f"{kind}-{content}-" for content in contents for kind in ("note", "appel") if kind == section}
        return " ".join(
            sorted(anchor for anchor in others - {f"{section}-", f"{section}-titre"} if anchor.startswith(f"{section}-"))
        )

    def anchor(self, name: str) -> str:
        """Return a name, or the first that is free behind it."""
        anchor, number = name, 1
        while anchor in self._given or (number > 1 and anchor in self._taken.typed | self._taken.made):
            number += 1
            anchor = f"{name}-{number}"
        self._given.add(anchor)
        self.added.append(anchor)
        return anchor
