"""What the workshop calls things by is as printed: a call is seen where its text is edited, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.completion import completions_of
from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.lists import contents_of, list_of
from tests.some import some

INDICATORS, TABLES, PEOPLE = "data/indicators/ateliers.yml", "data/tables.yml", "data/tables/people.csv"
HOURS = "data/tables/heures_par_atelier.csv"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def desk(petite: Path) -> Desk:
    edit(petite / INDICATORS, "label: Heures de bénévolat", "label: Heures de {{ year() }}")
    edit(petite / TABLES, "title: Les personnes", 'title: "{{ year() }} en équipe"')
    edit(petite / TABLES, "hours: {label: Heures,", 'hours: {label: "Heures {{ year() }}",')
    edit(petite / PEOPLE, "Paul MAREC,Trésorier", "Paul MAREC,\"Trésorier, {{ value('velos.repares') }} vélos\"")
    edit(petite / PEOPLE, "Nadia BERTHIER,", "Nadia {{ year() }},")
    return Desk(petite)


def test_no_button_of_the_contents_is_a_call(desk: Desk):
    groups = contents_of(desk.report())["groups"]
    labels = [link.label for _, links in groups for link in links]  # type: ignore[attr-defined]
    assert {"Heures de 2024 (heures.total)", "2024 en équipe"} <= {*labels}
    assert not [label for label in some(labels) if "{{" in label]


def test_a_list_shows_what_is_printed_in_its_cells_its_columns_and_its_buttons(desk: Desk):
    page = Answers(desk).read("/-/list", {"table": "people"}, None).body
    assert isinstance(page, str)
    assert "<td>Trésorier, 318 vélos</td>" in page
    assert 'aria-label="Modifier Nadia 2024"' in page
    assert (
        page.replace('data-target="row:people:1:bureau.Nadia {{ year() }}"', "").count("{{") == 3
    )  # it is moved and taken away by it
    assert ("hours", "Heures 2024") in list_of(desk.report(), "heures_par_atelier")["columns"]  # type: ignore[operator]


@pytest.mark.parametrize(("target", "title"), [
    ("number:heures.total", "Heures de 2024"),
    ("row:people:1:bureau.Nadia {{ year() }}", "2024 en équipe : Nadia 2024"),
    ("table:people", "Table « 2024 en équipe »"),
])  # fmt: skip
def test_a_form_is_called_by_printed_words_and_its_fields_say_what_the_file_says(desk: Desk, target: str, title: str):
    form = desk.form(target)
    assert form.title == title
    words = [field.label for field in form.fields] + [link.label for link in form.links]
    assert not [said for said in some(words) if "{{" in said]
    assert [field.value for field in form.fields if "{{ year() }}" in field.value]


def test_a_column_a_formula_s_parts_and_what_was_done_are_printed_words(desk: Desk):
    assert "Heures 2024 (heures)" in [field.label for field in desk.form("row:heures_par_atelier:1:velo").fields]
    assert "Heures de 2024" in [link.label for link in desk.form("number:heures.part_velo").links]
    assert desk.arrange("row:people:1:bureau.Nadia {{ year() }}", "down") == "Ligne descendue : Nadia 2024."
    assert desk.sort("heures_par_atelier", "hours") == "Lignes triées par « Heures 2024 »."


def test_proposals_of_the_editor_are_printed_words(desk: Desk):
    found = completions_of(desk.report())["value"]
    assert not [one["label"] for one in some(found) if "{{" in one["label"]]  # type: ignore[call-overload]
