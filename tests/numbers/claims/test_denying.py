"""Bound claims that are denied are held to the contrary: « ne sont pas majoritaires » is false of 60 %."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.since import Surroundings
from rapport.numbers.claims.verdicts import Outcome
from rapport.numbers.register import Register
from rapport.sources.reading import load

VELO, BOIS, CUISINE, COUTURE = (f"heures_par_atelier.{key}.hours" for key in ("velo", "bois", "cuisine", "couture"))
TOTAL = "heures.total"  # 1620: velo 620, bois and couture 380, cuisine 240
FIRST = {"rank": "heures_par_atelier.hours", "key": "velo"}
BOIS_RANKED = {"rank": "heures_par_atelier.hours", "key": "bois"}  # as many hours as « couture »
SIXTY = '{.claim of="nie.un" in="nie.tout"}'
LAST = {"rank": "heures_par_atelier.hours", "key": "cuisine"}


@pytest.fixture
def register(years: Path) -> Register:
    return Register(load(years)[0])


@pytest.mark.parametrize(
    ("sentence", "attributes", "outcome", "means"),
    [
        # comparisons
        ("Les vélos ne [dépassent] pas le bois", {"of": VELO, "than": BOIS}, "false", "pas plus que"),
        ("Le bois [ne dépasse pas] les vélos", {"of": BOIS, "than": VELO}, "true", "pas plus que"),
        ("Le bois [n'égale pas] les vélos", {"of": BOIS, "than": VELO}, "true", "pas autant que"),
        ("Les vélos n'[égalent] pas le bois", {"of": VELO, "than": BOIS}, "false", "pas autant que"),
        ("Elles ne sont [pas aussi nombreuses que] les autres", {"of": VELO, "than": BOIS}, "false", "pas autant que"),
        ("Elles ne sont pas [plus nombreuses que] les autres", {"of": BOIS, "than": COUTURE}, "true", "pas plus que"),
        ("Le bois n'a jamais [dépassé] les vélos", {"of": BOIS, "than": VELO}, "true", "pas plus que"),
        # ranks
        ("Les vélos n'arrivent pas [en tête]", FIRST, "false", "pas premier"),
        ("La cuisine [n'arrive pas en tête]", LAST, "true", "pas premier"),
        ("Les vélos, qui ne sont plus [les derniers]", FIRST, "true", "pas dernier"),
        ("Le bois n'est pas passé [devant] les vélos", {**FIRST, "before": "bois"}, "false", "pas devant"),
        ("Le bois [ne devance pas] la couture", {**BOIS_RANKED, "before": "couture"}, "true", "pas devant"),
        ("Le bois n'est pas [derrière] la couture", {**BOIS_RANKED, "before": "couture"}, "true", "pas derrière"),
        ("Le bois [devance] la couture", {**BOIS_RANKED, "before": "couture"}, "false", "devant"),
        # shares, multiples, rough counts
        ("Les vélos [ne sont pas majoritaires]", {"of": VELO, "in": TOTAL}, "true", "50 % au plus"),
        ("Les satisfaits ne sont pas [majoritaires]", {"of": "part.satisfaits"}, "false", "50 % au plus"),
        ("Les vélos ne sont pas [minoritaires]", {"of": VELO, "in": TOTAL}, "false", "50 % au moins"),
        ("Ils ne sont ni [majoritaires] ni", {"of": VELO, "in": TOTAL}, "true", "50 % au plus"),
        ("Ils n'atteignent pas [la moitié] des heures", {"of": VELO, "in": TOTAL}, "true", "moins de 48 %"),
        ("Ils n'ont pas atteint [un tiers] des heures", {"of": VELO, "in": TOTAL}, "false", "moins de 31,3 %"),
        ("Les heures n'ont pas [triplé]", {"evolution": VELO, "since": "-2"}, "true", "moins de 2,85 fois"),
        ("Il n'y en a [pas plus de 60]", {"of": "formateurs.total"}, "false", "60 au plus"),
        # evolutions
        ("Les heures n'ont pas [progressé]", {"evolution": VELO}, "false", "sans hausse"),
        ("Les heures [ne sont pas en hausse]", {"evolution": VELO}, "false", "sans hausse"),
        ("Les heures sont reconduites [sans hausse]", {"evolution": VELO}, "false", "sans hausse"),
        ("Les heures sont restées sans [hausse]", {"evolution": VELO}, "false", "sans hausse"),
        ("Les rendus, [sans baisse] depuis un an", {"evolution": "velos.rendus"}, "true", "sans baisse"),
        ("Les heures [restent contenues]", {"evolution": VELO}, "false", "sans hausse de 10 % au moins"),
        ("Les heures [sont contenues]", {"evolution": CUISINE}, "true", "sans hausse de 10 % au moins"),
        ("Les rendus [sont restés les mêmes]", {"evolution": "velos.rendus"}, "true", "stable, à 1 % près"),
        ("Les rendus ne sont pas [restés les mêmes]", {"evolution": "velos.rendus"}, "false", "pas stable, à 1 % près"),
        ("Les heures [n'ont pas fortement progressé]", {"evolution": CUISINE}, "true", "sans hausse de 10 % au moins"),
        ("Les heures ne sont plus [stables]", {"evolution": VELO}, "true", "pas stable, à 1 % près"),
        ("Ni l'un ni l'autre n'a [progressé]", {"evolution": VELO}, "false", "sans hausse"),
        ("Ni les vélos ni le bois ne [progressent]", {"evolution": "velos.rendus"}, "true", "sans hausse"),
        # by another word than « ne », or with words between
        ("Les satisfaits sont loin d'être [majoritaires]", {"of": "part.satisfaits"}, "false", "50 % au plus"),
        ("Le bois est loin de [dépasser] les vélos", {"of": BOIS, "than": VELO}, "true", "pas plus que"),
        ("Les vélos, sans [dépasser] le bois", {"of": VELO, "than": BOIS}, "false", "pas plus que"),
        ("Sans être [majoritaires], ils comptent", {"of": VELO, "in": TOTAL}, "true", "50 % au plus"),
        ("Les vélos cessent d'être [minoritaires]", {"of": VELO, "in": TOTAL}, "false", "50 % au moins"),
        ("Les vélos n'ont pas, cette année, [dépassé] le bois", {"of": VELO, "than": BOIS}, "false", "pas plus que"),
        ("On n'en compte pas [une soixantaine]", {"of": "formateurs.total"}, "false", "moins de 51"),
        # what denies something else
        ("Ils sont sans conteste [majoritaires]", {"of": "part.satisfaits"}, "true", "plus de 50 %"),
        ("Ils ne sont pas loin d'être [majoritaires]", {"of": "part.satisfaits"}, "true", "plus de 50 %"),
        ("Venus de loin, [majoritaires], ils aident", {"of": "part.satisfaits"}, "true", "plus de 50 %"),
        ("[Deux cinquièmes] des clubs n'ont pas de salarié", {"of": VELO, "in": TOTAL}, "true", ""),
        ("[Deux cinquièmes ne viennent pas]", {"of": VELO, "in": TOTAL}, "true", ""),
        ("Ceux qui n'ont pas adhéré [dépassent] les autres", {"of": VELO, "than": BOIS}, "true", "plus que"),
        ("Les clubs qui n'ont pas de salarié sont [majoritaires]", {"of": "part.satisfaits"}, "true", "plus de 50 %"),
        ("Elles ne sont pas seulement [majoritaires]", {"of": "part.satisfaits"}, "true", "plus de 50 %"),
        ("Ils ne sont plus que [les derniers]", LAST, "true", "dernier"),
        ("Il n'en vient [pas moins de 60]", {"of": "formateurs.total"}, "true", "60 au moins"),
        ("[Pas un formateur] n'est parti", {"of": "formateurs.partis"}, "true", "0"),
        ("[Aucun formateur n'est parti]", {"of": "formateurs.partis"}, "true", "0"),
        ("Ils sont [non seulement majoritaires], mais", {"of": "part.satisfaits"}, "true", "plus de 50 %"),
        ("Ce n'est pas un hasard si [la majorité] vient", {"of": "part.satisfaits"}, "true", "plus de 50 %"),
        ("Il n'y a pas que le vélo, qui arrive [en tête]", FIRST, "true", "premier"),
        ("Ils ne viennent pas : [dépassent] les autres", {"of": VELO, "than": BOIS}, "true", "plus que"),
    ],
)  # fmt: skip
def test_what_is_denied(sentence: str, attributes: dict[str, str], outcome: str, means: str, register: Register):
    """« Ne … pas » within the words, cut by their brackets or before them; what is denied of somebody else isn't of them."""
    before, rest = sentence.split("[")
    words, after = rest.split("]")
    verdict = judge(attributes, words, register, Surroundings(before, after))
    assert verdict.outcome is Outcome(outcome)
    assert means in verdict.means.replace("\u202f", " ").replace("\u00a0", " ")


def told_of(root: Path, run: Callable, text: str) -> list[str]:
    """Return what `check` tells of the claims of a text: 60 of 100 are bound to it."""
    (root / "data/indicators/nie.yml").write_text(
        "".join(f"nie.{name}: {{label: Nié {name}, decimals: exact, values: {{2024: {value}}}, source: Registre}}\n"
                for name, value in (("un", 60), ("tout", 100))), "utf-8",
    )  # fmt: skip
    with (root / "content/edito.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in run(root, "check").lines if "AFF0" in line]


def test_a_denied_claim_is_told_at_its_place(petite: Path, run: Callable):
    """The message says what the denied words mean, and offers none that would stand badly after « ne »."""
    (line,) = told_of(petite, run, f"Elles ne sont pas [majoritaires]{SIXTY} au conseil.")
    assert "erreur AFF01 « majoritaires » est faux : ces mots veulent dire 50 % au plus ; les données disent 60 %" in line


def test_a_claim_over_the_lines_of_a_quotation_is_told_without_their_signs(petite: Path, run: Callable):
    """Neither its words nor what denies them keep the « > » of a line."""
    quoted = f"> Elles sont [les trois\n> quarts]{SIXTY}, et ne sont pas\n> [minoritaires]{SIXTY}, mais ne sont pas\n>\n"
    (line,) = told_of(petite, run, f"{quoted}> [majoritaires]{SIXTY} au conseil.")
    assert "erreur AFF01 « les trois quarts » est faux" in line
