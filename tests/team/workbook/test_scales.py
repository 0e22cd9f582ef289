"""The scale of a number that comes back: what is seen in the cell is what is written, and a doubt is told at its cell."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from rapport.ground.problems import Severity
from rapport.team.workbook.cells import cell_text, faults_of, form_of
from rapport.team.workbook.number_formats import shown_by
from rapport.team.workbook.scales import doubts_of

YAML = "data/indicators/ateliers.yml"
Told = Callable[..., object]
Filled = Callable[..., Path]


def shares(root: Path, value: str, unit: str = "%") -> Path:
    """Make the repaired bicycles a share, with a value."""
    path = root / YAML
    text = path.read_text("utf-8").replace("  unit: vélos", f'  unit: "{unit}"').replace("{2024: 318}", f"{{2024: {value}}}")
    path.write_text(text, "utf-8")
    return root


def typed(value: object, code: str) -> Callable[[openpyxl.Workbook], None]:
    def spoil(book: openpyxl.Workbook) -> None:
        book["Chiffres"]["E6"] = value
        book["Chiffres"]["E6"].number_format = code

    return spoil


def written(root: Path) -> str:
    return (root / YAML).read_text("utf-8").partition("velos.repares")[2].partition("values: {2024: ")[2].partition("}")[0]


@pytest.mark.parametrize(
    ("code", "value", "number"),
    [
        ('0.0" %"', "0.8", "0.8"), (r"0.0\%", "0.8", "0.8"), (r"0.0\ \%", "0.8", "0.8"), ("0.0_%", "0.8", "0.8"),
        ("0*%", "0.8", "0.8"), ("[$%-40C]0.0", "0.8", "0.8"), ('"%" 0.0', "0.8", "0.8"), ('0.0" % des "', "0.8", "0.8"),
        ("0%", "0.8", "80"), ("0%", "0.008", "0.8"), ("0.0%", "0.008", "0.8"), (r"0.0\ %", "0.008", "0.8"),
        (r"[Red]0.0\ %", "0.8", "80"), ('"environ "0%', "0.8", "80"), (r"0.00%;[Red]\-0.00%", "-0.008", "-0.8"),
        ('[<1]0.0%;0" %"', "0.8", "80"), ('[<1]0.0%;0" %"', "45", "45"),
        ('0" %";-0.0%', "-0.8", "-80"), ('0%;-0" %"', "-3", "-3"),
        ("General", "0.8", "0.8"), ("@", "0.8", "0.8"), ("", "0.8", "0.8"), (r"#,##0.00\ [$€-40C]", "1234.5", "1234.5"),
        ("0.00E+00", "1234", "1234"), ("# ?/?", "0.75", "0.75"), ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "-4", "-4"),
        ('0.0"%', "0.8", "0.8"),
    ],
)  # fmt: skip
def test_a_percent_sign_counts_only_when_it_stands_bare(code: str, value: str, number: str):
    assert shown_by(code, Decimal(value)).number == Decimal(number)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ('0.0" %"', "0.8", "0,8 %"), ('0#" "##" "##" "##" "##', "482905513", "04 82 90 55 13"), ("00000", "1000", "01000"),
        ("General", "1234", "1234"), ("@", "12.5", "12.5"), ("0%", "0.8", "80%"), ("000", "1234", "1234"),
    ],
)  # fmt: skip
def test_what_a_cell_of_text_shows(code: str, value: str, text: str):
    assert shown_by(code, Decimal(value)).text == text


@pytest.mark.parametrize(
    ("before", "value", "code", "after"),
    [
        ("0.7", 0.8, '0.0" %"', "0.8"), ("0.7", 0.008, "0.0%", "0.8"), ("75", 0.8, "0%", "80"), ("0.7", 0.8, "General", "0.8"),
        ("44", "45 %", "@", "45"), ("0.7", "0,8 %", "@", "0.8"), ("44", 45, "General", "45"), ("44", 45, '0" %"', "45"),
        ("3", 0.9, "General", "0.9"), ("44", "0,45 %", "@", "0.45"),
    ],
)  # fmt: skip
def test_what_is_seen_is_what_is_written(
    before: str, value: object, code: str, after: str, petite: Path, filled: Filled, told: Told
):
    path = filled(spoil=typed(value, code)) if shares(petite, before) else None
    assert told(petite, "import", str(path), "--oui").code == 0
    assert written(petite) == after


@pytest.mark.parametrize(("before", "value"), [("44", 0.45), ("", 0.45), ("44", 0.08), ("44", -0.45)])
def test_a_bare_fraction_in_a_share_is_asked_never_scaled(before: str, value: float, petite: Path, filled: Filled, told: Told):
    path = filled(spoil=typed(value, "General")) if shares(petite, before) else None
    said = told(petite, "import", str(path), "--oui")
    assert said.code == 1
    assert "IMP11 « Chiffres », E6 : " in said.out
    assert "veut-il dire" in said.out
    assert written(petite) == before


@pytest.mark.parametrize(
    ("unit", "before", "cell", "words"),
    [
        ("%", "0.8", (0.8, "0%"), "80 est 100 fois plus grand que ce qui était connu (0,8)."),
        ("%", "45", ("0,45", "@"), "0,45 est 100 fois plus petit que ce qui était connu (45)."),
        ("%", "0.8", (0.85, "0%"), "85 est 106 fois plus grand que ce qui était connu (0,8)."),
        ("", "0.8", (0.8, "0%"), "80 est 100 fois plus grand"),
        ("€", "12500", (12.5, "0.0"), "12,5 est 1 000 fois plus petit"),
        ("vélos", "318", (0.12, "0%"), "la cellule montre « 12 % » ; le nombre attendu est en « vélos »."),
        ("vélos", "318", ("12 %", "@"), "la cellule montre « 12 % » ; le nombre attendu est en « vélos »."),
    ],
)  # fmt: skip
def test_a_leap_of_scale_is_told_at_its_cell(
    unit: str, before: str, cell: tuple[object, str], words: str, petite: Path, filled: Filled, told: Told
):
    path = filled(spoil=typed(*cell)) if shares(petite, before, unit) else None
    said = told(petite, "import", str(path))
    assert said.code == 0
    assert "avertissement IMP11 « Chiffres », E6 : " in said.out
    assert words in said.out.replace("\u202f", " ")
    assert written(petite) == before


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (12500, "#,##0,", "son format le montre divisé par 1 000."),
        (12500000, '0.0,," M€"', "son format le montre divisé par 1 000 000."),
        (12, ";;;", "la cellule montre «  », mais elle contient 12."),
        (12, '"n.d."', "la cellule montre « n.d. », mais elle contient 12."),
        (0, "0;-0;;@", "la cellule montre «  », mais elle contient 0."),
        (-12, "0;0", "son format n'en montre pas le signe."),
        (0.12, "0%%", "la cellule montre plusieurs signes « % »."),
        (12.5, '0.0" k€"', "la cellule montre « 12,5 k€ » ; le nombre attendu est en « € »."),
    ],
)
def test_a_format_that_hides_the_number_is_told(value: object, code: str, words: str, petite: Path, filled: Filled, told: Told):
    path = filled(spoil=typed(value, code)) if shares(petite, "318", "€") else None
    said = told(petite, "import", str(path), "--oui")
    assert said.code == 1
    assert "« Chiffres », E6 : " in said.out
    assert words in said.out.replace("\u202f", " ")
    assert written(petite) == "318"


def test_a_magnitude_that_the_unit_says_too(petite: Path, filled: Filled, told: Told):
    path = filled(spoil=typed(12.5, '0.0" k€"')) if shares(petite, "12", "k€") else None
    assert told(petite, "import", str(path), "--oui").code == 0
    assert written(petite) == "12.5"


def test_a_share_in_a_table_and_in_a_new_row(petite: Path, filled: Filled, told: Told):
    """The same questions are asked of the tables, whose rows may be new."""
    spec = petite / "data/tables.yml"
    spec.write_text(spec.read_text("utf-8").replace("unit: heures, decimals: exact", 'unit: "%", decimals: exact'), "utf-8")

    def spoil(book: openpyxl.Workbook) -> None:
        page = book["Heures de bénévolat par atelier"]
        for row, cells in ((5, {"C": 0.62}), (8, {"A": "couture", "B": "Couture", "C": 0.3})):
            for column, value in cells.items():
                page[f"{column}{row}"] = value
                page[f"{column}{row}"].number_format = "General"

    said = told(petite, "import", str(filled(spoil=spoil)), "--oui")
    assert said.code == 1
    assert "« Heures de bénévolat par atelier », C5 : 0,62 veut-il dire 0,62 % ou 62 % ?" in said.out
    assert "« Heures de bénévolat par atelier », ligne 8 (Heures) : 0,3 veut-il dire 0,3 % ou 30 % ?" in said.out


def test_a_telephone_in_a_text_column_comes_back_as_it_is_seen(petite: Path, filled: Filled, told: Told):
    def spoil(book: openpyxl.Workbook) -> None:
        cell = book["Les personnes"]["D6"]
        cell.value, cell.number_format = 199001299, '0#" "##" "##" "##" "##'

    assert told(petite, "import", str(filled(spoil=spoil)), "--oui").code == 0
    assert "Paul MAREC,Trésorier,01 99 00 12 99," in (petite / "data/tables/people.csv").read_text("utf-8")


def refusals(code: str, value: object, unit: str) -> list[str]:
    """Return why a number cell of that format is refused, nothing when what is seen in it is what is read."""
    cell = openpyxl.Workbook().active["A1"]
    cell.value, cell.number_format = value, code
    if found := [said for _, said, _ in faults_of(cell, "number")]:
        return found
    doubts = doubts_of(cell_text(cell, "number"), form_of(cell), unit, ("12",))
    return [said for severity, said, _ in doubts if severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ('0" 000"', 13, "13 000"), ('0"000"', 13, "13000"), (r"0\0\0\0", 13, "13000"), ('"1"0', 15, "115"), ('0",5"', 5, "5,5"),
        ('"-"0', 5, "-5"), ("-0", 5, "-5"), ("(0)", 5, "(5)"), (r"0\.00", 1234, "12.34"), ('General"000"', 13, "13000"),
        ('0"²"', 13, "13²"), ('0"½"', 13, "13½"), ('"0,"0', 5, "0,5"), ('0"/"0', 13, "1/3"), ('0" -"', 5, "5 -"), ("−0", 5, "−5"),
        ("[$1]0", 5, "15"), ('"-"0', -5, "--5"), ('"+"0', -5, "-+5"), ("0;-(0)", -5, "-(5)"),
        ('0"万"', 5, "5万"), ("0*0", 5, "50"),
        ("1 000", 13, None), ('@"000"', "13", "13000"), ('0;0;0;"1"@', "13", "113"), ('"-"@', "5", "-5"), (";;;", "13", ""),
    ],
)  # fmt: skip
def test_a_digit_or_a_sign_of_the_format_is_seen_and_so_refused(code: str, value: object, seen: str | None):
    (said,) = refusals(code, value, "vélos")
    assert said.startswith("la cellule montre « ")
    assert "mais elle contient " in said
    assert seen is None or f"« {seen} »" in said


@pytest.mark.parametrize(
    ("unit", "code", "value"),
    [
        ("€", '0" KEUR"', 12), ("€", '0" kEUR"', 12), ("€", '0" keuros"', 12), ("€", '0" MEUR"', 12), ("€", '0" Mio"', 12),
        ("€", '0"m€"', 12), ("€", '0" k €"', 12), ("€", '"en milliers : "0', 12), ("€", "[$k€-40C]0", 12), ("€", '0" T"', 12),
        ("€", '0" lakh"', 12), ("k€", '0" €"', 12), ("milliers d'euros", '0" euros"', 12), ("M€", '0"m€"', 12), ("", '0" k"', 12),
        ("vélos", '0" douzaines"', 12), ("vélos", '0"x10"', 12), ("€", '@" k€"', "12"), ("k€", "@", "12 €"),
        ("€", '"moins "0', 5),
        ("%", '0.0"‰"', 8), ("%", '0" ‰"', 8), ("%", '0" pour mille"', 8), ("%", '0" ‱"', 8), ("%", '0" °/°°"', 8),
        ("", '0" ‰"', 8), ("%", 'General" ‰"', 8), ("points", '0" ‰"', 8),
    ],
)  # fmt: skip
def test_a_word_that_the_unit_does_not_say_is_doubted(unit: str, code: str, value: object):
    (said,) = refusals(code, value, unit)
    assert "la cellule montre « " in said


@pytest.mark.parametrize(
    ("unit", "code", "value"),
    [
        ("€", '#,##0.00" €"', 12.5), ("€", r"#,##0\ [$€-40C]", 12), ("€", '0" euros"', 12), ("€", '0" EUR"', 12),
        ("k€", '0" k€"', 12),
        ("k€", '0" k €"', 12), ("vélos", '0" vélo"', 12), ("vélos", '"environ "0" vélos"', 12),
        ("heures de travail", '0" heures"', 12),
        ("m2", '0" m2"', 12), ("t CO2e", '0" t CO2e"', 12), ("m²", '0" m²"', 12), ("%", '0" %"', 12), ("%", "0.0%", 0.12),
        ("vélos", "+0;-0", 12), ("vélos", "+0;-0", -12), ("vélos", "0;(0)", -12), ("vélos", "0;[Red]-0", -12),
        ("demi-journées", '0" demi-journées"', 12),
        ("€", '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', 0), ("vélos", "# ?/8", 0.75),
        ("vélos", "# ##0", 1234),
        ("€", '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', -3), ("milliers d'euros", '0" milliers"', 12),
        ("€", "@", "12 €"), ("vélos", "0;-0;0;@", "12"), ("vélos", "General", -12), ("vélos", "00000", 12),
        ("vélos", '"Total : "0', 12),
    ],
)  # fmt: skip
def test_a_format_that_adds_nothing_is_read(unit: str, code: str, value: object):
    assert refusals(code, value, unit) == []


@pytest.mark.parametrize(("unit", "code", "value"), [("vélos", '0" 000"', 13), ("€", '0" KEUR"', 12), ("%", '0" ‰"', 8)])
def test_nothing_of_a_format_that_misleads_is_written(unit: str, code: str, value: int, petite: Path, filled: Filled, told: Told):
    path = filled(spoil=typed(value, code)) if shares(petite, "12.5", unit) else None
    said = told(petite, "import", str(path), "--oui")
    assert said.code == 1
    assert "« Chiffres », E6 : la cellule montre « " in said.out
    assert written(petite) == "12.5"
