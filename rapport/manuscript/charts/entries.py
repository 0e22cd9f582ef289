"""One row of a chart as the kinds read it, and the order in which they draw rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Any

from rapport.numbers.calls import MARK
from rapport.sources.model import ChartRow

HUNDRED = 100


@dataclass(frozen=True)
class Entry:
    """One number of a chart, with its label and its French printed form."""

    category: str
    value: float
    printed: str
    group: str = ""
    order: int = 0
    uncertain: bool = False
    code: str = ""
    date: str = ""
    ref: str = ""  # the number's name in the register

    @property
    def share(self) -> bool:
        """Tell whether the number is a percentage."""
        return self.printed.removesuffix(MARK).endswith("%")

    @property
    def named(self) -> str:
        """The category of an event, which bears the doubt itself: no number does."""
        return self.category + MARK if self.uncertain and not self.printed else self.category

    @property
    def amount(self) -> float:
        """The value as a length to draw: a number that is not known takes no room."""
        return 0.0 if isnan(self.value) else self.value


@dataclass(frozen=True)
class Rows:
    """What a kind draws: the entries in the order of the file and, for a map, its outlines (GeoJSON)."""

    entries: tuple[Entry, ...]
    outlines: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # of places, in another language
    said: str = ""  # of what a mark stands for


def entry_of(row: ChartRow, order: int) -> Entry:
    """Return a row of a chart as the kinds read it; the printed form of a doubtful one bears the mark °."""
    value, extra = float(row.value), row.extra
    code, date = extra.get("code", ""), extra.get("date", "")
    printed = row.printed + MARK if row.printed and row.uncertain else row.printed
    return Entry(row.category, value, printed, row.group, order, row.uncertain, code, date, row.ref)


def entries_of(rows: Rows, sort: str = "none") -> list[Entry]:
    """Return the entries in the order of the file, or of their values (`ascending`, `descending`)."""
    entries = sorted(rows.entries, key=lambda entry: entry.order)
    if sort in ("ascending", "descending"):
        sign = 1 if sort == "ascending" else -1
        entries.sort(key=lambda entry: sign * entry.amount)
    return entries


def by_group(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Return the entries of each group, groups in the order of the file."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.order):
        groups.setdefault(entry.group, [])
    for entry in entries:
        groups[entry.group].append(entry)
    return groups


def categories_of(entries: list[Entry]) -> list[str]:
    """Return the categories, each once, in the order in which they come."""
    return list(dict.fromkeys(entry.category for entry in entries))


def are_shares(entries: Sequence[Entry]) -> bool:
    """Tell whether the numbers are all shares of a hundred."""
    return all(entry.share and 0 <= entry.amount <= HUNDRED for entry in entries)


def whole_of(entries: Sequence[Entry]) -> float:
    """Return what the parts make together: 100 for percentages, even when some parts are not known.

    Percentages rounded to the unit may add up to a little less or more than 100: then their sum is the whole.
    """
    total = sum(max(entry.amount, 0) for entry in entries)
    missing = all(entry.share for entry in entries) and total < HUNDRED - len(entries) / 2
    return float(HUNDRED) if missing else total or 1.0
