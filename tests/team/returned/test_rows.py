"""Rows of tables that a reviewer added, removed or moved: rows of their CSV file where they are all text, else told."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rapport.cli.main import main
from tests.conftest import Outcome
from tests.team.returned.reviewer import Reviewer, W
from tests.team.returned.test_libreoffice import pytestmark as needs_libreoffice
from tests.team.returned.test_libreoffice import saved_by_libreoffice

Told = Callable[..., Outcome]
Work = Callable[[Reviewer], None]
HOURS, PEOPLE = "data/tables/heures_par_atelier.csv", "data/tables/people.csv"
ZOE = ("Zoé LAMY", "Secrétaire", "", "zoe@val.example")


def row_of(reviewer: Reviewer, words: str) -> Any:
    """Return the row of a table that holds words."""
    for row in reviewer.root.iter(f"{W}tr"):
        if words in "".join(text.text or "" for text in row.iter(f"{W}t")):
            return row
    raise AssertionError(words)


def add(reviewer: Reviewer, words: str, cells: Sequence[str] = (), *, above: bool = False) -> None:
    """Add a row beside another, its bookmarks left out, as word processors do."""
    row = row_of(reviewer, words)
    new = copy.deepcopy(row)
    for mark in [*new.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    for at, cell in enumerate(new.iter(f"{W}tc")):
        paragraph = cell.find(f"{W}p")
        for one in [*paragraph][1:]:
            paragraph.remove(one)
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = cells[at] if cells else "Neuf"
    (row.addprevious if above else row.addnext)(new)


def remove(reviewer: Reviewer, words: str) -> None:
    """Take a row away."""
    row = row_of(reviewer, words)
    row.getparent().remove(row)


def remove_followed(reviewer: Reviewer, words: str) -> None:
    """Take a row away while changes are followed."""
    properties = etree.Element(f"{W}trPr")
    etree.SubElement(properties, f"{W}del").set(f"{W}author", "Nadia")
    row_of(reviewer, words).insert(0, properties)


def swap(reviewer: Reviewer) -> None:
    """Take a row away and put another one there."""
    add(reviewer, "Paul", ZOE)
    remove(reviewer, "Paul")


def two(reviewer: Reviewer) -> None:
    """Add two rows, one below the other."""
    add(reviewer, "Nadia", ("Luc PRAT", "Assesseur", "", ""))
    add(reviewer, "Nadia", ZOE)


def beside_a_change(reviewer: Reviewer) -> None:
    """Change the last cell of a row, and take away the row below."""
    reviewer.change("bureau@", "contact@")
    remove(reviewer, "Paul")


NADIA = "2024,bureau,Nadia BERTHIER,Présidente,01 99 00 12 34,bureau@fabrique-du-val.example\n"
PAUL, NEW = "2024,bureau,Paul MAREC,Trésorier,,\n", "2024,bureau,Zoé LAMY,Secrétaire,,zoe@val.example\n"
LUC = "2024,bureau,Luc PRAT,Assesseur,,\n"
CHANGES: dict[str, tuple[Work, str]] = {
    "the last one goes": (lambda one: remove(one, "Paul"), NADIA),
    "the first one goes": (lambda one: remove(one, "Nadia"), PAUL),
    "one goes, followed": (lambda one: remove_followed(one, "Paul"), NADIA),
    "one comes last": (lambda one: add(one, "Paul", ZOE), NADIA + PAUL + NEW),
    "one comes between": (lambda one: add(one, "Nadia", ZOE), NADIA + NEW + PAUL),
    "one comes first": (lambda one: add(one, "Nadia", ZOE, above=True), NEW + NADIA + PAUL),
    "two come": (two, NADIA + NEW + LUC + PAUL),
    "one in the place of another": (swap, NADIA + NEW),
    "one is moved": (lambda one: row_of(one, "Paul").addnext(row_of(one, "Nadia")), PAUL + NADIA),
    "one goes beside a change": (beside_a_change, NADIA.replace("bureau@", "contact@")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_row_comes_back(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    work, expected = CHANGES[name]
    head = (root / PEOPLE).read_text("utf-8").partition("\n")[0]
    outcome = told(root, "import", str(reviewed(work, False)), "--oui")
    assert "non repris" not in outcome.out.casefold()
    assert (root / PEOPLE).read_text("utf-8") == f"{head}\n{expected}"


@needs_libreoffice
@pytest.mark.parametrize("name", ["the last one goes", "one comes between", "one in the place of another"])
def test_a_row_comes_back_through_libreoffice(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    work, expected = CHANGES[name]
    head = (root / PEOPLE).read_text("utf-8").partition("\n")[0]
    told(root, "import", str(saved_by_libreoffice(reviewed(work, False))), "--oui")
    assert (root / PEOPLE).read_text("utf-8") == f"{head}\n{expected}"


LEXICON = """
lexique:
  title: Lexique
  source: Cahier
  view: lexicon
  key: acronym
  columns:
    acronym: {label: Sigle}
    expansion: {label: Sens}
"""


def test_a_row_that_would_be_printed_still_is_told(root: Path, told: Told):
    """As an entry of a lexicon that is typed twice, and printed once."""
    path, tables, section = root / "data/tables/lexique.csv", root / "data/tables.yml", root / "content/relire.md"
    path.write_text("year,acronym,expansion\n2024,AG,Assemblée générale\n2024,CA,Conseil\n2024,CA,Conseil\n", "utf-8")
    tables.write_text(tables.read_text("utf-8") + LEXICON, "utf-8")
    section.write_text(section.read_text("utf-8") + '\n{{ table("lexique") }}\n', "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    reviewer = Reviewer(next((root / "output").glob("*/*.docx")).read_bytes(), tracked=False)
    remove(reviewer, "Conseil")
    returned = root.parent / "relecture.docx"
    returned.write_bytes(reviewer.saved())
    before = path.read_bytes()
    assert "n’imprimerait pas ce que dit le document" in told(root, "import", str(returned), "--oui").out
    assert path.read_bytes() == before


def again(reviewer: Reviewer) -> None:
    """Add a row that says what another one says."""
    add(reviewer, "Paul", ("Nadia BERTHIER", "Présidente", "", ""))


def twice(reviewer: Reviewer) -> None:
    """Add a row, and once more."""
    add(reviewer, "Paul", ZOE)
    add(reviewer, "Paul", ZOE)


def short(reviewer: Reviewer) -> None:
    """Add a row that lacks a cell."""
    add(reviewer, "Paul", ZOE)
    row = row_of(reviewer, "Zoé")
    row.remove(row.findall(f"{W}tc")[-1])


def one_more_column(reviewer: Reviewer) -> None:
    """Add a cell to each row of a table."""
    for row in row_of(reviewer, "Paul").getparent().findall(f"{W}tr"):
        cell = etree.SubElement(row, f"{W}tc")
        etree.SubElement(etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r"), f"{W}t").text = "Neuf"


def one_column_less(reviewer: Reviewer) -> None:
    """Take away a cell of each row of a table."""
    for row in row_of(reviewer, "Paul").getparent().findall(f"{W}tr"):
        row.remove(row.findall(f"{W}tc")[1])


def last_of(reviewer: Reviewer) -> Any:
    """Return a row of the table that stands below the chart and its data, all of whose rows have numbers."""
    return [row for row in reviewer.root.iter(f"{W}tr") if "Bois" in "".join(row.itertext())][-1]


def without_number(reviewer: Reviewer) -> None:
    """Take away a row that has a number."""
    last_of(reviewer).getparent().remove(last_of(reviewer))


def with_number(reviewer: Reviewer) -> None:
    """Add a row that has a number."""
    row = copy.deepcopy(last_of(reviewer))
    for mark in [*row.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    last_of(reviewer).addnext(row)


TOLD: dict[str, tuple[Work, str]] = {
    "a name twice": (again, "une ligne de tableau a été ajoutée, du même nom qu’une autre"),
    "a new name twice": (twice, "une ligne de tableau a été ajoutée, du même nom qu’une autre"),
    "a cell less": (short, "la ligne ajoutée n’a pas les cellules des autres"),
    "a column more": (one_more_column, "ont été ajoutés à une ligne de tableau"),
    "a column less": (one_column_less, "d’une ligne de tableau ont été retirés"),
    "a number goes": (without_number, "une ligne de tableau qui a des nombres a été retirée : retirez-la"),
    "a number comes": (with_number, "une ligne de tableau qui a des nombres a été ajoutée : ajoutez-la"),
    "a chart's row goes, followed": (lambda one: remove_followed(one, "Bois"), "a été retirée : retirez-la des données"),
    "a chart's row goes": (lambda one: remove(one, "Bois"), "a été retirée : retirez-la des données"),
    "a chart's row comes": (lambda one: add(one, "Bois"), "une ligne de tableau a été ajoutée : ajoutez-la"),
    "a head goes": (lambda one: remove(one, "Courriel"), "une ligne de tableau a été retirée : retirez-la"),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_row_is_told(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    work, said = TOLD[name]
    before = {path: (root / path).read_bytes() for path in (HOURS, PEOPLE)}
    outcome = told(root, "import", str(reviewed(work, False)), "--oui")
    assert said in outcome.out.replace("\u00a0", " ")
    assert "0 correction à reporter" in outcome.out
    assert before == {path: (root / path).read_bytes() for path in before}
