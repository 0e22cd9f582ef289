"""axe-core finds nothing: WCAG 2.2 A and AA and its best practices, narrow and wide, light and dark, folded and open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

Opened = Callable[..., Page]

WIDTHS = [360, 1440]
SCHEMES = ["light", "dark"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, axe: str, within: str = "html") -> list[str]:
    """Return what axe-core holds against the page as it stands, or a part of it, a line a fault."""
    page.evaluate(axe)
    run = "([within, rules]) => axe.run(within, {runOnly: rules, resultTypes: ['violations']})"
    found: dict[str, Any] = page.evaluate(run, [within, RULES])
    return [f"{fault['id']}: {node['target']} {node['html'][:120]}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_the_page_has_no_violation(opened: Opened, axe: str, width: int, scheme: str):
    assert violations(opened(width, color_scheme=scheme), axe) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_unfolded_has_no_violation(opened: Opened, axe: str, width: int, scheme: str):
    """With every fold open, the contents shown, and the card of a number held."""
    page = opened(width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    page.locator(".key-numbers .value").first.click()
    assert page.locator(".origin-card.held").is_visible()
    assert violations(page, axe) == []
    if width < 1024:
        page.keyboard.press("Escape")
        page.locator(".bar-toggle").click()
        assert page.locator(".contents").is_visible()
        assert violations(page, axe, ".contents") == []


def test_each_header_of_a_table_says_what_it_heads(opened: Opened):
    headers = (
        opened().locator("th").evaluate_all("cells => cells.map(cell => [cell.parentElement.parentElement.tagName, cell.scope])")
    )
    assert len(headers) > 200
    assert {tuple(header) for header in headers} == {("THEAD", "col"), ("TBODY", "row")}


def test_each_acronym_says_what_it_stands_for(opened: Opened):
    page = opened()
    assert page.locator("a.acronym").count() > 20
    assert page.locator("a.acronym:not(:has(abbr[title]:not([title=''])))").count() == 0
    assert page.locator("#gouvernance abbr, #editorial abbr").first.get_attribute("title")


def test_colours_of_the_system_lose_nothing(opened: Opened):
    """Where the system gives its own colours, grounds become frames, and drawings keep theirs on white."""
    page = opened(forced_colors="active")
    for kind in ("card", "callout", "summary"):
        assert page.locator(f".{kind}").first.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
    fills = page.locator(".drawing [data-mark]").evaluate_all("marks => marks.map(mark => getComputedStyle(mark).fill)")
    assert len(set(fills)) > 3
    assert page.locator(".drawing svg").first.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"


def test_more_contrast_is_given_when_it_is_asked_for(opened: Opened):
    """Soft greys become the colour of the text."""
    soft = "node => getComputedStyle(node).color"
    usual, more = (
        opened(contrast=asked).locator(".section-header .lead").first.evaluate(soft) for asked in ("no-preference", "more")
    )
    assert usual != more
    assert more == opened(contrast="more").locator("main p").last.evaluate("() => getComputedStyle(document.body).color")


def test_axe_is_awake(opened: Opened, axe: str):
    """The check isn't a rubber stamp: a bad page is told to be bad."""
    page = opened()
    page.set_content('<html lang="fr"><title>Essai</title><main><h1>Essai</h1><button></button><img src="data:,"></main></html>')
    assert {line.partition(":")[0] for line in violations(page, axe)} == {"button-name", "image-alt"}
