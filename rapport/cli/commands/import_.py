"""`import`: what a returned workbook or Word file changes, shown, then written to the author files."""

from __future__ import annotations

import argparse
from os.path import isdir  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import BAD_COMMAND, DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.cli.commands.writing import written
from rapport.ground import french
from rapport.ground.problems import BuildStopped, Place, Problem, Severity
from rapport.sources.editing.trial import unreadable
from rapport.sources.reading import load
from rapport.sources.reading.proofs.kind import is_word_file, returnable_in

_SHOWN = 4  # files of a folder


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument(
        "returned", metavar="FICHIER", nargs="?", default="", help="le classeur .xlsx rempli, ou le document .docx relu"
    )
    parser.add_argument("--oui", action="store_true", help="écrire sans demander")
    parser.add_argument(
        "--seulement", dest="only", action="append", default=[], metavar="CHOIX",
        help="du document relu, ne reporter que cette section, cette personne ou ce numéro ; répétable",
    )  # fmt: skip
    parser.add_argument(
        "--chiffres", action="store_true", help="corriger aussi les données des chiffres changés dans le document"
    )
    parser.add_argument(
        "--page", default="", metavar="FICHIER", help="montrer aussi les corrections côte à côte, dans une page HTML"
    )
    parser.add_argument(
        "--remarques", action="store_true", help="d'un document qui a perdu ses repères, garder les différences en remarques"
    )
    parser.add_argument("--annuler", action="store_true", help="retirer les corrections du dernier document relu")


def run(options: argparse.Namespace, root: Path) -> int:
    """Show what the file changes, ask, and write all of it or nothing."""
    if options.annuler or not options.returned:
        return _without_file(options, root)
    path = Path(options.returned)
    if isdir(path):  # noqa: PTH112
        display.show([_folder(path)], "text")
        display.say("Rien n'a été écrit : 1 erreur.")
        return WORK
    if is_word_file(path):
        from rapport.cli.commands.returning import returned  # noqa: PLC0415 - neither kind of file needs what the other does

        return returned(root, options)
    from rapport.team.workbook.apart import answers_apart  # noqa: PLC0415
    from rapport.team.workbook.changes import edits_of  # noqa: PLC0415
    from rapport.team.workbook.describing import described  # noqa: PLC0415
    from rapport.team.workbook.new_files import changed_files  # noqa: PLC0415

    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    edits = edits_of(report, answers_apart(path, report.edition))
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


def _without_file(options: argparse.Namespace, root: Path) -> int:
    if not options.annuler:
        display.complain("Donnez le nom du classeur rempli, ou du document Word relu.")
        return BAD_COMMAND
    from rapport.cli.commands.returning import taken_back  # noqa: PLC0415 - as below

    return taken_back(root)


def _folder(path: Path) -> Problem:
    """Return the problem of a folder given in place of a file, with the files there that may be meant."""
    name = path.name or path.resolve().name
    there = [f"« {one} »" for one in returnable_in(path)]
    more = len(there) - _SHOWN
    shown = [*there[:_SHOWN], *([f"{more} autre{'s' * (more > 1)}"] if more > 0 else [])]
    hint = f"Il contient {french.listed(shown)} : donnez-en un, puis le suivant." if shown else ""
    hint = hint or "Donnez le nom d'un fichier : le classeur .xlsx rempli, ou le document .docx relu."
    return Problem("IMP01", Severity.ERROR, f"« {name} » est un dossier, ce n'est pas un fichier.", Place(name), hint)


def _counted(count: int) -> str:
    return f"{count} changement{'s' * (count > 1)}"


def _refused(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
