"""TXT21: what waits to be written is told wherever it would be printed, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(("typed", "told"), [
    ("Le budget est de [À COMPLÉTER].", 1), ("Nous avons xxx vélos.", 1), ("TODO, puis TODO.", 2), ("Signé par XXX.", 1),
    ("::: callout\n### FIXME\nTexte.\n:::", 1),
    ("Voir [à compléter](https://exemple.fr).", 0), ("Voir https://exemple.fr/xxx/b.", 0), ("Voir xxx.exemple.fr.", 0),
    ("Le mot `TODO`.", 0), ("Le chapitre XXXII.", 0), ("Le plan-XXX-2 de la ville.", 0),
])  # fmt: skip
def test_in_a_text(petite: Path, run: Callable, typed: str, told: int):
    section = petite / "content/edito.md"
    section.write_text(f"{section.read_text('utf-8')}\n\n{typed}\n", "utf-8")
    assert sum("avertissement TXT21" in line for line in run(petite, "check").lines) == told


@pytest.mark.parametrize(("cell", "told"), [
    ("XXX", True), ("Trésorier [à compléter]", True), ("Lorem ipsum dolor sit amet, consectetur adipiscing elit", True),
    ("Trésorier", False), ("Voir xxx.exemple.fr", False),
])  # fmt: skip
def test_in_a_cell(petite: Path, run: Callable, cell: str, *, told: bool):
    people = petite / "data/tables/people.csv"
    people.write_text(people.read_text("utf-8").replace("Trésorier", f'"{cell}"'), "utf-8")
    assert any(line.startswith("data/tables/people.csv:3:24: avertissement TXT21") for line in run(petite, "check").lines) is told
