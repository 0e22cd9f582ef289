"""Openers of parts: nothing of the scene is drawn behind their words, however many lines these take."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from tests.some import some

SHORT = "Trois métiers."
LONG = "Trois métiers, un seul toit, et tout ce que les habitants du Val y apportent avec leurs voisins, de saison en saison"
NEAR = 2  # points around the box of a letter, which may reach out of it
BESIDE = 10  # points after a line: a ring that touches its last word is there
TITLES = ("Agir", "Les projets économiques", "Ce que produisent les ateliers de la vallée")


def behind(page: pypdfium2.PdfPage, words: str) -> list[tuple[int, int]]:
    """Return the dots of what some words cover that are neither the ground nor near a letter."""
    scale = 2
    read = page.get_textpage()
    found = read.search(words.split(maxsplit=1)[0]).get_next()
    assert found is not None
    letters = [n for n in range(found[0], read.count_chars()) if read.get_text_range(n, 1).strip()]
    boxes = [read.get_charbox(n, loose=True) for n in letters[: len("".join(words.split()))]]
    height = page.get_height()
    rows = [(box[0] - 1, height - box[3] - 1, box[2] + 1, height - box[1] + 1) for box in some(boxes)]
    painted = page.render(scale=scale).to_pil().convert("RGB")
    ground = painted.getpixel((10, 10))
    lines = {round(row[3]): [one for one in rows if round(one[3]) == round(row[3])] for row in rows}
    return [
        (x, y)
        for foot, line in lines.items()
        for x in range(int(min(row[0] for row in line) * scale), int((max(row[2] for row in line) + BESIDE) * scale))
        for y in range(int(min(row[1] for row in line) * scale), int(foot * scale))
        if painted.getpixel((x, y)) != ground
        and not any(row[0] - NEAR <= x / scale <= row[2] + NEAR and row[1] - NEAR <= y / scale <= row[3] + NEAR for row in rows)
    ]


@pytest.mark.parametrize("lead", [SHORT, LONG])
def test_nothing_is_drawn_behind_the_words_of_an_opener(lead: str, petite: Path):
    path = petite / "report.yml"
    head = path.read_text("utf-8").split("  - part:")[0]
    names = ["ateliers", "deux", "trois"]
    parts = [f'  - part: "{title}"\n    lead: "{lead}"\n  - {name}\n' for title, name in zip(TITLES, names, strict=True)]
    for name in names[1:]:
        (petite / f"content/{name}.md").write_text(f"---\ntitle: Section {name}\n---\n\nUn texte.\n", "utf-8")
    path.write_text(head + "".join(parts), "utf-8")
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    openers = [page for page in pypdfium2.PdfDocument(made) if "PARTIE" in page.get_textpage().get_text_bounded()]
    assert len(openers) == len(TITLES)
    seen = {title: [behind(page, title), behind(page, lead)] for page, title in zip(openers, TITLES, strict=True)}
    assert seen == {title: [[], []] for title in TITLES}


def curves_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the circles of a page that are larger than a mark of the line."""
    paths = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,), max_depth=8)
    boxes = [one.get_bounds() for one in paths]
    return [box for box in boxes if abs((box[2] - box[0]) - (box[3] - box[1])) < 1 and box[2] - box[0] > 100]


@pytest.mark.parametrize("title", [*TITLES, "Un réseau"])
def test_a_ring_of_an_opener_is_whole_or_not_drawn(title: str, petite: Path):
    """None is cut around the words: nothing of the ground's colour is laid over the scene."""
    path = petite / "report.yml"
    head = path.read_text("utf-8").split("  - part:")[0]
    path.write_text(f'{head}  - part: "{title}"\n    lead: "{LONG}"\n  - ateliers\n', "utf-8")
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    page = next(page for page in pypdfium2.PdfDocument(made) if "PARTIE" in page.get_textpage().get_text_bounded())
    assert some(curves_of(page))
    covers = [one.get_bounds() for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,), max_depth=8)]
    corner = [box for box in covers if box[0] < 1 and box[3] > page.get_height() - 1 and box[2] < page.get_width() - 1]
    assert corner == []
