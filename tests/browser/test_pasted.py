"""The fragment pasted into a page that knows nothing of it: axe-core and the W3C's checker find nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_accessibility import violations
from tests.outputs.variants.conftest import made

__all__ = ["made"]
BARE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><base href="{base}"><title>Notre site</title></head>
<body><main><h1>Notre site</h1>
{fragment}</main></body></html>
"""


@pytest.fixture(scope="module")
def pasted(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made / "site-2024"
    path = tmp_path_factory.mktemp("site") / "page.html"
    fragment = (folder / "site.html").read_text("utf-8")
    path.write_text(BARE.format(base=f"{folder.as_uri()}/", fragment=fragment), "utf-8")
    return path


def test_axe_finds_nothing_in_the_page(browser: Browser, axe: str, pasted: Path):
    page = browser.new_page()
    page.goto(pasted.as_uri())
    assert violations(page, axe) == []
    assert page.evaluate("[...document.images].filter(image => !image.naturalWidth).length") == 0
    page.close()


def test_the_page_is_valid(checker: list[str], pasted: Path):
    told = subprocess.run([*checker, "--errors-only", pasted], capture_output=True, text=True, check=False)
    assert told.stderr.strip() == ""
