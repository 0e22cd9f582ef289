"""What is left to do, as the workshop shows it: by the person in charge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.flow.checked import Checked
from rapport.flow.reminders import reminders_of
from rapport.ground import french
from rapport.ground.programs.failure import ToolFailed
from rapport.sources.dates import spelled
from rapport.team.editions.readiness import SOURCES
from rapport.team.left_to_do import KINDS, Task, left_to_do
from rapport.team.notes import note_tasks
from rapport.team.repository import kept, uncommitted
from rapport.team.status import NOBODY


@dataclass(frozen=True)
class Owned:
    """What one person in charge has left, kind by kind."""

    owner: str
    kinds: Sequence[tuple[str, Sequence[Task]]]


@dataclass(frozen=True)
class EditionProgress:
    """How far an edition is, and what is left of it."""

    done: int
    total: int
    share: int  # in percent, never full before the end
    due: str
    owners: Sequence[Owned]
    changed: Sequence[str]  # the files that the last commit doesn't hold as they are


def progress_of(checked: Checked) -> EditionProgress:
    """Return what is left to do; raises BuildStopped."""
    report = checked.report()
    left = left_to_do(report, "", (*reminders_of(checked), *note_tasks(report, checked.part("notes"))))
    owners = [
        Owned(owner or NOBODY, [(KINDS[kind], [*map(_typeset, tasks)]) for kind, tasks in kinds.items()])
        for owner, kinds in left.by_owner()
    ]
    due = left.report.edition.due
    share = int(100 * left.done / left.total) if left.total else 100
    return EditionProgress(
        left.done, left.total, share, french.typeset(spelled(due)) if isinstance(due, date) else "", owners, _changed(checked)
    )


def _typeset(task: Task) -> Task:
    return replace(task, what=french.typeset(task.what))


def _changed(checked: Checked) -> Sequence[str]:
    """Return the files of the edition that changed since the last commit; none where nothing is kept, or Git can't say."""
    try:
        return uncommitted(checked.root, SOURCES) if kept(checked.root) else ()
    except ToolFailed:
        return ()
