"""The real tools on real editions: what leaves the house can be read, shared, archived, and made again to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import page
import pypdfium2
import pytest
import yaml

from rapport.flow.options import Options, Result
from rapport.flow.pipeline import build
from rapport.ground.problems import Severity
from tests.conftest import whole_edition
from tests.some import some


class Built(NamedTuple):
    """An edition built in a folder of its own."""

    root: Path
    result: Result
    html: str
    pdf: Path


def published(built: Built) -> dict[str, bytes]:
    """Return everything that was published, by name."""
    output = built.root / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}


def made(root: Path) -> Built:
    """Build an edition: page and PDF at least."""
    result = build(root, Options(), lambda _: None)
    assert {"html", "pdf"} <= set(result.files), result.problems
    assert all(path.exists() for path in result.files.values())
    return Built(root, result, result.files["html"].read_text("utf-8"), result.files["pdf"])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Built:
    """Return the frozen report, built once."""
    return made(whole_edition(tmp_path_factory.mktemp("report") / "rapport", shared_cache))


@pytest.fixture(scope="module")
def small(built_petite: Path) -> Built:
    return made(built_petite)


@pytest.fixture(params=["report", "small"])
def built(request: pytest.FixtureRequest) -> Built:
    """Return each edition in turn."""
    edition: Built = request.getfixturevalue(request.param)
    return edition


def test_no_edition_has_an_error(built: Built):
    assert [p for p in built.result.problems if p.severity is Severity.ERROR] == []


# --- the page ------------------------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    """The elements of a page with their attributes, and those left open or closed twice."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "hr", "col", "source", "embed"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes <{self.open[-1] if self.open else ''}>, line {self.getpos()[0]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


@pytest.fixture
def tags(built: Built) -> _Tags:
    return _Tags(built.html)


def test_the_page_is_well_formed(tags: _Tags):
    assert tags.faults == []
    assert tags.open == []


def test_the_page_needs_nothing_else(built: Built, tags: _Tags):
    """One file to send by mail: no style, script, font or picture comes from elsewhere, and the page forbids it."""
    asked = [f"<{tag} {name}={value[:60]}>" for tag, given in tags.all for name, value in given.items()
             if (name in {"src", "srcset", "poster", "data", "action"} or (name == "href" and tag in {"link", "use", "image"}))
             and not value.startswith(("data:", "#"))]  # fmt: skip
    assert asked == []
    assert (
        re.findall(
            r"(?:url\(|@import)\s*[\"']?(?!data:|#)[^\s\"')]{1,40}",
            "".join(re.findall(r"<style>.*?</style>", built.html, re.DOTALL)),
        )
        == []
    )
    policy = next(
        given["content"] for tag, given in tags.all if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_the_page_says_its_language_and_title(built: Built, tags: _Tags):
    edition = yaml.safe_load((built.root / "report.yml").read_text("utf-8"))
    assert tags.all[0] == ("html", {"lang": "fr"})
    title, *_ = re.findall(r"<title>(.*?)</title>", built.html)
    assert edition["title"] in title


def test_every_chart_has_its_words_and_its_data(built: Built):
    """Who doesn't see the drawing reads what it says, and every number that it shows."""
    charts = re.findall(r'<figure class="chart[^"]*".*?</figure>', built.html, re.DOTALL)
    assert len(charts) >= (1 if "petite" in str(built.root) else 10)
    for chart in charts:
        (svg,) = re.findall(r"<svg\b[^>]*>", chart)
        (told,) = re.findall(r'role="img" aria-label="([^"]+)"', svg)
        assert len(told) > 20
        assert "{{" not in told
        (data,) = re.findall(r'<details class="chart-data"><summary>.*?</details>', chart, re.DOTALL)
        assert data.count("<tr>") >= 2
        assert "<caption>" in data


def test_headings_go_down_one_level_at_a_time(tags: _Tags):
    levels = [int(tag[1]) for tag, _ in tags.all if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
    assert jumps == []


def test_every_anchor_leads_somewhere_and_once(tags: _Tags):
    ids = [given["id"] for _, given in tags.all if "id" in given]
    assert sorted(ids) == sorted(set(ids))
    targets = {given["href"][1:] for _, given in tags.all if given.get("href", "").startswith("#")}
    assert targets - set(ids) - {""} == set()


class _Read(HTMLParser):
    """What is read of a page, paragraph by paragraph: no script, no style, no code, no address."""

    APART = frozenset({"script", "style", "code", "pre", "template"})
    INLINE = frozenset({"a", "abbr", "b", "em", "i", "span", "strong", "sup"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts = [""]
        self.apart = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.apart += tag in self.APART
        self.texts += [] if tag in self.INLINE else [""]
        self.texts += [*(value or "" for name, value in attrs if name in {"alt", "aria-label", "title"}), ""] if attrs else []

    def handle_endtag(self, tag: str) -> None:
        self.apart -= tag in self.APART
        self.texts += [] if tag in self.INLINE else [""]

    def handle_data(self, data: str) -> None:
        self.texts[-1] += "" if self.apart or re.search(r"\w@\w|://|www\.", data) else data.replace("\n", " ")


# The table of numbers.md, and what the eye of a typographer stops at.
FAULTS = {
    "a plain space before a high sign": r"\S [;:!?](?!\w)",
    "a high sign without its space": r"[^\W\d_][;!?](?!\w)|[^\W\d_]:(?= )",
    "a straight quote or apostrophe": r"\w'\w|\"",
    "a plain space inside French quotes": r"« |«\w| »|\w»",
    "three points": r"\.\.\.",
    "2ème": r"\d(?:i?ème|ère)\b",
    "an hour": r"\b\d{1,2}h|\b\d{1,2} h\b",
    "a number parted from its sign": r"\d ?[%€]",
    "thousands": r"(?<![\d,])(?!(?:19|20)\d\d)[1-9]\d{0,2} \d{3}(?![\d\w])",
    "a day parted from its month": r"\b\d{1,2} (?:janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc)",
    "a hyphen for a dash": r"[^\W\d] - \w| — ",
    "a hyphen for a minus": r"(?<![\w\d])-\d",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_the_page_follows_french_typography(fault: str, built: Built):
    """Read back from the finished page, whatever wrote the text: author, data, template or engine."""
    texts = _Read(built.html).texts
    around = re.compile(rf".{{0,25}}(?:{FAULTS[fault]}).{{0,15}}")
    assert [found[0] for text in texts for found in around.finditer(text)] == []


def test_the_pdf_breaks_no_line_where_french_forbids(built: Built):
    """No sign begins a line, no quote opens at its end, no number is left alone there."""
    document = pypdfium2.PdfDocument(built.pdf)
    pages = [_lines(page) for page in document]
    document.close()
    lines = [line for page in pages for line in page]
    assert [line for line in lines if re.match(r"[;:!?»%€]", line)] == []
    assert [line for line in lines if line.endswith("«")] == []
    pairs = [pair for page in pages for pair in pairwise(page) if not ANNEX.search(pair[0]) and pair[1] != "document de travail"]
    assert [pair for pair in pairs if ALONE.search(pair[0]) and re.match(r"(?!(?:et|à|en|dans)\b)[a-zà-ÿ%€]", pair[1])] == []


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    """Return the lines of a page: PDFium joins what stands at one height in two columns."""
    read, lines, right, height = page.get_textpage(), [""], 0.0, 0.0
    for index in range(read.count_chars()):
        sign = read.get_text_range(index, 1)
        if sign in "\r\n":
            lines, height = [*lines, ""], 0.0
            continue
        if not sign.isspace():
            left, bottom, end, top = read.get_charbox(index, loose=True)
            if height and left - right > 1.5 * min(height, top - bottom):
                lines.append("")
            right, height = end, top - bottom
        lines[-1] += sign
    return [line.strip() for line in lines]


ANNEX = re.compile(r"\d[\d\u202f,]*\xa0\D+ (?:\d+(?:[,–] ?)?)+$")  # a value with its unit, then the pages that print it
ALONE = re.compile(r"\w{3} (?!(?:19|20)\d\d,?$)\d[\d\u202f,]*°?$")  # a number at the end of a line, no year


def test_nothing_of_the_kitchen_is_left(built: Built):
    """Neither braces of an author, nor marks of ours, nor places of this machine."""
    text = re.sub(r"<(style|script)\b.*?</\1>", "", built.html, flags=re.DOTALL)
    assert "{{" not in text
    assert not re.search(r"[\ue000-\uf8ff]", text)
    assert [name for name, data in published(built).items() if str(built.root).encode() in data] == []


# --- the PDF -------------------------------------------------------------------------------------------------------


@pytest.fixture
def document(built: Built) -> Iterator[pypdfium2.PdfDocument]:
    opened = pypdfium2.PdfDocument(built.pdf)
    yield opened
    opened.close()


def stream_ends_in_a_return(pdf: bytes, number: int) -> bool:
    """Tell whether an object's stream ends in the byte 0x0D, which the validator takes for the end of a line.

    Its STREAM-LENGTH finding is then false: the declared length counts that byte, rightly.
    """
    found = re.search(rb"(?:^|[\r\n])%d 0 obj\b.*?/Length (\d+).*?stream\r?\n" % number, pdf, re.DOTALL)
    if found is None:
        return False
    end = found.end() + int(found[1])
    return pdf[end - 1 : end] == b"\r" and pdf[end:].lstrip(b"\r\n").startswith(b"endstream")


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A], ids=lambda p: p.name)
def test_the_pdf_is_accessible_and_archivable(built: Built, profile: page.ValidationProfile):
    pdf = built.pdf.read_bytes()
    failures = [
        f"{failure.rule_id}: {failure.message}"
        for failure in page.validate_pdf(built.pdf, profile=profile).failures
        if not (
            "STREAM-LENGTH" in failure.rule_id
            and failure.object_id
            and stream_ends_in_a_return(pdf, failure.object_id.object_number)
        )
    ]
    assert failures == []


def test_the_pdf_is_tagged_in_french_and_titled(built: Built, document: pypdfium2.PdfDocument):
    edition = yaml.safe_load((built.root / "report.yml").read_text("utf-8"))
    assert document.is_tagged()
    assert edition["title"] in document.get_metadata_value("Title")
    assert re.search(rb"/Lang\s*\(fr", built.pdf.read_bytes())
    assert re.search(rb"/DisplayDocTitle true", built.pdf.read_bytes())


def test_the_pdf_has_bookmarks_for_every_section(built: Built, document: pypdfium2.PdfDocument):
    """Titles in reading order, each leading to its page."""
    titles = [plain(item.get_title()) for item in document.get_toc()]
    edition = yaml.safe_load((built.root / "report.yml").read_text("utf-8"))
    for name in some(sections_of(built.root)):
        head = (built.root / f"content/{name}.md").read_text("utf-8").split("---")[1]
        title = yaml.safe_load(head)["title"].replace("{{ year() }}", str(edition["year"]))
        assert plain(title) in titles
    targets = [item.get_dest().get_index() for item in document.get_toc() if item.get_dest()]
    assert targets == sorted(targets)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("'", "’")).strip().casefold()


def sections_of(root: Path) -> list[str]:
    return [entry for entry in yaml.safe_load((root / "report.yml").read_text("utf-8"))["sections"] if isinstance(entry, str)]


def test_no_page_is_empty(document: pypdfium2.PdfDocument):
    """A blank sheet in the middle looks like a mistake, and is one."""
    objects = [sum(1 for _ in document[index].get_objects()) for index in range(len(document))]
    assert [index + 1 for index, count in enumerate(objects) if not count] == []
    assert len(document) >= 4


def test_pages_have_one_size(document: pypdfium2.PdfDocument):
    assert len({tuple(round(side) for side in document[index].get_size()) for index in range(len(document))}) == 1


# --- again ---------------------------------------------------------------------------------------------------------


def test_a_second_build_publishes_the_same_bytes(built: Built):
    before = published(built)
    again = made(built.root)
    assert differing(published(again), before) == []
    assert again.result.problems == built.result.problems


def test_another_folder_and_another_day_give_the_same_bytes(report: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nothing of the machine, the clock, the order of the files or the cache gets into the report."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.chdir(tmp_path)
    other = made(whole_edition(tmp_path / "Ailleurs, à côté" / "l'édition"))
    assert differing(published(other), published(report)) == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of the files that two outputs don't share to the byte."""
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def test_the_date_may_be_imposed(petite: Path, monkeypatch: pytest.MonkeyPatch):
    """SOURCE_DATE_EPOCH (reproducible-builds.org) is the date written in the PDF."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    document = pypdfium2.PdfDocument(made(petite).pdf)
    assert document.get_metadata_value("CreationDate").startswith("D:20010909")
    document.close()


def test_every_number_of_the_manuscript_is_recorded(report: Built):
    """The proof is only worth something if it holds hundreds of numbers."""
    assert len(re.findall(r'<span class="value[^"]*" data-ref=', report.html)) > 300
