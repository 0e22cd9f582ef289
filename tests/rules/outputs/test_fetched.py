"""What a browser fetches for a page is what `OUT05` refuses, and no more: text may write of addresses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.rules.outputs.fetched import fetched_by

FETCHED = [
    '<img src="{}">', "<img src={} alt=a>", "<IMG/SRC='{}'>", '<img srcset="a.png 1x, {} 2x">', '<script src="{}"></script>',
    '<link rel=stylesheet href="{}">', '<iframe src="{}"></iframe>', '<iframe srcdoc="&lt;img src={}&gt;"></iframe>',
    '<video poster="{}"></video>', '<object data="{}"></object>', '<base href="{}">', "<style>a{{background:url({})}}</style>",
    "<style>@import '{}';</style>", "<style>a{{background:\\75 rl( '{}' )}}</style>",
    "<style>a{{b:u/**/rl(x);c:url(/**/{})}}</style>",
    '<style>a{{content:"/*";b:url({});content:"*/"}}</style>', "<style>a{{background:image-set('{}' 1x)}}</style>",
    '<p style="background:url(&quot;{}&quot;)">', '<svg><image href="{}"/></svg>', '<svg><use xlink:href="{}#a"/></svg>',
    '<svg><rect fill="url({})"/></svg>', '<svg><set attributeName="href" to="{}"/></svg>', '<body background="{}">',
    '<meta http-equiv=refresh content="0;url={}">', '<source srcset="{}">', "<title><!--</title><img src='{}'>-->",
    '<script>a = "url({})"</script>', "<img src='&#104;{}'>", '<input type=image src="{}">',
    "<svg><style>a{{b:url({})}}</style></svg>", "<html><p>a<html style='background:url({})'>",
    "<body id=a><p><body id=b><body background={}>",
    "<![CDATA[<img src='{}'>]]>", "<textarea><img src='{}'></textarea>", "<?a <img src='{}'>?>",
]  # fmt: skip


@pytest.mark.parametrize("page", FETCHED)
@pytest.mark.parametrize("address", ["https://exemple.fr/a.png", "//exemple.fr/a.png", "HTTP://exemple.fr/a.png"])
def test_every_way_to_fetch_is_seen(page: str, address: str):
    written = address.removeprefix("h") if "&#104;" in page else address
    if "&#104;" in page and not address.startswith("h"):
        written = "ttp://exemple.fr/a.png"
    assert any("exemple.fr/a.png" in found for found in fetched_by(f"<p>Avant</p>{page.format(written)}"))


@pytest.mark.parametrize(
    "page",
    [
        "<p>url(https://exemple.fr/a.png)</p>", "<code>url(https://exemple.fr/a.png)</code>",
        '<a href="https://exemple.fr">là</a>',
        '<img src="data:image/png;base64,AA//" alt="url(https://exemple.fr/a.png)">',
        "<p>&lt;img src=&quot;https://exemple.fr&quot;&gt;</p>",
        '<p title="src=https://exemple.fr">@import "https://exemple.fr"</p>',
        "<style>a{b:url(data:font/woff2;base64,d09G//a)}</style>",
        '<svg><use href="#a"/><rect fill="url(#b)"/></svg>', '<svg><a href="https://exemple.fr">là</a></svg>',
        '<meta name="description" content="Voir https://exemple.fr">', '<p data-note="url(//exemple.fr/a.png)">a</p>',
    ],
)  # fmt: skip
def test_text_and_what_a_reader_follows_are_not_fetched(page: str):
    assert fetched_by(page) == []


def test_a_prose_that_writes_of_addresses_is_published(petite: Path, told: Callable[..., Any]):
    path = petite / "content/edito.md"
    prose = (
        '\n\nUn style écrit url(https://exemple.fr/a.png), ou `url(//exemple.fr/b.png)`, ou `@import "https://exemple.fr/c"`.\n'
    )
    path.write_text(path.read_text("utf-8") + prose, "utf-8")
    settings = petite / "report.yml"
    settings.write_text(settings.read_text("utf-8").replace("formats: [html, pdf]", "formats: [html]"), "utf-8")
    said = told(petite, "build")
    assert "OUT05" not in said.out
    assert "url(//exemple.fr/b.png)" in (petite / "output/2024/index.html").read_text("utf-8")
