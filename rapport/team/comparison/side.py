"""One side of a comparison: the numbers of an edition, the plain paragraphs of its sections, its links to the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rapport.ground.problems import AuthorError
from rapport.numbers.quantity import Decimals
from rapport.team.comparison.entries import ComparedEntry


class Unreadable(AuthorError):  # noqa: N818 - told
    """A side can't be read; carries why, in French, and what to do."""


@dataclass(frozen=True)
class Number:
    """A number of an edition's own year; ``since`` is the year of its last change of definition."""

    name: str
    label: str
    value: Decimal
    unit: str
    decimals: Decimals
    status: str
    since: int = 0
    unit_one: str = ""


@dataclass(frozen=True)
class ComparedSection:
    """A section, or the opening of a part: its title, its paragraphs without any markup."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """What is compared; ``renamed`` gives the new names of numbers that had another one before."""

    name: str
    year: int
    numbers: Mapping[str, Number]
    sections: Mapping[str, ComparedSection]
    links: Mapping[str, str]  # the address, and the section that it stands in
    renamed: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, ComparedEntry] = field(default_factory=dict)  # none of a published folder
    mentions: Mapping[str, ComparedEntry] = field(default_factory=dict)  # none of a published folder
    lines: Mapping[str, ComparedEntry] = field(
        default_factory=dict
    )  # of its lists, by table, rank and key; none of a published folder
