"""What was signed and still stands, what changed since, what nobody signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from rapport.ground.cache import MISFITS, shaped
from rapport.ground.problems import Place
from rapport.sources import published_names
from rapport.sources.model import Report
from rapport.sources.signature import Signature, What
from rapport.team.signoff.subjects import DESCRIPTION, FIELDS, Subject, subjects_of

STATUSES: dict[str, str] = {str(key): said for key, said in published_names.STATUSES.items()} | {"exact": "valeur exacte"}
_SHOWN = 70  # characters of an old or a new text
_AROUND = 18  # characters kept before the first difference


class State(Enum):
    """How a subject stands, as the list says it."""

    SIGNED = "signé"
    CHANGED = "changé depuis"
    UNSIGNED = "à signer"
    AWAITED = "sans valeur"


@dataclass(frozen=True)
class SignedState:
    """A subject, the signatures that vouch for it as it is, and those that vouch for what it was."""

    subject: Subject
    valid: tuple[Signature, ...]
    stale: tuple[Signature, ...]

    @property
    def state(self) -> State:
        """Return how it stands; a single stale signature is enough to ask for another."""
        if self.stale:
            return State.CHANGED
        if self.valid:
            return State.SIGNED
        return State.UNSIGNED if self.subject.valued else State.AWAITED

    @property
    def accepted(self) -> bool:
        """Tell whether what is to confirm in it may be published: somebody signed for it, and said why."""
        return any(signature.because for signature in self.valid)


@dataclass(frozen=True)
class Difference:
    """A part of a subject that isn't what was signed: its name, what it was, what it is, where."""

    part: str
    before: str
    after: str
    place: Place


def standings_of(report: Report) -> dict[tuple[What, str], SignedState]:
    """Return how everything that can be signed stands."""
    subjects = subjects_of(report)
    valid: dict[tuple[What, str], list[Signature]] = {}
    stale: dict[tuple[What, str], list[Signature]] = {}
    for signature in sound(report):
        key = (signature.what, signature.name)
        if key in subjects:
            (valid if signature.parts == subjects[key].parts else stale).setdefault(key, []).append(signature)
    return {key: SignedState(one, tuple(valid.get(key, ())), tuple(stale.get(key, ()))) for key, one in subjects.items()}


def sound(report: Report) -> list[Signature]:
    """Return the signatures of this edition that nobody altered."""
    return [signature for signature in report.signatures if signature.intact and signature.year == report.edition.year]


def differences(signature: Signature, subject: Subject) -> Iterator[Difference]:
    """Yield what changed since a signature."""
    before = signature.parts or ()
    if subject.what == "indicator":
        for part, old, new, place in zip(FIELDS, before, subject.parts, subject.places, strict=False):
            if old != new:
                yield Difference(part, STATUSES.get(old, old), STATUSES.get(new, new), place)
    elif subject.what == "table":
        yield from _rows(before, subject)
    else:
        yield from _paragraphs(before, subject)


def _rows(before: tuple[str, ...], subject: Subject) -> Iterator[Difference]:
    try:
        old = {row[0]: row for row in map(_row, before)}
    except MISFITS:  # no table was ever signed so: the line was made up, with its mark
        yield Difference("forme", "", "", subject.places[0])
        return
    new = {row[0]: (row, place) for row, place in zip(map(json.loads, subject.parts), subject.places, strict=True)}
    labels = {name: column[0] or name for name, column in json.loads(subject.parts[0])[2].items()}
    for key, (row, place) in new.items():
        if key not in old:
            yield Difference(f"ligne « {key} »", "", _row_words(row), place)
        elif old[key] != row:
            was, now = _cells(old[key]), _cells(row)
            what = "description" if key == DESCRIPTION else f"« {key} »"
            for name in {**was, **now}:
                if was.get(name) != now.get(name):
                    yield Difference(f"{what}, {labels.get(name, name)}", was.get(name, ""), now.get(name, ""), place)
    for key, row in old.items():
        if key not in new:
            yield Difference(f"ligne « {key} »", _row_words(row), "", subject.places[0])


def _row(part: str) -> list[Any]:
    """Return a part of a table that was signed; raises one of MISFITS when it can't be one."""
    key, head, cells = shaped(part, (str, str, dict))
    if not all(isinstance(one, str | None) for cell in cells.values() for one in (cell if isinstance(cell, list) else [cell])):
        raise ValueError(part)
    return [key, head, cells]


def _cells(row: list[Any]) -> dict[str, str]:
    """Return a row's cells by column, with its status; of the description, the title and what is said of each column."""
    key, head, cells = row
    first = {"titre": head} if key == DESCRIPTION else {"statut": STATUSES.get(head, head)}
    return first | {name: _plain(cell) for name, cell in cells.items()}


def _plain(cell: Any) -> str:
    return ", ".join(part for part in cell if part not in {None, "None", ""}) if isinstance(cell, list) else str(cell)


def _row_words(row: list[Any]) -> str:
    return " – ".join(_cells(row).values())


def _paragraphs(before: tuple[str, ...], subject: Subject) -> Iterator[Difference]:
    after, places = subject.parts, subject.places
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for index in range(max(b - a, d - c)):
            old = before[a + index] if a + index < b else ""
            new = after[c + index] if c + index < d else ""
            here = min(c + index, len(places) - 1)
            yield Difference("texte", *excerpts(old, new), places[here])


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return where two texts differ, with a few words before: enough to find the place."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, start - _AROUND)
    while start and not old[start - 1 : start].isspace():
        start -= 1
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    end = start + _SHOWN
    return f"{'…' if start and text else ''}{text[start:end]}{'…' if end < len(text) else ''}"
