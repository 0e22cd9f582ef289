"""`diff`: what changed between two editions, two commits, two published folders."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import WORK
from rapport.cli.commands.reporting import delivered
from rapport.ground.problems import BuildStopped
from rapport.sources.model import Report


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    what = "une année, un commit, ou un dossier de output/"
    parser.add_argument("before", metavar="AVANT", help=what)
    parser.add_argument("after", metavar="APRÈS", help=what)
    parser.add_argument("--format", choices=["text", "markdown", "html"], default="text", help="forme de la comparaison")
    parser.add_argument("--to", default="", metavar="FICHIER", help="écrire la comparaison dans un fichier")
    parser.add_argument("--quiet", action="store_true", help="ne rien dire de plus")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the comparison, or write it."""
    from rapport.sources.brand import Brand  # noqa: PLC0415 - `--help` needs none of it
    from rapport.team.comparison.forms import FORMS, compared  # noqa: PLC0415
    from rapport.team.comparison.opening import opened  # noqa: PLC0415
    from rapport.team.comparison.side import Unreadable  # noqa: PLC0415

    current = _current(root)
    try:
        (before, published), (after, published_too) = (opened(root, current, name) for name in (options.before, options.after))
    except Unreadable as reason:
        display.complain(f"{reason.message} {reason.hint}".rstrip())
        return WORK
    if published is not published_too:
        display.complain("Un dossier publié se compare à un dossier publié ; une année ou un commit, à une année ou un commit.")
        return WORK
    text = FORMS[options.format](compared(before, after), Brand.of(current.brand if current else {}))
    return delivered(text, options.to)


def _current(root: Path) -> Report | None:
    """Return the edition of the folder; two others may be compared while it can't be read."""
    from rapport.flow.checked import Checked  # noqa: PLC0415 - as above

    try:
        return Checked(root).report()
    except BuildStopped:
        return None
