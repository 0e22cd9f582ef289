"""Problems: what an author must correct, how grave it is, where it stands, what to do; the base of the errors told as such."""

from __future__ import annotations

import errno
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate


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


_REACH = 8  # characters between two of a value as it was typed: indentation apart, an escape is shorter


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value as its author typed it, quotes, escapes and line folds included, and where it begins."""

    raw: str
    place: Place

    def at(self, value: str, offset: int) -> Place:
        """Return the place of a character of the value, found by following it through what was typed."""
        raw = self.raw
        found = _followed(raw, value)[min(max(offset, 0), len(value) - 1)] if value else _beginning(raw)
        starts = _starts_of_lines(raw)
        line = bisect_right(starts, found) - 1
        column = found - starts[line] + 1 if line else self.place.column + found
        return Place(self.place.path, self.place.line + line, column)


def _beginning(raw: str) -> int:
    """Return where the lines of a folded text begin, after its mark."""
    return raw.find("\n") + 1 if raw[:1] in {"|", ">"} else 0


@lru_cache(maxsize=8)
def _starts_of_lines(raw: str) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in raw.split("\n")[:-1])]


@lru_cache(maxsize=8)
def _followed(raw: str, value: str) -> tuple[int, ...]:
    """Return where each character of a value was typed; one that was typed otherwise, where the one before it was."""
    found = after = _beginning(raw)
    places = []
    for character in value:
        if not character.isspace():
            after = _end_of_spaces(raw, after)
            near = raw.find(character, after, after + _REACH)
            if near >= 0:
                found, after = near, near + 1
        places.append(found)
    return tuple(places)


def _end_of_spaces(raw: str, start: int) -> int:
    while raw[start : start + 1].isspace():
        start += 1
    return start


@dataclass(slots=True)
class Places:
    """The place of a value and, below it, of each of its keys; ``written`` is a text as it was typed.

    ``marked`` is a text with the marks of what it claims or admits, when it has some: its value has none. ``claiming`` are
    the texts of a whole model that have some.
    """

    place: Place
    inner: dict[str | int, Places] = field(default_factory=dict)
    written: TypedValue | None = None
    marked: str = ""
    claiming: list[Places] = field(default_factory=list, compare=False, repr=False)

    def at(self, *keys: str | int) -> Place:
        """Return the place of a nested key, or of the nearest value that exists above it."""
        return self.below(*keys).place

    def written_at(self, *keys: str | int) -> TypedValue:
        """Return the text under a nested key as it was typed, or nothing typed at its place."""
        below = self.below(*keys)
        return below.written or TypedValue("", below.place)

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


class AuthorError(Exception):
    """What an author can meet and mend: a French message, what to do about it, and where when it is known.

    ``awaited`` is the year of a value that is only to be filled in, 0 otherwise: that is told once, where it is to be written.
    With ``unknown``, nobody will: the author said so.
    """

    def __init__(
        self, message: str, hint: str = "", place: Place | None = None, *, awaited: int = 0, unknown: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.place = place
        self.awaited = awaited
        self.unknown = unknown
        self.withheld = False  # True: it isn't to be known, statistical secrecy hides it


class BuildStopped(Exception):  # noqa: N818 - not an error of ours: the author has work
    """The sources could not be read; carries every problem found, never only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems sorted by file, line, column, then gravest first; exact repeats once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.place, -p.severity, p.code, p.message))


_REASONS = {
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée est épuisée",
    errno.EROFS: "le disque ne s'écrit pas",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "ce n'est pas un dossier",
    errno.ENOENT: "le fichier ou son dossier n'existe pas",
    errno.EEXIST: "le nom est déjà pris",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ELOOP: "ses liens tournent en rond",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.EBUSY: "un autre programme l'occupe",
    errno.EIO: "le disque répond mal",
    **dict.fromkeys(
        (
            errno.ESTALE, errno.ENOTCONN, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.ENETUNREACH,
            errno.ECONNRESET, errno.ECONNABORTED,
        ),
        "le dossier partagé, ou son disque, ne répond plus",
    ),
}  # fmt: skip


def is_refusal(error: OSError) -> bool:
    """Tell whether the system says no as it does to anybody, for want of room or of a right: no bug of ours."""
    return _number_of(error) in _REASONS


def reason_of(error: OSError) -> str:
    """Return why the system refuses, in French for what people meet, else in its own words."""
    return _REASONS.get(_number_of(error), error.strerror or str(error))


def maybe_open(error: OSError) -> bool:
    """Tell whether a refusal is what a file gives that is open in another program."""
    return _number_of(error) in {errno.EACCES, errno.EPERM, errno.EBUSY}


def _number_of(error: OSError) -> int:
    """Return the system's number of a refusal, 0 when it has none; shutil, copying a folder, tells several as one text."""
    told = re.search(r"\[Errno ([0-9]+)\]", str(error)) if error.errno is None else None
    return int(told[1]) if told else error.errno or 0


def absent(name: str, place: Place | None = None) -> Problem:
    """Return the problem of a folder or a file that an edition is made with and isn't there (REN01), where it is asked for."""
    why = f"« {name} » manque à l'édition : rien ne peut être mis en page sans."
    hint = "Copiez-le dans l'édition, depuis le projet ou l'édition précédente."
    return Problem("REN01", Severity.ERROR, why, place or Place(name.rstrip("/")), hint)
