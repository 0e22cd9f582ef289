"""A number of the register: what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from rapport.authored import Indicator, Status
from rapport.model import Row, Table
from rapport.problems import Place
from rapport.quantity import Decimals, Quantity


class UnknownNumber(Exception):  # noqa: N818 - the author's slip, told as a problem
    """No number has this name; ``hint`` proposes the nearest ones."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Registered:
    """A number that may be printed, and everything that is known of it."""

    ref: str
    label: str
    quantity: Quantity
    decimals: Decimals
    unit: str
    unit_one: str
    status: Status
    question: str
    source: str
    note: str
    formula: str
    place: Place
    cell: bool = False  # a table's cell, not an indicator
    evolution: bool = False  # from one year to another
    stable: bool = False  # an evolution within the rounding of its two values

    @property
    def value(self) -> Decimal:
        """Return the nominal value."""
        return self.quantity.value

    @property
    def shown_decimals(self) -> int | None:
        """Return the digits to print after the comma; None prints the number's own digits (exact values)."""
        return None if self.decimals == "exact" else max(self.decimals, 0)


def registered_indicator(ref: str, indicator: Indicator, quantity: Quantity, year: int) -> Registered:
    """Return an indicator at a year."""
    return Registered(
        ref=ref,
        label=indicator.label,
        quantity=quantity,
        decimals=indicator.decimals,
        unit=indicator.unit,
        unit_one=indicator.unit_one or indicator.unit,
        status=indicator.status,
        question=indicator.question,
        source=indicator.source,
        note=indicator.note,
        formula=indicator.formula,
        place=indicator.at("values", year),
    )


def registered_cell(ref: str, table: Table, row: Row, column: str, value: Decimal) -> Registered:
    """Return a cell of a table, whose value is known."""
    spec = table.spec.columns[column]
    decimals: Decimals = 0 if spec.decimals is None else spec.decimals
    unit = spec.unit or ""
    words = [row.texts[name] for name, kept in table.spec.columns.items() if not kept.numeric and not kept.hidden]
    return Registered(
        ref=ref,
        label=f"{spec.label}, {', '.join(dict.fromkeys(filter(None, words))) or row.key} ({table.spec.title})",
        quantity=Quantity.of(value, decimals, unit),
        decimals=decimals,
        unit=unit,
        unit_one=unit,
        status=row.status,
        question=row.question,
        source=row.source,
        note=row.note,
        formula="",
        place=row.place_of(column),
        cell=True,
    )


def names_near(ref: str, names: tuple[str, ...]) -> str:
    """Return the hint (French) that proposes the names of the register nearest to one that it doesn't have."""
    # Among the names that share a part, more or less: comparing with all of them takes a tenth of a second for each slip.
    alike = _by_end(names)
    ends = (ref.partition(".")[0], "." + ref.rpartition(".")[2])
    parts = [part for end in ends for part in get_close_matches(end, alike, 2)]
    candidates = dict.fromkeys(name for part in parts for name in alike[part])
    return f"Noms proches : {', '.join(close)}." if (close := get_close_matches(ref, candidates, 3, 0.6)) else ""


@lru_cache(maxsize=4)
def _by_end(names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the names by their first part (`heures`) and by their last (`.total`)."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name.partition(".")[0], []).append(name)
        alike.setdefault("." + name.rpartition(".")[2], []).append(name)
    return alike
