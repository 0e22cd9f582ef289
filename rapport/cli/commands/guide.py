"""`guide`: the tables of the French pages, made anew from the code."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE
from rapport.cli.commands.reporting import unread
from rapport.cli.guide import english_pages, pages, refresh
from rapport.ground.problems import BuildStopped


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Refresh the pages that are behind."""
    try:
        for path in [*pages(root), *english_pages(root)]:
            if refresh(root, path):
                display.say(path.relative_to(root).as_posix())
    except BuildStopped as stop:
        return unread(stop)
    return DONE
