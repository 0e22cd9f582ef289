"""What was read of the surveys: members, answers, the cells that may be published. Frozen records, without any calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from rapport.ground.problems import Place
from rapport.sources.returned import Answer, ReturnedAnswer
from rapport.sources.survey import SurveySpec

Hidden = Literal["", "few", "dominant", "complement", "small_group", "near_group", "hidden_before", "unanswered"]
PREFIX = "survey."  # what the name of a cell begins with
Group = tuple[tuple[str, str], ...]  # dimensions with their values
WITHHELD = "c"  # printed in place of a hidden cell, as statistical offices do


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the network as the register knows it; ``fields`` are its other columns, by heading."""

    id: str
    name: str
    type: str
    region: str
    fields: Mapping[str, str]
    place: Place

    def value_of(self, dimension: str) -> str | None:
        """Return what the register says of a dimension: type, region, or another of its columns; None when it doesn't."""
        if dimension == "type":
            return self.type
        return self.region if dimension == "region" else self.fields.get(dimension)


@dataclass(frozen=True, slots=True)
class MemberAnswers:
    """What one member answered, by column; every column is there, with None where it said nothing.

    ``corrected`` are the answers that the structure itself corrected, in a workbook that it sent back: where.
    """

    member: str
    values: Mapping[str, Answer]
    place: Place
    corrected: Mapping[str, Place] = field(default_factory=dict)

    @property
    def is_silent(self) -> bool:
        """Tell whether it answered nothing at all: a row laid in advance, or « n.d. » everywhere, is no answer."""
        return all(value is None for value in self.values.values())

    def at(self, column: str) -> Place:
        """Return where an answer stands."""
        return self.corrected.get(column, self.place)


def ref_of(survey: str, statistic: str, group: Group) -> str:
    """Return the name of a cell: « survey.observatoire.ca_median.AI »."""
    return ".".join((f"{PREFIX}{survey}", statistic, *(value for _, value in group)))


@dataclass(frozen=True)
class SurveyCell:
    """A statistic of one group, as it may be published: its value, or why it is hidden.

    ``group`` has (dimension, value) in the order of ``by``; of a statistic on several columns, the last is ("item", column).
    ``base`` is how many structures it stands on; None when that would tell too much.
    """

    survey: str
    statistic: str
    group: Group
    value: Decimal | None
    base: int | None
    decimals: int
    unit: str
    hidden: Hidden = ""

    @property
    def ref(self) -> str:
        """Return its name: « survey.observatoire.ca_median.AI »."""
        return ref_of(self.survey, self.statistic, self.group)


@dataclass(frozen=True)
class SurveyLock:
    """What `survey` wrote of a survey: how many were asked and answered, its cells by name with their places."""

    asked: int = 0
    answered: int = 0
    place: Place | None = None  # None: nothing was written yet
    cells: Mapping[str, SurveyCell] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    altered: tuple[Place, ...] = ()  # lines that aren't as they were written: they say nothing


@dataclass(frozen=True)
class Panel:
    """A survey as it was read: its description, the register, the answers, and the cells of the lock.

    Whoever has the answers (``at_hand``) can calculate; everybody has ``published``, by name, as `survey` wrote them.
    """

    name: str
    spec: SurveySpec
    members: Mapping[str, Member] = field(default_factory=dict)
    answers: Mapping[str, MemberAnswers] = field(default_factory=dict)  # by member: those that answered something
    silent: Mapping[str, MemberAnswers] = field(default_factory=dict)  # those whose row answers nothing
    at_hand: bool = False
    lock: SurveyLock = field(default_factory=SurveyLock)
    returned: tuple[ReturnedAnswer, ...] = ()  # what structures sent back of their answers
    last: Mapping[str, SurveyCell] = field(default_factory=dict)  # what was published of last year's survey, by its name
    before: tuple[Mapping[str, SurveyCell], ...] = ()  # what earlier versions of this edition published of it, by name

    @property
    def published(self) -> Mapping[str, SurveyCell]:
        """Return the cells that may be printed, by name."""
        return self.lock.cells

    def published_before(self, statistic: str, group: Group) -> list[SurveyCell]:
        """Return a cell as each earlier version of the edition published it, oldest first."""
        ref = ref_of(self.name, statistic, group) if self.before else ""
        return [cells[ref] for cells in self.before if ref in cells]

    @cached_property
    def asked(self) -> tuple[Member, ...]:
        """Return the members that were asked, in the order of the register."""
        wanted = self.spec.members.asked
        return tuple(m for m in self.members.values() if all(m.value_of(dim) in values for dim, values in wanted.items()))
