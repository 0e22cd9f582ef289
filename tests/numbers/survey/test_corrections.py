"""A correction between two versions: what they print of the same structures moves by what a hidden number may be worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rapport.numbers.survey.corrections import read_corrections, read_corrections_message
from rapport.numbers.survey.secrecy import Protection, protected
from rapport.sources.panel import Panel
from tests.numbers.survey.attacker import Attacker, OfTwoVersions
from tests.numbers.survey.panels import Row, drawn_rows, panel_of
from tests.numbers.survey.test_earlier import after, corrected_rows
from tests.numbers.survey.test_secrecy import BY_TYPE, LINKED, TOTALS, alike

TENFOLD, THOUSANDFOLD = (0.1, 10), (0.001, 1000)


def versions(rows: list[Row], corrected: list[Row], statistics: dict[str, Any]) -> tuple[Panel, Protection, list[str]]:
    """Return a corrected version, its cells, and the hidden numbers that an attacker finds from both versions."""
    panel = panel_of(rows, statistics, totals=TOTALS)
    first = protected(panel)
    now = after(panel_of(corrected, statistics, totals=TOTALS), first)
    second = protected(now)
    found = OfTwoVersions(Attacker(panel, first.cells), Attacker(now, second.cells)).found()
    return now, second, [ref.removeprefix("survey.e.") for ref, *_ in found]


@pytest.mark.parametrize(
    ("seed", "by"),
    [
        (9, TENFOLD),  # the total moved by most of it
        (6, TENFOLD),  # the first version hid how many structures the total stands on
        (17, TENFOLD),  # among three corrections
        (26, TENFOLD),  # what another correction moved is taken away
        (86, TENFOLD),  # the same, by a number that holds one of its two structures
        (45, TENFOLD),  # printed then, hidden now
        (79, TENFOLD),
        (30, TENFOLD),
        (6, THOUSANDFOLD),
        (11, THOUSANDFOLD),
        (19, THOUSANDFOLD),
    ],
)
def test_what_a_slip_corrected_gives_away_is_told(seed: int, by: tuple[float, float]):
    """Whoever knows what was corrected finds a hidden number: an amount typed in thousands, or with a zero too many."""
    rows = drawn_rows(seed, 28 + seed % 6, ["AI", "ACI", "EI", "ETTI"], ["Nord", "Sud", "Est"])
    panel, second, found = versions(rows, corrected_rows(rows, seed, 1 + seed % 3, by), LINKED)
    assert found
    assert read_corrections_message(panel, second)


def test_the_number_that_moved_and_the_one_it_gives_are_named():
    rows = [*alike("EI", 1, 4000), *alike("ETTI", 5), *alike("ACI", 30), *alike("AI", 40)]
    slip = [*alike("EI", 1, 400), *rows[1:]]
    panel, second, found = versions(slip, rows, BY_TYPE)
    assert "ca.EI" in found
    (told,) = read_corrections(panel, second)
    assert (told.hidden.ref, told.now.ref) == ("survey.e.ca.EI", "survey.e.total")
    assert read_corrections_message(panel, second).endswith(
        "si c'est une réponse de « survey.e.ca.EI », caché, qui a été corrigée, la différence le donne à peu près."
    )


def test_what_a_printed_number_explains_is_not_told():
    """Somebody else was corrected, by as much: the number that moved shows it, and the others together stayed."""
    rows = [*alike("EI", 1, 4000), *alike("ETTI", 5), *alike("ACI", 30), *alike("AI", 40)]
    panel, second, found = versions(rows, [*rows[:5], *alike("ETTI", 1, 4900), *rows[6:]], BY_TYPE)
    printed = {cell.ref.removeprefix("survey.e.") for cell in second.cells if cell.value is not None}
    assert "ca.ETTI" in printed
    assert "ca.EI" not in printed
    assert (found, [*read_corrections(panel, second)]) == ([], [])


def test_a_part_of_a_total_tells_it_too():
    """Women are hidden, people are printed: who corrected the women corrected the people."""
    statistics = {
        "women": {"compute": "sum", "of": "f", "by": "type"},
        "people": {"compute": "sum", "of": "p"},
    }
    rows: list[Row] = [(of, "Nord", {"f": 9 + at, "h": 9, "p": 18 + at}) for of in ("AI", "ACI", "ETTI") for at in range(9)]
    now: list[Row] = [*rows, ("EI", "Nord", {"f": 800, "h": 8, "p": 808})]
    panel, second, found = versions([*rows, ("EI", "Nord", {"f": 8, "h": 8, "p": 16})], now, statistics)
    assert "women.EI" in found
    assert [(told.hidden.ref, told.now.ref) for told in read_corrections(panel, second)][:1] == [
        ("survey.e.women.EI", "survey.e.people")
    ]


@pytest.mark.parametrize("by", [(0.9, 1.1), (1, 1), (0.5, 2)])
@pytest.mark.parametrize("seed", [0, 3])
def test_a_correction_that_gives_nothing_away_is_not_told(seed: int, by: tuple[float, float]):
    rows = drawn_rows(seed, 154, ["AI", "ACI", "EI", "ETTI"], ["Nord", "Sud", "Est"])
    panel, second, found = versions(rows, corrected_rows(rows, seed, 1, by), LINKED)
    assert [cell for cell in second.cells if cell.value is None]
    assert (found, read_corrections_message(panel, second)) == ([], "")


def test_a_first_version_is_told_nothing():
    panel = panel_of([*alike("EI", 2), *alike("ETTI", 5), *alike("AI", 40)], BY_TYPE)
    assert [*read_corrections(replace(panel, before=()), protected(panel))] == []
