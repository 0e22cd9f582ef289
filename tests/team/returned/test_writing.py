"""Files with corrections in them."""

from __future__ import annotations

import pytest

from rapport.team.returned.typing import as_block, as_typed
from rapport.team.returned.writing import renumbered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2. b\n1. a\n3. c\n", "1. b\n2. a\n3. c\n"),
        ("1. a\n1. b\n\nTexte.\n\n4) c\n3) d\n", "1. a\n2. b\n\nTexte.\n\n3) c\n4) d\n"),
        ("- a\n- b\n\nEn 2024. Rien.\n", "- a\n- b\n\nEn 2024. Rien.\n"),
    ],
)
def test_numbered_lists_count(text: str, expected: str):
    assert renumbered(text) == expected
    assert renumbered(expected) == expected


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("2. b\n3. c\n", "1. a\n2. b\n3. c\n", "1. b\n2. c\n"),
        ("Texte.\n\n2. d\n", "1. a\n2. b\n\nTexte.\n\n1. c\n2. d\n", "Texte.\n\n1. d\n"),  # another list went whole
        ("2. b\n\nTexte.\n\n3. c\n4. d\n", "1. a\n2. b\n3. c\n4. d\n", "1. b\n\nTexte.\n\n3. c\n4. d\n"),  # parted in two
        ("4. b\n5. c\n", "3. a\n4. b\n5. c\n", "3. b\n4. c\n"),
    ],
)
def test_a_list_whose_first_item_went_begins_as_it_did(text: str, before: str, expected: str):
    assert renumbered(text, before) == expected


TYPED = {
    "«\u00a0l’été\u00a0»\u202f!": "« l'été » !",
    "a*b* et _c_ mais d_e_f": r"a\*b\* et \_c\_ mais d_e_f",
    "[sic] et [x](y)": r"[sic] et \[x](y)",
    "10\u202f000\u00a0€ & co &amp;": r"10 000 € & co \&amp;",
    "un\u00adsoir\u200b": "unsoir",
}


@pytest.mark.parametrize("text", TYPED)
def test_words_as_an_author_types_them(text: str):
    assert as_typed(text) == TYPED[text]


BLOCKS = {
    "- non": r"\- non",
    "1. non": r"1\. non",
    "# non": r"\# non",
    "2024 oui": "2024 oui",
    "(a) non": r"\(a) non",
    "-oui": "-oui",
}


@pytest.mark.parametrize("text", BLOCKS)
def test_a_paragraph_stays_one(text: str):
    assert as_block(text) == BLOCKS[text]
