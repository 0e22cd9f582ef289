"""« n.d. »: a number that nobody knows is printed so, and nothing is calculated from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.numbers.gaps import gap_of
from rapport.numbers.number import UnknownNumber
from rapport.numbers.register import Register
from rapport.sources.reading import load
from tests.team.editions.conftest import spoil


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/indicators/ateliers.yml", "{2024: 1240}", "{2023: 1100, 2024: n.d.}"),
        ("data/indicators/ateliers.yml", "{2024: 1240}", "{2023: n.d., 2024: 1240}"),
        ("data/tables/heures_par_atelier.csv", "Vélo,620", "Vélo,n.d."),
        ("data/indicators/ateliers.yml", "{2024: 1240}", "{2023: 1100, 2024: }"),
    ],
)
def test_what_is_printed_in_place_of_a_number(file: str, old: str, new: str, petite: Path):
    spoil(petite, file, old, new)
    register = Register(load(petite)[0])
    wanted = {
        "{2023: 1100, 2024: n.d.}": ["n.d.", "n.d.", "n.d."],
        "{2023: n.d., 2024: 1240}": ["", "", "n.d."],
        "Vélo,n.d.": ["", "n.d.", "XX"],
        "{2023: 1100, 2024: }": ["XX", "XX", "XX"],
    }[new]
    assert [gap_of(register, ref) for ref in ("heures.total", "heures.part_velo", "heures.total@-1..0")] == wanted


def test_a_number_that_nobody_knows_has_no_value(petite: Path):
    spoil(petite, "data/indicators/ateliers.yml", "{2024: 318}", "{2024: n.d.}")
    register = Register(load(petite)[0])
    assert "velos.repares" not in register.known
    assert "velos.repares" not in register.awaited
    with pytest.raises(UnknownNumber, match=r"n.est pas disponible pour 2024"):
        register.number("velos.repares")
