"""The rule book: how a rule is declared and run."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from rapport.ground.exempt_numbers import without_exempt
from rapport.ground.problems import AuthorError, Place, Problem, Severity
from rapport.numbers.register import Register
from rapport.rules.homes import SOURCES, Rules, homes_of, imported
from rapport.sources.authored import Edition
from rapport.sources.links import links_in, pictures_among
from rapport.sources.model import SEVERITIES, Content, Report
from rapport.sources.texts import Text, head_of, marked_texts_of, texts_of


@dataclass(frozen=True)
class Finding:
    """What a rule found: its sentence and place; ``severity`` when it isn't the rule's own."""

    message: str
    place: Place
    hint: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    severity: Severity | None = None
    awaited: int = 0  # the year of a value that is to be filled in, which is told once, where it is to be written (EDI07)

    @classmethod
    def of(cls, error: AuthorError, place: Place, *, said: str = "", hint: str = "") -> Finding:
        """Return what an error says as a finding at a place, in words of its own or those given."""
        return cls(said or error.message, place, hint or error.hint, awaited=error.awaited)


if TYPE_CHECKING:
    from rapport.rules.said import ReadProse

T = TypeVar("T")
SHARED: dict[str, Callable[[Sources], Any]] = {}  # what several rules or texts share, by name
LONG: set[str] = set()  # those of them whose answer costs less to make again than to compare


def shared(make: Callable[[Sources], T]) -> Callable[[Sources], T]:
    """Register a function of the sources whose answer is shared (`Sources.once`, `Sources.gathered`)."""
    SHARED[name_of(make)] = make
    return make


def shared_long(make: Callable[[Sources], T]) -> Callable[[Sources], T]:
    """Register a shared function that answers at length: who asked for it stands as long as the files, not as the answer."""
    LONG.add(name_of(make))
    return shared(make)


def shared_of(name: str) -> Callable[[Sources], Any]:
    """Return a shared function by its name; raises KeyError."""
    home = name.rpartition(".")[0]
    if name not in SHARED and home.startswith(f"{__package__}."):
        imported(home)
    return SHARED[name]


def name_of(make: Callable[..., Any]) -> str:
    """Return the name under which a function of the sources is shared."""
    return f"{make.__module__}.{make.__qualname__}"


class Sources:
    """What the rules on sources read: the report, its numbers, its texts."""

    with_others = True  # what stands in no group of texts is looked at too

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def register(self) -> Register:
        """Return the register of the edition's year."""
        return Register(self.report)

    @property
    def numbers(self) -> Register:
        """Return the same register, for whoever asks for few of its numbers."""
        return self.register

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Return the authored texts that say something."""
        return tuple(text for text in texts_of(self.report) if text.text)

    @cached_property
    def marked(self) -> tuple[Text, ...]:
        """Return the texts that claim or admit something, whatever their key."""
        return tuple(marked_texts_of(self.report))

    @cached_property
    def _derived(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        """Return the sections and part openers that the texts are of, in order."""
        return self.report.contents

    @cached_property
    def heads(self) -> tuple[Content, ...]:
        """Return every section and part opener in order, without the bodies."""
        return tuple(map(head_of, self.report.contents))

    @cached_property
    def names_of_contents(self) -> tuple[str, ...]:
        """Return the name of every section and part opener in order."""
        return tuple(content.id for content in self.report.contents)

    @cached_property
    def pictures(self) -> tuple[tuple[Place, str], ...]:
        """Return (place, address from the edition's root) of every picture that a text shows."""
        return tuple(pictures_among(links_in(self.texts)))

    def folder(self, name: str) -> Path:
        """Return where a folder of the edition lies, to a rule that looks at what it holds."""
        return self.report.root / name

    def without_exempt(self, line: str) -> str:
        """Return a line with the numbers that count nothing blanked out."""
        return without_exempt(line)

    def read_prose(self, prose: str) -> ReadProse:
        """Return what a paragraph says in words."""
        from rapport.rules.said import read_prose  # noqa: PLC0415 - it needs this module

        return read_prose(prose, self.report.edition.year)

    def once(self, make: Callable[[Sources], T]) -> T:
        """Return what a function makes of all the sources, made once for every rule and every text."""
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found

    def looked_up(self, make: Callable[[Sources], Mapping[Any, T]], key: Hashable) -> T | None:
        """Return what a function that makes a mapping of all the sources has under a key, None where it has nothing."""
        return self.once(make).get(key)

    def gathered(self, scan: Callable[[Sources], Iterator[T]]) -> tuple[T, ...]:
        """Return what a function finds in the texts, in order; it looks at them one by one, each for itself."""
        return tuple(scan(self))


@dataclass(frozen=True)
class Rule(Generic[T]):
    """A rule: code, name, severity, French documentation, and the generator of its findings."""

    code: str
    name: str
    severity: Severity
    documentation: str
    find: Callable[[T], Iterator[Finding]]
    text_by_text: bool = False  # it looks at the texts one by one, each for itself
    ahead: Callable[[T], object] | None = None  # what it makes of the rest, while what it waits for is being made


class RuleBook(Generic[T]):
    """The rules on one kind of subject, by code; ``homes`` are the modules of those that are imported when they are tried."""

    def __init__(self, homes: Mapping[str, str] | None = None) -> None:
        self.rules: Rules[Rule[T]] = Rules(homes or {})

    def rule(
        self,
        code: str,
        severity: Severity = Severity.ERROR,
        *,
        text_by_text: bool = False,
        ahead: Callable[[T], object] | None = None,
    ) -> Callable[[Callable[[T], Iterator[Finding]]], Callable[[T], Iterator[Finding]]]:
        """Register a generator of findings under a code.

        One that is ``text_by_text`` may be given some of the texts at a time: what it finds in all of them is what it finds in
        each, in the same order; what stands in no group is looked at ``with_others``. What it needs of all the sources, it asks
        of ``Sources.once``. One that waits for what is made last comes after the others; what it can look at until then, and
        keeps, it does ``ahead``.
        """

        def register(find: Callable[[T], Iterator[Finding]]) -> Callable[[T], Iterator[Finding]]:
            if self.rules.is_imported(code):
                raise ValueError(code)
            told = " ".join((find.__doc__ or "").split())
            self.rules[code] = Rule(code, find.__name__, severity, told, find, text_by_text, ahead)
            return find

        return register

    def check(self, subject: T, edition: Edition, go_on: Callable[[], None] = lambda: None) -> list[Problem]:
        """Return the problems of a subject, at the severities that the edition decides; ``go_on`` is called before each rule."""
        found: list[Problem] = []
        waiting = [rule for rule in self.rules.values() if rule.ahead]
        for rule in (rule for rule in self.rules.values() if not rule.ahead):
            go_on()
            found += problems_of(rule, rule.find(subject), edition)
        for ahead in dict.fromkeys(rule.ahead for rule in waiting if rule.ahead):
            go_on()
            ahead(subject)
        for rule in waiting:
            go_on()
            found += problems_of(rule, rule.find(subject), edition)
        return found


def problems_of(rule: Rule[Any], findings: Iterable[Finding], edition: Edition) -> list[Problem]:
    """Return what a rule found as problems, at the severity that the edition decides."""
    told: list[Problem] = []
    imposed = edition.severities.get(rule.code)
    for found in findings:
        if found.awaited == edition.year:
            continue
        own = rule.severity if found.severity is None else found.severity
        severity = SEVERITIES[imposed] if imposed else own
        told.append(Problem(rule.code, severity, found.message, found.place, found.hint, found.related))
    return _shortened(told)


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


SOURCE_RULES: RuleBook[Sources] = RuleBook(homes_of(SOURCES))
