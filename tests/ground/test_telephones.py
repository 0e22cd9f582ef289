"""Telephone numbers, printed and dialled, of every French territory, short ones and foreign ones; and found in prose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rapport.ground.french import NBSP, NNBSP
from rapport.ground.numerals import numerals_in
from rapport.ground.telephones import phone_of


@pytest.mark.parametrize(
    ("text", "printed", "address"),
    [
        ("01 23 45 67 89", "01 23 45 67 89", "+33123456789"),
        ("01.23.45.67.89", "01 23 45 67 89", "+33123456789"),
        (f"01{NBSP}23{NNBSP}45-67/89", "01 23 45 67 89", "+33123456789"),
        ("02 62 12 34 56", "02 62 12 34 56", "+262262123456"),
        ("0696 12 34 56", "06 96 12 34 56", "+596696123456"),
        ("+33 1 23 45 67 89", "+33 1 23 45 67 89", "+33123456789"),
        ("+33 (0)1 23 45 67 89", "+33 1 23 45 67 89", "+33123456789"),
        ("0033 1 23 45 67 89", "+33 1 23 45 67 89", "+33123456789"),
        ("+262 262 12 34 56", "+262 262 12 34 56", "+262262123456"),
        ("0508 41 12 34", "05 08 41 12 34", "+508508411234"),
        ("0708.55.12.34", "07 08 55 12 34", "+508708551234"),
        ("02 69/61/23/45", "02 69 61 23 45", "+262269612345"),
        ("+508 41 12 34", "+508 41 12 34", "+508411234"),
        ("+687 25.12.34", "+687 25 12 34", "+687251234"),
        ("+689 40 12 34 56", "+689 40 12 34 56", "+68940123456"),
        ("0800 123 456", "0 800 12 34 56", "+33800123456"),
        ("+41 21 123 45 67", "+41 21 123 45 67", "+41211234567"),
        ("0032 2 555 12 12", "+32 2 555 12 12", "+3225551212"),
        ("(0)1 23 45 67 89", "01 23 45 67 89", "+33123456789"),
        ("01 23 45 67 89 poste 12", "01 23 45 67 89 poste 12", "+33123456789;ext=12"),
        ("+33 1 23 45 67 89, poste 4", "+33 1 23 45 67 89 poste 4", "+33123456789;ext=4"),
        ("02 62 12 34 56 ext. 321", "02 62 12 34 56 poste 321", "+262262123456;ext=321"),
        ("39 49", "39 49", "3949"), ("115", "115", "115"), ("118218", "118218", "118218"), ("3114", "3114", "3114"),
    ],
)  # fmt: skip
def test_telephone_numbers(text: str, printed: str, address: str):
    """Pairs never part at the end of a line; overseas departments have their own country code."""
    assert phone_of(text) == (printed.replace(" ", NBSP), address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "01 23 45 67",
        "00 23 45 67 89",
        "+44 20 7946",
        "+999 123 456 78",
        "+33 1 23",
        "12345",
        "2024",
        "01 23 45 67 89 10",
        "à demander",
    ],
)
def test_what_is_no_french_telephone_number(text: str):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        phone_of(text)


FOUND = [
    "01 99 00 12 34", "01.99.00.12.34", "01/99/00/12/34", "0199001234",
    f"01{NBSP}99{NBSP}00{NBSP}12{NBSP}34", "+33 1 99 00 12 34",
    f"+33{NBSP}1{NBSP}99{NBSP}00{NBSP}12{NBSP}34", "+33 (0)1 99 00 12 34", "0033 1 99 00 12 34", "0 800 123 456", "0262 90 12 34",
    "02 62 90 12 34", "0508 41 12 34", "+508 41 12 34", "+687 25.12.34", "+689 40 12 34 56", "+41 21 123 45 67",
    "+32 2 555 12 12",
    "+1 202-456-1111", "(01) 99 00 12 34", "06-12-34-56-78",
]  # fmt: skip


@pytest.mark.parametrize("phone", FOUND)
def test_nobody_binds_a_telephone_number(phone: str):
    for text in (f"Appelez Léa au {phone}, avant midi.", f"{phone}", f"Standard : {phone}.", f"(tél. {phone})"):
        assert numerals_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Appelez le 115.", "Composez le 39 49.", "Tél. : 3949", "Joignez-nous au 3114.", "Contactez le 116 006",
        "Le 3919 est le numéro national d'écoute.", "Le 115, numéro d'urgence, reste saturé.", "Numéro d'urgence : 115.",
        "Le numéro national d'écoute est le 3919.", "SAMU social (115)", "Pompiers : 18, SAMU : 15, police : 17.",
        "Appelez le 15, le 18 ou le 112.", "Numéro d'appel : 36 46 ou 39 49.",
        "Appelez le 01 99 00 12 34 ou le 39 19.", "Joignez le +33 1 99 00 12 34, le 39 19 ou le 112.",
        "Composez le 115 gratuitement.", "Tél. : 39 49 du lundi au vendredi.", "Tél. 39 49 appel gratuit",
        "Numéro vert : 115 (gratuit)", "Appelez 115 si besoin.",
        "- Pompiers : 18\n- Gendarmerie : 17", "les sapeurs-pompiers (18) et le SAMU (15)", "**Police** (17)",
        "Le SAMU social : 115",
    ],
)  # fmt: skip
def test_a_short_number_is_one_where_it_is_said_to_be(text: str):
    assert numerals_in(text) == ()


@pytest.mark.parametrize("text", [
    "Les 115 structures", "au 3949 exactement", "+12 000 000 €", "0,123456789", "un total de 1 234 567 890", "+33 %",
    "Appelez le 01 99 00 12 34 et 115 personnes", "au 01 99 00 12 34, 115 venues",
    "Appelez 4500 élus", "Le 115 reste saturé", "Le numéro double compte 115 pages", "Écoute : 115 appels",
    "Police : 115 postes", "115 est le total", "Composez le 115, 112 personnes répondent",
    "123 456 789 012", "On a appelé 112 adhérents.", "Contacter 112 structures.", "Nous avons joint les 115 adhérents.",
    "Appels : 112 **réponses** reçues", "Le numéro de mars : 15 articles.", "Avec 112 adhérents, 112, numéro un du secteur.",
    "Nombre de pompiers : 18", "Agents de police : 17", "pompiers volontaires : 18",
    "Chez les pompiers : 18 femmes",
    "Pompiers : 12", "La police : 15", "Nombre de sapeurs-pompiers : 18",
    "Répondre à 115 personnes", "Les numéros verts : 115 appels", "au 17, la ligne de bus",
])  # fmt: skip
def test_other_numbers_stay_numbers(text: str):
    assert numerals_in(text)


PEOPLE = """2024,bureau,Léa DUVAL,Référente,+508 41 12 34,
2024,bureau,Ali ROCHE,Voisin,+41 21 123 45 67,
2024,bureau,Zoé MARTIN,Écoute,3949,
2024,bureau,Luc PETIT,Réunion,0262 90 12 34,
"""
PROSE = (
    'Une salle de [26]{.literal because="jauge"} places et de [**1 250**]{.literal because="capacité"} chaises. '
    "Appelez le 115, le 01/99/00/12/34 ou le +262 262 90 12 34.\n"
)


def test_what_the_sources_may_hold_passes_the_rules_on_outputs(petite: Path, run):
    """Telephones of every form, numbers left as they are for a reason, a grid of squares with its caption."""
    people, charts, text = petite / "data/tables/people.csv", petite / "data/charts.yml", petite / "content/ateliers.md"
    people.write_text(people.read_text("utf-8").replace("01 99 00 12 34", "+33 1 99 00 12 34") + PEOPLE, "utf-8")
    charts.write_text(charts.read_text("utf-8").replace("kind: bars", "kind: waffle"), "utf-8")
    text.write_text(f"{text.read_text('utf-8')}\n{PROSE}", "utf-8")
    assert [line for line in run(petite, "build").lines if "erreur" in line] == []


def test_a_number_left_without_a_reason_is_still_refused(petite: Path, run):
    text = petite / "content/ateliers.md"
    text.write_text(f"{text.read_text('utf-8')}\nUne salle de [26]{{.literal}} places.\n", "utf-8")
    outcome = run(petite, "build")
    assert outcome.code == 1
    assert "TXT13" in outcome.out
