"""Words that no line holds: cut where they stand, never out of the page nor over what is beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.manuscript.charts.lettering import wrapped
from rapport.manuscript.typography import typeset_markdown
from tests.flow.test_constructs_are_built import printed

FORM = f"https://docs.example/forms/d/e/{'FAIpQLSdTbVxZqkWmJYpLrnQeHsGtUv' * 2}/viewform"
CAMPAIGN = "https://val.example/?utm_source=lettre_interne&utm_medium=courriel&utm_campaign=assemblee_generale_du_val"
MAIL = f"{'secretariat.des.ateliers.' * 3}du.val@fabrique-du-val.example"


@pytest.mark.parametrize("body", [
    f"::: cards\n### Un\n<{FORM}>\n\n### Deux\n[{CAMPAIGN}]({CAMPAIGN})\n\n### Trois\n{MAIL}\n:::",
    f"| A | B | C | D |\n|---|---|---|---|\n| Les ateliers | Des jouets | {CAMPAIGN} | non |\n| a | b | {'x' * 90} | {MAIL} |",
    f"Un mot^[{FORM}{'c' * 120}].\n\n- {FORM}{'b' * 150}\n\n::: columns\n{CAMPAIGN}\n\n{FORM}\n:::\n\n::: small\n{CAMPAIGN}\n:::",
])  # fmt: skip
def test_an_endless_address_stays_in_its_place(petite: Path, run: Callable, body: str):
    assert printed(petite, run, body)


@pytest.mark.parametrize("name", ["B" + "o" * 120, CAMPAIGN, "Antiinflammatoirement" * 4])
def test_an_endless_label_stays_in_its_drawing(petite: Path, run: Callable, name: str):
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_text(path.read_text("utf-8").replace(",Bois,", f",{name},"), "utf-8")
    assert printed(petite, run, '{{ table("heures_par_atelier") }}')


@pytest.mark.parametrize(("who", "role"), [("Guy BEY", "Élue"), ("Peggy JAY", "Élu du Jura"), ("Thi Ly", "Présidente")])
def test_a_name_with_long_feet_meets_no_role(petite: Path, run: Callable, who: str, role: str):
    body = f'::: {{.interview who="{who}" role="{role}"}}\n### Pourquoi ?\n\nParce que cela nous va.\n:::'
    assert printed(petite, run, body)


def test_a_label_is_cut_in_an_endless_word_alone():
    assert wrapped("a" * 70, 200, 14) == ["a" * 30, "a" * 30, "a" * 10]
    assert wrapped("anticonstitutionnellement", 20, 14) == ["anticonstitutionnellement"]
    assert "".join(wrapped("Un " + "b" * 61 + " mot", 150, 14)).replace(" ", "") == "Un" + "b" * 61 + "mot"


@pytest.mark.parametrize(("typed", "said"), [
    ("\u00a0".join(["mot"] * 12), " ".join(["mot"] * 12)), ("un\u00a0deux", "un\u00a0deux"),
    ("le 14\u00a0juillet 2024 à 16\u00a0h\u00a0", "le 14\u00a0juillet 2024 à 16\u00a0h\u00a0"),
    ("Un -- deux --- trois", "Un –\u00a0deux\u00a0– trois"), ("un --- le nôtre --- avance", "un –\u00a0le nôtre\u00a0– avance"),
    ("un -- et la suite", "un\u00a0– et la suite"), ("La 2^e^: oui", "La 2^e^\u00a0: oui"), ("1^re^? oui", "1^re^\u202f? oui"),
    ("a--b et --option", "a--b et --option"),
])  # fmt: skip
def test_what_is_pasted_or_typed_for_a_typewriter(typed: str, said: str):
    assert re.sub(r"[ ]+", " ", typeset_markdown(typed)) == said
    assert typeset_markdown(typeset_markdown(typed)) == typeset_markdown(typed)
