"""On a telephone, chapters fold: their titles and leads are an outline, and nothing in them is out of reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest
from playwright.sync_api import Page

Opened = Callable[..., Page]

SCREEN = 800  # pixels of height of a small telephone
ALL_SHOWN = "all => all.length > 0 && all.every(one => one.checkVisibility())"


def folded(page: Page) -> list[str]:
    """Return the identifiers of the chapters that are folded."""
    return page.locator("main > .section:has(> [hidden='until-found'])").evaluate_all("sections => sections.map(one => one.id)")


def test_a_telephone_reads_an_outline(opened: Opened):
    page = opened(360, SCREEN, folded=True)
    assert page.evaluate("document.documentElement.scrollHeight") <= 60 * SCREEN
    sections = page.locator("main > .section").evaluate_all("sections => sections.map(one => one.id)")
    assert len(sections) > 20
    assert folded(page) == [name for name in sections[1:] if name != "annee"]
    assert page.locator("#annee [data-glance] .number").evaluate_all(ALL_SHOWN)
    assert page.locator("main > .section > .section-header").evaluate_all(ALL_SHOWN)


def test_a_wide_window_folds_nothing(opened: Opened):
    page = opened(1440, folded=True)
    assert folded(page) == []
    assert page.locator(".fold:visible, .unfold:visible").count() == 0


def test_a_button_unfolds_and_folds(opened: Opened):
    page = opened(360, folded=True)
    button = page.locator("#gouvernance > .fold")
    assert button.inner_text().startswith("Lire la suite")
    button.focus()
    page.keyboard.press("Enter")
    assert "gouvernance" not in folded(page)
    assert button.get_attribute("aria-expanded") == "true"
    assert button.evaluate("node => node === document.activeElement")
    assert page.locator("#gouvernance .value").first.evaluate("node => node.checkVisibility()")
    page.keyboard.press("Enter")
    assert "gouvernance" in folded(page)


def test_one_button_unfolds_all(opened: Opened):
    page = opened(360, folded=True)
    page.locator(".bar-toggle").click()
    page.locator(".unfold").click()
    assert folded(page) == []
    assert page.locator(".unfold").inner_text() == "Replier tous les chapitres"


@pytest.mark.parametrize("address", ["#fg2i", "#lexique", "#annexe-chiffres"])
def test_a_link_unfolds_the_chapter_it_leads_to(opened: Opened, address: str):
    page = opened(360, folded=True)
    page.evaluate("address => { location.hash = address; }", address)
    page.wait_for_function("name => !document.querySelector(`${name} > [hidden='until-found']`)", arg=address)
    assert 0 <= page.locator(address).bounding_box()["y"] < SCREEN  # type: ignore[index]


def test_an_address_into_a_chapter_unfolds_it(opened: Opened):
    """A shared link to an entry of the lexicon opens on it."""
    entry = opened(1440).locator(".lexicon [id]").last.get_attribute("id")
    page = opened(360, SCREEN, folded=True, anchor=entry)
    assert "lexique" not in folded(page)
    page.wait_for_function(
        "id => { const y = document.getElementById(id).getBoundingClientRect().y; return y >= 0 && y < 800; }", arg=entry
    )


@pytest.mark.parametrize("anchor", ["%E9t%E9", "50%", "nulle-part"])
def test_an_address_that_leads_nowhere_breaks_nothing(opened: Opened, anchor: str):
    """Mistyped, cut short or in another encoding."""
    page = opened(360, folded=True, anchor=anchor)
    assert len(folded(page)) > 20
    page.locator("#gouvernance > .fold").click()
    assert "gouvernance" not in folded(page)


def test_the_search_of_the_browser_unfolds(opened: Opened, report: Path):
    """A fragment of text in the address is searched for by the browser as its own search does."""
    page = opened(360, folded=True)
    assert "lexique" in folded(page)
    words = page.locator("#lexique dd").last.evaluate("node => node.textContent.trim()")
    page.goto("about:blank")
    page.goto(f"{report.as_uri()}#:~:text={quote(words)}")
    page.wait_for_function("() => !document.querySelector(\"#lexique > [hidden='until-found']\")")


def test_a_wider_window_unfolds(opened: Opened):
    page = opened(360, folded=True)
    assert folded(page)
    page.set_viewport_size({"width": 1024, "height": SCREEN})
    page.wait_for_function("() => !document.querySelector(\".section > [hidden='until-found']\")")
    page.set_viewport_size({"width": 360, "height": SCREEN})
    page.wait_for_function("() => document.querySelector(\".section > [hidden='until-found']\")")


def test_paper_has_what_is_folded(opened: Opened, tmp_path: Path):
    page = opened(360, folded=True)
    target = tmp_path / "imprimé.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(target))
    last = page.locator("#lexique dt").last.evaluate("node => node.textContent.trim()")
    assert last
    assert last in text
