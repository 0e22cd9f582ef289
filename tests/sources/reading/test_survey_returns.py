"""Workbooks that structures send back: what is corrected is taken, what isn't stays, what can't be believed is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rapport.numbers.survey.oddities import oddities_in
from rapport.sources.panel import Panel
from rapport.sources.returned import ANSWER, FOLDER, MARK, QUESTION, REMARK, RIGHT, WHY
from tests.sources.reading.test_surveys import HEAD, read, told

ANSWERS = HEAD + "111;450;12,5;oui\n222;-500;3;non\n333;7000;n.d.;\n"
HEADINGS = [QUESTION, ANSWER, WHY, RIGHT, REMARK, MARK]
CA = "obs/2024/111/ca"
OWN = f"{FOLDER}/a.xlsx:4 Aux Aulnes, « Chiffre d'affaires » (cellule D4) :"
LOW = "au moins 0 € : c'est impossible"


def sent_back(
    root: Path, *lines: tuple[str, Any, str], name: str = "a.xlsx", why: str = "", headings: list[str] = HEADINGS
) -> None:
    """Lay a workbook that came back: of each line, the answer that was shown, what was typed beside, the mark."""
    book = openpyxl.Workbook()
    for row in (["Aux Aulnes : vos réponses à vérifier"], [], headings):
        book.active.append(row)
    for answer, right, mark in lines:
        book.active.append(["Question", answer, why, right, None, mark])
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    book.save(root / FOLDER / name)


def value_of(panel: Panel, member: str = "111", column: str = "ca") -> Any:
    return panel.answers[member].values[column]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (("450 €", "450 000", CA), Decimal(450000)),
        (("450\u00a0€", "450 k€", CA), Decimal(450000)),
        (("450 €", 450000, CA), Decimal(450000)),
        (("450 €", 1.234, CA), Decimal("1.234")),
        (("450 €", "n.d.", CA), None),
        (("450 €", None, CA), Decimal(450)),
        (("450 €", "ok", CA), Decimal(450)),
        (("450 €", "C'est juste.", CA), Decimal(450)),
        (("1 €", "450 €", CA), Decimal(450)),  # typed in the file of answers too
    ],
)
def test_what_is_corrected_is_taken(tmp_path: Path, line: tuple[str, Any, str], value: Any):
    """And nothing else: the other answers of the structure, those of the others."""
    sent_back(tmp_path, line)
    panel, problems = read(tmp_path, ANSWERS)
    assert told(problems) == []
    assert value_of(panel) == value
    assert value_of(panel, column="etp") == Decimal("12.5")
    assert value_of(panel, "222") == -500


@pytest.mark.parametrize(("right", "value"), [("Non", "non"), ("oui", "oui"), ("n.d.", None), ("", "oui")])
def test_a_choice(tmp_path: Path, right: str, value: Any):
    sent_back(tmp_path, ("Oui", right, "obs/2024/111/soir"))
    assert value_of(read(tmp_path, ANSWERS)[0], column="soir") == value


@pytest.mark.parametrize("names", [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx")])
def test_an_answer_that_is_corrected_twice(tmp_path: Path, names: tuple[str, str]):
    """The second workbook was sent with the first correction in it; the same workbook twice says the same."""
    sent_back(tmp_path, ("450 €", "45 000", CA), name=names[0])
    sent_back(tmp_path, ("45 000 €", "450 000", CA), name=names[1])
    sent_back(tmp_path, ("450 €", "45000", CA), name="c.xlsx")
    panel, problems = read(tmp_path, ANSWERS)
    assert (told(problems), value_of(panel)) == ([], 450000)
    assert panel.answers["111"].at("ca").path == f"{FOLDER}/{names[1]}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("450 €", "beaucoup", CA), f"{OWN} « beaucoup » n'est pas un"),
        (("451 €", "12 000", CA), f"{OWN} la structure corrige « 451 € »"),
        (("−450 €", "12 000", CA), f"{OWN} la structure corrige « −450"),
        (("450 €", "1", "obs/2023/111/ca"), f"{FOLDER}/a.xlsx:4 Ce classeur est de l'enquête de 2023 ; « obs » porte sur 2024."),
        (("450 €", "1", "obs/2024/999/ca"), f"{FOLDER}/a.xlsx:4 « 999 » n'est pas dans le registre"),
        (("450 €", "1", "panel/2024/111/ca"), f"{FOLDER}/a.xlsx:4 Ce classeur est de l'enquête « panel », qui n'est pas dans"),
        (("450 €", "1", "obs/2024/111/age"), f"{FOLDER}/a.xlsx:4 L'enquête n'a plus de colonne « age »."),
        (("450 €", "1", ""), f"{FOLDER}/a.xlsx:4 Cette ligne n'a plus son repère (cellule F4)"),
        (("450 €", "=1/0", CA), f"{FOLDER}/a.xlsx:4 Cellule D4 : elle contient une formule"),
        (("ACI", "EI", "obs/2024/222/type"), f"{FOLDER}/a.xlsx:4 Bois Joli écrit « EI » (cellule D4) ; le registre dit « ACI »."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken(tmp_path: Path, line: tuple[str, Any, str], said: str):
    sent_back(tmp_path, line)
    panel, problems = read(tmp_path, ANSWERS)
    assert len(problems) == 1
    assert told(problems)[0].startswith(said)
    assert problems[0].hint
    assert value_of(panel) == 450


@pytest.mark.parametrize("mark", ["obs/2023/111/{}", "obs/2024/999/{}", "panel/2024/111/{}"])
def test_a_workbook_of_something_else_is_told_once(tmp_path: Path, mark: str):
    sent_back(
        tmp_path, ("450 €", "1", mark.format("ca")), ("12,5 ETP", "2", mark.format("etp")), ("Oui", "", mark.format("soir"))
    )
    panel, problems = read(tmp_path, ANSWERS)
    assert len(problems) == 1
    assert value_of(panel) == 450


def test_workbooks_that_disagree(tmp_path: Path):
    sent_back(tmp_path, ("450 €", "45 000", CA), name="a.xlsx")
    sent_back(tmp_path, ("450 €", "46 000", CA), name="b.xlsx")
    panel, problems = read(tmp_path, ANSWERS)
    assert "se contredisent" in told(problems)[0]
    assert "a.xlsx, D4" in told(problems)[0]
    assert value_of(panel) == 450


@pytest.mark.parametrize("headings", [["Question", ANSWER, WHY, RIGHT, REMARK], ["x", "y"], [RIGHT, MARK]])
def test_another_workbook(tmp_path: Path, headings: list[str]):
    sent_back(tmp_path, ("450 €", "1", CA), headings=headings)
    _, problems = read(tmp_path, ANSWERS)
    assert told(problems)[0].startswith(f"{FOLDER}/a.xlsx « {FOLDER}/a.xlsx » n'a pas les colonnes du classeur")


@pytest.mark.parametrize("name", ["lettre.docx", "retour.eml", "scan.pdf"])
def test_a_file_that_is_no_workbook(tmp_path: Path, name: str):
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / name).write_bytes(b"x")
    (tmp_path / FOLDER / "~$a.xlsx").write_bytes(b"x")
    _, problems = read(tmp_path, ANSWERS)
    assert [problem.severity.french for problem in problems] == ["avertissement"]
    assert f"« {FOLDER}/{name} » n'est pas lu" in problems[0].message


TOTAL = {
    "columns": {name: {"label": name, "unit": "€"} for name in ("ca", "etp", "soir")},
    "totals": [{"parts": ["ca", "etp"], "equals": "soir"}],
}
COUNTED = "SIRET;ca;etp;soir\n111;1;2;30\n"
FALSE = "« ca » et « etp » font 3 ; « soir » dit 30"


@pytest.mark.parametrize(
    ("lines", "confirmed"),
    [
        ([], [False]),
        ([("1 €", "", "ca"), ("2 €", "", "etp"), ("30 €", "", "soir")], [True]),
        ([("1 €", "", "ca"), ("2 €", "exact", "etp"), ("30 €", "", "soir")], [True]),
        ([("1 €", "1", "ca"), ("2 €", "2 €", "etp"), ("30 €", 30, "soir")], [True]),  # typed again
        ([("1 €", "", "ca"), ("2 €", "", "etp")], [False]),  # the third line isn't there any more
        ([("1 €", "", "ca"), ("2 €", "", "etp"), ("31 €", "", "soir")], [False]),  # of another answer
        ([("1 €", "", "ca"), ("2 €", "", "etp"), ("30 €", "3", "soir")], []),
        ([("1 €", "", "ca"), ("2 €", "", "etp"), ("30 €", "4", "soir")], [False]),  # corrected, and odd again
    ],
)
def test_what_a_structure_confirms(tmp_path: Path, lines: list[tuple[str, str, str]], confirmed: list[bool]):
    sent_back(tmp_path, *((answer, right, f"obs/2024/111/{name}") for answer, right, name in lines), why=FALSE)
    panel, problems = read(tmp_path, COUNTED, **TOTAL)
    assert ["le classeur renvoyé montre « 31" in one for one in told(problems)] == [True for one in lines if "31 €" in one]
    assert [odd.confirmed for odd in oddities_in(panel, None)] == confirmed


def test_what_is_impossible_is_not_confirmed(tmp_path: Path):
    sent_back(tmp_path, ("−500 €", "", "obs/2024/222/ca"), why=LOW)
    panel, _ = read(tmp_path, ANSWERS)
    assert [(odd.impossible, odd.confirmed) for odd in oddities_in(panel, None)] == [(True, False)]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0 behind a password"])
@pytest.mark.parametrize("path", [f"{FOLDER}/a.xlsx", "enquetes/r.xlsx"])
def test_a_workbook_that_cannot_be_read(tmp_path: Path, path: str, raw: bytes):
    """What to do then is said of the survey: no other command reads its files."""
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / path).write_bytes(raw)
    files = "enquetes/r.xlsx" if path == "enquetes/r.xlsx" else "enquetes/r.csv"
    _, problems = read(tmp_path, ANSWERS, files=files)
    hints = [problem.hint for problem in problems if problem.place.path == path]
    assert len(hints) == 1
    assert hints[0]
    assert "build.py tie" not in hints[0]
