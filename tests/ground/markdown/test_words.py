"""The words of a one-line Markdown text, for places that bear no marks; and back, a text whose signs are printed."""

from __future__ import annotations

import pytest

from rapport.ground.markdown.plain import plain
from rapport.ground.markdown.words import unmarked


@pytest.mark.parametrize(("typed", "words"), [
    ("Heures **grasses** et *penchées*", "Heures grasses et penchées"),
    ("***tout***, __gras__ et _penché_", "tout, gras et penché"),
    ("[Un lien](https://a.fr/b_(c)) ici", "Un lien ici"), ("<https://a.fr>", "https://a.fr"),
    ("Total^[Au 31 [décembre](u).]", "Total"),
    ("Total[^1]", "Total"), ('[dits]{.literal because="x"}', "dits"), ("`c*d*` et ~~barré~~", "c*d* et barré"),
    ("CO~2~ et m^2^", "CO2 et m2"), ("~~H~2~O~~ et **x^n^**", "H2O et xn"),
    ('Prix R&amp;D, {{ value("a.b") }} *vélos*', 'Prix R&D, {{ value("a.b") }} vélos'),
    ("\\*non\\* et \\[non\\]", "*non* et [non]"),
])  # fmt: skip
def test_marks_go_and_words_stay(typed: str, words: str):
    assert unmarked(typed) == words


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2",
        "a_b_c",
        "Femmes*",
        "[1] et [2]",
        "a ~ b ~ c",
        "L'an 2024 (été)",
        "R&D < 5",
        "x^2",
        "de ~5 à ~10",
        "2^3 et 2^4",
    ],
)
def test_signs_that_mark_nothing_stay(text: str):
    assert unmarked(text) == text


@pytest.mark.parametrize("text", ["5 * 3", "*a*", "[b](c)", "d_e_f", "`g`", "h~i~"])
def test_what_is_made_plain_has_its_signs_back(text: str):
    assert unmarked(plain(text)) == text
