"""Nothing that an author types runs in the page, nor leads elsewhere: every field, the brand, the drawings, the addresses.

The policy of the page is set aside (`bypass_csp`): what is proved here is the first wall. The second has a test of its own.
"""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser

from rapport.flow.options import Options
from rapport.flow.pipeline import build, check
from rapport.flow.preview.board import Board
from rapport.flow.preview.site import HOST, site_of
from rapport.flow.preview.studio import Studio
from rapport.ground.problems import Problem, Severity
from tests.browser.every_field import FILES, MARKS, carrying, keys_of_models, lay, leaves, settle

PAYLOADS = {
    "element": "a <script>MARK</script><img src=x onerror=MARK><svg onload=MARK></svg>",
    "attribute": "\"'><img src=x onerror=MARK> \" onmouseover=MARK onfocus=MARK ' onclick=MARK x",
    "end": "a</script></style></title></textarea></svg>--><script>MARK</script>"
    "<iframe srcdoc='<script>parent.MARK</script>'></iframe>",
    "address": "javascript:MARK",
    "markdown": "[a](javascript:MARK) <javascript:MARK> [b]{onclick=MARK onmouseover=MARK} ![c](x){onerror=MARK}",
    "raw": "a `<img src=x onerror=MARK>`{=html} ]{onclick=MARK} "
    "&lt;script&gt;MARK&lt;/script&gt; &lt;img src=x onerror=MARK&gt; &amp;lt;b&amp;gt;",
    "style": "a\";}*{background:url(javascript:MARK)}@import 'javascript:MARK';</style><img src=x onerror=MARK><style>\\",
}
LISTENING = """
    window.hits = [];
    window.hit = new Proxy({}, { get: (_, name) => { window.hits.push(String(name)); return 1; } });
    document.addEventListener('click', event => event.preventDefault(), true);
"""
# What a reader may do to each element; the page's own buttons are left alone: they copy and download.
TOUCHED = """() => {
    for (const one of document.querySelectorAll('body, body *')) {
        for (const name of ['mouseover', 'pointerover', 'focus', 'load', 'error', 'animationend', 'toggle'])
            one.dispatchEvent(new Event(name, {bubbles: ['mouseover', 'pointerover'].includes(name)}));
        if (!one.closest('button, a[download]')) one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
    }
}"""
FOUND = """() => {
    const all = [...document.querySelectorAll('*')];
    const own = ['http:', 'https:', 'mailto:', 'tel:', 'file:'];
    return {
        hits: window.hits,
        handlers: all.flatMap(one => one.getAttributeNames().filter(name => name.toLowerCase().startsWith('on'))),
        scripts: all.filter(one => one.localName === 'script').length,
        foreign: all.filter(one => one.matches('meta[http-equiv=refresh]') ||
            ['iframe', 'object', 'embed', 'base', 'form', 'foreignobject', 'portal', 'frame', 'applet']
                .includes(one.localName.toLowerCase())).map(one => one.outerHTML.slice(0, 80)),
        addresses: all.filter(one => one.href && !own.includes(new URL(one.href.baseVal ?? one.href, location.href).protocol))
            .map(one => one.outerHTML.slice(0, 120)).filter(text => !text.startsWith('<link rel="icon" href="data:,">')),
    };
}"""
HARMLESS = {"hits": [], "handlers": [], "scripts": 3, "foreign": [], "addresses": []}


def made_of(root: Path) -> Path:
    """Build the page of an edition; the problems that stop it are told."""
    result = build(root, Options(formats=("html",)), lambda _: None)
    assert [str(one) for one in result.problems if one.severity is Severity.ERROR] == []
    return result.files["html"]


def behaviour_of(browser: Browser, page: Path) -> dict[str, Any]:
    """Open a page, do all that a reader may do to it, and return what happened."""
    context = browser.new_context(bypass_csp=True)
    try:
        context.add_init_script(LISTENING)
        window = context.new_page()
        asked: list[str] = []
        window.on("request", lambda request: asked.append(request.url))
        window.goto(page.as_uri())
        window.evaluate(TOUCHED)
        window.wait_for_timeout(100)
        window.evaluate(TOUCHED)  # what opened meanwhile
        found: dict[str, Any] = window.evaluate(FOUND)
        found["hits"] = sorted({f"{mark} {MARKS.get(mark, '')}" for mark in found["hits"]})
        elsewhere = [url for url in asked if not url.startswith(("data:", "blob:")) and url != page.as_uri()]
        assert elsewhere == []
        assert window.url.partition("#")[0] == page.as_uri()
        return found
    finally:
        context.close()


def test_the_proof_would_see_what_runs(browser: Browser, tmp_path: Path):
    """Each way to run is seen when nothing stands in its way."""
    page = tmp_path / "index.html"
    page.write_text(
        "<meta charset=utf-8><script>hit.aaa</script><img src=data:x onerror=hit.aab><b onmouseover=hit.aac onclick=hit.aad>b</b>"
        "<a href='javascript:hit.aae'>c</a><svg onload=hit.aaf></svg>", "utf-8",
    )  # fmt: skip
    found = behaviour_of(browser, page)
    assert [hit[:3] for hit in found["hits"]] == ["aaa", "aab", "aac", "aad", "aaf"]
    assert len(found["handlers"]) == 4
    assert len(found["addresses"]) == 1


def test_every_text_of_the_models_is_tried():
    """A new key of an author file is tried as soon as it exists, or this says so."""
    tried = {str(key) for path in leaves() for key in path}
    assert {f"{model}.{key}" for model, key in keys_of_models() if key not in tried} == {
        "Edition.claims",  # its keys are names of ours, its values numbers: no text goes through
        "Edition.airy_pages", "Edition.banners", "Edition.coloured_pages",  # names of sections, which must exist
        "Column.from", "Indicator.from",  # the name of a statistic, which must exist
        # Other documents than this page: none of their own texts is tried here.
        "Edition.factsheets", "FactsheetSpec.each", "FactsheetSpec.survey",
        "Edition.variants", "VariantEntry.chart", "VariantEntry.format", "VariantEntry.messages", "VariantEntry.numbers",
        "VariantEntry.template", "VariantEntry.translates",
    }  # fmt: skip
    assert len(MARKS) == len([*leaves()])
    assert len(MARKS) >= 95


def test_the_edition_is_sound_without_payloads(petite: Path):
    lay(petite, FILES)
    assert made_of(petite).is_file()


def behaviour_in_preview(browser: Browser, board: Board) -> dict[str, Any]:
    """Open the preview, do all that a reader may do to its frame and to the page in it, and return what happened."""
    site = site_of(board, 0)
    Thread(target=site.serve_forever, daemon=True).start()
    own = f"http://{HOST}:{site.server_address[1]}/"
    context = browser.new_context(bypass_csp=True)
    try:
        context.add_init_script(LISTENING)
        window = context.new_page()
        asked: list[str] = []
        window.on("request", lambda request: asked.append(request.url))
        window.goto(own)
        window.wait_for_selector(
            "#stage iframe:not([data-waiting])" if board.shown.page else "#problems, body li", state="attached"
        )
        window.wait_for_timeout(200)
        for frame in window.frames:
            frame.evaluate(TOUCHED)
        window.wait_for_timeout(200)
        found = [frame.evaluate(FOUND) for frame in window.frames if frame.url.startswith(own)]
        assert [url for url in asked if not url.startswith(("data:", "blob:", own))] == []
        assert window.url.partition("#")[0] == own
        shown = window.locator("body").text_content() or ""
        return {key: [one for frame in found for one in frame[key]] for key in ("hits", "handlers", "addresses")} | {
            "shown": shown
        }
    finally:
        context.close()
        board.close()
        site.shutdown()
        site.server_close()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_runs_in_the_preview(browser: Browser, petite: Path, payload: str):
    """What is refused is told beside the page, which shows the last text that could be: both as the texts that they are."""
    told: list[Problem] = []
    settle(petite, payload, told=told)
    studio = Studio(petite, Board())
    studio.refresh()
    studio.board.show_problems([*studio.board.shown.problems, *told], stale=True)
    assert studio.board.shown.page
    assert len(told) > 10
    try:
        found = behaviour_in_preview(browser, studio.board)
    finally:
        studio.close()
    assert "hit." in found.pop("shown"), "the problems tell no payload: nothing was tried"
    assert found == {"hits": [], "handlers": [], "addresses": []}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_field_runs(browser: Browser, petite: Path, payload: str):
    """Seven payloads in every field at once: refused with its place, or printed as the text that it is."""
    kept, refused = settle(petite, payload, lowered=["TXT20"])  # whose refusal would leave the filters untried
    assert len(kept) + len(refused) == len(MARKS)
    page = made_of(petite)
    assert behaviour_of(browser, page) == HARMLESS
    printed = {mark for mark in kept if f"hit.{mark}" in page.read_text("utf-8")}
    if payload != PAYLOADS["markdown"]:  # whose links the checks refuse everywhere
        assert len(printed) >= 50, "the fields were nearly all refused: nothing was tried"


def test_no_address_runs_when_the_author_has_lowered_the_rule(browser: Browser, petite: Path):
    """What a rule would refuse is dropped all the same: the author may waive a rule, not the wall."""
    payload = "[a](javascript:MARK) <javascript:MARK> [b](&#x6a;avascript:MARK)"
    kept, _ = settle(petite, payload, lowered=["LNK03", "TXT12"])
    page = made_of(petite)
    assert len(kept) >= 100
    assert behaviour_of(browser, page) == HARMLESS


# --- The drawings -----------------------------------------------------------------------------------------------------

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 40"'
PATH = '<path id="a" class="brand-primary toc" d="M4 36V12L20 4l16 8v24z" fill="#A63D2F"/>'
DRAWINGS = {
    "script": f"<svg {NAMES}>{PATH}<script>hit.aaa</script></svg>",
    "upper case": f"<svg {NAMES}>{PATH}<SCRIPT>hit.aaa</SCRIPT><ScRiPt>hit.aaa</ScRiPt></svg>",
    "prefix": f'<svg {NAMES} xmlns:x="http://www.w3.org/2000/svg">{PATH}<x:script>hit.aaa</x:script></svg>',
    "prefixed all": '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><s:script>hit.aaa</s:script></s:svg>',
    "html": f'<svg {NAMES} xmlns:h="http://www.w3.org/1999/xhtml">{PATH}<h:img src="x" onerror="hit.aaa"/></svg>',
    "other space": f'<svg {NAMES} xmlns:o="urn:o">{PATH}<o:img src="x" onerror="hit.aaa"/><img src="x" onerror="hit.aaa"/></svg>',
    "handler": f'<svg {NAMES} onload="hit.aaa" ONLOAD="hit.aaa"><g onclick="hit.aaa" onmouseover="hit.aaa">{PATH}</g></svg>',
    "foreign object": f'<svg {NAMES}>{PATH}<foreignObject><iframe src="javascript:parent.hit.aaa"/></foreignObject></svg>',
    "link": f'<svg {NAMES}><a href="javascript:hit.aaa" xlink:href="javascript:hit.aaa">{PATH}</a></svg>',
    "use": f'<svg {NAMES}>{PATH}<use href="data:image/svg+xml,x#a"/><use xlink:href="https://exemple.fr/#a"/></svg>',
    "animation": f'<svg {NAMES}>{PATH}<set attributeName="onmouseover" to="hit.aaa"/>'
    '<animate attributeName="href" values="javascript:hit.aaa"/></svg>',
    "style": f"<svg {NAMES}><style>@import 'https://exemple.fr/a.css'; * {{ fill: url(https://exemple.fr) }}</style>{PATH}</svg>",
    "style attribute": f'<svg {NAMES}><g style="background:url(https://exemple.fr);fill:\\75rl(javascript:hit.aaa)">{PATH}</g></svg>',
    "image": f'<svg {NAMES}>{PATH}<image href="https://exemple.fr/a.png" width="9" height="9"/></svg>',
    "entity": f'<!DOCTYPE svg [<!ENTITY a "<script>hit.aaa</script>">]><svg {NAMES}>{PATH}&a;</svg>',
    "cdata": f"<svg {NAMES}>{PATH}<title><![CDATA[</title><script>hit.aaa</script>]]></title></svg>",
    "instruction": f'<?xml-stylesheet href="javascript:hit.aaa"?><svg {NAMES}>{PATH}<?php hit.aaa ?></svg>',
    "before the root": f"<!-- <svg><script>hit.aaa</script> --><?x <svg onload=hit.aaa>?><svg {NAMES}>{PATH}</svg>",
    "utf-16": f'<?xml version="1.0" encoding="UTF-16"?><svg {NAMES}>{PATH}<script>hit.aaa</script></svg>',
    "utf-7": f'<?xml version="1.0" encoding="UTF-7"?><svg {NAMES}>{PATH}+ADw-script+AD4-hit.aaa+ADw-/script+AD4-</svg>',
    "ids": f'<svg {NAMES}><path id="valeurs"/><g id="sommaire"/><g id="annonces" class="theme bar-toggle">{PATH}</g></svg>',
    "zipped": "\x1f\x8b\x08",
}
SILENT = {"ids", "cdata"}  # what is only left out, or written as the text that it is


def bytes_of(name: str) -> bytes:
    """Return a drawing as a file, in the encoding that it declares."""
    return DRAWINGS[name].encode({"utf-16": "utf-16", "zipped": "latin-1"}.get(name, "utf-8"))


@pytest.fixture(scope="module")
def unguarded_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache for editions that nothing checks: what another keeps knows nothing of a check that a test takes away."""
    return tmp_path_factory.mktemp("unguarded")


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_logo_runs(browser: Browser, petite: Path, unguarded_cache: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    """The check refuses it where the logo is named; without the check, nothing but what draws reaches the page."""
    (petite / "assets/logo.svg").write_bytes(bytes_of(name))
    (petite / "assets/etabli.svg").write_bytes(bytes_of(name))
    codes = {(one.code, one.place.path) for one in check(petite, Options(), lambda _: None).problems}
    assert codes >= (set() if name in SILENT else {("LEC10", "assets/_brand.yml")})
    (petite / ".cache").unlink()
    (petite / ".cache").symlink_to(unguarded_cache, target_is_directory=True)
    monkeypatch.setattr("rapport.sources.reading.brand._faults", lambda *_: iter(()))
    told = [one for one in check(petite, Options(), lambda _: None).problems if one.severity is Severity.ERROR]
    assert {(one.code, str(one.place)) for one in told} == (set() if name in SILENT else {("LNK10", "content/ateliers.md:18:1")})
    text = (petite / "report.yml").read_text("utf-8")
    (petite / "report.yml").write_text(text + "severities: {LNK10: info}\n", "utf-8")
    if name in {"entity", "utf-7", "zipped"}:  # nothing of it can be read: there is no drawing to show
        assert build(petite, Options(formats=("html",)), lambda _: None).failed
        return
    page = made_of(petite)
    assert behaviour_of(browser, page) == HARMLESS


def test_no_name_of_the_brand_ends_the_style_sheet(browser: Browser, petite: Path, monkeypatch: pytest.MonkeyPatch):
    """Names of fonts and colours are refused at check; without it, they are names all the same."""
    nasty = 'x"}</style><script>hit.aaa</script><style>*{background:url(javascript:hit.aaa)}\\'
    files = carrying("", {})
    brand = files["assets/_brand.yml"]
    brand["color"]["palette"][nasty] = "#123456"
    brand["typography"]["fonts"][0]["family"] = brand["typography"]["base"]["family"] = nasty
    brand["meta"] = {"name": nasty, "link": "javascript:hit.aaa"}
    lay(petite, files)
    told = [one for one in check(petite, Options(), lambda _: None).problems if one.severity is Severity.ERROR]
    assert {one.code for one in told} == {"LEC10"}
    assert len({one.place.line for one in told}) == 4, "each at its own key"
    monkeypatch.setattr("rapport.sources.reading.brand._faults", lambda *_: iter(()))
    assert behaviour_of(browser, made_of(petite)) == HARMLESS


# --- The policy -------------------------------------------------------------------------------------------------------


def test_the_policy_stops_what_would_have_slipped_in(browser: Browser, built_petite: Path, tmp_path: Path):
    """The second wall: an element, a handler, an address, a style put in the finished page by hand do nothing."""
    text = (built_petite / "output/2024/index.html").read_text("utf-8")
    slipped = (
        "<script>hit.aaa</script><img src=x onerror=hit.aab><b id=b onclick=hit.aac style='color: rgb(1, 2, 3)'>b</b>"
        "<a id=c href='javascript:hit.aad'>c</a><style>#b { color: rgb(4, 5, 6) }</style>"
        "<iframe src='javascript:parent.hit.aae'></iframe>"
    )
    page = tmp_path / "index.html"
    page.write_text(text.replace('<main id="contenu" tabindex="-1">', f'<main id="contenu" tabindex="-1">{slipped}'), "utf-8")
    context = browser.new_context()
    try:
        context.add_init_script(LISTENING.replace("document.addEventListener", "if (0) document.addEventListener"))
        window = context.new_page()
        window.goto(page.as_uri())
        window.locator("#b").click()
        window.locator("#c").click()
        window.wait_for_timeout(200)
        assert window.evaluate("window.hits") == []
        assert "rgb(1, 2, 3)" not in window.evaluate("getComputedStyle(document.getElementById('b')).color")
        assert "rgb(4, 5, 6)" not in window.evaluate("getComputedStyle(document.getElementById('b')).color")
    finally:
        context.close()


def test_the_page_looks_the_same_under_its_policy(browser: Browser, report: Path):
    """The sheet, the scripts, the alignment and the widths of the tables are those that the policy names."""
    seen, said = [], list[str]()
    for free in (True, False):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=free)
        window = context.new_page()
        window.on("console", lambda message: said.append(message.text))
        window.on("pageerror", lambda error: said.append(str(error)))
        window.goto(report.as_uri())
        window.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        number = window.locator("main .value:visible").first
        number.hover()
        seen.append(window.evaluate(LOOK))
        context.close()
    assert said == []
    assert seen[0] == seen[1]
    assert len(seen[1]) > 500
    assert any(look.startswith("right") for look in seen[1])


LOOK = """() => [...document.querySelectorAll('[style], html, .chart, svg, .toc-top')].map(one => {
    const {textAlign, width, color} = getComputedStyle(one);
    return [textAlign, width, color, one.className.baseVal ?? one.className].join(' ');
})"""
