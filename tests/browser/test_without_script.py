"""Without JavaScript nothing is lost: all the text, every picture, the data of the charts, the origin of each number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Opened = Callable[..., Page]

MADE = ".copy-link, .download, .fold, .search, .swipe, .origin-card, .frames, .narrow, .types"  # what the script adds


@pytest.fixture
def bare(opened: Opened) -> Page:
    """Return the page as a browser without JavaScript shows it."""
    return opened(360, java_script_enabled=False)


def test_all_the_content_is_there(opened: Opened, bare: Page):
    """Whatever the script shows in the page's body, the page alone shows; folds open by themselves, as details do."""
    unfold = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
    scripted = opened(360)
    scripted.evaluate(unfold)
    scripted.evaluate(f"document.querySelectorAll('{MADE}, svg').forEach(made => made.remove())")
    bare.evaluate(unfold)
    bare.evaluate("document.querySelectorAll('svg').forEach(picture => { picture.style.display = 'none'; })")
    read = "document.querySelector('main').innerText.split(/\\s+/).join(' ')"
    assert bare.evaluate(read) == scripted.evaluate(read)


def test_every_component_is_shown(bare: Page):
    assert bare.locator("main section.section").count() > 20
    for selector in (
        "main figure.chart svg",
        "main figure.chart details",
        "main .lexicon dt",
        "main .directory li",
        "main .timeline li",
    ):
        found = bare.locator(selector)
        assert found.count() > 0
        assert all(node.is_visible() for node in found.all()[:5])


def test_nothing_is_offered_that_would_not_work(bare: Page):
    """The script's own buttons are absent, the theme follows the system, and the contents are in the page."""
    assert [button.inner_text() for button in bare.locator("button:visible").all()] == []
    assert not bare.locator(".theme").is_visible()
    assert bare.locator("#sommaire").is_visible()
    bare.locator(".bar-contents").click()
    assert bare.url.endswith("#sommaire")


def test_the_origin_of_a_number_is_one_link_away(bare: Page):
    link = bare.locator(".key-numbers a.to-origin").first
    anchor = (link.get_attribute("href") or "")[1:]
    link.click()
    entry = bare.locator(f"#{anchor}")
    assert entry.is_visible(), "the fold that holds it opened"
    assert link.inner_text().split()[0] in entry.inner_text()


def test_a_chart_gives_its_data(bare: Page):
    fold = bare.locator("figure.chart details").first
    fold.locator("summary").click()
    assert fold.locator("table").is_visible()
    assert fold.locator("tbody td").count() > 0
