"""The pages of factsheets, narrow and wide: axe-core finds nothing, and nothing but a table runs over the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rapport.cli.main import main
from tests.browser.test_accessibility import WIDTHS, violations
from tests.conftest import small_edition
from tests.network import lay_network

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def factsheets(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the folder of the factsheets of a small network: one member answered, another didn't, a region has few."""
    root = small_edition(tmp_path_factory.mktemp("fiches"), shared_cache)
    lay_network(root, 24, 20)
    assert main(["factsheets", "--quiet"], root) == 0
    return root / "output/fiches-2024"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["adherents", "regions"])
def test_factsheets_have_no_violation(kind: str, width: int, factsheets: Path, browser: Browser, axe: str) -> None:
    """A factsheet with answers, one without, and their index."""
    pages = sorted((factsheets / kind).glob("*.html"))
    silent = [path for path in pages if "pas répondu" in path.read_text("utf-8")]
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for path in {pages[0], pages[-1], factsheets / kind / "index.html", *silent[:1]}:
        page.goto(path.as_uri())
        assert violations(page, axe) == [], path.name
        assert page.evaluate(WIDER) <= 0, path.name
    context.close()
