"""Pictures of a page, taken by Chromium itself: as quick as may be, where Playwright packs each tightly."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page

# Brings an element to the middle of the window, and tells its place in the page, and whether all of it is in sight.
_BROUGHT = """node => {
  node.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = node.getBoundingClientRect();
  return {x: x + scrollX, y: y + scrollY, width, height, seen: y >= -0.5 && y + height <= innerHeight + 0.5};
}"""


def camera(page: Page) -> CDPSession:
    """Return what takes pictures of a page; it must know the window, which it would give another density otherwise."""
    session = page.context.new_cdp_session(page)
    window = page.evaluate("() => ({width: innerWidth, height: innerHeight, deviceScaleFactor: devicePixelRatio})")
    session.send("Emulation.setDeviceMetricsOverride", window | {"mobile": False})
    return session


def taken(session: CDPSession, place: dict[str, Any], **options: object) -> bytes:
    """Return the picture of a place of the page, in the quickest encoding."""
    clip = {side: place[side] for side in ("x", "y", "width", "height")} | {"scale": 1}
    asked = {"format": "png", "optimizeForSpeed": True, "clip": clip} | options
    return b64decode(session.send("Page.captureScreenshot", asked)["data"])


def picture_of(part: Locator, session: CDPSession) -> bytes:
    """Return the picture of an element, which must be no taller than the window."""
    place = part.evaluate(_BROUGHT)
    assert place["seen"], "the window is too low for this element"
    return taken(session, place)
