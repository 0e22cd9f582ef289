"""The directory is narrowed to one region by its name, or on the map of its section."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

Opened = Callable[..., Page]

SHOWN = "items => items.filter(item => item.checkVisibility()).map(item => item.querySelector('.region').textContent.trim())"


def regions(page: Page) -> list[str]:
    """Return the regions of the entries that are shown."""
    return page.locator(".directory > li").evaluate_all(SHOWN)


def test_a_region_is_chosen_by_its_name(opened: Opened):
    page = opened()
    everyone = regions(page)
    assert len(everyone) == 14
    page.get_by_label("Choisir une région").select_option("Bretagne")
    assert regions(page) == ["Bretagne"]
    page.get_by_label("Choisir une région").select_option("")
    assert regions(page) == everyone


def test_a_region_is_chosen_on_the_map(opened: Opened):
    page = opened()
    region = page.locator("[data-kind='map'] [data-mark='delegations.53.number']").first
    region.scroll_into_view_if_needed()
    box = region.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # the number's letters may lie there
    assert regions(page) == ["Bretagne"]
    assert page.locator(".origin-card").is_hidden()
    assert "bretagne@" in page.locator("#annonces").text_content()


def test_a_region_is_chosen_on_the_map_by_the_keyboard(opened: Opened):
    page = opened()
    page.locator(".drawing:has([data-kind='map']) .frame[tabindex]").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("Enter")
    (region,) = regions(page)
    assert region in chosen


def test_a_region_is_chosen_on_a_telephone(opened: Opened):
    page = opened(360)
    page.get_by_label("Choisir une région").select_option("Normandie")
    assert regions(page) == ["Normandie"]
