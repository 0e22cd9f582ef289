"""`schemas`: JSON Schemas of the author files, for text editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE
from rapport.cli.schemas import schemas
from rapport.outputs.publish import write_whole


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Write the schemas in data/.schema/."""
    written = {f"data/.schema/{name}.json": text.encode() for name, text in schemas().items()}
    write_whole({root / path: content for path, content in written.items()})
    for path in written:
        display.say(path)
    return DONE
