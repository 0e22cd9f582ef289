"""What a passage of the manuscript is written from, and what is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from rapport.manuscript.distinct import Distinct
from rapport.manuscript.listings import Acronyms
from rapport.numbers.register import Register
from rapport.sources.model import Drawing, Mention, Piece, Report


class Passage(NamedTuple):
    """A section or a part opener in Markdown, the numbers that it prints, the anchors that it gives to what it shows."""

    piece: Piece
    mentions: tuple[Mention, ...]
    anchors: tuple[str, ...]


class Asked(Protocol):
    """What a passage is written from; whoever gives it may note what is asked for."""

    @property
    def report(self) -> Report:
        """Return the report."""
        ...

    @property
    def register(self) -> Register:
        """Return its numbers."""
        ...

    @property
    def drawings(self) -> Mapping[str, Drawing]:
        """Return what its charts show; a chart that waits for a number has none."""
        ...

    @property
    def acronyms(self) -> Acronyms:
        """Return the acronyms of the lexicons."""
        ...

    def is_file(self, name: str) -> bool:
        """Tell whether the edition has a file of that name."""
        ...

    def distinct(self, content: str) -> Distinct:
        """Return the anchors given before a content."""
        ...
