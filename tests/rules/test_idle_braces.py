"""Classes and settings between braces that change nothing where they stand are told, with what to write; the others are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

IDLE = {
    '::: {.callout title="Un titre"}\nUn mot.\n:::': ("5:15", "« title= »", "« ### Titre »"),
    "> ::: {.callout .rouge #nom}\n> Un mot.\n> :::": ("5:17", "« .rouge »", "{#nom}"),
    '::: {.summary qui="Léa" who="Léa"}\nUn mot.\n:::': ("5:15", "« qui= »", "::: {.summary who=… role=…}"),
    '::: {.steps credit="Léa"}\n1. un\n:::': ("5:13", "« credit= »", "::: {.photo credit=… brief=…}"),
    "Un [mot]{.inconnu} ici.": ("5:10", "« .inconnu »", "[mots]{#nom}"),
    "Un [mot]{.small} ici.": ("5:10", "« .small »", "[mots]{#nom}"),
    "- Un [mot]{#nom style='color:red'}": ("5:17", "« style= »", "**gras**"),
    'Un [mot]{class="a"} ici.': ("5:10", "« .a »", "[mots]{#nom}"),
    "[lien](https://fabrique-du-val.example){target=_blank}": ("5:41", "« target= »", "retirez-le"),
    "<https://fabrique-du-val.example>{.bouton}": ("5:35", "« .bouton »", "retirez ces accolades"),
    "![Un établi](assets/etabli.svg){width=50% .grand}": ("5:43", "« .grand »", "{width=50%"),
    "## Un titre {.grand #nom}": ("5:14", "« .grand »", "{.new-page}"),
    "## Un titre (suite){lang=fr}": ("5:21", "« lang= »", "français"),
    "| a | b |\n|---|---|\n| c | d |\n\n: Légende {#tableau .striped}": ("9:21", "« .striped »", "{#nom}"),
    "Un [mot]{rouge} ici.": ("5:10", "« rouge » n'est ni une classe", "« # »"),
    "::: {.callout titre}\nUn mot.\n:::": ("5:15", "« titre » n'est ni une classe", "« # »"),
    '::: {.summary who="Léa" présidente}\nUn mot.\n:::': ("5:25", "« présidente » n'est ni une classe", "« # »"),
}
AT_WORK = [
    "::: {.callout #nom}\nUn mot.\n:::",
    '::: {.summary who="Léa FORT" role="Une et deux"}\nUn mot.\n:::',
    '::: {.photo credit="Léa FORT" brief="Deux mots"}\n![Un établi](assets/etabli.svg){crop=3:2}\n:::',
    "::: {.callout .small}\nUn mot.\n:::",
    '[26]{.literal because="un vers"} [mot]{#nom} [mot]{.smallcaps} [mot]{.underline} [mot]{.mark}',
    "## Un titre (suite){#nom .new-page}",
    "Du `code`{.python}\n\n```python\n[mot]{.rouge}\n```",
    "Un [mot] {sic} et [3]{3}",
    "[mot]{.chart}",
    "Un titre {#nom}\n---",
]


@pytest.fixture
def idle(petite: Path, run: Callable) -> Callable[[str], list[tuple[str, str]]]:
    """Give `idle(body)`: line and column, sentence and advice of each TXT24 of a section."""

    def told(body: str) -> list[tuple[str, str]]:
        (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n", "utf-8")
        lines = run(petite, "check").out.split("\n")
        found = [(line, hint) for line, hint in pairwise(lines) if "TXT24" in line]
        return [(line.removeprefix("content/ateliers.md:"), hint) for line, hint in found]

    return told


@pytest.mark.parametrize("body", IDLE)
def test_what_does_nothing_is_told(idle: Callable, body: str):
    place, said, hint = IDLE[body]
    ((line, advice),) = idle(body)
    assert line.startswith(f"{place}: avertissement TXT24 {said}")
    assert hint in advice


@pytest.mark.parametrize("body", AT_WORK)
def test_what_does_something_or_is_told_elsewhere_is_left_alone(idle: Callable, body: str):
    assert idle(body) == []


@pytest.mark.parametrize(
    ("path", "typed", "braces", "told"),
    [
        ("content/edito.md", "kicker: Édito", "kicker: '[Édito]{.rouge}'", "TXT24 « .rouge »"),
        ("report.yml", "lead: Trois métiers, un seul toit.", "lead: 'Trois [métiers]{style=gras}'", "TXT24 « style= »"),
        ("data/charts.yml", "subtitle: Heures", "subtitle: '[Heures]{.small}'\n  note: Heures", "TXT24 « .small »"),
        ("data/tables.yml", "title: Heures", "note: '[site](https://fabrique-du-val.example){.b}'\n  title: H", "TXT24 « .b »"),
        ("data/tables/heures_par_atelier.csv", "Cuisine", "[Cuisine]{.rouge}", "TXT14 « [Cuisine]{.rouge} »"),
        ("data/tables/heures_par_atelier.csv", "Cuisine", "Cuisine {.rouge}", "TXT14 « {.rouge} »"),
        ("data/tables/people.csv", "Trésorier", "[Trésorier]{style=gras}", "TXT14 « [Trésorier]{style=gras} »"),
        ("report.yml", "title: Mains habiles", "title: '[Mains]{.rouge} habiles'", "TXT14 « [Mains]{.rouge} »"),
        ("data/tables/heures_par_atelier.csv", "Cuisine", "[26]{.literal because=vers} {2}", ""),
        ("content/edito.md", "kicker: Édito", "kicker: '[Édito]{.smallcaps} {mot}'", ""),
    ],
)
def test_it_is_told_wherever_one_writes(path: str, typed: str, braces: str, told: str, petite: Path, run: Callable):
    """A text of one line is read as a section is, a cell is printed as it is typed: in both, braces that do nothing are told."""
    text = (petite / path).read_text("utf-8")
    assert typed in text
    (petite / path).write_text(text.replace(typed, braces, 1), "utf-8")
    lines = [line for line in run(petite, "check").lines if re.match(rf"{path}:\d+.*TXT(?:14|24)", line)]
    assert [told in line for line in lines] == ([True] if told else [])
