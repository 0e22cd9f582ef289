"""Markdown as it is read aloud: no mark, no address, no code left, and every word found where it was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rapport.ground.problems import Place
from rapport.numbers.calls import EvolutionCall, ValueCall
from rapport.rules.language.prose import paragraphs_of
from rapport.sources.texts import Text

TRIALS = settings(max_examples=300, deadline=None)


def printed(call: ValueCall | EvolutionCall) -> str:
    return {"a.b": "1\u202f240", "a.mots": "quatre", "a.long": "un nombre beaucoup trop long pour sa place"}[call.ref]


def read(markdown: str) -> list[str]:
    """Return the paragraphs of a section's body."""
    return [paragraph.prose for paragraph in paragraphs_of(Text(markdown, Place("s.md", 1, 1), body=True), printed)]


@pytest.mark.parametrize(
    ("markdown", "prose"),
    [
        ("Une ligne\net la suite.\n\nUne autre.", ["Une ligne et la suite.", "Une autre."]),
        ("## Un titre\nUn texte.", ["Un titre", "Un texte."]),
        ("- un\n- deux\n  lignes\n\n1. premier\n2. second", ["un", "deux lignes", "premier", "second"]),
        ("> Une parole\n> sur deux lignes", ["Une parole sur deux lignes"]),
        ("> Près de\n>la moitié\n>   des clubs", ["Près de la moitié des clubs"]),
        ("> Une parole\n>\n> et une autre\n> \n> fin", ["Une parole", "et une autre", "fin"]),
        ("> ## Un titre\n> Un texte\n> long", ["Un titre", "Un texte long"]),
        ("> - un\n>   deux\n> - trois\n> 1. quatre", ["un deux", "trois", "quatre"]),
        ("> Une parole\n>> rapportée\n>> d'un autre\n> puis", ["Une parole", "rapportée d'un autre puis"]),
        ("Un texte\n> une parole\n> longue\nencore\n\n> autre", ["Un texte", "une parole longue encore", "autre"]),
        ("::: callout\n> une parole\n> longue\n:::", ["une parole longue"]),
        ("Un **mot gras**, un *mot* penché, l'**État**, __fort__.", ["Un mot gras, un mot penché, l'État, fort."]),
        ("un_nom_composé reste", ["un_nom_composé reste"]),
        ("[notre site](https://x.fr/a_b) et [ici](#la)", ["notre site et ici"]),
        ("![Un établi](assets/x.svg){width=3cm}", ["Un établi"]),
        ("Tapez `python build.py` puis validez.", ["Tapez X puis validez."]),
        ("Avant\n\n```\ncode\n```\n\naprès <!-- mot --> fin", ["Avant", "après", "fin"]),
        ("Écrivez à nom@site.fr, ou sur https://site.fr/x.", ["Écrivez à X, ou sur X"]),
        ("Voyez cooraceformationconseil.org ou www.site.fr", ["Voyez X ou X"]),
        ('{{ value("a.b") }} heures', ["1 240 heures"]),
        ('{{ value("a.mots", words=true) }} heures', ["quatre heures"]),
        ('{{ value("a.long") }} heures', ["12 heures"]),
        ('Avant\n\n{{ chart("x") }}\n\nAprès', ["Avant", "Après"]),
        ("Un [26]{.literal because=\"c'est un nom\"} ici", ["Un 26 ici"]),
        ('::: {.summary who="Anne DUBOIS" role="Présidente"}\nElle dit.\n:::', ["Anne DUBOIS", "Présidente", "Elle dit."]),
        ("::: callout\nTexte\n:::", ["Texte"]),
        ("| Type | Nombre |\n|:-----|----:|\n| AI   | 12 |\n", ["Type", "Nombre", "AI", "12"]),
        ("Un texte[^1].\n\n[^1]: La note.", ["Un texte.", "La note."]),
        ("Un mot^[Une note.]", ["Un mot", "Une note."]),
        ("Une étoile \\* et un crochet \\[", ["Une étoile * et un crochet ["]),
        ("1&nbsp;000 &amp; plus, R&D", ["1 000 & plus, R&D"]),
        ("le 2^e^ jour", ["le 2e jour"]),
        ("terme\n: sa définition", ["terme", "sa définition"]),
        ("Un\u00a0: deux\u202f!", ["Un : deux !"]),
        ("---", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_read(markdown: str, prose: list[str]):
    assert read(markdown) == prose


PIECES = [
    "mot", "État", " ", " ", "\n", "\n\n", "**", "*", "_", "`", "l'", "[", "](https://x.fr)", "]", "{.c}", "## ", "- ", "1. ",
    "> ", '{{ value("a.b") }}', '{{ chart("c") }}', "{{", "\\", "&amp;", "|", "::: callout\n", ":::\n", "^", "~~", "<!-- x -->",
    "a@b.fr", "https://x.fr", "\u00a0", "[^1]", "```\n", "![",
]  # fmt: skip


@TRIALS
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example('*l\'***État**{.c} {{ value("a.b") }}')
def test_every_word_leads_back_to_where_it_was_typed(markdown: str):
    """Whatever stands around a word, its place is the one of its first letter in the file."""
    text = Text(markdown, Place("s.md", 1, 1), body=True)
    lines = markdown.split("\n")
    for paragraph in paragraphs_of(text, printed):
        assert paragraph.prose == " ".join(paragraph.prose.split())
        assert not {"\ue000", "\ue001", "\n"} & set(paragraph.prose)
        for word in ("mot", "État"):
            start = paragraph.prose.find(word)
            if start >= 0:
                place = paragraph.place(start)
                assert lines[place.line - 1][place.column - 1 :].startswith(word[0])


def test_a_plain_text_is_read_as_it_is():
    (paragraph,) = paragraphs_of(Text("Un titre simple", Place("data/charts.yml", 3, 5)), printed)
    assert (paragraph.prose, paragraph.place(3)) == ("Un titre simple", Place("data/charts.yml", 3, 5))
