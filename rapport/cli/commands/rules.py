"""`rules`: what each code asks, in French."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE
from rapport.rules.codes import RULES, codes


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - the rules are those of every edition
    """Tell every code: those of the rules with their name, and those of what can't be read, written or rendered."""
    for code, known in codes().items():
        name = f"{RULES[code].name} " if code in RULES else ""
        display.say(f"{code}  {name}({known.severity.french})\n    {known.documentation}")
    return DONE
