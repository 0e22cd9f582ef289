"""What an event of a year tells isn't asked of the next: its number goes with it, unless something else names it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.sources.answers import empty_years, unknown_years
from rapport.sources.reading import load
from rapport.team.editions.passing import passing_numbers
from tests.team.editions.conftest import commit, spoil

NUMBER = """
fete.convives:
  label: Convives de la fête de quartier
  unit: convives
  decimals: exact
  values: {2024: 85}
  source: Journal de l'association, juin 2024
"""
TABLE = """
evenements:
  title: L'année au fil des mois
  source: Journal de l'association
  key: order
  columns:
    order: {label: Ordre, hidden: true}
    when: {label: Quand}
    title: {label: Événement}
    text: {label: Récit}
  view: timeline
"""
DOUBLE = '\nfete.double:\n  label: Deux fêtes\n  formula: 2 * value("fete.convives")\n  status: derived\n'
CARD = "\ncards:\n  - fete.convives\n"
ROWS = """year,order,when,title,text
2024,1,Juin,Fête de quartier,"La fête réunit {{ value('fete.convives') }} convives."
"""


def with_event(root: Path) -> None:
    """Give the small edition an event with a number of its own, shown by a section."""
    for name, more in (
        ("data/indicators/ateliers.yml", NUMBER),
        ("data/tables.yml", TABLE),
        ("content/edito.md", '\n{{ table("evenements") }}\n'),
    ):
        path = root / name
        path.write_text(path.read_text("utf-8").rstrip() + "\n" + more, "utf-8")
    (root / "data/tables/evenements.csv").write_text(ROWS, "utf-8")


@pytest.fixture
def eventful(published: Path) -> Path:
    """Return the small edition with an event, published again."""
    with_event(published)
    return published


def turned(root: Path, told: Callable) -> str:
    """Publish an edition, turn it to its next year, and return what is said."""
    assert main(["sign", "--all", "--by", "N. Berthier", "--on", "2025-01-15"], root) == 0
    commit(root)
    outcome = told(root, "build", "--release", "--quiet")
    assert outcome.code == 0, outcome.out
    outcome = told(root, "new", "2025")
    assert outcome.code == 0, outcome.out
    return outcome.out


def test_the_number_of_an_event_goes_with_it(eventful: Path, told: Callable):
    said = turned(eventful, told)
    assert "Nombres que seuls les événements passés donnaient" in said
    assert "  data/indicators/ateliers.yml : fete.convives\n" in said
    report, _ = load(eventful)
    number = report.indicators["fete.convives"]
    assert (empty_years(number), dict(number.values)) == (frozenset(), {2024: 85})
    assert number.source == "Journal de l'association, juin 2024"
    assert empty_years(report.indicators["velos.repares"]) == {2025}
    assert unknown_years(number) == {2025}
    assert "Convives de la fête" not in told(eventful, "status", "--format", "csv").out
    assert "fete.convives" not in told(eventful, "check").out


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("content/ateliers.md", "\nLa fête a réuni {{ value('fete.convives') }} convives.\n"),
        ("data/indicators/ateliers.yml", DOUBLE),
        ("report.yml", CARD),
    ],
)  # fmt: skip
def test_what_else_names_it_asks_for_it(name: str, more: str, eventful: Path, told: Callable):
    path = eventful / name
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + more, "utf-8")
    assert "que seuls les événements" not in turned(eventful, told)
    assert empty_years(load(eventful)[0].indicators["fete.convives"]) == {2025}


@pytest.mark.parametrize("more", ['value("fete.convives") >= 1', 'value("fete.convives") < value("velos.repares")'])
def test_an_assertion_on_it_prints_nothing(more: str, eventful: Path, told: Callable):
    path = eventful / "data/rules.yml"
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{before.rstrip()}\n\n- id: fete\n  assert: {more}\n  because: La fête a lieu.\n", "utf-8")
    assert "que seuls les événements" in turned(eventful, told)
    assert unknown_years(load(eventful)[0].indicators["fete.convives"]) == {2025}
    assert "fete" not in told(eventful, "check").out


@pytest.mark.parametrize(
    ("typed", "value", "asked"),
    [
        ("85 convives", 85, set()),
        ("Six convives", 6, set()),
        ("Six Convives de la fête", 6, set()),
        ("Six tables", 6, {2025}),
        ("Sept convives", 6, {2025}),
        ("Les convives", 6, {2025}),
    ],
)
def test_an_event_tells_its_number_in_words(typed: str, value: int, asked: set[int], eventful: Path, told: Callable):
    called = "\"La fête réunit {{ value('fete.convives') }} convives.\""
    spoil(eventful, "data/tables/evenements.csv", called, f'"{typed} à la fête."')
    spoil(eventful, "report.yml", "sections:\n", f"names_with_numbers: [{typed}]\nsections:\n")
    spoil(eventful, "data/indicators/ateliers.yml", "{2024: 85}", f"{{2024: {value}}}")
    turned(eventful, told)
    assert empty_years(load(eventful)[0].indicators["fete.convives"]) == asked


def test_the_section_that_shows_the_events_may_name_it(eventful: Path, told: Callable):
    """Its text is read again with them; « n.d. » is seen there until then."""
    path = eventful / "content/edito.md"
    path.write_text(path.read_text("utf-8") + "\nLa fête a réuni {{ value('fete.convives') }} convives.\n", "utf-8")
    assert "que seuls les événements" in turned(eventful, told)
    assert unknown_years(load(eventful)[0].indicators["fete.convives"]) == {2025}
    assert "erreur" not in told(eventful, "check").out.replace("0 erreur", "")


def test_a_question_on_it_goes_too(eventful: Path, told: Callable):
    more = "  status: to_confirm\n  question: Combien de convives ?\n  source: Journal de"
    spoil(eventful, "data/indicators/ateliers.yml", "  source: Journal de", more)
    assert main(["sign", "--all", "--by", "N. Berthier", "--because", "réponse attendue", "--on", "2025-01-15"], eventful) == 0
    turned(eventful, told)
    number = load(eventful)[0].indicators["fete.convives"]
    assert (number.question, number.status) == ("", "published")
    assert "convives" not in told(eventful, "questions").out


def test_an_event_of_the_new_year_may_give_it_again(eventful: Path, told: Callable):
    """Once the author has replaced the events, a value in the place of « n.d. » is enough."""
    turned(eventful, told)
    rows = eventful / "data/tables/evenements.csv"
    rows.write_text(rows.read_text("utf-8").replace("2024,1", "2025,1"), "utf-8")
    spoil(eventful, "data/indicators/ateliers.yml", "{2024: 85, 2025: n.d.}", "{2024: 85, 2025: 90}")
    assert "fete.convives" not in told(eventful, "check").out
    assert load(eventful)[0].indicators["fete.convives"].values[2025] == 90


@pytest.mark.parametrize(
    ("name", "more", "kept"),
    [
        ("data/rules.yml", '\n- id: fete\n  assert: value("fete.convives") >= 1\n  because: La fête a lieu.\n', True),
        ("content/ateliers.md", "\nLe calendrier se lit au mur.\n", True),
        ("content/ateliers.md", "\nLa fête a réuni {{ value('fete.convives') }} convives.\n", False),
    ],
)  # fmt: skip
def test_what_went_with_its_event_stays_away(name: str, more: str, *, kept: bool, eventful: Path, told: Callable):
    """A second year later its event is forgotten: only what prints it would ask for it."""
    turned(eventful, told)
    rows = eventful / "data/tables/evenements.csv"
    rows.write_text(ROWS.partition("2024")[0] + "2025,1,Mai,Portes ouvertes,L'atelier ouvre ses portes.\n", "utf-8")
    path = eventful / name
    path.write_text((path.read_text("utf-8").rstrip() if path.exists() else "") + "\n" + more, "utf-8")
    report, _ = load(eventful)
    assert unknown_years(report.indicators["fete.convives"]) == {2025}
    assert ("fete.convives" in passing_numbers(report)) is kept
