"""The marks of a drawing tell their numbers, by pointer, by keyboard and by touch; on a telephone drawings become bars."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.some import some

Opened = Callable[..., Page]

CHARTS = "figure.chart:has(.chart-data .value)"

# The numbers of each chart: those of its data, those of its marks, those that the keyboard can reach.
NUMBERS = f"""
() => [...document.querySelectorAll('{CHARTS}')].map(chart => {{
  const named = (selector, name) => [...new Set([...chart.querySelectorAll(selector)].map(node => node.dataset[name]))].sort();
  return {{id: chart.id, kind: chart.querySelector('svg').dataset.kind, data: named('.chart-data .value[data-ref]', 'ref'),
    marks: named('svg [data-mark]', 'mark'), frames: named('.frame', 'ref'), bars: named('.narrow .value', 'ref')}};
}})
"""


def test_every_mark_is_a_number_of_the_data(opened: Opened):
    """All of the data but zeros, which have no length, and points that another one covers."""
    charts = opened().evaluate(NUMBERS)
    assert len(charts) > 15
    for chart in charts:
        assert chart["marks"], chart["id"]
        assert chart["frames"] == chart["marks"]
        assert set(chart["marks"]) <= set(chart["data"]), chart["id"]
        assert len(chart["data"]) - len(chart["marks"]) <= len(chart["data"]) / 2, chart["id"]
    assert sum(len(chart["marks"]) for chart in charts) > 0.9 * sum(len(chart["data"]) for chart in charts)


def _middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_arrows_go_through_the_marks_of_one_drawing(opened: Opened):
    page = opened()
    chart = page.locator(f"{CHARTS}:has([data-kind='bars'])").first  # on a map, Enter narrows the directory
    frames = chart.locator(".frame")
    assert frames.first.get_attribute("role") == "button"
    assert frames.first.get_attribute("tabindex") == "0"
    frames.first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    card = page.locator(".origin-card")
    for index in range(frames.count()):
        here = page.evaluate("document.activeElement.dataset.ref")
        assert here == frames.nth(index).get_attribute("data-ref")
        name = page.evaluate("document.activeElement.ariaLabel")
        value = card.locator(".exact").inner_text()
        assert card.is_visible()
        assert name.startswith(value)
        middles = [_middle(frames.nth(index)), _middle(chart.locator(f"svg [data-mark='{here}']").first)]
        assert middles[0] == pytest.approx(middles[1], abs=1), "the frame is over its mark"
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.ref") == frames.last.get_attribute("data-ref"), "and stop at the last"
    page.keyboard.press("Enter")
    assert card.get_attribute("role") == "dialog"
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.dataset.ref") == frames.last.get_attribute("data-ref")


# The place of the last mark that no other one touches: of two that do, one is under the other.
LAST_APART = """marks => marks.findLastIndex((mark) => marks.every((other) => {
    const [a, b] = [mark.getBoundingClientRect(), other.getBoundingClientRect()];
    return mark.dataset.mark === other.dataset.mark
        || a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
}))"""


@pytest.mark.parametrize("kind", ["bars", "stacked", "multiples", "before_after", "map", "field", "discs", "profile"])
def test_the_pointer_finds_the_marks(opened: Opened, kind: str):
    """Hovered, a mark tells its number; clicked, it keeps the card open. Letters laid over it don't hide it."""
    page = opened()
    chart = page.locator(f"{CHARTS}:has([data-kind='{kind}'])").first
    marks = chart.locator("svg [data-mark]")
    mark = marks.nth(marks.evaluate_all(LAST_APART))
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    card = page.locator(".origin-card")
    page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.45)
    card.wait_for(state="visible")
    shown = chart.locator(".frame.shown").get_attribute("data-ref")
    assert shown == mark.get_attribute("data-mark")
    page.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.45)
    if kind == "map":  # a click there narrows the directory of its section: test_contacts.py
        return
    assert card.get_attribute("role") == "dialog"
    page.keyboard.press("Escape")
    assert not card.is_visible()


def test_wide_drawings_are_bars_on_a_telephone(opened: Opened):
    """The same numbers, each on a line with its name, as long as they are large; and each tells where it comes from."""
    page = opened(360)
    for chart in some(page.evaluate(NUMBERS)):
        shown = page.locator(f"[id='{chart['id']}']")
        if not shown.get_attribute("class").endswith(("width-full", "width-page")) or chart["kind"] == "field":  # type: ignore[union-attr]
            assert shown.locator(".drawing").is_visible()
            continue
        assert shown.locator(".narrow").is_visible()
        assert shown.locator(".drawing").is_visible() is (chart["kind"] == "map")
        assert set(chart["bars"]) <= set(chart["data"])
        lines = shown.locator(".narrow li")
        data = shown.locator(".chart-data tbody tr").all_text_contents()
        assert lines.count() == len(set(data))
        if chart["kind"] != "map":
            lengths = [
                strip.evaluate("n => parseFloat(n.style.getPropertyValue('--share'))") for strip in lines.locator(".strip").all()
            ]
            numbers = [_number(text) for text in lines.locator(".value").all_text_contents()]
            shares = all("%" in text for text in lines.locator(".value").all_text_contents())
            of_whole = shares and chart["kind"] in ("stacked", "multiples", "profile")
            assert shown.locator(".narrow.of-whole").count() == of_whole
            whole = 100 if of_whole else max(numbers)
            assert lengths == pytest.approx([number / whole for number in numbers], abs=1e-4)
    value = page.locator(".narrow .value").first
    value.scroll_into_view_if_needed()
    value.click()
    assert page.locator(".origin-card.held").is_visible()


def _number(text: str) -> float:
    return float("".join(sign for sign in text.replace(",", ".") if sign.isdigit() or sign in ".-"))


def test_data_are_downloaded_as_a_french_spreadsheet_reads_them(opened: Opened):
    page = opened()
    chart = page.locator(CHARTS).first
    chart.locator(".chart-data summary").click()
    with page.expect_download() as waiting:
        chart.locator(".download").click()
    assert waiting.value.suggested_filename == f"{chart.get_attribute('id')}.csv"
    lines = waiting.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].count(";") >= 1
    assert len(lines) == 1 + chart.locator("tbody tr").count()
    assert lines[1].split(";")[1].isdigit(), "no thousands space in a number"
