"""The colours that Chromium mixes are those that the rule on contrast measures (BRA01)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from playwright.sync_api import Page

from rapport.rules.brand_pairs import shades_of
from rapport.sources.brand import Brand
from tests.conftest import WHOLE
from tests.some import some

Opened = Callable[..., Page]
BRAND = WHOLE / "assets/_brand.yml"

PAINTED = """
name => {
  const patch = document.body.appendChild(document.createElement('i'));
  patch.style.background = `var(--${name})`;
  const pen = document.createElement('canvas').getContext('2d');
  pen.fillStyle = getComputedStyle(patch).backgroundColor;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}
"""


@pytest.mark.parametrize(("scheme", "prefix"), [("light", "page."), ("dark", "nuit.")])
def test_the_browser_mixes_the_same_colours(scheme: str, prefix: str, opened: Opened):
    shades = shades_of(Brand.of(yaml.safe_load(BRAND.read_text("utf-8"))).colors)
    page = opened(color_scheme=scheme)
    for name, shade in some(shades.items()):
        if name.startswith(prefix) and name != "page.second-part":  # a custom property of some parts only
            painted = page.evaluate(PAINTED, name.removeprefix(prefix))
            ours = [int(shade.color[at : at + 2], 16) for at in (1, 3, 5)]
            assert all(abs(a - b) <= 1 for a, b in some(zip(painted, ours, strict=True))), (name, painted, ours)
