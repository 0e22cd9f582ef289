"""Ties, broken series and zeros: what is told of them says why, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.verdicts import ClaimError, Outcome
from rapport.numbers.register import Register
from rapport.sources.reading import load

HOURS = {"rank": "heures_par_atelier.hours"}  # velo 620, bois and couture 380, cuisine 240


@pytest.mark.parametrize(
    ("words", "attributes", "means", "instead"),
    [
        ("deuxième", {"key": "bois"}, "deuxième, sans ex æquo", "deuxième ex æquo"),
        ("la deuxième", {"key": "couture"}, "deuxième, sans ex æquo", "la deuxième ex æquo"),
        ("troisième", {"key": "bois"}, "troisième, sans ex æquo", "deuxième ex æquo"),
        ("devant", {"key": "bois", "before": "couture"}, "devant « Heures, Couture »", "à égalité avec"),
        ("derrière", {"key": "couture", "before": "bois"}, "derrière « Heures, Bois »", "à égalité avec"),
        ("devance", {"key": "couture", "before": "bois"}, "devant « Heures, Bois »", "à égalité avec"),
    ],
)
def test_a_tie_is_told_for_one(words: str, attributes: dict[str, str], means: str, instead: str, register: Register):
    verdict = judge({**HOURS, **attributes}, words, register)
    assert verdict.outcome is Outcome.FALSE
    assert (verdict.means, verdict.instead) == (means, instead)


@pytest.mark.parametrize("words", ["à égalité avec", "ex æquo avec"])
def test_words_proposed_for_a_tie_are_true(words: str, register: Register):
    assert judge({**HOURS, "key": "bois", "before": "couture"}, words, register).outcome is Outcome.TRUE


SERIES = "  unit: vélos\n  decimals: exact\n  source: Registre\n  label: Essai\n"


@pytest.fixture
def broken(years: Path) -> Register:
    """Return the register of series that are broken last year, two years ago, and long ago."""
    values = {year: 80 + 10 * (year - 2020) for year in range(2020, 2025)}
    text = "".join(
        f"rompue.en_{year}:\n{SERIES}  values: {values}\n  break: {{{year}: les familles comptent par personne}}\n"
        for year in (2022, 2023, 2024)
    )
    (years / "data/indicators/rompues.yml").write_text(text, "utf-8")
    return Register(load(years)[0])


@pytest.mark.parametrize(("words", "year"), [("un record", 2023), ("jamais autant", 2024), ("à son plus bas niveau", 2023)])
def test_a_record_is_not_told_across_a_break(words: str, year: int, broken: Register):
    with pytest.raises(ClaimError) as caught:
        judge({"evolution": f"rompue.en_{year}"}, words, broken)
    assert f"a changé de définition en {year}" in caught.value.message
    assert caught.value.hint == f"Retirez le mot jusqu'en {year + 2}."


def test_a_record_is_told_of_what_follows_a_break(broken: Register):
    assert judge({"evolution": "rompue.en_2022"}, "un record", broken).outcome is Outcome.TRUE


@pytest.mark.parametrize(
    ("words", "attributes", "told"),
    [
        ("la moitié", {"of": "velos.rendus", "in": "formateurs.partis"}, "une part"),
        ("deux fois plus", {"of": "velos.rendus", "than": "formateurs.partis"}, "un multiple"),
        ("le double", {"of": "velos.rendus", "than": "formateurs.partis"}, "un multiple"),
    ],
)
def test_zero_has_no_part_and_no_multiple(words: str, attributes: dict[str, str], told: str, register: Register):
    with pytest.raises(ClaimError, match=f"vaut zéro : rien n'en est {told}"):
        judge(attributes, words, register)
