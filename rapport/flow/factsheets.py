"""Factsheets made: what each says is calculated here, its files by an executor, a lot at a time; what stands is not made again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapport.flow.asked import Passages
from rapport.flow.edition import Flow
from rapport.flow.options import Options
from rapport.ground import french
from rapport.ground.cache import Cache, fingerprint, fingerprint_of_files
from rapport.ground.near import near_names
from rapport.ground.problems import AuthorError, Problem, Severity, reason_of
from rapport.manuscript import passage_of
from rapport.manuscript.distinct import Distinct
from rapport.numbers.chart_rows import charts_in
from rapport.numbers.factsheets.calls import FactCall, calls_of_template, with_stand_ins
from rapport.numbers.factsheets.facts import MISSING, Facts
from rapport.numbers.factsheets.subjects import Subject, subjects_of
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.factsheets import pools
from rapport.outputs.factsheets.record import Record, mark_of
from rapport.outputs.factsheets.setting import Job, Made, Setting, made_lot
from rapport.outputs.factsheets.template import lay_template, written_index
from rapport.sources.factsheet import FactsheetTemplate
from rapport.sources.files import code_fingerprint
from rapport.sources.panel import Panel

AHEAD = 3  # lots for each worker that are given at once: enough for none to wait, few enough to hold in memory
PAGES = 2
SHOWN = 20  # rows told of the factsheets that failed for the same reason
Counted = Callable[[str, int, int, int], None]  # told the kind, how many are done, were made now, and are wanted


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the members (identifiers, names) or all, only what changed, on which cluster if any."""

    only: tuple[str, ...] = ()
    changed: bool = False
    cluster: str = ""


@dataclass
class Outcome:
    """What became of the factsheets of an edition."""

    problems: list[Problem] = field(default_factory=list)
    made: int = 0
    kept: int = 0
    folders: list[Path] = field(default_factory=list)
    stopped: str = ""  # why it ended before its end (French)

    @property
    def failed(self) -> bool:
        """Tell whether something is left to do."""
        return bool(self.stopped) or any(problem.severity is Severity.ERROR for problem in self.problems)


def make_factsheets(root: Path, wanted: Wanted, step: Callable[[str], None], counted: Counted) -> Outcome:
    """Make the factsheets that an edition asks for; raises BuildStopped, and AuthorError when what is wanted doesn't exist."""
    with Tools(root, Cache(root / ".cache")) as tools:
        flow = Flow(root, tools, Options())
        step("Lecture des sources")
        report = flow.report()
        if not report.factsheets:
            raise AuthorError(
                "report.yml ne demande aucune fiche.", "Décrivez-les sous « factsheets: » (docs/guide/11-fiches.md)."
            )
        step("Vérification")
        outcome = Outcome([problem for problem in flow.problems() if problem.severity is Severity.ERROR])
        if outcome.problems:
            return outcome
        _hold_members(report.factsheets, report.surveys, wanted)
        for template in report.factsheets.values():
            _Making(flow, template, wanted, outcome).all(step, counted)
            if outcome.stopped:
                break
        return outcome


def _hold_members(templates: Mapping[str, FactsheetTemplate], surveys: Mapping[str, Panel], wanted: Wanted) -> None:
    """Raise AuthorError when nobody's answers are on this machine, or when a member that is asked for isn't of the register."""
    known: dict[str, str] = {}
    for template in templates.values():
        panel = surveys[template.spec.survey]
        if not panel.at_hand:
            said = f"Les réponses de l'enquête « {panel.name} » ne sont pas sur cette machine : ses fiches ne peuvent pas être faites."
            raise AuthorError(said, "Déposez le registre et les réponses dans enquetes/.", template.spec.at("survey"))
        for subject in subjects_of(template.spec, panel):
            known |= {subject.id: subject.name, french.folded(subject.name): subject.name}
    for one in wanted.only:
        if one not in known and french.folded(one) not in known:
            raise AuthorError(f"Personne ne s'appelle « {one} » dans le registre.", near_names(one, {*known, *known.values()}))


class _Placed(Passages):
    """What a factsheet's passage is written from: no other text stands before it."""

    def distinct(self, content: str) -> Distinct:  # noqa: ARG002 - each factsheet is a document of its own
        return Distinct(self._flow.names_taken(), frozenset())


class _Making:
    """The factsheets of one kind, from the template to the index."""

    def __init__(self, flow: Flow, template: FactsheetTemplate, wanted: Wanted, outcome: Outcome) -> None:
        self.flow, self.template, self.wanted, self.outcome = flow, template, wanted, outcome
        self.report = flow.report()
        self.panel = self.report.surveys[template.spec.survey]
        self.calls: Mapping[str, FactCall] = calls_of_template(template)
        self.facts = Facts(self.panel, flow.register())
        self.subjects = subjects_of(template.spec, self.panel)
        self.record = Record(flow.root / "output" / f"fiches-{self.report.edition.year}" / template.name)
        self.failures: dict[str, list[Subject]] = {}  # by reason
        self.marks: dict[str, tuple[Subject, str]] = {}  # by file name: whose factsheet is being made, and its fingerprint

    def all(self, step: Callable[[str], None], counted: Counted) -> None:
        """Make those that are wanted and don't stand, and write the index."""
        step(f"Gabarit des fiches « {self.template.name} »")
        template = self._laid()
        folder = self.flow.tools.folder
        opened: AbstractContextManager[pools.Pool] = (
            pools.cluster(self.wanted.cluster, template[:16], folder)
            if self.wanted.cluster
            else pools.threads(template[:16], folder)
        )
        self.outcome.folders.append(self.record.folder)
        setting = Setting(template[:16], self.template.name, self.flow.timestamp())
        try:
            again = not (self.wanted.changed or self.record.stopped)
            self.record.begin()
            step(f"Fiches « {self.template.name} »")
            with opened as pool:
                self._make(pool, setting, template, counted, again=again)
            self.outcome.problems += map(_failure, *zip(*self.failures.items(), strict=True)) if self.failures else ()
            if not self.outcome.stopped:
                self._end()
        except OSError as error:
            self.outcome.stopped = f"{self.record.folder} ne peut pas être écrit ({reason_of(error)})"

    def _laid(self) -> str:
        """Lay the template in the work folder; return the fingerprint of all that its factsheets have in common."""
        flow, tools = self.flow, self.flow.tools
        flow.workshop()
        fonts = tools.folder / "fonts"
        if not fonts.exists():
            shutil.copytree(flow.root / "assets/fonts", fonts, ignore=shutil.ignore_patterns("*.woff2", "*.md"))
        sections = with_stand_ins(self.template)
        drawings = {name: drawing for section in sections for name in charts_in(section) if (drawing := flow.drawing(name))}
        tools.lay_drawings({name: drawing.svg for name, drawing in drawings.items()})
        pieces = [passage_of(section, 1, _Placed(flow)).piece for section in sections]
        fragments = {markup: [tools.conversions.fragment(piece, markup) for piece in pieces] for markup in ("typst", "html")}
        own = lay_template(tools.work, self.template.name, fragments, self.calls, drawings, flow.brand())
        laid = fingerprint_of_files(
            sorted(p for p in (*tools.work.rglob("*.typ"), *tools.work.rglob("*.svg"), *fonts.iterdir()) if p.is_file())
        )
        return fingerprint("factsheet", own, laid, code_fingerprint(), flow.timestamp(), self.template.spec.title)

    def _make(self, pool: pools.Pool, setting: Setting, template: str, counted: Counted, *, again: bool) -> None:
        wanted = [subject for subject in self.subjects if self._is_wanted(subject)]
        under_way: set[Future[list[Made]]] = set()
        before = self.outcome.made, self.outcome.kept

        def tell() -> None:
            made, kept, failed = (
                self.outcome.made - before[0],
                self.outcome.kept - before[1],
                sum(map(len, self.failures.values())),
            )
            counted(self.template.name, made + kept + failed, made, len(wanted))

        try:
            for lot in self._lots(wanted, template, again=again):
                under_way.add(pool.executor.submit(made_lot, setting, lot))
                while len(under_way) >= pool.width * AHEAD:
                    under_way = self._taken(under_way)
                    tell()
            while under_way:
                under_way = self._taken(under_way)
                tell()
        finally:
            for future in under_way:
                future.cancel()
        tell()

    def _lots(self, subjects: Sequence[Subject], template: str, *, again: bool) -> Iterator[list[Job]]:
        """Yield the factsheets to make, a lot at a time; what stands isn't made."""
        lot: list[Job] = []
        for subject in subjects:
            given = json.dumps(self._given(subject), ensure_ascii=False, sort_keys=True)
            mark = mark_of(given, template)
            if not again and self.record.stands(subject.id, mark):
                self.outcome.kept += 1
                continue
            self.marks[subject.slug] = subject, mark
            lot.append(Job(subject.slug, given))
            if len(lot) == pools.LOT:
                yield lot
                lot = []
        if lot:
            yield lot

    def _taken(self, under_way: set[Future[list[Made]]]) -> set[Future[list[Made]]]:
        """Wait for a lot, lay what it made, and return those that are still under way."""
        done, others = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            try:
                lot = future.result()
            except Exception as error:  # the cluster's own: it is gone, or a worker died of the lot again and again
                if not self.wanted.cluster:
                    raise
                self.outcome.stopped = f"la grappe ne répond plus ({type(error).__name__})"
                for other in others:
                    other.cancel()
                return set()
            for made in lot:
                subject, mark = self.marks.pop(made.slug)
                if made.why:
                    self.record.drop(subject.id)
                    self.failures.setdefault(made.why.rstrip("."), []).append(subject)
                    continue
                self.record.keep(subject.id, subject.name, mark, made)
                self.outcome.made += 1
        return others

    def _is_wanted(self, subject: Subject) -> bool:
        only = {french.folded(one) for one in self.wanted.only}
        return not only or bool({french.folded(subject.id), french.folded(subject.name)} & only)

    def _given(self, subject: Subject) -> dict[str, Any]:
        """Return all that a factsheet says, as plain values."""
        edition, spec, panel = self.report.edition, self.template.spec, self.panel
        said = [subject.group("type"), subject.region] if subject.member else []
        rate = f" ; {panel.lock.answered} réponses pour {panel.lock.asked} structures interrogées" if panel.lock.asked else ""
        silent = subject.member is not None and subject.member.id not in panel.answers
        notice = f"Votre structure n'a pas répondu à l'enquête « {panel.spec.title} » : la fiche montre où en sont les autres."
        return {
            "title": french.typeset(spec.title), "name": subject.name, "each": spec.each, "said": [one for one in said if one],
            "organisation": french.typeset(edition.organisation), "year": edition.year, "missing": MISSING,
            "first": self.template.sections[0].id,
            "source": french.typeset(f"Source : {panel.spec.source or f'{panel.spec.title}, {panel.spec.year}'}{rate}. « c » : secret statistique."),
            "notice": french.typeset(notice) if silent else "",
            "facts": {name: self.facts.fact_of(call, subject) for name, call in self.calls.items()},
        }  # fmt: skip

    def _end(self) -> None:
        """Remove what is nobody's any more; write the index, the list for mail merge and the manifest."""
        known = {subject.id for subject in self.subjects}
        for id_ in [id_ for id_ in self.record.entries if id_ not in known]:
            self.record.drop(id_)
        entries = [self.record.entries[one.id] for one in self.subjects if one.id in self.record.entries]
        index = written_index(self.flow.tools.work, self.flow.brand(), self.template.spec.title, entries)
        self.record.end([one.id for one in self.subjects], index, self._mail(), "")
        if long := [entry.name for entry in entries if entry.pages > PAGES and self.template.spec.each == "member"]:
            said = f"{len(long)} fiche{'s' * (len(long) > 1)} de plus de {PAGES} pages : {french.listed(long[:3])}{'…' * (len(long) > 3)}."
            self.outcome.problems.append(
                Problem("FIC04", Severity.WARNING, said, self.template.spec.at("sections"), "Raccourcissez une section.")
            )

    def _mail(self) -> Iterator[list[str]]:
        """Yield the rows of the list for mail merge: the register's own columns, and the files."""
        fields = [*next((one.member.fields for one in self.subjects if one.member), {})]
        yield ["identifiant", "nom", "type", "région", *fields, "fiche_pdf", "fiche_html"]
        for one in self.subjects:
            if one.id in self.record.entries:
                own = [one.member.fields.get(name, "") for name in fields] if one.member else []
                yield [one.id, one.name, one.group("type"), one.region, *own, f"{one.slug}.pdf", f"{one.slug}.html"]


def _failure(why: str, subjects: Sequence[Subject]) -> Problem:
    """Return what is told of the factsheets that failed for one reason: the first with its row, the rows of some others."""
    first, *others = subjects
    too = f" ; {len(others)} autre{'s' * (len(others) > 1)} de même" if others else ""
    related = tuple((one.place, one.name) for one in others[:SHOWN])
    return Problem(
        "FIC03", Severity.ERROR, f"La fiche de « {first.name} » n'a pas pu être faite : {why}{too}.", first.place, related=related
    )
