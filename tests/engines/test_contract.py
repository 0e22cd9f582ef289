"""What any Quarto must give: the report that the embedded engine gives (docs/engines.md lists what may differ)."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest


class Page(HTMLParser):
    """What a reader finds in a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.headings: list[list[Any]] = []
        self.links: list[Any] = []
        self.alts: list[Any] = []
        self.pictures: list[Any] = []
        self.numbers: list[Any] = []
        self.anchors: list[Any] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[Any] = []
        self.words: list[str] = []
        self._unread = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.attributes.append((tag, sorted(given.items())))
        self._unread = tag in {"script", "style"}
        if re.fullmatch("h[1-6]", tag):
            self.headings.append([tag, given.get("id")])
        if tag == "a":
            self.links.append(given.get("href"))
        if tag in {"img", "svg"}:
            self.alts.append(given.get("alt", given.get("aria-label")))
        if tag == "img":
            self.pictures.append(given["src"])
        if "data-ref" in given:
            self.numbers.append(given["data-ref"])
        if "id" in given:
            self.anchors.append(given["id"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._unread = self._unread and tag not in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.words += data.split()


class Pdf:
    """What a reader finds in a PDF."""

    def __init__(self, path: Path) -> None:
        document = pypdfium2.PdfDocument(path)
        pages = [page.get_textpage().get_text_range() for page in document]
        self.title = document.get_metadata_dict()["Title"]
        self.outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]
        self.attachments = sorted(document.get_attachment(n).get_name() for n in range(document.count_attachments()))
        self.text = re.sub(r"[\s\u00ad\ufffe\u200b-]+", "", "".join(pages))
        self.addresses, self.targets = _links(document)
        document.close()


def _links(document: pypdfium2.PdfDocument) -> tuple[list[str], int]:
    """Return the addresses that links lead to, and how many places of the PDF itself."""
    addresses, places = set(), set()
    for page in document:
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, position, link):
            action = pdfium.FPDFLink_GetAction(link)
            kind = pdfium.FPDFAction_GetType(action) if action else pdfium.PDFACTION_UNSUPPORTED
            if kind == pdfium.PDFACTION_URI:
                buffer = ctypes.create_string_buffer(2000)
                pdfium.FPDFAction_GetURIPath(document, action, buffer, 2000)
                addresses.add(buffer.value.decode())
                continue
            dest = pdfium.FPDFAction_GetDest(document, action) if action else pdfium.FPDFLink_GetDest(document, link)
            has, x, y = (pdfium.FPDF_BOOL() for _ in range(3)), pdfium.FS_FLOAT(), pdfium.FS_FLOAT()
            pdfium.FPDFDest_GetLocationInPage(dest, *has, x, y, pdfium.FS_FLOAT())
            places.add((pdfium.FPDFDest_GetDestPageIndex(document, dest), round(x.value), round(y.value)))
    return sorted(addresses), len(places)


@pytest.fixture(scope="module")
def pages(by_ours: Path, by_quarto: Path) -> tuple[Page, Page]:
    return Page(by_ours / "index.html"), Page(by_quarto / "index.html")


@pytest.fixture(scope="module")
def pdfs(by_ours: Path, by_quarto: Path) -> tuple[Pdf, Pdf]:
    return Pdf(by_ours / "rapport-activite-2024.pdf"), Pdf(by_quarto / "rapport-activite-2024.pdf")


@pytest.mark.parametrize("what", ["headings", "links", "alts", "pictures", "numbers", "anchors", "tags", "attributes", "words"])
def test_the_page_holds_the_same(pages: tuple[Page, Page], what: str):
    ours, theirs = (getattr(page, what) for page in pages)
    assert ours
    assert theirs == ours


@pytest.mark.parametrize("what", ["title", "outline", "attachments", "addresses", "targets"])
def test_the_pdf_holds_the_same(pdfs: tuple[Pdf, Pdf], what: str):
    ours, theirs = (getattr(pdf, what) for pdf in pdfs)
    assert ours
    assert theirs == ours


def test_the_pdf_says_the_same(pdfs: tuple[Pdf, Pdf], by_quarto: Path):
    """Typst before 0.14 writes the words of drawings where this reader doesn't look: they are left out for it."""
    ours, theirs = (pdf.text for pdf in pdfs)
    if b"Typst 0.13" in (by_quarto / "rapport-activite-2024.pdf").read_bytes():
        assert 0.9 * len(ours) < len(theirs) <= len(ours)
        return
    assert theirs == ours


def test_only_the_report_is_left(by_quarto: Path):
    """Nothing of the project stays among what is published."""
    assert {path.name for path in by_quarto.iterdir()} == {"index.html", "rapport-activite-2024.pdf", "donnees", "manifest.json"}


def test_the_page_asks_for_nothing(by_quarto: Path):
    """Quarto's own styles and scripts would come as files beside it."""
    text = (by_quarto / "index.html").read_text("utf-8")
    assert not re.search(r'<(?:script|img|iframe)\b[^>]*\ssrc="(?!data:)|<link\b(?![^>]*href="data:,")', text)


def test_an_authors_text_stays_text(by_quarto: Path):
    """Nothing that Quarto knows as a shortcode, a cell or settings is carried out; none of its words is lost."""
    text = " ".join(Page(by_quarto / "index.html").words)
    for written in ("{{< env HOME >}}", "{{< include /etc/hostname >}}", "$(touch x)", "[mauvais.lua]", "{r} x + y"):
        assert written in text, written
    assert "\ue005" not in text
    assert not (by_quarto.parents[1] / "x").exists()
