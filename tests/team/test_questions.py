"""The sheet of questions asks for what a draft marks as lacking, and no more once it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.sources.reading import load
from rapport.team.questions import as_markdown, questions_of

REACH, ACCESS = "joindre La Fabrique du Val", "défaut d'accessibilité"


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("", [REACH, ACCESS]),
        ("address: [3 rue du Val]\n", [ACCESS]),
        ("accessibility: {contact: acces@val.example}\n", [REACH]),
        ("address: [3 rue du Val]\naccessibility: {contact: acces@val.example}\n", []),
    ],
)
def test_what_a_draft_says_to_be_lacking_is_asked(petite: Path, given: str, asked: list[str]):
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8") + given, "utf-8")
    report = load(petite)[0]
    texts = [question.text for question in questions_of(report)]
    assert [one for one in (REACH, ACCESS) if any(one in text for text in texts)] == asked
    assert as_markdown(report).count("Source : report.yml:") == len(asked)


def test_a_question_is_asked_in_the_words_that_are_printed(petite: Path):
    """Whoever answers sees the year, not the call that prints it."""
    path = petite / "data/indicators/ateliers.yml"
    asked = '  values: {2024: 318}\n  status: to_confirm\n  question: "Combien en {{ year() }}, contre {{ year(-1) }} ?"'
    path.write_text(path.read_text("utf-8").replace("  values: {2024: 318}", asked), "utf-8")
    report = load(petite)[0]
    assert "Combien en 2024, contre 2023 ?" in [question.text for question in questions_of(report)]
    assert "{{" not in as_markdown(report)
