"""`data/mots.txt`: the words and expressions that the team says are right."""

from __future__ import annotations

from os.path import exists  # unlike Path's, it answers for names too long and folders without access
from pathlib import Path

from rapport.load.text import read_text
from rapport.problems import Problem


def load_words(root: Path, problems: list[Problem]) -> tuple[str, ...]:
    """Return the words of an edition's own list: one a line, what follows a # being a remark."""
    shown = "data/mots.txt"
    text = read_text(root / shown, shown, problems) if exists(root / shown) else None  # noqa: PTH110
    lines = (line.partition("#")[0] for line in (text or "").split("\n"))
    return tuple(" ".join(line.split()) for line in lines if line.strip())
