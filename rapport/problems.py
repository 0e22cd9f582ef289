"""What an author must correct, and where."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum


class Severity(IntEnum):
    """How much a problem matters; an error stops the publication."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def french(self) -> str:
        """Return the word an author reads."""
        return ("info", "avertissement", "erreur")[self]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in an author's file: path from the edition's root, line and column from 1 (0: not known)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``path:line:column`` without the unknown parts."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"


@dataclass(slots=True)
class Places:
    """The place of a value and, below it, of each of its keys."""

    place: Place
    inner: dict[str | int, Places] = field(default_factory=dict)

    def at(self, *keys: str | int) -> Place:
        """Return the place of a nested key, or of the nearest value that exists above it."""
        return self.below(*keys).place

    def below(self, *keys: str | int) -> Places:
        """Return the places under a nested key; unknown keys are passed over."""
        here = self
        for key in keys:
            here = here.inner.get(key, here)
        return here


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: a stable code, a French sentence, the place, what to do, related places."""

    code: str
    severity: Severity
    message: str
    place: Place
    hint: str = ""
    related: tuple[tuple[Place, str], ...] = ()

    def with_severity(self, severity: Severity) -> Problem:
        """Return the same problem, judged otherwise."""
        return replace(self, severity=severity)


class BuildStopped(Exception):  # noqa: N818 - not an error of ours: the author has work
    """The sources could not be read; carries every problem found, never only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems sorted by file, line, column, then gravest first; exact repeats once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.place, -p.severity, p.code, p.message))
