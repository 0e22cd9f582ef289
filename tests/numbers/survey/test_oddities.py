"""What is odd in answers, structure by structure; nothing is corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rapport.numbers.survey.oddities import oddities_in
from rapport.sources.panel import Panel
from tests.numbers.survey.panels import Row, panel_of

COUNT = {"n": {"compute": "count"}}
PEOPLE = {
    "columns": {
        "ca": {"label": "Chiffre d'affaires", "unit": "€"}, "f": {"label": "Femmes", "unit": "personnes"},
        "h": {"label": "Hommes", "unit": "personnes"}, "p": {"label": "Personnes", "unit": "personnes"},
        "a": {"label": "Part A", "unit": "%"}, "b": {"label": "Part B", "unit": "%"},
    },
    "totals": [{"parts": ["f", "h"], "equals": "p"}, {"parts": ["a", "b"], "equals": 100}],
}  # fmt: skip


def odd_in(*rows: Row, last: Panel | None = None, **spec: Any) -> list[str]:
    """Return what is odd: the structure's number, the column, why."""
    panel = panel_of(rows, COUNT, **(PEOPLE | spec))
    return [
        f"{one.member.id} {one.column} {one.why}".replace("\u202f", " ").replace("\u00a0", " ")
        for one in oddities_in(panel, last)
    ]


def said(**answers: Any) -> Row:
    return "AI", "Nord", {"ca": None, "f": None, "h": None, "p": None, "a": None, "b": None, **answers}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"f": 3, "h": 4, "p": 7}, []),
        ({"f": 3, "h": None, "p": 7}, []),
        ({"f": 3, "h": 4, "p": 70}, ["M000 p « Femmes » et « Hommes » font 7 ; « Personnes » dit 70"]),
        ({"a": 60, "b": 41}, []),  # two shares, each rounded
        ({"a": 60, "b": 60}, ["M000 a « Part A » et « Part B » font 120 ; il faudrait 100"]),
        ({"a": 140, "b": None}, ["M000 a au plus 100 % : c'est impossible"]),
        ({"f": -3}, ["M000 f au moins 0 personnes : c'est impossible"]),
    ],
)  # fmt: skip
def test_totals_and_bounds(answers: dict[str, Any], told: list[str]):
    assert odd_in(said(**answers)) == told


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (130, 100, []),
        (200, 100, ["M000 ca +100 % depuis l'an dernier (100)"]),
        (20, 100, ["M000 ca −80 % depuis l'an dernier (100)"]),
        (450, 450_000, ["M000 ca mille fois moins que l'an dernier (450 000)"]),
        (450_000, 440, ["M000 ca mille fois plus que l'an dernier (440)"]),
        (450, 0, []),
    ],
)
def test_jumps_from_last_year(now: int, then: int, told: list[str]):
    last = panel_of([said(ca=then)], COUNT, **PEOPLE)
    assert odd_in(said(ca=now), last=last) == told


def test_a_thousand_slip_among_its_like():
    rows = [said(ca=amount) for amount in (400_000, 500_000, 450, 620_000, 380_000, 510_000)]
    assert odd_in(*rows) == ["M002 ca mille fois moins que les autres (AI) : k€ ou € ?"]


def test_a_type_that_changed_since_last_year():
    last = panel_of([said(), ("EI", "Sud", said()[2])], COUNT, **PEOPLE)
    assert odd_in(said(), ("ACI", "Sud", said()[2]), last=last) == ["M001 type type « EI » l'an dernier, « ACI » cette année"]


def test_an_answer_that_the_register_denies():
    panel = panel_of([("AI", "Nord", {"type": "EI"}), ("EI", "Nord", {"type": "EI"})], COUNT)
    assert [(one.member.id, one.why) for one in oddities_in(panel, None)] == [("M000", "le registre dit « AI »")]


def test_a_structure_that_was_not_asked():
    panel = panel_of([said(), ("EI", "Nord", said()[2])], COUNT, **PEOPLE)
    asked = panel.spec.members.model_copy(update={"asked": {"type": ("AI",)}})
    panel = replace(panel, spec=panel.spec.model_copy(update={"members": asked}))
    found = [f"{one.member.id} {one.why}" for one in oddities_in(panel, None)]
    assert found == ["M001 cette structure n'était pas interrogée : ses réponses ne comptent pas"]
