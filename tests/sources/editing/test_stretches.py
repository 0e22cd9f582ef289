"""The lines of a paragraph, found from any of them and replaced alone."""

from __future__ import annotations

import pytest

from rapport.sources.editing.stretches import Stretch, body_of, replaced, replaced_elsewhere, stretch_at

TEXT = """---
title: Un titre
lead: Un chapeau
---

Un paragraphe
sur deux lignes.

## Un intertitre
Collé à son texte.

::: callout
### Dans l'encadré

- un
- deux

:::
La fin, sans ligne vide"""


@pytest.mark.parametrize(("line", "expected"), [
    (6, (6, 7, "Un paragraphe\nsur deux lignes.")), (7, (6, 7, "Un paragraphe\nsur deux lignes.")),
    (1, (6, 7, "Un paragraphe\nsur deux lignes.")),  # the head is no text
    (8, (9, 9, "## Un intertitre")), (9, (9, 9, "## Un intertitre")), (10, (10, 10, "Collé à son texte.")),
    (12, (13, 13, "### Dans l'encadré")), (15, (15, 16, "- un\n- deux")), (16, (15, 16, "- un\n- deux")),
    (18, (19, 19, "La fin, sans ligne vide")), (19, (19, 19, "La fin, sans ligne vide")),
])  # fmt: skip
def test_a_line_is_of_one_stretch(line: int, expected: tuple[int, int, str]):
    assert stretch_at(TEXT, line) == expected
    assert stretch_at(TEXT.replace("\n", "\r\n"), line) == expected


def test_nothing_is_below_the_last_line():
    assert stretch_at("---\ntitle: a\n---\n\n", 1) is None
    assert stretch_at("---\ntitle: a\n---\ntexte\n", 9) is None


def test_the_body_is_all_but_the_head():
    assert body_of(TEXT).text == TEXT.split("---\n\n", 1)[1]
    assert body_of(TEXT).first == 6


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("line", "new", "old", "expected"), [
    (6, "Un autre.", "Un paragraphe\nsur deux lignes.", "Un autre."),
    (9, "## Changé\n\nAvec un texte", "## Un intertitre", "## Changé\n\nAvec un texte"),
    (15, "- un\r\n- deux\r\n- trois\r\n", "- deux\n", "- deux\n- trois\n"),
    (19, "Une autre fin", "La fin, sans ligne vide", "Une autre fin"),
    (6, "", "Un paragraphe\nsur deux lignes.\n\n", ""),
    (13, "  ", "### Dans l'encadré\n\n", ""),
])  # fmt: skip
def test_only_the_stretch_changes(line: int, new: str, old: str, expected: str, end: str):
    text = TEXT.replace("\n", end)
    stretch = stretch_at(text, line)
    assert stretch
    made, wanted = replaced(text, stretch, new), TEXT.replace(old, expected)
    assert made
    if end == "\r":  # a file without line feeds: what is put in ends as its other files do
        lines = text.splitlines(keepends=True)
        assert made.startswith("".join(lines[: stretch.first - 1]))
        assert made.endswith("".join(lines[stretch.last + 1 :]))
        assert made.replace("\r\n", "\n").replace("\r", "\n") == wanted
    else:
        assert made == wanted.replace("\n", end)


def test_a_stretch_that_is_no_longer_there_isn_t_replaced():
    assert replaced(TEXT, Stretch(6, 7, "Autre chose"), "x") is None
    assert replaced(TEXT, Stretch(60, 61, "Autre chose"), "x") is None
    assert replaced(TEXT, Stretch(-3, -2, ""), "x") is None
    assert replaced(TEXT, Stretch(7, 6, ""), "x") is None
    assert replaced(TEXT, Stretch(2, 2, "title: Un titre"), "x") is None  # the head has forms of its own


def test_a_text_that_changed_elsewhere_is_merged_or_refused():
    stretch = stretch_at(TEXT, 6)
    assert stretch
    below = TEXT.replace("La fin, sans ligne vide", "Une autre fin")
    assert replaced_elsewhere(TEXT, below, stretch, "Un autre.") == below.replace("Un paragraphe\nsur deux lignes.", "Un autre.")
    same = TEXT.replace("sur deux lignes", "sur trois lignes")
    assert replaced_elsewhere(TEXT, same, stretch, "Un autre.") is None


def test_a_text_that_nobody_remembers_is_looked_for():
    """The workshop was started again with a form open: the lines moved, and are there once, or nothing is written."""
    stretch = stretch_at(TEXT, 6)
    assert stretch
    moved = TEXT.replace("\nUn paragraphe", "\nUne ligne de plus.\n\nUn paragraphe")
    assert replaced_elsewhere("", moved, stretch, "Un autre.") == moved.replace("Un paragraphe\nsur deux lignes.", "Un autre.")
    assert replaced_elsewhere("", TEXT + "\n\nUn paragraphe\nsur deux lignes.\n", stretch, "Un autre.") is None
    assert replaced_elsewhere("", "rien", stretch, "Un autre.") is None
