"""A correction: what a group of paragraphs says before and after, by whom, the edits of the sources that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from rapport.ground.problems import Place
from rapport.manuscript.proof.binding import Letter
from rapport.sources.editing.yaml_text import Key
from rapport.team.returned.groups import ReturnedGroup


class TextEdit(NamedTuple):
    """Letters of a Markdown file replaced, from one place to another of its text in plain line feeds."""

    path: str
    start: int
    end: int
    new: str


class ValueEdit(NamedTuple):
    """A value of a YAML file, or of the head of a section."""

    path: str
    keys: tuple[Key, ...]
    new: str | Decimal


class CellEdit(NamedTuple):
    """A cell of a CSV file."""

    path: str
    line: int
    column: str
    new: str


class RowsAdded(NamedTuple):
    """Rows added to a CSV file beside the one that begins on a line, below it or above."""

    path: str
    line: int
    below: bool
    rows: tuple[Mapping[str, str], ...]


class RowRemoved(NamedTuple):
    """A row taken away from a CSV file."""

    path: str
    line: int


class RowMoved(NamedTuple):
    """A row of a CSV file put beside another one, below it or above."""

    path: str
    line: int
    beside: int
    below: bool


RowEdit = RowsAdded | RowRemoved | RowMoved
SourceEdit = TextEdit | ValueEdit | CellEdit | RowEdit


@dataclass
class NumberQuestion:
    """A number that somebody changed: which one, what it printed, what it became, who answers for it."""

    ref: str
    before: str
    after: str
    owner: str = ""


@dataclass
class Correction:
    """``why`` says (French) why it isn't brought back; empty for one that is. ``theirs`` is what the source says since.

    ``left_out`` are the looks of its words that no source has; ``leads`` say where its links lead now, each with where it led.
    """

    group: ReturnedGroup
    place: Place
    section: str
    before: Sequence[str]
    after: Sequence[str]
    people: tuple[str, ...] = ()
    tracked: bool = False
    edits: list[SourceEdit] = field(default_factory=list)
    why: str = ""
    questions: list[NumberQuestion] = field(default_factory=list)
    words: Sequence[Sequence[Letter]] = ()  # what it brings back: the paragraphs as they came, their numbers as they left
    theirs: str = ""
    moved: bool = False
    left_out: set[str] = field(default_factory=set)
    leads: Sequence[tuple[str, str]] = ()

    @property
    def brought(self) -> bool:
        """Tell whether it can be written."""
        return bool(self.edits) and not self.why
