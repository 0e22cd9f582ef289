"""Whether what was read is the number: units converted, the less precise of the two decides, nothing within reach of a slip."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.ground.problems import Place
from rapport.numbers.pieces.asked import Provable
from rapport.numbers.pieces.found import is_value_of
from rapport.numbers.pieces.standing import Standing
from rapport.numbers.quantity import Decimals


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "read", "digits", "written", "proved"),
    [
        ("316447560", 0, "€", "316.4", 1, "M€", True),
        ("316947560", 0, "€", "316.4", 1, "M€", False),
        ("316447560", 0, "€", "316447", 0, "k€", False),  # 316 448, rounded
        ("316447560", -3, "€", "316448", 0, "k€", True),
        ("58", 0, "%", "58", 0, "%", True),
        ("57", 0, "%", "58", 0, "%", False),  # their intervals touch
        ("58", 0, "%", "57.8", "exact", "%", True),
        ("58", 0, "%", "57.4", "exact", "%", False),
        ("0.7", "exact", "%", "1", 0, "%", False),
        ("543", "exact", "entreprises", "543", 0, "", True),
        ("543", "exact", "entreprises", "543", 0, "%", False),
        ("543", "exact", "entreprises", "534", 0, "", False),
        ("2", "exact", "ans", "24", 0, "mois", True),
        ("1.5", "exact", "millions d'euros", "1500", 0, "k€", True),
        ("13.5", 1, "tonnes", "13500", 0, "kg", True),
    ],
)  # fmt: skip
def test_a_reading_proves_a_number(
    value: str, decimals: Decimals, unit: str, read: str, digits: Decimals, written: str, *, proved: bool
):
    number = Provable("a.b", 1998, Decimal(value), unit, decimals, "", Place(""))
    assert is_value_of(number, Standing(Decimal(read), written, digits, "")) is proved
