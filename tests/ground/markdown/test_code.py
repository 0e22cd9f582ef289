"""What Pandoc reads as code in a text: a paragraph indented by four spaces that no item, definition or note holds."""

from __future__ import annotations

import pytest

from rapport.ground.markdown.code import indented_in

CODE = (
    "Un mot.\n\n    plus loin",
    "Le total est de\n318. Merci.\n\n    plus loin",
    "> - un\n3. deux\n3. trois\n\n    plus loin",
    "Voir\n(a) le premier\n\n    plus loin",
    "Une hausse de\n+ 3 points\n\n    plus loin",
    "- un\n\nUn mot\n2. encore\n\n    plus loin",
)
WITHIN = (  # four spaces more than the words that hold it
    "- un\n\n      plus loin",
    "- un\n\n    encore\n\n        plus loin",
    "1. un\n\n        plus loin",
    "Terme\n:   sens\n\n        plus loin",
    "Un mot[^1].\n\n[^1]: La note.\n\n        plus loin",
    "- un\n    - deux\n\n            plus loin",
)
HELD = (
    "3. un\n\n    plus loin",
    "## Titre\n3. un\n\n    plus loin",
    "::: steps\n2. un\n\n    plus loin\n:::",
    "- un\n3. deux\n\n    plus loin",
    "Nos axes :\n1. un\n2. deux\n\n    plus loin",
    "Nos axes :\n- un\n\n    plus loin",
    "| a |\n|---|\n3. un\n\n    plus loin",
    "[^1]: La note.\n\n    plus loin",
    "- un\n    - deux\n\n        plus loin",
    "- un\n    1. deux\n\n        plus loin",
    "1. un\n\n      plus loin",
    "- un\n        plus loin",
)


@pytest.mark.parametrize("text", CODE)
def test_an_indented_paragraph_that_nothing_holds_is_code(text: str):
    assert [text[start:end] for start, end in indented_in(text)] == ["    plus loin"]


@pytest.mark.parametrize("text", WITHIN)
def test_a_paragraph_indented_within_an_item_is_code(text: str):
    ((start, end),) = indented_in(text)
    assert text[start:end] == text.rpartition("\n")[2]


@pytest.mark.parametrize("text", HELD)
def test_what_an_item_or_a_note_holds_is_none(text: str):
    assert [*indented_in(text)] == []
