"""Texts that would be HTML, a script, Jinja, Typst or a formula are texts, in every panel and every field of the workshop."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rapport.flow.atelier.captions import CAPTIONS
from rapport.flow.atelier.new_kinds import KINDS
from rapport.ground.french import typeset
from tests.browser.walked import PRESS, walked, with_all
from tests.browser.workshop import Workshop
from tests.some import some

Opened = Callable[..., Page]
HOSTILE = [
    '<img src=x onerror="top.taken=1"><script>top.taken=1</script>',
    '"><svg onload=top.taken=1> \' autofocus onfocus=top.taken=1 </textarea><iframe srcdoc="<script>top.taken=1</script>">',
    '{{ cycler.__init__.__globals__ }} {% for x in y %} #eval("1") =HYPERLINK("javascript:top.taken=1") `{=html}`',
]
LIVE = "#panel :is(script, iframe, svg, object, embed, [onerror], [onload], [onfocus], a[href^='javascript:'], img[src='x'])"


@pytest.fixture
def workshop_edition(petite: Path) -> Path:
    """Return the small edition with something for every form."""
    return with_all(petite)


def spoil(root: Path, text: str) -> None:
    """Put a text where an edition has texts that the workshop shows: labels, titles, cells, remarks, names of pieces."""
    quoted = json.dumps(text, ensure_ascii=False)
    for name in ("indicators/ateliers.yml", "tables.yml", "charts.yml", "pieces.yml", "notes.yml"):
        path = root / "data" / name
        spoilt = re.sub(
            r"(?m)^( +(?:label|title|subtitle|source|text|person): ).*$", lambda key: key[1] + quoted, path.read_text("utf-8")
        )
        path.write_text(re.sub(r"((?:label|title): )[\w ]+(?=[,}])", lambda key: key[1] + quoted, spoilt), "utf-8")
    people = root / "data/tables/people.csv"
    cell = '"' + text.replace('"', '""') + '"'
    people.write_text(people.read_text("utf-8").replace("Présidente", cell).replace("Trésorier", cell), "utf-8")


def is_quiet(page: Page) -> bool:
    """Tell whether nothing of a text has run, or is anything but a text."""
    page.wait_for_timeout(50)  # what would run does so when the panel has been drawn
    return page.locator(LIVE).count() == 0 and page.evaluate(
        "window.taken === undefined && document.title === 'Atelier du rapport'"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_files_say_is_shown_as_text(workshop: Workshop, opened_workshop: Opened, text: str):
    page = opened_workshop()
    spoil(workshop.root, text)
    shown = set()
    for name in walked(page):
        assert (name, is_quiet(page)) == (name, True)
        said = page.evaluate(
            "[panel.textContent, ...[...panel.querySelectorAll('input, textarea')].map((one) => one.value)].join('\\n')"
        )
        if text in said or typeset(text) in said:  # as it is written, or as it is printed
            shown.add(name)
    assert {"contents", "progress", "list", "number", "chart", "table", "row", "note", "tie"} <= shown


FILL = """(text) => {
    const form = document.querySelector("#panel form");
    for (const one of form.querySelectorAll("textarea:not([hidden]), input[type=text]")) one.value = text;
    form.requestSubmit();
}"""


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_kept_or_refused_as_text(opened_workshop: Opened, text: str):
    """Each field of each form, filled in and sent: the answer shows what was typed, and nothing of it runs."""
    page, kept = opened_workshop(), list[str]()
    for target in some(targets()):
        page.evaluate(PRESS, ["target", target])
        page.wait_for_selector("#panel form")
        page.evaluate("document.getElementById('done').textContent = ''")
        with page.expect_response("**/-/save"):
            page.evaluate(FILL, text)
        expect(page.locator("#done")).not_to_be_empty()
        assert (target, is_quiet(page)) == (target, True)
        fields = page.locator("#panel .field :is(input[type=text], textarea):not([hidden])")
        if fields.count():
            assert text in page.evaluate("[...panel.querySelectorAll('.field input, .field textarea')].map((one) => one.value)")
            kept.append(target)
        if page.locator("#undo").is_enabled():
            with page.expect_response("**/-/undo"):
                page.click("#undo")
        page.evaluate("localStorage.clear()")
    assert kept, "no form shows what was typed"


def targets() -> list[str]:
    """Return a target of each kind of form that has fields to type in."""
    named = {"section": "edito", "part": "partie-1", "chart": "heures", "table": "people", "cover": ""}
    assert {*named} == {*CAPTIONS}
    return [
        "number:velos.repares", "row:people:1:bureau.Nadia BERTHIER", "total:heures_par_atelier:2", "text:content/edito.md:7",
        "note:1", "sign:edito", *(f"{kind}:{name}" for kind, name in named.items()), *(f"new:{kind}" for kind in KINDS),
    ]  # fmt: skip
