"""What is pasted into a text from Word, a mail or a page of the web is written as an author would have typed it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.workshop import Workshop, choose, saved

PASTE = """([rich, plain]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", plain);
    if (rich) clipboardData.setData("text/html", rich);
    const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.querySelector("#panel .cm-content").dispatchEvent(pasted);
}"""
ITEM = "<p class=MsoListParagraph><span style='mso-list:Ignore'>{}<span>&nbsp; </span></span>{}</p>"


@pytest.mark.parametrize(("rich", "plain", "written"), [
    ("", "Un.\n•\tDeux\n·\tTrois\no\tQuatre", "Un.\n- Deux\n- Trois\n- Quatre"),
    ("", "Un mot cou\u00adpé.", "Un mot coupé."),
    ("", "« Un » – l\u2019été\u00a0!", "« Un » – l\u2019été\u00a0!"),
    ("<p>Un.</p><p>Deux<br>lignes.</p>", "Un.\nDeux\nlignes.", "Un.\n\nDeux lignes."),
    ("<h2>Titre</h2><p>Un\n  deux.</p><ul><li>Trois<ul><li>Quatre</li></ul></li></ul>", "Titre\nUn deux.\nTrois\nQuatre",
     "Titre\n\nUn deux.\n\n- Trois\n- Quatre"),
    ("<ol><li><p>Un</p></li><li><p>Deux</p></li></ol><p>Fin</p>", "1. Un\n2. Deux\nFin", "1. Un\n1. Deux\n\nFin"),
    (f"<style>p{{}}</style>{ITEM.format('·', 'Un')}{ITEM.format('2.', 'Deux')}<p>Fin</p>", "·\tUn\n2.\tDeux\nFin",
     "- Un\n1. Deux\n\nFin"),
    ("<table><tr><td>Un</td><td>Deux</td></tr></table><p>Fin</p>", "Un\tDeux\nFin", "Un Deux\n\nFin"),
    ("<div>Un</div><p>Deux</p>", "Un\nDeux", "Un\nDeux"),  # what lies out of paragraphs isn't lost
    ("<p>Un</p><div>2\u00a0024</div><p>Deux</p>", "Un\n2\u00a0024\nDeux", "Un\n2\u00a0024\nDeux"),  # nor is a number
    ("12,5 %<p>Un</p>", "12,5 %\nUn", "12,5 %\nUn"),
    ("<ul><li>Un</li></ul>(3)<p>Deux</p>", "Un\n(3)\nDeux", "Un\n(3)\nDeux"),
    ("<p>Un</p><p><b>318</b></p>!<p>Deux</p>", "Un\n318\n!\nDeux", "Un\n318\n!\nDeux"),
    ("<table><tr><td><p>2024</p></td><td>15<br>%</td></tr></table><p>Fin</p>", "2024\t15\n%\nFin", "2024\t15\n%\nFin"),
    ("<table><tr><td>2024</td><td>15 %</td></tr></table><p>Fin</p>", "2024\t15 %\nFin", "2024 15 %\n\nFin"),
    ("<div>- un</div><div>- deux</div>", "- un\n- deux", "- un\n- deux"),  # from an editor of code
    ("<p>Un<script>document.title = 1</script><img src=x onerror='document.title = 1'></p><p>Deux</p>", "Un\nDeux", "Un\n\nDeux"),
])  # fmt: skip
def test_a_paste_is_written_as_it_would_be_typed(
    workshop: Workshop, opened_workshop: Callable[..., Page], rich: str, plain: str, written: str
):
    page = opened_workshop()
    title = page.title()
    choose(page, "contents", "Le mot de la présidente : texte")
    page.locator("#panel .cm-content").focus()
    page.keyboard.press("Control+a")
    page.evaluate(PASTE, [rich, plain])
    assert page.input_value("[name='field:text']") == written
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+End")
    page.evaluate(PASTE, ["", "Fin."])
    page.keyboard.press("Control+Enter")
    saved(page)
    assert workshop.text("content/edito.md").rstrip().endswith("Fin.")
    assert page.title() == title
