"""« n.d. »: a number that nobody knows is printed so, and nothing is calculated from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.ground.languages import ENGLISH, FRENCH
from rapport.numbers.chart_rows import unknown_rows
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.gaps import gap_of
from rapport.numbers.in_time import ranking
from rapport.numbers.number import UnknownNumber
from rapport.numbers.register import Register
from rapport.numbers.spoken import spoken
from rapport.sources.reading import load
from rapport.sources.scalars import UNKNOWN
from tests.team.editions.conftest import spoil


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/indicators/ateliers.yml", "{2024: 1240}", "{2023: 1100, 2024: n.d.}"),
        ("data/indicators/ateliers.yml", "{2024: 1240}", "{2023: n.d., 2024: 1240}"),
        ("data/tables/heures_par_atelier.csv", "Vélo,620", "Vélo,n.d."),
        ("data/indicators/ateliers.yml", "{2024: 1240}", "{2023: 1100, 2024: }"),
    ],
)
def test_what_is_printed_in_place_of_a_number(file: str, old: str, new: str, petite: Path):
    spoil(petite, file, old, new)
    register = Register(load(petite)[0])
    wanted = {
        "{2023: 1100, 2024: n.d.}": ["n.d.", "n.d.", "n.d."],
        "{2023: n.d., 2024: 1240}": ["", "", "n.d."],
        "Vélo,n.d.": ["", "n.d.", "XX"],
        "{2023: 1100, 2024: }": ["XX", "XX", "XX"],
    }[new]
    assert [gap_of(register, ref) for ref in ("heures.total", "heures.part_velo", "heures.total@-1..0")] == wanted


def test_a_number_that_nobody_knows_has_no_value(petite: Path):
    spoil(petite, "data/indicators/ateliers.yml", "{2024: 318}", "{2024: n.d.}")
    register = Register(load(petite)[0])
    assert "velos.repares" not in register.known
    assert "velos.repares" not in register.awaited
    with pytest.raises(UnknownNumber, match=r"n.est pas disponible pour 2024"):
        register.number("velos.repares")


ROWS, NUMBERS = "data/tables/heures_par_atelier.csv", "data/indicators/ateliers.yml"
COUNT = "{2024: n.d.}\n  count_of: {table: people, where: {group: bureau}}"


def test_no_total_is_made_of_the_other_parts(petite: Path):
    """Nor a rank among the other rows, nor a total that is declared or checked."""
    spoil(petite, ROWS, "Bois,380", "Bois,n.d.")
    register = Register(load(petite)[0])
    assert register.total("heures_par_atelier.velo.hours").value == 620
    for asked in ("heures_par_atelier.hours", "heures_par_atelier.bois.hours"):
        with pytest.raises(ExpressionError, match=r"bois\.hours » n.est pas disponible") as caught:
            register.total(asked)
        assert caught.value.unknown
    assert gap_of(register, ranking("heures_par_atelier.hours", 1)) == "n.d."


def test_a_column_with_one_is_held_to_no_total(petite: Path, run: Callable):
    spoil(petite, ROWS, "Bois,380", "Bois,n.d.")
    told = run(petite, "check")
    assert told.code == 0, told.out
    assert "TAB01" not in told.out
    assert "IND02" not in told.out


@pytest.mark.parametrize(("file", "old", "new", "printed"), [
    (NUMBERS, "{2024: 318}", "{2024: n.d.}", "velos.repares"),
    (NUMBERS, "{2024: 318}", COUNT, "velos.repares"),
    (ROWS, "Vélo,620", "Vélo,n.d.", "heures_par_atelier.velo.hours"),
    (ROWS, "Vélo,620", "Vélo,n.d.", "heures.part_velo"),
])  # fmt: skip
def test_it_stands_where_a_number_does(file: str, old: str, new: str, printed: str, petite: Path, run: Callable):
    """At the head of a key number, and « n.d. » of a calculated one in the published data stops nothing."""
    spoil(petite, file, old, new)
    spoil(
        petite, "data/charts.yml", '[Une heure sur deux]{.claim of="heures_par_atelier.velo.hours" in="heures.total"} se', "On se"
    )
    with (petite / "content/edito.md").open("a", encoding="utf-8") as file_of_text:
        file_of_text.write(f'\n::: key-numbers\n- {{{{ value("{printed}") }}}} à la Fabrique\n:::\n')
    (petite / "report.yml").write_text((petite / "report.yml").read_text("utf-8") + "severities: {IND07: info}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html")
    assert outcome.code == 0, outcome.out + outcome.err
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert re.search(
        r'<span class="number"><span class="unknown">n\.d\.</span></span>\s*<span\s+class="label">à la Fabrique', page
    )


@pytest.mark.parametrize(("drawn", "said"), [
    ("table: heures_par_atelier\n  category: name\n  value: hours", "Vélo"),
    ("table: heures_par_atelier\n  category: name\n  group: workshop\n  value: hours", "velo, Vélo"),
    ("indicators: [velos.repares, heures.total]", "Vélos réparés"),
])  # fmt: skip
def test_a_chart_says_what_it_does_not_draw(drawn: str, said: str, petite: Path, run: Callable):
    spoil(petite, ROWS, "Vélo,620", "Vélo,n.d.")
    spoil(petite, NUMBERS, "{2024: 318}", "{2024: n.d.}")
    text = (petite / "data/charts.yml").read_text("utf-8")
    text = text.replace("table: heures_par_atelier\n  category: name\n  value: hours", drawn).replace("  highlight: Vélo\n", "")
    text = re.sub(r"title: .*", "title: Les heures", text).replace(
        "kind: bars", "kind: multiples" if "group" in drawn else "kind: bars"
    )
    (petite / "data/charts.yml").write_text(text, "utf-8")
    report, _ = load(petite)
    chart = report.charts["heures"]
    assert unknown_rows(chart, Register(report)) == f"n.d. (non disponible)\u00a0: {said}."
    assert unknown_rows(chart, spoken(Register(report), ENGLISH)).startswith("n/a (not available): ")
    outcome = run(petite, "build", "--to", "html")
    assert outcome.code == 0, outcome.out + outcome.err
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert page.count(f"n.d. (non disponible)\u00a0: {said}.") >= 2  # under the drawing, and in its alternative text


def test_the_sign_is_the_one_that_authors_type():
    assert FRENCH.phrases["unknown"] == UNKNOWN
