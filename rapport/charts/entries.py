"""One row of a chart as the kinds read it, and the order in which they draw rows."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd


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

    @property
    def amount(self) -> float:
        """The value as a length to draw: a number that is not known takes no room."""
        return 0.0 if isnan(self.value) else self.value


def entries_of(rows: pd.DataFrame, sort: str = "none") -> list[Entry]:
    """Return the rows in the order of the file, or of their values (`ascending`, `descending`)."""
    entries = [_entry(record) for record in rows.to_dict("records")]
    entries.sort(key=lambda entry: entry.order)
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


def _entry(record: Mapping[Any, Any]) -> Entry:
    value = record["value"]
    return Entry(
        category=str(record["category"]),
        value=float(value) if isinstance(value, int | float) else float("nan"),
        printed=_text(record.get("printed")),
        group=_text(record.get("group")),
        order=int(str(record.get("order") or 0)),
        uncertain=bool(record.get("uncertain")),
        code=_text(record.get("code")),
        date=_text(record.get("date")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def whole_of(entries: Sequence[Entry]) -> float:
    """Return what the parts make together: 100 for percentages, even when some parts are not known.

    Percentages rounded to the unit may add up to a little less or more than 100: then their sum is the whole.
    """
    total = sum(max(entry.amount, 0) for entry in entries)
    missing = all(entry.printed.endswith("%") for entry in entries) and total < 100 - len(entries) / 2
    return 100.0 if missing else total or 1.0
