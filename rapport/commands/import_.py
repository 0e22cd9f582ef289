"""`import`: what a returned workbook changes, shown, then written to the author files."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport import display
from rapport.commands import DONE, WORK
from rapport.commands.reporting import unread
from rapport.edits.entries import Unwritten
from rapport.edits.journal import write_all
from rapport.edits.trial import unreadable
from rapport.load import load
from rapport.problems import BuildStopped, Problem, Severity, reason_of


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("workbook", metavar="CLASSEUR", help="le classeur .xlsx rempli")
    parser.add_argument("--oui", action="store_true", help="écrire sans demander")


def run(options: argparse.Namespace, root: Path) -> int:
    """Show what the workbook changes, ask, and write all of it or nothing."""
    from rapport.sheet.apart import answers_apart  # noqa: PLC0415
    from rapport.sheet.changes import changed_files, described, edits_of  # noqa: PLC0415

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
    if not (
        options.oui or display.agreed(f"Écrire {_counted(edits.count)} dans {len(changes)} fichier{'s' * (len(changes) > 1)}")
    ):
        display.say("Rien n'a été écrit. Pour écrire sans que la question soit posée : --oui.")
        return DONE
    try:
        write_all(root, changes)
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
        return WORK
    except OSError as error:
        display.complain(f"Rien n'a été écrit : un fichier ne peut pas l'être ({reason_of(error)}).")
        return WORK
    display.say(f"{_counted(edits.count).capitalize()} : c'est écrit. « python build.py check » dit si tout s'accorde.")
    return DONE


def _counted(count: int) -> str:
    return f"{count} changement{'s' * (count > 1)}"


def _refused(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
