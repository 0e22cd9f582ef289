"""A returned workbook read by another Python, within bounds: it may be made up to keep the library busy."""

from __future__ import annotations

from pathlib import Path

from rapport.apart.second import Second, Stopped
from rapport.authored import Edition
from rapport.problems import Place
from rapport.sheet.reading import Answers, answers_of

TOOL = "Le lecteur du classeur"
SECONDS = 60.0  # our largest takes two
MEMORY = 1_500_000_000


def answers_apart(path: Path, edition: Edition) -> Answers:
    """Return what `answers_of` does, or that it went beyond a bound (IMP01)."""
    second = Second(TOOL, SECONDS, MEMORY)
    try:
        answers: Answers = second.answer(answers_of, path.resolve(), edition)
    except Stopped as stopped:
        answers = Answers()
        hint = "Recopiez les réponses dans une feuille de saisie neuve (« python build.py sheet »)."
        answers.refuse("IMP01", stopped.message, Place(path.name), hint)
    finally:
        second.close()
    return answers
