"""`schemas`: JSON Schemas of the author files, for text editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport import display
from rapport.commands import DONE
from rapport.schemas import schemas


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Write the schemas in data/.schema/."""
    folder = root / "data/.schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / f"{name}.json").write_text(text, "utf-8")
        display.say(f"data/.schema/{name}.json")
    return DONE
