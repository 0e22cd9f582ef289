"""`check`: the sources held to the rules; nothing is rendered."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli import display
from rapport.cli.commands.reporting import add_common_options, options_of, report_result, standing
from rapport.ground.cache import Cache
from rapport.ground.shared_folder import cache_of

if TYPE_CHECKING:  # for an option that few give
    from rapport.rules.online.answers import Visit


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    add_common_options(parser)
    parser.add_argument("--online", action="store_true", help="essayer aussi les liens vers le web")
    told_of_fix = "remplacer les années tapées à la main par {{ year() }}, après les avoir montrées"
    parser.add_argument("--fix", action="store_true", help=told_of_fix)
    parser.add_argument("--oui", action="store_true", help="avec --fix : écrire sans demander")
    parser.add_argument("--allow-private", action="store_true", help="avec --online : aussi ceux du réseau local")


def run(options: argparse.Namespace, root: Path) -> int:
    """Check the edition, or write what can be mended."""
    if options.fix:
        from rapport.cli.commands.writing import mended  # noqa: PLC0415 - the rules, for this option alone

        return mended(root, agreed=options.oui)
    wanted = replace(options_of(options), visit=_visit(options, root))
    kept = standing(root, "check", wanted, options)
    result = kept.answer() if kept else None
    if result is None:
        # A third of a second, only when there is something to do.
        from rapport.flow.pipeline import check  # noqa: PLC0415
        from rapport.flow.proofreading import proofreading  # noqa: PLC0415

        result = check(root, replace(wanted, proofread=proofreading(root)), display.Progress(quiet=True))
        if kept:
            kept.keep(result)
    return report_result(result, options, root)


def _visit(options: argparse.Namespace, root: Path) -> Visit | None:
    if not options.online:
        return None
    from rapport.rules.online.answers import Limits  # noqa: PLC0415 - as below
    from rapport.rules.online.visits import visited  # noqa: PLC0415 - urllib3, for this option alone

    return partial(visited, cache=Cache(cache_of(root)), limits=Limits(allow_private=options.allow_private))
