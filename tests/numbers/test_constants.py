"""Numbers typed in formulas: what depends on no registered number, which constants need a source."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.numbers.constants import same_whatever, undocumented


@pytest.mark.parametrize(
    "formula",
    [
        "42", "6 * 7", "-3", "42|abs", "84 / 2", "1e3", "0", 'value("x") * 0 + 42', 'value("x") - value("x") + 42',
        'value("x") / value("x") * 42', '(value("a") + value("b")) - value("b") - value("a")', '0 * value("a.b.c", year=-1) + 1',
        'value("x") and 42', 'value("a") / value("b") * value("b") - value("a") + 42', "42 == 42", "3 > 2 > 1",
        'value("x") == value("x")', 'total("t.c") >= total("t.c")', 'value("a") + 1 > value("a")',
    ],
)  # fmt: skip
def test_what_gives_the_same_whatever_the_numbers(formula: str):
    assert same_whatever(formula)


@pytest.mark.parametrize(
    "formula",
    [
        'value("x")', 'value("a") + 42', '100 * value("a") / value("b")', 'value("a") - value("a", year=-1)', 'value("x")|abs',
        'value("a") * 0.0001 + 42', '1 - value("x")', 'value("x") >= 42', 'value("a") <= value("b")',
        'total("t.c") == value("x")',
        'value("a") > value("b") > value("c")', "42 +", "mystere(42)", "abs(42)", "1 / 0", "", 'value("a") / 1000000000',
    ],
)  # fmt: skip
def test_what_depends_on_a_number_or_cannot_be_calculated(formula: str):
    assert not same_whatever(formula)


@pytest.mark.parametrize(
    ("formula", "constants"),
    [
        ('value("a") + 42', ["42"]), ('value("a") * 12 * 35', ["35"]), ('value("a") * 1607', ["1607"]),
        ('value("a") * 0.42', ["0.42"]),
        ('6 * 7 + value("x")', ["42"]), ('value("x") / (1 + 0.2)', ["1.2"]), ('value("x") - 12', ["12"]),
        ('(value("a") + 42) / 2 + 42', ["42"]), ('-(value("a") - 17)', ["17"]), ('(50 * 26) * value("a")', ["1300"]),
        ('100 * value("a") / value("b")', []), ('value("a") / value("b") * 100 - 100', []), ('1 - value("x")', []),
        ('value("x") / 1000000', []), ('value("x") * 52', []), ('value("x") * 365 / 7', []), ('value("x") * 0.001', []),
        ('value("a", year=-42)', []), ('value("a.42.b")', []), ('value("x") / 24 / 60', []), ("42 +", []),
    ],
)  # fmt: skip
def test_constants_that_convert_nothing(formula: str, constants: list[str]):
    assert undocumented(formula) == [Decimal(constant) for constant in constants]
