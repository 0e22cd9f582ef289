"""What an edition still waits for: values left empty, texts left « À renseigner ».

An indicator waits for a value when its year is written with nothing after it, or the list that it counts is empty; a cell,
when it is empty and the same row had a number in that column the year before (« n.d. » says that nobody knows it). A row that
a year names had it under the year before. The command `new` leaves them so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rapport.ground.french import folded
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.counting import entries_of
from rapport.numbers.number import UnknownNumber
from rapport.sources.answers import empty_years, is_asked, unknown_years
from rapport.sources.authored import Edition, Indicator
from rapport.sources.located import Located
from rapport.sources.model import Report, Section, Table
from rapport.sources.surveyed import withheld_cell

TO_FILL = "À renseigner"
GAP = "XX"  # where a number will stand in a text: what people who make brochures type until they know


_YEAR = regex(r"(?<![^.])20\d\d(?![^.])")  # which is all of a key, or one of its parts


class Awaited(UnknownNumber):
    """A number has no value yet, and somebody is to fill it in."""

    def __init__(self, ref: str, year: int) -> None:
        super().__init__(f"« {ref} » attend encore sa valeur pour {year}.", awaited=year)


class NotKnown(UnknownNumber):
    """Nobody knows a number: its author wrote « n.d. ». An edition prints it so, and calculates nothing from it."""

    def __init__(self, ref: str, year: int, edition: int) -> None:
        super().__init__(f"« {ref} » n'est pas disponible pour {year} (« n.d. »).", awaited=edition, unknown=True)


class Withheld(UnknownNumber):
    """Statistical secrecy hides a number (« c »): an edition prints it so, and calculates nothing from it."""

    def __init__(self, ref: str, year: int, edition: int) -> None:
        said = f"« {ref} » est couvert par le secret statistique pour {year} (« c »)."
        super().__init__(said, awaited=edition, unknown=True)
        self.withheld = True


def refusal_of(report: Report, ref: str, indicator: Indicator, year: int) -> UnknownNumber | None:
    """Return why an indicator has no value that anybody may know, None when it may have one."""
    if year in unknown_years(indicator):
        return NotKnown(ref, year, report.edition.year)
    return Withheld(ref, year, report.edition.year) if withheld_cell(report, indicator, year) else None


def awaited_numbers(report: Report, year: int) -> Mapping[str, Place]:
    """Return the numbers that a year waits for, by name, and where each is to be written."""
    waiting: dict[str, Place] = {
        name: indicator.at("values", year)
        for name, indicator in report.indicators.items()
        if is_asked(indicator, year) and year in empty_years(indicator)
    }
    for name, indicator in report.indicators.items() if year == report.edition.year else ():
        if indicator.count_of and year not in indicator.values and entries_of(report, indicator.count_of, year) == []:
            waiting[name] = indicator.at("count_of")
    for table in report.tables.values():
        waiting |= _awaited_cells(table, year)
    return waiting


def _awaited_cells(table: Table, year: int) -> Iterator[tuple[str, Place]]:
    before = {row.key: row for row in table.of_year(year - 1)}
    for row in table.of_year(year) if before else ():
        for column, cell in row.numbers.items():
            earlier = before.get(row.key) or before.get(a_year_earlier(row.key))
            last = earlier.numbers.get(column) if earlier else None
            if cell.value is None and not cell.unknown and last is not None and last.value is not None:
                yield f"{table.id}.{row.key}.{column}", cell.place


def a_year_earlier(key: str) -> str:
    """Return the name that a row had last year, when a year is all of it or one of its parts."""
    return _YEAR.sub(lambda year: str(int(year[0]) - 1), key)


class ToFill(NamedTuple):
    """A text that still says « À renseigner »; ``due``: when it is, where its own entry says that."""

    owner: str
    what: str
    place: Place
    due: date | None = None


def placeholders(report: Report) -> Iterator[ToFill]:
    """Yield the texts that still say « À renseigner »."""
    yield from of_the_cover(report.edition)
    for section in report.sections:
        yield from of_a_section(section)
    yield from of_the_data(report)


def of_the_cover(edition: Edition) -> Iterator[ToFill]:
    """Yield the texts to fill of what names the report."""
    return (ToFill("", f"{said} du rapport", place) for said, place in _left(edition, "title", "subtitle", "published"))


def of_a_section(section: Section) -> Iterator[ToFill]:
    """Yield the texts to fill of a section."""
    front, where = section.front, f"de la section « {section.front.title} »"
    keys = ("title", "kicker", "lead")
    yield from (ToFill(front.owner, f"{said} {where}", place, front.due) for said, place in _left(front, *keys))
    for line, text in enumerate(section.body.split("\n"), section.first_line):
        if is_to_fill(text):
            yield ToFill(front.owner, f"paragraphe {where}", Place(section.path, line, 1), front.due)


def of_the_data(report: Report) -> Iterator[ToFill]:
    """Yield the texts to fill of numbers and of tables."""
    for name, indicator in report.indicators.items():
        owner, due = indicator.owner, indicator.due
        yield from (ToFill(owner, f"{said} de {name}", place, due) for said, place in _left(indicator, "source"))
    for table in report.tables.values():
        owner, due = table.spec.owner, table.spec.due
        yield from (ToFill(owner, f"{said} de {table.id}", place, due) for said, place in _left(table.spec, "title", "source"))
        for row in table.of_year(report.edition.year):
            if row.source != table.spec.source and is_to_fill(row.source):
                yield ToFill(owner, f"source de {table.id}, ligne « {row.key} »", row.place_of("source"), due)


def is_to_fill(text: str) -> bool:
    """Tell whether a text is the placeholder that `new` leaves, however it is typed."""
    return folded(text) == folded(TO_FILL)


_SAID_OF = {
    "title": "titre", "subtitle": "sous-titre", "published": "date de publication", "source": "source", "kicker": "surtitre",
    "lead": "chapeau",
}  # fmt: skip


def _left(model: Located, *keys: str) -> Iterator[tuple[str, Place]]:
    return ((_SAID_OF[key], model.at(key)) for key in keys if is_to_fill(getattr(model, key)))
