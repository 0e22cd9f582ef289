"""`data/mots.txt`: the words and expressions that the team says are right."""

from __future__ import annotations

from rapport.ground.problems import Problem
from rapport.sources.reading.files import Files, taken


def load_words(files: Files, problems: list[Problem]) -> tuple[str, ...]:
    """Return the words of an edition's own list: one a line, what follows a # being a remark."""
    shown = "data/mots.txt"
    text = taken(files.text(shown), problems) if files.exists(shown) else None
    lines = (line.partition("#")[0] for line in (text or "").split("\n"))
    return tuple(" ".join(line.split()) for line in lines if line.strip())
