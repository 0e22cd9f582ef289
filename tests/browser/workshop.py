"""A workshop at work, and what whoever uses it does: what its tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, Route, expect

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.site import atelier_site_of
from rapport.flow.preview.board import Board
from rapport.flow.preview.site import HOST
from rapport.flow.preview.studio import Studio

SHOWN = "#stage iframe:not([data-waiting])"


class Workshop:
    """A workshop at work: its edition, its studio, its address."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.studio = Studio(root, Board())
        self.studio.refresh()
        self.desk = Desk(root)
        self.site = atelier_site_of(self.studio.board, Answers(self.desk), 0, "clef")
        Thread(target=self.site.serve_forever, daemon=True).start()
        self.address = f"http://{HOST}:{self.site.server_address[1]}/?key=clef"

    def text(self, path: str) -> str:
        """Return what a file says."""
        return (self.root / path).read_text("utf-8")

    def close(self) -> None:
        """Let all go."""
        self.studio.board.close()
        self.site.shutdown()
        self.site.server_close()
        self.studio.close()


@contextmanager
def windows_on(browser: Browser, workshop: Workshop) -> Iterator[Callable[..., Page]]:
    """Give what opens the workshop in a window of a width and a scheme; nothing goes wrong in it, or asks the outside."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(width: int = 1440, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        own = workshop.address.partition("?")[0]
        page.on("request", lambda asked: None if asked.url.startswith((own, "data:")) else faults.append(asked.url))
        page.goto(workshop.address)
        page.wait_for_selector(SHOWN)
        return page

    yield open_window
    assert faults == []
    for context in contexts:
        context.close()


def report(page: Page) -> FrameLocator:
    """Return where the report is shown, by the frame that shows it each time something is looked for: a new page has another."""
    return page.frame_locator(SHOWN)


class Held:
    """What a page asks for at an address, kept waiting until it is let go; what comes after that isn't kept."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.routes: list[Route] = []
        self.gone = False
        page.route(address, lambda route: route.continue_() if self.gone else self.routes.append(route))

    def asked(self) -> None:
        """Wait until it has been asked for."""
        for _ in range(600):
            if self.routes:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("nothing was asked for")

    def let_go(self) -> None:
        """Let it come, once it has been asked for."""
        self.asked()
        self.gone = True
        for route in self.routes:
            route.continue_()


def saved(page: Page, said: str = "Enregistré") -> None:
    """Wait until the workshop says that it has written."""
    expect(page.locator("#done")).to_contain_text(said)


def choose(page: Page, panel: str, label: str) -> None:
    """Open something from a panel by keyboard alone, and wait until it can be typed in."""
    pick(page, panel, label)
    ready(page)


def pick(page: Page, panel: str, label: str) -> None:
    """Press what a panel lists, by keyboard alone."""
    page.locator(f"[data-panel={panel}]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-filter]")
    page.locator("[data-filter]").focus()
    page.keyboard.type(label)
    focused = "document.activeElement.matches('[data-target]') ? document.activeElement.textContent : ''"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(focused).startswith(label):
            break
    page.keyboard.press("Enter")


def ready(page: Page) -> None:
    """Wait for a form, or a list, and for its editors: a field that an editor replaces takes no focus any more."""
    page.wait_for_selector("#panel form, #panel table")
    expect(page.locator("#panel textarea[data-editor]:not([hidden])")).to_have_count(0)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a field, or a button, has the focus."""
    reached = "[document.activeElement.name, document.activeElement.textContent, document.activeElement.ariaLabel]"
    for _ in range(40):
        if name in page.evaluate(reached):
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)
