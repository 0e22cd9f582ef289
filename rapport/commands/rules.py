"""`rules`: what each rule asks, in French."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport import display
from rapport.commands import DONE
from rapport.flow.judging import RULES


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare no option."""


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - the rules are those of every edition
    """Tell every rule."""
    for code, rule in sorted(RULES.items()):
        display.say(f"{code}  {rule.name} ({rule.severity.french})\n    {rule.documentation}")
    return DONE
