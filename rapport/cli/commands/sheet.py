"""`sheet`: the workbook in which a colleague fills the numbers of the year."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import BAD_COMMAND, DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.ground import french
from rapport.ground.problems import BuildStopped, maybe_open, reason_of
from rapport.outputs.publish import write_whole
from rapport.sources.reading import load


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--owner", default="", metavar="PERSONNE", help="seulement les chiffres dont cette personne répond")
    parser.add_argument("--to", default="", metavar="FICHIER", help="où écrire le classeur (par défaut : dans output/)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Write the workbook."""
    from rapport.team.workbook.pages import owners_of, pages_of  # noqa: PLC0415
    from rapport.team.workbook.writing import empty_in, workbook_of  # noqa: PLC0415

    if not options.owner.isprintable():
        display.complain("Le nom qui suit --owner ne se lit pas.")
        return BAD_COMMAND
    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    pages = pages_of(report, options.owner)
    if not pages:
        known = owners_of(report)
        display.complain(
            f"« {options.owner} » ne répond d'aucun chiffre ni d'aucune table." if options.owner else "Rien à remplir."
        )
        hint = f"Responsables : {', '.join(known)}." if known else "Aucun « owner: » n'est écrit dans data/ : voyez le guide."
        display.complain(hint)
        return WORK
    ending = f"-{french.anchor_of(options.owner)}" if options.owner else ""
    path = Path(options.to) if options.to else root / "output" / f"saisie-{report.edition.year}{ending}.xlsx"
    try:
        write_whole({path: workbook_of(report, pages, options.owner)})
    except OSError as error:
        opened = " : est-il ouvert ailleurs ?" if maybe_open(error) else "."
        display.complain(f"Le classeur « {path} » ne peut pas être écrit ({reason_of(error)}){opened}")
        return WORK
    empty = sum(map(empty_in, pages))
    lines = sum(len(page.lines) for page in pages)
    display.say(str(path if options.to else path.relative_to(root).as_posix()))
    display.say(f"{lines} ligne{'s' * (lines > 1)}, {empty} valeur{'s' * (empty > 1)} à remplir.")
    return DONE
