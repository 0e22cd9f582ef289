"""Every kind of piece read, and every way in which one can't be: told in French, nothing believed that was not read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest
import typst
import xlsxwriter
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement

from rapport.sources.evidence import READABLE
from rapport.sources.piece_contents import PieceContents, UnreadablePiece
from rapport.sources.reading.pieces import READERS, contents_of
from rapport.sources.reading.pieces.apart import piece_reader

HERE = Path(__file__).parent
Laid = Callable[[str, bytes], Path]


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    """Give `laid(name, content)`: a file."""

    def lay(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return lay


def workbook(fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def pdf(text: str) -> bytes:
    made: bytes = typst.compile(text.encode())
    return made


NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
ODS = (
    f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
    '<table:table table:name="Effectifs"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>AI</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="248"><text:p>248</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods(manifest: str = "", content: str = ODS) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return made.getvalue()


def word(tracked: bool = False) -> bytes:  # noqa: FBT001, FBT002
    document = docx.Document()
    document.add_paragraph("Bilan de l'année")
    document.add_paragraph("Nous avons réparé 318 vélos.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Bois", "380 heures"
    if tracked:
        document.paragraphs[0]._p.append(OxmlElement("w:ins"))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_every_readable_kind_has_a_reader():
    assert sorted(READERS) == sorted(READABLE)


def test_text(laid: Laid):
    contents = contents_of(laid("a.txt", "Bilan\r\nVélos : 318\n".encode()))
    assert [line.text for line in contents.lines] == ["Bilan", "Vélos : 318", ""]
    latin = contents_of(laid("b.txt", "Vélos réparés : 318\n".encode("cp1252")))
    assert latin.lines[0].text == "Vélos réparés : 318"


def test_csv(laid: Laid):
    (sheet,) = contents_of(laid("a.csv", "\ufeffType;Nombre;Part\nAI;1 248;46 %\n".encode())).sheets
    assert [sheet.cells[2, column].value for column in (1, 2, 3)] == [None, Decimal(1248), Decimal(46)]
    assert sheet.cells[2, 3].unit == "%"


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("Heures, par atelier, en 2024\nAtelier;Heures\nvelo;620,5\n", (3, 2), "620.5"),
        ("Heures\n620,5\n", (2, 1), "620.5"),
        ("Nom, prénom\tHeures\nB, N\t12,25\n", (2, 2), "12.25"),
        ("Atelier,Heures\nvelo,620\n", (2, 2), "620"),
    ],
)
def test_what_parts_cells_is_what_most_rows_have(text: str, at: tuple[int, int], value: str, laid: Laid):
    assert contents_of(laid("a.csv", text.encode())).sheets[0].cells[at].value == Decimal(value)


def test_two_cells_side_by_side_are_not_one_number(laid: Laid):
    page = b"From: a@b.example\nContent-Type: text/html\n\n<table><tr><td>Velos</td><td>12</td> <td>400</td></tr></table>"
    assert [line.text for line in contents_of(laid("a.eml", page)).lines][1].startswith("Velos | 12 | 400")
    document = docx.Document()
    document.add_paragraph("Vélos\t12\t400")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "12"
    cell.add_paragraph("400")
    made = io.BytesIO()
    document.save(made)
    assert [line.text for line in contents_of(laid("a.docx", made.getvalue())).lines] == ["Vélos | 12 | 400", "12 | 400"]


@pytest.mark.parametrize(
    ("shown", "value", "unit"),
    [('#,##0 "K€"', "316", "k€"), ('0.0 "Md€"', "316", "Md€"), ('0 "kEUR"', "316", "k€"), ("0", "316", "")],
)
def test_the_scale_that_a_format_shows(shown: str, value: str, unit: str, laid: Laid):
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = 316
        sheet["A1"].number_format = shown

    cell = contents_of(laid("a.xlsx", workbook(fill))).sheets[0].cells[1, 1]
    assert (cell.value, cell.unit) == (Decimal(value), unit)


def test_email(laid: Laid):
    message = EmailMessage()
    message["Subject"] = "Effectifs"
    message.set_content("Bonjour,\nnous sommes 543.\n")
    assert [line.text for line in contents_of(laid("a.eml", bytes(message))).lines][:3] == [
        "Effectifs",
        "Bonjour,",
        "nous sommes 543.",
    ]
    page = EmailMessage()
    page["Subject"] = "Effectifs"
    page.set_content("<p>Bonjour,</p><script>var n = 12</script><p>nous sommes <b>543</b>.</p>", subtype="html")
    said = [line.text.strip() for line in contents_of(laid("b.eml", bytes(page))).lines]
    assert "nous sommes 543." in said
    assert not any("12" in line for line in said)


def test_word(laid: Laid):
    contents = contents_of(laid("a.docx", word()))
    assert [line.text for line in contents.lines] == ["Bilan de l'année", "Nous avons réparé 318 vélos.", "Bois | 380 heures"]
    assert contents.word == "paragraphe"


@pytest.mark.parametrize("name", ["w:moveFrom", "w:moveTo", "w:ins", "w:del"])
def test_a_word_that_a_tracked_change_moves_is_told(name: str, laid: Laid):
    document = docx.Document()
    document.add_paragraph("Vélos : ")._p.append(OxmlElement(name))
    made = io.BytesIO()
    document.save(made)
    with pytest.raises(UnreadablePiece, match="modifications suivies"):
        contents_of(laid("a.docx", made.getvalue()))


def test_hidden_text_of_a_word_document_is_not_read(laid: Laid):
    """Hidden by itself, by its style, by the one that this one rests on, by its paragraph's; shown against its style."""
    document = docx.Document()
    styles = document.styles
    base, own = styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER), styles.add_style("Tu", WD_STYLE_TYPE.CHARACTER)
    base.font.hidden, own.base_style = True, base
    whole = styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    whole.font.hidden = True
    said = document.add_paragraph("Vélos : ")
    said.add_run("290 ").font.hidden = True
    said.add_run("291 ", style="Secret")
    said.add_run("292 ", style="Tu")
    said.add_run("318").font.hidden = False
    document.add_paragraph("Vélos : 293", style="Note")
    document.add_paragraph("", style="Note").add_run("57 donnés").font.hidden = False
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("294").font.hidden = True
    made = io.BytesIO()
    document.save(made)
    assert [line.text for line in contents_of(laid("a.docx", made.getvalue())).lines] == ["Vélos : 318", "", "57 donnés", ""]


def test_pdf(laid: Laid):
    contents = contents_of(laid("a.pdf", pdf("Bilan\n\n543 entreprises #pagebreak() #rect() #pagebreak() 12 vélos")))
    said = [(line.page, line.text) for line in contents.lines if line.text.strip()]
    assert said == [(1, "Bilan"), (1, "543 entreprises"), (3, "12 vélos")]
    assert contents.blank_pages == (2,)


@pytest.mark.parametrize("name", ["effectifs.xls", "a.ods"])
def test_old_and_open_workbooks(name: str, laid: Laid):
    path = HERE / name if name.endswith(".xls") else laid(name, ods())
    sheet = contents_of(path).sheets[0]
    assert sheet.name == "Effectifs"
    assert 248 in {cell.value for cell in sheet.cells.values()}


def test_an_xlsx_workbook_is_read_as_it_is_seen(laid: Laid):
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.title = "Synthèse"
        for cell, value, form in (
            ("A1", 0.578, "0%"), ("A2", 0.1 + 0.2, "General"), ("A3", 316447560, '#,##0.0,,"M€"'), ("A4", 1250, "# ##0 [$€-40C]"),
            ("A5", "1 240 €", "General"), ("A6", 12, '0 "postes"'),
        ):  # fmt: skip
            sheet[cell] = value
            sheet[cell].number_format = form
        sheet["B1"], sheet["B2"] = 7, 8
        sheet.row_dimensions[2].hidden = True
        sheet.merge_cells("C1:D2")
        sheet["C1"] = 9
        book.create_sheet("Cachée").sheet_state = "hidden"
        book["Cachée"]["A1"] = 5
        book.defined_names["total"] = openpyxl.workbook.defined_name.DefinedName("total", attr_text="Synthèse!$B$1")

    contents = contents_of(laid("a.xlsx", workbook(fill)))
    sheet, hidden = contents.sheets
    cells = sheet.cells
    assert [(cells[row, 1].value, cells[row, 1].unit) for row in range(1, 7)] == [
        (Decimal("57.8"), "%"), (Decimal("0.3"), ""), (Decimal("316.44756"), "M€"), (1250, "€"), (1240, "€"), (12, ""),
    ]  # fmt: skip
    assert (cells[1, 2].remark, cells[2, 2].remark, hidden.cells[1, 1].remark) == ("", "masquée", "masquée")
    assert sheet.merged[2, 4] == (1, 3)
    assert contents.names == {"total": "Synthèse!$B$1"}


def test_what_nobody_sees_in_a_workbook_is_told(laid: Laid):
    """A row without height, a column without width, a format that shows nothing; a format that shows something is none."""

    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for row in range(1, 7):
            sheet[f"A{row}"] = sheet[f"B{row}"] = row
        sheet["A3"].number_format, sheet["A4"].number_format = ";;;", "[White];;"
        sheet["A5"].number_format, sheet["A6"].number_format = "0;-0;;@", "General"

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(fill))) as before, zipfile.ZipFile(made, "w") as packed:
        for name in before.namelist():  # openpyxl doesn't write a height of 0, nor a width
            flat = before.read(name).replace(b'<row r="2"', b'<row r="2" ht="0" customHeight="1"')
            narrow = b'<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData'
            packed.writestr(name, flat.replace(b"<sheetData", narrow, 1))
    cells = contents_of(laid("a.xlsx", made.getvalue())).sheets[0].cells
    assert [cells[row, 1].remark for row in range(1, 7)] == ["", "masquée", "masquée", "masquée", "", ""]
    assert cells[1, 2].remark == "masquée"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(2024, 1, 1), "1er janvier 2024"), (datetime(2024, 12, 31), "31 décembre 2024"), (time(14, 30), "14:30:00")],  # noqa: DTZ001
)
def test_a_day_is_shown_in_french(value: object, shown: str, laid: Laid):
    def fill(book: openpyxl.Workbook) -> None:
        assert book.active is not None
        book.active["A1"] = value

    cell = contents_of(laid("a.xlsx", workbook(fill))).sheets[0].cells[1, 1]
    assert (cell.value, cell.text) == (None, shown)


def formulas(laid: Laid, *, calculated: bool) -> PieceContents:
    """Return a workbook of formulas as a program writes it, or as Excel has saved it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1-1")
        sheet.write_formula("A2", "=40+2", value=42)
        sheet.write_formula("A3", "=1/0", value="#DIV/0!")
    if calculated:
        with zipfile.ZipFile(made, "a") as packed:
            packed.writestr("xl/calcChain.xml", "<calcChain/>")
    return contents_of(laid("a.xlsx", made.getvalue()))


def test_a_zero_that_nobody_calculated_is_not_believed(laid: Laid):
    cells = formulas(laid, calculated=False).sheets[0].cells
    assert "rien ne dit qu'elle a été calculée" in cells[1, 1].flaw
    assert (cells[2, 1].value, cells[2, 1].flaw) == (42, "")
    assert "est en erreur (#DIV/0!)" in cells[3, 1].flaw
    assert formulas(laid, calculated=True).sheets[0].cells[1, 1].flaw == ""


def test_a_formula_without_any_result_is_told(laid: Laid):
    def fill(book: openpyxl.Workbook) -> None:
        assert book.active is not None
        book.active["A1"] = "=SUM(B1:B9)"

    cell = contents_of(laid("a.xlsx", workbook(fill))).sheets[0].cells[1, 1]
    assert cell.value is None
    assert "n'a jamais été calculé" in cell.flaw


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>\n%%EOF\n"
)
OLD = b"\xd0\xcf\x11\xe0" + b"\0" * 600
LOCKED = OLD + "EncryptedPackage".encode("utf-16-le")
BAD = {
    "an old workbook in a new name": ("a.xlsx", (HERE / "releve.xls").read_bytes, "n'est pas un .xlsx : il est d'un format"),
    "an old document in a new name": ("a.docx", lambda: OLD, "n'est pas un .docx : il est d'un format plus ancien"),
    "an old workbook in an open name": ("a.ods", lambda: OLD, "n'est pas un .ods : il est d'un format plus ancien"),
    "empty": ("a.xlsx", lambda: b"", "Le fichier est vide."),
    "locked workbook": ("a.xlsx", lambda: LOCKED, "protégé par un mot de passe"),
    "locked document": ("a.docx", lambda: LOCKED, "protégé par un mot de passe"),
    "locked ods": ("a.ods", lambda: ods("<encryption-data/>"), "protégé par un mot de passe"),
    "locked pdf": ("a.pdf", lambda: LOCKED_PDF, "Le PDF est protégé par un mot de passe."),
    "scanned": ("a.pdf", lambda: pdf("#rect()"), "ce sont des images, une numérisation"),
    "no pdf": ("a.pdf", lambda: b"<html>", "ne se lit pas comme un .pdf"),
    "no workbook": ("a.xlsx", lambda: b"PK\x03\x04", "ne se lit pas comme un .xlsx"),
    "no xls": ("a.xls", lambda: b"Type;Nombre\n", "ne se lit pas comme un .xls"),
    "entities": ("a.ods", lambda: ods(content="<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>"), "déclare un DOCTYPE"),
    "utf-16": ("a.txt", lambda: "543".encode("utf-16"), "il est en UTF-16"),
    "long line": ("a.txt", lambda: b"1" * 30_000, "une ligne de plus de 20000 signes"),
    "no message": ("a.eml", lambda: b"", "Le fichier est vide."),
    "no head": ("a.eml", lambda: b"\nBonjour, nous sommes 543.\n", "Ce courriel n'a pas de texte."),
    "pictures alone": ("a.eml", lambda: b"From: a@b.example\nContent-Type: image/png\n\nabc", "Ce courriel n'a pas de texte."),
    "tracked": ("a.docx", lambda: word(tracked=True), "modifications suivies"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told(name: str, laid: Laid):
    file, content, said = BAD[name]
    with pytest.raises(UnreadablePiece) as told:
        contents_of(laid(file, content()))
    assert said in told.value.message
    assert told.value.hint


def test_a_bomb_is_refused_before_a_library_sees_it(laid: Laid):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", "<c>" + " " * 120_000_000 + "</c>")
    with pytest.raises(UnreadablePiece, match="une fois décompressé : c'est trop pour une pièce"):
        contents_of(laid("a.xlsx", made.getvalue()))


def test_pieces_are_read_by_another_python(laid: Laid):
    """What it refuses is told here all the same."""
    with piece_reader() as reader:
        assert reader.contents(laid("a.txt", b"543")).lines[0].text == "543"
        with pytest.raises(UnreadablePiece, match="vide"):
            reader.contents(laid("b.txt", b""))
