"""The page opens from its file and asks nothing of anybody; its script runs without a complaint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

Opened = Callable[..., Page]


def test_opening_and_reading_make_no_request(browser: Browser, report: Path):
    """Nothing but the file itself: neither on opening, nor on scrolling to the end, nor on unfolding everything."""
    context = browser.new_context()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(report.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [report.as_uri()]
    assert said == []


def test_the_browser_itself_refuses_what_calls_home(opened: Opened):
    """The page's own policy blocks a request, should a text ever smuggle one in."""
    page = opened(bypass_csp=False)
    asked: list[str] = []
    page.context.on("requestfinished", lambda request: asked.append(request.url))
    blocked = page.evaluate(
        """() => new Promise(done => {
            document.addEventListener('securitypolicyviolation', event => done(event.violatedDirective), {once: true});
            const image = new Image(); image.src = 'https://example.org/pixel.gif'; document.body.append(image);
            setTimeout(() => done('nothing was blocked'), 3000);
        })"""
    )
    assert blocked == "img-src"
    assert asked == []


def test_every_font_comes_with_the_page(opened: Opened):
    """Both families are there before the reader, so that nothing falls back to the computer's own."""
    page = opened()
    loaded = page.evaluate("document.fonts.ready.then(fonts => [...fonts].filter(f => f.status === 'loaded').map(f => f.family))")
    wanted = page.evaluate(
        """['--font-base', '--font-headings'].map(
            name => getComputedStyle(document.documentElement).getPropertyValue(name).replaceAll('"', ''))"""
    )
    assert {name.strip('"') for name in loaded} >= set(wanted)
