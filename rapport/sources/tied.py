"""`data/pieces.lock.yml`, the lock file of the pieces: what was read of each number, where, in which bytes, and when.

It holds positions and values, never a piece's sentences. `tie` writes it, one tie a line, each a JSON object that is YAML too;
a fingerprint tells a line that somebody altered. Only what is as it was written counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from rapport.ground.problems import Place
from rapport.ground.units import Measures, factor, is_single, measures_of, same_kinds
from rapport.sources.evidence import EvidencePiece

FILE = "data/pieces.lock.yml"
HEAD = """# Écrit par « python build.py tie », jamais à la main : ce qui a été lu dans les pièces, et où.
# Une ligne par nombre ; il n'y a ici aucune phrase des pièces.
"""
_MARK = 16  # characters of a fingerprint


@dataclass(frozen=True)
class Tie:
    """What was read of a number in a piece: the value and its unit as they stand there, their place, the piece's bytes."""

    number: str
    year: int
    piece: str
    at: str  # the place as people say it (French): « ligne 80 »
    value: str
    unit: str
    digits: str  # after the comma, of what is written there; empty: exact
    asked: str  # fingerprint of the place that was asked for
    around: str  # fingerprint of the words around it
    sha256: str
    when: str

    @property
    def decimal(self) -> Decimal:
        """Return the value that was read."""
        return Decimal(self.value)

    @property
    def mark(self) -> str:
        """Return the fingerprint of the line."""
        return fingerprint_of_words(*map(str, self.as_written().values()))

    def as_written(self) -> dict[str, str | int]:
        """Return its values by name, in the order of a line."""
        return {name: getattr(self, name) for name in _NAMES}

    @property
    def key(self) -> tuple[str, int, str]:
        """Return what tells it from the others: the number, its year, the piece."""
        return self.number, self.year, self.piece


_NAMES = tuple(one.name for one in fields(Tie))


def fingerprint_of_words(*words: str) -> str:
    """Return a short SHA-256 of some words."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:_MARK]


@dataclass(frozen=True)
class TieLock:
    """The ties by number, year and piece, each with its place; the lines that were altered; the proposals once declined."""

    ties: Mapping[tuple[str, int, str], Tie] = field(default_factory=dict)
    places: Mapping[tuple[str, int, str], Place] = field(default_factory=dict)
    altered: tuple[tuple[str, Place], ...] = ()  # the names of numbers whose line isn't as it was written
    declined: tuple[str, ...] = ()  # numbers for which no proposal is wanted any more


@dataclass(frozen=True)
class Evidence:
    """The pieces of an edition, what was read of them, and the fingerprint of each file that is at hand."""

    pieces: Mapping[str, EvidencePiece] = field(default_factory=dict)
    lock: TieLock = field(default_factory=TieLock)
    at_hand: Mapping[str, str] = field(default_factory=dict)


def written_lock(ties: Iterable[Tie], declined: Iterable[str] = ()) -> str:
    """Return the text of the lock file."""
    ordered = sorted(ties, key=lambda tie: tie.key)
    lines = [json.dumps({**tie.as_written(), "mark": tie.mark}, ensure_ascii=False) for tie in ordered]
    lines += [json.dumps({"declined": name}, ensure_ascii=False) for name in sorted(set(declined))]
    return HEAD + "".join(f"- {line}\n" for line in lines)


def tie_of(told: object) -> Tie | None:
    """Return the tie that a line of the lock holds, None when it isn't one as it was written."""
    if not isinstance(told, dict) or told.keys() != {*_NAMES, "mark"}:
        return None
    year, mark = told["year"], told["mark"]
    if not isinstance(year, int) or not all(isinstance(told[name], str) for name in _NAMES if name != "year"):
        return None
    tie = Tie(**{name: told[name] for name in _NAMES})
    return tie if tie.mark == mark else None


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return a value that was read in a unit as it is in another; None when they don't measure the same.

    What a piece doesn't say is taken to be in the number's own unit; a noun (« adhérents ») says nothing.
    """
    own, other = measures_of(unit), measures_of(wanted)
    if not own or not other or (_counts(own) and _counts(other) and own[0].size == other[0].size):
        return value
    if not same_kinds(own, other):
        return None
    times, by = factor(other, own)
    return value * times / by


def _counts(measures: Measures) -> bool:
    return is_single(measures) and measures[0].kind == "count"
