"""The count of a list's entries (« count_of »): what a number that counts them is worth, and what it is held to."""

from __future__ import annotations

from decimal import Decimal

from rapport.ground.names import one_name
from rapport.ground.problems import Place
from rapport.sources.answers import unknown_years
from rapport.sources.authored import CountOf, Indicator
from rapport.sources.model import Report


def entries_of(report: Report, wanted: CountOf, year: int) -> list[Place] | str:
    """Return the place of each entry that a number of a year counts, or what is wrong with the request."""
    table = report.tables.get(wanted.table)
    if table is None:
        return f"« count_of » : la table « {wanted.table} » n'existe pas."
    for column in (*wanted.where, *filter(None, [wanted.distinct])):
        if column not in table.spec.columns or table.spec.columns[column].numeric:
            return f"« count_of » : « {wanted.table} » n'a pas de colonne de textes « {column} »."
    rows = [row for row in table.of_year(year) if all(matches(row.texts[c], w) for c, w in wanted.where.items())]
    if not wanted.distinct:
        return [row.place for row in rows]
    named = ((one_name(row.texts[wanted.distinct]), row.place) for row in reversed(rows))
    return list({name: place for name, place in named if name}.values())


def typed_or_counted(report: Report, indicator: Indicator, year: int) -> Decimal | None:
    """Return the value of an indicator that has no formula: the one typed, or how many entries its list has.

    A list counts nothing for a year whose number is said to be known by nobody (« n.d. »).
    """
    if indicator.count_of is None or year in indicator.values or year in unknown_years(indicator):
        return indicator.values.get(year)
    found = entries_of(report, indicator.count_of, year)
    return Decimal(len(found)) if found and not isinstance(found, str) else None


def matches(value: str, wanted: str | tuple[str, ...]) -> bool:
    """Tell whether a cell has the value, or one of the values, that a ``where:`` asks for; those that look alike are one."""
    return one_name(value) in map(one_name, (wanted,) if isinstance(wanted, str) else wanted)
