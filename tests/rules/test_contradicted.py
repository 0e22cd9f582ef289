"""What a false assertion says against itself: the comparison that fails, with its two numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.numbers.register import Register
from rapport.rules.assertions import contradicted
from rapport.sources.reading import load


@pytest.mark.parametrize(("asserted", "against"), [
    ('value("p.a") == value("p.b") == value("p.c")', "les deux nombres diffèrent, 2 et 3"),
    ('value("p.a") <= value("p.b") and value("p.b") > value("p.c")', "2 n'est pas plus grand que 3"),
    ('value("p.c") < value("p.a") < value("p.b")', "3 n'est pas plus petit que 2"),
    ('value("p.a") <= value("p.b") and (value("p.b") < 3 and value("p.c") != 3)', "les deux nombres sont les mêmes, 3"),
])  # fmt: skip
def test_the_first_comparison_that_fails_is_the_one_told(asserted: str, against: str, petite: Path):
    one = "\n{}:\n  label: {}\n  unit: vélos\n  decimals: exact\n  values: {{2024: {}}}\n  source: Registre\n"
    values = "".join(one.format(f"p.{name}", name, value) for name, value in (("a", 2), ("b", 2), ("c", 3)))
    with (petite / "data/indicators/ateliers.yml").open("a", encoding="utf-8") as file:
        file.write(values)
    (petite / "data/rules.yml").write_text(f"- id: une\n  assert: '{asserted}'\n  because: le texte le dit\n", "utf-8")
    report, _ = load(petite)
    assert contradicted(report.assertions[0], Register(report)) == f"Le texte le dit. Or {against}."
