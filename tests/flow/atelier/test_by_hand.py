"""Two times two hundred random edits through the workshop, beside the same edits made by hand: the files are equal to the byte.

The hand is plain cutting and pasting of strings, which knows nothing of our editors.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.desk import Desk
from rapport.sources.reading import load

INDICATORS, PEOPLE, HOURS = "data/indicators/ateliers.yml", "data/tables/people.csv", "data/tables/heures_par_atelier.csv"
EDITO, CHARTS, REPORT = "content/edito.md", "data/charts.yml", "report.yml"
WORDS = ("Val", "vélo", "bois", "été", "atelier", "bénévoles", "gare", "deux", "cuisine", "mai")


class Hand:
    """The files of the edition, changed as somebody would with an editor of texts; all its states, for undo and redo."""

    def __init__(self, root: Path) -> None:
        paths = [root / REPORT, *(root / "content").rglob("*.md"), *(root / "data").rglob("*.*")]
        self.files = {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in paths if path.is_file()}
        self.done: list[dict[str, str]] = []
        self.undone: list[dict[str, str]] = []

    def write(self, path: str, old: str, new: str) -> None:
        text = self.files[path]
        assert text.count(old) == 1, (path, old)
        changed = self.files | {path: text.replace(old, new)}
        if changed != self.files:
            self.done.append(self.files)
            self.undone.clear()
            self.files = changed

    def back(self, source: list[dict[str, str]], target: list[dict[str, str]]) -> None:
        target.append(self.files)
        self.files = source.pop()

    def lines(self, path: str) -> list[str]:
        return self.files[path].splitlines(keepends=True)


class Browser:
    """What a page sends: a form as it came, some of its fields changed."""

    def __init__(self, root: Path) -> None:
        self.answers = Answers(Desk(root))

    def send(self, path: str, **asked: str) -> None:
        answer = self.answers.write(path, asked)
        assert answer.status == 200, answer

    def save(self, target: str, **given: str) -> None:
        fields = {field.name: field.value for field in self.answers.desk.form(target).fields if field.kind != "shown"}
        was = {f"was:{name}": value for name, value in fields.items()}
        sent = {f"field:{name}": value for name, value in (fields | given).items()}
        self.send("/-/save", target=target, **was, **sent)


def some_words(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(1, 5))).capitalize()


def a_number(rng: random.Random, browser: Browser, hand: Hand) -> None:
    name = rng.choice(["heures.total", "velos.repares"])
    value = rng.choice([rng.randint(0, 9999), rng.randint(10, 999) / 10])
    found = re.search(rf"(?ms)^{re.escape(name)}:\n.*?(?:\n\n|\Z)", hand.files[INDICATORS])
    assert found
    browser.save(f"number:{name}", value=f"{value}".replace(".", ","))
    hand.write(INDICATORS, found[0], re.sub(r"values: \{2024: [0-9.]+\}", f"values: {{2024: {value}}}", found[0]))


def a_source(rng: random.Random, browser: Browser, hand: Hand) -> None:
    said = some_words(rng)
    found = re.search(r"(?ms)^velos\.repares:\n.*?(?:\n\n|\Z)", hand.files[INDICATORS])
    assert found
    browser.save("number:velos.repares", source=said)
    hand.write(INDICATORS, found[0], re.sub(r"source: .*", f"source: {said}", found[0]))


def a_cell(rng: random.Random, browser: Browser, hand: Hand) -> None:
    row, value = rng.choice(hand.lines(HOURS)[1:]), rng.randint(1, 999)
    browser.save(f"row:heures_par_atelier:1:{row.split(',')[1]}", hours=str(value))
    hand.write(HOURS, row, f"{row.rpartition(',')[0]},{value}\n")


def a_role(rng: random.Random, browser: Browser, hand: Hand) -> None:
    row = rng.choice(hand.lines(PEOPLE)[1:])
    cells = re.findall(r'"[^"]*"|[^,]+|(?<=,)(?=,)|(?<=,)\Z', row.rstrip("\n"))
    role = rng.choice(["", some_words(rng), f"{some_words(rng)}, adjoint"])
    browser.save(f"row:people:1:bureau.{cells[2]}", role=role)
    typed = f'"{role}"' if "," in role or '"' in cells[3] else role  # quotes that were typed stay
    hand.write(PEOPLE, row, f"{','.join([*cells[:3], typed, *cells[4:]])}\n")


def a_person(rng: random.Random, browser: Browser, hand: Hand) -> None:
    name = f"{rng.choice(['Zoé', 'Léo', 'Ana'])} {rng.randint(1000, 99999)}"
    if any(f",{name}," in row for row in hand.lines(PEOPLE)):
        return
    browser.save("row:people:1:+", group="bureau", name=name)
    hand.write(PEOPLE, hand.files[PEOPLE], f"{hand.files[PEOPLE]}2024,bureau,{name},,,\n")


def an_order(rng: random.Random, browser: Browser, hand: Hand) -> None:
    head, *rows = hand.lines(PEOPLE)
    at, act = rng.randrange(len(rows)), rng.choice(["up", "down", "remove"])
    if act == "remove" and len(rows) < 3:
        return
    moved = list(rows)
    if act == "remove":
        del moved[at]
    elif 0 <= (other := at + (1 if act == "down" else -1)) < len(rows):
        moved[at], moved[other] = moved[other], moved[at]
    browser.send("/-/arrange", target=f"row:people:1:bureau.{rows[at].split(',')[2]}", act=act)
    hand.write(PEOPLE, hand.files[PEOPLE], "".join([head, *moved]))


def a_text(rng: random.Random, browser: Browser, hand: Hand) -> None:
    line = 7
    old = hand.lines(EDITO)[line - 1].rstrip("\n")
    new = f'La Fabrique {rng.randint(10, 10**6)} : *{some_words(rng)}*, {{{{ value("velos.repares") }}}}.'
    browser.save(f"text:{EDITO}:{line}", text=new)
    hand.write(EDITO, f"\n{old}\n", f"\n{new}\n")


def a_title(rng: random.Random, browser: Browser, hand: Hand) -> None:
    old, new = hand.lines(EDITO)[1], rng.choice([some_words(rng), f"Le mot : {some_words(rng)}"])
    typed = f'title: "{new}"\n' if '"' in old or ": " in new else f"title: {new}\n"  # quotes that were typed stay
    browser.save("section:edito", title=new)
    hand.write(EDITO, old, typed)


def a_subtitle(rng: random.Random, browser: Browser, hand: Hand) -> None:
    old = next(line for line in hand.lines(CHARTS) if line.startswith("  subtitle:"))
    new = some_words(rng)
    browser.save("chart:heures", subtitle=new)
    hand.write(CHARTS, old, f"  subtitle: {new}\n")


def a_lead(rng: random.Random, browser: Browser, hand: Hand) -> None:
    old, new = next(line for line in hand.lines(REPORT) if line.startswith("    lead:")), some_words(rng)
    browser.save("part:partie-1", lead=new)
    hand.write(REPORT, old, f"    lead: {new}\n")


def a_step_back(rng: random.Random, browser: Browser, hand: Hand) -> None:
    if hand.done:
        browser.send("/-/undo")
        hand.back(hand.done, hand.undone)
        if rng.random() < 0.5:
            browser.send("/-/redo")
            hand.back(hand.undone, hand.done)


ACTS: tuple[Callable[[random.Random, Browser, Hand], None], ...] = (
    a_number, a_number, a_source, a_cell, a_role, a_person, an_order, a_text, a_text, a_title, a_subtitle, a_lead, a_step_back,
)  # fmt: skip


@pytest.mark.parametrize("seed", [20, 2026])
def test_two_hundred_edits_are_those_made_by_hand(petite: Path, seed: int):
    rng, browser, hand = random.Random(seed), Browser(petite), Hand(petite)
    before = dict(hand.files)
    for number in range(200):
        act = rng.choice(ACTS)
        act(rng, browser, hand)
        now = {path: (petite / path).read_bytes().decode() for path in hand.files}
        assert now == hand.files, (number, act.__name__)
        if number % 20 == 0:
            load(petite)
            browser = Browser(petite) if number % 40 == 0 else browser  # the workshop was closed, and opened again
    assert load(petite)[0].indicators
    assert now != before
    while hand.done:
        browser.send("/-/undo")
        hand.back(hand.done, hand.undone)
    assert {path: (petite / path).read_bytes().decode() for path in before} == before
