"""Paragraphs of Markdown as printed letters, and back to the very text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.ground.markdown.atoms import CALL, NOTE, atoms_of, written
from rapport.ground.markdown.blocks import APART, DEFINED, HEADING, ITEM, PARAGRAPH, QUOTE, blocks_in
from rapport.ground.markdown.words import words_of
from tests.conftest import PROJECT
from tests.some import some

PRINTED = {
    "un **mot** et *deux*": "un mot et deux",
    "**a *b* c**": "a b c",
    "***x*** y": "x y",
    "snake_case_x _oui_": "snake_case_x oui",
    "a * b * c": "a * b * c",
    r"2 \* 3 \[x\]": "2 * 3 [x]",
    'la [première]{.claim rank="a.b" key="AI"} place': "la première place",
    "voir [le site](https://a.example/b_(c)) [x][y]": "voir le site x",
    "ligne\n  suivante": "ligne suivante",
    "`a*b*` &amp; 2^e^": "a*b* & 2e",
    "<https://a.example>": "https://a.example",
    "sans [fin et **sans": "sans [fin et **sans",
}


@pytest.mark.parametrize("text", PRINTED)
def test_what_is_printed(text: str):
    atoms = atoms_of(text)
    assert atoms is not None
    assert "".join(atom.printed for atom in atoms) == PRINTED[text]


def test_calls_and_notes_are_whole():
    atoms = atoms_of('a {{ value("b", unit=true) }}[^n] ^[en *ligne*] z') or []
    assert [(atom.kind, atom.typed) for atom in atoms if atom.kind in {CALL, NOTE}] == [
        (CALL, '{{ value("b", unit=true) }}'), (NOTE, "[^n]"), (NOTE, "^[en *ligne*]"),
    ]  # fmt: skip


def test_in_a_cell_signs_are_letters():
    atoms = atoms_of('*a* [b]{.claim of="c"} {{ value("d") }}', literal=True) or []
    assert "".join(atom.printed for atom in atoms) == "*a* b "


@given(st.text(alphabet="ab *_[](){}`\\^~<>&;!é\n.\"'", max_size=40))
def test_any_text_is_given_back(text: str):
    atoms = atoms_of(text)
    assert atoms is None or written(atoms) == text


def test_every_paragraph_of_the_frozen_editions_is_given_back():
    for path in some(sorted(PROJECT.glob("tests/editions/*/content/*.md"))):
        body = path.read_text("utf-8").split("---\n", 2)[2]
        for block in some(blocks_in(body)):
            assert atoms_of(body[block.start : block.end]) is not None, (path, block)


BODY = """Un paragraphe
sur deux lignes.

## Un titre {#ancre}

- un élément
  qui continue
- un autre

> Une citation
> longue.

::: callout
### Un [titre]{.literal because="x"}
Le texte.
:::

{{ chart("a") }}

| a | b |

[^n]: une note

1. premier
2. second
"""


def test_where_sentences_stand():
    found = [(block.kind, re.sub(r"\s+", " ", BODY[block.start : block.end])) for block in blocks_in(BODY)]
    assert found == [
        (PARAGRAPH, "Un paragraphe sur deux lignes."), (HEADING, "Un titre"), (ITEM, "un élément qui continue"),
        (ITEM, "un autre"),
        (QUOTE, "Une citation > longue."), (HEADING, 'Un [titre]{.literal because="x"}'), (PARAGRAPH, "Le texte."),
        (APART, '{{ chart("a") }}'), (APART, "| a | b |"), (DEFINED, "une note"), (ITEM, "premier"), (ITEM, "second"),
    ]  # fmt: skip
    holders = {BODY[block.start : block.end]: block.holder for block in blocks_in(BODY)}
    assert holders["Le texte."] != holders["premier"] == holders["un autre"]


@pytest.mark.parametrize(("text", "words"), [
    ("**318** *vélos* ~~neufs~~ [réparés](https://a.example){.small}", ("318 vélos neufs réparés",)),
    ("Un mot^[Une **note** [liée](#a).] et la suite", ("Un mot et la suite", "Une note liée.")),
    ("Voir[^n] ![Un *établi*](assets/a.svg){size=small}", ("Voir Un établi",)),
    (r"2 \* 3 &amp; `a*b` {.x}", ("2 * 3 & a*b {.x}",)),
    ("<https://a.example/b_c> 2_3", ("https://a.example/b_c 2_3",)),
])  # fmt: skip
def test_what_a_paragraph_prints(text: str, words: tuple[str, ...]):
    assert words_of(text) == words


@given(st.text(alphabet="ab *_[]()!^`\\é\n.\"'", max_size=40).filter(lambda text: "](" not in text and "[^" not in text))
def test_no_word_of_a_paragraph_is_lost(text: str):
    printed = "".join(words_of(text))
    assert sorted(filter(str.isalnum, text)) == sorted(filter(str.isalnum, printed))
