"""The page in a real Chromium: the project's own report, built once, opened from its file as readers open it.

What these tests need isn't Python's: Chromium, axe-core, the W3C's checker and its Java. `.ci/tools` installs them. A
computer without them skips, and says so; the continuous integration, where `CI` is set, fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from rapport.cli.main import main
from tests.browser.workshop import Workshop, windows_on
from tests.conftest import whole_edition

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")  # Chromium without windows: the same page in half the time
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
TOOLS = Path(__file__).parent / "node_modules"

Opened = Callable[..., Page]
expect.set_options(timeout=30_000)  # milliseconds: what is expected comes late on a busy machine, as all else that is waited for


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder: `-m "not browser"` leaves them out."""
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)


def needed(found: str | Path | None, name: str) -> str:
    """Return a tool that is there; skip the test otherwise, or fail where nothing may be missing."""
    if found and Path(found).exists():
        return str(found)
    message = f"{name} manque : lancez .ci/tools (Debian), ou installez-le"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def executable() -> str:
    """Return the system's Chromium, without windows if it can be had so."""
    return needed(next(filter(None, map(shutil.which, (*SHELLS, *CHROMIUMS))), None), "Chromium")


@pytest.fixture(scope="session")
def whole_chromium() -> str:
    """Return the system's Chromium that reads the settings of a reader."""
    return needed(next(filter(None, map(shutil.which, CHROMIUMS)), None), "Chromium")


@pytest.fixture(scope="session")
def browser(executable: str) -> Iterator[Browser]:
    """Return the browser, started once."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script."""
    return Path(needed(TOOLS / "axe-core/axe.min.js", "axe-core")).read_text("utf-8")


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """Return the command of the W3C's checker."""
    jar = needed(TOOLS / "vnu-jar/build/dist/vnu.jar", "Le validateur du W3C (vnu)")
    return [needed(shutil.which("java"), "Java"), "-jar", jar]


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the folder where the frozen report was built, its drawings taken from the cache of all the tests."""
    root = whole_edition(tmp_path_factory.mktemp("web") / "rapport", shared_cache)
    assert main(["build", "--quiet", "--to", "html"], root) == 0
    return root


@pytest.fixture(scope="session")
def report(edition: Path) -> Path:
    """Return the report's page."""
    (page,) = edition.glob("output/*/index.html")
    return page


@contextmanager
def windows(browser: Browser, report: Path) -> Iterator[Opened]:
    """Give `opened(width, …)`: the page in a window of its own, with what Playwright calls the options of a context.

    The chapters that a telephone folds are unfolded, unless ``folded``.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        width: int = 1440, height: int = 900, *, path: Path = report, anchor: str = "", folded: bool = False, **options: object
    ) -> Page:
        given = {"bypass_csp": True, "reduced_motion": "reduce"} | options
        context = browser.new_context(viewport={"width": width, "height": height}, **given)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(path.as_uri() + (f"#{anchor}" if anchor else ""))
        if not folded and options.get("java_script_enabled", True):
            page.evaluate("document.querySelector('.unfold:not([hidden])')?.click()")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Opened]:
    """Give `opened(width, …)`, as `windows` does; each test closes its own."""
    with windows(browser, report) as open_page:
        yield open_page


@pytest.fixture
def workshop_edition(petite: Path) -> Path:
    """Return the edition that the workshop opens: the small one, which a file of tests may fill."""
    return petite


@pytest.fixture
def workshop(workshop_edition: Path) -> Iterator[Workshop]:
    """Return a workshop at work."""
    made = Workshop(workshop_edition)
    yield made
    made.close()


@pytest.fixture
def opened_workshop(browser: Browser, workshop: Workshop) -> Iterator[Opened]:
    """Give `opened_workshop(width, scheme)`, as `windows_on` does."""
    with windows_on(browser, workshop) as open_window:
        yield open_window
