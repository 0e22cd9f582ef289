"""From one year to another: what is printed of an evolution is what the two values prove, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.flow.options import Options
from rapport.flow.pipeline import check
from rapport.ground import french
from rapport.numbers.calls import EvolutionCall, NumberCall, Placed, ValueCall, calls_of, printed_text
from rapport.numbers.evolution import Evolution, Moment, change_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.quantity import Decimals, Quantity
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.reading import load

SPACES = str.maketrans({french.NBSP: " ", french.NNBSP: " "})


def change(before: str, after: str, decimals: Decimals = 0, unit: str = "", *, difference: bool = False) -> Evolution:
    first, last = (
        Moment(year, Quantity.of(Decimal(value), decimals, unit), decimals) for year, value in ((2019, before), (2020, after))
    )
    return change_of("a.b", first, last, unit, difference=difference)


def shown(found: Evolution) -> str:
    if found.stable:
        return "stable"
    return f"{french.format_number(found.quantity.value, found.decimals, sign=True)} {found.unit}".translate(SPACES)


@pytest.mark.parametrize(
    ("before", "after", "decimals", "unit", "printed"),
    [
        ("1100", "1240", "exact", "heures", "+12,7 %"),
        ("1240", "1100", "exact", "heures", "−11,3 %"),
        ("120", "240", "exact", "", "+100 %"),
        ("5", "0", "exact", "", "−100 %"),
        ("100000", "100020", "exact", "", "+0,02 %"),
        ("1204", "1258", 0, "", "+4,5 %"),  # known to 0,085 point: one decimal
        ("540", "543", 0, "", "+1 %"),  # between 0,37 and 0,74 %: no decimal
        ("540", "541", 0, "", "stable"),  # the same number may stand behind both
        ("45", "47", 0, "%", "+2 points"),
        ("45", "46", 0, "%", "stable"),
        ("45.2", "46.9", 1, "%", "+1,7 points"),
        ("46.9", "45.2", 1, "%", "−1,7 points"),
        ("45", "46", "exact", "%", "+1 points"),  # its noun is put in the singular where it is printed
        ("318", "318", "exact", "", "stable"),
    ],
)
def test_an_evolution_says_what_its_values_prove(before: str, after: str, decimals: Decimals, unit: str, printed: str):
    assert shown(change(before, after, decimals, unit)) == printed


def test_a_difference_keeps_the_unit():
    assert shown(change("13", "15", 0, "notes", difference=True)) == "+2 notes"
    assert shown(change("12000", "15000", -3, "€", difference=True)) == "+3 000 €"
    assert shown(change("-3", "5", "exact", "k€", difference=True)) == "+8 k€"


@pytest.mark.parametrize(
    ("before", "after", "decimals", "said"),
    [
        ("0", "5", "exact", "diviserait par zéro"),
        ("0", "5", 0, "diviserait par zéro"),
        ("-3", "5", "exact", "change de signe"),
        ("3", "-5", "exact", "change de signe"),
        ("-3", "-5", "exact", "négatif"),
        ("13", "15", 0, "pas assez précises"),
    ],
)
def test_no_percentage_where_none_would_be_true(before: str, after: str, decimals: Decimals, said: str):
    with pytest.raises(ExpressionError, match=said) as raised:
        change(before, after, decimals)
    assert "difference=true" in raised.value.hint


amounts = st.integers(min_value=1, max_value=10**7)


@given(amounts, amounts)
def test_the_last_digit_printed_is_known(before: int, after: int):
    """Whatever the true values behind two roundings, what is printed is off by a unit and a half of its last digit at most."""
    try:
        found = change(str(before), str(after))
    except ExpressionError:
        return
    if found.stable:
        return
    unit = Decimal(1).scaleb(-found.decimals)
    printed = french.rounded(found.quantity.value, found.decimals)
    furthest = max(abs(found.quantity.low - printed), abs(found.quantity.high - printed))
    assert furthest <= unit * Decimal("1.51")  # the interval isn't quite centred on the nominal value
    assert printed != 0


@given(amounts, amounts)
def test_stable_is_never_said_of_two_values_that_roundings_tell_apart(before: int, after: int):
    if abs(before - after) > 1 and before * 10000 > after > before // 2:
        try:
            found = change(str(before), str(after))
        except ExpressionError:
            return
        assert not found.stable or abs(found.quantity.value) < 1


# --- in an edition -------------------------------------------------------------------------------------------------

INDICATORS = """
a.heures: {label: Heures, unit: heures, unit_one: heure, decimals: exact, values: {2022: 900, 2023: 1100, 2024: 1240}, source: S}
a.part: {label: Part, unit: "%", decimals: 1, values: {2023: 40.0, 2024: 38.5}, source: S}
a.neuf: {label: Neuf, unit: choses, values: {2024: 3}, source: S}
a.double: {label: Double, unit: heures, decimals: exact, formula: 2 * value("a.heures"), status: derived}
a.gain: {label: Gain, unit: heures, formula: 'value("a.heures") - value("a.heures", year=-1)', status: derived}
a.coupe: {label: Coupé, values: {2023: 5, 2024: 50}, break: {2024: les stages comptent aussi}, source: S}
a.doute: {label: Doute, decimals: exact, values: {2023: 5, 2024: 6}, status: to_confirm, question: Q, source: S}
"""


@pytest.fixture
def register(petite: Path) -> Register:
    (petite / "data/indicators/essai.yml").write_text(INDICATORS, "utf-8")
    return Register(load(petite)[0])


@pytest.fixture
def printed(register: Register) -> Callable[[str], str]:
    """Give what a call prints, its spaces plain."""

    def told(source: str) -> str:
        (placed,) = calls_of("{{ " + source + " }}")
        if isinstance(placed, ExpressionError):
            raise placed
        assert isinstance(placed, Placed)
        assert isinstance(placed.call, NumberCall)
        return printed_text(register.number(placed.call.number), placed.call).translate(SPACES)

    return told


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('value("a.heures", year=-1)', "1 100"),
        ('value("a.heures", year=-2, unit=true)', "900 heures"),
        ('value("a.heures", year=2023)', "1 100"),
        ('value("a.heures", year=2024)', "1 240"),
        ('value("a.double", year=-1)', "2 200"),
        ('value("a.gain")', "140"),
        ('value("a.gain", year=-1)', "200"),
        ('evolution("a.heures")', "+12,7 %"),
        ('evolution("a.heures", since=-2)', "+37,8 %"),
        ('evolution("a.heures", since=2022)', "+37,8 %"),
        ('evolution("a.heures", words=true)', "en hausse de 12,7 %"),
        ('evolution("a.heures", sign=false)', "12,7 %"),
        ('evolution("a.heures", unit=false)', "+12,7"),
        ('evolution("a.heures", difference=true)', "+140 heures"),
        ('evolution("a.part")', "−1,5 point"),
        ('evolution("a.part", words=true)', "en baisse de 1,5 point"),
        ('evolution("a.double")', "+12,7 %"),
    ],
)
def test_calls_of_other_years(source: str, text: str, printed: Callable[[str], str]):
    assert printed(source) == text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('value("a.heures", year=true)', "« year= » : la valeur « True »"),
        ('value("a.heures", year="2023")', "« year= »"),
        ('value("a.heures", year=0)', "« year= »"),
        ('value("a.heures", year=1)', "« year= »"),
        ('evolution("a.heures", year=-1)', "n'a pas d'option « year »"),
        ("evolution()", "attend un nom"),
        ('evolution("a.heures", since=-1.5)', "seules des valeurs fixes|« since= »"),
    ],
)
def test_calls_that_cannot_be_understood(source: str, said: str, printed: Callable[[str], str]):
    with pytest.raises(ExpressionError, match=re.sub(r"([().])", r"\\\1", said)):
        printed(source)


def test_a_missing_year_is_told(printed: Callable[[str], str]):
    with pytest.raises(UnknownNumber, match=r"« a\.neuf » n'a pas de valeur pour 2023"):
        printed('evolution("a.neuf")')
    with pytest.raises(UnknownNumber, match=r"n'a pas de nombre « velo\.hours » pour 2023"):
        printed('value("heures_par_atelier.velo.hours", year=-1)')


def test_a_broken_series_has_no_evolution(register: Register):
    with pytest.raises(ExpressionError, match=r"a changé de définition en 2024.*les stages comptent aussi"):
        register.number(EvolutionCall("a.coupe").number)
    assert register.number(ValueCall("a.coupe", year=-1).number).value == 5


def test_a_number_of_another_year_says_so(register: Register):
    number = register.number("a.heures@-1")
    assert (number.ref, number.label) == ("a.heures@2023", "Heures en 2023")
    assert number.place.line == 2
    assert register.number("a.heures@2024") is register.number("a.heures")


def test_an_evolution_tells_both_years_and_doubts_what_its_values_doubt(register: Register):
    number = register.number(EvolutionCall("a.doute").number)
    assert (number.ref, number.status, number.question) == ("a.doute@2023..2024", "to_confirm", "Q")
    assert number.formula == 'value("a.doute") / value("a.doute@2023") - 1'
    assert "de 2023 à 2024" in number.label


# --- what was published --------------------------------------------------------------------------------------------

PUBLISHED = """id,libelle,valeur,unite,annee,decimales,statut,source,formule,question,note,sections
a.heures,Heures,1100,heures,2023,exact,à confirmer,Registre de 2023,,Est-ce clos ?,,
a.double,Double,1650,heures,2023,exact,calculé,,1.5 * value("a.heures"),,,
"""


def test_last_year_has_the_source_and_the_doubts_that_it_had(petite: Path, register: Register):
    del register
    folder = petite / "editions/2023/donnees"
    folder.mkdir(parents=True)
    (folder / "indicateurs.csv").write_text(PUBLISHED, "utf-8")
    number = Register(load(petite)[0]).number("a.heures@-1")
    assert (number.source, number.status, number.question) == ("Registre de 2023", "to_confirm", "Est-ce clos ?")


def test_a_formula_that_changed_doesn_t_change_the_past(petite: Path, register: Register):
    """With its break told, last year's number is the one that was published, not today's formula on last year's values."""
    del register
    folder = petite / "editions/2023/donnees"
    folder.mkdir(parents=True)
    (folder / "indicateurs.csv").write_text(PUBLISHED, "utf-8")
    path = petite / "data/indicators/essai.yml"
    path.write_text(
        path.read_text("utf-8").replace("a.double: {", "a.double: {break: {2024: les nuits comptent double}, "), "utf-8"
    )
    report, _ = load(petite)
    assert Register(report).number("a.double@-1").value == 1650
    assert Register(report).number("a.double").value == 2480
    problems = check(petite, Options(), lambda _: None).problems
    assert [problem for problem in problems if problem.code == "ANN01"] == []
