"""`import relecture.docx`: the corrections of a Word file shown, then written to the author files, or taken back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import delivered, unread
from rapport.flow.bringing_back import STEP, BroughtBack, brought_back, nothing
from rapport.flow.returning import ProofRefused
from rapport.ground import french
from rapport.ground.french import folded
from rapport.ground.problems import BuildStopped, Place, Problem, Severity, reason_of
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.history import History
from rapport.sources.model import Report
from rapport.sources.proof import ReturnedProof
from rapport.sources.reading import load
from rapport.team.returned.apart import proof_apart
from rapport.team.returned.correction import Correction
from rapport.team.returned.showing import as_lines, as_page, counted, numbered, remarks, unchanged
from rapport.team.returned.unmarked import UNMARKED


def returned(root: Path, options: argparse.Namespace) -> int:
    """Show what a Word file changes, ask, and write what is wanted of it, all or nothing."""
    path = Path(options.returned)
    with ThreadPoolExecutor(1, "apart") as reader:  # another Python, while this one reads the edition
        reading = reader.submit(proof_apart, path)
        try:
            report, _ = load(root)
        except BuildStopped as stop:
            return unread(stop)
        return _brought(report, path, reading.result(), options)


def _brought(report: Report, path: Path, proof: ReturnedProof, options: argparse.Namespace) -> int:
    wanted = _wanted(options.only)
    try:
        back = brought_back(
            report,
            path.name,
            proof,
            wanted,
            wanted if options.chiffres else nothing,
            notes=True,
            differences=options.remarques,
        )
    except ProofRefused as refused:
        display.show([Problem(refused.code, Severity.ERROR, refused.message, Place(path.name), refused.hint)], "text")
        display.say("Rien n'a été écrit : 1 erreur.")
        return WORK
    made = back.made
    for line in (*as_lines(report, made.corrections), *remarks(made.notes)):
        display.say(line)
    if options.page and (code := delivered(as_page(report, path.name, made.corrections), options.page)) != DONE:
        return code
    if not made.corrections and not made.notes:
        display.say("Rien ne change.")
        return DONE
    display.say(f"\n{counted(made.corrections)}.")
    for line in unnamed(made.corrections, options.only):
        display.say(line)
    if made.unmarked:
        display.say(UNMARKED)
        display.say("Les voici en remarques." if options.remarques else "« --remarques » les garde dans data/notes.yml.")
    for line in numbered(back.numbers):
        display.say(f"  {line}")
    return _written(back, agreed=options.oui)


def taken_back(root: Path) -> int:
    """Undo the last import of a Word file, if nothing was written since."""
    history = History(root)
    if not history.done or not history.done[-1].said.startswith(STEP):
        last = f" (« {history.done[-1].said} ») ; l'atelier annule les modifications une à une" if history.done else ""
        display.complain(f"La dernière modification notée n'est pas l'import d'un document Word : rien n'a été annulé{last}.")
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


def unnamed(corrections: Sequence[Correction], only: Sequence[str]) -> Iterator[str]:
    """Yield what « --seulement » names that no correction is, and what it may name."""
    numbered = [*enumerate(corrections, 1)]
    strays = [one for one in only if not any(_wanted([one])(*correction) for correction in numbered)]
    if strays and corrections:
        sections = dict.fromkeys(Path(one.section).stem for one in corrections if one.section.startswith("content/"))
        people = dict.fromkeys(person for one in corrections for person in one.people)
        known = [f"un numéro de 1 à {len(corrections)}", *(f"« {name} »" for name in (*sections, *people))]
        named = french.listed([f"« {one} »" for one in strays])
        are = "ne désignent" if len(strays) > 1 else "ne désigne"
        yield french.typeset(f"{named} {are} aucune de ces corrections. Après « --seulement » : {french.listed(known, 'ou')}.")


def _written(back: BroughtBack, *, agreed: bool) -> int:
    if not back.changes:
        display.say("Rien à écrire." if not back.made.unmarked else "Rien n'a été écrit.")
        return DONE
    if problems := back.faults():
        display.show(problems, "text")
        display.say(f"Rien n'a été écrit : {display.tally(problems)}.")
        return WORK
    files = len(back.changes)
    if not (agreed or display.agreed(f"Écrire {back.counted} dans {files} fichier{'s' * (files > 1)}")):
        display.say("Rien n'a été écrit. Pour écrire sans que la question soit posée : --oui.")
        return DONE
    try:
        History(back.report.root).write(back.step, back.changes)
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
        return WORK
    except OSError as error:
        display.complain(f"Rien n'a été écrit : un fichier ne peut pas l'être ({reason_of(error)}).")
        return WORK
    display.say(f"{back.counted.capitalize()} : c'est écrit. « python build.py import --annuler » {back.taken} retire.")
    if left := [] if back.numbers else [*unchanged(back.made.corrections)]:
        for line in left:
            display.say(line)
        display.say("Pour corriger aussi les données : relancez la commande avec --chiffres.")
    return DONE
