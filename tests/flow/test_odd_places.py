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


LONG = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCD"
VELOS = '{{ value("velos.repares") }}'


@pytest.mark.parametrize(
    "text",
    [
        f"::: key-numbers\n- {VELOS} {LONG}\n" + f"- {VELOS} vélos\n" * 4 + ":::",
        "::: cards\n" + "".join(f"### {word}\nQuelques mots.\n\n" for word in (LONG.lower() * 2, "Bois", "Vélo", "Fer")) + ":::",
        f"::: steps\n1. **{LONG}** {LONG}\n2. Un\n3. Deux\n:::",
        f"::: dates\n- **{LONG}** {LONG}\n- **Hier** Rien\n- **Demain** Non\n:::",
    ],
)
def test_a_word_that_no_column_holds_is_cut(petite: Path, run: Callable, pdf_text: Callable[[Path], str], text: str):
    """Thirty capitals ran over the next column."""
    output, *_ = printed(petite, run, text)
    assert LONG.lower() in re.sub(r"\s|\u200b|\ufffe", "", pdf_text(output / PDF)).lower()


@pytest.mark.parametrize("key", ["title: Mains habiles", "organisation: La Fabrique du Val", "part: Les ateliers"])
def test_a_name_of_the_report_may_be_one_long_word(petite: Path, run: Callable, key: str):
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8").replace(key, f"{key.partition(':')[0]}: {LONG}"), "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out


@pytest.mark.parametrize("total", [10**15, 3 * 10**17])
def test_a_field_of_any_total_is_drawn(petite: Path, run: Callable, total: int):
    """A dot stands for as many units as it takes: over two thousand billions, there was no round number."""
    for name, old, new in (
        ("data/indicators/ateliers.yml", "{2024: 1240}", f"{{2024: {total}}}"),
        ("data/indicators/ateliers.yml", "  total_of: heures_par_atelier.hours\n", ""),
        ("data/tables.yml", "  totals:\n    - {column: hours, equals: heures.total}\n", ""),
    ):
        text = (petite / name).read_text("utf-8")
        assert old in text
        (petite / name).write_text(text.replace(old, new), "utf-8")
    chart = "heures:\n  kind: field\n  title: Les heures données\n  indicators: [heures.total]\n  width: page\n"
    (petite / "data/charts.yml").write_text(chart, "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out
