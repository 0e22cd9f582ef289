"""Who has the edition open is told to whoever opens it too, in a shared folder alone; an old note counts for nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.preview import presence
from rapport.flow.preview.presence import FOLDER, Presence
from rapport.ground.shared_folder import VARIABLE, share_of

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, "yes")
    share_of.cache_clear()
    yield
    share_of.cache_clear()


class Colleague:
    """Somebody at a computer, what the page shows them and what the terminal said."""

    def __init__(self, root: Path, name: str, monkeypatch: pytest.MonkeyPatch, computer: str = "accueil") -> None:
        monkeypatch.setattr(presence, "_user", lambda: name)
        monkeypatch.setattr(presence.platform, "node", lambda: computer)
        self.now, self.shown, self.said = NOON, (), []
        self.at = Presence(root, "Atelier", self.show, self.said.append, lambda: self.now)

    def show(self, others: tuple[str, ...]) -> None:
        self.shown = others


def note(root: Path, file: str = "deux", **other: Any) -> Path:
    told = {"name": "Marie", "computer": "bureau", "open": "Atelier", "since": NOON.isoformat(), "renewed": NOON.isoformat()}
    (root / FOLDER).mkdir(exist_ok=True)
    path = root / FOLDER / f"{file}.json"
    path.write_text(json.dumps({**told, **other}), "utf-8")
    return path


def test_two_people_are_told_of_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    marie, karim = (Colleague(tmp_path, name, monkeypatch) for name in ("Marie", "Karim"))
    marie.at.renew()
    karim.at.renew()
    marie.at.renew()
    assert len(marie.shown) == len(karim.shown) == 1
    assert karim.shown[0].startswith("Marie (ordinateur « accueil ») a l'atelier ouvert depuis ")
    assert karim.said == [*karim.shown]
    assert "Karim" in marie.shown[0]
    karim.at.renew()
    assert len(karim.said) == 1, "told once"
    marie.at.end()
    karim.at.renew()
    assert karim.shown == ()
    assert not [*(tmp_path / FOLDER).glob("*.new")]


def test_the_same_person_on_another_computer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    note(tmp_path, computer="bureau")
    here = Colleague(tmp_path, "Marie", monkeypatch, "portable")
    here.at.renew()
    assert "bureau" in here.shown[0]
    there = Colleague(tmp_path, "Marie", monkeypatch, "bureau")
    there.at.renew()
    assert ["portable" in one for one in there.shown] == [True]


@pytest.mark.parametrize("away", [timedelta(minutes=11), timedelta(days=3), timedelta(minutes=-30)])
def test_a_note_that_is_not_renewed_counts_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, away: timedelta):
    """Nor does one of a clock that is wrong by half an hour."""
    note(tmp_path, renewed=(NOON - away).isoformat())
    karim = Colleague(tmp_path, "Karim", monkeypatch)
    karim.at.renew()
    assert karim.shown == ()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"name": 3}', "\x00" * 100, '{"name": "M", "computer": "b", "open": "x", "since": "hier", "renewed": "?"}'],
)
def test_a_note_that_came_by_halves_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str):
    note(tmp_path).write_text(text, "utf-8")
    note(tmp_path, "trois", name="Ali\u001b[31m" + "i" * 500)
    note(tmp_path, "trois (1)", name="Ali\u001b[31m" + "i" * 500)
    karim = Colleague(tmp_path, "Karim", monkeypatch)
    karim.at.renew()
    assert len(karim.shown) == 1, "a conflict copy is nobody else"
    assert "\u001b" not in karim.shown[0]
    assert len(karim.shown[0]) < 300


def test_a_folder_that_goes_away_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    karim = Colleague(tmp_path / "absent", "Karim", monkeypatch)
    karim.at.renew()
    assert karim.shown == ()
    karim.at.end()


def test_a_folder_of_ones_own_holds_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "no")
    share_of.cache_clear()
    karim = Colleague(tmp_path, "Karim", monkeypatch)
    karim.at.begin()
    karim.at.end()
    assert not [*tmp_path.iterdir()]
