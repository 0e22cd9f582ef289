"""`fonts`: the fonts of an edition made fit for the web."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE
from rapport.outputs.formats.fonts import subset
from rapport.outputs.publish import write_whole


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Write a WOFF2 beside each TrueType font of assets/fonts/."""
    written = {path.with_suffix(".woff2"): subset(path) for path in sorted((root / "assets/fonts").glob("*.ttf"))}
    write_whole(written)
    for path, data in written.items():
        display.say(f"assets/fonts/{path.name} ({len(data) // 1024} Ko)")
    return DONE
