"""Dates that are due, as a calendar (iCalendar, RFC 5545): a day for each person and date, with a reminder before it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone

from rapport.ground import french
from rapport.team.left_to_do import LeftToDo, Task

_BEFORE = timedelta(days=7)  # the reminder; midnight of the day, a week earlier
_NAMESPACE = uuid.UUID("4b0f3c1e-6f0e-4d54-9d0f-2a6a0d6c8c55")  # of our own events: the same task keeps its name


def as_calendar(left: LeftToDo, today: date) -> str:
    """Return the dates of what is left as a calendar's text; its events are renewed, not doubled, when it is sent again."""
    edition = left.report.edition
    calendar = Calendar()
    calendar.add("prodid", "-//rapport//status//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{edition.organisation}, rapport {edition.year}")
    for owner, due, tasks in _days(left):
        calendar.add_component(_event(left, owner, due, tasks, today))
    if not calendar.subcomponents:  # a calendar holds one at least: the one that shows nothing, which any program reads
        calendar.add_component(Timezone.from_tzid("Etc/UTC"))
    return bytes(calendar.to_ical()).decode()


def _days(left: LeftToDo) -> Iterator[tuple[str, date, Sequence[Task]]]:
    """Yield each person in charge with each of their dates and what is due then."""
    for owner, kinds in left.by_owner():
        tasks = [task for found in kinds.values() for task in found]
        for due in sorted({task.due for task in tasks if task.due}):
            yield owner, due, [task for task in tasks if task.due == due]


def _event(left: LeftToDo, owner: str, due: date, tasks: Sequence[Task], today: date) -> Event:
    edition = left.report.edition
    count = sum(task.count for task in tasks)
    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, f"{edition.organisation}\0{edition.year}\0{french.folded(owner)}\0{due}")))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    who = f"{owner} : " if owner else ""
    event.add("summary", french.typeset(f"Rapport {edition.year} : {who}{count} chose{'s' * (count > 1)} à rendre"))
    event.add("description", "\n".join(f"– {french.typeset(task.what)} ({task.place.path})" for task in tasks))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_BEFORE)
    alarm.add("description", french.typeset(f"À rendre dans une semaine : rapport {edition.year}"))
    event.add_component(alarm)
    return event
