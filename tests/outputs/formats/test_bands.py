"""Bands of colour up to the edges of the PDF's page: what stands on one, and what doesn't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.some import some

STATEMENT = "::: statement\nLa fabrique est le socle du quartier.\n:::"
DATES = "::: dates\n- **Janvier** Elle ouvre un atelier.\n- **Juin** Elle le ferme.\n:::"
STEPS = "::: steps\n1. **Préparer**\n\n   Tout le quartier.\n2. **Ouvrir**\n\n   Un atelier.\n:::"
WORDS = "Un texte de quelques mots, avant et après ce que la page retient."


def cards(count: int, body: str = "Peu de mots.") -> str:
    """Return cards of a few words."""
    return "::: cards\n" + "\n\n".join(f"### Carte {'abcdefgh'[number]}\n{body}" for number in range(count)) + "\n:::"


def banded(root: Path, run: Callable, body: str, words: str) -> bool:
    """Tell whether some words of a section stand on a band of colour, whose edges are those of the page."""
    (root / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{WORDS}\n\n{body}\n\n{WORDS}\n", "utf-8")
    outcome = run(root, "build", "--to", "pdf")
    assert [line for line in outcome.lines if " erreur " in line] == []
    document = pypdfium2.PdfDocument(root / "output/2024/rapport-activite-2024.pdf")
    page = next(page for page in document if words in page.get_textpage().get_text_bounded())
    found = page.get_textpage().search(words).get_next()
    assert found is not None
    _, bottom, _, top = page.get_textpage().get_charbox(found[0])
    paths = [one.get_bounds() for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,))]
    wide = [box for box in some(paths) if box[0] <= 0 and box[2] >= page.get_width()]
    return any(0 < box[1] < bottom and top < box[3] < page.get_height() for box in wide)  # the page has a ground of its own


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (STATEMENT, "socle"),
        (DATES, "un atelier"),
        (STEPS, "Ouvrir"),
        (cards(6), "Carte f"),
        (cards(7), "Carte g"),
        (cards(8), "Carte a"),
    ],
    ids=["statement", "dates", "steps", "six", "seven", "eight"],
)
def test_what_a_page_keeps_stands_on_a_band(petite: Path, run: Callable, body: str, words: str):
    assert banded(petite, run, body, words)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (cards(5), "Carte e"),
        (cards(6, "Des mots, encore des mots et toujours plus de mots. " * 3), "Carte a"),
        (f"::: columns\n{STATEMENT}\n\n{WORDS}\n:::", "socle"),
        (f"::: callout\n{cards(6)}\n:::", "Carte a"),
        (f"::: columns\n{DATES}\n\n{WORDS}\n:::", "un atelier"),
        (f"::: columns\n{STEPS}\n\n{WORDS}\n:::", "Ouvrir"),
    ],
    ids=["five", "long ones", "in a column", "in a callout", "dates in a column", "steps in a column"],
)
def test_what_is_less_or_stands_in_something_else_does_not(petite: Path, run: Callable, body: str, words: str):
    assert not banded(petite, run, body, words)


def lowest(root: Path, run: Callable, text: str) -> float:
    """Return where the bands of the page of a statement end, from the foot of the page."""
    (root / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{text}\n", "utf-8")
    outcome = run(root, "build", "--to", "pdf")
    assert [line for line in outcome.lines if " erreur " in line] == []
    document = pypdfium2.PdfDocument(root / "output/2024/rapport-activite-2024.pdf")
    page = next(page for page in document if "socle" in page.get_textpage().get_text_bounded())
    paths = [one.get_bounds() for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,))]
    wide = [box for box in some(paths) if box[0] <= 0 and box[2] >= page.get_width() and box[3] < page.get_height()]
    return min(box[1] for box in some(wide))


def test_a_statement_that_ends_its_page_goes_down_to_its_edge(petite: Path, run: Callable):
    assert lowest(petite, run, f"{WORDS}\n\n{STATEMENT}") <= 0


@pytest.mark.parametrize(
    "text",
    [f"{STATEMENT}\n\n{WORDS}", f"Un texte[^a].\n\n{STATEMENT}\n\n[^a]: Sa note.", f"{WORDS}\n\n## Un titre\n\n{STATEMENT}"],
    ids=["words after it", "a note at the foot", "under a title of its own"],
)
def test_one_that_does_not_ends_above_the_foot(petite: Path, run: Callable, text: str):
    assert lowest(petite, run, text) > 0


def foot_and_neighbours(root: Path, run: Callable, report: str) -> list[tuple[tuple[int, ...], tuple[int, ...] | None]]:
    """Return, of each page that ends on a statement, the colour of its foot and that of the part opened opposite, if any."""
    path = root / "report.yml"
    path.write_text(path.read_text("utf-8").split("sections:")[0] + report, "utf-8")
    outcome = run(root, "build", "--to", "pdf")
    assert [line for line in outcome.lines if " erreur " in line] == []
    pages = list(pypdfium2.PdfDocument(root / "output/2024/rapport-activite-2024.pdf"))
    seen = [page.render(scale=0.5).to_pil().convert("RGB") for page in pages]
    found = []
    for index, page in enumerate(pages):
        if "socle" in page.get_textpage().get_text_bounded():
            facing = index + 1 if index % 2 else index - 1
            opens = "Partie" in pages[facing].get_textpage().get_text_bounded().title()
            found.append((seen[index].getpixel((1, seen[index].height - 2)), seen[facing].getpixel((1, 1)) if opens else None))
    return found


@pytest.mark.parametrize(
    ("sections", "opposite"),
    [
        ("- plain\n  - part: Un\n  - une", [True]),
        ("- plain\n  - une\n  - part: Un\n  - other", [True]),
        ("- plain\n  - part: Un\n  - other\n  - part: Deux\n  - une\n  - deux\n  - part: Trois\n  - trois", [True, True, False]),
        ("- plain\n  - une\n  - deux\n  - trois", [False, False, False]),
    ],
    ids=["after", "before", "three parts", "no part"],
)
def test_the_band_that_ends_a_page_has_the_colour_of_the_part_opened_opposite(
    petite: Path, run: Callable, sections: str, opposite: list[bool]
):
    for name in ("une", "deux", "trois"):
        (petite / f"content/{name}.md").write_text(f"---\ntitle: Section {name}\n---\n\n{WORDS}\n\n{STATEMENT}\n", "utf-8")
    for name in ("plain", "other"):
        (petite / f"content/{name}.md").write_text(f"---\ntitle: Texte {name}\n---\n\n{WORDS}\n", "utf-8")
    found = foot_and_neighbours(petite, run, f"sections:\n  {sections}\n")
    assert [part is not None for _, part in found] == opposite
    assert [foot for foot, part in found if part] == [part for _, part in found if part]
