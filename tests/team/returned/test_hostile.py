"""Files that aren't ours, were spoilt, or were made up to do harm: told in French, nothing changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rapport.ground import packed as limits
from tests.conftest import Outcome
from tests.team.returned.reviewer import Reviewer, W

DOCUMENT, ITEM, RELATIONS = "word/document.xml", "customXml/item1.xml", "word/_rels/document.xml.rels"
Parts = dict[str, bytes]
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def remade(raw: bytes, change: Callable[[Parts], object]) -> bytes:
    """Return a Word file with some parts changed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def replaced(name: str, before: bytes, after: bytes) -> Callable[[Parts], object]:
    def change(parts: Parts) -> None:
        assert before in parts[name]
        parts[name] = parts[name].replace(before, after)

    return change


LINKED = f'<Relationship Id="rIdOut" Type="{IMAGE}" Target="https://exemple.org/a.png" TargetMode="External"/></Relationships>'
LONG = b'["1",[],"",0,0' + b',""' * 12 + b"],["
FOOT = b'<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'
PROGRAM = b'<Override PartName="/a" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
_WORDS = re.compile(rb"(<w:t[^>]*>)[^<]*")
SPOILT: dict[str, tuple[Callable[[Parts], object], str]] = {
    "no part, and other words": (
        lambda parts: (parts.pop(ITEM), parts.update({DOCUMENT: _WORDS.sub(rb"\1rien qui vienne du rapport", parts[DOCUMENT])})),
        "n'est pas parti du rapport",
    ),
    "another edition": (replaced(ITEM, b'"year":"2024"', b'"year":"2023"'), "celui de La Fabrique du Val, 2023"),
    "another organisation": (replaced(ITEM, b"La Fabrique du Val", b"La Ruche"), "celui de La Ruche, 2024"),
    "another form": (replaced(ITEM, b'form="2"', b'form="1"'), "autre version du programme"),
    "part that says nothing": (replaced(ITEM, b'"paragraphs":[', b'"paragraphes":['), "que l'on puisse lire"),
    "edges that are a number": (replaced(ITEM, b'"edges":[', b'"edges":7,"left":['), "que l'on puisse lire"),
    "a paragraph that says too much": (replaced(ITEM, b'"paragraphs":[[', b'"paragraphs":[' + LONG), "que l'on puisse lire"),
    "a head that is no XML": (lambda parts: parts.update({"word/header1.xml": b"<w:hdr"}), "que l'on puisse lire"),
    "entities in a foot": (lambda parts: parts.update({"word/footer7.xml": FOOT}), "DOCTYPE"),
    "part that is no JSON": (replaced(ITEM, b'{"organisation"', b'["organisation"'), "que l'on puisse lire"),
    "cut in two": (lambda parts: parts.update({DOCUMENT: parts[DOCUMENT][:9000]}), "que l'on puisse lire"),
    "no document": (lambda parts: parts.pop(DOCUMENT), "que l'on puisse lire"),
    "entities": (replaced(DOCUMENT, b"<w:document", b'<!DOCTYPE w [<!ENTITY a "b">]><w:document'), "DOCTYPE"),
    "macros": (lambda parts: parts.update({"word/vbaProject.bin": b"x"}), "contient des macros"),
    "macros under another name": (
        replaced("[Content_Types].xml", b"</Types>", PROGRAM),
        "contient des macros",
    ),
    "controls": (lambda parts: parts.update({"word/activeX/activeX1.bin": b"x"}), "contient des contrôles ActiveX"),
    "another kind of document": (lambda parts: parts.update({DOCUMENT: b"<html><body/></html>"}), "que l'on puisse lire"),
    "strict": (
        replaced(DOCUMENT, b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        "Document Open XML strict",
    ),
    "an organisation that commands": (replaced(ITEM, b"La Fabrique du Val", b"A\\u001b[31m\\u202eB"), "celui de A[31mB, 2024"),
    "picture elsewhere": (replaced(RELATIONS, b"</Relationships>", LINKED.encode()), "fait appel à un fichier extérieur"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_told(name: str, root: Path, raw: bytes, told: Callable[..., Outcome]):
    change, said = SPOILT[name]
    path = root.parent / "relecture.docx"
    path.write_bytes(remade(raw, change))
    before = {one: one.read_bytes() for one in (root / "content").iterdir()}
    outcome = told(root, "import", str(path), "--oui")
    assert outcome.code == 1
    assert said in outcome.out
    assert "erreur IMP0" in outcome.out
    assert before == {one: one.read_bytes() for one in (root / "content").iterdir()}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"", "que l'on puisse lire"),
        ("a.docx", b"\xd0\xcf\x11\xe0" * 20, "protégé par un mot de passe"),
        ("a.doc", b"{\\rtf1}", "que l'on puisse lire"),
        ("absent.docx", None, "n'existe pas"),
        (".docx", None, "n'existe pas"),
    ],
)
def test_what_is_no_word_file_is_told(name: str, content: bytes | None, said: str, root: Path, told: Callable[..., Outcome]):
    path = root.parent / name
    if content is not None:
        path.write_bytes(content)
    outcome = told(root, "import", str(path))
    assert (outcome.code, said in outcome.out) == (1, True)


def test_a_file_beyond_a_bound_is_told_before_it_is_read(root: Path, raw: bytes, monkeypatch: pytest.MonkeyPatch):
    from rapport.sources.reading.proofs.opening import returned_proof

    path = root.parent / "lourd.docx"
    path.write_bytes(raw)
    for bound, most in (("LARGEST", 1000), ("PARTS", 3), ("ELEMENTS", 100), ("DEEPEST", 4), ("HEAVIEST", 1000)):
        with monkeypatch.context() as lowered:
            lowered.setattr(limits, bound, most)
            refusal = returned_proof(path).refusal
            assert refusal is not None
            assert "c'est trop pour une épreuve du rapport" in refusal[0]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a.example/(x) y"])
def test_a_link_that_leads_elsewhere_is_told(address: str, root: Path, raw: bytes, told: Callable[..., Outcome]):
    reviewer = Reviewer(raw)
    reviewer.link("dernier", address, "Un dernier paragraphe")
    path = root.parent / "relecture.docx"
    path.write_bytes(reviewer.saved())
    before = (root / "content/relire.md").read_bytes()
    outcome = told(root, "import", str(path), "--oui")
    assert "l’adresse d’un lien" in outcome.out
    assert (root / "content/relire.md").read_bytes() == before


def loose_row(parts: Parts) -> None:
    """Put a row outside of any table."""
    row = b"<w:tr><w:tc><w:p><w:r><w:t>Seule</w:t></w:r></w:p></w:tc></w:tr>"
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:sectPr", row + b"<w:sectPr", 1)


def pictures_nowhere(parts: Parts) -> None:
    """Make every picture one that isn't in the file, or stands outside of it."""
    parts[RELATIONS] = re.sub(rb'Target="media/[^"]*"', b'Target="../../../etc/passwd"', parts[RELATIONS])


def layouts_of_several_words(parts: Parts) -> None:
    """Give layouts values that a list of words can't hold."""
    said = b'<w:pPr><w:jc w:val="a b=c"/><w:shd w:val="clear" w:fill="A B"/></w:pPr>'
    parts[DOCUMENT] = re.sub(rb"<w:pPr>(?=<w:pStyle)", said[:-8], parts[DOCUMENT])


def layouts_that_are_none(parts: Parts) -> None:
    """Have the export's part say layouts that no export writes."""
    parts[ITEM] = re.sub(rb'"jc=[^"]*"|"columns=[^"]*"', b'"columns = 7 jc"', parts[ITEM])


def no_page(parts: Parts) -> None:
    """Take the page's own layout away."""
    whole, last = parts[DOCUMENT], parts[DOCUMENT].rindex(b"<w:sectPr")
    parts[DOCUMENT] = whole[:last] + whole[whole.index(b"</w:body>", last) :]


def style_of_itself(parts: Parts) -> None:
    """Base each style on itself."""
    styles = parts["word/styles.xml"]
    parts["word/styles.xml"] = re.sub(rb'(w:styleId="([^"]+)"[^>]*>)', rb'\1<w:basedOn w:val="\2"/>', styles)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (loose_row, "Seule"),
        (pictures_nowhere, "une image a été retirée"),
        (style_of_itself, "modifié"),
        (layouts_of_several_words, "alignement"),
        (layouts_that_are_none, "mise en page"),
        (no_page, "Rien ne change"),
    ],
)
def test_what_nobody_would_write_is_told_and_changes_nothing(
    change: Callable[[Parts], None], said: str, root: Path, raw: bytes, told: Callable[..., Outcome]
):
    path = root.parent / "relecture.docx"
    path.write_bytes(remade(raw, change))
    before = {one: one.read_bytes() for folder in ("content", "data") for one in (root / folder).rglob("*") if one.is_file()}
    outcome = told(root, "import", str(path), "--oui")
    assert outcome.code in {0, 1}
    assert said in outcome.out
    assert before == {one: one.read_bytes() for one in before}


def line_of_contents(reviewer: Reviewer, style: str) -> Any:
    """Return the first line of the contents that has a style, without it."""
    styles = reviewer.root.iter(f"{W}pStyle")
    found = next(one for one in styles if one.get(f"{W}val") == style)
    paragraph = found.getparent().getparent()
    found.getparent().remove(found)
    return paragraph


def words_as_contents(reviewer: Reviewer) -> None:
    paragraph = reviewer.paragraph("une autre chose")
    properties = paragraph.find(f"{W}pPr")
    for one in properties.findall(f"{W}pStyle"):
        properties.remove(one)
    properties.append(etree.fromstring(f'<w:pStyle xmlns:w="{W[1:-1]}" w:val="TOC1"/>'))
    reviewer.paragraph("Un dernier paragraphe").addnext(paragraph)


CONTENTS: dict[str, tuple[Callable[[Reviewer], object], str]] = {
    "a line": (
        lambda one: one.paragraph("Un dernier paragraphe").addnext(line_of_contents(one, "TOC2")),
        "un paragraphe neuf a une mise en forme ou un lien",
    ),
    "their title": (
        lambda one: one.paragraph("Un dernier paragraphe").addnext(line_of_contents(one, "TOCHeading")),
        "{+Sommaire+}",
    ),
    "words made a line": (words_as_contents, "[-Ce paragraphe parle d'une autre chose"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_lines_of_the_contents_put_elsewhere_are_told(name: str, root: Path, raw: bytes, told: Callable[..., Outcome]):
    work, said = CONTENTS[name]
    reviewer = Reviewer(raw, tracked=False)
    work(reviewer)
    path = root.parent / "relecture.docx"
    path.write_bytes(reviewer.saved())
    outcome = told(root, "import", str(path))
    assert outcome.code == 0
    assert said in outcome.out.replace("’", "'").replace("\u00a0", " ")


def renumbered(parts: Parts) -> None:
    """Call the parts as Word on the web does."""
    for usual in ("document", "styles", "numbering", "comments", "footnotes"):
        for before, after in ((f"word/{usual}.xml", f"word/{usual}2.xml"), *_ties(usual)):
            if before in parts:
                parts[after] = parts.pop(before)
        for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document2.xml.rels"):
            parts[name] = parts[name].replace(f"{usual}.xml".encode(), f"{usual}2.xml".encode())


def _ties(usual: str) -> list[tuple[str, str]]:
    return [(f"word/_rels/{usual}.xml.rels", f"word/_rels/{usual}2.xml.rels")]


def test_parts_may_have_other_names(root: Path, raw: bytes, told: Callable[..., Outcome]):
    path = root.parent / "relecture.docx"
    path.write_bytes(remade(raw, renumbered))
    assert told(root, "import", str(path), "--oui").out == "Rien ne change.\n"
    reviewer = Reviewer(raw)
    reviewer.change("une autre chose", "tout autre chose")
    reviewer.comment("habitants", "Tous ?", "autre chose")
    reviewer.link("quartier", "https://exemple.org/x", "autre chose")
    path.write_bytes(remade(reviewer.saved(), renumbered))
    outcome = told(root, "import", str(path), "--oui")
    assert "1 correction et 1 remarque : c'est écrit." in outcome.out
    assert "tout autre chose : la gare, le « [quartier](https://exemple.org/x) »" in (root / "content/relire.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("name", ["relecture.zip", "relecture", "relecture.pdf", "relecture.xlsx"])
def test_a_word_file_is_known_by_what_it_holds(name: str, root: Path, raw: bytes, told: Callable[..., Outcome]):
    path = root.parent / name
    path.write_bytes(raw)
    assert told(root, "import", str(path), "--oui").out == "Rien ne change.\n"


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx", "a"])
def test_what_is_neither_is_told_in_french(name: str, root: Path, told: Callable[..., Outcome]):
    path = root.parent / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    outcome = told(root, "import", str(path))
    assert (outcome.code, "Ce fichier n'est pas un classeur .xlsx que l'on puisse lire." in outcome.out) == (1, True)


def test_a_folder_is_told_with_what_it_holds(root: Path, raw: bytes, told: Callable[..., Outcome]):
    folder = root.parent / "retours"
    folder.mkdir()
    said = "erreur IMP01 « retours » est un dossier, ce n'est pas un fichier."
    outcome = told(root, "import", f"{folder}/")
    assert (outcome.code, said in outcome.out, "le document .docx relu." in outcome.out) == (1, True, True)
    for name in ("b.docx", "~$b.docx", "a.xlsx", "lisez-moi.txt"):
        (folder / name).write_bytes(raw)
    assert "Il contient « a.xlsx » et « b.docx » : donnez-en un, puis le suivant." in told(root, "import", str(folder)).out
    for name in "cdefg":
        (folder / f"{name}.docx").write_bytes(raw)
    assert "« d.docx » et 3 autres" in told(root, "import", str(folder)).out
