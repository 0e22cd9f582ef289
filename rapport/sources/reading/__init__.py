"""1. Author files in, located values out. The only reader of author files.

Gathers everything that cannot be read before stopping: an author mends one list, not one file at a time.
"""

from __future__ import annotations

from pathlib import Path

from rapport.ground.problems import Problem
from rapport.sources.model import Report
from rapport.sources.reading.parts import Parts


def load(root: Path) -> tuple[Report, list[Problem]]:
    """Read the edition in a folder: the report, and the remarks that don't prevent reading it.

    Raises BuildStopped with every problem found when something cannot be read.
    """
    parts = Parts(root)
    return parts.report(), list(parts.remarks())
