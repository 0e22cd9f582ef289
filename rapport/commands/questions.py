"""`questions`: the numbers to confirm, as a sheet for the people who know."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport import display
from rapport.commands import DONE
from rapport.commands.reporting import unread
from rapport.load import load
from rapport.problems import BuildStopped
from rapport.questions import as_csv, as_markdown, questions_of


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Write the questions in output/, as Markdown and as CSV."""
    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    folder = root / "output"
    folder.mkdir(exist_ok=True)
    for ending, text in (("md", as_markdown(report)), ("csv", as_csv(report))):
        path = folder / f"questions-{report.edition.year}.{ending}"
        path.write_text(text, "utf-8", newline="")
        display.say(path.relative_to(root).as_posix())
    display.say(f"{len(questions_of(report))} questions à poser.")
    return DONE
