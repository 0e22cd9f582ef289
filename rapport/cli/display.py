"""Problems and progress as text, as GitHub annotations, as JSON; the choice of forms."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from rapport.ground.problems import Place, Problem, Severity
from rapport.ground.timings import spent

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_READ = 30  # places under one message


def as_text(problems: Sequence[Problem], *, colour: bool = False) -> str:
    """Return the problems one under the other: ``file:line:column: sévérité CODE message``."""
    lines = []
    for problem in problems:
        word = problem.severity.french
        shown = f"\033[{_COLOURS[problem.severity]}m{word}\033[0m" if colour else word
        lines.append(f"{problem.place}: {shown} {problem.code} {problem.message}")
        if problem.hint:
            lines.append(f"    {problem.hint}")
        lines += _others(problem.related)
    return "\n".join(lines)


def _others(related: Sequence[tuple[Place, str]]) -> list[str]:
    """Return the other places of a problem, one a line; where they are very many, how many, and how to have them."""
    if len(related) > _READ:
        return [f"    voir {len(related)} endroits (« check --format json » les donne tous)"]
    return [f"    voir {place} ({said})" for place, said in related]


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands of GitHub Actions, which annotate the lines of a pull request."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for problem in problems:
        place = problem.place
        where = [f"file={_property(place.path)}"]
        where += [f"line={place.line}"] if place.line else []
        where += [f"col={place.column}"] if place.column else []
        where.append(f"title={_property(problem.code)}")
        message = "\n".join(filter(None, [problem.message, problem.hint]))
        lines.append(f"::{kinds[problem.severity]} {','.join(where)}::{_data(message)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON array."""
    return json.dumps(
        [
            {
                "code": problem.code,
                "severity": problem.severity.name.lower(),
                "message": problem.message,
                "hint": problem.hint,
                "file": problem.place.path,
                "line": problem.place.line or None,
                "column": problem.place.column or None,
                "related": [{"file": p.path, "line": p.line or None, "message": said} for p, said in problem.related],
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def _exchanged(form: str, problems: Sequence[Problem], tried: Collection[str]) -> str:
    from rapport.cli.problem_formats import as_gitlab, as_junit, as_sarif  # noqa: PLC0415 - they load the rule book

    if form == "junit":
        return as_junit(problems, tried)
    return as_gitlab(problems) if form == "gitlab" else as_sarif(problems)


REPORTS: Mapping[str, Callable[[Sequence[Problem], Collection[str]], str]] = {
    "text": lambda problems, _: as_text(problems),
    "github": lambda problems, _: as_github(problems),
    "gitlab": lambda problems, tried: _exchanged("gitlab", problems, tried),
    "sarif": lambda problems, tried: _exchanged("sarif", problems, tried),
    "junit": lambda problems, tried: _exchanged("junit", problems, tried),
    "json": lambda problems, _: as_json(problems),
}


def show(problems: Sequence[Problem], form: str, tried: Collection[str] = ()) -> None:
    """Print the problems in a form; ``tried`` are the codes of the rules that the sources were held to."""
    if form == "text":
        colour = sys.stdout.isatty()
        if problems:
            print(as_text(problems, colour=colour))
    elif text := REPORTS[form](problems, tried):
        print(text)


def say(text: str) -> None:
    """Print what a command answers."""
    print(text)


def agreed(question: str) -> bool:
    """Ask on the terminal whether to go on; where nobody can answer, nobody agrees."""
    if not sys.stdin.isatty():
        return False
    try:
        return input(f"{question} ? [o/N] ").strip().casefold() in {"o", "oui"}
    except EOFError:
        return False


def complain(text: str) -> None:
    """Print what went wrong beside the answer."""
    print(text, file=sys.stderr)


def tally(problems: Sequence[Problem]) -> str:
    """Return ``2 erreurs, 1 avertissement, 0 info``."""
    counts = {severity: sum(p.severity is severity for p in problems) for severity in reversed(Severity)}
    return ", ".join(f"{n} {severity.french}{'s' if n > 1 else ''}" for severity, n in counts.items())


class Progress:
    """The steps of a build as they begin, with the time that each took."""

    def __init__(self, *, quiet: bool, stream: TextIO | None = None) -> None:
        self.quiet = quiet
        self.stream = stream or sys.stderr
        self.timings: list[tuple[str, float]] = []
        self._name = ""
        self._since = 0.0

    def __call__(self, name: str) -> None:
        """Begin a step; on a terminal, it is named at once."""
        self.end()
        self._name, self._since = name, time.perf_counter()
        if not self.quiet and self.stream.isatty():
            print(f"  {self._name}…", end="", flush=True, file=self.stream)

    def end(self) -> None:
        """End the step under way."""
        if self._name:
            elapsed = time.perf_counter() - self._since
            self.timings.append((self._name, elapsed))
            if not self.quiet:
                back = "\r" if self.stream.isatty() else ""
                print(f"{back}{_lasted(self._name, elapsed)}", file=self.stream)
        self._name = ""

    def account(self) -> None:
        """Tell where the time went: each step, and the tools inside, which may run side by side."""
        whole = sum(seconds for _, seconds in self.timings) or 1.0
        for name, seconds in self.timings:
            print(f"{_lasted(name, seconds)} {seconds / whole:6.0%}".replace("%", " %"), file=self.stream)
        for name, seconds in spent.items():
            print(_lasted(f"  dont {name}", seconds), file=self.stream)
        print(_lasted("Total", whole), file=self.stream)


class Tally:
    """A count that advances, with the time that is left, on a terminal; elsewhere nothing is said until the end."""

    def __init__(self, *, quiet: bool, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.shown = not quiet and self.stream.isatty()
        self._since: dict[str, float] = {}
        self._open = False

    def show(self, name: str, done: int, made: int, wanted: int) -> None:
        """Show how many are done; the time left is told from those that were made in this run."""
        since = self._since.setdefault(name, time.perf_counter())
        if self.shown:
            each = (time.perf_counter() - since) / made if made else 0
            left = f", encore {_spoken(each * (wanted - done))}" if made and done < wanted else ""
            full = round(24 * done / wanted) if wanted else 24
            print(f"\r  {'█' * full}{'░' * (24 - full)} {done} sur {wanted}{left}\033[K", end="", flush=True, file=self.stream)
            self._open = True

    def end(self) -> None:
        """Leave the line."""
        if self._open:
            print(file=self.stream)
        self._open = False


def _spoken(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{max(1, round(seconds))} s"


def _lasted(name: str, seconds: float) -> str:
    return f"  {name:<38} {seconds * 1000:6.0f} ms"


class News:
    """The problems as they come and go while somebody writes."""

    def __init__(self) -> None:
        self._known: tuple[Problem, ...] | None = None

    def show(self, problems: Sequence[Problem]) -> None:
        """Print what is new, and say so when what was there is mended."""
        now = tuple(problems)
        known = self._known or ()
        new = [problem for problem in now if problem not in known]
        if new:
            print(as_text(new, colour=sys.stdout.isatty()))
        gone = len([problem for problem in known if problem not in now])
        if new or gone or self._known is None:
            print(f"{time.strftime('%H:%M:%S')}  {tally(now)}.", flush=True)
        self._known = now


def show_files(files: Mapping[str, Path], base: Path) -> None:
    """Print the published files with their sizes."""
    for path in files.values():
        size = path.stat().st_size / 1024
        shown = f"{size:.0f} Ko" if size < 1024 else f"{size / 1024:.1f} Mo".replace(".", ",")  # noqa: PLR2004
        print(f"{path.relative_to(base)} ({shown})")
