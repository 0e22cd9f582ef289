"""`build`: from the sources to the published files."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import WORK
from rapport.cli.commands.reporting import add_common_options, options_of, report_result, standing
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.shared_folder import cache_of
from rapport.ground.timings import spent


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    add_common_options(parser)
    told = "ne produire que ce format, ou que ces formats (html,pdf)"
    parser.add_argument("--to", action="extend", type=lambda typed: typed.split(","), default=[], metavar="FORMAT", help=told)
    parser.add_argument("--print", action="store_true", help="faire aussi le PDF de l'imprimeur (fonds perdus, traits de coupe)")
    parser.add_argument("--timings", action="store_true", help="dire où le temps est passé")
    told = "publier : tout est signé, rien ne reste à régler, git est à jour ; la révision est imprimée au colophon"
    parser.add_argument("--release", action="store_true", help=told)
    parser.add_argument("--engine", default="", help="moteur de rendu")


def run(options: argparse.Namespace, root: Path) -> int:
    """Build the edition; nothing is published as long as there is an error."""
    try:
        wanted = options_of(options)
        if options.release:
            from rapport.flow.proofreading import releasing

            wanted = releasing(root, wanted)
    except ToolFailed as failure:
        display.complain(f"git ne dit pas où en sont les fichiers : {failure.detail}.")
        return WORK
    kept = standing(root, "build", wanted, options)
    result = kept.answer() if kept else None
    if result is None:
        # A third of a second, only when there is something to do.
        from rapport.manuscript.charts import vega

        if not cache_of(root).exists():
            vega.start_ahead()  # all is to be drawn
        from rapport.flow.pipeline import build

        spent.clear()
        progress = display.Progress(quiet=options.quiet or options.format != "text")
        try:
            result = build(root, wanted, progress)
        finally:
            vega.dismiss()
        progress.end()
        if options.timings:
            progress.account()
        if kept:
            kept.keep(result)
    elif options.format == "text" and not options.quiet:
        display.say("Rien n'a changé depuis la dernière construction : le rapport est à jour.")
    return report_result(result, options, root)
