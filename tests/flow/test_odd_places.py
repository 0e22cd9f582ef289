"""What `check` passes is built: constructs where nobody expects them, and names that are the report's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow.test_constructs_are_built import printed

PDF = "rapport-activite-2024.pdf"


@pytest.mark.parametrize(
    "inner",
    [
        "### Un titre\n\nUne phrase.\n\n- un point\n- un autre",
        "> Une citation.\n\n1. Un rang\n2. Un autre",
        "| a | b |\n|---|---|\n| c | d |",
        "Une phrase.\n\n::: callout\n### Encadré\nUn mot.\n\n- un point\n:::\n\nUne fin.",
        "Un terme\n:   Son sens.",
        '{{ chart("heures") }}',
        '{{ people("bureau") }}',
        "```\nun code\n```\n\n| un vers\n| un autre",
    ],
)
def test_a_statement_prints_whatever_it_holds(petite: Path, run: Callable, inner: str):
    """Sentences alone stand on its band: a list, a title or a drawing there were printed in its colour."""
    printed(petite, run, f"::: statement\n{inner}\n:::")  # PAG09 looks at the contrast of each


@pytest.mark.parametrize("text", ["Corse (*) et Mayotte (*), Guyane**.", "Les salarié*es et les bénévol*es.", "Corse*, Mayotte*"])
def test_stars_are_printed_where_they_are_signs(petite: Path, run: Callable, pdf_text: Callable[[Path], str], text: str):
    output, *_ = printed(petite, run, text)
    shown = re.sub(r"\s", "", pdf_text(output / PDF))
    page = re.sub(r"<[^>]+>|\s", "", (output / "index.html").read_text("utf-8"))
    assert re.sub(r"\s", "", text) in shown
    assert re.sub(r"\s", "", text) in page


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/ateliers.md", "## Dans le détail", "## Les chiffres de ce rapport"),
        ("content/ateliers.md", "title: L'année des ateliers", "title: Les chiffres de ce rapport"),
        ("report.yml", "part: Les ateliers", "part: Les chiffres de ce rapport"),
        ("content/edito.md", "## Le bureau", "## Annexe"),
    ],
)
def test_a_title_may_be_that_of_the_annex(petite: Path, run: Callable, path: str, old: str, new: str):
    """The annex of numbers is the last of that name: what a section of that title prints is looked for in it."""
    text = (petite / path).read_text("utf-8")
    assert old in text
    (petite / path).write_text(text.replace(old, new), "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out


@pytest.mark.parametrize("count", [31, 47, 112])
def test_a_table_has_many_rows(petite: Path, run: Callable, count: int):
    """The annex says how many it has, which no other place of the report prints."""
    rows = [
        f"2024,k{number},Atelier {'abcdefghij'[number % 10]}{'klmnopqrstuvw'[number // 10]},10" for number in range(count - 3)
    ]
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_text("\n".join([path.read_text("utf-8").rstrip(), *rows]) + "\n", "utf-8")
    total = f"{1240 + 10 * (count - 3)}"
    for name, old, new in (
        ("data/indicators/ateliers.yml", "1240", total),
        ("data/charts.yml", "[Une heure sur deux]", "[Une part]"),
    ):
        text = (petite / name).read_text("utf-8")
        (petite / name).write_text(text.replace(old, new), "utf-8")
    (petite / "data/charts.yml").write_text((petite / "data/charts.yml").read_text("utf-8").replace(
        '[Une part]{.claim of="heures_par_atelier.velo.hours" in="heures.total"}', "Une part"), "utf-8")  # fmt: skip
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out
