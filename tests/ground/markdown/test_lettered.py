"""Letters, Roman numerals and years at the head of a line: those that number a list, those that are words of the text."""

from __future__ import annotations

import pytest

from rapport.ground.markdown.lettered import lone_marks
from rapport.manuscript.typography import typeset_markdown

LONE = {
    "(p) Données provisoires": ["(p)"],
    "p. ex. au Val": ["p."],
    "c. à d. rien": ["c."],
    "MM. Dupont et Petit": ["MM."],
    "2024. L'année": ["2024."],
    "(p) un\n(r) deux": ["(p)", "(r)"],
    "> (p) mot\n\n- (r) mot": ["(p)", "(r)"],
    "Un mot[^1].\n\n[^1]: (r) Une note.\n\nTerme\n:   (s) Sens": ["(r)", "(s)"],
    "a) un\n\nDu texte\n\nb) deux": ["a)", "b)"],
    "a) un\n\n## Titre\n\nb) deux": ["a)", "b)"],
    "::: callout\n(i) un\n:::": ["(i)"],
    "1. un\n2. (a) deux": ["(a)"],
    "a) un\nc) trois": ["a)", "c)"],
    "d) un\n\nD) deux": ["d)", "D)"],
}
LISTED = (
    "a) un\nb) deux", "a. un\n\nb. deux", "i. un\nii. deux\niii. trois\niv. quatre", "(c) un\n(d) deux",
    "h) un\ni) deux\nj) trois",
    "> a) un\n> b) deux", "- a) un\n  b) deux", "A) un\n\n    plus loin\n\nB) deux", "1. un\n2. deux", "a) un\nsuite\nb) deux",
    "un a) deux", "(a)collé", "319. rien",
)  # fmt: skip


@pytest.mark.parametrize("text", LONE)
def test_a_mark_alone_numbers_nothing(text: str):
    assert [text[:start].rsplit(maxsplit=1)[-1] for start, _ in lone_marks(text)] == LONE[text]


@pytest.mark.parametrize("text", LISTED)
def test_marks_in_order_number_a_list(text: str):
    assert lone_marks(text) == []


@pytest.mark.parametrize(("text", "printed"), [
    ("(p) Données", "(p)\u00a0Données"), ("- (r)  Un", "- (r)\u00a0Un"), ("```\n(p) Données\n```", "```\n(p) Données\n```"),
    ("a) un\nb) deux", "a) un\nb) deux"),
])  # fmt: skip
def test_it_is_held_to_its_words(text: str, printed: str):
    """Pandoc begins no list there."""
    assert typeset_markdown(text) == printed
