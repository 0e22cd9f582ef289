"""The annex of the PDF: every number has its entry, links lead both ways, and the data travel inside the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.formats.annex import _joined, _softened
from rapport.sources.model import Manuscript, Report
from tests.some import some

TITLE = "Les chiffres de ce rapport"


class Link(NamedTuple):
    """A link of the PDF: its page, the words under it, the page that it leads to (from 1)."""

    page: int
    text: str
    target: int


@pytest.fixture(scope="module")
def edition(built_petite: Path) -> tuple[Report, Manuscript]:
    flow = Flow(built_petite, Tools(built_petite, Cache(built_petite / ".cache")))
    return flow.report(), flow.manuscript()


@pytest.fixture(scope="module")
def annex(built_petite: Path) -> Mapping[str, Any]:
    return Flow(built_petite, Tools(built_petite, Cache(built_petite / ".cache"))).annex()


@pytest.fixture(scope="module")
def document(built_petite: Path) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(next(built_petite.glob("output/*/*.pdf")))
    yield document
    document.close()


@pytest.fixture(scope="module")
def pages(document: pypdfium2.PdfDocument) -> list[str]:
    return [bare(page.get_textpage().get_text_range()) for page in document]


@pytest.fixture(scope="module")
def links(document: pypdfium2.PdfDocument) -> list[Link]:
    return [link for number, page in enumerate(document, 1) for link in links_of(document, page, number)]


@pytest.fixture(scope="module")
def annex_pages(document: pypdfium2.PdfDocument, pages: list[str]) -> range:
    first = next(item.get_dest().get_index() for item in document.get_toc() if bare(item.get_title()) == bare(TITLE)) + 1
    return range(first, len(pages))


def links_of(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int) -> Iterator[Link]:
    position, link, words = ctypes.c_int(0), pdfium.FPDF_LINK(), page.get_textpage()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        target = pdfium.FPDFLink_GetDest(document, link)
        rect = pdfium.FS_RECTF()
        pdfium.FPDFLink_GetAnnotRect(link, rect)
        if target:
            text = words.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top)
            yield Link(number, bare(text), pdfium.FPDFDest_GetDestPageIndex(document, target) + 1)


def bare(text: str) -> str:
    return "".join(text.replace("\u2019", "'").split())


def entries_of(annex: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for group in annex["groups"] for source in group["sources"] for entry in source["entries"]]


def test_every_printed_number_has_an_entry(edition: tuple[Report, Manuscript], annex: dict[str, Any]):
    known = {entry["id"] for entry in entries_of(annex)}
    assert {mention.ref for mention in edition[1].mentions} == set(annex["entries"])
    assert set(annex["entries"].values()) == known
    assert len(known) == len(entries_of(annex))


def test_a_table_is_one_entry(edition: tuple[Report, Manuscript], annex: dict[str, Any]):
    for table in some(edition[0].tables):
        assert len({entry for ref, entry in annex["entries"].items() if ref.startswith(f"{table}.")}) <= 1


def test_every_entry_says_where_it_comes_from(annex: dict[str, Any]):
    assert all(source["source"] for group in some(annex["groups"]) for source in group["sources"])
    assert all(entry["label"] and entry["value"] and entry["status"] for entry in some(entries_of(annex)))


@pytest.mark.parametrize(
    ("sources", "joined"),
    [
        (["« Bilan »"], "« Bilan »"),
        (["« Bilan », mai", "« Bilan », juin"], "« Bilan », mai\u202f; juin"),
        (["« Bilan », mai", "« Social »", "« Bilan », juin"], "« Bilan », mai\u202f; « Social »\u202f; « Bilan », juin"),
    ],
)
def test_a_source_is_named_once(sources: list[str], joined: str):
    assert _joined(sources) == joined


@pytest.mark.parametrize(
    ("label", "split"),
    [
        ("Participants (plus de)", ("Participants", "plus de 200 personnes")),
        ("Participants (moins de)", ("Participants", "moins de 200 personnes")),
        ("Participants (près de)", ("Participants", "près de 200 personnes")),
        ("Participants (plus de trois jours)", ("Participants (plus de trois jours)", "200 personnes")),
    ],
)
def test_what_softens_a_value_stands_before_it(label: str, split: tuple[str, str]):
    assert _softened(label, "200 personnes") == split


def test_a_table_says_how_many_of_its_lines_are_printed(annex: dict[str, Any]):
    assert all(("de tableau" in entry["value"]) == entry["table"] for entry in some(entries_of(annex)))


def test_a_doubt_is_marked(annex: dict[str, Any]):
    assert all(("confirmer" in entry["status"]) == entry["doubt"] for entry in some(entries_of(annex)))


def test_the_annex_is_in_the_contents(pages: list[str], annex_pages: range):
    assert bare(TITLE) in pages[1]
    assert len(annex_pages) <= 3


def test_every_entry_is_printed(annex: dict[str, Any], pages: list[str], annex_pages: range):
    text = "".join(pages[number - 1] for number in annex_pages)
    for entry in some(entries_of(annex)):
        assert bare(entry["label"]) in text
        assert bare(entry["value"]) in text


def test_a_number_leads_to_the_annex(edition: tuple[Report, Manuscript], links: list[Link], annex_pages: range):
    printed = {bare(mention.printed) for mention in edition[1].mentions}
    body = range(3, annex_pages.start)
    leading = {link.text.rstrip("°") for link in links if link.page in body and link.target in annex_pages}
    assert leading
    assert leading <= printed


def test_a_page_number_leads_to_its_page(links: list[Link], annex_pages: range):
    back = [link for link in links if link.page in annex_pages and link.text.isdigit()]
    assert back
    assert all(int(link.text) == link.target for link in back)


def test_the_pages_are_those_that_print_the_number(
    edition: tuple[Report, Manuscript], annex: dict[str, Any], links: list[Link], pages: list[str], annex_pages: range
):
    """A number that only the text prints: its links lead to the pages that hold it, and nowhere else."""
    drawn = {entry for ids in annex["charts"].values() for entry in ids}
    leading = {link.text.rstrip("°"): set[int]() for link in links if link.target in annex_pages}
    for link in links:
        if link.target in annex_pages and link.page not in annex_pages:
            leading[link.text.rstrip("°")].add(link.page)
    targets = {link.target for link in links if link.page in annex_pages and link.text.isdigit()}
    for mention in some(edition[1].mentions):
        if annex["entries"][mention.ref] in drawn:
            continue
        found = leading.get(bare(mention.printed), set())
        assert found, mention
        assert found <= targets
        assert all(bare(mention.printed) in pages[page - 1] for page in found)


def test_the_data_travel_inside(built_petite: Path, document: pypdfium2.PdfDocument):
    folder = next(built_petite.glob("output/*/donnees"))
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    inside = [document.get_attachment(index) for index in range(document.count_attachments())]
    assert {attachment.get_name(): bytes(attachment.get_data()) for attachment in inside} == files
