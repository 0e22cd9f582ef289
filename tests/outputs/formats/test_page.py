"""The page tells where each of its numbers comes from: on demand by script, in the list at its end without."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rapport.cli.main import main
from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.numbers.register import Register
from rapport.numbers.trace import traces_of
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.formats.escapes import css_string, source_hash, style_hashes
from rapport.outputs.formats.origins import ANNEX, readable
from rapport.sources.model import Manuscript
from rapport.sources.published_names import STATUSES
from rapport.sources.reading import load
from tests.some import some

LARGEST = 2_500_000  # bytes: what a mailbox lets through without a thought


class Page(HTMLParser):
    """A finished page as the tests look at it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.html = path.read_text("utf-8")
        self.size = path.stat().st_size
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.entries: dict[str, str] = {}  # anchor of the list -> its text
        self._open = ""
        self._entry = ""
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._open = tag
        if tag == "script":
            self.scripts.append("")
        if tag == "li":
            self._entry = given.get("id", "")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""
        if tag == "li":
            self._entry = ""

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            self.scripts[-1] += data
        elif self._entry.startswith("chiffre-"):
            self.entries[self._entry] = self.entries.get(self._entry, "") + data

    def named(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the attributes of the elements of this name that have these attributes."""
        return [given for name, given in self.tags if name == tag and wanted.items() <= given.items()]

    @property
    def values(self) -> dict[str, dict[str, str]]:
        """Return what the page says of its numbers, by name."""
        place = [given for name, given in self.tags if name == "script"].index(self.named("script", id="valeurs")[0])
        values: dict[str, dict[str, str]] = json.loads(self.scripts[place])
        return values

    @property
    def numbers(self) -> set[str]:
        """Return the names of the numbers that the page prints."""
        return {given["data-ref"] for given in self.named("span") if "value" in given.get("class", "").split()}


@pytest.fixture(scope="module")
def page(built_petite: Path) -> Page:
    return Page(built_petite / "output/2024/index.html")


@pytest.fixture
def manuscript(petite: Path) -> Manuscript:
    return Flow(petite, Tools(petite, Cache(petite / ".cache"))).manuscript()


def test_every_printed_number_says_where_it_comes_from(page: Page, manuscript: Manuscript):
    mentioned = {mention.ref for mention in manuscript.mentions}
    assert mentioned
    assert set(page.values) == mentioned == page.numbers


def test_what_is_shown_is_what_is_registered(page: Page, petite: Path, manuscript: Manuscript):
    report, _ = load(petite)
    for ref, trace in some(traces_of(Register(report), manuscript).items()):
        shown = page.values[ref]
        assert (shown["label"], shown["value"], shown["status"]) == (trace.label, trace.printed, STATUSES[trace.status])
        assert shown.get("source", "") == trace.source
        assert shown.get("question", "") == trace.question
        assert all(shown.values()), "what isn't known is left out"


def test_every_number_is_in_the_list_and_links_to_it(page: Page):
    """Without the script the same is one link away; the script takes the links off."""
    for ref in page.numbers:
        entry = page.entries[page.values[ref]["anchor"]]
        for name in ("label", "value", "status", "question", "formula", "note"):
            assert page.values[ref].get(name, "") in entry
    linked = re.findall(r'<a class="to-origin" href="#([^"]+)"><span class="value[^"]*" data-ref="([^"]+)">', page.html)
    assert {ref: anchor for anchor, ref in linked} == {ref: shown["anchor"] for ref, shown in page.values.items()}


def test_the_list_is_in_the_contents_and_leads_back(page: Page):
    targets = [given["href"] for given in page.named("a") if given.get("href", "").startswith("#")]
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert targets.count(f"#{ANNEX}") == 2  # contents, legend
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in targets} <= set(ids)
    back = re.findall(r'<p class="back"><a href="#([^"]+)"', page.html)
    assert back == ["edito", "ateliers"], "in the order of the report"


def test_a_number_inside_a_link_keeps_the_author_s_link(petite: Path):
    """A link in a link would be cut in two by browsers."""
    section = petite / "content/ateliers.md"
    section.write_text(section.read_text("utf-8").replace("[notre site]", '[nos {{ value("velos.repares") }} vélos]'), "utf-8")
    assert main(["build", "--quiet", "--to", "html"], petite) == 0
    html = Page(petite / "output/2024/index.html").html
    number = '<span class="value" data-ref="velos.repares">318</span>'
    assert re.search(rf'<a href="https://fabrique-du-val.example"[^>]*>nos {number}', html)
    for link in re.findall(r"<a\b[^>]*>(.*?)</a>", html, re.DOTALL):
        assert "<a " not in link


def test_no_handler_and_no_request(page: Page):
    for tag, given in some(page.tags):
        assert not [name for name in given if name.startswith("on")], tag
        assert not given.get("href", "").lower().startswith("javascript:")
        outside = [given.get(name, "") for name in ("src", "srcset", "poster", "data", "action", "formaction") if name in given]
        outside += [given["href"]] if tag in {"link", "use", "image"} and "href" in given else []
        assert [address for address in outside if not address.startswith(("data:", "#"))] == [], tag
    assert not re.search(r"@import|url\(\s*[\"']?(?!data:|#|[\w-]+-)", re.sub(r"url\(\"data:[^)]*\)", "", page.html))
    policy = page.named("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-inline" not in policy
    for tag in ("style", "script"):
        for text in some(re.findall(rf"<{tag}>(.*?)</{tag}>", page.html, re.DOTALL)):
            assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy, tag


def test_the_policy_only_admits_the_styles_of_tables():
    """An attribute that an author should smuggle in is not named with the others."""
    body = '<td style="text-align: right;"><col style="width: 12%"><b style="color: red"><b style="width: 12%;color: red">'
    assert set(style_hashes(body).split()) == {source_hash("text-align: right;"), source_hash("width: 12%")}


@pytest.mark.parametrize(
    ("style", "admitted"),
    [
        ("width:50%", True),
        ("width:100%;aspect-ratio:3/2;object-fit:cover;object-position:top", True),
        ("aspect-ratio:3/2;object-fit:cover;object-position:left;display:block;margin-inline:auto 0", True),
        ("display:block;margin-inline:0 auto", True),
        ("background:#0B5563", True),
        ("background:#0B5563;position:fixed", False),
        ("background:url(#0B5563)", False),
        ("", False),
        ("width:50%;color:red", False),
        ("width:50%;background:url(https://a.example)", False),
        ("position:fixed", False),
    ],
)
def test_the_policy_admits_the_styles_of_pictures(style: str, admitted: object):
    assert (source_hash(style) in style_hashes(f'<img src="data:x" style="{style}" alt="x" />').split()) is admitted


@pytest.mark.parametrize("text", ['a"b', "a\\", "</style>", "a\nb", "é &"])
def test_a_string_of_css_ends_where_it_ends(text: str):
    written = css_string(text)
    assert re.fullmatch(r'"(?:[^"\\\x00-\x1f<>&]|\\[0-9a-f]{1,6} )*"', written)
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), written[1:-1]) == text


def test_the_page_stays_light(page: Page):
    assert page.size <= LARGEST


NASTY = "Vélos </script><script>alert()</script><!--<script> & <img src=x onerror=alert()> \"'"


def test_a_label_is_only_ever_text(petite: Path):
    """Nothing that a label says ends the data's script, opens another or makes an element."""
    clean = Page(_built(petite))
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("Vélos réparés", json.dumps(NASTY, ensure_ascii=False), 1), "utf-8")
    spoilt = Page(_built(petite))
    assert spoilt.values["velos.repares"]["label"].startswith("Vélos </script><script>alert()</script><!--<script> & <img")
    assert [tag for tag, _ in spoilt.tags] == [tag for tag, _ in clean.tags]
    assert [script for script in spoilt.scripts if "alert" in script] == [spoilt.scripts[-2]], "the data, and nothing else"
    assert "<" not in spoilt.scripts[-2]


def _built(root: Path) -> Path:
    assert main(["build", "--quiet", "--to", "html"], root) == 0
    return root / "output/2024/index.html"


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ('100 * value("heures_par_atelier.velo.hours") / value("heures.total")', "100 × «\u00a0{cell}\u00a0» ({part}) ÷ {total}"),
        ("value('heures.total') - 1234.5", "{total} \u2212 1\u202f234,5"),
        ('value("heures.total") | abs', "{total} (en valeur absolue)"),
    ],
)
def test_a_formula_reads_as_a_calculation(formula: str, words: str, petite: Path):
    """Labels and values stand for names, and a table's title isn't said of each of its cells."""
    report, _ = load(petite)
    cell: Any = Register(report).number("heures_par_atelier.velo.hours")
    label = cell.label.removesuffix(f" ({report.tables['heures_par_atelier'].spec.title})")
    assert label != cell.label
    total = "«\u00a0Heures de bénévolat\u00a0» (1\u202f240)"
    assert readable(formula, Register(report)) == words.format(cell=label, part=cell.value, total=total)


def test_last_year_s_value_is_told_when_it_is_known(petite: Path):
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("{2024: 318}", "{2023: 290, 2024: 318}"), "utf-8")
    page = Page(_built(petite))
    assert page.values["velos.repares"]["before"] == "290\u00a0vélos"
    assert page.named("script", id="valeurs")[0]["data-before"] == "2023"
    assert "En 2023\u00a0: 290\u00a0vélos" in page.entries[page.values["velos.repares"]["anchor"]]


def test_the_weight_of_headings_is_the_brand_s(petite: Path):
    path = petite / "assets/_brand.yml"
    brand = path.read_text("utf-8")
    assert "weight" not in brand
    path.write_text(brand.replace("headings:\n", "headings:\n    weight: 600\n", 1), "utf-8")
    assert "--weight-headings:600;" in Page(_built(petite)).html
