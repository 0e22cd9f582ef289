"""Numbers added, removed, changed; the two tables are joined by pandas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rapport.ground import french
from rapport.numbers.evolution import Moment, change_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.quantity import Quantity
from rapport.team.comparison.side import Number, Side


@dataclass(frozen=True)
class NumberChange:
    """A number before and after, as printed; one of them is empty when it wasn't there. ``evolution`` says how far it went."""

    name: str
    label: str
    before: str
    after: str
    evolution: str = ""

    @property
    def kind(self) -> str:
        """Return added, removed or changed."""
        return "added" if not self.before else "removed" if not self.after else "changed"


def number_changes(before: Side, after: Side) -> tuple[NumberChange, ...]:
    """Return the changes in the order of the later side, removed numbers last."""
    return tuple(_changes(before, after))


def _changes(before: Side, after: Side) -> Iterator[NumberChange]:
    """Yield the changes of a full join: a number of either side, by its name of today."""
    import pandas as pd  # noqa: PLC0415 - half a second that only this command takes

    past = {_renamed(name, after.renamed): number for name, number in before.numbers.items()}
    frames = [
        pd.DataFrame({"name": list(numbers), side: list(numbers.values())}, dtype=object)
        for side, numbers in (("after", after.numbers), ("before", past))
    ]
    joined = frames[0].merge(frames[1], on="name", how="outer", sort=False, indicator="where")
    order = {name: position for position, name in enumerate(dict.fromkeys([*after.numbers, *past]))}
    for row in sorted(joined.to_dict("records"), key=lambda row: order[row["name"]]):  # names of today first
        change = _change(row, before.year, after.year)
        if change is not None:
            yield change


def _renamed(name: str, renamed: Mapping[str, str]) -> str:
    table = name.partition(".")[0] + "."
    return renamed.get(name) or (renamed[table] + name.removeprefix(table) if table in renamed else name)


def _change(row: Mapping[Any, Any], past: int, present: int) -> NumberChange | None:
    name, where = str(row["name"]), row["where"]
    if where == "left_only":
        return NumberChange(name, french.typeset(row["after"].label), "", _printed(row["after"]))
    if where == "right_only":
        return NumberChange(name, french.typeset(row["before"].label), _printed(row["before"]), "")
    old: Number = row["before"]
    new: Number = row["after"]
    first, last = _printed(old), _printed(new)
    if (first, old.value, old.status) == (last, new.value, new.status):
        return None
    if first == last and old.value != new.value:  # a share that its decimals hide: as `donnees/` has it
        first, last = (_printed(replace(number, decimals="exact")) for number in (old, new))
    if old.status != new.status:
        first, last = f"{first} ({old.status})", f"{last} ({new.status})"
    return NumberChange(name, french.typeset(new.label), first, last, _evolution(old, new, past, present))


def _printed(number: Number) -> str:
    digits = None if number.decimals == "exact" else max(number.decimals, 0)
    unit = number.unit_one if number.unit_one and abs(number.value) < 2 else number.unit  # noqa: PLR2004 - singular, in French
    return french.with_unit(french.format_number(number.value, digits), french.typeset(unit))


def _evolution(old: Number, new: Number, past: int, present: int) -> str:
    """Return how far a number went: between two years, what their precision proves; within a year, the plain difference."""
    if old.value == new.value:
        return ""
    if old.unit != new.unit:
        return "l'unité change"
    if past < new.since <= present:
        return "la définition change"
    first = Moment(past, Quantity.of(old.value, old.decimals, old.unit), old.decimals)
    last = Moment(present, Quantity.of(new.value, new.decimals, new.unit), new.decimals)
    try:
        change = change_of(new.name, first, last, new.unit, difference=past == present)
    except ExpressionError:  # no percentage says it: from zero, from values too rough…
        change = change_of(new.name, first, last, new.unit, difference=True)
    if change.stable and past != present:
        return "stable"
    return french.with_unit(french.format_number(change.quantity.value, change.decimals, sign=True), change.unit)
