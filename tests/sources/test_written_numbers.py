"""Numbers as French documents write them: value, unit, digits; each right answer written here."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.sources.written_numbers import cell_number, units_of_heading, written_numbers

SAID = {
    "316,4 M€ de chiffre d'affaires": [("316.4", "M€", 1)],
    "316 447 560 €": [("316447560", "€", 0)],
    "1.234.567 euros": [("1234567", "euros", 0)],
    "Vélos réparés : 318 dans l'année 2024": [("318", "", 0), ("2024", "", 0)],
    "58% 42%": [("58", "%", 0), ("42", "%", 0)],
    "- 26 ans 20%": [("26", "ans", 0), ("20", "%", 0)],
    "2,5 millions d'euros": [("2.5", "millions d'euros", 1)],
    "12 tonnes de CO2": [("12", "tonnes", 0)],
    "une perte de −3,5 points": [("-3.5", "points", 1)],
    "la saison 2023-2024": [("2023", "", 0), ("2024", "", 0)],
    "0.15% en 2025, 0.2%": [("0.15", "%", 2), ("2025", "", 0), ("0.2", "%", 1)],
    "quatre juristes": [("4", "", 0)],
    "une association": [],
    "vingt et un ans": [("21", "ans", 0)],
    "123456789012345678901234567890": [],
    "12 400 K€": [("12400", "k€", 0)],
    "3,2 MEUR, soit 3 200 kEUR": [("3.2", "M€", 1), ("3200", "k€", 0)],
    "1,2 Mrd d'euros": [("1.2", "Md€", 1)],
    "318 $": [("318", "$", 0)],
    "Heures\t12\t400": [("12", "", 0), ("400", "", 0)],
    "Résultat : - 12 000 €": [("-12000", "€", 0)],
    "Résultat:-12 000 €": [("-12000", "€", 0)],
    "Solde | (12 000)": [("-12000", "", 0)],
    "Solde −\u00a0450": [("-450", "", 0)],
    "Vélos (318)": [("318", "", 0)],
    "trois mille vélos": [],
    "deux cent trente": [],
    "12 mille euros": [],
    "trois cents": [],
}


@pytest.mark.parametrize("text", SAID)
def test_each_number_of_a_text(text: str):
    found = [(number.value, number.unit, number.decimals) for number in written_numbers(text)]
    assert found == [(Decimal(value), unit, decimals) for value, unit, decimals in SAID[text]]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1 240", "1240", ""), ("58 %", "58", "%"), ("(1 250,50 €)", "-1250.50", "€"), ("-12", "-12", ""),
        ("3,5 k€", "3.5", "k€"),
        ("12 vélos", None, ""), ("Total", None, ""), ("12/03/2024", None, ""), ("=A1+A2", None, ""), ("1 2 3", None, ""),
    ],
)  # fmt: skip
def test_a_cell_of_text_is_a_number_or_is_none(text: str, value: str | None, unit: str):
    found = cell_number(text)
    assert (found and found.value, found.unit if found else "") == (value and Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 €/h", "€/h"), ("12 € / heure", "€/heure"), ("12 € de l'heure", "€/heure"), ("45 km/h", "km/h"),
        ("120 kWh/m²", "kWh/m²"),
        ("5 euros par repas", "euros/repas"), ("12 k€/ETP", "k€/ETP"), ("120 000 € par an", "€"),
        ("3 %/an", "%"), ("24 h/24", "h"),
    ],
)  # fmt: skip
def test_a_rate_is_none_of_what_it_is_made_of(text: str, unit: str):
    assert next(written_numbers(text)).unit == unit


@pytest.mark.parametrize(
    ("heading", "units"),
    [
        ("Montant (k€)", ["k€"]), ("Recettes, en milliers d'euros", ["milliers d'euros"]), ("Budget en K€ HT", ["k€"]),
        ("%", ["%"]),
        ("Part (en %)", ["%"]), ("Énergie (MWh)", ["MWh"]), ("Tarif (€/h)", ["€/h"]), ("Montant (€ ou k€)", ["€", "k€"]),
        ("Heures", []), ("Personnes en attente", []), ("Effectif au 31/12", []),
    ],
)  # fmt: skip
def test_the_units_that_a_heading_gives(heading: str, units: list[str]):
    assert list(units_of_heading(heading)) == units
