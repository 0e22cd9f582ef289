"""`export-quarto`: the edition as a Quarto project, for whoever goes on with Quarto or its editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import BAD_COMMAND, WORK
from rapport.cli.commands.reporting import add_common_options, options_of, report_result
from rapport.flow.pipeline import export
from rapport.ground.problems import reason_of


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    add_common_options(parser)
    parser.add_argument("folder", metavar="DOSSIER", help="le dossier à écrire, qui ne doit rien contenir")


def run(options: argparse.Namespace, root: Path) -> int:
    """Write the project, whole or not at all."""
    target = Path(options.folder).absolute()
    progress = display.Progress(quiet=options.quiet or options.format != "text")
    try:
        result = export(root, options_of(options), target, progress)
    except FileExistsError:
        display.complain(f"« {options.folder} » existe déjà et n'est pas un dossier vide{_NBSP}: rien n'y a été écrit.")
        display.complain("Donnez le nom d'un nouveau dossier, ou videz celui-là.")
        return BAD_COMMAND
    except OSError as error:
        display.complain(f"« {options.folder} » ne peut pas être écrit ({reason_of(error)}).")
        return WORK
    finally:
        progress.end()
    code = report_result(result, options, root)
    if not result.failed and options.format == "text" and not options.quiet:
        display.say(f"Le projet est dans « {options.folder} »{_NBSP}: son README dit comment le rendre avec Quarto.")
    return code


_NBSP = "\u00a0"
