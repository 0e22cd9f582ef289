"""`status`: what is left to do for the edition, by the person in charge."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import delivered, unread
from rapport.ground.problems import BuildStopped
from rapport.sources.editing.entries import Unwritten


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--owner", default="", metavar="PERSONNE", help="seulement ce dont cette personne répond")
    forms = ["text", "markdown", "csv", "html", "ics"]
    parser.add_argument("--format", choices=forms, default="text", help="forme de la liste ; ics : les échéances, pour un agenda")
    parser.add_argument("--to", default="", metavar="FICHIER", help="écrire la liste dans un fichier")
    parser.add_argument("--close", type=int, default=0, metavar="NUMÉRO", help="régler une remarque de relecture")
    parser.add_argument("--quiet", action="store_true", help="ne rien dire de plus")


def _closed(root: Path, number: int) -> int:
    """Close a review note; return the exit code."""
    from rapport.sources.editing.history import History  # noqa: PLC0415 - as below
    from rapport.sources.editing.yaml_text import Unchangeable  # noqa: PLC0415
    from rapport.sources.note import FILE  # noqa: PLC0415
    from rapport.team.notes import settled  # noqa: PLC0415

    try:
        History(root).write(f"Remarque n° {number} réglée", settled(root, number))
    except (Unchangeable, OSError, Unwritten):
        display.complain(f"Il n'y a pas de remarque n° {number} qui puisse être réglée d'ici dans {FILE}.")
        return WORK
    display.say(f"Remarque n° {number} : réglée.")
    return DONE


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the list, or write it."""
    from rapport.flow.checked import Checked  # noqa: PLC0415 - `--help` needs none of it
    from rapport.flow.reminders import reminders_of  # noqa: PLC0415
    from rapport.team.left_to_do import left_to_do, owners_of  # noqa: PLC0415 - `--help` needs none of it
    from rapport.team.notes import note_tasks  # noqa: PLC0415
    from rapport.team.status import FORMS  # noqa: PLC0415

    if options.close:
        return _closed(root, options.close)

    try:
        checked = Checked(root)
        report = checked.report()
        reminders = [*reminders_of(checked), *note_tasks(report, checked.part("notes"))]
    except BuildStopped as stop:
        return unread(stop)
    left, known = left_to_do(report, options.owner, reminders), owners_of(report)
    if options.owner and not left.total:
        hint = f"Responsables : {', '.join(known)}." if known else "Aucun « owner: » n'est écrit : voyez le guide."
        display.complain(f"« {options.owner} » ne répond de rien dans cette édition. {hint}")
        return WORK
    # The clock only says how far a date is: nothing that is published depends on it.
    text = FORMS[options.format](left, date.today())  # noqa: DTZ011 - the reader's own day
    if options.format == "ics" and not any(task.due for task in left.tasks):
        display.complain("L'agenda est vide : rien de ce qui reste n'a de date limite (« due: »).")
    return delivered(text, options.to)
