"""Last year beside this one: the columns that a table gains, the rows of a chart's data, the breaks of series."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapport.ground import french
from rapport.ground.units import measures_of
from rapport.manuscript.typography import escaped
from rapport.numbers.awaited import GAP
from rapport.numbers.calls import SIGNS, EvolutionCall, TableCall, ValueCall, printed_number, printed_unit
from rapport.numbers.evolution import SeriesBreak
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.gaps import gap_of
from rapport.numbers.in_time import absolute, bare, dated, evolving
from rapport.numbers.register import Register, Registered, UnknownNumber
from rapport.sources.authored import Breaks, Column
from rapport.sources.model import Drawing

Bind = Callable[[Registered, str], str]
UNKNOWN = "–"
MARKED_GAP = f"[{GAP}]{{.awaited}}"  # an edition under way is shown with its gaps


@dataclass(frozen=True)
class ShownColumn:
    """A column as it is printed: a column of the table, at a year or between two."""

    name: str
    title: str
    numeric: bool
    year: int = 0  # 0: this year
    evolution: bool = False
    unit: str = ""

    def ref(self, ref: str) -> str:
        """Return the name of the number that the column shows of a number."""
        return evolving(ref, self.year) if self.evolution else dated(ref, self.year)


def columns_of(columns: Mapping[str, Column], call: TableCall, year: int) -> list[ShownColumn]:
    """Return the columns to print; beside a column of numbers may stand those of another year, and the evolution."""
    shown: list[ShownColumn] = []
    alone = sum(column.numeric for column in columns.values()) == 1
    for name, column in columns.items():
        previous = column.numeric and (bool(call.previous) or column.previous)
        evolution = column.numeric and (call.evolution or column.evolution)
        if previous:
            before = absolute(call.since, year)
            shown.append(
                ShownColumn(name, titled(column.label, year, before), numeric=True, year=call.since, unit=column.unit or "")
            )
        title = titled(column.label, year, year) if previous else column.label
        shown.append(ShownColumn(name, title, column.numeric, unit=column.unit or ""))
        if evolution:
            title = "Évolution" if alone else f"{column.label}, évolution"
            shown.append(ShownColumn(name, title, numeric=True, year=call.since, evolution=True))
    return shown


def titled(label: str, own: int, year: int) -> str:
    """Return the title of a column of a year: it says so once."""
    return label.replace(str(own), str(year)) if str(own) in label else f"{label} {year}".strip()


def cell(shown: ShownColumn, ref: str, register: Register, bind: Bind) -> str:
    """Return a number of a column, bound; a dash where it isn't known, where no percentage would be true."""
    try:
        number = register.found(shown.ref(ref))
    except SeriesBreak:
        return "rupture"
    except (UnknownNumber, ExpressionError):
        if not shown.year:
            raise
        return UNKNOWN
    if number is None:
        return MARKED_GAP if gap_of(register, shown.ref(ref)) == GAP else UNKNOWN
    if not shown.evolution:
        printed = bind(number, printed_number(number, ValueCall(ref, unit=number.unit in SIGNS)))
        # The total of a column of kWh may be an indicator in MWh.
        foreign = number.unit not in SIGNS and measures_of(number.unit) != measures_of(shown.unit)
        return f"{printed}{french.NBSP}{escaped(french.typeset(number.unit))}" if foreign else printed
    call = EvolutionCall(ref)
    unit = printed_unit(number, call)
    return bind(number, printed_number(number, call)) + (f"{french.NBSP}{unit}" if unit else "")


def data_of(drawing: Drawing, register: Register, bind: Bind) -> tuple[list[str], list[list[str]]]:
    """Return the years that a chart compares, and its rows: a category and its number of each year."""
    years = sorted({row.group for row in drawing.rows})
    lines: list[list[str]] = []
    for row in drawing.rows:
        if row.group == years[0] or not lines or lines[-1][0] != escaped(row.category) or lines[-1][-1] != UNKNOWN:
            lines.append([escaped(row.category), *[UNKNOWN] * len(years)])
        lines[-1][1 + years.index(row.group)] = bind(register.number(row.ref), row.printed)
    return years, lines


def breaks_of(register: Register, table: str, refs: Sequence[str], since: int = -1) -> Iterator[str]:
    """Yield what says that a table, or these numbers, aren't what they were in the years that are compared."""
    report = register.report
    series: list[tuple[str, Breaks]] = [("", report.tables[table].spec.breaks)] if table in report.tables else []
    # A table's own cells are no indicators; a passage that doesn't ask for these stands when one of them changes.
    names = dict.fromkeys(name for name in map(bare, refs) if name.partition(".")[0] != table)
    found = (report.indicators.get(name) for name in names)
    series += [(indicator.label, indicator.breaks) for indicator in found if indicator]
    first = absolute(since, register.year)
    for label, breaks in series:
        for year, why in breaks.items():
            if first < year <= register.year:
                of = f" ({label})" if label and len(refs) > 1 else ""
                yield french.typeset(f"Rupture de série en {year}{of} : {why.rstrip('.')}.")
