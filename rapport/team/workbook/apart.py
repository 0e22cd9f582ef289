"""A returned workbook read by another Python, within bounds: it may be made up to keep the library busy."""

from __future__ import annotations

from pathlib import Path

from rapport.ground.problems import Place
from rapport.ground.programs.second import Second, Stopped
from rapport.sources.authored import Edition
from rapport.team.workbook.reading import ReturnedWorkbook, answers_of

TOOL = "Le lecteur du classeur"
SECONDS = 60.0  # our largest takes two
MEMORY = 1_500_000_000


def answers_apart(path: Path, edition: Edition) -> ReturnedWorkbook:
    """Return what `answers_of` does, or that it went beyond a bound (IMP01)."""
    second = Second(TOOL, SECONDS, MEMORY)
    try:
        answers: ReturnedWorkbook = second.answer(answers_of, path.resolve(), edition)
    except Stopped as stopped:
        answers = ReturnedWorkbook()
        hint = "Recopiez les réponses dans une feuille de saisie neuve (« python build.py sheet »)."
        answers.refuse("IMP01", stopped.message, Place(path.name), hint)
    finally:
        second.close()
    return answers
