"""An acronym of the lexicon is employed wherever a reader meets it: in a table, a chart, a label, not in texts alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rapport.cli.main import main

UNUSED = Path(__file__).parent / "cases/LEX04-unused-entry"


@pytest.mark.parametrize(("name", "old", "new"), [
    ("data/charts.yml", "subtitle: Heures de bénévolat", "subtitle: Heures de bénévolat à la SCIC"),
    ("data/tables.yml", "title: Les personnes", "title: Les personnes de la SCIC"),
    ("data/tables/people.csv", "Présidente", "Présidente de la SCIC"),
    ("data/indicators/ateliers.yml", "label: Heures de bénévolat", "label: Heures de bénévolat à la SCIC"),
    ("content/edito.md", "La Fabrique a ouvert", "La SCIC a ouvert"),
])  # fmt: skip
def test_an_acronym_is_employed(petite: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str):
    shutil.copytree(UNUSED, petite, dirs_exist_ok=True)
    path = petite / name
    before = path.read_text("utf-8")
    told = []
    for text in (before, before.replace(old, new)):
        path.write_text(text, "utf-8")
        main(["check"], petite)
        told.append("LEX04" in "".join(capsys.readouterr()))
    assert told == [True, False]
