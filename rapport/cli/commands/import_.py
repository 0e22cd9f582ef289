"""`import`: what a returned workbook changes, shown, then written to the author files."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.cli.commands.writing import written
from rapport.ground.problems import BuildStopped, Problem, Severity
from rapport.sources.editing.trial import unreadable
from rapport.sources.reading import load


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("workbook", metavar="CLASSEUR", help="le classeur .xlsx rempli")
    parser.add_argument("--oui", action="store_true", help="écrire sans demander")


def run(options: argparse.Namespace, root: Path) -> int:
    """Show what the workbook changes, ask, and write all of it or nothing."""
    from rapport.team.workbook.apart import answers_apart  # noqa: PLC0415
    from rapport.team.workbook.changes import changed_files, described, edits_of  # noqa: PLC0415

    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    edits = edits_of(report, answers_apart(Path(options.workbook), report.edition))
    for line in described(report, edits):
        display.say(line)
    changes, problems = changed_files(report, edits)
    problems = [*edits.problems, *problems]
    if not _refused(problems):
        problems += unreadable(root, changes) if changes else []
    display.show(problems, "text")
    if _refused(problems):
        display.say(f"Rien n'a été écrit : {display.tally(problems)}.")
        return WORK
    if not edits.count:
        display.say("Rien ne change.")
        return DONE
    return written(root, changes, _counted(edits.count), agreed=options.oui)


def _counted(count: int) -> str:
    return f"{count} changement{'s' * (count > 1)}"


def _refused(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
