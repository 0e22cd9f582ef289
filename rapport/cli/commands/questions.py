"""`questions`: the numbers to confirm, as a sheet for the people who know."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE
from rapport.cli.commands.reporting import unread
from rapport.ground.problems import BuildStopped
from rapport.outputs.publish import write_whole
from rapport.sources.reading import load
from rapport.team.questions import as_csv, as_markdown, questions_of


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Write the questions in output/, as Markdown and as CSV."""
    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    written = {
        root / "output" / f"questions-{report.edition.year}.{ending}": text.encode()
        for ending, text in (("md", as_markdown(report)), ("csv", as_csv(report)))
    }
    write_whole(written)
    for path in written:
        display.say(path.relative_to(root).as_posix())
    display.say(f"{len(questions_of(report))} questions à poser.")
    return DONE
