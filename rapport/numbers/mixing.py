"""Panels and dates that a calculated number mixes: who its parts count, and when they hold, as far as they declare it.

A share of the answers of 154 structures in the network's 543, or a rate of December over a count of June, calculates like any
other: whoever reads it must know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapport.ground import french
from rapport.numbers.in_time import in_time
from rapport.numbers.number import Registered


def mixing(number: Registered, operands: Iterable[Registered]) -> Registered:
    """Return a number with the panels and the dates of its operands, unless it declares its own.

    An operand of another year has another date on purpose: only those of the same moment are held together.
    """
    parts = list(operands)
    panels = number.panels or _distinct(panel for part in parts for panel in part.panels)
    dates = number.dates or _distinct(day for part in parts if not in_time(part.ref) for day in part.dates)
    return replace(number, panels=panels, dates=dates)


def mixed(number: Registered) -> dict[str, str]:
    """Return what is told of a number that mixes panels or dates, a French sentence by the key that would settle it."""
    told = (("panel", "Calculé sur plusieurs panels", number.panels), ("as_of", "Calculé à plusieurs dates", number.dates))
    return {key: f"{what} : {french.listed([f'« {one} »' for one in found])}." for key, what, found in told if len(found) > 1}


def mixture_of(number: Registered) -> str:
    """Return what is told of a number that mixes panels or dates (French); nothing of another."""
    return " ".join(mixed(number).values())


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts each once, whatever their case and spaces, as first written."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(french.folded(text), text)
    return tuple(found.values())
