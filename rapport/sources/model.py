"""What the engine makes of the author files: the frozen types that travel down the flow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Places, Severity, TypedValue
from rapport.sources.authored import Assertion, ChartSpec, Edition, FrontMatter, Indicator, PartEntry, Status, TableSpec
from rapport.sources.evidence import TiedTo
from rapport.sources.factsheet import FactsheetTemplate
from rapport.sources.panel import Panel
from rapport.sources.published import LastEdition
from rapport.sources.signature import Signature, Stamp
from rapport.sources.slides import TypedSlide
from rapport.sources.tied import Evidence
from rapport.sources.translations import Translation


@dataclass(frozen=True)
class Cell:
    """A number of a table: None when it is empty, ``unknown`` to all (« n.d. »), or ``withheld`` by secrecy too (« c »)."""

    value: Decimal | None
    place: Place
    unknown: bool = False
    withheld: bool = False


@dataclass(frozen=True)
class Row:
    """A record of a CSV file."""

    key: str
    year: int
    texts: Mapping[str, str]
    numbers: Mapping[str, Cell]
    status: Status
    question: str
    source: str
    note: str
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    typed: tuple[str, int, int] = field(default=("", 0, 0), repr=False)  # the file's text, and where the record is in it
    piece: TiedTo | None = None  # what proves its number
    marked: Mapping[str, str] = field(default_factory=dict, repr=False)  # the texts that have marks of claims, with them

    def place_of(self, column: str) -> Place:
        """Return the place of a cell."""
        return self.places.get(column, self.place)

    def written(self, column: str) -> TypedValue:
        """Return a cell, and what follows it in the record, as it was typed."""
        text, start, end = self.typed
        place = self.place_of(column)
        lines = text[start:end].split("\n")
        below = place.line - self.place.line
        return TypedValue("\n".join(lines[below:])[place.column - 1 :], place)


@dataclass(frozen=True)
class Table:
    """A table of the edition: its description and its rows of every year, in file order."""

    id: str
    spec: TableSpec
    path: str
    rows: tuple[Row, ...]

    def of_year(self, year: int) -> tuple[Row, ...]:
        """Return the rows of one year."""
        return tuple(row for row in self.rows if row.year == year)

    @cached_property
    def filled(self) -> Mapping[str, tuple[str, ...]]:
        """Return the texts of the cells that say something, by column."""
        texts = {name: [row.texts.get(name, "").strip() for row in self.rows] for name in self.spec.columns}
        return {name: tuple(filter(None, column)) for name, column in texts.items()}


@dataclass(frozen=True)
class Section:
    """An author's section: front matter and body; ``first_line`` is the body's first line in the file.

    Its slides aren't in the body, where blank lines stand for them.
    """

    id: str
    front: FrontMatter
    body: str
    path: str
    first_line: int
    slides: tuple[TypedSlide, ...] = ()


@dataclass(frozen=True)
class PartOpener:
    """A part of the report; ``number`` counts from 1."""

    id: str
    number: int
    title: str
    lead: str
    place: Place
    entry: PartEntry


Content = Section | PartOpener


@dataclass(frozen=True)
class Report:
    """Everything the authors wrote, read and located; ``words`` are those of the edition's own list."""

    root: Path
    edition: Edition
    contents: tuple[Content, ...]
    indicators: Mapping[str, Indicator]
    tables: Mapping[str, Table]
    charts: Mapping[str, ChartSpec]
    assertions: tuple[Assertion, ...]
    brand: Mapping[str, Any]
    brand_places: Places = field(default_factory=lambda: Places(Place("assets/_brand.yml")))
    words: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    stamp: Stamp | None = None  # of a release; None: a working document
    last: LastEdition | None = None  # what was published last year; None: nothing is kept
    evidence: Evidence = field(default_factory=Evidence)
    surveys: Mapping[str, Panel] = field(default_factory=dict)
    factsheets: Mapping[str, FactsheetTemplate] = field(default_factory=dict)
    translations: tuple[Translation, ...] = ()  # the English of what English variants print

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections without the part openers."""
        return tuple(c for c in self.contents if isinstance(c, Section))

    def section(self, name: str) -> Section:
        """Return a section; raises KeyError when the report has none of that name."""
        return {section.id: section for section in self.sections}[name]


class ChartRow(NamedTuple):
    """A mark of a chart: label, number, its printed form, panel or series, doubt, the number's reference and its unit."""

    category: str
    value: Decimal
    printed: str
    group: str
    uncertain: bool
    ref: str
    extra: Mapping[str, str]
    unit: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart drawn, or being drawn: its alternative text, its rows, its ground, its SVG once it is asked for."""

    id: str
    alt: str
    rows: tuple[ChartRow, ...]
    ground: str  # the colour of the page that it fills; empty in a text
    unknown: str  # what it says of the rows that nobody knows, which make no mark
    drawn: Callable[[], str] = field(compare=False, repr=False)

    @property
    def svg(self) -> str:
        """Return the SVG text; waits for it when the chart is still being drawn."""
        return self.drawn()


@dataclass(frozen=True, slots=True)
class Mention:
    """A number bound in a text: what it refers to, as printed, where the author asked for it, and in which section."""

    ref: str
    printed: str
    place: Place
    section: str


@dataclass(frozen=True)
class Piece:
    """A section or part opener in plain Markdown; ``origins`` gives the author's place behind each line."""

    id: str
    markdown: str
    origins: tuple[Place, ...]

    def origin(self, line: int) -> Place:
        """Return the author's place behind a line (from 1) of the Markdown, of which outside tools complain."""
        return self.origins[min(max(line, 1), len(self.origins)) - 1]


def joined(pieces: Iterable[Piece]) -> str:
    """Return pieces in one text, from which a reader takes each of them again (engines/pieces.lua)."""
    return "\ue004".join(piece.markdown for piece in pieces)  # no author file may hold that letter


@dataclass(frozen=True)
class Manuscript:
    """The whole report in plain Markdown, with every number it prints."""

    pieces: tuple[Piece, ...]
    mentions: tuple[Mention, ...]
    drawings: Mapping[str, Drawing]

    @cached_property
    def lines_by_place(self) -> Mapping[tuple[str, int], Sequence[tuple[str, str]]]:
        """Return, by an author's file and line, the lines that come from there, each with the name of its piece."""
        found: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for piece in self.pieces:
            for line, origin in zip(piece.markdown.split("\n"), piece.origins, strict=False):
                found.setdefault((origin.path, origin.line), []).append((piece.id, line))
        return found


@dataclass(frozen=True)
class Rendered:
    """The finished files of a draft; what a piece says, as lines (engines/said.lua), and the numbers that a variant prints."""

    report: Report
    manuscript: Manuscript
    files: Mapping[str, Path]
    said: Callable[[str], str] | None = None
    printed_in: Callable[[str], Sequence[Mention]] = field(default=lambda _: (), compare=False)
    drawn_in: Callable[[str, str], Drawing] | None = field(default=None, compare=False)  # a drawing in a language


SEVERITIES: Mapping[str, Severity] = {"info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR}
INDICATOR_NAME = regex(r"[a-z0-9_]+(?:\.[a-z0-9_-]+)+")
