"""Selectors choose what a browser would choose, on a page at rest; the weightiest declaration wins."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from rapport.rules.outputs.sheets import Sheets

PAGE = """<body><div id=a class="x y"><p>1</p><p class=q>2</p><span lang=fr-x>3</span><p>4</p></div><div><p>5</p></div></body>"""


def read() -> Any:
    return etree.HTML(PAGE)


@pytest.mark.parametrize(("selector", "chosen"), [
    ("p", "1245"), ("div p", "1245"), ("div > p:first-child", "15"), ("p + p", "2"), ("p ~ p", "24"),
    ("#a p:not(.q)", "14"), (".x.y > span", "3"), ("div:has(.q) p", "124"), ("div:has(> p.q) p", "124"),
    ("div:has(> span > p) p", ""), ("p:has(+ .q)", "1"), ("p:has(~ span)", "12"), ("p:nth-child(2n+1)", "15"),
    ("p:nth-of-type(3)", "4"), ("p:last-child", "45"), ("p:only-child", "5"), (":is(#a, .z) > :where(p)", "124"),
    ("[lang|=fr]", "3"), ('[lang^="fr"]', "3"), ("p:hover", ""), ("p::before", ""), ("p:nth-last-child(2)", ""),
    ("body > div:nth-child(2) p", "5"), ("P", "1245"), ("div:not(:has(.q)) p", "5"), ("p:nth-child(odd)", "15"),
    ("p:nth-child(-n+2)", "125"), ("body:has(> div > .q) p", "1245"), ("div:has(body p) p", ""),
    ("div:has(> p + .q ~ span) p", "124"),
    ("p:not(:popover-open)", "1245"), ("p:is(:popover-open, .q)", "2"), ("div:has(:hover, .q) p", "124"), (":has(:hover)", ""),
    ("p:unknown(1), span", "3"), ("p:has(::-moz-mark)", ""),
])  # fmt: skip
def test_a_selector_chooses(selector: str, chosen: str):
    words = read().xpath("//p | //span")
    sheets = Sheets([f"{selector}{{display:none}}"])
    assert "".join(one.text for one in words if sheets.of(one)) == chosen


@pytest.mark.parametrize(("sheet", "value"), [
    ("p{display:none}p{display:block}", "block"), ("p.q{display:none}p{display:block}", "none"),
    ("#a p{display:none}p.q.q{display:block}", "none"), ("p{display:none!important}#a .q{display:block}", "none"),
    (":where(#a) p{display:none}p{display:block}", "block"), (":is(#a) p{display:none}p.q{display:block}", "none"),
    ("#a{p{display:none}}", "none"), ("#a{& > .q{display:none}}", "none"), ("div{&.z p{display:none}}", None),
    ("@media screen{p{display:none}}", "none"), ("@media print{p{display:none}}", None),
    ("@media (width >= 48rem) and (hover: hover){p{display:none}}", "none"), ("@media not print{p{display:none}}", "none"),
    ("@media (max-width: 500px), print{p{display:none}}", None), ("@media (prefers-color-scheme: dark){p{display:none}}", None),
    ("@layer base{p{display:none}}", "none"), ("@supports (display: grid){p{display:none}}", "none"),
    (":root{--d:none}p{display:var(--d)}", "none"), ("a::after{content:'}'}p{display:none}", "none"),
    ("/* } */p{display:none}", "none"), ("@font-face{src:url(a;b{c})}p{display:none}", "none"),
])  # fmt: skip
def test_the_weightiest_declaration_wins(sheet: str, value: str | None):
    assert Sheets([sheet]).of(read().find(".//p[@class='q']")).get("display") == value


def test_rows_by_the_thousand_are_read():
    root = etree.HTML(f"<table>{'<tr><td>1</td></tr>' * 2000}</table>")
    sheets = Sheets(["tr ~ tr{display:none}tr + tr > td{opacity:0}"])
    rows = root.findall(".//tr")
    assert [*map(sheets.of, (rows[0], rows[-1], rows[-1][0]))] == [{}, {"display": "none"}, {"opacity": "0"}]


@pytest.mark.parametrize("deep", ["(" * 5000, "p" + ":not(" * 3000, "&{" * 300, ":is(p" * 150, "a:has(b " * 150])
def test_brackets_without_end_hide_nothing(deep: str):
    """What no browser takes for a value, or a selector, is no fault of ours."""
    (words,) = read().xpath("//p[@class='q']")
    words.set("style", f"width:{deep}")
    assert Sheets([f"p{{display:none}} {deep}{{opacity:0}}"]).of(words).get("opacity") is None
