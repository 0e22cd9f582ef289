"""Printed from the browser, nothing is lost and nothing covers the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import windows

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def paper(browser: Browser, report: Path, tmp_path_factory: pytest.TempPathFactory) -> pypdfium2.PdfDocument:
    """Return the sheets, printed once."""
    target = tmp_path_factory.mktemp("paper") / "imprimé.pdf"
    with windows(browser, report) as opened:
        opened(1440).pdf(path=target, prefer_css_page_size=True, print_background=True)
    return pypdfium2.PdfDocument(target)


def letters(text: str) -> str:
    """Return a text without what a line break may change: spaces, hyphens, invisible characters, the marks of doubt."""
    return re.sub(r"[\s\u00ad\u200b\u00a0\u202f\ufffe\-‑°]+", "", text)


def is_on(sheets: list[str], text: str) -> bool:
    """Tell whether a text is on a sheet, or at the foot of one column and the head of the next."""
    if any(text in sheet for sheet in sheets):
        return True
    cuts = [(text[:end], text[end:]) for end in range(1, len(text))]
    return any(
        start in sheet and rest in sheet + following
        for sheet, following in zip(sheets, [*sheets[1:], ""], strict=True)
        for start, rest in cuts
    )


def test_nothing_is_lost_on_paper(opened: Opened, paper: pypdfium2.PdfDocument):
    """Every paragraph, heading, name and entry of the page is on the paper, those in folds included."""
    page = opened(1440)
    sheets = [letters(sheet.get_textpage().get_text_range()) for sheet in paper]
    texts = page.evaluate(
        """() => {
            const left = '.chart-data, .search, .swipe, .origin-card, .back, '
                + '.frames, .narrow, .copy-link, .fold, .types, .download, svg';
            const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(left)) texts.push(walker.currentNode.data);
            return texts;
        }"""
    )
    assert len(texts) > 1000
    assert [one for one in texts if not is_on(sheets, letters(one))] == []


def test_no_bar_no_button_on_paper(opened: Opened):
    page = opened(1440)
    page.emulate_media(media="print")
    floating = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(node => node.checkVisibility()
            && ['fixed', 'sticky'].includes(getComputedStyle(node).position)).map(node => node.outerHTML.slice(0, 80))"""
    )
    assert floating == []
    assert [button.inner_text() for button in page.locator(":is(button, input):visible").all()] == []


def test_paper_is_white_even_in_the_dark(opened: Opened):
    page = opened(color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def test_few_sheets_and_little_ink(opened: Opened, paper: pypdfium2.PdfDocument):
    """At most fifty sheets, and no opener of a part takes one to fill it with ink."""
    page = opened(1440)
    assert len(paper) <= 50
    page.emulate_media(media="print")
    openers = page.locator(".part").evaluate_all(
        "parts => parts.map(part => [getComputedStyle(part).backgroundColor, getComputedStyle(part).backgroundImage])"
    )
    assert openers == [["rgba(0, 0, 0, 0)", "none"]] * 3


def test_no_sheet_is_left_blank(paper: pypdfium2.PdfDocument):
    blank = [
        n
        for n, sheet in enumerate(paper, 1)
        if not letters(sheet.get_textpage().get_text_range()) and not list(sheet.get_objects())
    ]
    assert blank == []
