"""Factsheets of one kind made: an executor makes their files, a lot at a time; what fails, or kills a worker, stops no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from rapport.flow.edition import Flow
from rapport.flow.factsheet_template import LaidTemplate
from rapport.ground import french
from rapport.ground.problems import Problem, Severity, reason_of
from rapport.ground.programs.workers import BrokenProcessPool
from rapport.numbers.factsheets.subjects import Recipient, subjects_of
from rapport.outputs.factsheets import pools
from rapport.outputs.factsheets.record import PlaceTakenError, Record, mark_of
from rapport.outputs.factsheets.setting import Job, Made, Setting, made_lot
from rapport.outputs.factsheets.template import written_index
from rapport.sources.factsheet import FactsheetTemplate

AHEAD = 3  # lots for each worker that are given at once: enough for none to wait, few enough to hold in memory
PAGES = 2
LAST = 10  # seconds for the lots under way when the cluster goes away
SHOWN = 20  # rows told of the factsheets that failed for the same reason
_NAMED = 3  # factsheets named in a sentence
Counted = Callable[[str, int, int, int], None]  # told the kind, how many are done, how many of them in this run, and are wanted


@dataclass(frozen=True)
class Wanted:
    """What is asked for: some members (identifiers, names) or all, only what changed, on which cluster if any."""

    only: tuple[str, ...] = ()
    changed: bool = False
    cluster: str = ""


@dataclass
class FactsheetsMade:
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


def folder_of(flow: Flow, name: str) -> Path:
    """Return the folder of a kind of factsheet."""
    return flow.root / "output" / f"fiches-{flow.part('edition').year}" / name


class Making:
    """The factsheets of one kind, from the template, which is laid first, to the index."""

    def __init__(
        self, flow: Flow, template: FactsheetTemplate, wanted: Wanted, outcome: FactsheetsMade, staff: pools.Staff
    ) -> None:
        self.flow, self.template, self.wanted, self.outcome, self.staff = flow, template, wanted, outcome, staff
        self.laid = LaidTemplate(flow, template)
        self.subjects = subjects_of(template.spec, flow.report().surveys[template.spec.survey])
        self.record = Record(folder_of(flow, template.name))
        self.made = self.kept = 0
        self.failures: dict[str, list[Recipient]] = {}  # by reason
        self.marks: dict[str, tuple[Recipient, str]] = {}  # by file name: whose factsheet is being made, and its fingerprint

    def make(self, step: Callable[[str], None], counted: Counted, inputs: str) -> None:
        """Make those that are wanted and don't stand, and write the index."""
        name = self.template.name
        setting = Setting(self.staff.key_of(self.laid.mark), name, self.flow.timestamp())
        self.outcome.folders.append(self.record.folder)
        try:
            again = not (self.wanted.changed or self.record.stopped)
            self.record.begin()
            step(f"Fiches « {name} »")
            wanted = [subject for subject in self.subjects if self._is_wanted(subject)]
            self._make(setting, wanted, counted, again=again)
            self.outcome.problems += [_failure(why, subjects) for why, subjects in self.failures.items()]
            if not self.outcome.stopped:
                self._end(inputs if not self.failures and not self.wanted.only else "")
        except OSError as error:
            self.outcome.stopped = (
                f"« {error.filename2 or error.filename or self.record.folder} » ne peut pas être écrit ({reason_of(error)})"
            )
        finally:
            self.outcome.made += self.made
            self.outcome.kept += self.kept

    def _make(self, setting: Setting, wanted: Sequence[Recipient], counted: Counted, *, again: bool) -> None:
        """Make them all; of what a killed worker was at, each alone, so that what kills workers is found."""
        lots = self._lots(wanted, again=again)
        first = [*islice(lots, pools.FEW)]
        few = len(first) < pools.FEW
        lots = chain(first, lots)

        def tell() -> None:
            done = self.made + self.kept + sum(map(len, self.failures.values()))
            counted(setting.name, done, self.made, len(wanted))

        while lost := self._through(self.staff.pool(setting.key, few=few), setting, lots, tell):
            self.staff.dismiss()
            self._alone(setting, lost)
        tell()

    def _through(self, pool: pools.Pool, setting: Setting, lots: Iterator[list[Job]], tell: Callable[[], None]) -> list[Job]:
        """Make lots in a pool; return those that were lost when it broke, none when all are made, or the cluster is gone."""
        under_way: dict[Future[list[Made]], list[Job]] = {}
        given: list[Job] = []
        try:
            while not self.outcome.stopped:
                while len(under_way) < pool.width * AHEAD and (lot := next(lots, None)):
                    given = lot
                    under_way[pool.executor.submit(made_lot, setting, lot)] = lot
                    given = []
                tell()
                if not under_way:
                    return []
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    self._take(future)
                    del under_way[future]
        except BrokenProcessPool:
            return [job for lot in (*under_way.values(), given) for job in lot if job.slug in self.marks]
        finally:
            for future in under_way:
                future.cancel()
        for future in wait(under_way, timeout=LAST).done:  # what others have made meanwhile is kept
            self._take(future)
        return []

    def _alone(self, setting: Setting, jobs: list[Job]) -> None:
        """Make factsheets one at a time, each of which may kill its worker."""
        jobs = [*reversed(jobs)]
        while jobs:
            with suppress(BrokenProcessPool), pools.worker_pool(setting.key, self.staff.folder, 1) as pool:
                while jobs:
                    job = jobs.pop()
                    self._take(pool.executor.submit(made_lot, setting, [job]))
            if job.slug in self.marks:
                subject, _ = self.marks.pop(job.slug)
                self.record.drop(subject.id)
                self.failures.setdefault("le programme qui la faisait s'est arrêté", []).append(subject)

    def _lots(self, subjects: Sequence[Recipient], *, again: bool) -> Iterator[list[Job]]:
        """Yield the factsheets to make, a lot at a time; what stands isn't made."""
        lot: list[Job] = []
        for subject in subjects:
            given = json.dumps(self.laid.given_to(subject), ensure_ascii=False, sort_keys=True)
            mark = mark_of(given, self.laid.mark)
            if not again and self.record.is_current(subject.id, mark):
                self.kept += 1
                continue
            self.marks[subject.slug] = subject, mark
            lot.append(Job(subject.slug, given))
            if len(lot) == pools.LOT:
                yield lot
                lot = []
        if lot:
            yield lot

    def _take(self, future: Future[list[Made]]) -> None:
        """Lay what a lot made; raises OSError."""
        try:
            lot = future.result()
        except (Exception, CancelledError) as error:
            if not self.wanted.cluster or isinstance(error, BrokenProcessPool):  # of this machine
                raise
            if pools.killed_workers(error):
                raise BrokenProcessPool from error
            what = (
                "ne répond plus"
                if isinstance(error, (OSError, CancelledError))
                else f"a rendu une erreur : {error}".rstrip(" :.")
            )
            self.outcome.stopped = self.outcome.stopped or f"la grappe « {self.wanted.cluster} » {what}"
            return
        for made in lot:
            subject, mark = self.marks.pop(made.slug)
            why = made.why.rstrip(".")
            if why:
                self.record.drop(subject.id)
            else:
                why = self._kept(subject, mark, made)
            if why:
                self.failures.setdefault(why, []).append(subject)

    def _kept(self, subject: Recipient, mark: str, made: Made) -> str:
        """Lay a factsheet; return why its own place refuses it, empty once it is there. Raises OSError."""
        try:
            self.record.keep(subject.id, subject.name, mark, made)
        except PlaceTakenError as refusal:
            return f"« {Path(refusal.filename).name} » ne peut pas être écrit ({reason_of(refusal)})"
        self.made += 1
        return ""

    def _is_wanted(self, subject: Recipient) -> bool:
        only = {french.folded(one) for one in self.wanted.only}
        return not only or bool({french.folded(subject.id), french.folded(subject.name)} & only)

    def _end(self, inputs: str) -> None:
        """Remove what is nobody's any more; write the index, the list for mail merge and the manifest."""
        known = {subject.id for subject in self.subjects}
        for id_ in [id_ for id_ in self.record.entries if id_ not in known]:
            self.record.drop(id_)
        there = [one for one in self.subjects if one.id in self.record.entries]
        entries = [self.record.entries[one.id] for one in there]
        index = written_index(self.flow.tools.work, self.flow.brand(), self.template.spec.title, entries)
        self.record.end([one.id for one in there], index, _mail(there), inputs)
        if long := [entry.name for entry in entries if entry.pages > PAGES and self.template.spec.each == "member"]:
            named = f"{', '.join(long[:_NAMED])}{'…' * (len(long) > _NAMED)}"
            said = f"{len(long)} fiche{'s' * (len(long) > 1)} de plus de {PAGES} pages : {named}."
            place = self.template.spec.at("sections")
            self.outcome.problems.append(Problem("FIC04", Severity.WARNING, said, place, "Raccourcissez une section."))


def _mail(subjects: Sequence[Recipient]) -> Iterator[list[str]]:
    """Yield the rows of the list for mail merge: the register's own columns, and the files."""
    fields = [*next((one.member.fields for one in subjects if one.member), {})]
    yield ["identifiant", "nom", "type", "région", *fields, "fiche_pdf", "fiche_html"]
    for one in subjects:
        own = [one.member.fields.get(name, "") for name in fields] if one.member else []
        yield [one.id, one.name, one.group("type"), one.region, *own, f"{one.slug}.pdf", f"{one.slug}.html"]


def _failure(why: str, subjects: Sequence[Recipient]) -> Problem:
    """Return what is told of the factsheets that failed for one reason: the first with its row, then the rows of others."""
    first, *others = subjects
    too = f" ; {len(others)} autre{'s' * (len(others) > 1)} de même" if others else ""
    related = tuple((one.place, one.name) for one in others[:SHOWN])
    said = f"La fiche de « {first.name} » n'a pas pu être faite : {why}{too}."
    return Problem("FIC03", Severity.ERROR, said, first.place, related=related)
