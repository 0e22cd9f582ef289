"""The steps of checking: the numbers, the texts, what each rule finds in them, what is told of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rapport.flow.asked import AskedSources
from rapport.flow.judging import judged, unknown_names
from rapport.flow.options import Options
from rapport.ground.cache import Cache
from rapport.ground.exempt_numbers import without_exempt
from rapport.ground.memo import Memo, step
from rapport.ground.problems import Place, Problem
from rapport.ground.shared_folder import cache_of
from rapport.numbers.register import Register, Registered
from rapport.outputs.formats import templates_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources, problems_of, shared_of
from rapport.rules.language.prose import Paragraph
from rapport.rules.language.rules import LANGUAGE_RULES, Reading, paragraphs_to_read, reading, words_to_read
from rapport.sources.links import links_in, pictures_among
from rapport.sources.reading.parts import Parts
from rapport.sources.reading.templates import lacking
from rapport.sources.signature import Stamp
from rapport.sources.texts import Text
from rapport.team.signoff.stamp import stamp_of

if TYPE_CHECKING:
    from rapport.rules.said import ReadProse

_NUMBERS = ("edition", "indicators", "tables", "last")  # the parts that the register is made of


class ProblemList(NamedTuple):
    """Problems as they are told, and the codes of the rules that were tried."""

    problems: tuple[Problem, ...]
    tried: frozenset[str]


class Checked(Parts):
    """An edition as `check` asks for it. One flow a run, or one for a day: ``look_again`` after each change."""

    def __init__(self, root: Path, options: Options | None = None, memo: Memo | None = None, cache: Cache | None = None) -> None:
        super().__init__(root, memo)
        self.options = options or Options()
        self.cache = cache or Cache(cache_of(root))

    @step
    def stamp_of_release(self) -> Stamp | None:  # type: ignore[override]
        """Return the stamp of a release, or of an edition that is kept; None for a working document."""
        self.stamp("manifest.json")
        return stamp_of(self.part("edition").version, self.root, self.options.release)

    # --- numbers and texts

    @step
    def register(self) -> Register:
        """Return the numbers of the edition's year, calculated as they are asked for."""
        for name in _NUMBERS:
            self.part(name)
        return Register(self.view)

    @step
    def number(self, ref: str) -> Registered:
        """Return a number; raises UnknownNumber or ExpressionError as the register does."""
        return self.register().number(ref)

    @step
    def awaited(self) -> Mapping[str, Place]:
        """Return the numbers that are still to be filled in, and where."""
        return self.register().awaited

    @step
    def order(self) -> tuple[str, ...]:
        """Return the names of the contents in the order of the report."""
        return tuple(self.by_name())

    @step
    def texts(self) -> tuple[Text, ...]:
        """Return the authored texts that say something."""
        return tuple(text for group in self.groups() for text in self.texts_of(group))

    # --- rules

    @step
    def derived(self, make: str) -> Any:
        """Return what a shared function makes of all the sources."""
        return shared_of(make)(AskedSources(self))

    @step
    def derived_at_length(self, make: str) -> Any:
        """Return what a shared function that answers at length makes of all the sources: no digest is left of it."""
        return shared_of(make)(AskedSources(self))

    @step
    def looked_up(self, make: str, key: Hashable) -> Any:
        """Return what a shared function that makes a mapping has under a key, None where it has nothing."""
        return self.derived(make).get(key)

    @step
    def gathered(self, scan: str) -> tuple[Any, ...]:
        """Return what a shared function finds in the texts, which it takes one by one."""
        return tuple(found for group in self.groups() for found in self.gathered_in(scan, group))

    @step
    def gathered_in(self, scan: str, group: str) -> tuple[Any, ...]:
        """Return what a shared function finds in a group of texts."""
        return tuple(shared_of(scan)(AskedSources(self, group)))

    @step
    def without_exempt(self, line: str) -> str:
        """Return a line with the numbers that count nothing blanked out."""
        return without_exempt(line)

    @step
    def read_prose(self, prose: str) -> ReadProse:
        """Return what a paragraph says in words."""
        return Sources(self.view).read_prose(prose)

    @step
    def pictures_in(self, group: str) -> tuple[tuple[Place, str], ...]:
        """Return (place, address from the edition's root) of every picture that a group of texts shows."""
        return tuple(pictures_among(links_in(self.texts_of(group))))

    @step
    def findings(self, code: str) -> tuple[Finding, ...]:
        """Return what a rule on sources finds."""
        rule = SOURCE_RULES.rules[code]
        if not rule.text_by_text:
            return tuple(rule.find(AskedSources(self)))
        return tuple(finding for group in self.groups() for finding in self.findings_in(code, group))

    @step
    def findings_in(self, code: str, group: str) -> tuple[Finding, ...]:
        """Return what a rule that takes texts one by one finds in a group of them."""
        return tuple(SOURCE_RULES.rules[code].find(AskedSources(self, group)))

    @step
    def problems_of_rule(self, code: str) -> tuple[Problem, ...]:
        """Return what is to be told of a rule on sources, at the severity that the edition decides."""
        findings = self.findings(code)
        return tuple(problems_of(SOURCE_RULES.rules[code], findings, self.part("edition"))) if findings else ()

    @step
    def found(self) -> tuple[Problem, ...]:
        """Return what is to be told of the sources, before it is judged; raises BuildStopped."""
        self.readable()
        edition = self.part("edition")
        found = [*self.remarks()]
        for code in SOURCE_RULES.rules:
            found += self.problems_of_rule(code)
        return (*found, *unknown_names(edition, self.options), *self.lacking())

    @step
    def lacking(self) -> tuple[Problem, ...]:
        """Return the problems of the templates that aren't there."""
        edition = self.part("edition")
        return lacking(self, templates_of(edition, self.options.formats or edition.formats))

    @step
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of the sources as they are told; raises BuildStopped."""
        return self.judged(self.found())

    def judged(self, found: tuple[Problem, ...], tried: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
        """Return problems as they are told; with every code that was ``tried``, needless waivers too."""
        return judged(found, self.part("edition"), self.options, self.unreleasable(), tried, self.exists)

    @step
    def unreleasable(self) -> tuple[Problem, ...]:
        """Return what keeps a report from being released, when that is asked for."""
        if (tree := self.options.release) is None:
            return ()
        from rapport.rules.signoff import Candidate, release_problems  # noqa: PLC0415 - signatures, for a release alone

        return tuple(release_problems(Candidate(self.report(), tree)))

    @step
    def paragraphs_in(self, group: str) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a group of texts as they are read aloud."""
        return tuple(paragraphs_to_read(AskedSources(self, group)))

    @step
    def prose_in(self, group: str) -> tuple[str, ...]:
        """Return what is read in each paragraph of a group of texts."""
        return tuple(paragraph.prose for paragraph in self.paragraphs_in(group))

    @step
    def words_to_read(self, group: str) -> frozenset[str]:
        """Return the words of a group of texts that are given to whoever knows the dictionary."""
        return words_to_read(AskedSources(self), self.prose_in(group))

    @step
    def read(self) -> Reading | None:
        """Give the texts to the proofreaders, who begin at once; None when nobody is to read."""
        if not self.options.proofread:
            return None
        proses = {group: self.prose_in(group) for group in self.groups()}
        words = {word for group in self.groups() for word in self.words_to_read(group)}
        return reading(self.view, proses, self.paragraphs_in, partial(self.options.proofread, words))

    @step
    def proofread(self) -> ProblemList:
        """Return what the proofreaders say; the codes of their rules once they have all read everything."""
        if (read := self.read()) is None:
            return ProblemList((), frozenset())
        problems = tuple(LANGUAGE_RULES.check(read, self.part("edition")))
        partly = read.answers.absent or read.answers.failed
        return ProblemList(problems, frozenset() if partly else frozenset(LANGUAGE_RULES.rules))

    @step
    def outside(self) -> ProblemList:
        """Return what is wrong with the links to outside pages, which are visited, when that is asked for."""
        if not self.options.visit:
            return ProblemList((), frozenset())
        from rapport.rules.online.rules import ONLINE_RULES, visited  # noqa: PLC0415 - for this option alone

        pages = visited(AskedSources(self), self.options.visit)
        return ProblemList(tuple(ONLINE_RULES.check(pages, self.part("edition"))), frozenset(ONLINE_RULES.rules))

    @step
    def checked(self) -> ProblemList:
        """Return all that can be told without making anything; raises BuildStopped."""
        others = (self.proofread(), self.outside())
        found = (*self.found(), *(problem for told in others for problem in told.problems))
        tried = frozenset(SOURCE_RULES.rules).union(*(told.tried for told in others))
        return ProblemList(self.judged(found, tried), tried)
