"""What is left to do that only the rules see: false assertions, numbers to read again, English to write, years typed by hand."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.flow.checked import Checked
from rapport.ground.problems import Place
from rapport.rules.book import SOURCE_RULES, Sources, problems_of
from rapport.rules.codes import RULES
from rapport.rules.said_years import typed_years
from rapport.rules.waivers import waived
from rapport.sources.model import Report
from rapport.team.left_to_do import ENGLISH, PIECE, RULE, YEAR, Task

_PIECES = ("PIE01", "PIE02", "PIE03")  # what only somebody who has the pieces can settle


def reminders_of(checked: Checked) -> Iterator[Task]:
    """Yield the tasks that `status` takes from the rules; raises BuildStopped."""
    report = checked.report()
    false = problems_of(SOURCE_RULES.rules["RUL01"], checked.findings("RUL01"), report.edition)
    for problem in waived(false, report.edition, RULES, complete=False):
        if problem.code == "RUL01":
            yield Task(RULE, "", problem.message, problem.place, report.edition.due)
    yield from _pieces(checked, report)
    yield from _translations(checked, report)
    yield from _years(report, [typed.place for typed in typed_years(Sources(report))])


def _pieces(checked: Checked, report: Report) -> Iterator[Task]:
    """Yield what is to be read again in a piece: numbers that it contradicts, places never read, pieces that changed."""
    owners = {indicator.at().path: indicator.owner for indicator in report.indicators.values() if indicator.owner}
    owners |= {table.path: table.spec.owner for table in report.tables.values()}
    for code in _PIECES:
        told = problems_of(SOURCE_RULES.rules[code], checked.findings(code), report.edition)
        for problem in waived(told, report.edition, RULES, complete=False):
            if problem.code == code:
                yield Task(PIECE, owners.get(problem.place.path, ""), problem.message, problem.place, report.edition.due)


def _translations(checked: Checked, report: Report) -> Iterator[Task]:
    """Yield the English that variants lack, and what is older than its original."""
    for code in ("VAR09", "VAR10"):
        told = problems_of(SOURCE_RULES.rules[code], checked.findings(code), report.edition)
        for problem in waived(told, report.edition, RULES, complete=False):
            if problem.code == code:
                yield Task(ENGLISH, "", problem.message, problem.place, report.edition.due)


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
