"""What a new year changes in the author files: the year itself, and everything that somebody must fill in or read again.

- A number gets an empty value and its doubts go: they were those of last year's value. So does its source, unless only its
  year has to change: it is then proposed. A constant keeps its value, the count of a list is its list's (`spared` says them all).
- A table of numbers gets last year's rows with empty cells; a list of texts passes to the new year as it is, to be read
  again; the events of a year aren't those of the next.
- A section, a chart, a table that is carried over says that it is to be read again.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date
from functools import partial

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity
from rapport.numbers.awaited import TO_FILL
from rapport.sources.answers import is_asked
from rapport.sources.authored import Indicator, TableSpec
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original, Unencodable
from rapport.sources.editing.yaml_lists import without_item
from rapport.sources.editing.yaml_text import Unchangeable, YamlText
from rapport.sources.evidence import COLUMN as PROOF
from rapport.sources.evidence import FILE as PIECES
from rapport.sources.located import Located
from rapport.sources.model import Report, Row, Table
from rapport.sources.scalars import UNKNOWN
from rapport.sources.signature import FILE as SIGNATURES
from rapport.sources.translations import FILE as ENGLISH
from rapport.sources.translations import key_of
from rapport.sources.versions import CORRECTIONS
from rapport.team.editions.correcting import ROWS, SECTION
from rapport.team.editions.filters import moving_filters, moving_of, with_filters_moved
from rapport.team.editions.moving import keys_of, known_rows, moved_names, moved_on, moved_source, moving_columns, renamed
from rapport.team.editions.passing import passing_numbers
from rapport.team.editions.spared import is_proved, measured_columns, waits
from rapport.team.signoff.lines import headings_of, rewritten

CODE = "NEW02"
_HEAD = regex(r"(---[ \t]*\r?\n)(.*?)^---", re.DOTALL | re.MULTILINE)
Turn = Callable[[str], str]
_NOTHING: Mapping[str, str] = {}


def turned_files(report: Report, year: int, called: Mapping[str, str] = _NOTHING) -> tuple[dict[str, Change], list[Problem]]:
    """Return the files of an edition as they are and as the new year wants them, and which can't be changed.

    ``called`` gives the texts of the files whose typed years became calls, which then follow the edition.
    """
    names = {table.id: moved_names(table, year) for table in report.tables.values()}
    columns = moving_of(report, year)
    filters = moving_filters(report, columns)
    changes: dict[str, Change] = {}
    problems: list[Problem] = []
    for path, turn in _turns(report, year):
        try:
            original = Original.read(report.root, path)
            turned = turn(with_filters_moved(called.get(path, original.text), filters.get(path, []), columns))
            for table, moved in names.items():
                turned = renamed(turned, table, moved)
            changes[path] = Change(original.raw, original.encoded(turned))
        except Unchangeable:
            said = "Ce fichier est écrit d'une façon qui ne permet pas de le modifier sans toucher au reste."
            hint = "Écrivez ses valeurs entre accolades, values: {…}, ou une clé par ligne, puis recommencez."
            problems.append(Problem(CODE, Severity.ERROR, said, Place(path), hint))
        except Unencodable as error:
            problems.append(Problem(CODE, Severity.ERROR, error.message, Place(path), error.hint))
    for path in (ROWS, SECTION):  # what a version corrected is of its own year
        if path in changes:
            changes[path] = Change(changes[path].before, None)
    if (report.root / SIGNATURES).is_file():
        blank = rewritten("", headings_of(report), {}, ())  # the kept edition has its own
        changes[SIGNATURES] = Change((report.root / SIGNATURES).read_bytes(), blank.encode())
    return changes, problems


def _turns(report: Report, year: int) -> Iterator[tuple[str, Turn]]:
    yield "report.yml", partial(_edition, report=report, year=year)
    for path, front in {section.path: section.front for section in report.sections}.items():
        yield path, partial(_section, front=front)
    passing, by_file = passing_numbers(report), dict[str, dict[str, Indicator]]()
    for name, indicator in report.indicators.items():
        by_file.setdefault(indicator.at().path, {})[name] = indicator
    for path, indicators in by_file.items():
        yield path, partial(_indicators, indicators=indicators, passing=passing, year=year)
    if report.tables:
        yield "data/tables.yml", partial(_tables, tables=report.tables, year=year)
    for table in report.tables.values():
        yield table.path, partial(_rows, table=table, year=year)
    if report.charts:
        yield "data/charts.yml", partial(_charts, report=report, year=year)
    if report.assertions:
        yield report.assertions[0].at().path, str
    if report.translations:
        yield ENGLISH, partial(_translations, report=report, year=year)
    if report.evidence.pieces:
        yield PIECES, partial(_pieces, report=report, year=year)


def _edition(text: str, report: Report, year: int) -> str:
    edited, edition = YamlText(text), report.edition
    edited.set(("year",), year)
    edited.set(("title",), TO_FILL)
    if str(year - 1) in edition.subtitle:
        edited.set(("subtitle",), edition.subtitle.replace(str(year - 1), str(year)))
    edited.set(("published",), TO_FILL, after="year")
    _defer(edited, edition, ())
    if "version" in YamlText(text).value():
        edited.remove(("version",))
    if edition.waivers:  # they were accepted for one edition
        edited.remove(("waivers",))
    return without_item(edited.text, "sections", CORRECTIONS) if CORRECTIONS in edition.sections else edited.text


def _translations(text: str, report: Report, year: int) -> str:
    """Move the year of the English of the subtitle, which moves its own."""
    edited, last, moved = YamlText(text), str(year - 1), key_of(report.edition.subtitle)
    for index, pair in enumerate(report.translations):
        if key_of(pair.fr) == moved and last in pair.fr and pair.fr.count(last) == pair.en.count(last):
            edited.set((index, "fr"), pair.fr.replace(last, str(year)))
            edited.set((index, "en"), pair.en.replace(last, str(year)))
    return edited.text


def _section(text: str, front: Located) -> str:
    head = _HEAD.match(text)
    if head is None:  # load would have refused it
        raise Unchangeable(text)
    edited = YamlText(head[2])
    edited.set(("status",), "to_review", after="title")
    _defer(edited, front, ())
    return head[1] + edited.text + text[head.end(2) :]


def _indicators(text: str, indicators: Mapping[str, Indicator], passing: Container[str], year: int) -> str:
    edited = YamlText(text)
    for name, indicator in indicators.items():
        if is_asked(indicator, year):
            kept = indicator.values.get(year - 1) if indicator.constant else UNKNOWN if name in passing else None
            if indicator.values:
                edited.set((name, "values", year), kept)
            else:
                edited.set((name, "values"), {year: kept}, after="decimals")
        if indicator.from_ and year - 1 in indicator.values:  # the survey of the new year won't give it any more
            edited.set((name, "values"), {year - 1: indicator.values[year - 1]}, after="from")
        if not indicator.constant:
            _forget_doubts(edited, name, indicator, year, sourced=name not in passing)
            if indicator.statements:
                edited.remove((name, "statements"))
        _defer(edited, indicator, (name,))
    return edited.text


def _forget_doubts(edited: YamlText, name: str, model: Indicator | TableSpec, year: int, *, sourced: bool = True) -> None:
    """Take away last year's question and, of what is asked again, its source where it names that year."""
    if model.status == "to_confirm":
        edited.set((name, "status"), "published")
    if model.question:
        edited.remove((name, "question"))
    if sourced and str(year - 1) in model.source:
        if isinstance(model, Indicator) and model.formula:
            edited.remove((name, "source"))
        else:
            edited.set((name, "source"), moved_source(model.source, year) or TO_FILL)


def _tables(text: str, tables: Mapping[str, Table], year: int) -> str:
    edited = YamlText(text)
    for name, table in tables.items():
        if name == CORRECTIONS:
            edited.remove((name,))
            continue
        if measured_columns(table):
            _forget_doubts(edited, name, table.spec, year)
        elif str(year - 1) in table.spec.source:
            edited.set((name, "source"), moved_source(table.spec.source, year) or TO_FILL)
        if table.of_year(year - 1) and table.spec.view != "timeline" and not waits(table, year):
            edited.set((name, "to_review"), True, after="source" if table.spec.source else "title")
        _defer(edited, table.spec, (name,))
    return edited.text


def _rows(text: str, table: Table, year: int) -> str:
    if table.spec.view == "timeline" or table.of_year(year):
        return text
    edited, measured = CsvText(text), measured_columns(table)
    given = [name for name, column in table.spec.columns.items() if column.from_]
    for row in table.of_year(year - 1) if given else ():
        for name in given:
            if (value := row.numbers[name].value) is not None:
                edited.set(row.place.line, name, french.format_number(value).replace(french.NNBSP, ""))
    for row in table.of_year(year - 1):
        if measured:
            edited.append({name: cell for name, cell in _carried(row, table, edited, year).items() if name in edited.names})
        else:
            edited.set(row.place.line, "year", str(year))
            if str(year - 1) in edited.row(row.place.line).get("source", ""):
                edited.set(row.place.line, "source", moved_source(row.source, year) or TO_FILL)
    return edited.text


def _carried(row: Row, table: Table, edited: CsvText, year: int) -> Mapping[str, str]:
    """Return last year's row as the new year begins with it; what was already announced for its key is kept."""
    cells = edited.row(row.place.line)
    moving = moving_columns(table, year)
    known = known_rows(table, year).get(moved_names(table, year).get(row.key, row.key))
    if known:
        return edited.row(known.place.line) | {"year": str(year)}
    key = {name: moved_on(cells[name]) if name in moving else cells[name] for name in keys_of(table)}
    kept = {name: cell for name, cell in cells.items() if name not in measured_columns(table) | {"status", "question", PROOF}}
    source = cells.get("source", "")
    status = "published" if cells.get("status") == "to_confirm" else cells.get("status", "")
    source = (moved_source(source, year) or TO_FILL) if str(year - 1) in source else source
    return kept | key | {"year": str(year), "status": status, "source": source}


def _pieces(text: str, report: Report, year: int) -> str:
    """Return the pieces, those of last year with its year: its numbers stay theirs."""
    edited = YamlText(text)
    for name, piece in report.evidence.pieces.items():
        if piece.year is None:
            edited.set((name, "year"), year - 1)
    return edited.text


def _charts(text: str, report: Report, year: int) -> str:
    edited = YamlText(text)
    for name, spec in report.charts.items():
        if not is_proved(spec, year - 1):
            edited.set((name, "status"), "to_review", after="kind")
    return edited.text


def _defer(edited: YamlText, model: Located, path: tuple[str, ...]) -> None:
    """Put a date off by a year."""
    due = getattr(model, "due", None)
    if isinstance(due, date):
        day = 28 if (due.month, due.day) == (2, 29) and not isleap(due.year + 1) else due.day
        edited.set((*path, "due"), f"{due.year + 1}-{due.month:02}-{day:02}")
