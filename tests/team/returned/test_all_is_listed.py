"""Whatever a reviewer does that no source has is listed, be it of a kind that nobody named."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rapport.sources.model import Report
from rapport.sources.reading.proofs.document import proof_of
from rapport.team.returned.reading import corrections_of
from rapport.team.returned.state import Returned
from tests.some import some
from tests.team.returned.reviewer import R, Reviewer, W, text_of
from tests.team.returned.test_layouts import table_of
from tests.team.returned.test_libreoffice import pytestmark as needs_libreoffice
from tests.team.returned.test_libreoffice import saved_by_libreoffice

Work = Callable[[Reviewer], None]
HERE = "une autre chose"
SPACES = {
    "w": W[1:-1], "r": R, "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml", "v": "urn:schemas-microsoft-com:vml",
}  # fmt: skip


def elements(text: str) -> list[Any]:
    """Return elements written as Word writes them."""
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items())
    return [*etree.fromstring(f"<a {spaces}>{text}</a>")]


def given(holder: Any, name: str, text: str) -> None:
    """Give properties to what holds them, in the place of those of the same name."""
    own = holder.find(f"{W}{name}")
    if own is None:
        own = etree.Element(f"{W}{name}")
        holder.insert(0, own)
    for one in elements(text):
        for old in own.findall(one.tag):
            own.remove(old)
        own.append(one)


def letters(text: str, words: str = "quartier", around: str = HERE) -> Work:
    """Give words properties."""

    def work(reviewer: Reviewer) -> None:
        paragraph = reviewer.paragraph(around)
        start = text_of(paragraph).index(words)
        for run in reviewer._between(paragraph, start, start + len(words)):
            given(run, "rPr", text)

    return work


def paragraph(text: str, around: str = HERE) -> Work:
    """Give a paragraph properties."""
    return lambda reviewer: given(reviewer.paragraph(around), "pPr", text)


def behind(text: str) -> Work:
    """Put something behind a word."""

    def work(reviewer: Reviewer) -> None:
        here = reviewer.paragraph(HERE)
        start = text_of(here).index("quartier")
        last = reviewer._between(here, start, start + len("quartier"))[-1]
        for one in reversed(elements(text)):
            last.addnext(one)

    return work


def cell_of(reviewer: Reviewer, row: int = 1, column: int = 1) -> Any:
    """Return a cell of the first table of several columns."""
    return table_of(reviewer).findall(f"{W}tr")[row].findall(f"{W}tc")[column]


def cell(text: str, row: int = 1) -> Work:
    """Give a cell properties."""
    return lambda reviewer: given(cell_of(reviewer, row), "tcPr", text)


def row(text: str, number: int = 1) -> Work:
    """Give a row properties."""
    return lambda reviewer: given(table_of(reviewer).findall(f"{W}tr")[number], "trPr", text)


def table(text: str) -> Work:
    """Give a table properties."""
    return lambda reviewer: given(table_of(reviewer), "tblPr", text)


def in_cell(text: str) -> Work:
    """Give the letters of a cell properties."""

    def work(reviewer: Reviewer) -> None:
        for run in some([*cell_of(reviewer).iter(f"{W}r")]):
            given(run, "rPr", text)

    return work


def merged(reviewer: Reviewer) -> None:
    """Make one cell of two."""
    first, second = cell_of(reviewer, 1, 0), cell_of(reviewer, 1, 1)
    given(first, "tcPr", '<w:gridSpan w:val="2"/>')
    first.extend(second.findall(f"{W}p"))
    second.getparent().remove(second)


def first_drawing(reviewer: Reviewer) -> Any:
    """Return the first picture."""
    return next(reviewer.root.iter(f"{W}drawing"))


def smaller(reviewer: Reviewer) -> None:
    """Make a picture smaller."""
    extent = first_drawing(reviewer).find("{*}inline/{*}extent")
    extent.set("cx", str(int(extent.get("cx")) // 2))


def cropped(reviewer: Reviewer) -> None:
    """Cut a side of a picture off."""
    fill = next(first_drawing(reviewer).iter("{*}blipFill"))
    fill.insert(1, etree.Element("{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect", {"l": "20000"}))


def dropped(reviewer: Reviewer) -> None:
    """Begin a paragraph with a large letter, which Word makes a paragraph of its own."""
    here = reviewer.paragraph(HERE)
    reviewer.cut(here, 1)
    own = etree.Element(f"{W}p")
    given(own, "pPr", '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>')
    letter = next(run for run, _ in reviewer._runs(here))
    own.extend([*here.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")][:2])
    own.append(letter)
    here.addprevious(own)


def section(text: str) -> Work:
    """Give the pages properties."""

    def work(reviewer: Reviewer) -> None:
        last = [*reviewer.root.iter(f"{W}sectPr")][-1]
        for one in elements(text):
            for old in last.findall(one.tag):
                last.remove(old)
            last.append(one)

    return work


def in_part(name: str, pattern: str, new: str) -> Work:
    """Change the text of a part."""

    def work(reviewer: Reviewer) -> None:
        text = reviewer.parts[name].decode()
        changed = re.sub(pattern, new, text, flags=re.DOTALL)
        assert changed != text
        reviewer.parts[name] = changed.encode()

    return work


def with_template(reviewer: Reviewer) -> None:
    """Attach a template from elsewhere."""
    kind = f"{R}/attachedTemplate"
    tie = f'<Relationship Id="rId1" Type="{kind}" Target="https://ailleurs.example/t.dotm" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    reviewer.parts["word/_rels/settings.xml.rels"] = f'<Relationships xmlns="{space}">{tie}</Relationships>'.encode()


def wordless(reviewer: Reviewer) -> None:
    """Write a comment that holds no word."""
    reviewer.comment("quartier", "", HERE)


FILL = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
LETTERS: Mapping[str, tuple[Work, str]] = {
    "a theme's colour": (letters('<w:color w:val="auto" w:themeColor="accent2"/>'), "en couleur"),
    "a theme's font": (letters('<w:rFonts w:asciiTheme="majorHAnsi"/>'), "police"),
    "a fill": (letters(FILL.format("FFFF00")), "aspect des lettres"),
    "a frame": (letters('<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'), "aspect des lettres"),
    "spaced": (letters('<w:spacing w:val="60"/>'), "aspect des lettres"),
    "stretched": (letters('<w:w w:val="150"/>'), "aspect des lettres"),
    "lifted": (letters('<w:position w:val="6"/>'), "aspect des lettres"),
    "outlined": (letters("<w:outline/>"), "aspect des lettres"),
    "from right to left": (letters("<w:rtl/>"), "aspect des lettres"),
    "glowing": (letters('<w14:glow w14:rad="63500"><w14:srgbClr w14:val="FF0000"/></w14:glow>'), "aspect des lettres"),
    "of a kind to come": (letters('<w:autreChose w:val="4"/>'), "aspect des lettres"),
    "no longer as its heading": (letters('<w:b w:val="0"/>', "retenir", "À retenir"), "aspect des lettres"),
    "a style": (letters('<w:rStyle w:val="VerbatimChar"/>'), "style de lettres"),
    "a cell's colour": (in_cell('<w:color w:val="FF0000"/>'), "en couleur"),
    "a cell's size": (in_cell('<w:sz w:val="60"/>'), "taille"),
    "a cell's bold": (in_cell("<w:b/>"), "cellule"),
}
PARAGRAPHS: Mapping[str, tuple[Work, str]] = {
    "kept with the next": (paragraph("<w:keepNext/>"), "enchaînements"),
    "no widow": (paragraph('<w:widowControl w:val="0"/>'), "enchaînements"),
    "tabs": (paragraph('<w:tabs><w:tab w:val="left" w:pos="3000"/></w:tabs>'), "tabulations"),
    "closer": (paragraph("<w:contextualSpacing/>"), "espacement"),
    "a plan's level": (paragraph('<w:outlineLvl w:val="2"/>'), "niveau de plan"),
    "from right to left": (paragraph("<w:bidi/>"), "autre réglage du paragraphe"),
    "of a kind to come": (paragraph('<w:autreChose w:val="4"/>'), "autre réglage du paragraphe"),
    "a pattern": (paragraph('<w:shd w:val="pct25" w:color="FF0000" w:fill="auto"/>'), "trame"),
    "a large letter": (dropped, "cadre ou lettrine"),
    "a box": (paragraph('<w:pStyle w:val="Encadre"/>'), "style"),
    "a title": (paragraph('<w:pStyle w:val="Title"/>'), "style"),
    "no box any more": (paragraph('<w:pStyle w:val="BodyText"/>', "Rien ne se perd"), "style"),
    "a soft hyphen": (behind("<w:r><w:softHyphen/></w:r>"), "coupure d'un mot"),
    "an item's mark": (in_part("word/numbering.xml", "\uf0b7", "→"), "puce"),
}
TABLES: Mapping[str, tuple[Work, str]] = {
    "a cell in the middle": (cell('<w:vAlign w:val="center"/>'), "alignement d'une cellule"),
    "a cell on its side": (cell('<w:textDirection w:val="btLr"/>'), "mise en forme d'une cellule"),
    "a cell's margins": (cell('<w:tcMar><w:left w:w="500" w:type="dxa"/></w:tcMar>'), "mise en forme d'une cellule"),
    "a cell's spacing": (lambda one: given(cell_of(one).find(f"{W}p"), "pPr", '<w:spacing w:before="400"/>'), "espacement"),
    "a cell of a kind to come": (cell("<w:autreChose/>"), "mise en forme d'une cellule"),
    "a line taken away": (cell('<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'), "bordure d'une cellule"),
    "a head's line taken away": (cell('<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>', 0), "bordure d'une cellule"),
    "a head's fill taken away": (cell(FILL.format("auto"), 0), "trame d'une cellule"),
    "one cell of two": (merged, "cellules fusionnées"),
    "a row's height": (row('<w:trHeight w:val="1200" w:hRule="exact"/>'), "hauteur d'une ligne"),
    "a row that repeats": (row("<w:tblHeader/>"), "ligne de titre d'un tableau"),
    "a head that doesn't": (row('<w:tblHeader w:val="0"/>', 0), "ligne de titre d'un tableau"),
    "a row of a kind to come": (row('<w:autreChose w:val="4"/>'), "mise en forme d'une ligne de tableau"),
    "a style": (table('<w:tblStyle w:val="ChiffresCles"/>'), "style d'un tableau"),
    "another width": (table('<w:tblW w:type="pct" w:w="2500"/>'), "largeur d'un tableau"),
    "in the middle": (table('<w:jc w:val="center"/>'), "alignement d'un tableau"),
    "lines": (table('<w:tblBorders><w:top w:val="double" w:sz="24"/></w:tblBorders>'), "mise en forme d'un tableau"),
    "lines taken away": (table('<w:tblBorders><w:insideH w:val="nil"/></w:tblBorders>'), "mise en forme d'un tableau"),
    "margins": (table('<w:tblCellMar><w:left w:w="500" w:type="dxa"/></w:tblCellMar>'), "mise en forme d'un tableau"),
    "text around it": (table('<w:tblpPr w:vertAnchor="text" w:tblpX="3000"/>'), "mise en forme d'un tableau"),
    "what is shown of its style": (table('<w:tblLook w:val="0080"/>'), "mise en forme d'un tableau"),
    "a description": (table('<w:tblDescription w:val="Dit"/>'), "description d'un tableau"),
}
OBJECTS: Mapping[str, tuple[Work, str]] = {
    "a smaller picture": (smaller, "taille d'une image"),
    "a cut picture": (cropped, "cadrage d'une image"),
    "a symbol": (behind('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'), "un objet"),
    "an equation": (behind("<m:oMath><m:r><m:t>E</m:t></m:r></m:oMath>"), "un objet"),
    "a page's number": (behind("<w:r><w:pgNum/></w:r>"), "un objet"),
    "an annotation of letters": (behind("<w:r><w:ruby/></w:r>"), "un objet"),
    "an entry of an index": (
        behind(
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> XE "x" </w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "un objet",
    ),
}
WHOLE: Mapping[str, tuple[Work, str]] = {
    "a frame of pages": (section('<w:pgBorders><w:top w:val="single" w:sz="4"/></w:pgBorders>'), "bordure des pages"),
    "numbered lines": (section('<w:lnNumType w:countBy="1"/>'), "numéros de lignes"),
    "pages from ten": (section('<w:pgNumType w:start="10"/>'), "numéros des pages"),
    "a gutter": (section('<w:pgMar w:top="1247" w:bottom="1247" w:left="1418" w:right="1418" w:gutter="600"/>'), "marges"),
    "pages of a kind to come": (section('<w:autreChose w:val="4"/>'), "mise en forme"),
    "a ground": (lambda one: one.root.insert(0, elements('<w:background w:color="FFFF00"/>')[0]), "fond des pages"),
    "a style": (
        in_part("word/styles.xml", r'("BodyText"(?:(?!</w:style>).)*?)<w:rPr ?/>', r'\1<w:rPr><w:sz w:val="60"/></w:rPr>'),
        "Style « Body Text » modifié (taille)",
    ),
    "a title": (in_part("docProps/core.xml", "<dc:title>.*?</dc:title>", "<dc:title>Autre</dc:title>"), "titre : Autre"),
    "a template": (with_template, "un modèle d'ailleurs (https://ailleurs.example/t.dotm) : il n'a pas été ouvert"),
    "a comment without words": (wordless, "(commentaire sans texte)"),
    "another document": (
        lambda one: one.paragraph(HERE).addprevious(elements('<w:altChunk r:id="rIdZ"/>')[0]), "Document inséré",
    ),
}  # fmt: skip


def listed(report: Report, raw: bytes) -> list[str]:
    """Return what is listed of a file: why corrections don't come back, remarks."""
    proof = proof_of(io.BytesIO(raw))
    assert proof.sent is not None
    found = corrections_of(Returned.of(report, proof.sent, proof.paragraphs))
    assert [one.edits for one in found if one.edits] == []
    return [*(one.why for one in found), *(one.text for one in proof.comments)]


def unlisted(kind: Mapping[str, tuple[Work, str]], report: Report, raw: bytes) -> dict[str, list[str]]:
    """Return, by name, what is listed of each work that isn't told in its own words."""
    missed = {}
    for name, (work, said) in some([*kind.items()]):
        reviewer = Reviewer(raw, tracked=False)
        work(reviewer)
        found = listed(report, reviewer.saved())
        if not any(said in one for one in found):
            missed[name] = found
    return missed


@pytest.mark.parametrize("kind", [LETTERS, PARAGRAPHS, TABLES, OBJECTS, WHOLE])
def test_whatever_has_no_source_is_listed(kind: Mapping[str, tuple[Work, str]], report: Report, raw: bytes):
    assert unlisted(kind, report, raw) == {}


def test_what_programs_write_by_themselves_is_not(report: Report, raw: bytes):
    reviewer = Reviewer(raw, tracked=False)
    letters('<w:lang w:val="en-GB"/><w:noProof/><w:kern w:val="0"/><w:bCs/>')(reviewer)
    paragraph('<w:widowControl/><w:kinsoku/><w:snapToGrid w:val="0"/><w:bidi w:val="0"/>')(reviewer)
    cell('<w:tcW w:w="3000" w:type="dxa"/><w:vAlign w:val="top"/>')(reviewer)
    row('<w:cnfStyle w:val="000000100000"/>')(reviewer)
    table('<w:jc w:val="left"/><w:tblInd w:w="0" w:type="dxa"/>')(reviewer)
    section('<w:docGrid w:linePitch="360"/>')(reviewer)
    assert listed(report, reviewer.saved()) == []


def test_a_large_letter_parts_nothing(raw: bytes):
    reviewer = Reviewer(raw, tracked=False)
    dropped(reviewer)
    proof = proof_of(io.BytesIO(reviewer.saved()))
    assert next(one.text for one in proof.paragraphs if HERE in one.text).startswith("Ce paragraphe parle")


def unfilled(reviewer: Reviewer) -> None:
    """Take away the fill that LibreOffice wrote to a cell of the head of a table."""
    shade = next(cell_of(reviewer, 0).iter(f"{W}shd"))
    shade.getparent().remove(shade)


def unlined(reviewer: Reviewer) -> None:
    """Take away the line between a cell and the one below, as LibreOffice does on both."""
    for number, side in ((1, "bottom"), (2, "top")):
        for one in [*cell_of(reviewer, number).iter(f"{W}{side}")]:
            one.getparent().remove(one)


@needs_libreoffice
def test_what_a_style_draws_and_somebody_took_away_in_libreoffice_is_listed(report: Report, raw: bytes, tmp_path: Path):
    path = tmp_path / "relecture.docx"
    path.write_bytes(raw)
    saved = saved_by_libreoffice(path).read_bytes()
    assert listed(report, saved) == []
    works: list[tuple[Work, str]] = [(unfilled, "trame d'une cellule"), (unlined, "bordure d'une cellule")]
    works += [TABLES[name] for name in ("a cell in the middle", "a row's height", "another width", "one cell of two")]
    for work, said in works:
        reviewer = Reviewer(saved, tracked=False)
        work(copy.copy(reviewer))
        assert any(said in one for one in listed(report, reviewer.saved())), said
