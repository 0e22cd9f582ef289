"""How a reviewer lays paragraphs, tables and pages is listed, never dropped without a word: no source of a report has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.conftest import Outcome
from tests.some import some
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import Reviewer, W
from tests.team.returned.test_libreoffice import pytestmark as needs_libreoffice
from tests.team.returned.test_libreoffice import saved_by_libreoffice
from tests.team.returned.test_looks import shown
from tests.team.returned.test_return import by_hand

Told = Callable[..., Outcome]
Work = Callable[[Reviewer], None]
HERE = "une autre chose"


def laid(reviewer: Reviewer, properties: str, around: str = HERE) -> None:
    """Lay the paragraph that holds words, as Word writes it."""
    paragraph = reviewer.paragraph(around)
    own = paragraph.find(f"{W}pPr")
    if own is None:
        own = etree.Element(f"{W}pPr")
        paragraph.insert(0, own)
    own.extend(etree.fromstring(f'<a xmlns:w="{W[1:-1]}">{properties}</a>'))


def broken(reviewer: Reviewer) -> None:
    """Press Ctrl and Enter between two paragraphs."""
    words = '<w:r><w:br w:type="page"/></w:r>'
    reviewer.paragraph(HERE).addprevious(etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{words}</w:p>'))


def table_of(reviewer: Reviewer) -> Any:
    """Return the first table of several columns."""
    return next(one for one in reviewer.root.iter(f"{W}tbl") if len(one.findall(f"{W}tblGrid/{W}gridCol")) > 1)


def widened(reviewer: Reviewer) -> None:
    """Drag the edge of the first column of a table."""
    first, second, *_ = table_of(reviewer).findall(f"{W}tblGrid/{W}gridCol")
    widths = [int(float(one.get(f"{W}w"))) for one in (first, second)]
    first.set(f"{W}w", str(widths[0] - 900))
    second.set(f"{W}w", str(widths[1] + 900))
    for row in table_of(reviewer).iter(f"{W}tr"):
        for cell, width in zip(row.findall(f"{W}tc"), (widths[0] - 900, widths[1] + 900), strict=False):
            cell.find(f"{W}tcPr").append(etree.Element(f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"}))


def celled(properties: str, row: int = 1) -> Work:
    """Give a cell of a table properties of its own, as Word writes them."""

    def work(reviewer: Reviewer) -> None:
        cell = table_of(reviewer).findall(f"{W}tr")[row].find(f"{W}tc")
        own = cell.find(f"{W}tcPr")
        own.extend(etree.fromstring(f'<a xmlns:w="{W[1:-1]}">{properties}</a>'))

    return work


def blank(reviewer: Reviewer) -> None:
    """Press Enter twice between two paragraphs."""
    reviewer.paragraph(HERE).addprevious(etree.Element(f"{W}p"))


def blanks_below(reviewer: Reviewer) -> None:
    """Press Enter several times below a paragraph, in its style."""
    for _ in range(3):
        made = etree.Element(f"{W}p")
        made.append(etree.Element(f"{W}pPr"))
        reviewer.paragraph("Un dernier paragraphe").addnext(made)


SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'
EDGED = '<w:tcBorders><w:left w:val="double" w:sz="12" w:space="0" w:color="FF0000"/></w:tcBorders>'
EDGE = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="1" w:color="FF0000"/></w:pBdr>'
LAYOUTS: dict[str, tuple[Work, str]] = {
    "centred": (lambda one: laid(one, '<w:jc w:val="center"/>'), "alignement"),
    "justified": (lambda one: laid(one, '<w:jc w:val="both"/>'), "alignement"),
    "centred title": (lambda one: laid(one, '<w:jc w:val="center"/>', "Les demandes"), "alignement"),
    "pushed right": (lambda one: laid(one, '<w:ind w:left="720"/>'), "retrait"),
    "first line": (lambda one: laid(one, '<w:ind w:firstLine="400"/>'), "retrait"),
    "pushed item": (lambda one: laid(one, '<w:ind w:left="1900" w:hanging="300"/>', "deuxième demande"), "retrait"),
    "spaced": (lambda one: laid(one, '<w:spacing w:before="600"/>'), "espacement"),
    "double lines": (lambda one: laid(one, '<w:spacing w:line="480" w:lineRule="auto"/>'), "espacement"),
    "on a new page": (lambda one: laid(one, "<w:pageBreakBefore/>"), "saut de page"),
    "a page break": (broken, "saut de page"),
    "a frame": (lambda one: laid(one, EDGE), "bordure"),
    "a shade": (lambda one: laid(one, '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'), "trame"),
    "columns": (widened, "largeur des colonnes"),
    "a shaded cell": (celled(SHADED), "trame d’une cellule"),
    "a shaded head": (celled(SHADED, 0), "trame d’une cellule"),
    "an edged cell": (celled(EDGED), "bordure d’une cellule"),
    "a blank line": (blank, "ligne vide"),
    "blank lines below": (blanks_below, "ligne vide"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_listed(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    work, said = LAYOUTS[name]
    out = shown(told, root, reviewed(work, False))
    assert f"Non repris : la mise en page ({said}) n’a pas d’équivalent dans les sources." in out
    assert "0 correction à reporter et 1 non reprise." in out
    assert (root / "content/relire.md").read_text("utf-8") == SECTION


@needs_libreoffice
@pytest.mark.parametrize("said", sorted({said for _, said in LAYOUTS.values()}))
def test_layouts_are_listed_through_libreoffice(said: str, root: Path, reviewed: Callable[..., Path], told: Told):
    for work in some([work for work, kind in LAYOUTS.values() if kind == said]):
        out = shown(told, root, saved_by_libreoffice(reviewed(work, False)))
        assert f"Non repris : la mise en page ({said})" in out


@pytest.mark.parametrize("name", ["centred", "pushed right", "on a new page"])
def test_words_come_back_without_their_layout(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    work, said = LAYOUTS[name]

    def both(reviewer: Reviewer) -> None:
        work(reviewer)
        reviewer.change(HERE, "tout autre chose")

    out = shown(told, root, reviewed(both, False))
    assert f"Sans sa mise en forme ({said}), que les sources n’ont pas." in out
    assert "1 correction à reporter." in out
    assert (root / "content/relire.md").read_text("utf-8") == by_hand(("une autre", "tout autre"))


def test_a_layout_is_listed_as_one_where_the_text_changed_since(root: Path, reviewed: Callable[..., Path], told: Told):
    path = reviewed(LAYOUTS["centred"][0], False)
    section = root / "content/relire.md"
    section.write_text(section.read_text("utf-8").replace("la gare", "la grande gare"), "utf-8")
    assert "Non repris : la mise en page (alignement)" in shown(told, root, path)


def test_what_is_laid_is_known_by_its_first_words(root: Path, reviewed: Callable[..., Path], told: Told):
    out = shown(told, root, reviewed(LAYOUTS["centred"][0], False))
    assert "mise en forme : « Ce paragraphe parle d’une autre chose" in out


PAGES: dict[str, tuple[dict[str, dict[str, str]], str]] = {
    "on its side": ({"pgSz": {"w": "16838", "h": "11906", "orient": "landscape"}}, "format ou orientation des pages"),
    "narrow margins": ({"pgMar": {"left": "567", "right": "567"}}, "marges"),
    "two columns": ({"cols": {"num": "2"}}, "colonnes"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_setting_of_pages_is_listed(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    changed, said = PAGES[name]

    def work(reviewer: Reviewer) -> None:
        section = next(reviewer.root.iter(f"{W}sectPr"))
        for tag, values in changed.items():
            found = section.find(f"{W}{tag}")
            found = etree.SubElement(section, f"{W}{tag}") if found is None else found
            found.attrib.update({f"{W}{key}": value for key, value in values.items()})

    out = shown(told, root, reviewed(work, False))
    assert f"Mise en page du document, non reprise (le programme la fait) : {said}" in out


def test_a_file_of_an_export_that_said_no_layout_is_read_as_before(root: Path, reviewed: Callable[..., Path], told: Told):
    def work(reviewer: Reviewer) -> None:
        laid(reviewer, '<w:jc w:val="center"/>')
        reviewer.change("Un dernier", "Un tout dernier")
        name = next(one for one in reviewer.parts if one.startswith("customXml/item1"))
        reviewer.parts[name] = without_layouts(reviewer.parts[name])

    out = shown(told, root, reviewed(work, False))
    assert "1 correction à reporter." in out
    assert "alignement" not in out


def without_layouts(part: bytes) -> bytes:
    """Return the part of an export of a former version."""
    root = etree.fromstring(part)
    said = json.loads(root.text)
    del said["page"]
    said["paragraphs"] = [one[:-1] for one in said["paragraphs"]]
    root.text = json.dumps(said)
    return etree.tostring(root)
