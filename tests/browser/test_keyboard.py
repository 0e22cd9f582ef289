"""The whole page by keyboard: every stop reached in order, seen, uncovered, and left; what opens can be closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

Opened = Callable[..., Page]

# What a reader can act on, as the browser has it: shown, enabled, in the order of the page.
STOPS = """
() => {
  const shown = node => node.checkVisibility({visibilityProperty: true}) && !node.closest('[inert]');
  const able = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
    .filter(node => node.tabIndex >= 0 && !node.disabled && shown(node));
  const radios = able.filter(node => node.type !== 'radio' || node.checked);  // a group of radios is one stop
  radios.forEach((node, number) => { node.dataset.stop = number; });
  return radios.map(node => (node.getAttribute('aria-label') || node.textContent || node.type).trim().slice(0, 40));
}
"""

# The stop where the focus is, whether an outline shows it, and whether some of it is uncovered.
HERE = """
() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const drawn = node.type === 'radio' ? node.nextElementSibling : node;
  const style = getComputedStyle(drawn);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const whole = drawn.closest('label, .drawing:has(.frame:focus)') ?? drawn;
  const boxes = [...(whole.matches('label') ? whole : drawn).getClientRects()];
  const spots = [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]];
  const seen = boxes.some(box => spots.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (whole.contains(top) || top.contains(drawn));
  }));
  return {stop: node.dataset.stop ?? node.outerHTML.slice(0, 120), outlined, seen};
}
"""


def walk(page: Page, key: str, limit: int) -> list[dict[str, Any]]:
    """Press a key until the focus leaves the page, and return the stops on the way."""
    stops = []
    for _ in range(limit):
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        if here is None:
            break
        stops.append(here)
    return stops


@pytest.mark.parametrize("width", [360, 1440])
def test_every_stop_is_reached_once_and_seen(opened: Opened, width: int):
    page = opened(width)
    names = page.evaluate(STOPS)
    stops = walk(page, "Tab", len(names) + 20)
    assert [names[int(here["stop"])] if here["stop"].isdigit() else here["stop"] for here in stops] == names
    assert [names[int(here["stop"])] for here in stops if not here["outlined"]] == []
    assert [names[int(here["stop"])] for here in stops if not here["seen"]] == []


def test_no_stop_is_a_trap_backwards(opened: Opened):
    """The headings that the contents unfold for the section being read are stops too: they come and go on the way."""
    page = opened()
    names = page.evaluate(STOPS)
    page.locator(f"[data-stop='{len(names) - 1}']").focus()
    stops = walk(page, "Shift+Tab", len(names) + 20)
    assert [int(here["stop"]) for here in stops if here["stop"].isdigit()] == list(range(len(names) - 2, -1, -1))


def test_the_first_stop_skips_to_the_content(opened: Opened):
    page = opened()
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    assert skip.evaluate("node => node === document.activeElement")
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_contents_of_a_narrow_page_open_and_close(opened: Opened):
    page = opened(360)
    button, contents = page.locator(".bar-toggle"), page.locator(".contents")
    button.focus()
    assert not contents.is_visible()
    page.keyboard.press("Enter")
    assert contents.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert contents.evaluate("node => node.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not contents.is_visible()
    assert button.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert not contents.is_visible(), "a link of the contents closes them"
    assert "#" in page.url


def test_the_card_of_a_number_opens_moves_and_closes(opened: Opened):
    page = opened()
    card = page.locator(".origin-card")
    number = page.locator(".key-numbers .value[tabindex='0']").first
    number.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert card.is_visible(), "the focus shows it"
    assert number.get_attribute("aria-describedby") == card.get_attribute("id")
    first = card.inner_text()
    page.keyboard.press("ArrowRight")
    assert card.inner_text() != first, "the arrows go to the next number"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    page.keyboard.press("Enter")
    assert card.get_attribute("role") == "dialog"
    assert card.evaluate("node => node.contains(document.activeElement)"), "held, it takes the focus"
    for _ in range(8):  # round the card's own buttons and out of it
        page.keyboard.press("Tab")
    assert not card.is_visible(), "and it is no trap"
    number.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert number.evaluate("node => node === document.activeElement"), "the focus comes back to the number"


def test_folds_open_by_keyboard(opened: Opened):
    page = opened()
    for fold in (".chart-data", "details.origins"):
        details = page.locator(fold).first
        details.locator("summary").focus()
        page.keyboard.press("Enter")
        assert details.evaluate("node => node.open")
        page.keyboard.press("Enter")
        assert not details.evaluate("node => node.open")


def test_the_lexicon_filters_and_its_links_lead(opened: Opened):
    page = opened()
    shown = page.locator(".lexicon dt:visible")
    every = shown.count()
    page.get_by_label("Chercher un sigle").focus()
    page.keyboard.type("siae")
    assert 0 < shown.count() < every
    assert page.locator(".search [role=status]").inner_text().endswith(("trouvé", "trouvés"))
    hidden = page.locator(".lexicon dt:not(:visible)").first.get_attribute("id")
    page.evaluate("anchor => { location.hash = anchor; }", hidden)
    page.wait_for_function("anchor => document.getElementById(anchor).checkVisibility()", arg=hidden)
    assert shown.count() == every, "a deep link takes the filter off"


def test_the_link_of_a_heading_is_copied(opened: Opened):
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(".copy-link").first
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('annonces').textContent.includes('copié')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.evaluate(
        "address => document.getElementById(decodeURIComponent(new URL(address).hash.slice(1))) !== null", copied
    )
    headings = page.locator("main .section :is(h2, h3, h4, h5, h6)[id]:not(.card *, .callout *, .summary *)").count()
    assert page.locator(".heading-row .copy-link").count() >= headings - page.locator(".annex").count()


def test_the_theme_is_chosen_by_keyboard_and_kept(opened: Opened):
    page = opened(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("input[name=theme]:checked").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light
