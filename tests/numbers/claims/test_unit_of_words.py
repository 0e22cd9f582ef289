"""The unit that words say is that of what they are held to: « plus de dix mille euros » of 12 k€ is true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.since import Surroundings
from rapport.numbers.claims.verdicts import ClaimError, Outcome
from rapport.numbers.register import Register
from rapport.sources.reading import load

NUMBERS = {
    "aides": ("k€", "10.4"), "dons": ("€ HT", 11000), "achats": ("€", 11000), "gaz": ("MWh", 4),
    "objets": ("tonnes", "0.52"), "jardin": ("m²", 20400), "budget": ("€", 1350000),
    "trajet": ("km", "0.51"), "stages": ("heures", 31), "salaries": ("salariés", 12), "sorties": ("journées portes ouvertes", 12),
    "repas": ("repas", 10400), "flyers": ("milliers de tracts", 12), "tarif": ("€/h", 21), "part": ("%", 71),
}  # fmt: skip


@pytest.fixture
def register(petite: Path) -> Register:
    (petite / "data/indicators/unites.yml").write_text(
        "".join(
            f"u.{name}: {{label: Nombre {name}, unit: '{unit}', decimals: exact, values: {{2024: {value}}}, source: Registre}}\n"
            for name, (unit, value) in NUMBERS.items()
        ),
        "utf-8",
    )
    return Register(load(petite)[0])


@pytest.mark.parametrize(
    ("sentence", "name", "outcome"),
    [
        ("[plus de dix mille euros]", "aides", "true"),
        ("[plus de dix mille] euros d'aides", "aides", "true"),
        ("[plus de 10 k€]", "aides", "true"),
        ("[près de 1,4 M€]", "budget", "true"),
        ("[plus de 1,4] M€", "budget", "false"),
        ("[plus de 1 M€]", "budget", "false"),
        ("[au moins 1 M€]", "budget", "true"),
        ("[environ 0,5 tonne]", "objets", "true"),
        ("[près de 0,5] tonne", "objets", "false"),
        ("[un peu plus de 10 000 €]", "aides", "true"),
        ("[plus de douze] euros", "aides", "false"),
        ("[près de 12 M€]", "aides", "false"),
        ("[une dizaine de milliers] d'euros", "aides", "true"),
        ("[plus de dix mille euros]", "dons", "true"),
        ("[une dizaine de milliers d'euros]", "dons", "true"),
        ("[une quinzaine de milliers d'euros]", "dons", "false"),
        ("[une dizaine] d'euros", "aides", "false"),
        ("[près de 4 100 kWh]", "gaz", "true"),
        ("[plus de 3 700] kWh", "gaz", "true"),
        ("[plus de 500 kilos]", "objets", "true"),
        ("[plus de 500 tonnes]", "objets", "false"),
        ("[une demi-tonne]", "objets", "true"),
        ("[plus d'une tonne]", "objets", "false"),
        ("[plus de deux hectares]", "jardin", "true"),
        ("[une vingtaine de mètres carrés]", "jardin", "false"),
        ("[une trentaine] d'heures", "stages", "true"),
        # things are told by any noun, and a rate by what it is a rate of
        ("[une douzaine] de personnes", "salaries", "true"),
        ("[une dizaine de mètres]", "salaries", "false"),
        ("[une douzaine] de journées", "sorties", "true"),
        ("[une dizaine de milliers] de repas", "repas", "true"),
        ("[plus de 12 milliers de repas]", "repas", "false"),
        ("[plus de dix mille] repas", "repas", "true"),
        ("[une douzaine de milliers] de tracts", "flyers", "true"),
        ("[une douzaine]", "flyers", "true"),
        ("[plus de 20 euros] de l'heure", "tarif", "true"),
        ("[plus de 70 %]", "part", "true"),
        ("[une douzaine] de points d'accueil", "salaries", "true"),
    ],
)  # fmt: skip
def test_the_unit_that_is_said(sentence: str, name: str, outcome: str | None, register: Register):
    words, after = sentence.removeprefix("[").split("]")
    if outcome is None:
        with pytest.raises(ClaimError, match="n'est pas compris"):
            judge({"of": f"u.{name}"}, words, register, Surroundings("", after))
        return
    assert judge({"of": f"u.{name}"}, words, register, Surroundings("", after)).outcome is Outcome(outcome)


def test_what_is_said_in_another_unit_is_told_with_both(register: Register):
    verdict = judge({"of": "u.objets"}, "plus de 600 kilos", register)
    assert (verdict.outcome, verdict.found, verdict.instead) == (Outcome.FALSE, "0,52\u00a0tonnes", "plus de 500 kilos")


@pytest.mark.parametrize(
    ("words", "after", "found"),
    [
        ("plus de 15", " k€", "11\u202f000\u00a0€"),
        ("près de 0,02", " M€", "11\u202f000\u00a0€"),
        ("une quinzaine de milliers", " d'euros", "11\u202f000\u00a0€"),
    ],
)
def test_the_unit_of_the_number_is_told_once(words: str, after: str, found: str, register: Register):
    verdict = judge({"of": "u.achats"}, words, register, Surroundings("", after))
    assert (verdict.outcome, verdict.found) == (Outcome.FALSE, found)


@pytest.mark.parametrize(
    ("words", "name"), [("plus de dix kilomètres", "stages"), ("une trentaine d'euros", "stages"), ("plus de 12 heures", "aides")]
)
def test_another_measure_is_refused(words: str, name: str, register: Register):
    with pytest.raises(ClaimError, match=r"ne s'additionnent ni ne se comparent") as caught:
        judge({"of": f"u.{name}"}, words, register)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Le poids, [plus de 500 kilos]{}.", False),
        ("Le poids, [plus de 500 kg]{} de vélos.", False),
        ("Le poids, [plus de **500**]{} kilos de vélos.", False),
        ("| Le poids |\n| --- |\n| [plus de 500 kilos]{} |\n| moins |", False),
        ("> Le poids, [plus de\n> 500]{}\n> kilos.", False),
        ("Le poids, [plus de 500 tonnes]{}.", True),
        ("Le poids, [plus de 500]{} tonnes.", True),
        ("| Le poids |\n| --- |\n| [plus de 500 tonnes]{} |", True),
    ],
)
def test_the_unit_is_read_where_the_text_stands(words: str, *, wrong: bool, petite: Path, run: Callable):
    indicator = "u.objets:\n  label: Objets\n  unit: tonnes\n  decimals: exact\n  values: {2024: 0.52}\n  source: Registre\n"
    (petite / "data/indicators/unites.yml").write_text(indicator, "utf-8")
    path = petite / "content/edito.md"
    path.write_text(path.read_text("utf-8") + "\n" + words.replace("{}", '{.claim of="u.objets"}') + "\n", "utf-8")
    assert (" AFF01 " in run(petite, "check").out) is wrong
