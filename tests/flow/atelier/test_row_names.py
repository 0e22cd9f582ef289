"""A row is called by the words that tell it from the others, as they are printed; its order and its code are nobody's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.lists import list_of
from rapport.flow.atelier.row_names import row_names

SPEC = """
essai:
  title: Essai
  source: Nous, décembre 2024
  key: KEY
  view: timeline
  columns:
    order: {label: Ordre, hidden: true}
    when: {label: Quand}
    title: {label: Événement}
    text: {label: Récit}
    image: {label: Image, hidden: true}
    alt: {label: Texte, hidden: true}
    credit: {label: Crédit, hidden: true}
"""
HEAD = "year,order,when,title,text,image,alt,credit\n"


@pytest.mark.parametrize(("key", "rows", "names"), [
    ("order", ["1,Mai,Fête,Long", "2,Mai,Bal,Court"], ["Fête", "Bal"]),
    ("order", ["1,Mai,Fête,", "2,Juin,Fête,"], ["Mai", "Juin"]),
    ("order", ["1,Mai,Fête,", "2,Mai,Bal,", "3,Juin,Fête,"], ["Mai, Fête", "Mai, Bal", "Juin, Fête"]),
    ("order", ["1,12,Fête,", "2,13,Bal,"], ["Fête", "Bal"]),  # a column of numbers names nothing
    ("order", ["1,Mai,Fête,", "2,Mai,Fête,"], ["1", "2"]),  # no words tell them apart
    ("order", ["1,,Fête,", "2,Mai,,"], ["Fête", "Mai"]),
    ("order", [f"1,Mai,,{'Long ' * 40}", "2,Mai,,Court"], ["1", "2"]),  # a story is no name
    ("[when, title]", ["1,Mai,Fête,", "2,Mai,Fête,", "3,Mai,Bal,"], ["Fête", "Bal"]),  # homonyms
])  # fmt: skip
def test_a_row_is_called_by_what_tells_it_apart(petite: Path, key: str, rows: list[str], names: list[str]):
    with (petite / "data/tables.yml").open("a", encoding="utf-8") as file:
        file.write(SPEC.replace("KEY", key))
    (petite / "data/tables/essai.csv").write_text(HEAD + "".join(f"2024,{row},,,\n" for row in rows), "utf-8")
    found = row_names(Desk(petite).report().tables["essai"], 2024)
    assert sorted(found.values()) == sorted(names)


def test_the_list_the_form_and_what_was_done_call_it_so(petite: Path):
    desk, target = Desk(petite), "row:heures_par_atelier:1:bois"
    assert desk.form(target).title == "Heures de bénévolat par atelier : Bois"
    assert desk.arrange(target, "up") == "Ligne montée : Bois."
    assert desk.history.done[-1].said == "Ligne montée : Bois (Heures de bénévolat par atelier)"


@pytest.mark.parametrize(("cells", "shown"), [
    ("1,Mai,Fête,,,,", ["Quand", "Événement", "Ordre"]),  # what readers don't see comes last
    ("1,,Fête,Récit,photo.jpg,,", ["Événement", "Récit", "Ordre", "Image"]),
    ("1,,,,,,", ["Ordre"]),
])  # fmt: skip
def test_a_list_shows_the_columns_that_say_something(petite: Path, cells: str, shown: list[str]):
    with (petite / "data/tables.yml").open("a", encoding="utf-8") as file:
        file.write(SPEC.replace("KEY", "order"))
    (petite / "data/tables/essai.csv").write_text(f"{HEAD}2024,{cells}\n", "utf-8")
    assert [label for _, label in list_of(Desk(petite).report(), "essai")["columns"]] == shown  # type: ignore[attr-defined]


def test_a_column_of_numbers_to_be_filled_in_is_shown(petite: Path):
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_text("year,workshop,name,hours\n2024,velo,Vélo,\n", "utf-8")
    labels = list_of(Desk(petite).report(), "heures_par_atelier")["columns"]
    assert "Heures" in [label for _, label in labels]  # type: ignore[attr-defined]
