"""Workbooks are read as they are seen, whichever program wrote them: one that LibreOffice saved as .xlsx, .ods and .xls."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from rapport.sources.piece_contents import PieceCell, PieceContents, UnreadablePiece
from rapport.sources.reading.pieces import contents_of
from tests.some import some

HERE = Path(__file__).parent
KINDS = [".xlsx", ".ods", ".xls"]
SPACES = {
    "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
}  # fmt: skip
HEAD = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in SPACES.items())


def saved(kind: str) -> PieceContents:
    return contents_of(HERE / f"releve{kind}")


def ods(path: Path, body: str, styles: str = "") -> PieceContents:
    """Return what is read of an .ods workbook whose sheet and styles are given."""
    content = (
        f"<office:document-content {HEAD}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Feuille">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    made = path / "a.ods"
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return contents_of(made)


def number(value: str, shown: str = "", more: str = "") -> str:
    shown = shown or value
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" {more}><text:p>{shown}</text:p></table:table-cell>'
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


@pytest.mark.parametrize("kind", KINDS)
def test_the_formats_are_those_that_readers_see(kind: str):
    """A percent is 58 %, not 0.58; an amount has its unit, at the scale at which it is shown."""
    cells = saved(kind).sheets[0].cells
    assert [(cells[at].value, cells[at].unit) for at in ((2, 2), (2, 4), (3, 4), (3, 3), (2, 9))] == [
        (620, ""), (58, "%"), (Decimal("30.7"), "%"), (1250, "€"), (Decimal("316.44756"), "M€"),
    ]  # fmt: skip
    assert (cells[6, 9].value, cells[6, 9].text) == (None, "31 décembre 2024")
    assert (cells[5, 9].value, cells[5, 9].text) == (None, "VRAI")
    assert "est en erreur (#DIV/0!)" in cells[4, 9].flaw


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_is_told(kind: str):
    """A row, a column, a group that is folded, a format that shows nothing, a sheet."""
    shown, hidden = saved(kind).sheets
    assert {at for at, cell in shown.cells.items() if cell.remark} == {
        (3, 1), (3, 2), (3, 3), (3, 4), (1, 8), (10, 1), (10, 2), (3, 9),
    }  # fmt: skip
    assert [cell.remark for cell in some(hidden.cells.values())] == ["masquée"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_merged_cell_covers_is_told(kind: str):
    assert saved(kind).sheets[0].merged == {(1, 7): (1, 6), (2, 6): (1, 6), (2, 7): (1, 6), (9, 1): (8, 1)}


@pytest.mark.parametrize("kind", KINDS)
def test_names_and_comments(kind: str):
    contents = saved(kind)
    assert contents.names == {"total_heures": "Synthèse!$B$5"}
    assert contents.sheets[0].cells[5, 1].text == "Total", "what is pinned to a cell is none of it"


def test_a_formula_of_an_open_workbook_without_a_result_is_told(tmp_path: Path):
    cells = ods(
        tmp_path, row('<table:table-cell table:formula="of:=[.B1]"/>', number("0", more='table:formula="of:=1-1"'), number("0"))
    ).sheets[0].cells  # fmt: skip
    assert "n'a jamais été calculé" in cells[1, 1].flaw
    assert "rien ne dit qu'elle a été calculée" in cells[1, 2].flaw
    assert (cells[1, 3].value, cells[1, 3].flaw) == (0, "")


def test_rows_and_columns_that_are_alike_are_each_read(tmp_path: Path):
    body = row(number("1", more='table:number-columns-repeated="2"'), number("3"), more='table:number-rows-repeated="2"')
    body += row('<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="1000000"')
    body += row(number("9"))
    cells = ods(tmp_path, body).sheets[0].cells
    assert {at: cell.value for at, cell in cells.items()} == {
        (1, 1): 1, (1, 2): 1, (1, 3): 3, (2, 1): 1, (2, 2): 1, (2, 3): 3, (1_000_003, 1): 9,
    }  # fmt: skip


def test_what_a_merge_hides_is_not_read(tmp_path: Path):
    covered = '<table:covered-table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:covered-table-cell>'
    sheet = ods(tmp_path, row(number("5", more='table:number-columns-spanned="2"'), covered, number("6"))).sheets[0]
    assert {at: cell.value for at, cell in sheet.cells.items()} == {(1, 1): 5, (1, 3): 6}
    assert sheet.merged == {(1, 2): (1, 1)}


def test_a_table_within_a_cell_is_no_row_of_the_sheet(tmp_path: Path):
    inside = f'<table:table-cell><table:table table:name="x">{row(number("8"))}</table:table></table:table-cell>'
    contents = ods(tmp_path, row(inside, number("1")) + row(number("2")))
    assert [(sheet.name, {at: cell.value for at, cell in sheet.cells.items()}) for sheet in contents.sheets] == [
        ("Feuille", {(1, 2): 1, (2, 1): 2})
    ]


@pytest.mark.parametrize(
    ("style", "value", "unit"),
    [
        ("<number:number/><number:text> k€</number:text>", 1240, "k€"),
        ('<number:number number:display-factor="1000"/><number:text> k€</number:text>', Decimal("1.24"), "k€"),
        ('<number:number number:display-factor="1000"/>', 1240, ""),
        ("<number:number/><number:text> postes</number:text>", 1240, ""),
    ],
)
def test_the_format_of_a_style_or_of_those_it_rests_on(style: str, value: object, unit: str, tmp_path: Path):
    styles = (
        f'<number:number-style style:name="N1">{style}</number:number-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>'
    )
    column = '<table:table-column table:default-cell-style-name="ce2"/><table:table-column table:number-columns-repeated="3"/>'
    cells = ods(tmp_path, column + row(number("1240"), number("1240", more='table:style-name="ce1"'), number("7")), styles)
    found = cells.sheets[0].cells
    assert [(found[1, at].value, found[1, at].unit) for at in (1, 2, 3)] == [(value, unit), (value, unit), (7, "")]


def test_styles_that_turn_in_a_ring_end(tmp_path: Path):
    ring = '<style:style style:name="{}" style:family="table-cell" style:parent-style-name="{}"/>'
    contents = ods(tmp_path, row(number("7", more='table:style-name="a"')), ring.format("a", "b") + ring.format("b", "a"))
    assert contents.sheets[0].cells == {(1, 1): PieceCell(Decimal(7), "7")}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            row(number("1", more='table:number-columns-repeated="2000"'), more='table:number-rows-repeated="2000"'),
            "cellules remplies",
        ),
        (row(number("1", more='table:number-columns-spanned="9000" table:number-rows-spanned="9000"')), "fusionne plus de"),
        (row('<table:table-cell office:value-type="float" office:value="x"/>'), "ne se lit pas comme un .ods"),
    ],
)
def test_an_open_workbook_that_is_made_up_is_refused(body: str, said: str, tmp_path: Path):
    with pytest.raises(UnreadablePiece) as told:
        ods(tmp_path, body)
    assert said in told.value.message
    assert told.value.hint


def test_a_number_that_was_typed_as_a_text_has_its_unit_too(tmp_path: Path):
    typed = '<table:table-cell office:value-type="string"><text:p>1<text:s/>240 €</text:p></table:table-cell>'
    cell = ods(tmp_path, row(typed)).sheets[0].cells[1, 1]
    assert (cell.value, cell.unit) == (1240, "€")


@pytest.mark.parametrize("between", ["<text:tab/>", "<text:line-break/>", "</text:p><text:p>"])
def test_two_numbers_of_a_cell_are_not_one(between: str, tmp_path: Path):
    typed = f'<table:table-cell office:value-type="string"><text:p>1{between}240</text:p></table:table-cell>'
    cell = ods(tmp_path, row(typed)).sheets[0].cells[1, 1]
    assert (cell.value, cell.text.split()) == (None, ["1", "240"])


def test_a_zero_of_a_workbook_that_excel_did_not_save_says_what_to_do(tmp_path: Path):
    """LibreOffice leaves no trace of having calculated: to calculate again there would change nothing."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "=1-1"
    made = io.BytesIO()
    book.save(made)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(path, "w") as packed:
        for name in before.namelist():
            packed.writestr(name, before.read(name).replace(b"<v></v>", b"<v>0</v>").replace(b"<v />", b"<v>0</v>"))
    cell = contents_of(path).sheets[0].cells[1, 1]
    assert "rien ne dit qu'elle a été calculée" in cell.flaw
    assert "Enregistrez le classeur avec Excel" in cell.cure
    assert "remplacez la formule par sa valeur" in cell.cure
