"""Acronyms are told from surnames, seen wherever they stand, and need no entry when the text spells them out."""

from __future__ import annotations

import pytest

from rapport.ground.french import NUMBER_WORDS, is_feminine, words_of
from rapport.ground.numerals import numerals_in
from rapport.rules.acronyms import acronyms_in, spelt_out, surnames_in

WORDS = frozenset({"région", "réseau", "programme", "conseil"})


def found(text: str, surnames: frozenset[str] = frozenset()) -> list[str]:
    return [acronym for acronym, _ in acronyms_in(text, surnames, WORDS)]


@pytest.mark.parametrize("text", [
    "Awa DIAYE", "Mme DIAYE", "M. ALMEIDA", "Ana de ALMEIDA", "Awa N'DIAYE", "João D’ALMEIDA", "Dr MARTIN-PETIT",
    "Jean-Luc VAN DAMME",
    "MM. PETIT", "Kylian M'BAPPÉ", "Monsieur ALMEIDA", "MM. ALMEIDA et LE GALL", "Mmes DIAYE, PETIT et N'DIAYE",
    "Messieurs MARTIN et VAN DAMME", "DES ATELIERS POUR TOUS", "À NE PAS OUBLIER", "**UN TOIT ET UN EMPLOI**",
])  # fmt: skip
def test_surnames_in_capitals_are_no_acronyms(text: str):
    assert found(f"Avec {text}, nous avançons.") == []


def test_a_surname_is_known_wherever_it_stands_alone():
    names = frozenset(surnames_in("Awa DIAYE et Ana de ALMEIDA", WORDS))
    assert names == {"DIAYE", "ALMEIDA"}
    assert found("DIAYE ouvre la séance, ALMEIDA la ferme, l'INAE écoute.", names) == ["INAE"]


@pytest.mark.parametrize(("text", "acronyms"), [
    ("une rencontre inter-CRA", ["CRA"]), ("Région PACA et Région IDF", ["PACA", "IDF"]), ("Le SAIE", ["SAIE"]),
    ("L'INAE", ["INAE"]),
    ("Réseau INAE", ["INAE"]), ("en AuRA", ["AuRA"]), ("Programme FSE", ["FSE"]), ("les CUI-PEC", ["CUI-PEC"]),
    ("pré-AMI", ["AMI"]), ("CRA ESAT PLIE", ["CRA", "ESAT", "PLIE"]), ("l'AMI et le FSE", ["AMI", "FSE"]),
    ("McDonald, iPhone, LaTeX, PhD", []), ("Conseil CESER", ["CESER"]),
])  # fmt: skip
def test_acronyms_are_seen(text: str, acronyms: list[str]):
    assert found(text) == acronyms


@pytest.mark.parametrize(("text", "acronym", "told"), [
    ("l'appel à manifestation d'intérêt (AMI)", "AMI", True), ("un AMI (appel à manifestation d'intérêt)", "AMI", True),
    ("le conseil économique, social et environnemental régional (CESER)", "CESER", True), ("un bel appel (AMI)", "AMI", False),
    ("l'insertion par l'activité économique (IAE)", "IAE", True), ("un AMI (nouveau)", "AMI", False),
    ("les régies de quartier (RQ)", "RQ", True),
    ("Un GIP — groupement d'intérêt public", "GIP", True),
    ("Le groupement d'intérêt public – GIP – ouvre", "GIP", True),
    ("SCIC : société coopérative d'intérêt collectif.", "SCIC", True),
    ("L'IAE, l'insertion par l'activité économique", "IAE", True),
    ("*Diagnostic local d'accompagnement* (**DLA**)", "DLA", True), ("(CPO, convention pluriannuelle d'objectifs)", "CPO", True),
    ("la CAF, communes, associations, familles", "CAF", False), ("L'ARS : une agence", "ARS", False),
    ("L'ARS, avec nous", "ARS", False),
    ("Le réseau, ESS", "ESS", False),
])  # fmt: skip
def test_an_acronym_spelt_out_needs_no_entry(text: str, acronym: str, told: bool):  # noqa: FBT001 - a column of the table
    assert spelt_out(acronym, text) is told


@pytest.mark.parametrize("text", [
      "« 12, 13 et 14 mars »", "les 12, 19, 26 mars et 2 avril 2024", "lundi 12 et mardi 13 mars",
    "du 1er, 2 et 3 juin", "12/13 mars",
    "les 3, 4 ou 5 mai", "le jeudi 12, le vendredi 13 et le samedi 14 mars",
])  # fmt: skip
def test_days_of_a_month_are_a_date(text: str):
    assert numerals_in(text) == ()


def test_other_lists_of_numbers_stay_numbers():
    assert [numeral.written for numeral in numerals_in("12, 13 et 14 structures")] == ["12", "13", "14"]


@pytest.mark.parametrize(("number", "unit", "words"), [
    (21, "associations", "vingt et une"), (1, "entreprises", "une"), (31, "femmes", "trente et une"),
    (81, "structures", "quatre-vingt-une"),
    (21, "vélos", "vingt et un"), (61, "lycées", "soixante et un"), (71, "régions", "soixante et onze"), (2, "heures", "deux"),
    (21, "membres", "vingt et un"), (41, "journées", "quarante et une"), (51, "salariées", "cinquante et une"),
    (21, "", "vingt et un"),
])  # fmt: skip
def test_number_words_agree_with_what_they_count(number: int, unit: str, words: str):
    assert words_of(number, feminine=is_feminine(unit)) == words
    assert NUMBER_WORDS[words] == number
