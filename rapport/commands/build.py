"""`build`: from the sources to the published files."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport import display
from rapport.commands.reporting import add_common_options, options_of, told
from rapport.pipeline import build


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    add_common_options(parser)
    parser.add_argument("--to", action="append", default=[], metavar="FORMAT", help="ne produire que ce format")
    parser.add_argument("--engine", default="", help="moteur de rendu")


def run(options: argparse.Namespace, root: Path) -> int:
    """Build the edition; nothing is published as long as there is an error."""
    progress = display.Progress(quiet=options.quiet or options.format != "text")
    result = build(root, options_of(options), progress)
    progress.end()
    return told(result, options, root)
