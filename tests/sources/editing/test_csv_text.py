"""One cell of a CSV text changes, and not one character around it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.sources.editing.csv_text import CsvText
from tests.conftest import WHOLE

TABLES = sorted((WHOLE / "data/tables").glob("*.csv"))
TEXT = 'year;nom;"part";note\r\n2024;"Vélo; bois";12,5;\r\n\r\n2024; Bois ;"7";"deux\r\nlignes"\r\n;;;\r\n2024;Cuisine;;x'


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_the_projects_own_tables_are_read_as_they_are(path: Path):
    text = path.read_text("utf-8")
    edited = CsvText(text)
    assert edited.text == text
    for line, row in zip_lines(text):
        for name, cell in zip(edited.names, row, strict=True):
            edited.set(line, name, cell)
    assert edited.text == text


def zip_lines(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text))
    found, line = [], 1
    for row in reader:
        found.append((line, row))
        line = reader.line_num + 1
    return found[1:]


@pytest.mark.parametrize(
    ("line", "name", "value", "old", "new"),
    [
        (2, "part", "13", "12,5", "13"),
        (2, "note", "a;b", ";12,5;", ';12,5;"a;b"'),
        (2, "nom", "Bois", '"Vélo; bois"', '"Bois"'),
        (4, "part", "8", '"7"', '"8"'),
        (4, "note", "une", '"deux\r\nlignes"', '"une"'),
        (7, "part", "3", "Cuisine;;x", "Cuisine;3;x"),
        (7, "note", 'dit "x"', "Cuisine;;x", 'Cuisine;;"dit ""x"""'),
    ],
)
def test_only_the_cell_changes(line: int, name: str, value: str, old: str, new: str):
    edited = CsvText(TEXT)
    edited.set(line, name, value)
    assert edited.text == TEXT.replace(old, new)


def test_a_column_that_no_row_had_is_added_to_all():
    edited = CsvText("a,b\n1,2\n\n3,4\n")
    edited.set(4, "status", "to_confirm")
    assert edited.text == "a,b,status\n1,2,\n\n3,4,to_confirm\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", "a,b\n1,2\n5,\n"), ("a,b\n1,2", "a,b\n1,2\n5,"), ("b,a\r\n1,2\r\n\r\n", "b,a\r\n1,2\r\n,5\r\n"),
        ('"a","b"\n"1","2"\n', '"a","b"\n"1","2"\n"5",""\n'),
    ],
)  # fmt: skip
def test_a_new_row_follows_the_last(text: str, expected: str):
    edited = CsvText(text)
    edited.append({"a": "5"})
    assert edited.text == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [(2, "a,b\n\n3,4\n5,6"), (4, "a,b\n1,2\n\n5,6"), (5, "a,b\n1,2\n\n3,4")],
)
def test_a_row_is_taken_away_with_its_line(line: int, expected: str):
    edited = CsvText("a,b\n1,2\n\n3,4\n5,6")
    edited.remove(line)
    assert edited.text == expected


@pytest.mark.parametrize(
    ("line", "before", "expected"),
    [
        (3, 2, 'a,b\r\n"x, y",2\r\n1,2\r\n3,4'), (2, 0, 'a,b\r\n"x, y",2\r\n3,4\r\n1,2'), (4, 2, 'a,b\r\n3,4\r\n1,2\r\n"x, y",2'),
        (2, 3, 'a,b\r\n1,2\r\n"x, y",2\r\n3,4'),
    ],
)  # fmt: skip
def test_a_row_is_put_elsewhere_as_it_was_typed(line: int, before: int, expected: str):
    """The file ends as it did: without a line end here."""
    edited = CsvText('a,b\r\n1,2\r\n"x, y",2\r\n3,4')
    edited.move(line, before)
    assert edited.text == expected


def test_a_line_without_a_record_is_refused():
    with pytest.raises(KeyError):
        CsvText(TEXT).set(5, "part", "1")


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\n '), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), CELLS, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_what_another_program_wrote_is_read_and_changed(rows: list[tuple[str, str]], new: str, delimiter: str, end: str):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(["un", "deux"])
    writer.writerows(rows)
    edited = CsvText(out.getvalue())
    assert edited.text == out.getvalue()
    edited.set(2, "deux", new)
    expected = [["un", "deux"], [rows[0][0], new], *map(list, rows[1:])]
    assert list(csv.reader(io.StringIO(edited.text, newline=""), delimiter=delimiter)) == expected


def test_what_excel_adds_to_a_file_stays():
    """Its line that says the separator, and its empty columns, the first of which takes a name that no column had."""
    edited = CsvText("sep=;\r\nyear;nom;;\r\n2024;x;;\r\n2024;y;;\r\n")
    edited.set(3, "nom", "z")
    edited.set(4, "note", "n")
    edited.append({"year": "2024", "nom": "w"})
    assert edited.text == "sep=;\r\nyear;nom;note;\r\n2024;z;;\r\n2024;y;n;\r\n2024;w;;\r\n"
