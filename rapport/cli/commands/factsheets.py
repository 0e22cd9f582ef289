"""`factsheets`: one document for each member, or each region, from the same template."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK, code_of
from rapport.cli.commands.reporting import unread
from rapport.ground.problems import AuthorError, BuildStopped, in_order
from rapport.ground.programs.features import require


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument(
        "--only", action="append", default=[], metavar="ADHÉRENT", help="seulement cette fiche : identifiant ou nom"
    )
    parser.add_argument("--changed", action="store_true", help="ne refaire que ce qui a changé")
    parser.add_argument(
        "--cluster", default="", metavar="ADRESSE", help="répartir le travail sur une grappe Dask (docs/cluster.md)"
    )
    parser.add_argument("--quiet", action="store_true", help="ne rien dire des étapes")


def run(options: argparse.Namespace, root: Path) -> int:
    """Make the factsheets; what was made stays when one fails, and when the command is stopped."""
    if options.cluster:
        require("cluster", "distributed")
    from rapport.flow.factsheet_making import Wanted  # noqa: PLC0415 - the whole flow, for this command alone
    from rapport.flow.factsheets import make_factsheets  # noqa: PLC0415

    progress = display.Progress(quiet=options.quiet)
    tally = display.Tally(quiet=options.quiet)
    try:
        outcome = make_factsheets(root, Wanted(tuple(options.only), options.changed, options.cluster), progress, tally.show)
    except BuildStopped as stop:
        return unread(stop)
    except AuthorError as error:
        display.complain(" ".join(filter(None, [f"{error.place} :" if error.place else "", error.message, error.hint])))
        return WORK
    except KeyboardInterrupt as interruption:
        display.complain("\nInterrompu : ce qui est fait est gardé. La même commande reprendra où elle en était.")
        return code_of(interruption)
    finally:
        tally.end()
        progress.end()
    display.show(in_order(outcome.problems), "text")
    if outcome.stopped:
        display.complain(f"Arrêt : {outcome.stopped}. Ce qui est fait est gardé : la même commande reprendra où elle en était.")
    if not options.quiet and not outcome.stopped and outcome.folders:
        for folder in outcome.folders:
            display.say(f"{folder.relative_to(root)}/")
        kept = f", {outcome.kept} déjà à jour" if outcome.kept else ""
        display.say(f"{outcome.made} fiche{'s' * (outcome.made > 1)} faite{'s' * (outcome.made > 1)}{kept}.")
    return WORK if outcome.failed else DONE
