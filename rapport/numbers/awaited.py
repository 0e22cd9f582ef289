"""What an edition still waits for: values left empty, texts left « À renseigner ».

An indicator waits for a value when its year is written with nothing after it; a cell, when it is empty and the same row had
a number in that column the year before (« n.d. » says that nobody knows it). The command `new` leaves them so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapport.ground.french import folded
from rapport.ground.problems import Place
from rapport.numbers.number import UnknownNumber
from rapport.sources.located import Located
from rapport.sources.model import Report, Table

TO_FILL = "À renseigner"
GAP = "XX"  # where a number will stand in a text: what people who make brochures type until they know


class Awaited(UnknownNumber):
    """A number has no value yet, and somebody is to fill it in."""

    def __init__(self, ref: str, year: int) -> None:
        super().__init__(f"« {ref} » attend encore sa valeur pour {year}.", awaited=year)


def awaited_numbers(report: Report, year: int) -> Mapping[str, Place]:
    """Return the numbers that a year waits for, by name, and where each is to be written."""
    waiting: dict[str, Place] = {
        name: indicator.at("values", year)
        for name, indicator in report.indicators.items()
        if not indicator.formula and year in indicator.awaited
    }
    for table in report.tables.values():
        waiting |= _awaited_cells(table, year)
    return waiting


def _awaited_cells(table: Table, year: int) -> Iterator[tuple[str, Place]]:
    before = {row.key: row for row in table.of_year(year - 1)}
    for row in table.of_year(year) if before else ():
        for column, cell in row.numbers.items():
            last = before[row.key].numbers.get(column) if row.key in before else None
            if cell.value is None and not cell.unknown and last is not None and last.value is not None:
                yield f"{table.id}.{row.key}.{column}", cell.place


def placeholders(report: Report) -> Iterator[tuple[str, str, Place]]:
    """Yield (owner, what, place) of the texts that still say « À renseigner »."""
    edition = report.edition
    yield from (("", f"{said} du rapport", place) for said, place in _left(edition, "title", "subtitle", "published"))
    for name, indicator in report.indicators.items():
        yield from ((indicator.owner, f"{said} de {name}", place) for said, place in _left(indicator, "source"))
    for table in report.tables.values():
        owner = table.spec.owner
        yield from ((owner, f"{said} de {table.id}", place) for said, place in _left(table.spec, "title", "source"))
        for row in table.of_year(edition.year):
            if row.source != table.spec.source and is_to_fill(row.source):
                yield owner, f"source de {table.id}, ligne « {row.key} »", row.place_of("source")


def is_to_fill(text: str) -> bool:
    """Tell whether a text is the placeholder that `new` leaves, however it is typed."""
    return folded(text) == folded(TO_FILL)


_SAID_OF = {"title": "titre", "subtitle": "sous-titre", "published": "date de publication", "source": "source"}


def _left(model: Located, *keys: str) -> Iterator[tuple[str, Place]]:
    return ((_SAID_OF[key], model.at(key)) for key in keys if is_to_fill(getattr(model, key)))
