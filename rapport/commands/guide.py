"""`guide`: the tables of the French pages, made anew from the code."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport import display
from rapport.commands import DONE
from rapport.commands.reporting import unread
from rapport.guide import pages, refresh
from rapport.problems import BuildStopped


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Refresh the pages that are behind."""
    try:
        for path in pages(root):
            if refresh(root, path):
                display.say(path.relative_to(root).as_posix())
    except BuildStopped as stop:
        return unread(stop)
    return DONE
