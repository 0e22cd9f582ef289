"""Texts compared word by word: what went, what came, with a few words around."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.team.comparison.side import ComparedSection, Side
from rapport.team.comparison.words import section_changes, stretches

LONG = "Un texte assez long pour que l'on en coupe le début et la fin, avec bien plus de vingt mots de chaque côté du seul "
LONG += "mot qui change, puisque personne ne relit une page pour {} : il faut que le lecteur voie la différence d'un coup d'œil, "
LONG += "sans rien chercher, et qu'il puisse passer à la suite aussitôt après."


def shown(before: str, after: str) -> str:
    marks = {"gone": "[-{}-]", "come": "{{+{}+}}"}
    return "".join(marks.get(stretch.kind, "{}").format(stretch.text) for stretch in stretches(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Nous étions 12.", "Nous étions 13.", "Nous étions [-12-]{+13+}."),
        ("Le vélo roule", "Le vélo roule vite", "Le vélo roule{+ vite+}"),
        ("Le grand vélo roule", "Le vélo roule", "Le[- grand-] vélo roule"),
        ("47\u202f541 personnes", "47\u202f542 personnes", "[-47\u202f541-]{+47\u202f542+} personnes"),
        ("L’atelier", "L’école", "[-L’atelier-]{+L’école+}"),
        ("", "Neuf", "{+Neuf+}"),
        ("Vieux", "", "[-Vieux-]"),
        ("trois petits vélos bleus", "deux grands vélos bleus", "[-trois petits-]{+deux grands+} vélos bleus"),
    ],
)
def test_words_are_the_unit(before: str, after: str, expected: str):
    """A number changes as a whole, and words rewritten side by side read as one change."""
    assert shown(before, after) == expected


def test_what_didnt_change_is_cut_to_a_few_words():
    text = shown(LONG.format("un chat"), LONG.format("un chien"))
    assert "[-chat-]{+chien+}" in text
    assert text.startswith(" … ")
    assert text.endswith(" … ")
    assert len(text) < 150


@given(st.lists(st.sampled_from(["un", "deux", "trois", "quatre", ",", ";", "l’eau", "12\xa0%", "fin."])), st.data())
def test_nothing_is_lost(words: list[str], data: st.DataObject):
    """What is kept and what went make the old text, what is kept and what came the new one, cuts apart."""
    other = data.draw(st.permutations(words[: len(words) // 2])) + words[len(words) // 2 :]
    before, after = " ".join(words), " ".join(other)
    found = list(stretches(before, after))
    if any(stretch.kind == "cut" for stretch in found):
        return
    assert "".join(s.text for s in found if s.kind != "come") == before
    assert "".join(s.text for s in found if s.kind != "gone") == after


def side(**sections: tuple[str, ...]) -> Side:
    return Side("x", 2024, {}, {name: ComparedSection(name.title(), texts) for name, texts in sections.items()}, {})


def test_sections_come_and_go():
    changes = section_changes(side(a=("x",), b=("y",)), side(b=("y",), c=("z",)))
    assert [(change.kind, change.name) for change in changes] == [("added", "c"), ("removed", "a")]


def test_a_paragraph_rewritten_is_told_from_one_replaced():
    before = side(a=("Le vélo bleu de la gare est réparé.", "Rien à voir.", "La fin."))
    after = side(a=("Le vélo vert de la gare est réparé.", "Toute autre chose ici.", "La fin."))
    (change,) = section_changes(before, after)
    kinds = [[stretch.kind for stretch in paragraph] for paragraph in change.paragraphs]
    assert kinds == [["same", "gone", "come", "same"], ["come"], ["gone"]]


def test_a_paragraph_added_in_the_middle_stands_alone():
    (change,) = section_changes(side(a=("Un.", "Deux.")), side(a=("Un.", "Un et demi.", "Deux.")))
    assert [[stretch.text for stretch in paragraph] for paragraph in change.paragraphs] == [["Un et demi."]]
