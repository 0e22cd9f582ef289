"""CSV as French spreadsheets save it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rapport.ground.problems import Problem
from rapport.sources.authored import TableSpec
from rapport.sources.model import Table
from rapport.sources.reading.csv import load_table
from rapport.sources.reading.files import Files

SPEC = TableSpec.model_validate(
    {"title": "Ventes", "source": "Caisse", "key": "item", "columns": {"item": {}, "count": {"decimals": 0}, "remark": {}}}
)
HEADER = "year,item,count,remark\n"


@pytest.fixture
def read(tmp_path: Path):
    """Give `read(text)`: the table (None when refused) and the problems of a CSV file."""

    def one(content: str | bytes, spec: TableSpec = SPEC) -> tuple[Table | None, list[Problem]]:
        folder = tmp_path / "data/tables"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ventes.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        problems: list[Problem] = []
        return load_table(Files(tmp_path), "ventes", spec, problems), problems

    return one


@pytest.mark.parametrize(
    "content",
    [
        "year,item,count,remark\n2024,velo,1234.5,été\n",
        'year,item,count,remark\n2024,velo,"1 234,5",été\n',
        "year;item;count;remark\n2024;velo;1234,5;été\n",
        "year;item;count;remark\r\n2024;velo;1\u00a0234,5;été\r\n",
        "year;item;count;remark\n2024;velo;1\u202f234,50;été\n",
        "year\titem\tcount\tremark\n2024\tvelo\t1234,5\tété\n",
        "\ufeffyear;item;count;remark\n2024;velo;1234,5;été\n",
        " year ; item ; count ; remark \n 2024 ; velo ; 1234,5 ; été \n\n;;;\n",
        "sep=;\r\nyear;item;count;remark\r\n2024;velo;1234,5;été\r\n",
        "sep=\t\nyear\titem\tcount\tremark\n2024\tvelo\t1234,5\tété\n",
        "year;item;count;remark;;\n2024;velo;1234,5;été;;\n;;;;;\n",
        "year;item;count;remark;;\n2024;velo;1234,5;été; ;\n",
    ],
)
def test_any_spreadsheet_s_habits_give_the_same_row(content: str, read):
    """Separator, decimal mark, thousands' spaces, byte order mark, blank lines: all the same row."""
    table, problems = read(content)
    assert problems == []
    (row,) = table.rows
    assert (row.key, row.year, row.numbers["count"].value, row.texts["remark"]) == ("velo", 2024, Decimal("1234.5"), "été")


def test_windows_1252_is_read_with_a_warning(read):
    """An accent saved by an old spreadsheet comes through, and the author is told."""
    table, (problem,) = read("year;item;count;remark\n2024;velo;3;été\n".encode("cp1252"))
    assert table.rows[0].texts["remark"] == "été"
    assert problem.code == "LEC03"


def test_empty_number_is_unknown_and_columns_may_come_in_any_order(read):
    """An empty cell is « not known », never zero."""
    table, problems = read("remark,count,item,year\nx,,velo,2024\n")
    assert problems == []
    assert table.rows[0].numbers["count"].value is None


def test_cells_over_several_lines_keep_everybody_s_place(read):
    """After a cell of two lines, the next cells and the next rows are still told where they stand."""
    table, problems = read(HEADER + '2024,"vélo\nde ville",abc,"un, ""deux"""\n2024,roue,5,"a\nb"\n2024,selle,x,\n')
    assert [str(problem.place) for problem in problems] == ["data/tables/ventes.csv:3:11", "data/tables/ventes.csv:6:12"]
    assert table.rows[0].texts["remark"] == 'un, "deux"'
    assert str(table.rows[0].place_of("remark")) == "data/tables/ventes.csv:3:15"
    assert str(table.rows[1].place) == "data/tables/ventes.csv:4:1"


def test_quote_left_open_never_swallows_rows_silently(read):
    """The rest of the file would become one cell of the last column, and its numbers would vanish."""
    _, (problem,) = read(HEADER + '2024,velo,5,"ouvert\n2024,roue,6,x\n2024,selle,7,x\n')
    assert str(problem.place) == "data/tables/ventes.csv:2:1"
    assert "guillemet ouvert" in problem.message


def test_large_cell_left_open_is_a_problem_not_a_crash(read):
    """The module's own limit (128 KiB a cell) is an exception; ours is a sentence."""
    _, problems = read(HEADER + '2024,velo,5,"ouvert\n' + "2024,roue,6,x\n" * 12_000)
    assert [problem.code for problem in problems] == ["LEC07"]


def test_one_row_s_problem_doesn_t_hide_the_others(read):
    """Six faulty rows, six problems, and the sound row is read."""
    content = HEADER + (
        "2024,a,1\n"  # too few
        "2024,b,1,x,y\n"  # too many
        "l'an dernier,c,1,x\n"
        "2024,d,?,x\n"
        '2024,e,"1,234.5",x\n'
        "2024,f,7,x\n"
        "2024,f,8,x\n"
    )  # fmt: skip
    table, problems = read(content)
    assert [(problem.code, problem.place.line) for problem in problems] == [("LEC07", line) for line in (2, 3, 4, 5, 6, 8)]
    assert "f" in [row.key for row in table.rows]


@pytest.mark.parametrize(
    ("header", "column", "words"),
    [
        ("year,item,count,remark,price", 24, "« price » n'est pas décrite"),
        ("year,item,count,remark,item", 24, "écrite deux fois"),
        ("year,item,count", 1, "« remark », décrite dans data/tables.yml, manque"),
        ("item,count,remark", 1, "colonne « year »"),
    ],
)
def test_header_is_held_to_the_description(header: str, column: int, words: str, read):
    """A column unknown, doubled or missing is told at its own place in the first line."""
    table, (problem,) = read(header + "\n")
    assert table is None
    assert str(problem.place) == f"data/tables/ventes.csv:1:{column}"
    assert words in problem.message


@pytest.mark.parametrize("content", ["", "\n", "\n2024,velo,1,x\n"])
def test_empty_file(content: str, read):
    """A file without a header says what its first line should be."""
    table, (problem,) = read(content)
    assert table is None
    assert "première ligne" in problem.message


def test_status_column(read):
    """A status that doesn't exist lists those that do."""
    _, (problem,) = read("year,item,count,remark,status\n2024,a,1,x,\n2024,b,1,x,publié\n")
    assert str(problem.place) == "data/tables/ventes.csv:3:12"
    assert "to_confirm" in problem.hint


def test_endless_number_is_refused(read):
    """More digits than decimal arithmetic keeps would be rounded without a word."""
    _, (problem,) = read(HEADER + f"2024,a,{'9' * 40},x\n")
    assert "n'est pas un nombre" in problem.message


def test_homonyms_only_where_nothing_is_counted(read):
    """A lexicon may explain an acronym twice; a table of numbers names each row once."""
    spec = TableSpec.model_validate({"title": "Lexique", "columns": {"acronym": {}, "expansion": {}}})
    table, problems = read("year,acronym,expansion\n2024,AI,un\n2024,AI,deux\n", spec)
    assert (len(table.rows), problems) == (2, [])


@pytest.mark.parametrize("written", ["n.d.", "N.D.", "nc"])
def test_a_number_that_nobody_knows_is_said_so(written: str, read):
    """An empty cell may be one that somebody still has to fill in."""
    table, problems = read(f"{HEADER}2024,a,{written},x\n2024,b,,x\n")
    assert not problems
    assert [(row.numbers["count"].value, row.numbers["count"].unknown) for row in table.rows] == [(None, 1), (None, False)]


@pytest.mark.parametrize(
    ("unit", "cell", "kept"),
    [
        ("heures", "620 €", 0), ("heures", "620%", 0), ("k€", "620 €", 0), ("€", "620 %", 0),
        ("€", "620 €", 1), ("% des heures", "62 %", 1), ("", "62 %", 1), ("€ par heure", "12 €", 1),
    ],
)  # fmt: skip
def test_a_sign_is_that_of_the_column(unit: str, cell: str, kept: int, read):
    """A column of hours took euros and percentages for hours."""
    count = {"unit": unit, "decimals": 0} if unit else {"decimals": 0}
    spec = SPEC.model_copy(
        update={"columns": TableSpec.model_validate({"title": "V", "columns": {"item": {}, "count": count}}).columns}
    )
    _, problems = read(f"year;item;count\n2024;velo;{cell}\n", spec)
    assert [problem.message for problem in problems] == (
        [] if kept else [f"Colonne « count » : « {cell} » n'est pas dans l'unité de la colonne, « {unit} »."]
    )


@pytest.mark.parametrize("text", ["year;item;;count\n2024;velo;;3\n", ";item;count;year\nx;velo;3;2024\n"])
def test_a_column_without_a_name_is_told(text: str, read):
    _, problems = read(text)
    assert any(problem.message.endswith("n'a pas de nom.") and problem.hint for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "year;item;count;remark;\n2024;velo;3;été;perdu\n",
        "year;item;count;remark\n2024;velo;3;été;\n",  # one separator too many may be that of a text: the others are shifted
        "year,item,remark,count\n2024,velo,Paris, et Lyon,\n",
    ],
)
def test_a_cell_beyond_the_columns_is_told(text: str, read):
    _, (problem,) = read(text)
    assert problem.message == "5 cellules au lieu de 4."
