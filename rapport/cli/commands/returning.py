"""`import relecture.docx`: the corrections of a Word file shown, then written to the author files, or taken back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import delivered
from rapport.flow.returning import Returning, export_of, refused, returning_of
from rapport.ground import french
from rapport.ground.french import folded
from rapport.ground.problems import Place, Problem, Severity, reason_of
from rapport.ground.shared_folder import cache_of
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.history import History
from rapport.sources.editing.trial import unreadable
from rapport.sources.model import Report
from rapport.sources.note import FILE, ReviewNote
from rapport.sources.reading.parts import Parts
from rapport.team.notes import with_notes
from rapport.team.returned.accepting import accepted
from rapport.team.returned.apart import proof_apart
from rapport.team.returned.correction import Correction
from rapport.team.returned.showing import as_lines, as_page, counted, remarks
from rapport.team.returned.writing import changes_of

STEP = "Corrections de"  # begins what is said of an import, among the edits that can be undone


def returned(report: Report, options: argparse.Namespace) -> int:
    """Show what a Word file changes, ask, and write what is wanted of it, all or nothing."""
    path = Path(options.returned)
    proof = proof_apart(path)
    if refusal := refused(report, proof):
        display.show([Problem(refusal[0], Severity.ERROR, refusal[1], Place(path.name), refusal[2])], "text")
        display.say("Rien n'a été écrit : 1 erreur.")
        return WORK
    made = returning_of(report, proof, _wanted(options.only), export_of(cache_of(report.root)))
    for line in (*as_lines(report, made.corrections), *remarks(made.notes)):
        display.say(line)
    if options.page and (code := delivered(as_page(report, path.name, made.corrections), options.page)) != DONE:
        return code
    if not made.corrections and not made.notes:
        display.say("Rien ne change.")
        return DONE
    display.say(f"\n{counted(made.corrections)}.")
    if options.chiffres:
        _accept(report, made)
    made.changes |= with_notes(report.root, made.notes, _known(report.root))
    return _written(report.root, path.name, made, agreed=options.oui)


def _accept(report: Report, made: Returning) -> None:
    """Take the numbers that were changed in the document as changes of the data; what can't be is told."""
    numbers = accepted(report, made.chosen)
    for one in numbers:
        said = f"non repris : {one.why}" if one.why else f"{one.place}"
        display.say(french.typeset(f"  Chiffre {one.before[0]} → {one.after[0]} ({said})."))
    made.chosen += numbers
    made.changes = changes_of(report.root, made.chosen)


def _known(root: Path) -> Sequence[ReviewNote]:
    found: Sequence[ReviewNote] = Parts(root).part("notes")
    return found


def taken_back(root: Path) -> int:
    """Undo the last import of a Word file, if nothing was written since."""
    history = History(root)
    if not history.done or not history.done[-1].said.startswith(STEP):
        display.complain("La dernière modification notée n'est pas l'import d'un document Word : rien n'a été annulé.")
        return WORK
    try:
        step = history.undo()
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
        return WORK
    display.say(f"Annulé : {step.said}.")
    return DONE


def _wanted(only: Sequence[str]) -> Callable[[int, Correction], bool]:
    """Return what tells the corrections that are wanted: by number, section or person; all of them when nothing is said."""
    numbers = {int(one) for one in only if one.isdigit()}
    names = {folded(one) for one in only if not one.isdigit()}

    def wanted(number: int, one: Correction) -> bool:
        section = {folded(one.section), folded(Path(one.section).stem)}
        return not only or number in numbers or bool(names & (section | {folded(person) for person in one.people}))

    return wanted


def _written(root: Path, name: str, made: Returning, *, agreed: bool) -> int:
    count = sum(one.brought for one in made.chosen)
    noted = len(made.notes) if FILE in made.changes else 0
    if not made.changes:
        display.say("Rien à écrire.")
        return DONE
    if problems := unreadable(root, made.changes):
        display.show(problems, "text")
        display.say(f"Rien n'a été écrit : {display.tally(problems)}.")
        return WORK
    counts = [f"{count} correction{'s' * (count > 1)}"] * (count > 0) + [f"{noted} remarque{'s' * (noted > 1)}"] * (noted > 0)
    if not (
        agreed
        or display.agreed(f"Écrire {french.listed(counts)} dans {len(made.changes)} fichier{'s' * (len(made.changes) > 1)}")
    ):
        display.say("Rien n'a été écrit. Pour écrire sans que la question soit posée : --oui.")
        return DONE
    try:
        History(root).write(f"{STEP} {name}", made.changes)
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
        return WORK
    except OSError as error:
        display.complain(f"Rien n'a été écrit : un fichier ne peut pas l'être ({reason_of(error)}).")
        return WORK
    display.say(f"{french.listed(counts).capitalize()} : c'est écrit. « python build.py import --annuler » les retire.")
    return DONE
