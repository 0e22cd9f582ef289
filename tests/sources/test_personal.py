"""Personal data: found in any form, told when nobody declared them, and never in `donnees/`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.written import WrittenEdition
from rapport.ground.cache import Cache
from rapport.outputs.data import contents_of
from rapport.outputs.engines.work_folder import Tools
from rapport.sources.personal import contacts_in, personal_columns, without_contacts
from rapport.sources.reading import load

_LED = re.compile(r"(?:tel:|wa\.me/|whatsapp:)?")  # what dials a number stays
PHONE, EMAIL = "01 99 00 12 99", "nadia@fabrique-du-val.example"
Run = Callable[..., Any]


def rewrite(root: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (root / path).read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (root / path).write_text(text, "utf-8")


def data_of(root: Path) -> dict[str, str]:
    """Return the data files of an edition by their path in `donnees/`."""
    flow = WrittenEdition(root, Tools(root, Cache(root / ".cache")))
    return {path: content.decode() for path, content in contents_of(flow.register(), flow.manuscript(), 0).items()}


def with_column(root: Path, name: str, cell: str, declared: str = "") -> Path:
    """Add a column to the table of hours, which has numbers."""
    rewrite(
        root,
        "data/tables.yml",
        ("    name: {label: Atelier}", f"    name: {{label: Atelier}}\n    {name}: {{label: Mot{declared}}}"),
    )
    rewrite(root, "data/tables/heures_par_atelier.csv", ("name,hours", f"name,{name},hours"))
    rewrite(
        root, "data/tables/heures_par_atelier.csv", ("Vélo,", f'Vélo,"{cell}",'), ("Bois,", "Bois,,"), ("Cuisine,", "Cuisine,,")
    )
    return root


@pytest.mark.parametrize(
    "text",
    [
        "01 23 45 67 89", "01.23.45.67.89", "01-23-45-67-89", "01/23/45/67/89", "0123456789",
        "01\u00a023\u202f45\u00a067\u202f89",
        "(01) 23 45 67 89", "0123 45 67 89", "01 23 456 789", "0 1 2 3 4 5 6 7 8 9", "01–23–45–67–89", "０１ ２３ ４５ ６７ ８９",
        "06 00 00 00 00", "0262 90 12 34", "+33 (0)1 23 45 67 89", "0033 1 23 45 67 89", "+33123456789",
        "tel:+33199001234", "wa.me/33199001234", "whatsapp:33199001234",
        "+262 262 90 12 34", "+32 2 555 12 12", "+1 202-456-1111", "+44 20 7946 0958",
    ],
)  # fmt: skip
def test_a_telephone_in_any_form(text: str):
    assert [contact.kind for contact in contacts_in(f"Voir Nadia ({text}), le matin.")] == ["phone"]
    assert without_contacts(f"Voir Nadia au {text}.") == (f"Voir Nadia au {_LED.match(text)[0]}[téléphone].")


@pytest.mark.parametrize(
    "text",
    [
        "a.b@c.org",
        "rené.dupont+x@sous.domaine.exemple.fr",
        "nom (at) domaine.fr",
        "nom [arobase] domaine.fr",
        "NOM＠DOMAINE.FR",
        "nom [arobase] domaine point fr",
        "nom (a) domaine.fr",
        "nom {at} domaine [dot] org",
        "nom arobase domaine (point) coop",
    ],
)
def test_an_address_in_any_form(text: str):
    assert [contact.kind for contact in contacts_in(f"Écrire à {text}, vite.")] == ["email"]


@pytest.mark.parametrize(
    "text",
    [
        "316 447 560 €", "12 345 678", "552 100 554 00013", "2024-01-12", "05/12/2024 08h30", "01.02.2024 12:30",
        "FR76 3000 6000 0112 3456 7890 189", "ISBN 978-2-07-036822-8", "+12 345 678 entreprises", "+1 234 567 890 €",
        "de 10 000 à 20 000", "@coorace", "nom@domaine", "0,5 12 345 678 901", "75011 Paris", "3949", "",
    ],
)  # fmt: skip
def test_what_is_neither(text: str):
    assert contacts_in(text) == ()


def test_a_long_text_is_read_in_a_moment():
    """Its time grows with its length, not with the square of it."""
    assert contacts_in("a" * 100_000 + " @ ") == ()
    assert contacts_in("0 " * 50_000 + "1") == ()
    assert [contact.text for contact in contacts_in("a.b@c.org " * 1000)] == ["a.b@c.org"] * 1000


@pytest.mark.parametrize(
    "name",
    ["telephone", "courriel", "mobile", "portable", "tel_fixe", "tels", "adresse_mail", "contact", "contacts", "e_mail", "email2",
     "num_tel", "telephones", "courriels", "fax", "prenom", "interlocuteur"],
)  # fmt: skip
def test_a_column_recognised_by_its_name_stays_out(name: str, petite: Path, run: Run):
    """Its cells needn't look like anything; the numbers of the table stay."""
    data = data_of(with_column(petite, name, "à demander"))
    rows = list(csv.reader(io.StringIO(data["tables/heures_par_atelier.csv"].lstrip("\ufeff")), delimiter=";"))
    assert rows[0] == ["annee", "cle", "atelier", "heures", "statut", "source", "question", "note"]
    assert not any("à demander" in content for content in data.values())
    said = run(petite, "check").out
    assert f"info PER05 « heures_par_atelier », colonne « {name} » : des données personnelles, reconnues par son nom" in said
    assert said.startswith("data/tables.yml:")


@pytest.mark.parametrize("label", ["Téléphone fixe", "Adresse électronique", "N° de portable", "Mél", "E-mails"])
def test_a_column_recognised_by_its_label(label: str, petite: Path):
    root = with_column(petite, "repere", "à demander")
    rewrite(root, "data/tables.yml", ("repere: {label: Mot}", f"repere: {{label: {label}}}"))
    report, _ = load(root)
    assert list(personal_columns(report.tables["heures_par_atelier"])) == ["repere"]


@pytest.mark.parametrize("cell", [PHONE, EMAIL, "Nadia, au +33 1 99 00 12 99", "Nadia BERTHIER", "Nadia BERTHIER et Paul MAREC"])
def test_a_column_recognised_by_its_content(cell: str, petite: Path, run: Run):
    data = data_of(with_column(petite, "repere", cell))
    assert not any(cell in content for content in data.values())
    assert "colonne « repere » : des données personnelles, reconnues par ses" in run(petite, "check").out


@pytest.mark.parametrize(("declared", "published"), [(", personal: true", False), (", personal: false", True)])
@pytest.mark.parametrize(("name", "cell"), [("telephone", PHONE), ("standard", EMAIL), ("repere", "42 bis")])
def test_a_declared_column_is_told_no_more(declared: str, published: object, name: str, cell: str, petite: Path, run: Run):
    data = data_of(with_column(petite, name, cell, declared))
    assert (cell in data["tables/heures_par_atelier.csv"]) == published
    assert "PER0" not in run(petite, "check").out


def test_a_column_of_numbers_may_be_personal(petite: Path):
    rewrite(petite, "data/tables.yml", ("decimals: exact}", "decimals: exact, personal: true}"))
    assert "620" not in data_of(petite)["tables/heures_par_atelier.csv"]


@pytest.mark.parametrize("column", ["telephone", "adresse_mail", "coordonnees"])
def test_a_directory_stays_out_whatever_its_columns_are_called(column: str, petite: Path, run: Run):
    rewrite(
        petite,
        "data/tables.yml",
        ("    phone: {label: Téléphone}\n    email: {label: Courriel}", f"    {column}: {{label: Mot}}"),
    )
    csv_file = petite / "data/tables/people.csv"
    csv_file.write_text(f"year,group,name,role,{column}\n2024,bureau,Nadia BERTHIER,Présidente,{PHONE}\n", "utf-8")
    data = data_of(petite)
    assert "tables/people.csv" not in data
    assert not any("BERTHIER" in content or PHONE in content for content in data.values())
    assert f"« people », colonne « {column} »" in run(petite, "check").out


def test_no_contact_in_a_text_whatever_it_is_of(petite: Path, run: Run):
    """Free cells, feet of rows, texts of indicators and charts, titles: the description repeats some of them."""
    said = f"Nadia, {PHONE} ou {EMAIL}"
    rewrite(petite, "data/tables.yml", ("source: Cahier des présences, décembre 2024", f"source: Cahier de {said}"))
    rewrite(petite, "data/tables/heures_par_atelier.csv", ("name,hours", "name,hours,note,question"))
    rewrite(
        petite, "data/tables/heures_par_atelier.csv",
        ("Vélo,620", f'Vélo,620,"Dit {said}",'), ("Bois,380", f'"Bois, {EMAIL}",380,,"{said} ?"'),
        ("Cuisine,240", "Cuisine,240,,"),
    )  # fmt: skip
    rewrite(
        petite, "data/indicators/ateliers.yml",
        ("source: Registre de l'atelier vélo, décembre 2024", f"source: Registre de {said}\n  note: Selon {said}"),
        ("label: Vélos réparés", f'label: "Vélos réparés, {EMAIL}"'),
    )  # fmt: skip
    rewrite(petite, "data/charts.yml", ("Heures de bénévolat en {{ year() }}", f"Heures, dit {said}"))
    rewrite(petite, "report.yml", ("subtitle: Rapport d'activité 2024", f'subtitle: "Rapport d\'activité 2024, {EMAIL}"'))
    data = data_of(petite)
    assert set(data) >= {"graphiques/heures.csv", "tables/heures_par_atelier.csv", "datapackage.json"}
    for path, content in data.items():
        assert not contacts_in(content.replace("sha256:", "x")) or path == "datapackage.json", path
        assert PHONE not in content, path
        assert "@fabrique" not in content, path
    assert "Cahier de Nadia, [téléphone] ou [courriel]" in data["tables/heures_par_atelier.csv"]
    told = [line.partition(": avertissement")[0] for line in run(petite, "check").out.splitlines() if "PER06" in line]
    assert len(told) >= 12
    assert {place.partition(":")[0] for place in told} == {
        "data/tables.yml", "data/tables/heures_par_atelier.csv", "data/indicators/ateliers.yml", "data/charts.yml", "report.yml",
    }  # fmt: skip


def test_the_contacts_of_the_organisation_are_public(petite: Path, run: Run):
    rewrite(petite, "report.yml", ("year: 2024", f'year: 2024\naddress: ["{PHONE.replace(" ", ".")}", "{EMAIL}"]'))
    rewrite(petite, "data/tables.yml", ("source: Cahier des présences", f"source: Cahier ({PHONE}, {EMAIL.title()})"))
    assert f"Cahier ({PHONE}, {EMAIL.title()})" in data_of(petite)["tables/heures_par_atelier.csv"]
    assert "PER06" not in run(petite, "check").out


@pytest.mark.parametrize(("declared", "published"), [("", False), (", personal: false", True)])
def test_a_chart_of_people(declared: str, published: object, petite: Path):
    """It is drawn, since somebody asked for it; its data aren't handed over."""
    rewrite(petite, "data/tables.yml", ("name: {label: Atelier}", f"name: {{label: Atelier{declared}}}"))
    rewrite(petite, "data/tables/heures_par_atelier.csv", ("Vélo", "Nadia BERTHIER"), ("Bois", "Paul MAREC"))
    rewrite(petite, "data/charts.yml", ("highlight: Vélo", "highlight: Paul MAREC"))
    data = data_of(petite)
    assert ("graphiques/heures.csv" in data) == published
    assert any("BERTHIER" in content for content in data.values()) == published


def test_the_whole_edition_declares_what_it_holds(whole: Path):
    report, _ = load(whole)
    columns = {(table.id, found.name): found for table in report.tables.values() for found in personal_columns(table).values()}
    assert {("contacts", "phone"), ("people", "email"), ("evenements", "people")} <= columns.keys()
