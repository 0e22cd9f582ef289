"""Drawings written again from their parsed tree: what draws is kept as it was, the rest is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import vl_convert

from rapport.ground.svg import UnreadableSvgError, read_svg
from rapport.ground.svg.vocabulary import DEEPEST, ELEMENTS, MOST
from rapport.sources.brand import recoloured
from tests.conftest import WHOLE

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'


def read(inside: str, opening: str = OPEN, head: str = "") -> tuple[list[str], str]:
    """Return what is told of a drawing, and what is written of it, less its root."""
    svg = read_svg(f"{head}{opening}{inside}</svg>".encode())
    text = svg.written()
    return [foreign.what for foreign in svg.foreign], text[text.index(">") + 1 :].removesuffix("</svg>")


@pytest.mark.parametrize("path", [WHOLE / "assets/logo.svg", WHOLE / "assets/logo-light.svg"], ids=lambda path: path.name)
def test_our_logos_look_the_same(path: Path):
    """Pixel for pixel, once read and written."""
    before = path.read_text("utf-8")
    svg = read_svg(path.read_bytes())
    assert svg.foreign == ()
    assert vl_convert.svg_to_png(svg.written(), scale=2) == vl_convert.svg_to_png(before, scale=2)
    assert vl_convert.svg_to_png(svg.written("logo-"), scale=2) == vl_convert.svg_to_png(before, scale=2)


def test_the_classes_of_the_brand_still_colour_a_logo():
    written = read_svg(f"{OPEN}<g class='toc brand-primary' style='fill:#123456'><path d='M0 0'/></g></svg>".encode()).written(
        "logo-"
    )
    assert 'class="brand-primary"' in written
    assert 'fill="#ABCDEF"' in recoloured(written, {"primary": "#ABCDEF"})


def test_in_a_page_the_names_of_a_drawing_are_its_own():
    inside = '<defs><linearGradient id="valeurs"/></defs><path id="a" fill="url(#valeurs)" style="mask:url(#a)"/>'
    inside += '<use xlink:href="#a"/>'
    written = read_svg(f"{OPEN}<style>*{{fill:red}}</style>{inside}</svg>".encode()).written("logo-")
    assert 'id="logo-valeurs"' in written
    assert 'fill="url(#logo-valeurs)" mask="url(#logo-a)"' in written
    assert '<use href="#logo-a"/>' in written
    assert "style" not in written


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<script>x</script>", "un élément « script »"),
        ("<SCRIPT/>", "un élément « SCRIPT »"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "un élément « script »"),
        ('<h:body xmlns:h="http://www.w3.org/1999/xhtml"/>', "un élément « body »"),
        ("<foreignObject/>", "un élément « foreignObject »"),
        ('<a href="https://exemple.fr"/>', "un élément « a »"),
        ('<animate attributeName="href" to="x"/>', "un élément « animate »"),
        ("<g ONLOAD='x'/>", "du code (« ONLOAD »)"),
        ('<use href="data:image/svg+xml,x"/>', "un lien (« data:image/svg+xml,x »)"),
        ('<image xlink:href="a.png"/>', "un lien (« a.png »)"),
        ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', "un lien (« data:image/svg+xml;base64,PHN2Zz4= »)"),
        ('<path fill="url(https://exemple.fr#a)"/>', "une adresse (« url(https://exemple.fr#a) »)"),
        ('<path fill="u\\72l(a)"/>', "une adresse (« u\\72l(a) »)"),
        ("<path mask=\"image-set('a.png' 1x)\"/>", "une adresse (« image-set('a.png' 1x) »)"),
        ('<path style="fill:url( &quot;a.svg&quot; )"/>', 'une adresse (« fill:url( "a.svg" ) »)'),
        ("<style>@import 'a.css';</style>", "un élément « style »"),
        ("<style>a{background:url(a.png)}</style>", "un élément « style »"),
        ("<style>a{width:expression(1)}</style>", "un élément « style »"),
        ("<?xml-stylesheet href='a'?>", "une instruction (« <?xml-stylesheet »)"),
        ("<title><b/></title>", "un élément « b »"),
        ("<g>" * DEEPEST + "</g>" * DEEPEST, f"plus de {DEEPEST} éléments l'un dans l'autre"),
        ('<g id="a"><use href="#b"/></g><g id="b"/><use href="#a"/>', "un élément « use » qui en copie d'autres"),
        (f'<g id="a">{"<g/>" * 499}</g>' + '<use href="#a"/>' * (MOST // 500 + 1), f"plus de {MOST} copies"),
    ],
)  # fmt: skip
def test_what_is_not_drawing_is_told_and_left_out(inside: str, told: str):
    found, written = read(inside)
    assert found == [told]
    assert not any(
        word in written.lower() for word in ("script", "onload", "exemple", "data:", "url(", "import", "image-set", "72l")
    )
    assert "<use href" not in written


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<metadata><script/></metadata><!-- <script> -->", ""),
        ('<o:script xmlns:o="urn:editor"><path/></o:script>', ""),
        ('<path o:onclick="x" xmlns:o="urn:editor" data-x="1" d="M0 0"/>', '<path d="M0 0"/>'),
        ("<title><![CDATA[</title><script>]]></title>", "<title>&lt;/title&gt;&lt;script&gt;</title>"),
        ('<path style="fill:#fff;-x-y:1;stroke:none !important" fill="#000"/>', '<path fill="#fff" stroke="none"/>'),
        ('<text font-family="A &amp; &quot;B&quot;">é</text>', '<text font-family="A &amp; &quot;B&quot;">é</text>'),
        ("<style>.a{fill:url(#b)}</style>", "<style>.a{fill:url(#b)}</style>"),
        ('<image href="data:image/png;base64,iVBORw0KGgo="/>', '<image href="data:image/png;base64,iVBORw0KGgo="/>'),
    ],
)
def test_what_draws_is_kept_and_what_an_editor_keeps_for_itself_is_passed_over(inside: str, kept: str):
    assert read(inside) == ([], kept)


def test_an_outside_document_type_is_passed_over():
    head = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert read('<path d="M0 0"/>', head=head) == ([], '<path d="M0 0"/>')
    assert read("<title>&nbsp;</title>", head=head) == (["une entité"], "<title/>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_drawing_is_read_in_its_own_encoding(encoding: str):
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>{OPEN}<title>été</title><script/></svg>'
    svg = read_svg(text.encode(encoding))
    assert "<title>été</title>" in svg.written()
    assert [foreign.what for foreign in svg.foreign] == ["un élément « script »"]


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"", 1, "abîmé à la ligne 1"),
        (b"<svg>\n<g>\n</svg>", 3, "abîmé à la ligne 3"),
        (b"<html/>", 1, "première balise"),
        (b"\x1f\x8b\x08\x00", 1, "abîmé"),
        (b"\x89PNG\r\n\x1a\n", 1, "abîmé"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', 1, "UTF-8"),
        (b'<?xml version="1.0" encoding="none"?><svg/>', 1, "UTF-8"),
        (b'<!DOCTYPE svg [\n<!ENTITY a "b">]><svg/>', 1, "entités"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(content: bytes, line: int, why: str):
    with pytest.raises(UnreadableSvgError) as caught:
        read_svg(content)
    assert caught.value.line == line
    assert why in caught.value.hint


def test_a_drawing_of_too_many_elements_is_read_no_further(monkeypatch: pytest.MonkeyPatch):
    """Kept or passed over, each is one that a reader has to hold; a map of France has a few hundred."""
    assert ELEMENTS == 50_000
    monkeypatch.setattr("rapport.ground.svg.ELEMENTS", 500)
    for inside in ("<g/>", "<script/>"):
        with pytest.raises(UnreadableSvgError) as refused:
            read(inside * 500)
        assert "plus de 500 éléments" in refused.value.hint
    assert read("<g/>" * 499)[0] == []
