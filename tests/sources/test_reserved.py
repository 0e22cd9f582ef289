"""What marks the manuscript is the engine's alone: an author who types it is told, at the line, what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rapport.flow.options import Options
from rapport.flow.pipeline import check
from rapport.rules.text import DIVS
from rapport.sources.reserved import CLASSES, IDENTIFIERS, KEYS, reserved_in

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = PROJECT / "templates"
READ = {  # by what looks for classes: how it names them
    "templates/**/*.lua": r"has\(\w+, '([\w-]+)'\)|components\['([\w-]+)'\]|components\.([\w-]+)|taken_out\([\w.]+, '([\w-]+)'"
    r"|taken '([\w-]+)'|class = '([\w-]+)'|simple_list\('\w+', '([\w-]+)'",
    "templates/style/*.css": r"(?<![\w/)%\]])\.([a-z][\w-]*)(?=[^{}]*\{)",
    "templates/script/*.js": r"querySelector(?:All)?\(\"[^\"]*?\.([a-z][\w-]*)",
}
OURS = {*DIVS, "literal", "new-page"}  # what authors are given to type


@pytest.mark.parametrize("name", READ)
def test_every_class_that_is_looked_for_is_kept(name: str):
    text = "\n".join(path.read_text("utf-8") for path in PROJECT.glob(name))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = {one for match in re.finditer(READ[name], text) for one in match.groups() if one}
    assert len(found) > 4
    assert found - CLASSES - OURS == set()


def test_what_compose_writes_is_kept():
    text = "\n".join(path.read_text("utf-8") for path in (PROJECT / "rapport/manuscript").glob("*.py"))
    found = {one for match in re.finditer(r"\{\{?\.([a-z][\w-]*)|::: ([a-z][\w-]*)", text) for one in match.groups() if one}
    assert {"chart", "table", "section", "people"} <= found
    assert found - CLASSES - OURS == set()
    keys = set(re.findall(r" ([a-z-]+)=\{attribute", text))
    assert {"ref", "key"} <= keys
    assert keys - KEYS == {"width", "taken"}  # a picture may have one; the filter takes the other away


def test_every_identifier_of_the_page_is_kept():
    pages = "\n".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html.j2"))
    found = set(re.findall(r'\bid="([\w-]+)"', pages))
    assert len(found) > 6
    assert found - IDENTIFIERS == set()


def test_nothing_that_authors_are_given_is_kept():
    assert {*OURS} & CLASSES == set()


FORGED = {
    "a block of two names": ("::: {.x .chart .small}\nb\n:::", ".chart"),
    "a block after a known name": ("::: {.small .table}\nb\n:::", ".table"),
    "a block over two lines": ("[a]{.x\n.people}", ".people"),
    "a span": ("Le [b]{.value}", ".value"),
    "a doubt": ("Le [b]{.to-confirm}", ".to-confirm"),
    "a key": ('Le [b]{ref="velos.repares"}', "ref="),
    "a key of Word": ('Le [b]{custom-style="Titre"}', "custom-style="),
    "data of the page": ("Le [b]{data-mark=x}", "data-mark="),
    "a handler": ("Le [b]{onclick=x}", "onclick="),
    "a class as a key": ('Le [b]{class="x chart"}', ".chart"),
    "a class as a key, bare": ("Le [b]{class=lexicon}", ".lexicon"),
    "a class as a key, in entities": ('Le [b]{class="&#99;hart"}', ".chart"),
    "a class as a key, escaped": ('Le [b]{class="\\chart"}', ".chart"),
    "no space before": ('Le [b]{who="x".chart}', ".chart"),
    "a brace in a value": ('Le [b]{who="}" .chart}', ".chart"),
    "an identifier": ("Le [b]{#valeurs}", "#valeurs"),
    "an identifier as a key": ('Le [b]{id="chart-x"}', "#chart-x"),
    "the identifier of a section": ("Le [b]{#edito}", "#edito"),
    "a heading": ("## Un titre {.section}", ".section"),
    "a heading's name": ("## Un titre {#edito-titre}", "#edito-titre"),
    "a link": ("[b](https://exemple.fr){.to-origin}", ".to-origin"),
    "a picture": ("![b](assets/etabli.svg){.drawing}", ".drawing"),
    "code": ("Du `code`{.value}", ".value"),
    "a fence": ("```{.chart}\nb\n```", ".chart"),
    "a fence's word": ("``` chart\nb\n```", ".chart"),
    "another fence's word": ("~~~table\nb\n~~~", ".table"),
    "a list": ("- a\n- [b]{.phone}", ".phone"),
}


@pytest.mark.parametrize(("typed", "named"), FORGED.values(), ids=FORGED)
def test_a_forged_mark_is_told_at_its_line(petite: Path, typed: str, named: str):
    section = petite / "content/ateliers.md"
    before = section.read_text("utf-8").rstrip("\n")
    section.write_text(f"{before}\n\n{typed}\n", "utf-8")
    found = [one for one in check(petite, Options(), lambda _: None).problems if one.code == "TXT20"]
    assert [one.message for one in found] == [f"« {named} » est un nom que le rapport garde pour lui."]
    first = before.count("\n") + 3
    assert first <= found[0].place.line <= first + typed.count("\n")
    assert found[0].hint


@pytest.mark.parametrize(
    "typed",
    [
        '[26]{.literal because="un vers"}', '::: {.summary who="Léa" role="Présidente"}', "::: {.callout #rappel}", "::: small",
        "## Un titre {#mon-titre}", "![a](assets/x.svg){width=50%}", '{{ table("x", columns=["a"], where={"b": "c"}) }}',
        "Un .chart sans accolade", "```python\na = {.chart}\n```", '{{ value("a.b", year=-1) }} {sic}',
        "[a]{.mienne #ici}", "Un {mot} entre accolades",
    ],
)  # fmt: skip
def test_what_authors_are_given_is_left_alone(typed: str):
    assert reserved_in(typed, frozenset({"edito"})) == ()


def test_a_caption_is_held_too(petite: Path):
    charts = petite / "data/charts.yml"
    text = charts.read_text("utf-8")
    title = re.search(r"title: (.+)", text)
    assert title
    charts.write_text(text.replace(title[0], "title: '[Un titre]{.value}'", 1), "utf-8")
    assert [one.place.path for one in check(petite, Options(), lambda _: None).problems if one.code == "TXT20"] == [
        "data/charts.yml"
    ]
