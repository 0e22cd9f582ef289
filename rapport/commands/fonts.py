"""`fonts`: the fonts of an edition made fit for the web."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport import display
from rapport.commands import DONE
from rapport.formats.fonts import subset


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it has none
    """Write a WOFF2 beside each TrueType font of assets/fonts/."""
    for path in sorted((root / "assets/fonts").glob("*.ttf")):
        data = subset(path)
        path.with_suffix(".woff2").write_bytes(data)
        display.say(f"assets/fonts/{path.stem}.woff2 ({len(data) // 1024} Ko)")
    return DONE
