"""The fixes that `check --fix` writes: the years typed by hand, replaced by the call that follows the edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapport.ground.problems import Place
from rapport.rules.book import Sources
from rapport.rules.said_years import TypedYear, typed_years
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.trial import unreadable
from rapport.sources.model import Report

_DIGITS = 4  # of a year


class Fix(NamedTuple):
    """A replacement at a place, and the author's line before and after it."""

    place: Place
    before: str
    after: str


def fixes_of(report: Report) -> tuple[list[Fix], dict[str, Change]]:
    """Return the replacements that can be made, and the files that they change.

    A text that only its quotation marks would make possible (`title: 1998 en images`) is left to its author.
    """
    fixes: list[Fix] = []
    changes: dict[str, Change] = {}
    for path, wanted in _by_file(report, typed_years(Sources(report))).items():
        original = Original.read(report.root, path)
        made, text = _replaced(original.text, wanted)
        change = Change(original.raw, original.encoded(text))
        if made and not unreadable(report.root, {path: change}):
            fixes += made
            changes[path] = change
    return fixes, changes


class Called(NamedTuple):
    """The typed years that a new edition can replace by calls, those left to their author or kept, and the texts of the files.

    Those kept date what had happened when the report was written, after its year: « En 1999, elle a signé ».
    """

    fixes: list[Fix]
    left: list[Place]
    dates: list[TypedYear]
    texts: dict[str, str]


def years_called(report: Report) -> Called:
    """Return what becomes of the years typed by hand when the edition turns.

    The two years after the edition's are among them: its rates, its dates to come are those of the next once the edition turns.
    The events of a year stay its own.
    """
    events = {table.path for table in report.tables.values() if table.spec.view == "timeline"}
    typed = list(typed_years(Sources(report), _AHEAD))
    found = Called([], [], [one for one in typed if one.dates and one.place.path not in events], {})
    for path, wanted in _by_file(report, (one for one in typed if not one.dates)).items():
        if path not in events:
            made, text = _replaced(Original.read(report.root, path).text, wanted)
            found.fixes.extend(made)
            found.left.extend(sorted({place for place, _ in wanted} - {fix.place for fix in made}))
            found.texts[path] = text
    return found


_AHEAD = 2  # years to come that an edition announces


def _by_file(report: Report, typed: Iterable[TypedYear]) -> dict[str, list[tuple[Place, str]]]:
    """Return the places of typed years and the calls that replace them, file by file."""
    own = report.edition.year
    by_file: dict[str, list[tuple[Place, str]]] = {}
    for year, place, _ in typed:
        by_file.setdefault(place.path, []).append((place, f"{{{{ year({year - own or ''}) }}}}"))
    return by_file


def _replaced(text: str, wanted: Iterable[tuple[Place, str]]) -> tuple[list[Fix], str]:
    """Return what is replaced in a file's text, in order, and the text; a year that isn't at its place is left."""
    lines = text.split("\n")
    fixes = []
    for place, call in sorted(wanted, reverse=True):
        line, start = lines[place.line - 1], place.column - 1
        if not line[start : start + _DIGITS].isdigit() or _opens(line, start, place):
            continue
        after = line[:start] + call + line[start + _DIGITS :]
        fixes.append(Fix(place, line.strip(), after.strip()))
        lines[place.line - 1] = after
    return fixes[::-1], "\n".join(lines)


def _opens(line: str, start: int, place: Place) -> bool:
    """Tell whether a year opens a YAML text without quotation marks: a brace there would open a mapping."""
    before = line[:start].rstrip()
    body = place.path.endswith(".md") and not before.endswith(":")
    return not body and not place.path.endswith(".csv") and before[-1:] in {":", "-", "", "{", "["}
