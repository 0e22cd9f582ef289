"""Numbers that stand beside words in the PDF's text: calls of notes, markers of lists. Others are strays all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.ground.numerals import numerals_in

ITEMS = "\n".join(f"1. point {letter}" for letter in "abcdefghijklmnopq")
NOTES = f"""
En 2024^[Une note.],
et {{{{ value("velos.repares") }}}}^[2023 fut moins bon.] vélos, en **2022**[^a]. Le 12 mai 2021^[*2019* aussi.].
Un 2^e^ rang^[Soit {{{{ value("heures.total", unit=true) }}}}.], le 1^er^.

{ITEMS}

- a

    {ITEMS.replace(chr(10), chr(10) + "    ")}

::: steps
{ITEMS}
:::

[^a]: 2020 aussi.
"""


def more(root: Path, text: str) -> None:
    path = root / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\n{text}", "utf-8")


def test_notes_and_long_lists_are_no_strays(petite: Path, run: Callable):
    more(petite, NOTES)
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out


@pytest.mark.parametrize("stray", ["17 vélos", "16 point z", "17", "23181"])
def test_a_number_of_the_pdf_alone_is_still_a_stray(petite: Path, run: Callable, stray: str):
    more(petite, NOTES)
    library = petite / "templates/typst/pages.typ"
    library.write_text(library.read_text("utf-8").replace("text-width), edition.title)", f"text-width), [\\{stray}])"), "utf-8")
    digits = re.findall(r"\d+", stray)[0]
    outcome = run(petite, "build")
    assert f"OUT07 « {digits} » est page" in outcome.out


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Le total est de\n318. Merci.", ["318"]),
        ("Le total est de\n318) Merci.", ["318"]),
        ("Ils sont\n2. C'est tout.", ["2"]),
        ("1. un\nla suite\n2. deux\n15. trois", []),
        ("Nos axes :\n1. un\n2. deux", []),
        ("Un mot.\n\n3. trois\n4. quatre", []),
        ("::: steps\n3. trois\n:::", []),
        ("- un\n2. deux", []),
        ("> Il dit\n> 12. non", ["12"]),
    ],
)
def test_a_number_that_goes_on_with_a_sentence_opens_no_list(text: str, bound: list[str]):
    assert [numeral.written for numeral in numerals_in(text) if not numeral.in_words] == bound


@pytest.mark.parametrize(("name", "old", "new"), [
    ("content/ateliers.md", "title: L'année des ateliers", "title: 'Le n° 3 ^[Une note.]'"),
    ("content/ateliers.md", "## Dans le détail", "## Le n° 3 ^[Une note.]"),
    ("content/ateliers.md", "Pour venir", "Le n° 3 ^[Une note.], le n° 5\n^[Deux.], le n° 7 [^x].\n\n[^x]: Trois.\n\nPour venir"),
    ("content/ateliers.md", "Pour venir", "- Le n° 3 ^[Une note.]\n\n| A |\n|---|\n| n° 5 ^[Deux.] |\n\nPour venir"),
    ("report.yml", "part: Les ateliers", "part: 'Le n° 3 ^[Une note.]'"),
])  # fmt: skip
def test_a_space_before_a_note_joins_no_number_to_it(petite: Path, run, name: str, old: str, new: str):
    """Typst drops it: « n° 3 » and the note's own number were read as one, which no text says."""
    text = (petite / name).read_text("utf-8")
    assert old in text
    (petite / name).write_text(text.replace(old, new, 1), "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert (outcome.code, [line for line in outcome.lines if "OUT" in line]) == (0, [])
