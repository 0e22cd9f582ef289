"""The contrasts that axe-core leaves open, measured on the screen: letters of drawings, of part openers, of the cover."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.pictures import camera, picture_of

Opened = Callable[..., Page]

TEXT = 4.5  # WCAG 2.2, 1.4.3
HIGH = 1300  # pixels of height of the window: the tallest drawing fits in

# The places of the letters in a picture of an element.
PLACES = """
(node, letters) => {
  const ground = node.getBoundingClientRect();
  return [...node.querySelectorAll(letters)].filter(one => one.checkVisibility() && one.textContent.trim()).map(one => {
    const box = one.getBoundingClientRect();
    return {said: one.textContent.trim(), x: box.left - ground.left, y: box.top - ground.top, w: box.width, h: box.height};
  });
}
"""

# The contrast between the lightest and the darkest point of each place of a picture, twice as large as on the page.
MEASURED = """
async ([picture, places]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + picture;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.drawImage(image, 0, 0);
  const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  return places.map(({x, y, w, h}) => {
    const {data} = pen.getImageData(Math.max(x * 2, 0), Math.max(y * 2, 0), Math.max(w * 2, 1), Math.max(h * 2, 1));
    let [low, high] = [1, 0];
    for (let at = 0; at < data.length; at += 4) {
      const light = 0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
      low = Math.min(low, light);
      high = Math.max(high, light);
    }
    return (high + 0.05) / (low + 0.05);
  });
}
"""


def contrasts(page: Page, parts: Locator, letters: str) -> Iterator[tuple[str, float]]:
    """Yield each text of some parts of the page with its contrast, as it is seen."""
    desk = page.context.new_page()
    session = camera(page)
    for part in parts.all():
        places = part.evaluate(PLACES, letters)
        picture = base64.b64encode(picture_of(part, session)).decode()
        yield from zip((place["said"] for place in places), desk.evaluate(MEASURED, [picture, places]), strict=True)
    desk.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_of_drawings_can_be_read(opened: Opened, scheme: str):
    """In the dark, drawings are turned over: their letters must still stand out."""
    page = opened(height=HIGH, color_scheme=scheme, device_scale_factor=2)
    found = list(contrasts(page, page.locator("figure.chart .drawing"), "text"))
    assert len(found) > 200
    assert [(said, round(ratio, 2)) for said, ratio in found if ratio < TEXT] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_of_openers_can_be_read(opened: Opened, scheme: str):
    page = opened(height=HIGH, color_scheme=scheme, device_scale_factor=2)
    found = list(contrasts(page, page.locator(".part"), ".part-number, h2, .lead"))
    found += contrasts(page, page.locator(".cover"), ".cover-kicker, h1, a")
    assert len(found) > 8
    assert [(said, round(ratio, 2)) for said, ratio in found if ratio < TEXT] == []
