"""What is left to do that only the rules see: assertions that are false, years typed by hand."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.flow.checked import Checked
from rapport.ground.problems import Place
from rapport.rules import SOURCE_RULES, Sources
from rapport.rules.book import problems_of
from rapport.rules.codes import RULES
from rapport.rules.said_years import typed_years
from rapport.rules.waivers import waived
from rapport.sources.model import Report
from rapport.team.left_to_do import RULE, YEAR, Task


def reminders_of(checked: Checked) -> Iterator[Task]:
    """Yield the tasks that `status` takes from the rules; raises BuildStopped."""
    report = checked.report()
    false = problems_of(SOURCE_RULES.rules["RUL01"], checked.findings("RUL01"), report.edition)
    for problem in waived(false, report.edition, RULES, complete=False):
        if problem.code == "RUL01":
            yield Task(RULE, "", problem.message, problem.place, report.edition.due)
    yield from _years(report, [place for _, place in typed_years(Sources(report))])


def _years(report: Report, places: list[Place]) -> Iterator[Task]:
    """Yield the years typed by hand, which wouldn't follow the edition, file by file."""
    owners = {section.path: section.front.owner for section in report.sections}
    owners |= {table.path: table.spec.owner for table in report.tables.values()}
    by_file: dict[str, list[Place]] = {}
    for place in places:
        by_file.setdefault(place.path, []).append(place)
    for path, typed in by_file.items():
        several = f"{len(typed)} années ; « check --fix » les remplace" if len(typed) > 1 else "« check --fix » la remplace"
        yield Task(YEAR, owners.get(path, ""), f"{path} : {several}", min(typed), report.edition.due, len(typed))
