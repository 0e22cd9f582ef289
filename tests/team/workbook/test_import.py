"""The workbook that comes back: what it changes and nothing else, shown first; what it may not change, told."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from rapport.cli import display
from rapport.cli.main import main
from rapport.ground import french
from rapport.sources.reading import load
from rapport.sources.reading.text import strangers_in
from rapport.team.workbook import apart
from rapport.team.workbook.changes import edits_of
from rapport.team.workbook.new_files import changed_files
from rapport.team.workbook.pages import pages_of
from rapport.team.workbook.reading import answers_of
from rapport.team.workbook.unseen import where_hidden
from rapport.team.workbook.writing import workbook_of
from tests.sources.editing.test_journal import killed

HOURS = "Heures de bénévolat par atelier"
YAML, CSV = "data/indicators/ateliers.yml", "data/tables/heures_par_atelier.csv"
Told = Callable[..., "object"]
Filled = Callable[..., Path]


def tree(root: Path) -> dict[str, bytes]:
    """Return the author files of an edition, byte for byte."""
    paths = [root / "report.yml", *sorted((root / "data").rglob("*")), *sorted((root / "content").rglob("*"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def changed(root: Path, before: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the new lines of each file that changed."""
    after = tree(root)
    assert set(after) == set(before)
    found = {}
    for name, contents in after.items():
        if contents != before[name]:
            kept = before[name].decode().splitlines()
            found[name] = [line for line in contents.decode().splitlines() if line not in kept]
    return found


def test_what_was_typed_is_written_where_it_belongs(petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    path = filled({"Chiffres": {"E6": "1 325"}, HOURS: {"C5": "621,5"}, "Les personnes": {"C5": "Présidente par intérim"}})
    said = told(petite, "import", str(path), "--oui")
    assert said.code == 0
    assert changed(petite, before) == {
        YAML: ["  values: {2024: 1325}"],
        CSV: ["2024,velo,Vélo,621.5"],
        "data/tables/people.csv": [
            "2024,bureau,Nadia BERTHIER,Présidente par intérim,01 99 00 12 34,bureau@fabrique-du-val.example"
        ],
    }
    assert "velos.repares (Vélos réparés)\n    2024 : 318 → 1 325\n" in said.out
    assert f"{CSV}\n  velo\n    Heures (heures) 2024 : 620 → 621,5\n" in said.out
    assert "3 changements : c'est écrit." in said.out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1 234,5", "1234.5"), ("1\u00a0234", "1234"), ("1\u202f234,50", "1234.50"), ("12 %", "12"), ("1234.5", "1234.5"),
        (" 7 ", "7"), ("−3", "-3"), (1234.5, "1234.5"), (0.1 + 0.2, "0.3"), (12, "12"), ("12,5 €", "12.5"), (1e6, "1000000"),
    ],
)  # fmt: skip
def test_numbers_as_french_people_write_them(typed: object, written: str, petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    assert told(petite, "import", str(filled({"Chiffres": {"E6": typed}})), "--oui").code == 0
    assert changed(petite, before) == {YAML: [f"  values: {{2024: {written}}}"]}


def test_a_share_that_the_spreadsheet_made_a_fraction(petite: Path, filled: Filled, told: Told):
    """« 12 % » typed in a cell that isn't text is 0,12 shown as a share."""

    def share(book: openpyxl.Workbook) -> None:
        book["Chiffres"]["E6"] = 0.12
        book["Chiffres"]["E6"].number_format = "0%"

    before = tree(petite)
    told(petite, "import", str(filled(spoil=share)), "--oui")
    assert changed(petite, before) == {YAML: ["  values: {2024: 12}"]}


def test_a_status_brings_its_question(petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    path = filled(
        {"Chiffres": {"F6": "À confirmer ", "G6": "Combien : 318 ou 320 ?"}, HOURS: {"D6": "à confirmer", "E6": "Sûr ?"}}
    )
    assert told(petite, "import", str(path), "--oui").code == 0
    assert changed(petite, before) == {
        YAML: ["  status: to_confirm", '  question: "Combien : 318 ou 320 ?"'],
        CSV: ["year,workshop,name,hours,status,question", "2024,velo,Vélo,620,,", "2024,bois,Bois,380,to_confirm,Sûr ?",
              "2024,cuisine,Cuisine,240,,"],
    }  # fmt: skip
    assert "velos.repares" in (petite / YAML).read_text("utf-8").partition("Combien")[0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Chiffres": {"G6": "Combien ?"}}, ["velos.repares"]),
        ({"Chiffres": {"F6": "à confirmer", "G6": "Combien ?"}}, []),
        ({HOURS: {"E6": "Sûr ?"}}, ["bois"]),
    ],
)
def test_a_question_of_what_stays_published_is_told(cells: dict, said: list[str], petite: Path, filled: Filled, told: Told):
    """Nobody would be asked it: a question is for what is to confirm."""
    out = told(petite, "import", str(filled(cells)), "--oui").out.replace("\xa0", " ")
    found = [line for line in out.splitlines() if "une question, mais le statut reste « publié »" in line]
    assert [line.partition(" : ")[0].strip("« »") for line in found] == said


def test_the_workbook_shows_what_is_printed(petite: Path, filled: Filled):
    """Whoever fills it sees the year, not the call that prints it."""
    text = (petite / YAML).read_text("utf-8")
    (petite / YAML).write_text(text.replace("label: Vélos réparés", 'label: "Vélos réparés en {{ year() }}"'), "utf-8")
    book = openpyxl.load_workbook(filled())
    shown = [cell.value for row in book["Chiffres"].iter_rows() for cell in row]
    assert "Vélos réparés en 2024" in shown


def test_an_empty_cell_waits_for_its_number(petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    assert told(petite, "import", str(filled({"Chiffres": {"E6": None}, HOURS: {"C7": ""}})), "--oui").code == 0
    assert changed(petite, before) == {YAML: ["  values: {2024: }"], CSV: ["2024,cuisine,Cuisine,"]}


def test_a_number_that_nobody_knows(petite: Path, filled: Filled, told: Told):
    """« n.d. » is an answer in a table as for an indicator."""
    before = tree(petite)
    assert told(petite, "import", str(filled({HOURS: {"C7": "n.d."}})), "--oui").code == 0
    assert changed(petite, before) == {CSV: ["2024,cuisine,Cuisine,n.d."]}
    assert told(petite, "import", str(filled({HOURS: {"C7": "ND"}})), "--oui").out == "Rien ne change.\n"
    before = tree(petite)
    assert told(petite, "import", str(filled({"Chiffres": {"E6": "N.D."}})), "--oui").code == 0
    assert changed(petite, before) == {"data/indicators/ateliers.yml": ["  values: {2024: n.d.}"]}
    assert told(petite, "import", str(filled({"Chiffres": {"E6": "nd"}})), "--oui").out == "Rien ne change.\n"
    assert "IMP06" in told(petite, "import", str(filled({"Chiffres": {"E6": "on ne sait pas"}}))).out


def test_a_new_row(petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    path = filled({"Les personnes": {"A8": "bureau", "B8": "Léa FORT", "C8": "Secrétaire, par intérim"}})
    assert told(petite, "import", str(path), "--oui").code == 0
    assert changed(petite, before) == {"data/tables/people.csv": ['2024,bureau,Léa FORT,"Secrétaire, par intérim",,']}
    said = told(petite, "import", str(path), "--oui")
    assert (said.code, said.out) == (0, "Rien ne change.\n"), "twice is once"


def test_columns_in_another_order_are_found_by_their_headings(petite: Path, filled: Filled, told: Told):
    def swap(book: openpyxl.Workbook) -> None:
        page = book["Chiffres"]
        for row in page.iter_rows(min_row=4, max_row=6):
            row[0].value, row[4].value = row[4].value, row[0].value
        page["A6"] = "320"
        page.insert_cols(1)
        page.insert_rows(1, 2)

    before = tree(petite)
    assert told(petite, "import", str(filled(spoil=swap)), "--oui").code == 0
    assert changed(petite, before) == {YAML: ["  values: {2024: 320}"]}


def test_rows_in_another_order(petite: Path, filled: Filled, told: Told):
    def sort(book: openpyxl.Workbook) -> None:
        rows = list(book["Chiffres"].iter_rows(min_row=5, max_row=6))
        for one, other in zip(*rows, strict=True):
            one.value, other.value = other.value, one.value
        book["Chiffres"]["E5"] = "320"

    before = tree(petite)
    assert told(petite, "import", str(filled(spoil=sort)), "--oui").code == 0
    assert changed(petite, before) == {YAML: ["  values: {2024: 320}"]}


# ---- Bad input ----


def merge(book: openpyxl.Workbook) -> None:
    book["Chiffres"].merge_cells("E5:E6")


def chart_page(name: str) -> Callable[[openpyxl.Workbook], None]:
    def swap(book: openpyxl.Workbook) -> None:
        book.remove(book[name])
        book.create_chartsheet(name).add_chart(BarChart())

    return swap


def lose_names(book: openpyxl.Workbook) -> None:
    """Change the line of the hidden page that says which column holds the names."""
    line = next(row for row in book["Origine"].iter_rows() if row[1].value == "@ref")
    line[1].value = "12"


def half_a_page(book: openpyxl.Workbook) -> None:
    line = next(row for row in book["Origine"].iter_rows() if row[0].value == "column")
    line[0].value = "page"


def drop(name: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: book.remove(book[name])


@pytest.mark.parametrize(
    ("cells", "spoil", "words"),
    [
        ({"Chiffres": {"E6": "trois cents"}}, None, "« Chiffres », E6 : « trois cents » n'est pas un nombre."),
        ({"Chiffres": {"E6": "320 vélos"}}, None, "« Chiffres », E6 : « 320 vélos » n'est pas un nombre."),
        ({"Chiffres": {"E6": "=E5/2"}}, None, "« Chiffres », E6 : une formule (=E5/2) ; seul son résultat peut être lu."),
        ({HOURS: {"B5": "=1+1"}}, None, f"« {HOURS} », B5 : une formule (=1+1)"),
        ({"Chiffres": {"E6": dt.date(2024, 4, 3)}}, None, "« Chiffres », E6 : le tableur en a fait une date ou une heure."),
        ({"Chiffres": {"E6": True}}, None, "« Chiffres », E6 : un nombre est attendu, pas VRAI ou FAUX."),
        ({"Chiffres": {"E6": "#N/A"}}, None, "« Chiffres », E6 : la cellule est en erreur (#N/A)."),
        ({"Chiffres": {"F6": "bof"}}, None, "« Chiffres », F6 : « bof » n'est pas un statut."),
        ({"Chiffres": {"F6": None}}, None, "« Chiffres », F6 : le statut manque."),
        ({"Chiffres": {"E4": "Valeur"}}, None, "« Chiffres » : la colonne « 2024 » manque."),
        ({"Chiffres": {"D4": "2024"}}, None, "« Chiffres » : deux colonnes s'appellent pareil (2024)."),
        ({"Chiffres": {"I4": None}}, None, "« Chiffres » : la colonne « Nom dans les données » manque."),
        ({"Chiffres": {"I6": "velos.repare"}}, None, "« Chiffres », I6 : « velos.repare » n'est pas une ligne de cette feuille."),
        ({"Chiffres": {"I6": "heures.total"}}, None, "I6 : la ligne « heures.total » est deux fois (lignes 5 et 6)."),
        ({"Chiffres": {"A7": "Nouveau", "E7": "3"}}, None, "« Chiffres », ligne 7 : cette ligne n'a pas de nom."),
        ({"Les personnes": {"A8": "bureau", "C8": "Caissier"}}, None, "ligne 8 : pour ajouter une ligne, remplissez aussi Nom."),
        ({"Les personnes": {"A8": "bureau", "B8": "Paul MAREC", "C8": "X"}}, None, "la ligne « bureau.Paul MAREC » existe déjà."),
        ({"Les personnes": {"C6": "Un\ue001signe"}}, None, "Le caractère U+E001 n'a pas de forme imprimée"),
        ({"Chiffres": {"A1048576": "x"}}, None, "« Chiffres » va jusqu'à la ligne 1048576"),
        ({}, merge, "« Chiffres » : les cellules E5:E6 sont fusionnées"),
        ({}, drop("Chiffres"), "La feuille « Chiffres » manque."),
        ({}, chart_page("Chiffres"), "La feuille « Chiffres » manque."),
        ({}, chart_page("Origine"), "ou sa feuille cachée « Origine » a disparu ou changé."),
        ({}, lose_names, "ou sa feuille cachée « Origine » a disparu ou changé."),
        ({}, half_a_page, "ou sa feuille cachée « Origine » a disparu ou changé."),
        ({"Chiffres": {"E6": 1e300}}, None, "« Chiffres », E6 : ce nombre est trop grand, ou n'en est pas un."),
        ({"Chiffres": {"E6": 10**30}}, None, "« Chiffres », E6 : ce nombre est trop grand, ou n'en est pas un."),
        ({}, drop("Origine"), "ou sa feuille cachée « Origine » a disparu ou changé."),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_and_nothing_is_written(
    cells: dict[str, dict[str, object]], spoil: object, words: str, petite: Path, filled: Filled, told: Told
):
    before = tree(petite)
    sound = {HOURS: {"C6": "381"}} | cells  # what can be understood isn't written by halves
    said = told(petite, "import", str(filled(sound, spoil or (lambda _: None))), "--oui")
    assert said.code == 1
    assert words in said.out
    assert "Rien n'a été écrit :" in said.out
    assert tree(petite) == before


def test_what_is_no_file_is_no_workbook(petite: Path, told: Told):
    """A folder, a device: neither is read."""
    for name in (str(petite), os.devnull):
        said = told(petite, "import", name, "--oui")
        assert said.code == 1
        assert "n'est pas un fichier" in said.out


def test_a_workbook_of_another_year(petite: Path, filled: Filled, told: Told):
    path = filled({"Chiffres": {"E6": "320"}})
    report = petite / "report.yml"
    report.write_text(report.read_text("utf-8").replace("year: 2024", "year: 2025"), "utf-8")
    before = tree(petite)
    said = told(petite, "import", str(path), "--oui")
    assert said.code == 1
    assert "Ce classeur est celui de La Fabrique du Val, 2024 ; cette édition est celle de La Fabrique du Val, 2025." in said.out
    assert tree(petite) == before


@pytest.mark.parametrize(
    ("name", "contents", "words"),
    [
        ("absent.xlsx", None, "Le classeur « absent.xlsx » n'existe pas."),
        ("a.xlsx", b"du texte", "Ce fichier n'est pas un classeur .xlsx que l'on puisse lire."),
        ("a.xlsx", b"", "Ce fichier n'est pas un classeur .xlsx que l'on puisse lire."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "Ce classeur est au format .xls, ou protégé par un mot de passe."),
        ("a.xlsx", b"PK\x03\x04tronqu\xc3\xa9", "Ce fichier n'est pas un classeur .xlsx que l'on puisse lire."),
    ],
)
def test_a_file_of_another_kind(name: str, contents: bytes | None, words: str, petite: Path, told: Told):
    path = petite.parent / name
    if contents is not None:
        path.write_bytes(contents)
    said = told(petite, "import", str(path))
    assert said.code == 1
    assert words in said.out


def test_a_workbook_cut_short(petite: Path, filled: Filled, told: Told):
    whole = filled().read_bytes()
    for share in (10, 50, 90, 99):
        path = petite.parent / "court.xlsx"
        path.write_bytes(whole[: len(whole) * share // 100])
        assert "IMP01" in told(petite, "import", str(path)).out


def test_a_value_changed_meanwhile_is_nobodys_to_overwrite(petite: Path, filled: Filled, told: Told):
    path = filled({"Chiffres": {"E6": "320"}})
    (petite / YAML).write_text((petite / YAML).read_text("utf-8").replace("{2024: 318}", "{2024: 319}"), "utf-8")
    before = tree(petite)
    said = told(petite, "import", str(path), "--oui")
    assert said.code == 1
    assert "la feuille est partie avec « 318 » et revient avec « 320 », mais le fichier dit maintenant « 319 »." in said.out
    assert f"voir {YAML}:15" in said.out
    assert tree(petite) == before


def test_a_value_changed_meanwhile_elsewhere_is_kept(petite: Path, filled: Filled, told: Told):
    """The workbook says nothing of it: what it left with comes back as it left."""
    path = filled({"Chiffres": {"E6": "320"}})
    (petite / CSV).write_text((petite / CSV).read_text("utf-8").replace("380", "385"), "utf-8")
    before = tree(petite)
    assert told(petite, "import", str(path), "--oui").code == 0
    assert changed(petite, before) == {YAML: ["  values: {2024: 320}"]}


def test_an_indicator_that_is_gone(petite: Path, filled: Filled, told: Told):
    path = filled({"Chiffres": {"E6": "320"}})
    text = (petite / YAML).read_text("utf-8")
    (petite / YAML).write_text(text.replace("velos.repares:", "velos.reparations:"), "utf-8")
    said = told(petite, "import", str(path), "--oui")
    assert said.code == 1
    assert "« velos.repares » n'existe plus dans le rapport." in said.out
    assert "Nom proche : « velos.reparations »." in said.out


def test_what_is_locked_is_passed_over_and_said(petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    said = told(petite, "import", str(filled({"Chiffres": {"A6": "Vélos remis à neuf"}})), "--oui")
    assert said.code == 0
    assert "« Chiffres », A6 (Libellé) ne se modifie pas ici : « Vélos remis à neuf » est laissé de côté." in said.out
    assert tree(petite) == before


def test_a_row_that_was_deleted_stays_in_the_report(petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    said = told(petite, "import", str(filled(spoil=lambda book: book["Chiffres"].delete_rows(6))), "--oui")
    assert "« Chiffres » : la ligne « velos.repares » n'y est plus ; elle reste telle quelle dans le rapport." in said.out
    assert tree(petite) == before


def test_a_layout_that_cannot_be_changed_alone(petite: Path, filled: Filled, told: Told):
    text = (petite / YAML).read_text("utf-8").replace("  values: {2024: 318}", '  "values": {"2024": 318}')
    (petite / YAML).write_text(text, "utf-8")
    before = tree(petite)
    said = told(petite, "import", str(filled({"Chiffres": {"E6": "320"}})), "--oui")
    assert (said.code == 0 and changed(petite, before)) or "IMP10" in said.out
    if said.code:
        assert tree(petite) == before


# ---- Asked before it is written ----


@pytest.mark.parametrize(("answer", "written"), [("o", True), ("Oui", True), ("n", False), ("", False)])
def test_it_asks(answer: str, written: object, petite: Path, filled: Filled, told: Told, monkeypatch: pytest.MonkeyPatch):
    path = filled({"Chiffres": {"E6": "320"}})
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or answer)
    before = tree(petite)
    assert told(petite, "import", str(path)).code == 0
    assert asked == ["Écrire 1 changement dans 1 fichier ? [o/N] "]
    assert (tree(petite) != before) == written


def test_where_nobody_can_answer_it_only_shows(petite: Path, filled: Filled, told: Told):
    before = tree(petite)
    said = told(petite, "import", str(filled({"Chiffres": {"E6": "320"}})))
    assert said.code == 0
    assert "2024 : 318 → 320" in said.out
    assert "Rien n'a été écrit. Pour écrire sans que la question soit posée : --oui." in said.out
    assert tree(petite) == before


# ---- Round trips ----


@pytest.mark.parametrize("root", ["petite", "whole"])
def test_a_workbook_that_nobody_touched_changes_nothing(root: str, petite: Path, whole: Path, told: Told):
    """Byte for byte, on a whole edition too; a spreadsheet that saved it again makes no difference."""
    edition = petite if root == "petite" else whole
    before = tree(edition)
    path = petite.parent / "intact.xlsx"
    told(edition, "sheet", "--to", str(path))
    for _ in range(2):
        said = told(edition, "import", str(path), "--oui")
        assert (said.code, said.out) == (0, "Rien ne change.\n")
        assert tree(edition) == before
        openpyxl.load_workbook(path).save(path)


SMALL = Path(__file__).parents[2] / "editions/petite"
NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False)
# Digits of another script (Nd), a byte order mark and damaged accents are what no author file may hold: the next test.
PLAIN = st.characters(
    exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp", "Nd"], exclude_characters="\ufeff"
) | st.sampled_from("0123456789")


def composed(text: str) -> str:
    """Return a text as every file of an author is read: in Unicode's form NFC."""
    return normalize("NFC", text).strip()


TEXTS = (
    st.text(PLAIN | st.sampled_from("\n\"';,:#{}[]=+-@%\u00a0_x0041_"), max_size=40)
    .map(composed)
    .filter(lambda text: not [*strangers_in(text)])  # a lost letter (« l?a »): told, and refused
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=NUMBERS, second=NUMBERS, question=TEXTS, role=TEXTS)
def test_any_value_survives_the_round_trip(first: Decimal, second: Decimal, question: str, role: str, petite: Path):
    """Written out, filled by hand, read back, written to the files, read again: the same number, the same words."""
    for name in ("data/indicators/ateliers.yml", "data/tables/heures_par_atelier.csv", "data/tables/people.csv"):
        shutil.copy(SMALL / name, petite / name)  # rid of what the example before has written
    report, _ = load(petite)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "retour.xlsx"
        path.write_bytes(workbook_of(report, pages_of(report)))
        book = openpyxl.load_workbook(path)
        for page, name, value in (
            ("Chiffres", "E6", french.format_number(first)), ("Chiffres", "G6", question),
            (HOURS, "C5", f"{second:f}".replace(".", ",")), ("Les personnes", "C5", role),
        ):  # fmt: skip
            book[page][name].value = value
            book[page][name].data_type = "s"
        book.save(path)
        answers = answers_of(path, report.edition)
    edits = edits_of(report, answers)
    changes, problems = changed_files(report, edits)
    assert [*edits.problems, *problems] == []
    for name, change in changes.items():
        (petite / name).write_bytes(change.after or b"")
    after, _ = load(petite)
    assert after.indicators["velos.repares"].values[2024] == first
    assert after.indicators["velos.repares"].question == question
    rows = after.tables["heures_par_atelier"].rows
    assert rows[0].numbers["hours"].value == second
    assert [row.numbers["hours"].value for row in rows[1:]] == [380, 240]
    assert after.tables["people"].rows[0].texts["role"] == role


@pytest.mark.parametrize("word", ["٣ vélos", "３ vélos", "un\ufeff vélo", "un vÃ©lo"], ids=["arabic", "wide", "mark", "accents"])
@pytest.mark.parametrize(
    ("page", "cell"), [("Chiffres", "G6"), ("Les personnes", "C5"), (HOURS, "B5")], ids=["question", "role", "label"]
)
def test_what_no_author_file_may_hold_is_told_and_nothing_is_written(
    word: str, page: str, cell: str, petite: Path, filled: Filled, told: Told
):
    before = tree(petite)
    said = told(petite, "import", str(filled({page: {cell: word}})), "--oui")
    assert said.code == 1
    assert re.search("LEC0[39]", said.out)
    assert tree(petite) == before


# ---- Faults ----


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_killed_at_any_step_the_tree_is_before_or_after(
    petite: Path, filled: Filled, told: Told, monkeypatch: pytest.MonkeyPatch
):
    path = filled({"Chiffres": {"E6": "320"}, HOURS: {"C5": "622"}, "Les personnes": {"A8": "bureau", "B8": "Léa FORT"}})
    before = tree(petite)
    read = apart.answers_apart(path, load(petite)[0].edition)
    monkeypatch.setattr(apart, "answers_apart", lambda *_: read)  # each that is killed would start a Python of its own to read it
    states = []
    for step in range(200):
        ended = not killed(petite, step, lambda root: main(["import", str(path), "--oui"], root))
        told(petite, "rules")  # whatever the next command is, it ends or undoes what was begun
        states.append(tree(petite))
        assert not (petite / ".edits").exists()
        for name, contents in before.items():
            (petite / name).write_bytes(contents)
        if ended:
            break
    after = states[-1]
    assert after != before
    turn = states.index(after)
    assert turn > 5
    assert states == [before] * turn + [after] * (len(states) - turn)


def test_a_full_disk_changes_nothing(petite: Path, filled: Filled, told: Told, monkeypatch: pytest.MonkeyPatch):
    path = filled({"Chiffres": {"E6": "320"}, HOURS: {"C5": "622"}})
    before = tree(petite)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        said = told(petite, "import", str(path), "--oui")
    assert said.code == 1
    assert "Rien n'a été écrit : un fichier ne peut pas l'être" in said.err
    assert tree(petite) == before
    assert not (petite / ".edits").exists()


def test_agreed_is_never_without_a_terminal(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert not display.agreed("Écrire")


def hide_row(book: openpyxl.Workbook) -> None:
    book["Chiffres"].row_dimensions[6].hidden = True


def hide_column(book: openpyxl.Workbook) -> None:
    book["Chiffres"].column_dimensions["E"].hidden = True


def hide_columns_together(book: openpyxl.Workbook) -> None:
    book["Chiffres"].column_dimensions.group("D", "F", hidden=True)


def hide_sheet(book: openpyxl.Workbook) -> None:
    book["Chiffres"].sheet_state = "hidden"


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (hide_row, "la ligne 6"), (hide_column, "la colonne E"),
        (hide_columns_together, "la colonne E"), (hide_sheet, "la feuille"),
    ],
)  # fmt: skip
def test_an_answer_that_nobody_sees_is_told_and_written(
    spoil: Callable[[openpyxl.Workbook], None], what: str, petite: Path, filled: Filled, told: Told
):
    said = told(petite, "import", str(filled({"Chiffres": {"E6": "1 325"}}, spoil)), "--oui")
    assert said.code == 0
    assert f"avertissement IMP09 « Chiffres », E6 : {what} est masquée ; ce qui y est écrit est repris" in said.out
    assert "values: {2024: 1325}" in (petite / YAML).read_text("utf-8")


def test_a_row_and_a_column_of_no_size_are_hidden():
    sheet = openpyxl.Workbook().active
    sheet.row_dimensions[6].height = 0
    sheet.column_dimensions["C"].width = 0
    assert [where_hidden(sheet, sheet[name]) for name in ("B6", "C2", "B2")] == ["la ligne 6", "la colonne C", ""]


def test_a_row_added_out_of_sight_is_told(petite: Path, filled: Filled, told: Told):
    def spoil(book: openpyxl.Workbook) -> None:
        book[HOURS].row_dimensions[8].hidden = True

    said = told(petite, "import", str(filled({HOURS: {"A8": "couture", "B8": "Couture", "C8": "30"}}, spoil)), "--oui")
    assert f"« {HOURS} », C8 : la ligne 8 est masquée" in said.out


def test_hiding_what_did_not_change_is_nobodys_business(petite: Path, filled: Filled, told: Told):
    said = told(petite, "import", str(filled({"Chiffres": {"E7": "12"}}, hide_row)))
    assert "masquée" not in said.out
