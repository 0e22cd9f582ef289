"""Nothing sticks out, whatever the width, the zoom or the spacing of the letters; pictures of the page are kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pictures import camera, taken
from tests.outputs.formats.test_photographs import with_tables

Opened = Callable[..., Page]

PICTURES = Path(__file__).resolve().parents[2] / "output/captures"
SHEET = 12_000  # pixels: beyond 65 535, a JPEG file can't hold a page

# Elements past the edge of the window, but for those in a box that scrolls by itself.
PROTRUDING = """
() => [...document.querySelectorAll('body *')].filter(node => {
  const box = node.getBoundingClientRect();
  if (!box.width || box.right <= document.documentElement.clientWidth + 1) return false;
  for (let around = node; around; around = around.parentElement) {
    if (around !== node && ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(around).overflowX)) return false;
    if (around.matches('.visually-hidden, [aria-hidden=true]')) return false;
  }
  return true;
}).map(node => node.outerHTML.slice(0, 100))
"""

# Texts cut by their own box.
CUT = """
() => [...document.querySelectorAll('main :is(p, h2, h3, h4, h5, h6, li, dt, dd, th, td, summary, a, .number, .label)')]
  .filter(node => node.checkVisibility() && !node.closest('.visually-hidden'))
  .filter(node => getComputedStyle(node).overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1)
  .map(node => node.outerHTML.slice(0, 100))
"""


# Words that end a line in their midst, though nothing hyphenates them; an address may.
BROKEN = """
() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!holder.checkVisibility() || holder.closest('svg, .visually-hidden')) continue;
    if (getComputedStyle(holder).hyphens === 'auto') continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\d’]{3,}/gu)) {
      if (/[@/.]/.test(node.data.slice(Math.max(0, index - 1), index + word.length + 1).replace(/\\.$/, ''))) continue;
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top)));
      if (lines.size > 1) found.push(word);
    }
  }
  return found;
}
"""


# Where the items of a list begin, from the top of the page.
TOPS = "list => [...list.children].map(item => Math.round(item.getBoundingClientRect().top))"


def assert_no_overflow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(PROTRUDING) == []
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440, 2560])
def test_nothing_sticks_out(opened: Opened, width: int):
    assert_no_overflow(opened(width))


@pytest.mark.parametrize("width", [320, 640, 896, 960, 1100, 1152, 1200, 1280, 1440])
def test_no_word_is_broken_in_its_midst(opened: Opened, width: int):
    """A column that the others leave no room gives a name letter by letter: nothing sticks out, nothing is read."""
    assert opened(width).evaluate(BROKEN) == []


@pytest.mark.parametrize("zoom", [2, 4])
def test_nothing_sticks_out_when_zoomed(opened: Opened, zoom: int):
    """200 %, and the 400 % of WCAG's reflow: a window of 1280 px has then 640 or 320 px of its own."""
    assert_no_overflow(opened(1280 // zoom, 800 // zoom, device_scale_factor=zoom))


@pytest.mark.parametrize("width", [320, 600, 640, 700, 751, 752, 760, 1024, 1280])
def test_no_chart_is_cut(opened: Opened, width: int):
    """Whatever the width, a chart is seen whole, as a drawing or as bars, without being slid."""
    page = opened(width)
    charts = page.locator(".chart")
    assert charts.count() > 20
    cut = """charts => charts.filter(chart => {
      const box = [...chart.querySelectorAll('.drawing, .narrow')].filter(node => node.checkVisibility());
      return box.length === 0 || box.some(node => node.scrollWidth > node.clientWidth + 1);
    }).map(chart => chart.id)"""
    assert charts.evaluate_all(cut) == []


@pytest.mark.parametrize("content", ["logos-wanted ul", "logos"])
def test_the_places_of_a_row_of_logos_begin_on_one_line(opened: Opened, petite: Path, run: Callable, content: str):
    """Of logos that a draft awaits, family by family, as of those that are there."""
    names = ("", "", "") if "wanted" in content else ("Un", "Deux", "Trois")
    families = "abc" if "wanted" in content else "aaa"
    rows = "".join(f"2024,Famille {key},{name},\n" for key, name in zip(families, names, strict=True))
    with_tables(petite, "", rows)
    section = petite / "content/ateliers.md"
    section.write_text('---\ntitle: Essai\n---\n\nUn texte.\n\n{{ table("soutiens") }}\n', "utf-8")
    assert run(petite, "build", "--to", "html").code == 0
    lists = opened(1440, path=petite / "output/2024/index.html").locator(f"main .{content}")
    tops = [top for index in range(lists.count()) for top in {*lists.nth(index).evaluate(TOPS)}]
    assert len(tops) == lists.count() > 0


@pytest.mark.parametrize("width", [640, 1440])
def test_nothing_sticks_out_with_larger_letters(browser: Browser, whole_chromium: str, report: Path, tmp_path: Path, width: int):
    """The reader's own setting: letters twice as large in every page (WCAG 1.4.4)."""
    (tmp_path / "Default").mkdir()
    setting = {"webkit": {"webprefs": {"default_font_size": 32, "default_fixed_font_size": 26}}}
    (tmp_path / "Default/Preferences").write_text(json.dumps(setting), "utf-8")
    chromium = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=whole_chromium, viewport={"width": width, "height": 900}
    )
    page = chromium.new_page()
    page.goto(report.as_uri())
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert_no_overflow(page)
    chromium.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_cut_when_letters_are_spaced(opened: Opened, width: int):
    """As WCAG 1.4.12 has it."""
    page = opened(width)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
        " p { margin-bottom: 2em !important; }"
    )
    assert_no_overflow(page)


def test_the_contents_follow_the_reading(opened: Opened):
    """In a wide window they stay in sight, and mark the section being read."""
    page = opened(1440)
    for section in page.locator("main section.section[id]").all()[3:8]:
        section.evaluate("node => node.scrollIntoView({behavior: 'instant'})")
        name = section.get_attribute("id")
        page.wait_for_function(
            "name => decodeURIComponent(document.querySelector('.contents [aria-current]')?.hash ?? '').startsWith('#' + name)",
            arg=name,
        )
        assert page.locator(".contents").bounding_box()["y"] == 0  # type: ignore[index]
        assert page.locator(".contents [aria-current]").is_visible()


def test_motion_is_only_for_those_who_want_it(opened: Opened):
    moving = "[...document.querySelectorAll('*')].filter(node => getComputedStyle(node).animationName !== 'none').length"
    assert opened(reduced_motion="no-preference").evaluate(moving) > 0
    assert opened(reduced_motion="reduce").evaluate(moving) == 0


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "light"), (1440, "light"), (1440, "dark")])
def test_pictures_are_kept(opened: Opened, width: int, scheme: str):
    """The whole page, in sheets: the continuous integration keeps them with the report, for whoever wants to look."""
    page = opened(width, color_scheme=scheme)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for former in PICTURES.glob(f"{width}-{scheme}-*.jpg"):
        former.unlink()
    height = page.evaluate("document.documentElement.scrollHeight")
    session = camera(page)
    for number, top in enumerate(range(0, height, SHEET), 1):
        part = {"x": 0, "y": top, "width": width, "height": min(SHEET, height - top)}
        picture = taken(session, part, captureBeyondViewport=True, format="jpeg", quality=70)
        (PICTURES / f"{width}-{scheme}-{number:02}.jpg").write_bytes(picture)
    kept = list(PICTURES.glob(f"{width}-{scheme}-*.jpg"))
    assert len(kept) == -(-height // SHEET)
    assert all(picture.stat().st_size > 0 for picture in kept)
