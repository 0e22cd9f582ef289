"""Last year's edition as it was published: the values of `editions/<year>/donnees/`, read when somebody asks for them.

The edition isn't loaded again: what readers were given is what this year's « N−1 » is held to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.names import one_name
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.model import Report, Table
from rapport.sources.published import Definition, Published
from rapport.sources.published_columns import Described
from rapport.sources.published_csv import records_of
from rapport.sources.published_names import STATUSES, names_of_columns
from rapport.sources.reading.files import Files
from rapport.sources.reading.text import read_text

EDITIONS = "editions"
FOLDER = "donnees"
DESCRIPTION = "datapackage.json"
_YEAR = regex("[0-9]{4}")
_FORMULA = frozenset("=+-@\t\r")
_NEEDED = ("id", "libelle", "valeur", "unite", "annee", "statut", "source", "formule", "question")


class PublishedLine(NamedTuple):
    """A record of a published file, and where it is."""

    cells: Mapping[str, str]
    place: Place

    @property
    def value(self) -> Decimal | None:
        """Return the number of an indicator's line, None when there is none that can be read."""
        return _number(self.cells.get("valeur", ""))


class FrozenEdition:
    """The published data of last year's edition; each file is read once, when first needed."""

    def __init__(self, report: Report, folder: Path, shown: str) -> None:
        self.report = report
        self.year = report.edition.year - 1
        self.folder = folder
        self.shown = f"{shown}/{FOLDER}"
        self._problems: list[Problem] = []
        self._tables: dict[str, Mapping[tuple[str, int], PublishedLine]] = {}

    @property
    def problems(self) -> list[Problem]:
        """Return what couldn't be read of its list of indicators."""
        self._lines_of_indicators  # noqa: B018 - reading is what finds them
        return self._problems

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Return the indicators of the last edition's own year, by the name that they had."""
        return {
            name: Definition(line.cells["libelle"], line.cells["unite"], line.cells["formule"], line.place)
            for (name, year), line in self._lines_of_indicators.items()
            if year == self.year
        }

    @cached_property
    def tables(self) -> Mapping[str, Place]:
        """Return the tables of the last edition, and their files."""
        found = sorted((self.folder / FOLDER / "tables").glob("*.csv"))
        return {path.stem: Place(f"{self.shown}/tables/{path.name}", 1) for path in found}

    @cached_property
    def _described(self) -> Described:
        shown = f"{self.shown}/{DESCRIPTION}"
        path = self.folder / FOLDER / DESCRIPTION
        text = read_text(path, shown, self._problems) if path.is_file() else ""
        return Described(text or "", Place(shown))

    def columns(self, table: str) -> Mapping[str, Definition]:
        """Return the columns of numbers of a table, by their names; none where the edition didn't say."""
        return self._described.columns_of(table)

    @property
    def counts(self) -> Mapping[str, object] | None:
        """Return the lists that its indicators counted; None where the edition didn't say."""
        return self._described.counts

    def published(self, ref: str, year: int) -> Published | None:
        """Return a number that the last edition published for a year, under this name or the one that it replaces."""
        indicator = self.report.indicators.get(ref)
        if indicator is not None:
            names = (ref, *_names(indicator.replaces))
            lines = (self._lines_of_indicators.get((name, year)) for name in names)
            line = next(filter(None, lines), None)
            return line and _published(line, line.value, line.cells["unite"])
        table = self.report.tables.get(ref.partition(".")[0])
        return self._cell(table, ref, year) if table else None

    def _cell(self, table: Table, ref: str, year: int) -> Published | None:
        key, _, column = ref.partition(".")[2].rpartition(".")
        if column not in table.spec.columns:
            return None
        line = self._lines_of(table).get((key, year))
        return line and _published(line, _number(line.cells[column]), table.spec.columns[column].unit or "")

    @cached_property
    def _lines_of_indicators(self) -> Mapping[tuple[str, int], PublishedLine]:
        lines = self._read("indicateurs.csv", _NEEDED)
        self._problems += [
            _unread(line.place)
            for line in lines
            if (line.value is None and line.cells["valeur"]) or not _YEAR.fullmatch(line.cells["annee"])
        ]
        return {(line.cells["id"], int(line.cells["annee"])): line for line in lines if _YEAR.fullmatch(line.cells["annee"])}

    def _lines_of(self, table: Table) -> Mapping[tuple[str, int], PublishedLine]:
        """Return the lines of a table by key and year, their cells under the table's own names for its columns."""
        if table.id not in self._tables:
            names = (table.id, *_names(table.spec.replaces))
            known = next((name for name in names if name in self.tables), None)
            lines = self._read(f"tables/{known}.csv", ("annee",)) if known else []
            self._tables[table.id] = dict(_by_key(table, lines))
        return self._tables[table.id]

    def _read(self, name: str, needed: tuple[str, ...]) -> list[PublishedLine]:
        """Return the lines of a file; a file that can't be read has none, and is told."""
        shown = f"{self.shown}/{name}"
        text = read_text(self.folder / FOLDER / name, shown, self._problems)
        lines = list(_lines(text or "", shown, self._problems))
        if text is not None and (not lines or not set(needed) <= set(lines[0].cells)):
            said = "Ce fichier n'est pas celui que l'édition a publié : ses colonnes manquent."
            self._problems.append(Problem("LEC07", Severity.ERROR, said, Place(shown, 1)))
            return []
        return lines


def last_edition(report: Report, files: Files) -> FrozenEdition | None:
    """Return last year's edition, None when none is kept. An edition that is itself kept has its elder beside it."""
    inside = files.root.parent.name == EDITIONS
    shown = f"{'..' if inside else EDITIONS}/{report.edition.year - 1}"
    names = (
        *files.names(f"{shown}/{FOLDER}", ".csv"),
        f"{shown}/{FOLDER}/{DESCRIPTION}",
        *files.names(f"{shown}/{FOLDER}/tables", ".csv"),
    )
    files.stamps(names)  # what is read of them once somebody asks is of these very files
    return FrozenEdition(report, files.root / shown, shown) if files.is_folder(shown) else None


def _names(replaced: str | tuple[str, ...]) -> tuple[str, ...]:
    return (replaced,) if isinstance(replaced, str) else replaced


def _lines(text: str, shown: str, problems: list[Problem]) -> Iterator[PublishedLine]:
    records = records_of(text)
    _, header = next(records, (1, []))
    for start, cells in records:
        if len(cells) != len(header):
            problems.append(_unread(Place(shown, start)))
        else:
            yield PublishedLine(dict(zip(header, map(_live, cells), strict=True)), Place(shown, start))


def _live(cell: str) -> str:
    """Return a cell without the mark that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def _unread(place: Place) -> Problem:
    return Problem("LEC07", Severity.ERROR, "Cette ligne ne se lit pas.", place)


def _by_key(table: Table, lines: list[PublishedLine]) -> Iterator[tuple[tuple[str, int], PublishedLine]]:
    """Yield the lines of a table by key and year.

    A column is found again by its title or, when titles have changed and no column came or went, by its position.
    """
    if not lines:
        return
    spec = table.spec
    titles = names_of_columns(spec.columns)
    given = list(lines[0].cells)[1:-4]  # between the year, and the status, source, question and note
    placed = dict(zip(spec.columns, given, strict=False)) if len(given) == len(spec.columns) else {}
    found = {name: title if title in given else placed.get(name, "") for name, title in titles.items()}
    key = spec.key or next(iter(spec.columns))
    for line in lines:
        cells = {name: line.cells.get(title, "") for name, title in found.items()}
        rest = {name: line.cells.get(name, "") for name in ("statut", "source", "question")}
        named = ".".join(one_name(cells.get(name, "")) for name in _names(key))
        if _YEAR.fullmatch(line.cells["annee"]):
            yield (named, int(line.cells["annee"])), PublishedLine(cells | rest, line.place)


def _published(line: PublishedLine, value: Decimal | None, unit: str) -> Published | None:
    if value is None:
        return None
    words = {word: status for status, word in STATUSES.items()}
    status = words.get(line.cells["statut"], "published")
    return Published(value, unit, status, line.cells["source"], line.cells["question"], line.place)


def _number(text: str) -> Decimal | None:
    try:
        return french.number_of(text)
    except ValueError:
        return None
