"""Every panel and form of a workshop, one after the other, found as people find them: by the buttons that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from rapport.flow.atelier import answers
from rapport.flow.atelier.new_kinds import KINDS
from tests.browser.workshop import Workshop
from tests.pieces import with_piece

TEMPLATES = Path(answers.__file__).parent / "pages"
SHARED = {"panel", "form"}  # what the others are made from, and what a card is shown in
APART = {"published"}  # shown once a publication has ended
PIECE = "Registre de l'année\nVélos réparés : 318 vélos\n"
REMARK = "- file: content/edito.md\n  first: 7\n  about: habitants\n  person: Nadia\n  text: Tous ?\n"
PRESS = """([kind, name]) => {
    const one = document.createElement("button");
    one.dataset[kind] = name;
    document.getElementById("panel").replaceChildren(one);
    one.click();
}"""


def with_all(root: Path) -> Path:
    """Add to the small edition what some forms are about, and it lacks: a piece that proves a number, a typed total, a remark."""
    with_piece(root, "registre", "Registre des ateliers", PIECE)
    (root / "data/notes.yml").write_text(REMARK, "utf-8")
    path = root / "data/indicators/ateliers.yml"
    source = "source: Registre de l'atelier vélo, décembre 2024\n"
    path.write_text(path.read_text("utf-8").replace(source, f"{source}  piece: {{in: registre, at: {{line: 2}}}}\n"), "utf-8")
    tables, named = root / "data/tables.yml", "    - {column: hours, equals: heures.total}\n"
    tables.write_text(tables.read_text("utf-8").replace(named, f"{named}    - {{column: hours, equals: 1240}}\n"), "utf-8")
    return root


def panels() -> set[str]:
    """Return the panels that the workshop has templates for."""
    return {path.name.partition(".")[0] for path in TEMPLATES.glob("*.html.j2")} - SHARED - APART


def kinds_of_forms(workshop: Workshop) -> set[str]:
    """Return the kinds of forms of a workshop, those of new things apart from each other."""
    return {*workshop.desk.cards} - {"new"} | {f"new:{kind}" for kind in KINDS}


def kind_of(target: str) -> str:
    """Return the kind of form that a target opens."""
    kind, _, name = target.partition(":")
    return f"new:{name.partition(':')[0]}" if kind == "new" else kind


def walked(page: Page) -> Iterator[str]:
    """Yield each panel as it is shown, then every form that a panel or a form has led to, of each kind the first three."""
    seen: dict[str, list[str]] = {}
    left = _led_to(page, "body")
    while left:
        attribute, name = left.pop(0)
        of_kind = seen.setdefault(name if attribute == "panel" else kind_of(name), [])
        if name in of_kind or len(of_kind) == 3:
            continue
        of_kind.append(name)
        page.evaluate(PRESS, [attribute, name])
        expect(page.locator("#panel-title")).to_be_visible()
        left += _led_to(page, "#panel")
        yield name if attribute == "panel" else kind_of(name)


def _led_to(page: Page, within: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for attribute in ("panel", "target"):
        read = "(ones, name) => ones.map(one => one.dataset[name])"
        found += [(attribute, name) for name in page.eval_on_selector_all(f"{within} button[data-{attribute}]", read, attribute)]
    return found
