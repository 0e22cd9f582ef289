"""The review notes in the workshop: listed, answered, settled, undone; another note is never settled in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import Crossed, NoSuchPlace
from rapport.sources.note import FILE
from tests.flow.atelier.test_site import Site, site  # noqa: F401 - a fixture

NOTES = """# Remarques
- file: content/edito.md
  first: 7
  about: habitants
  person: Nadia
  day: 2025-03-01
  text: Tous ?
- {file: data/indicators/ateliers.yml, first: 1, text: "À vérifier <b>vite</b>"}
"""
SETTLED = {1: ("  text: Tous ?\n", "  text: Tous ?\n  status: closed\n"), 2: ('</b>"}', '</b>", status: closed}')}


@pytest.fixture
def desk(petite: Path) -> Desk:
    """Return the desk of an edition with two notes."""
    (petite / FILE).write_text(NOTES, "utf-8")
    return Desk(petite)


def notes_in(desk: Desk) -> str:
    return (desk.root / FILE).read_text("utf-8")


def opened(desk: Desk, number: int) -> dict[str, str]:
    """Return what the form of a note says when it is opened."""
    return {field.name: field.value for field in desk.form(f"note:{number}").fields if field.kind != "shown"}


@pytest.mark.parametrize("number", SETTLED)
def test_a_note_saved_as_it_is_shown_is_settled(desk: Desk, number: int):
    was = opened(desk, number)
    assert desk.save(f"note:{number}", was, was) == f"Enregistré : Remarque n° {number}."
    assert notes_in(desk) == NOTES.replace(*SETTLED[number])
    desk.undo()
    assert notes_in(desk) == NOTES


def test_a_note_is_answered_and_stays_open(desk: Desk):
    was = opened(desk, 1)
    desk.save("note:1", {**was, "answer": "Non, la moitié.", "status": "open"}, was)
    assert notes_in(desk) == NOTES.replace("Tous ?\n", "Tous ?\n  answer: Non, la moitié.\n")
    was = opened(desk, 1)
    assert was["answer"] == "Non, la moitié."
    desk.save("note:1", {**was, "answer": "", "status": "open"}, was)
    assert notes_in(desk) == NOTES


def test_an_answer_of_somebody_else_is_shown(desk: Desk):
    was = opened(desk, 1)
    desk.save("note:1", {**was, "answer": "Oui.", "status": "open"}, was)
    with pytest.raises(Crossed) as crossed:
        desk.save("note:1", {**was, "answer": "Non."}, was)
    assert crossed.value.theirs == {"answer": "Oui."}


def test_the_number_of_another_note_settles_nothing(desk: Desk):
    was = opened(desk, 1)
    (desk.root / FILE).write_text("- {file: report.yml, text: Une autre}\n" + NOTES, "utf-8")
    before = notes_in(desk)
    with pytest.raises(NoSuchPlace):
        desk.save("note:1", was, was)
    assert notes_in(desk) == before


@pytest.mark.parametrize("name", ["0", "3", "-1", "x", "", "99999999999"])
def test_a_note_that_is_not_there_is_told(desk: Desk, name: str):
    with pytest.raises(NoSuchPlace):
        desk.form(f"note:{name}")


def test_notes_are_listed_and_lead_to_their_text(site: Site):  # noqa: F811
    (site.root / FILE).write_text(NOTES, "utf-8")
    page = site.read("/-/progress")[1]
    assert 'data-target="note:1"' in page
    assert "&lt;b&gt;vite" in page
    form = site.read("/-/form?target=note:1")[1]
    assert 'data-target="text:content/edito.md:7"' in form
    assert "Remarque de Nadia le 1" in form.replace("\u00a0", " ")
    site.write("/-/save", {"target": "note:1", "field:status": "closed", "was:status": "closed"})
    assert 'data-target="note:1"' not in site.read("/-/progress")[1]
    assert site.read("/-/form?target=note:9")[0] == 404
