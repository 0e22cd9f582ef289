"""Paragraphs that become headings or items of lists, or are none any more; moves as Word follows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import Reviewer, W
from tests.team.returned.test_return import by_hand, imported

LAST = "Un dernier paragraphe pour finir."

FORMS = {
    "an item": ("Un dernier", "ul", (LAST, f"- {LAST}")),
    "a numbered item": ("Un dernier", "ol", (LAST, f"1. {LAST}")),
    "an item under a heading": ("Rien ne se", "ul", ("Rien ne se perd.", "- Rien ne se perd.")),
    "a heading": ("Un dernier", "Heading3", (LAST, f"## {LAST}")),
    "a paragraph out of a list": (
        "une deuxième",
        "",
        ("simple\n- une deuxième demande\n-", "simple\n\nune deuxième demande\n\n-"),
    ),
    "a paragraph that was a heading": ("Les demandes", "", ("## Les demandes", "Les demandes")),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_paragraph_that_changes_form(name: str, root: Path, reviewed: Callable[..., Path]):
    words, kind, (before, after) = FORMS[name]
    path = reviewed(lambda reviewer: reviewer.form(words, kind))
    assert imported(root, path) == by_hand((before, after))


def test_words_and_form_come_back_together(root: Path, reviewed: Callable[..., Path]):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("Un dernier", "Un tout dernier")
        reviewer.form("Un tout dernier", "ul")

    assert imported(root, reviewed(work)) == by_hand((LAST, "- Un tout dernier paragraphe pour finir."))


def test_a_form_that_the_sources_lack_is_told(root: Path, reviewed: Callable[..., Path], told: Callable[..., Outcome]):
    outcome = told(root, "import", str(reviewed(lambda reviewer: reviewer.form("une deuxième", "ol"))), "--oui")
    assert "la sorte ou le niveau d’une liste a changé" in outcome.out
    assert (root / "content/relire.md").read_text("utf-8") == SECTION


@pytest.mark.parametrize("words", ["Les ateliers ont", "Ce paragraphe parle", "La fabrique a"])
def test_a_move_that_word_follows(words: str, root: Path, reviewed: Callable[..., Path]):
    """With its number, its emphasis, its links, its claim and its note."""
    moved = next(block for block in SECTION.split("\n\n") if block.startswith(words))
    path = reviewed(lambda reviewer: reviewer.move_in_word(words, "Un dernier"))
    assert imported(root, path) == by_hand((f"{moved}\n\n", ""), (f"{LAST}\n", f"{LAST}\n\n{moved}\n"))


@pytest.mark.parametrize(
    ("look", "value", "said"),
    [
        ("vertAlign", "superscript", "exposant ou indice"), ("vertAlign", "subscript", "exposant ou indice"),
        ("color", "FF0000", "en couleur"),
    ],
)  # fmt: skip
def test_a_look_that_the_sources_lack_is_told(
    look: str, value: str, said: str, root: Path, raw: bytes, told: Callable[..., Outcome]
):
    path = root.parent / "relecture.docx"
    reviewer = Reviewer(raw)
    reviewer.emphasise("habitants", look, "autre chose")
    for mark in reviewer.root.iter(f"{W}{look}"):
        mark.set(f"{W}val", value)
    path.write_bytes(reviewer.saved())
    assert said in told(root, "import", str(path), "--oui").out
