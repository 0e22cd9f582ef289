"""The workshop as somebody who writes uses it: by mouse and by keyboard alone, each task ending in the file that they meant."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from rapport.cli.main import main
from tests.browser.test_accessibility import violations
from tests.browser.workshop import SHOWN, Held, Workshop, choose, pick, report, saved, tab_to
from tests.team.returned.reviewer import reviewed

TYPED_IN = "#panel :is(textarea, .cm-content):focus"
TOTAL, EDITO, PEOPLE = "data/indicators/ateliers.yml", "content/edito.md", "data/tables/people.csv"
Opened = Callable[..., Page]


# --- by mouse


def test_what_is_edited_is_framed_as_long_as_its_form_is_open(opened_workshop: Opened):
    page = opened_workshop()
    framed = report(page).locator("[data-edited]")
    for place in (".value[data-ref='heures.total']", "#edito p", ".value[data-ref='velos.repares']"):
        shown = report(page).locator(place).first
        shown.click()
        page.wait_for_selector("#panel form")
        expect(framed.first).to_be_visible()
        assert shown.evaluate("one => (one.closest('[data-edited]') ?? one.querySelector('[data-edited]')) !== null")
        assert framed.first.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        page.click("#panel [data-close]")
        expect(framed).to_have_count(0)


def test_a_number_is_changed_where_it_stands(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(TOTAL)
    report(page).locator(".value[data-ref='heures.total']").first.click()
    expect(page.locator("#panel h2")).to_have_text("Heures de bénévolat")
    page.fill("[name='field:value']", "1 250")
    page.click("#panel [type=submit]")
    saved(page)
    assert workshop.text(TOTAL) == before.replace("2024: 1240", "2024: 1250")
    expect(page.locator("#panel")).to_be_hidden()
    page.click("#undo")
    saved(page, "Annulé")
    assert workshop.text(TOTAL) == before
    page.click("#redo")
    saved(page, "Rétabli")
    assert "2024: 1250" in workshop.text(TOTAL)


def test_a_refused_number_is_told_at_its_field(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(TOTAL)
    report(page).locator(".value[data-ref='heures.total']").first.click()
    page.fill("[name='field:value']", "beaucoup")
    page.keyboard.press("Enter")
    field = page.locator("[name='field:value']")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value("beaucoup")
    described = str(field.get_attribute("aria-describedby")).split()
    assert any("n'est pas un nombre" in page.inner_text(f"#{name}") for name in described)
    assert workshop.text(TOTAL) == before


@pytest.mark.parametrize(("pressed", "title"), [
    ("#table-heures_par_atelier td .value", "Heures de bénévolat par atelier : Vélo"),
    ("#chart-heures .drawing svg", "Graphique « heures »"), ("#chart-heures .chart-title", "Graphique « heures »"),
    ("#table-heures_par_atelier caption", "Table « Heures de bénévolat par atelier »"),
    (".key-numbers .value", "Vélos réparés"), ("#edito-titre", "Section « Le mot de la présidente »"),
    ("#edito .kicker", "Section « Le mot de la présidente »"),
    ("#partie-1-titre", "Partie « Les ateliers »"), ("#edito .callout h3", "Texte, ligne 10"),
    ("#edito .callout p", "Texte, ligne 12"), (".cover h1", "Couverture"), ("#edito > p", "Texte, ligne 7"),
    ("#edito .person .role", "Les personnes : Nadia BERTHIER"),
])  # fmt: skip
def test_whatever_is_pressed_opens_what_is_written(opened_workshop: Opened, pressed: str, title: str):
    page = opened_workshop()
    report(page).locator(pressed).first.click(position={"x": 4, "y": 4})
    expect(page.locator("#panel h2")).to_have_text(title)


def at_the_end_of_the_editor(page: Page) -> None:
    """Open the first paragraph of the foreword in the editor, the cursor after its last letter."""
    report(page).locator("#edito > p").first.click()
    page.wait_for_selector(TYPED_IN)
    page.keyboard.press("Control+End")


@pytest.mark.parametrize(("before", "after", "first", "last"), [
    (["Control+End", " Un mot"], [" de plus."], "La Fabrique a", "sans rendez-vous. Un mot de plus."),
    (["Control+Home", "Shift+Control+ArrowRight"], ["Notre"], "Notre Fabrique a", "sans rendez-vous."),
    (["Control+End", "Shift+Control+Home", "ArrowLeft"], ["Début. "], "Début. La Fabrique a", "sans rendez-vous."),
    (["Control+End", *["Shift+ArrowLeft"] * 5], [*["Shift+ArrowLeft"] * 7, "attente."], "La Fabrique a", "sans attente."),
])  # fmt: skip
def test_who_types_before_the_editor_is_there_goes_on(
    opened_workshop: Opened, before: list[str], after: list[str], first: str, last: str
):
    """The editor takes over the focus, the cursor, what is selected, from which end, and what was typed."""
    page = opened_workshop()
    editor = Held(page, "**/-/editor.js")
    report(page).locator("#edito > p").first.click()
    page.wait_for_selector("#panel textarea:focus")
    keys(page, before)
    editor.let_go()
    page.wait_for_selector("#panel .cm-content:focus")
    keys(page, after)
    text = page.locator("[name='field:text']").input_value()
    assert text.startswith(first)
    assert last in text
    expect(page.locator("#panel .cm-content")).to_contain_text(last)


@pytest.mark.parametrize(("begun", "ended", "last"), [
    ("^", "ê", "sans rendez-vous. ê"), ("¨", "ï", "sans rendez-vous. ï"),
    ("´", "", "sans rendez-vous. "),
])  # fmt: skip
def test_a_letter_that_is_being_composed_is_ended_before_the_editor_comes(
    opened_workshop: Opened, begun: str, ended: str, last: str
):
    """A dead key (^, then e): a field that gave way in between would lose the letter, or print the accent alone."""
    page = opened_workshop()
    editor = Held(page, "**/-/editor.js")
    report(page).locator("#edito > p").first.click()
    page.wait_for_selector("#panel textarea:focus")
    keys(page, ["Control+End", " "])
    composing = page.context.new_cdp_session(page)
    composing.send("Input.imeSetComposition", {"text": begun, "selectionStart": 1, "selectionEnd": 1})
    editor.let_go()
    page.wait_for_timeout(700)
    assert page.locator("#panel .cm-content").count() == 0
    if ended:
        composing.send("Input.insertText", {"text": ended})
    else:
        composing.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    page.wait_for_selector("#panel .cm-content:focus")
    page.keyboard.type("!")
    assert page.locator("[name='field:text']").input_value().rstrip("\n").endswith(f"{last}!")


@pytest.mark.parametrize("late", ["page", "forms", "atelier"])
def test_a_script_that_comes_late_misses_nothing(opened_workshop: Opened, late: str):
    """The page and its problems are told once all scripts have run: a page told before could not be pressed."""
    page = opened_workshop()
    page.route(f"**/-/{late}.js", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.reload()
    report(page).locator("#edito > p").first.click()
    expect(page.locator("#panel h2")).to_have_text("Texte, ligne 7")


def test_the_editor_takes_no_focus_that_is_elsewhere(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    editor = Held(page, "**/-/editor.js")
    pick(page, "contents", "Une section")
    page.fill("[name='field:text']", "Un été au Val.")
    page.locator("[name='field:owner']").focus()
    page.keyboard.type("Nadia ")
    editor.let_go()
    page.wait_for_selector("#panel .cm-content")
    page.keyboard.type("BERTHIER")
    page.get_by_role("textbox", name="Titre", exact=True).focus()
    page.keyboard.type("L'été")
    page.keyboard.press("Control+Enter")
    saved(page)
    assert workshop.text("content/l-ete.md") == "---\ntitle: L'été\nowner: Nadia BERTHIER\n---\n\nUn été au Val.\n"


def keys(page: Page, typed: list[str]) -> None:
    """Press keys by their names, type what else there is."""
    for one in typed:
        if re.fullmatch(r"(\w+\+)*(Arrow\w+|Home|End)", one):
            page.keyboard.press(one)
        else:
            page.keyboard.type(one)


def test_a_paragraph_is_written_in_the_editor_with_completion(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(EDITO)
    at_the_end_of_the_editor(page)
    page.keyboard.type(" Soit {{ benev")
    page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('Heures de bénévolat')")
    page.wait_for_timeout(200)  # for its first 75 ms a list takes no Enter: one may have been typing a line's end
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(" heures.")
    page.keyboard.press("Control+Enter")
    saved(page)
    added = 'sans rendez-vous. Soit {{ value("heures.total") }} heures.'
    assert workshop.text(EDITO) == before.replace("sans rendez-vous.", added)


@pytest.mark.parametrize(("before", "after"), [(" Soit {", "{ benev"), (" Soit {{", " benev"), (" Soit {{ be", "nev")])
def test_a_call_begun_before_the_editor_is_there_ends_with_two_braces(opened_workshop: Opened, before: str, after: str):
    page = opened_workshop()
    editor = Held(page, "**/-/editor.js")
    report(page).locator("#edito > p").first.click()
    page.wait_for_selector("#panel textarea:focus")
    keys(page, ["Control+End", before])
    editor.let_go()
    page.wait_for_selector("#panel .cm-content:focus")
    keys(page, [after])
    page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('Heures de bénévolat')")
    page.wait_for_timeout(200)  # for its first 75 ms a list takes no Enter: one may have been typing a line's end
    page.keyboard.press("Enter")
    keys(page, ["End", "."])
    text = page.locator("[name='field:text']").input_value()
    assert text.rstrip("\n").endswith('sans rendez-vous. Soit {{ value("heures.total") }}.')


@pytest.mark.parametrize("refused", [1, 3])
def test_completion_is_asked_for_again_when_it_could_not_be_given(opened_workshop: Opened, refused: int):
    page, left = opened_workshop(), [refused]

    def answer(route: Route) -> None:
        left[0] -= 1
        route.fulfill(status=503, body="{}") if left[0] >= 0 else route.continue_()

    page.route("**/-/completions", answer)
    at_the_end_of_the_editor(page)
    page.keyboard.type(" Soit {{ benev")
    page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('Heures de bénévolat')")
    assert left[0] < 0


def test_problems_are_underlined_before_anything_is_saved(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(EDITO)
    at_the_end_of_the_editor(page)
    page.keyboard.insert_text(' Soit {{ value("rien.du_tout") }}.')
    expect(page.locator("#panel .told li.error")).to_contain_text("rien.du_tout")
    expect(page.locator("#panel .cm-content .problem.error")).to_have_text('{{ value("rien.du_tout") }}')
    assert workshop.text(EDITO) == before


def test_a_text_that_was_not_saved_is_found_again(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    at_the_end_of_the_editor(page)
    page.keyboard.type(" Pas encore enregistré.")
    page.reload()
    page.wait_for_selector(SHOWN)
    report(page).locator("#edito > p").first.click()
    expect(page.locator("#panel .draft")).to_be_visible()
    expect(page.locator("#panel .cm-content")).to_contain_text("Pas encore enregistré.")
    page.click("#panel .draft button")
    expect(page.locator("#panel .draft")).to_have_count(0)
    expect(page.locator("#panel .cm-content")).not_to_contain_text("Pas encore enregistré.")
    assert "Pas encore" not in workshop.text(EDITO)


def test_two_windows_on_one_paragraph_are_shown_side_by_side(workshop: Workshop, opened_workshop: Opened):
    first, second = opened_workshop(), opened_workshop()
    for page in (first, second):
        report(page).locator("#edito > p").first.click()
        page.wait_for_selector(TYPED_IN)
        page.keyboard.press("Control+A")
    first.keyboard.type("Le premier.")
    second.keyboard.type("Le second.")
    first.keyboard.press("Control+Enter")
    saved(first)
    second.keyboard.press("Control+Enter")
    expect(second.locator("#panel .theirs pre")).to_have_text("Le premier.")
    expect(second.locator("#panel .cm-content")).to_have_text("Le second.")
    assert "\nLe premier.\n" in workshop.text(EDITO)
    second.click("#panel [type=submit]")  # seen, and meant
    saved(second)
    assert "\nLe second.\n" in workshop.text(EDITO)


def test_a_problem_leads_to_what_mends_it(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    path = workshop.root / EDITO
    path.write_text(path.read_text("utf-8").replace("sans rendez-vous", '{{ value("rien.du_tout") }}'), "utf-8")
    workshop.studio.refresh()
    page.wait_for_selector("#problems:not([hidden])")
    page.click("#problems .where")
    expect(page.locator("#panel h2")).to_have_text("Texte, ligne 7")
    expect(page.locator("#panel .told li")).to_contain_text("rien.du_tout")


@pytest.mark.parametrize("width", [768, 1024, 1440])
@pytest.mark.parametrize("opened", ["row:people:1:+", "list:people", "number:heures.total"])
def test_what_is_to_be_mended_hides_no_form(workshop: Workshop, opened_workshop: Opened, width: int, opened: str):
    path = workshop.root / EDITO
    path.write_text(path.read_text("utf-8").replace("sans rendez-vous", '{{ value("rien.du_tout") }}'), "utf-8")
    workshop.studio.refresh()
    page = opened_workshop(width)
    page.wait_for_selector("#problems:not([hidden])")
    page.click("[data-panel=contents]")
    page.wait_for_selector("[data-filter]")
    page.evaluate("name => { document.querySelector('#panel [data-target]').dataset.target = name; }", opened)
    page.click("#panel [data-target]")
    page.wait_for_selector("#panel form, #panel table")
    panel, problems = (page.locator(name).bounding_box() for name in ("#panel", "#problems"))
    assert panel
    assert problems
    assert problems["x"] + problems["width"] <= panel["x"] or problems["y"] + problems["height"] <= panel["y"]
    assert problems["x"] >= 0
    assert problems["width"] > 200
    assert problems["height"] > 100


def test_what_no_form_of_its_own_mends_has_a_button(workshop: Workshop, opened_workshop: Opened):
    path = workshop.root / "data/tables.yml"
    path.write_text(path.read_text("utf-8").replace("label: Atelier}", "label: Atelier 12}"), "utf-8")
    workshop.studio.refresh()
    page = opened_workshop()
    expect(page.locator("#problems .hint").first).to_contain_text("à « Noms qui contiennent un nombre »")
    page.click("#problems .hint + button")
    expect(page.locator("#panel h2")).to_have_text("Mots et noms admis")
    page.get_by_label("Noms qui contiennent un nombre").fill("Atelier 12")
    page.click("#panel [type=submit]")
    saved(page)
    assert workshop.text("report.yml").endswith("names_with_numbers: [Atelier 12]\n")
    workshop.studio.refresh()
    expect(page.locator("#problems")).to_be_hidden()


# --- by keyboard alone


def test_a_number_by_keyboard(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(TOTAL)
    choose(page, "contents", "Vélos réparés")
    tab_to(page, "field:value")
    page.keyboard.press("Control+A")
    page.keyboard.type("319")
    page.keyboard.press("Enter")
    saved(page)
    assert workshop.text(TOTAL) == before.replace("2024: 318", "2024: 319")
    page.keyboard.press("Control+z")
    saved(page, "Annulé")
    assert workshop.text(TOTAL) == before


def test_a_text_by_keyboard_and_tab_leaves_the_editor(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(EDITO)
    choose(page, "contents", "Le mot de la présidente : texte")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\nUne fin.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Enregistrer"
    page.keyboard.press("Enter")
    saved(page)
    assert workshop.text(EDITO) == f"{before}\nUne fin.\n"


def test_a_list_by_keyboard(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(PEOPLE)
    choose(page, "contents", "Les personnes")
    tab_to(page, "Monter Paul MAREC")
    page.keyboard.press("Enter")
    saved(page, "Ligne montée")
    tab_to(page, "Ajouter une ligne")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name='field:group']")
    for name, text in (("group", "bureau"), ("name", "Zoé ÉMERY"), ("role", "Secrétaire")):
        tab_to(page, f"field:{name}")
        page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    saved(page)
    head, nadia, paul = before.splitlines(keepends=True)
    assert workshop.text(PEOPLE) == f"{head}{paul}{nadia}2024,bureau,Zoé ÉMERY,Secrétaire,,\n"


def test_a_section_by_keyboard(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    choose(page, "contents", "Une section")
    tab_to(page, "field:owner")
    page.keyboard.type("Nadia BERTHIER")
    for name, text in (("Titre", "L'été"), ("Premier paragraphe", "Un été au Val.")):
        page.get_by_role("textbox", name=name, exact=True).focus()
        page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    saved(page)
    assert workshop.text("content/l-ete.md") == "---\ntitle: L'été\nowner: Nadia BERTHIER\n---\n\nUn été au Val.\n"


def test_escape_closes_the_panel_and_gives_the_focus_back(opened_workshop: Opened):
    page = opened_workshop()
    page.locator("[data-panel=progress]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("[data-panel=progress]")).to_be_focused()


# --- for everybody


def test_texts_of_authors_run_nothing(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    report(page).locator("#edito > p").first.click()
    page.wait_for_selector(TYPED_IN)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text('<img src=x onerror="document.title=\'pris\'"> `{=html}` {{ 7*7 }} {% raw %} #eval("1")')
    page.keyboard.press("Control+Enter")
    saved(page)
    workshop.studio.refresh()
    page.click("[data-panel=contents]")
    page.wait_for_selector("[data-filter]")
    assert page.title() == "Atelier du rapport"


def test_a_list_is_sorted_by_the_title_of_a_column(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(PEOPLE)
    choose(page, "contents", "Les personnes")
    title = page.locator("#panel th button[data-column=name]")
    title.click()  # sorted already: the other way round
    saved(page, "Lignes triées")
    head, nadia, paul = before.splitlines(keepends=True)
    assert workshop.text(PEOPLE) == f"{head}{paul}{nadia}"
    expect(title).to_be_focused()
    page.click("#undo")
    saved(page, "Annulé")
    assert workshop.text(PEOPLE) == before


# --- a form, and what happened elsewhere meanwhile


def typed_and_left(page: Page, name: str, text: str) -> None:
    """Open the card of the total, type in a field, and leave without saving."""
    report(page).locator(".value[data-ref='heures.total']").first.click()
    page.fill(f"[name='field:{name}']", text)
    page.click("#panel [data-close]")


@pytest.mark.parametrize(("old", "new", "said", "left"), [
    ("2024: 1240", "2024: 1240", "Enregistré", ("2024: 1300", "Cahier des présences")),
    ("2024: 1240", "2024: 1250", "rien n'a été écrasé", ("2024: 1250", "Cahier des présences")),
    ("source: Cahier des présences", "source: Registre", "Enregistré", ("2024: 1300", "source: Registre")),
    ("2024: 1240", "2024: 1300", "Rien n'a changé", ("2024: 1300", "Cahier des présences")),
])  # fmt: skip
def test_a_draft_found_again_overwrites_nothing(
    workshop: Workshop, opened_workshop: Opened, old: str, new: str, said: str, left: tuple[str, str]
):
    page = opened_workshop()
    typed_and_left(page, "value", "1300")
    path = workshop.root / TOTAL
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    report(page).locator(".value[data-ref='heures.total']").first.click()
    expect(page.locator("[name='field:value']")).to_have_value("1300")
    page.click("#panel [type=submit]")
    saved(page, said)
    assert all(text in workshop.text(TOTAL) for text in left)


def test_the_draft_of_a_text_follows_its_words(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    at_the_end_of_the_editor(page)
    page.keyboard.type(" Suite.")
    page.click("#panel [data-close]")
    path = workshop.root / EDITO
    path.write_text(path.read_text("utf-8").replace("La Fabrique a ouvert", "Au début.\n\nLa Fabrique a ouvert"), "utf-8")
    workshop.studio.refresh()
    expect(report(page).locator("#edito > p").first).to_have_text("Au début.")
    report(page).locator("#edito > p").nth(1).click()
    expect(page.locator("#panel .cm-content")).to_contain_text("sans rendez-vous. Suite.")
    page.click("#panel [type=submit]")
    saved(page)
    assert "Au début.\n\nLa Fabrique a ouvert" in workshop.text(EDITO)
    assert "sans rendez-vous. Suite.\n" in workshop.text(EDITO)


@pytest.mark.parametrize("slow", ["contents", "progress", "release"])
def test_a_late_answer_takes_no_form_away(opened_workshop: Opened, slow: str):
    page = opened_workshop()
    late = Held(page, f"**/-/{slow}")
    page.locator(f"[data-panel={slow}]").click()
    late.asked()
    report(page).locator(".value[data-ref='heures.total']").first.click()
    expect(page.locator("#panel h2")).to_have_text("Heures de bénévolat")
    page.fill("[name='field:note']", "Gardée")
    with page.expect_response(f"**/-/{slow}"):
        late.let_go()
    page.wait_for_timeout(300)
    expect(page.locator("[name='field:note']")).to_have_value("Gardée")


SAVE = "#panel [type=submit]"
LIST = "form?target=list*"


@pytest.mark.parametrize(("slow", "before", "deed"), [
    ("save", "number", SAVE), ("save", "row", SAVE), (LIST, "row", SAVE), ("arrange", "list", "[aria-label='Monter Paul MAREC']"),
    (LIST, "list", "[aria-label='Monter Paul MAREC']"), ("undo", "moved", "#undo"), (LIST, "moved", "#undo"),
])  # fmt: skip
def test_what_is_asked_for_meanwhile_is_what_stays(opened_workshop: Opened, slow: str, before: str, deed: str):
    """What follows a deed (a form closes, a list is read again) comes late: what was opened since stays, as it was typed in."""
    page = opened_workshop()
    about_to(page, before)
    late = Held(page, f"**/-/{slow}")
    page.click(deed)
    late.asked()
    form = Held(page, "**/-/form?target=section*")
    report(page).locator("#edito-titre").click(position={"x": 4, "y": 4})
    form.asked()
    with page.expect_response(f"**/-/{slow}"):
        late.let_go()
    page.wait_for_timeout(300)
    form.let_go()
    expect(page.locator("#panel h2")).to_have_text("Section « Le mot de la présidente »")
    page.fill("[name='field:owner']", "Nadia")
    page.wait_for_timeout(300)
    expect(page.locator("[name='field:owner']")).to_have_value("Nadia")


def about_to(page: Page, what: str) -> None:
    """Bring a window where something is about to be done: a form is filled in, a list is open, a row of it was moved."""
    if what == "number":
        report(page).locator(".value[data-ref='velos.repares']").first.click()
        page.fill("[name='field:note']", "Comptés au registre")
        return
    choose(page, "contents", "Les personnes")
    if what == "row":
        page.click("[aria-label='Modifier Nadia BERTHIER']")
        page.fill("[name='field:role']", "Coprésidente")
    elif what == "moved":
        page.click("[aria-label='Monter Paul MAREC']")
        saved(page, "Ligne montée")


@pytest.mark.parametrize(("status", "body", "kind", "said"), [
    (403, "Ouvrez l'adresse que le terminal affiche.", "text/plain", "Ouvrez l'adresse"),
    (500, "", "text/html", "ne répond pas"), (409, '{"said": "Un fichier manque."}', "application/json", "Un fichier manque."),
    (0, "", "", "ne répond pas"),
])  # fmt: skip
def test_why_nothing_opens_is_said(opened_workshop: Opened, status: int, body: str, kind: str, said: str):
    page = opened_workshop()
    page.route(
        "**/-/form*", lambda route: route.fulfill(status=status, body=body, content_type=kind) if status else route.abort()
    )
    report(page).locator("#edito > p").first.click()
    expect(page.locator("#done")).to_contain_text(said)


def test_what_can_be_undone_is_told_in_every_window(workshop: Workshop, opened_workshop: Opened):
    first, second = opened_workshop(), opened_workshop()
    typed_and_left(first, "value", "1250")
    report(first).locator(".value[data-ref='heures.total']").first.click()
    first.click("#panel [type=submit]")
    saved(first)
    workshop.studio.refresh()
    expect(second.locator("#undo")).to_have_attribute("title", "Annuler : Heures de bénévolat")


# --- pictures that are dropped


READ_APART = 60_000  # milliseconds: another Python is started, on a machine that may be busy
DROP = """(place, [bytes, name]) => {
  const files = new DataTransfer();
  files.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
  const given = { dataTransfer: files, bubbles: true, cancelable: true };
  for (const type of ["dragover", "drop"]) place.dispatchEvent(new DragEvent(type, given));
}"""


def let_fall(page: Page, where: str, name: str, size: tuple[int, int] = (1600, 1200)) -> None:
    """Drop a picture on something of the page."""
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, "JPEG")
    report(page).locator(where).first.evaluate(DROP, [b64encode(out.getvalue()).decode(), name])


def test_a_photograph_is_dropped_where_it_is_to_come(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    before = workshop.text(EDITO)
    let_fall(page, "#edito > p", "Fête du Val.JPG")
    expect(page.locator("#panel h2")).to_have_text("Nouvelle photographie")
    expect(page.locator("#panel .brought")).to_contain_text("fete-du-val.jpg : 1600 × 1200 pixels", timeout=READ_APART)
    expect(page.locator("#panel .brought img")).to_be_visible()
    expect(page.locator("[name='field:picture']")).to_have_value("photos/fete-du-val.jpg")
    expect(page.locator("[name='field:alt']")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel .fault").first).to_be_visible()
    assert workshop.text(EDITO) == before
    page.fill("[name='field:alt']", "La fête")
    page.fill("[name='field:credit']", "Léa FORT")
    page.click("#panel [type=submit]")
    saved(page)
    frame = '\n\n::: {.photo credit="Léa FORT"}\n![La fête](assets/photos/fete-du-val.jpg)\n:::\n'
    assert workshop.text(EDITO) == before.replace("sans rendez-vous.\n", f"sans rendez-vous.{frame}")
    assert (workshop.root / "assets/photos/fete-du-val.jpg").is_file()


def test_a_picture_that_cant_be_shown_is_refused_where_it_fell(workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    let_fall(page, "#edito > p", "timbre.jpg", (90, 60))
    expect(page.locator("#panel .brought.fault")).to_contain_text("trop petite : 90 pixels de large", timeout=READ_APART)
    expect(page.locator("[name='field:picture']")).to_have_value("")
    page.set_input_files("#panel [type=file]", {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"<html>"})
    expect(page.locator("#panel .brought.fault")).to_contain_text("n'est pas une image", timeout=READ_APART)
    assert not (workshop.root / "assets/photos").exists()


# --- Word files that come back


@pytest.fixture
def returned(petite: Path) -> bytes:
    """Return the Word file of the edition as two people corrected it."""
    assert main(["build", "--quiet", "--to", "docx"], petite) == 0
    return reviewed(next((petite / "output").glob("*/*.docx")).read_bytes())


def test_a_word_file_is_dropped_ticked_and_brought_back(returned: bytes, workshop: Workshop, opened_workshop: Opened, axe: str):
    page = opened_workshop()
    before = workshop.text(EDITO)
    report(page).locator("#edito > p").first.evaluate(DROP, [b64encode(returned).decode(), "Relecture.docx"])
    expect(page.locator("#panel h2")).to_have_text("Corrections de Relecture.docx", timeout=READ_APART)
    expect(page.locator("#panel ins", has_text="inscription")).to_have_count(1)
    expect(page.locator("#panel .help").first).to_contain_text("319")
    assert violations(page, axe, "#panel") == []
    page.click("#panel button:has-text('Celles de Paul')")
    page.uncheck("#panel [name=notes]")
    page.click("#panel [type=submit]")
    saved(page, "1 correction : c'est écrit.")
    assert workshop.text(EDITO) == before.replace("près de", "face à")
    expect(page.locator("#panel [name=take]")).to_have_count(1)
    page.check("#panel [name=take]")
    page.click("#panel [type=submit]")
    saved(page, "1 correction et 1 remarque : c'est écrit.")
    assert "sans inscription" in workshop.text(EDITO)
    page.click("#panel [data-close]")
    page.click("#undo")
    saved(page, "Annulé : Corrections de Relecture.docx")
    page.click("#undo")
    expect(page.locator("#undo")).to_be_disabled()  # the words of the first undoing still stand
    assert workshop.text(EDITO) == before


def test_a_word_file_is_brought_back_by_keyboard_alone(returned: bytes, workshop: Workshop, opened_workshop: Opened):
    page = opened_workshop()
    page.locator("[data-panel=progress]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel [data-panel=word]")
    page.locator("#panel [data-panel=word]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#word-file", state="attached")
    page.set_input_files("#word-file", {"name": "notes.docx", "mimeType": "", "buffer": b"<html>"})
    expect(page.locator("#panel .brought.fault")).to_contain_text("que l'on puisse lire", timeout=READ_APART)
    page.set_input_files("#word-file", {"name": "relecture.docx", "mimeType": "", "buffer": returned})
    expect(page.locator("#panel h2")).to_have_text("Corrections de relecture.docx", timeout=READ_APART)
    page.locator("#panel legend [data-tick=section]").first.focus()
    page.keyboard.press("Space")
    expect(page.locator("#panel [name=take]:checked")).to_have_count(0)
    page.locator("#panel [name=number]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    saved(page, "1 correction et 1 remarque : c'est écrit. Chiffre 318")
    assert "2024: 319" in workshop.text(TOTAL)
    expect(page.locator("#panel [name=take]")).to_have_count(2)


@pytest.mark.parametrize("width", [768, 1440])
def test_a_remark_is_answered_and_settled(workshop: Workshop, opened_workshop: Opened, axe: str, width: int):
    """What a reviewer wrote in the margin of the Word file: listed, answered, undone."""
    notes = workshop.root / "data/notes.yml"
    before = "- file: content/edito.md\n  first: 7\n  about: habitants\n  person: Nadia\n  text: Tous ?\n"
    notes.write_text(before, "utf-8")
    page = opened_workshop(width)
    page.click("[data-panel=progress]")
    page.click("#panel [data-target='note:1']")
    expect(page.locator("#panel h2")).to_have_text("Remarque n° 1")
    expect(page.locator("#panel .shown").first).to_have_text("Tous ?")
    assert violations(page, axe, "#panel") == []
    page.get_by_label("Réponse, ou ce qui a été fait").fill("Presque.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel")).to_be_hidden()
    assert notes.read_text("utf-8") == f"{before}  status: closed\n  answer: Presque.\n"
    page.click("[data-panel=progress]")
    expect(page.locator("#panel h2")).to_have_text("À faire")
    assert page.locator("#panel [data-target='note:1']").count() == 0
    page.click("#undo")
    expect(page.locator("#undo")).to_be_disabled()
    assert notes.read_text("utf-8") == before
