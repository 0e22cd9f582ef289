"""What is left to do, as people read it: on the terminal, as Markdown, as a sheet, a page to send, a calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from rapport.ground import french
from rapport.ground.markdown.plain import plain
from rapport.outputs.formats.filled import rendered
from rapport.sources.brand import Brand
from rapport.sources.dates import spelled
from rapport.team.calendar import as_calendar
from rapport.team.left_to_do import KINDS, QUESTION, LeftToDo, Task
from rapport.team.questions import inert

NOBODY = "Sans responsable"
HEADER = ("Responsable", "Nature", "À faire", "Nombre", "Échéance", "Fichier", "Ligne")
_BAR = 24  # characters


def as_text(left: LeftToDo, today: date) -> str:
    """Return the progress of the edition, then what is left, person by person."""
    lines = [_title(left), _bar(left), *_deadline(left, today), *_unknown(left)]
    for owner, kinds in left.by_owner():
        lines += ["", f"{owner or NOBODY} : {_things(_counted(kinds))}"]
        for kind, found in kinds.items():
            lines.append(f"  {_heading(kind, found)}")
            lines += [f"    {_shown(task, left, today)}\n      {_where(task)}" for task in found]
    if not left.tasks:
        lines += ["", "Rien ne manque."]
    return "\n".join(lines) + "\n"


def as_markdown(left: LeftToDo, today: date) -> str:
    """Return the same, as boxes to tick."""
    lines = [f"# {plain(_title(left))}", "", _bar(left), *(f"\n{line}" for line in (*_deadline(left, today), *_unknown(left)))]
    for owner, kinds in left.by_owner():
        lines += ["", f"## {plain(owner or NOBODY)}"]
        for kind, found in kinds.items():
            lines += ["", f"### {_heading(kind, found)}", ""]
            lines += [f"- [ ] {plain(_shown(task, left, today))} – `{_where(task)}`" for task in found]
    if not left.tasks:
        lines += ["", "Rien ne manque."]
    return "\n".join(lines) + "\n"


def as_csv(left: LeftToDo, today: date) -> str:  # noqa: ARG001 - a sheet only has dates
    """Return the same for a French spreadsheet: semicolons, a byte order mark, no live formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for task in left.tasks:
        cells = [task.owner or NOBODY, KINDS[task.kind], french.typeset(task.what), str(task.count)]
        cells += [f"{task.due:%d/%m/%Y}" if task.due else "", task.place.path, str(task.place.line or "")]
        writer.writerow(map(inert, cells))
    return out.getvalue()


def as_page(left: LeftToDo, today: date) -> str:
    """Return the same as a page to send, which asks nothing of the network."""
    people = [(owner or NOBODY, _things(_counted(kinds)), _task_groups(kinds, left, today)) for owner, kinds in left.by_owner()]
    return rendered(
        Path(__file__).parent,
        "status.html.j2",
        title=_title(left),
        brand=Brand.of(left.report.brand),
        done=f"{left.done} choses faites sur {left.total}",
        settled=left.done if left.total else 1,
        total=left.total or 1,
        lines=[*_deadline(left, today), *_unknown(left)],
        people=people,
    )


def _task_groups(kinds: Mapping[str, list[Task]], left: LeftToDo, today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the headings of a person's tasks, each with what is to be done and where."""
    return [
        (_heading(kind, found), [(_shown(task, left, today), _where(task)) for task in found]) for kind, found in kinds.items()
    ]


def _counted(kinds: Mapping[str, list[Task]]) -> int:
    return sum(_count(kind, found) for kind, found in kinds.items())


FORMS: Mapping[str, Callable[[LeftToDo, date], str]] = {
    "text": as_text, "markdown": as_markdown, "csv": as_csv, "html": as_page, "ics": as_calendar,
}  # fmt: skip


def _title(left: LeftToDo) -> str:
    edition = left.report.edition
    return french.typeset(f"{edition.organisation}, édition {edition.year} : ce qui reste à faire")


def _bar(left: LeftToDo) -> str:
    share = left.done / left.total if left.total else 1.0
    full = int(share * _BAR)  # never full before the end
    return f"[{'█' * full}{'░' * (_BAR - full)}] {int(share * 100)}{french.NBSP}% : {left.done} sur {left.total}"


def _deadline(left: LeftToDo, today: date) -> list[str]:
    due = left.report.edition.due
    return [french.typeset(f"Date limite : {spelled(due)}{_late(due, today)}")] if due else []


def _unknown(left: LeftToDo) -> list[str]:
    said = f"Chiffres que personne ne connaît, imprimés « n.d. » ({len(left.unknown)}) : {', '.join(left.unknown)}"
    return [french.typeset(said)] if left.unknown else []


def _late(due: date, today: date) -> str:
    if due < today:
        return " : dépassée"
    days = (due - today).days
    return f" (dans {days} jour{'s' * (days > 1)})" if days else " (aujourd'hui)"


def _heading(kind: str, tasks: list[Task]) -> str:
    return f"{KINDS[kind]} ({_count(kind, tasks)})"


def _count(kind: str, tasks: list[Task]) -> int:
    """Return how many things there are to do: one question may settle several numbers."""
    return len(tasks) if kind == QUESTION else sum(task.count for task in tasks)


def _where(task: Task) -> str:
    return f"{task.place.path}:{task.place.line}" if task.place.line else task.place.path


def _shown(task: Task, left: LeftToDo, today: date) -> str:
    """Return a task, with its date where it isn't that of the whole edition."""
    own = task.due if task.due != left.report.edition.due else None
    when = f", avant le {spelled(own)}{_late(own, today)}" if own else ""
    several = f" ({task.count} chiffres ou mentions)" if task.kind == QUESTION and task.count > 1 else ""
    return french.typeset(f"{task.what}{several}{when}")


def _things(count: int) -> str:
    return f"{count} chose{'s' * (count > 1)} à faire"
