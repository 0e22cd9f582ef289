"""The preview as somebody who writes sees it: where they were, what changed, what to mend, where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Frame, Page

from rapport.flow.preview.board import Board
from rapport.flow.preview.site import HOST, site_of
from rapport.flow.preview.studio import Studio

SHOWN = "#stage iframe:not([data-waiting])"
SENTENCE = "Une phrase parmi d'autres."


@pytest.fixture
def studio(petite: Path) -> Iterator[Studio]:
    """Return a studio that has made the small edition, lengthened so that there is where to scroll."""
    path = petite / "content/edito.md"
    path.write_text(path.read_text("utf-8") + "\n" + "Une phrase parmi d'autres.\n\n" * 80, "utf-8")
    studio = Studio(petite, Board())
    studio.refresh()
    yield studio
    studio.close()


@pytest.fixture
def window(browser: Browser, studio: Studio) -> Iterator[Page]:
    """Return the preview in a window."""
    site = site_of(studio.board, 0)
    Thread(target=site.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"http://{HOST}:{site.server_address[1]}/")
    page.wait_for_selector(SHOWN)
    yield page
    assert faults == []
    context.close()
    studio.board.close()
    site.shutdown()
    site.server_close()


def report(page: Page) -> Frame:
    """Return the frame that shows the report."""
    for _ in range(300):
        if frame := page.wait_for_selector(SHOWN).content_frame():
            return frame
    raise AssertionError("no frame lasts")  # each gives way to that of the next page


def comes(window: Page, expression: str) -> None:
    """Wait until an expression is true; Playwright's own wait evaluates it in the page, whose policy forbids that."""
    for _ in range(300):
        if window.evaluate(expression):
            return
        window.wait_for_timeout(50)
    raise AssertionError(expression)


def written(studio: Studio, old: str, new: str) -> None:
    """Save an edit of the editorial."""
    path = studio.root / "content/edito.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    studio.refresh()


def test_a_new_page_is_shown_where_the_reader_was(window: Page, studio: Studio):
    frame = report(window)
    frame.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    frame.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    written(studio, "Une phrase parmi d'autres.", "Une phrase changée.")
    comes(window, f"document.querySelector('{SHOWN}').contentDocument.body.textContent.includes('Une phrase changée')")
    frame = report(window)
    assert abs(frame.evaluate("scrollY") - 900) <= 2
    assert frame.locator("details").evaluate_all("all => all.length > 0 && all.every(one => one.open)")
    assert window.locator("#stage iframe").count() == 1


def test_what_changed_is_flashed_and_nothing_else(window: Page, studio: Studio):
    written(studio, "Une phrase parmi d'autres.", "Une phrase changée.")
    shown = f"document.querySelector('{SHOWN}').contentDocument"
    flashing = f"[...{shown}.getAnimations()].filter(one => one.effect.getKeyframes().some(frame => 'outlineOffset' in frame))"
    comes(window, f"{flashing}.length > 0")
    flashed = window.evaluate(f"{flashing}.map(one => one.effect.target.textContent)")
    assert flashed == ["Une phrase changée."]


def test_a_problem_is_over_the_page_until_it_is_mended(window: Page, studio: Studio):
    written(studio, "Une phrase parmi d'autres.", '{{ value("rien.du_tout") }}')
    window.wait_for_selector("#problems:not([hidden])")
    told = window.inner_text("#problems")
    assert "«\u00a0rien.du_tout\u00a0»" in told  # its signs stay beside it at the end of a line
    assert "content/edito.md:" in told
    assert "erreur" in told
    assert "dernier état sans erreur" in told
    assert window.inner_text("#state") == "1 erreur à corriger"
    assert "rien.du_tout" not in report(window).inner_text("body")
    written(studio, '{{ value("rien.du_tout") }}', "Une phrase parmi d'autres.")
    window.wait_for_selector("#problems", state="hidden")
    assert window.inner_text("#state") == "À jour"


def test_a_click_on_a_paragraph_says_where_it_is_written(window: Page, studio: Studio):
    paragraph = report(window).locator("#edito p", has_text="Une phrase parmi d’autres.").first
    paragraph.scroll_into_view_if_needed()
    paragraph.click()
    lines = (studio.root / "content/edito.md").read_text("utf-8").splitlines()
    place = f"content/edito.md:{lines.index(SENTENCE) + 1}"
    comes(window, "document.getElementById('place').textContent !== ''")
    assert window.inner_text("#place") == f"{place} (copié)"
    assert window.evaluate("navigator.clipboard.readText()") == place


def test_the_pdf_is_beside(window: Page):
    window.wait_for_selector("#show-pdf:not([disabled])")
    window.click("#show-pdf")
    assert window.get_attribute("#show-pdf", "aria-pressed") == "true"
    assert window.locator("iframe[title='Le PDF']").is_visible()
    assert not window.locator("iframe[title='Le rapport']").is_visible()
    window.click("#show-page")
    assert window.locator("iframe[title='Le rapport']").is_visible()


def test_the_frame_itself_is_accessible(window: Page, studio: Studio, axe: str):
    written(studio, "Une phrase parmi d'autres.", '{{ value("rien.du_tout") }}')
    window.wait_for_selector("#problems:not([hidden])")
    window.evaluate(axe)
    found = window.evaluate("axe.run({exclude: [['iframe']]}, {iframes: false}).then(told => told.violations.map(one => one.id))")
    assert found == []


def test_the_places_of_a_message_lead_to_what_shows_them(window: Page, studio: Studio):
    """« voir » and the place of the message: a click scrolls the last good page to the line, or to the number."""
    claim = '[près du tiers]{.claim of="heures_par_atelier.velo.hours" in="heures.total"}'
    written(studio, "La Fabrique a ouvert ses portes", f"Le vélo prend {claim} des heures")
    window.wait_for_selector("#problems li .also")
    assert "AFF01" in window.inner_text("#problems li:has(.also)")
    visible = "(one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    frame = report(window)
    frame.evaluate("scrollTo({top: 99999, behavior: 'instant'})")
    window.click("#problems li:has(.also) > .where")
    line = "[...document.querySelectorAll('p')].find((one) => one.textContent.includes('a ouvert ses portes'))"
    assert frame.evaluate(f"({visible})({line})")
    frame.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    window.click("#problems .also:has-text('heures.total') .where")
    assert frame.evaluate(f"({visible})(document.querySelector('.value[data-ref=\"heures.total\"]'))")
