"""Every panel and form of the workshop, wherever it comes from: accessible, inside its window, and deaf to hostile texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.walked import kinds_of_forms, panels, walked, with_all
from tests.browser.workshop import Workshop

Opened = Callable[..., Page]


@pytest.fixture
def workshop_edition(petite: Path) -> Path:
    """Return the small edition with something for every form."""
    return with_all(petite)


def faults(page: Page, axe: str) -> list[str]:
    """Return what is wrong with the frame and its panel: what axe-core finds, what is wider than the window."""
    found = violations(page, axe, "body > :not(main)")
    wide = page.evaluate(WIDER)
    return [*found, *(f"wider than its window: {one}" for one in wide)]


WIDER = """() => [...document.querySelectorAll("body > :not(main), body > :not(main) *")]
    .filter((one) => !one.closest(".scroll, .cm-editor, datalist") && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("width", "scheme"), [(768, "light"), (768, "dark"), (1440, "light"), (1440, "dark")])
def test_every_panel_and_form_is_accessible(workshop: Workshop, opened_workshop: Opened, axe: str, width: int, scheme: str):
    page = opened_workshop(width, scheme)
    seen = set()
    for name in walked(page):
        if page.locator("textarea[data-editor]").count():
            page.wait_for_selector("#panel .cm-content")
        assert (name, faults(page, axe)) == (name, [])
        seen.add(name)
    assert seen == panels() | kinds_of_forms(workshop)
    page.evaluate("document.querySelector('#panel').innerHTML = '<button type=button data-publish>Publier</button>'")
    page.click("#panel [data-publish]")
    expect(page.locator("#panel h2")).to_have_text("Rien n'a été publié", timeout=60_000)
    assert faults(page, axe) == []
