"""What people do to the workbooks that they send back: they answer again, type over, copy sheets, merge cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rapport.sources.returned import FOLDER
from tests.sources.reading.test_survey_returns import ANSWERS, CA, sent_back, value_of
from tests.sources.reading.test_surveys import read, told


@pytest.mark.parametrize(("answer", "right"), [("450 €", "450"), ("450 €", "450 €"), ("450 €", 450), ("450 €", "Oui")])
def test_an_answer_said_again_is_no_correction(tmp_path: Path, answer: str, right: Any):
    """It is confirmed; another workbook that corrects it disagrees, unless it only says yes."""
    sent_back(tmp_path, (answer, right, CA))
    panel, problems = read(tmp_path, ANSWERS)
    assert (told(problems), panel.answers["111"].corrected) == ([], {})
    sent_back(tmp_path, (answer, "500", CA), name="b.xlsx")
    panel, problems = read(tmp_path, ANSWERS)
    assert ["se contredisent" in one for one in told(problems)] == ([] if right == "Oui" else [True])


@pytest.mark.parametrize("answer", ["45 000 €", 45000, None])
def test_an_answer_that_was_typed_over(tmp_path: Path, answer: Any):
    """What a structure wrote in the place of its answer isn't taken, and isn't lost in silence."""
    sent_back(tmp_path, (answer, None, CA))
    panel, problems = read(tmp_path, ANSWERS)
    assert [problem.severity.french for problem in problems] == ["avertissement"]
    assert f"« {'' if answer is None else str(answer)[:2]}" in problems[0].message
    assert "(cellule D4)" in str(problems[0].hint)
    assert value_of(panel) == 450


@pytest.mark.parametrize("right", ["ok", "Oui", "C'est juste."])
def test_a_register_that_is_right(tmp_path: Path, right: str):
    sent_back(tmp_path, ("ACI", right, "obs/2024/222/type"))
    assert told(read(tmp_path, ANSWERS)[1]) == []


@pytest.mark.parametrize("mark", [f"obs/{'9' * 5000}/111/ca", "obs/٢٠٢٤/111/ca", "obs/20245/111/ca", "obs//111/ca"])
def test_a_mark_that_is_none(tmp_path: Path, mark: str):
    sent_back(tmp_path, ("450 €", "1", mark))
    assert "n'a plus son repère" in told(read(tmp_path, ANSWERS)[1])[0]


def test_each_workbook_of_another_survey_is_told(tmp_path: Path):
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        sent_back(tmp_path, ("450 €", "1", "panel/2024/111/ca"), name=name)
    assert [problem.place.path[-6:] for problem in read(tmp_path, ANSWERS)[1]] == ["a.xlsx", "b.xlsx", "c.xlsx"]


@pytest.mark.parametrize(
    ("first", "second", "value"), [("", "500", 500), ("500", "", 500), ("500", "600", 450), ("500", "500", 500)]
)
def test_a_sheet_that_was_copied(tmp_path: Path, first: str, second: str, value: int):
    """Every sheet of a workbook is read; those that disagree are named."""
    sent_back(tmp_path, ("450 €", second, CA))
    book = openpyxl.load_workbook(tmp_path / FOLDER / "a.xlsx")
    copied = book.copy_worksheet(book.active)
    copied.title = "Copie"
    book.active["D4"] = first or None
    book.save(tmp_path / FOLDER / "a.xlsx")
    panel, problems = read(tmp_path, ANSWERS)
    assert value_of(panel) == value
    assert ["Copie!D4" in one for one in told(problems)] == ([True] if value == 450 else [])


@pytest.mark.parametrize(
    ("area", "cells"), [("D4:D5", "D5 : elle est fusionnée avec D4"), ("C5:D5", "D5 : elle est fusionnée avec C5")]
)
def test_cells_that_were_merged(tmp_path: Path, area: str, cells: str):
    """An answer that a merge covers isn't one that was left empty."""
    sent_back(tmp_path, ("450 €", "500", CA), ("12,5 ETP", "", "obs/2024/111/etp"), why="pourquoi ?")
    book = openpyxl.load_workbook(tmp_path / FOLDER / "a.xlsx")
    book.active.merge_cells(area)
    book.save(tmp_path / FOLDER / "a.xlsx")
    assert told(read(tmp_path, ANSWERS)[1]) == [f"{FOLDER}/a.xlsx:5 Cellule {cells}."]


@pytest.mark.parametrize("hidden", ["row", "column", "format"])
def test_an_answer_that_nobody_sees_is_taken_and_told(tmp_path: Path, hidden: str):
    sent_back(tmp_path, ("450 €", "500" if hidden != "format" else 500, CA))
    book = openpyxl.load_workbook(tmp_path / FOLDER / "a.xlsx")
    book.active.row_dimensions[4].hidden = hidden == "row"
    book.active.column_dimensions["D"].hidden = hidden == "column"
    book.active["D4"].number_format = ";;;" if hidden == "format" else "General"
    book.save(tmp_path / FOLDER / "a.xlsx")
    panel, problems = read(tmp_path, ANSWERS)
    assert [problem.severity.french for problem in problems] == ["avertissement"]
    assert "D4 : elle est masquée" in told(problems)[0]
    assert value_of(panel) == 500
