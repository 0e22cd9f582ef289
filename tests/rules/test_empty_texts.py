"""What says nothing, told where it stands: an empty block, a heading of marks alone, a name of letters that print nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

NOTHING = ("\u200b", "\u2060", "\u00ad", "\u180e", "\u200d\ufe0f", "\u034f \u200e")  # no width, joiners, directions


@pytest.mark.parametrize(
    "body",
    [
        *(f"## {name}" for name in ("[]{#vide}", "[**]{.small}", "[ ]{#a} [*]{#b}", *NOTHING)),
        "### []{#vide}",
        "::: callout\n### []{#vide}\n\nUn mot.\n:::",
    ],
)
def test_a_heading_that_says_nothing_is_told(petite: Path, run: Callable, body: str):
    """Typst alone refused it, or the page showed a line without a word."""
    (petite / "content/edito.md").write_text(f"---\ntitle: Édito\n---\n\nUn texte.\n\n{body}\n\nUn autre.\n", "utf-8")
    assert "erreur TXT09 L'intertitre est vide." in run(petite, "check").out


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.parametrize(
    ("path", "old", "place"),
    [
        ("content/edito.md", "title: Le mot de la présidente", "content/edito.md:2:1"),
        ("report.yml", "part: Les ateliers", "report.yml:11:5"),
        ("report.yml", "title: Mains habiles", "report.yml:2:1"),
        ("report.yml", "organisation: La Fabrique du Val", "report.yml:4:1"),
        ("data/tables.yml", "title: Heures de bénévolat par atelier", "data/tables.yml:2:3"),
        ("data/indicators/ateliers.yml", "label: Vélos réparés", "data/indicators/ateliers.yml:16:3"),
    ],
)
def test_a_name_that_says_nothing_is_told(petite: Path, run: Callable, path: str, old: str, place: str, nothing: str):
    """It was printed empty, or refused once the files were made."""
    text = (petite / path).read_text("utf-8")
    assert old in text
    (petite / path).write_text(text.replace(old, f'{old.partition(":")[0]}: "{nothing}"'), "utf-8")
    told = [line for line in run(petite, "check").lines if line.startswith(place)]
    assert [line for line in told if "erreur TXT07" in line], told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("::: callout\n:::", True),
        ("::: callout\n\u200b\n\n&nbsp;\n:::", True),
        ('::: {.summary who="Léa FORT" role="Élue"}\n:::', True),
        ("> ::: definition\n>\n> :::", True),
        ("::: small\n::: columns\n:::\n:::", True),
        ('::: {.photo brief="Un établi, de face"}\n:::', False),
        ("::: callout\n::: small\nUn mot.\n:::\n:::", False),
        ("::: callout\n```\nun code\n```\n:::", False),
        ('::: callout\n{{ value("velos.repares") }}\n:::', False),
    ],
)
def test_an_empty_block_is_told(petite: Path, run: Callable, body: str, told: bool):  # noqa: FBT001
    (petite / "content/edito.md").write_text(f"---\ntitle: Édito\n---\n\nUn texte.\n\n{body}\n\nUn autre.\n", "utf-8")
    outcome = run(petite, "check")
    assert ("avertissement TXT11 Le bloc" in outcome.out and "est vide" in outcome.out) is told, outcome.out
