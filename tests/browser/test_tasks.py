"""The fifteen commonest tasks of the guide, by mouse and by keyboard alone, each in the files as a person would have written it.

What each changes is on file (`tasks/`), in the form of a patch; the same by both hands, and taken back by « Annuler ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.workshop import SHOWN, Workshop, choose, ready, report, saved, tab_to
from tests.conftest import small_edition

TASKS = Path(__file__).parent / "tasks"
READ = ("content", "data", "assets/photos", "report.yml")


@dataclass(frozen=True)
class Deed:
    """Something to do in a form: fill a field, choose an answer, write at the end of the editor, bring a file, press a button."""

    what: str
    name: str
    said: str = ""
    first: bool = False  # it is written at the end of the first paragraph, where the keyboard alone opens the whole text


@dataclass(frozen=True)
class GuideTask:
    """A task: what is pressed on the page (or in « Contenus », with the mouse too, when nothing stands there), what is done then.

    ``label`` is what it is called in « Contenus », or the panel and the label; ``seen`` where the page shows it, and what.
    """

    pressed: str
    label: str
    deeds: tuple[Deed, ...]
    seen: tuple[str, str]
    panel: str = "contents"
    done: str = "Enregistré"


def fill(name: str, said: str) -> Deed:
    return Deed("fill", name, said)


SIGN = "Signer\u00a0: «\u00a0Heures de bénévolat\u00a0» et «\u00a0Part du vélo dans les heures de bénévolat\u00a0»"
TASK = {
    "nombre": GuideTask(
        ".value[data-ref='velos.repares']", "Vélos réparés", (fill("value", "1 319"),), ("#ateliers .key-numbers", "1 319 vélos"),
    ),
    "doute": GuideTask(
        ".value[data-ref='velos.repares']", "Vélos réparés",
        (Deed("choose", "status", "to_confirm"), fill("question", "Avec ceux de l'été ? À Paul.")),
        ("#chiffre-1", "à confirmer"),
    ),
    "cellule": GuideTask(
        "#table-heures_par_atelier td .value[data-ref='heures_par_atelier.bois.hours']", "Heures de bénévolat par atelier",
        (Deed("press", "Modifier Bois"), fill("note", "Hors stages.")), ("#ateliers", "Bois"),
    ),
    "paragraphe": GuideTask(
        "#edito > p", "Le mot de la présidente : texte", (Deed("write", "text", "\n\nVenez comme vous êtes.", first=True),),
        ("#edito", "Venez comme vous êtes."),
    ),
    "citer": GuideTask(
        "#ateliers > p", "L'année des ateliers : texte", (Deed("cite", "text", "vélos rép", first=True),), ("#ateliers", "318."),
    ),
    "titre": GuideTask(
        "#edito-titre", "Le mot de la présidente : titre et chapeau", (Deed("write", "lead", " Merci à tous."),),
        ("#edito .section-header", "Merci à tous."),
    ),
    "message": GuideTask(
        "#chart-heures .chart-title", "Une heure sur deux", (fill("subtitle", "Heures données, tous ateliers confondus"),),
        ("#chart-heures", "Heures données, tous ateliers confondus"),
    ),
    "personne": GuideTask(
        "", "Les personnes",
        (Deed("press", "Ajouter une ligne"), fill("group", "bureau"), fill("name", "Zoé ÉMERY"), fill("role", "Secrétaire")),
        ("#edito", "Zoé ÉMERY"),
    ),
    "ordre": GuideTask(
        "", "Les personnes", (Deed("press", "Monter Paul MAREC"),), ("#edito", "Paul MAREC"), done="Ligne montée",
    ),
    "retirer": GuideTask(
        "", "Les personnes", (Deed("press", "Retirer Paul MAREC"),), ("#edito", "Nadia BERTHIER"), done="Ligne retirée",
    ),
    "section": GuideTask(
        "", "Une section", (fill("title", "L'été"), Deed("write", "text", "Un été au Val."), fill("owner", "Nadia BERTHIER")),
        ("#l-ete", "Un été au Val."),
    ),
    "chiffre": GuideTask(
        "", "Un chiffre",
        (fill("label", "Repas servis"), fill("name", "repas.servis"), fill("unit", "repas"), fill("value", "2 310"),
         fill("source", "Cahier de la cuisine, 2024")),
        ("#edito", "La Fabrique"),
    ),
    "graphique": GuideTask(
        "", "Un graphique",
        (Deed("write", "title", "Le bois attire"), Deed("pick", "kind", "discs"), Deed("choose", "sort", "ascending")),
        ("#chart-heures_par_atelier_hours", "Le bois attire"),
    ),
    "photographie": GuideTask(
        "", "Une photographie",
        (Deed("bring", "picture"), fill("alt", "Un établi, vu de face"), fill("credit", "Léa FORT")), ("#ateliers", "Léa FORT"),
    ),
    "signer": GuideTask(
        "", SIGN, (fill("by", "Nadia BERTHIER"),), ("#edito", "La Fabrique"), panel="release",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Iterator[Workshop]:
    """Return a workshop on the small edition; each task is taken back."""
    made = Workshop(small_edition(tmp_path_factory.mktemp("taches"), shared_cache))
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(browser: Browser, workshop: Workshop) -> Iterator[Page]:
    """Return the workshop in a window."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(workshop.address)
    page.wait_for_selector(SHOWN)
    yield page
    context.close()


def files_of(root: Path) -> dict[str, bytes]:
    """Return what the files of the edition say."""
    paths = [path for name in READ for path in ([root / name] if (root / name).is_file() else (root / name).rglob("*"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths) if path.is_file()}


def patch_of(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """Return what changed as a patch; a picture as its name and its first bytes, the day of a signature as a word."""
    lines: list[str] = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, b""), after.get(name, b"")
        if old == new:
            continue
        if name.startswith("assets/"):
            lines.append(f"+++ {name} {Image.open(BytesIO(new)).format} {Image.open(BytesIO(new)).size}\n")
        else:
            texts = (contents.decode().splitlines(keepends=True) for contents in (old, new))
            lines += unified_diff(*texts, name if old else "/dev/null", name, n=1)
    said = "".join(lines).replace(date.today().isoformat(), "AUJOURD'HUI")  # noqa: DTZ011 - of the person who signs
    return re.sub(r"mark: [0-9a-f]{16}", "mark: …", said)  # it depends on the day


@pytest.mark.parametrize("hand", ["souris", "clavier"])
@pytest.mark.parametrize("name", TASK)
def test_a_task_of_the_guide(
    workshop: Workshop, page: Page, tmp_path: Path, same_as: Callable[[Path, str], None], name: str, hand: str
):
    task, before = TASK[name], files_of(workshop.root)
    picture = tmp_path / "Établi n° 1.jpg"
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(picture)
    try:
        (by_mouse if hand == "souris" else by_keyboard)(page, task, picture)
        saved(page, task.done)
        same_as(TASKS / f"{name}.diff", patch_of(before, files_of(workshop.root)))
        workshop.studio.refresh()
        where, said = task.seen
        expect(page.frame_locator(SHOWN).locator(where).filter(has_text=said).first).to_be_attached()
        assert workshop.studio.board.shown.stale is False
        taken_back(page, hand)
        assert files_of(workshop.root) == before
    finally:  # a task that failed spoils no other
        page.evaluate("document.querySelector('#panel [data-close]')?.click(); localStorage.clear()")
        put_back(workshop.root, before)


def put_back(root: Path, before: dict[str, bytes]) -> None:
    for name in files_of(root).keys() - before.keys():
        (root / name).unlink()
    for name, contents in before.items():
        if (root / name).read_bytes() != contents:
            (root / name).write_bytes(contents)


def taken_back(page: Page, hand: str) -> None:
    """Take the last edit back, leave no panel open."""
    if hand == "souris":
        page.click("#undo")
    else:
        page.locator("#undo").focus()
        page.keyboard.press("Control+z")
    saved(page, "Annulé")
    page.evaluate("document.querySelector('#panel [data-close]')?.click()")


# --- by mouse


def by_mouse(page: Page, task: GuideTask, picture: Path) -> None:
    deeds = list(task.deeds)
    if task.pressed:
        report(page).locator(task.pressed).first.click(position={"x": 3, "y": 3})
        deeds = [deed for deed in deeds if deed.what != "press"]  # the row was pressed itself
    else:
        page.click(f"[data-panel={task.panel}]")
        page.wait_for_selector("#panel [data-target]")
        named = re.compile(f"^{re.escape(task.label)}")  # « Une personne : Les personnes » adds to it
        button = page.locator("#panel [data-target]").filter(has_text=named).first
        if not button.is_visible():
            page.locator("#panel details").filter(has=page.get_by_text(named)).locator("summary").first.click()
        button.click()
    ready(page)
    for deed in deeds:
        _clicked(page, deed, picture)
    if page.locator("#panel form").count():
        page.click("#panel [type=submit]")


def _clicked(page: Page, deed: Deed, picture: Path) -> None:
    field = f"#panel [name='field:{deed.name}']"
    editor = page.locator(f".field:has([name='field:{deed.name}']) .cm-content")
    if deed.what == "press":
        page.locator("#panel button").filter(has_text=deed.name).or_(
            page.locator(f"#panel [aria-label='{deed.name}']")
        ).first.click()
        if "ligne" in deed.name or "Modifier" in deed.name:
            page.wait_for_selector("#panel form")
    elif deed.what == "choose":
        page.select_option(field, deed.said)
    elif deed.what == "pick":
        page.check(f"{field}[value={deed.said}]")
    elif deed.what == "bring":
        page.set_input_files("#panel [type=file]", picture)
        page.wait_for_selector("#panel .brought img")
    elif deed.what == "fill" and editor.count() == 0:
        page.fill(field, deed.said)
    else:
        editor.click()
        _typed(page, deed)


def _typed(page: Page, deed: Deed) -> None:
    """Type in the editor that has the focus: in place of all, or at its end."""
    for key in ("Control+Home", "End", "End", "End") if deed.first else ("Control+A" if deed.what == "fill" else "Control+End",):
        page.keyboard.press(key)
    if deed.what != "cite":
        page.keyboard.insert_text(deed.said)
        return
    page.keyboard.type(f" Soit {{{{ {deed.said}")
    page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('Vélos réparés')")
    page.wait_for_timeout(250)  # for its first 75 ms a list takes no Enter: one may have been typing a line's end
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(".")


# --- by keyboard alone


def by_keyboard(page: Page, task: GuideTask, picture: Path) -> None:
    if task.panel == "contents":
        choose(page, "contents", task.label)
    else:
        page.locator(f"[data-panel={task.panel}]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel [data-target]")
        tab_to(page, task.label)
        page.keyboard.press("Enter")
    ready(page)
    for deed in task.deeds:
        _pressed(page, deed, picture)
    if page.locator("#panel form").count():
        page.keyboard.press("Control+Enter")


def _pressed(page: Page, deed: Deed, picture: Path) -> None:
    if deed.what == "press":
        tab_to(page, deed.name)
        page.keyboard.press("Enter")
        if "ligne" in deed.name or "Modifier" in deed.name:
            page.wait_for_selector("#panel form")
        return
    if deed.what == "bring":
        with page.expect_file_chooser() as chooser:
            tab_to(page, "Choisir le fichier : Photographie")  # inside: a browser asked to tell of choosers does so a while later
            page.keyboard.press("Space")
        chooser.value.set_files(picture)
        page.wait_for_selector("#panel .brought img")
        return
    page.locator("#panel-title").focus()
    editor = page.locator(f".field:has([name='field:{deed.name}']) .cm-content")
    if editor.count():
        _tab_into(page, deed.name)
        _typed(page, deed)
        return
    tab_to(page, f"field:{deed.name}")
    if deed.what == "fill":
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(deed.said)
        return
    value = (
        "name => document.activeElement.type === 'radio' ? document.activeElement.form.elements[name].value"
        " : document.activeElement.value"
    )
    for _ in range(30):
        if page.evaluate(value, f"field:{deed.name}") == deed.said:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(deed)


def _tab_into(page: Page, name: str) -> None:
    """Press Tab until the editor of a field has the focus."""
    inside = """name => document.activeElement.matches('.cm-content')
        && document.activeElement.closest('.field').querySelector('[name^="field:"]').name === name"""
    for _ in range(40):
        if page.evaluate(inside, f"field:{name}"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)
