"""The rule book: how a rule is declared, run, and waived."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from rapport.authored import Edition, Waiver
from rapport.awaited import says_awaited
from rapport.model import SEVERITIES, Report
from rapport.problems import Place, Problem, Severity
from rapport.recall import alike
from rapport.register import Register, register_of
from rapport.texts import Text, texts_of


@dataclass(frozen=True)
class Finding:
    """What a rule found: its sentence and place; ``severity`` when it isn't the rule's own."""

    message: str
    place: Place
    hint: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    severity: Severity | None = None


class Sources:
    """What the rules on sources read; ``parts`` are the parts of the report that were read so far."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.parts: set[str] = set()

    @property
    def report(self) -> Report:
        """Return the report, which notes what is read of it."""
        return cast("Report", _Watched(self._report, self.parts))

    def part(self, name: str) -> Any:
        """Return a part of the report by its name; of the last edition, what tells its files from others."""
        part = getattr(self._report, name)
        return part.stamp if name == "last" and part is not None else part

    @property
    def register(self) -> Register:
        """Return the register of the edition's year."""
        self.parts |= NUMBERS
        return self._register

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return the authored texts."""
        self.parts |= TEXTS
        return self._texts

    @cached_property
    def _register(self) -> Register:
        return register_of(self._report)

    @cached_property
    def _texts(self) -> tuple[Text, ...]:
        return tuple(text for text in texts_of(self._report) if text.text)


# What the register and the texts are made of.
NUMBERS = frozenset({"edition", "indicators", "tables", "last"})
TEXTS = frozenset(field.name for field in fields(Report)) - {"root", "last"}


class _Watched:
    """A report that notes the names of its parts as they are read."""

    def __init__(self, report: Report, parts: set[str]) -> None:
        self._report = report
        self._parts = parts

    def __getattr__(self, name: str) -> Any:
        self._parts.add("contents" if name == "sections" else name)
        return getattr(self._report, name)


T = TypeVar("T")


@dataclass(frozen=True)
class Rule(Generic[T]):
    """A rule: code, name, severity, French documentation, and the generator of its findings."""

    code: str
    name: str
    severity: Severity
    documentation: str
    find: Callable[[T], Iterator[Finding]]


class RuleBook(Generic[T]):
    """The rules on one kind of subject, by code."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule[T]] = {}

    def rule(
        self, code: str, severity: Severity = Severity.ERROR
    ) -> Callable[[Callable[[T], Iterator[Finding]]], Callable[[T], Iterator[Finding]]]:
        """Register a generator of findings under a code."""

        def register(find: Callable[[T], Iterator[Finding]]) -> Callable[[T], Iterator[Finding]]:
            if code in self.rules:
                raise ValueError(code)
            self.rules[code] = Rule(code, find.__name__, severity, " ".join((find.__doc__ or "").split()), find)
            return find

        return register

    def findings(self, rule: Rule[T], subject: T) -> Iterable[Finding]:
        """Return what a rule finds in a subject."""
        return rule.find(subject)

    def check(self, subject: T, edition: Edition) -> list[Problem]:
        """Return the problems of a subject, at the severities that the edition decides."""
        problems = []
        for rule in self.rules.values():
            told: list[Problem] = []
            imposed = edition.severities.get(rule.code)
            for found in self.findings(rule, subject):
                if says_awaited(found.message, edition.year):  # told once, where the value is to be written (EDI07)
                    continue
                own = rule.severity if found.severity is None else found.severity
                severity = SEVERITIES[imposed] if imposed else own
                told.append(Problem(rule.code, severity, found.message, found.place, found.hint, found.related))
            problems += _shortened(told)
        return problems


MOST = 20  # remarks of one rule told one by one on a line of an author's file


def _shortened(told: list[Problem]) -> list[Problem]:
    """Return the problems of a rule; those beyond the first ones of a line are counted, gravity by gravity."""
    if len(told) <= MOST:
        return told
    kept: list[Problem] = []
    lines: dict[tuple[str, int, Severity], list[Problem]] = {}
    for problem in told:
        place = problem.place
        own = lines.setdefault((place.path, place.line, problem.severity), []) if place.column else []
        own.append(problem)
        if len(own) <= MOST:
            kept.append(problem)
    for own in lines.values():
        if (others := len(own) - MOST) > 0:
            said = f"Et {others} autres remarques du même genre sur cette ligne."
            kept.append(replace(own[MOST], message=said, hint="", related=()))
    return kept


class SourceBook(RuleBook[Sources]):
    """The rules on sources: a rule whose parts of the report haven't changed since the last time finds the same again."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, tuple[dict[str, Any], tuple[Finding, ...]]] = {}

    def findings(self, rule: Rule[Sources], subject: Sources) -> Iterable[Finding]:
        """Return what a rule finds, or found the last time in the very same parts."""
        before, found = self._last.get(rule.code, ({}, ()))
        if before and all(alike(part, subject.part(name)) for name, part in before.items()):
            return found
        subject.parts.clear()
        found = tuple(rule.find(subject))
        read = {name: subject.part(name) for name in subject.parts}
        # Whatever reads the edition's folder may find something else there another time.
        self._last[rule.code] = ({} if "root" in read else read, found)
        return found


SOURCE_RULES = SourceBook()


def waived(
    problems: list[Problem], edition: Edition, known: Mapping[str, object], *, complete: bool, apart: Container[str] = ()
) -> list[Problem]:
    """Return the problems less the waived ones, plus the waivers that name no rule or (when complete) excuse nothing.

    A waiver of a rule set ``apart``, which was not tried, may excuse something another time.
    """
    used: set[int] = set()
    kept = []
    for problem in problems:
        by = [w for w in edition.waivers if _covers(w, problem)]
        used |= {id(w) for w in by}
        if not by:
            kept.append(problem)
    for waiver in edition.waivers:
        if waiver.rule not in known:
            kept.append(_unknown(waiver.rule, waiver.at("rule")))
        elif complete and id(waiver) not in used and waiver.rule not in apart:
            said = f"La dérogation à {waiver.rule} n'excuse plus rien : retirez-la."
            kept.append(Problem("EDI02", Severity.WARNING, said, waiver.at("rule")))
        elif not waiver.place and len(found := [problem for problem in problems if _covers(waiver, problem)]) > 1:
            said = f"La dérogation à {waiver.rule} excuse {len(found)} problèmes d'un coup, ceux qui viendront aussi."
            hint = f"Nommez le lieu de celui que vous acceptez, par exemple « place: {found[0].place} »."
            kept.append(Problem("EDI02", Severity.WARNING, said, waiver.at("rule"), hint))
    kept += [_unknown(code, edition.at("severities", code)) for code in edition.severities if code not in known]
    return kept


def _covers(waiver: Waiver, problem: Problem) -> bool:
    place = problem.place
    return waiver.rule == problem.code and waiver.place in {"", place.path, f"{place.path}:{place.line}", str(place)}


def _unknown(code: str, place: Place) -> Problem:
    hint = "« python build.py rules » donne la liste des règles."
    return Problem("EDI01", Severity.ERROR, f"La règle « {code} » n'existe pas.", place, hint)
