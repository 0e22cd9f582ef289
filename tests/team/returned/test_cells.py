"""Cells of tables that were corrected, filled or emptied: they come back to the CSV file, one cell of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import Outcome
from tests.team.returned.reviewer import Reviewer, W, text_of
from tests.team.returned.test_return import imported
from tests.team.returned.test_rows import row_of

PEOPLE, HOURS = "data/tables/people.csv", "data/tables/heures_par_atelier.csv"


def fill(reviewer: Reviewer, row: str, column: int, text: str) -> None:
    """Write in a cell that was empty."""
    cell = row_of(reviewer, row).findall(f"{W}tc")[column].find(f"{W}p")
    assert text_of(cell) == ""
    etree.SubElement(etree.SubElement(cell, f"{W}r"), f"{W}t").text = text


def change(reviewer: Reviewer, before: str, after: str) -> None:
    """Change the words of a cell of the table, which stands below the chart and its data."""
    last = [one for one in reviewer.root.iter(f"{W}p") if text_of(one).replace("\u00a0", " ") == before][-1]
    reviewer.replace(last, 0, len(before), after)


def empty(reviewer: Reviewer, row: str, column: int) -> None:
    """Take away what a cell says."""
    cell = row_of(reviewer, row).findall(f"{W}tc")[column]
    for run in [*cell.iter(f"{W}r")]:
        run.getparent().remove(run)


CHANGES: dict[str, tuple[Callable[[Reviewer], None], str, tuple[str, str]]] = {
    "a name": (lambda one: change(one, "Cuisine", "Cuisine du monde"), HOURS, (",Cuisine,", ",Cuisine du monde,")),
    "a role": (lambda one: one.change("Trésorier", "Trésorière"), PEOPLE, ("Trésorier", "Trésorière")),
    "a separator": (lambda one: change(one, "Bois", "Bois, fer"), HOURS, (",Bois,", ',"Bois, fer",')),
    "an empty phone": (lambda one: fill(one, "Paul", 2, "01 99 00 12 35"), PEOPLE, ("Trésorier,,", "Trésorier,01 99 00 12 35,")),
    "the next cell": (
        lambda one: fill(one, "Paul", 3, "paul@val.example"),
        PEOPLE,
        ("Trésorier,,", "Trésorier,,paul@val.example"),
    ),
    "a phone that changes": (lambda one: change(one, "01 99 00 12 34", "01 99 00 12 35"), PEOPLE, ("12 34", "12 35")),
    "an address that changes": (
        lambda one: change(one, "bureau@fabrique-du-val.example", "contact@val.example"),
        PEOPLE,
        ("bureau@fabrique-du-val", "contact@val"),
    ),
    "a phone that goes": (lambda one: empty(one, "Nadia", 2), PEOPLE, ("01 99 00 12 34", "")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_cell_comes_back(name: str, root: Path, reviewed: Callable[..., Path]):
    work, path, (before, after) = CHANGES[name]
    text = (root / path).read_text("utf-8")
    assert text.count(before) == 1
    imported(root, reviewed(work, False))
    assert (root / path).read_text("utf-8") == text.replace(before, after)


def test_a_name_that_is_needed_stays_and_the_rest_comes_back(
    root: Path, reviewed: Callable[..., Path], told: Callable[..., Outcome]
):
    def work(reviewer: Reviewer) -> None:
        empty(reviewer, "Nadia", 0)
        reviewer.change("Un dernier", "Un tout dernier")

    before = (root / PEOPLE).read_bytes()
    outcome = told(root, "import", str(reviewed(work, False)), "--oui")
    assert "cette cellule nomme sa ligne" in outcome.out
    assert (root / PEOPLE).read_bytes() == before
    assert "Un tout dernier" in (root / "content/relire.md").read_text("utf-8")
