"""Bound claims held to the data: true, doubtful and false, by kind, with what is told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.saying import rough_words, share_words, times_words
from rapport.numbers.claims.spotting import meanings_of
from rapport.numbers.claims.verdicts import ClaimError, Outcome
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.reading import load

VELO, BOIS, CUISINE, COUTURE = (f"heures_par_atelier.{key}.hours" for key in ("velo", "bois", "cuisine", "couture"))
TOTAL = "heures.total"  # 1620: velo 620, bois and couture 380, cuisine 240

CASES = [
    # words, attributes, outcome, what the data say, words that would be true
    ("deux cinquièmes", {"of": VELO, "in": TOTAL}, "true", "38,3 % (620 sur 1 620)", ""),
    ("Près de deux cinquièmes", {"of": VELO, "in": TOTAL}, "true", "38,3 %", ""),
    ("près de la moitié", {"of": VELO, "in": TOTAL}, "false", "38,3 % (620 sur 1 620)", "près de deux cinquièmes"),
    ("la majorité", {"of": VELO, "in": TOTAL}, "false", "38,3 %", "près de deux cinquièmes"),
    ("une minorité", {"of": VELO, "in": TOTAL}, "true", "38,3 %", ""),
    ("un quart", {"of": BOIS, "in": TOTAL}, "true", "23,5 %", ""),
    ("une heure sur quatre", {"of": BOIS, "in": TOTAL}, "true", "23,5 %", ""),
    ("9 sur 10", {"of": "part.satisfaits"}, "true", "91 %", ""),
    ("neuf répondants sur dix", {"of": "part.satisfaits"}, "true", "91 %", ""),
    ("la quasi-totalité", {"of": "part.satisfaits"}, "false", "91 %", "plus de neuf dixièmes"),
    ("l'essentiel des réponses", {"of": "part.satisfaits"}, "true", "91 %", ""),
    ("plus de neuf sur dix", {"of": "part.satisfaits"}, "true", "91 %", ""),
    # multiples
    (
        "deux fois plus d'heures",
        {"of": VELO, "than": BOIS},
        "false",
        "1,63 fois (620 contre 380)",
        "plus d’une fois et demie plus",
    ),
    ("plus de deux fois et demie plus", {"of": VELO, "than": CUISINE}, "true", "2,58 fois", ""),
    ("a doublé", {"evolution": VELO, "since": "-2"}, "true", "2,07 fois (620 contre 300 en 2022)", ""),
    ("a triplé", {"evolution": VELO, "since": "2022"}, "false", "2,07 fois", "deux fois plus"),
    ("moitié moins", {"of": VELO, "than": BOIS}, "false", "1,63 fois", "plus d’une fois et demie plus"),
    # trends
    ("progresse", {"evolution": VELO}, "true", "500, puis 620", ""),
    ("ont fondu", {"evolution": VELO}, "false", "500, puis 620", "progressent nettement"),
    ("fondent", {"evolution": CUISINE}, "false", "235, puis 240", "progressent légèrement"),
    ("bondit", {"evolution": VELO}, "true", "500, puis 620", ""),
    ("progresse légèrement", {"evolution": VELO}, "false", "500, puis 620", "progresse nettement"),
    ("en baisse", {"evolution": VELO}, "false", "500, puis 620", "en forte hausse"),
    ("reculent", {"evolution": VELO}, "false", "500, puis 620", "progressent nettement"),
    ("en légère hausse", {"evolution": CUISINE}, "true", "235, puis 240", ""),
    ("en forte hausse", {"evolution": CUISINE}, "false", "235, puis 240", "en légère hausse"),
    ("reste stable", {"evolution": "velos.rendus"}, "true", "318, puis 318", ""),
    ("augmente", {"evolution": "velos.rendus"}, "false", "318, puis 318", "reste stable"),
    ("progresse", {"evolution": "budget.total"}, "true", "110 000 €, puis 111 000 €", ""),
    ("n'a pas augmenté", {"evolution": "velos.rendus"}, "true", "318, puis 318", ""),
    ("n'a pas augmenté", {"evolution": VELO}, "false", "500, puis 620", "progresse nettement"),
    ("un record", {"evolution": VELO}, "true", "620, et 500 auparavant", ""),
    ("jamais autant", {"evolution": "velos.rendus"}, "false", "318, et 318 auparavant", ""),
    # ranks
    ("premier", {"rank": "heures_par_atelier.hours", "key": "velo"}, "true", "620, 1er sur 4", ""),
    ("la plus nombreuse", {"rank": "heures_par_atelier.hours", "key": "velo"}, "true", "620, 1er sur 4", ""),
    ("dernière", {"rank": "heures_par_atelier.hours", "key": "velo"}, "false", "620, 1er sur 4", "première"),
    ("dernier", {"rank": "heures_par_atelier.hours", "key": "cuisine"}, "true", "240, 4e sur 4", ""),
    ("deuxième", {"rank": "heures_par_atelier.hours", "key": "bois"}, "false", "380, 2e sur 4, à égalité", "deuxième ex æquo"),
    ("arrive en tête", {"rank": "heures_par_atelier.hours", "key": "bois"}, "false", "à égalité", "arrive deuxième ex æquo"),
    ("devant", {"rank": "heures_par_atelier.hours", "key": "velo", "before": "bois"}, "true", "620 et 380", ""),
    ("devance", {"rank": "heures_par_atelier.hours", "key": "cuisine", "before": "bois"}, "false", "240 et 380", "derrière"),
    ("loin derrière", {"rank": "heures_par_atelier.hours", "key": "cuisine", "before": "bois"}, "true", "240 et 380", ""),
    # rough counts
    ("Près de soixante-dix", {"of": "formateurs.total"}, "true", "69", ""),
    ("plus de 80", {"of": "formateurs.total"}, "false", "69", "près de 70"),
    ("une centaine", {"of": "formateurs.total"}, "false", "69", "près de 70"),
    ("une soixantaine", {"of": "formateurs.total"}, "true", "69", ""),
    ("au moins 69", {"of": "formateurs.total"}, "true", "69", ""),
    ("des centaines", {"of": "velos.rendus"}, "true", "318", ""),
    ("des milliers", {"of": "velos.rendus"}, "false", "318", "plus de 300"),
    # comparisons
    ("plus d'heures que", {"of": VELO, "than": BOIS}, "true", "620 et 380", ""),
    ("moins que", {"of": VELO, "than": BOIS}, "false", "620 et 380", "plus que"),
    ("dépasse", {"of": VELO, "than": BOIS}, "true", "620 et 380", ""),
    ("autant", {"of": BOIS, "than": VELO}, "false", "380 et 620", "moins que"),
    ("autant d'heures que", {"of": BOIS, "than": COUTURE}, "true", "380 et 380", ""),
    # all and none
    ("Tous les formateurs", {"of": "formateurs.formes", "in": "formateurs.total"}, "true", "69 sur 69", ""),
    ("toutes les heures", {"of": VELO, "in": TOTAL}, "false", "620 sur 1 620", "près de deux cinquièmes"),
    ("aucun formateur", {"of": "formateurs.partis"}, "true", "0", ""),
    ("aucun formateur", {"of": "formateurs.total"}, "false", "69", "près de 70"),
]


@pytest.mark.parametrize(("words", "attributes", "outcome", "found", "instead"), CASES)
def test_verdicts(words: str, attributes: dict[str, str], outcome: str, found: str, instead: str, register: Register):
    """Each kind, in digits or words; what the data say, and words that would be true."""
    verdict = judge(attributes, words, register)
    assert verdict.outcome is Outcome(outcome)
    assert found in verdict.found.replace("\u202f", " ").replace("\u00a0", " ")
    if outcome != "true":
        assert verdict.instead.replace("\u202f", " ") == instead
    assert verdict.places


@pytest.mark.parametrize(
    ("words", "attributes"),
    [
        ("plus de deux cinquièmes", {"of": VELO, "in": "heures.limite"}),  # 40 %, to be over 40 %
        ("moins d'heures que", {"of": "formateurs.total", "than": "formateurs.presque"}),  # 69 and 68.6
        ("en forte hausse", {"evolution": "budget.fort"}),  # 9.5 %, for 10 % at least
        ("progresse", {"evolution": "budget.arrondi"}),  # 110 000, then 110 400: within the rounding to thousands
        ("la majorité", {"of": "moitie.une", "in": "moitie.tout"}),  # exactly half
        ("près de 70", {"of": "formateurs.juste"}),  # 70 itself
    ],
)
def test_doubts(words: str, attributes: dict[str, str], doubtful: Register):
    """Within 1 % of a bound, or within the rounding of the values, words are doubtful, never false."""
    assert judge(attributes, words, doubtful).outcome is Outcome.DOUBTFUL


@pytest.fixture
def doubtful(years: Path) -> Register:
    """Return the register of numbers that stand at the bounds."""
    values = {
        "heures.limite": "decimals: exact\n  values: {2024: 1550}",
        "formateurs.presque": "decimals: exact\n  values: {2024: 68.4}",
        "formateurs.juste": "decimals: exact\n  values: {2024: 70}",
        "budget.fort": "decimals: exact\n  values: {2023: 200, 2024: 219}",
        "budget.arrondi": "decimals: -3\n  values: {2023: 110000, 2024: 110400}",
        "moitie.une": "decimals: exact\n  values: {2024: 50}",
        "moitie.tout": "decimals: exact\n  values: {2024: 100}",
    }
    text = "".join(f"{name}:\n  label: Essai\n  source: Registre\n  {given}\n" for name, given in values.items())
    (years / "data/indicators/limites.yml").write_text(text, "utf-8")
    return Register(load(years)[0])


@pytest.mark.parametrize(
    ("words", "attributes", "error", "said"),
    [
        ("beaucoup", {"of": VELO, "in": TOTAL}, ClaimError, "« beaucoup » ne dit pas combien"),
        ("ailleurs", {"of": VELO, "in": TOTAL}, ClaimError, "Le sens de « ailleurs » n'est pas compris."),
        ("premier", {"of": VELO, "in": TOTAL}, ClaimError, "Le sens de « premier » n'est pas compris."),
        ("la moitié", {}, ClaimError, "ne dit pas quel chiffre la prouve"),
        ("la moitié", {"of": VELO, "evolution": VELO}, ClaimError, "ne se prouve pas avec of= et evolution="),
        ("la moitié", {"of": "", "in": TOTAL}, ClaimError, "« of= » est vide."),
        ("la moitié", {"of": VELO}, ClaimError, "« in= » manque"),
        ("la moitié", {"of": VELO, "in": "formateurs.partis"}, ClaimError, "vaut zéro"),
        ("la moitié", {"of": "part.satisfaits", "in": TOTAL}, ClaimError, "des pourcentages et des durées"),
        ("plus que", {"of": "budget.total", "than": TOTAL}, ClaimError, "des euros et des durées"),
        ("la moitié", {"of": "inconnu.total", "in": TOTAL}, UnknownNumber, "Aucun indicateur"),
        ("la moitié", {"of": "attendu.total", "in": TOTAL}, UnknownNumber, "attend encore sa valeur"),
        ("premier", {"rank": "heures_par_atelier.name", "key": "velo"}, ClaimError, "pas une colonne de nombres"),
        ("premier", {"rank": "heures_par_atelier.hours", "key": "moto"}, ClaimError, "pas de ligne « moto »"),
        ("devant", {"rank": "heures_par_atelier.hours", "key": "velo"}, ClaimError, "« before= » manque"),
        ("progresse", {"evolution": "budget.dons"}, ExpressionError, "a changé de définition en 2024"),
        ("le double", {"of": "budget.dons", "than": "budget.dons@-1"}, ExpressionError, "a changé de définition en 2024"),
        ("plus que", {"of": "budget.dons", "than": "budget.dons@2023"}, ExpressionError, "a changé de définition en 2024"),
        ("la majorité", {"of": "budget.dons@2023", "in": "budget.dons"}, ExpressionError, "a changé de définition en 2024"),
        ("progresse", {"evolution": VELO, "since": "2024"}, ClaimError, "pas une année passée"),
        ("progresse", {"evolution": VELO, "since": "hier"}, ClaimError, "pas une année passée"),
        ("progresse", {"evolution": "formateurs.formes"}, UnknownNumber, "n'a pas de valeur pour 2023"),
        ("un record", {"evolution": "formateurs.total"}, ClaimError, "un record se dit d'une série de trois ans"),
        ("tous", {"of": "formateurs.total"}, ClaimError, "« in= » manque"),
    ],
)
def test_what_cannot_be_judged(words: str, attributes: dict[str, str], error: type[Exception], said: str, register: Register):
    """An unknown name, words without a known sense, a whole that is zero, a series that is broken: said in French."""
    with pytest.raises(error) as caught:
        judge(attributes, words, register)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("moved", "words", "attributes", "outcome"),
    [
        ("below: 25", "près de la moitié", {"of": VELO, "in": TOTAL}, "true"),
        ("share: 1", "un quart", {"of": BOIS, "in": TOTAL}, "false"),
        ("strong: 30", "en forte hausse", {"evolution": VELO}, "false"),
        ("almost_all: 90", "la quasi-totalité", {"of": "part.satisfaits"}, "true"),
        ("rough: 50", "une centaine", {"of": "formateurs.total"}, "true"),
    ],
)
def test_an_edition_moves_a_bound(moved: str, words: str, attributes: dict[str, str], outcome: str, years: Path):
    """« claims: » of report.yml, in percents, for what is judged as for what is printed."""
    path = years / "report.yml"
    path.write_text(f"{path.read_text('utf-8')}\nclaims: {{{moved}}}\n", "utf-8")
    assert judge(attributes, words, Register(load(years)[0])).outcome is Outcome(outcome)


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ("near: 7", "near"),
        ("below: beaucoup", "« below » vaut « beaucoup » ; attendu : un nombre"),
        ("below: 0", "below"),
    ],
)
def test_a_bound_that_is_not_one(moved: str, said: str, years: Path, run: Callable):
    path = years / "report.yml"
    path.write_text(f"{path.read_text('utf-8')}\nclaims: {{{moved}}}\n", "utf-8")
    outcome = run(years, "check")
    assert outcome.code == 1
    assert said in outcome.out
    assert "report.yml:15:10: erreur LEC" in outcome.out


@pytest.mark.parametrize("share", range(10, 1000, 7))
def test_calculated_words_read_back_as_true(share: int):
    """What `share()` and `times()` print is true by the very bounds that claims are held to."""
    found = Quantity.of(Decimal(share) / 1000)
    for words, kind, value in (
        (share_words(found), Kind.SHARE, found),
        (times_words(found.value * 12), Kind.MULTIPLE, Quantity.of(found.value * 12)),
        (rough_words(Decimal(share)), Kind.ROUGH, Quantity.of(share)),
    ):
        if words and not words[0].isdigit():
            meaning = next(one for one in meanings_of(words) if one.kind is kind)
            assert meaning.stretch().holds(value), words


@pytest.mark.parametrize(("words", "of", "than", "told"), [
    ("Plus longue que", "u.km", "u.m", ""), ("Moins longue que", "u.km", "u.m", "12 km et 500 m"),
    ("Autant que", "u.mwh", "u.kwh", ""), ("Moins que", "u.mwh", "u.kwh", "4 MWh et 4 000 kWh"),
    ("Légèrement supérieur à", "u.k", "u.e", ""), ("Nettement supérieur à", "u.k", "u.e", "106 k€ et 100 000 €"),
    ("légèrement inférieure", "u.e", "u.k", ""), ("largement supérieurs", "u.km", "u.m", ""),
    ("Un peu supérieure à", "u.km", "u.m", "12 km et 500 m"),
])  # fmt: skip
def test_numbers_of_two_units_are_compared_as_one(petite: Path, run: Callable, words: str, of: str, than: str, told: str):
    """12 km are more than 500 m, whatever the figures; « légèrement » and « nettement » say by how much."""
    units = {"km": ("km", 12), "m": ("m", 500), "mwh": ("MWh", 4), "kwh": ("kWh", 4000), "k": ("k€", 106), "e": ("€", 100000)}
    (petite / "data/indicators/unites.yml").write_text(
        "".join(
            f"u.{name}: {{label: Nombre {name}, unit: {unit}, decimals: exact, values: {{2024: {value}}}, source: Registre}}\n"
            for name, (unit, value) in units.items()
        ),
        "utf-8",
    )
    with (petite / "content/edito.md").open("a", encoding="utf-8") as file:
        file.write(f'\n[{words}]{{.claim of="{of}" than="{than}"}} le reste.\n')
    found = [line.replace("\u00a0", " ").replace("\u202f", " ") for line in run(petite, "check").lines if "AFF0" in line]
    assert [told in line for line in found] == ([True] if told else [])
