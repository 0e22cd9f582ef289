"""What is left to do, by the person in charge: values, texts, sections, questions, photographs, with dates."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from markupsafe import escape

from rapport.sources.reading import load
from rapport.team.calendar import as_calendar
from rapport.team.left_to_do import CARRIED, PICTURE, QUESTION, SECTION, TEXT, VALUE, LeftToDo, left_to_do
from rapport.team.status import as_csv, as_markdown, as_page, as_text

TODAY = date(2025, 3, 1)


def changed(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    """Change pieces of an author file, which must be there."""
    text = (root / name).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (root / name).write_text(text, "utf-8")


@pytest.fixture
def unfinished(petite: Path) -> Path:
    """Return an edition where one thing of each kind is left, for three people and nobody."""
    changed(petite, "report.yml", ("year: 2024", "year: 2024\ndue: 2025-03-31\npublished: à renseigner"))
    changed(
        petite,
        "data/indicators/ateliers.yml",
        ("values: {2024: 1240}", "values: {2023: 1100, 2024: }\n  owner: N. Berthier\n  due: 15/02/2025"),
        ("values: {2024: 318}", "values: {2024: 318}\n  status: to_confirm\n  question: Combien de vélos ?\n  owner: P. Marec"),
    )
    changed(petite, "content/edito.md", ("title:", "status: to_review\nowner: n. berthier\ntitle:"))
    changed(
        petite, "content/ateliers.md", ("assets/etabli.svg", "assets/photos/atelier.jpg"), ("title:", "owner: P. Marec\ntitle:")
    )
    changed(petite, "data/charts.yml", ("kind: bars", "kind: bars\n  status: to_review"))
    return petite


def left(root: Path, owner: str = "") -> LeftToDo:
    return left_to_do(load(root)[0], owner)


def test_everything_is_told_to_the_person_in_charge(unfinished: Path):
    tasks = [(task.owner, task.kind, task.what.partition(" (")[0], task.due) for task in left(unfinished).tasks]
    assert tasks == [
        ("N. Berthier", VALUE, "Heures de bénévolat", date(2025, 2, 15)),
        ("n. berthier", SECTION, "Le mot de la présidente", date(2025, 3, 31)),
        ("P. Marec", QUESTION, "Combien de vélos ?", date(2025, 3, 31)),
        ("P. Marec", PICTURE, "assets/photos/atelier.jpg", date(2025, 3, 31)),
        ("", TEXT, "date de publication du rapport", date(2025, 3, 31)),
        ("", CARRIED, "Graphique « Une heure sur deux se passe à l'atelier vélo »", date(2025, 3, 31)),
    ]


def test_places_are_those_where_the_answer_is_written(unfinished: Path):
    places = {task.kind: f"{task.place.path}:{task.place.line}" for task in left(unfinished).tasks}
    assert places[VALUE] == "data/indicators/ateliers.yml:5"
    assert places[SECTION] == "content/edito.md:2"
    assert places[PICTURE] == "content/ateliers.md:19"


def test_a_person_is_found_however_the_name_is_typed(unfinished: Path):
    assert [task.kind for task in left(unfinished, "N. BERTHIER").tasks] == [VALUE, SECTION]
    assert left(unfinished, "personne").tasks == ()


def test_a_finished_edition_has_nothing_left(petite: Path):
    done = left(petite)
    assert done.tasks == ()
    assert "100\u00a0%" in as_text(done, TODAY)
    assert "Rien ne manque." in as_text(done, TODAY)


def test_progress_is_that_of_the_person_asked_about(unfinished: Path):
    """Of one indicator and one section, both are left; of one indicator and one picture too."""
    assert [(left(unfinished, name).done, left(unfinished, name).total) for name in ("N. Berthier", "P. Marec")] == [
        (0, 2),
        (1, 3),
    ]


def test_progress_never_says_that_all_is_done_too_early(unfinished: Path):
    found = left(unfinished)
    assert found.done == found.total - 6
    for tasks in range(1, 400):
        shown = as_text(LeftToDo(found.report, found.tasks[:1], tasks), TODAY)
        assert "100\u00a0%" not in shown
        assert "░" in shown


def test_text_groups_by_person_and_says_what_is_late(unfinished: Path):
    text = as_text(left(unfinished), TODAY)
    assert "Date limite\u00a0: 31\u00a0mars 2025 (dans 30\u00a0jours)" in text
    assert "avant le 15\u00a0février 2025\u00a0: dépassée" in text
    assert text.index("N. Berthier") < text.index("P. Marec") < text.index("Sans responsable")
    assert text.count("N. Berthier") + text.count("n. berthier") == 1


def test_markdown_has_boxes_to_tick(unfinished: Path):
    text = as_markdown(left(unfinished), TODAY)
    assert "## P. Marec" in text
    assert "- [ ] Combien de vélos\u202f? – `data/indicators/ateliers.yml:" in text


def test_csv_opens_in_a_french_spreadsheet(unfinished: Path):
    """A title that begins like a formula stays a text."""
    changed(unfinished, "content/edito.md", ("title: Le", "title: =Le"))
    text = as_csv(left(unfinished), TODAY)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 6
    assert rows[0]["Échéance"] == "15/02/2025"
    assert rows[1]["À faire"].startswith("'=Le mot")


def test_the_command_writes_a_file_or_the_screen(unfinished: Path, tmp_path: Path, run):
    assert run(unfinished, "status", "--owner", "P. Marec").out.count("\n    ") == 2 * 2
    target = tmp_path / "reste.csv"
    assert run(unfinished, "status", "--format", "csv", "--to", str(target)).code == 0
    assert target.read_bytes().startswith("\ufeffResponsable;".encode())
    outcome = run(unfinished, "status", "--to", str(tmp_path / "absent" / "reste.md"))
    assert outcome.code == 1
    assert "ne peut pas être écrit" in outcome.err


def test_nobody_of_that_name_is_told(unfinished: Path, run):
    outcome = run(unfinished, "status", "--owner", "M. Personne")
    assert outcome.code == 1
    assert "Responsables : N. Berthier, P. Marec." in outcome.err


@pytest.mark.parametrize("due", ["demain", "2025-02-30", "31/13/2025", "31 mars"])
def test_a_date_that_is_none_is_told(due: str, petite: Path, run):
    changed(petite, "report.yml", ("year: 2024", f"year: 2024\ndue: {due}"))
    outcome = run(petite, "status")
    assert outcome.code == 1
    assert "attendu : une date" in outcome.out


@pytest.mark.parametrize("typed", ["n.d.", '"N.D."', "nc"])
def test_what_nobody_knows_is_told_and_not_asked(typed: str, petite: Path):
    changed(petite, "data/indicators/ateliers.yml", ("values: {2024: 318}", f"values: {{2024: {typed}}}"))
    changed(petite, "data/tables/heures_par_atelier.csv", ("Bois,380", "Bois,n.d."))
    assert left(petite).tasks == ()
    told = as_text(left(petite), TODAY)
    assert "imprimés «\u202fn.d.\u202f» (2)" in told.replace("\u00a0", "\u202f")
    assert "velos.repares, heures_par_atelier.bois.hours" in told


def test_the_dates_go_to_a_calendar(unfinished: Path):
    """One event a person and a date, with what is due; sent again, the same events."""
    first, second = (Calendar.from_ical(as_calendar(left(unfinished), day)) for day in (TODAY, date(2025, 3, 2)))
    found = {(str(event["summary"]), event["dtstart"].dt) for event in first.walk("VEVENT")}
    assert found == {
        ("Rapport 2024\u00a0: N. Berthier\u00a0: 1 chose à rendre", date(2025, 2, 15)),
        ("Rapport 2024\u00a0: N. Berthier\u00a0: 1 chose à rendre", date(2025, 3, 31)),
        ("Rapport 2024\u00a0: P. Marec\u00a0: 2 choses à rendre", date(2025, 3, 31)),
        ("Rapport 2024\u00a0: 2 choses à rendre", date(2025, 3, 31)),
    }
    assert [str(event["uid"]) for event in first.walk("VEVENT")] == [str(event["uid"]) for event in second.walk("VEVENT")]
    assert "Heures de bénévolat" in str(first.walk("VEVENT")[0]["description"])
    assert all(event.walk("VALARM") for event in first.walk("VEVENT"))


DUE = "due: 2025-02-15"


@pytest.mark.parametrize(("path", "before", "after"), [
    ("data/indicators/ateliers.yml", "source: Registre de l'atelier vélo, décembre 2024", f"source: À renseigner\n  {DUE}"),
    ("data/tables.yml", "source: Cahier des présences, décembre 2024", f"source: À renseigner\n  {DUE}"),
    ("content/edito.md", "kicker: Édito", f"kicker: À renseigner\n{DUE}"),
    ("content/edito.md", "title:", f"{DUE}\ntitle:"),  # nothing is to be filled there
])  # fmt: skip
def test_a_text_to_fill_is_due_when_its_entry_says(petite: Path, path: str, before: str, after: str):
    changed(petite, path, (before, after))
    events = Calendar.from_ical(as_calendar(left(petite), TODAY)).walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == ([date(2025, 2, 15)] if "renseigner" in after else [])


@pytest.mark.parametrize("owner", ["N. <b>Berthier</b>", "N. Berthier\\nATTACH:https://exemple.fr", "{{ 7 * 7 }}"])
def test_a_page_and_a_calendar_show_names_as_they_are(unfinished: Path, owner: str):
    """No markup, no line of a calendar, no call comes from a name."""
    changed(unfinished, "data/indicators/ateliers.yml", ("owner: N. Berthier", f"owner: {json.dumps(owner)}"))
    told = left(unfinished)
    page = as_page(told, TODAY)
    assert escape(owner) in page
    assert "<b>Berthier" not in page
    lines = as_calendar(told, TODAY).splitlines()
    assert not [line for line in lines if line.startswith("ATTACH")]


def test_a_page_to_send_says_all_that_is_left(unfinished: Path):
    page = as_page(left(unfinished), TODAY)
    for said in ("Combien de vélos", "content/edito.md", "N. Berthier", "P. Marec", "Sans responsable", "31 mars 2025"):
        assert said in page.replace("\u00a0", " ")
    assert "http" not in page.partition("<main>")[0].replace("http-equiv", "")


def test_an_edition_without_anything_left_still_has_its_page_and_calendar(petite: Path):
    told = left(petite)
    assert "Rien ne manque." in as_page(told, TODAY)
    assert [one.name for one in Calendar.from_ical(as_calendar(told, TODAY)).subcomponents] == ["VTIMEZONE"]  # RFC 5545, 3.6
