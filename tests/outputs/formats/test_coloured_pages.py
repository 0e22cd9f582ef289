"""Pages in colour, in the PDF and on the page: their ground, what stands on it, what keeps the ground of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

Colour = tuple[int, int, int]

PRIMARY, DARK, TERTIARY, WHITE = (166, 61, 47), (31, 42, 68), (240, 211, 160), (255, 255, 255)  # of the small edition
WORDS = "Un texte de quelques mots."
BODIES = {
    "words": f"## Un titre\n\n{WORDS}\n\n- un élément\n- un autre\n\n1. un rang\n\n> Une citation.\n\n[Un lien](https://exemple.fr).",
    "cards": "::: cards\n### Une\nPeu.\n\n### Deux\nPeu.\n\n### Trois\nPeu.\n:::",
    "many cards": "::: cards\n" + "\n\n".join(f"### Carte {letter}\nPeu." for letter in "abcdef") + "\n:::",
    "steps": "::: steps\n1. **Écouter**\n\n   Partir de là.\n\n   - Un\n\n2. **Agir**\n\n   Aller loin.\n\n   - Deux\n:::",
    "steps without a name": "::: steps\n1. Un.\n2. Deux.\n3. Trois.\n4. Quatre.\n5. Cinq.\n:::",
    "in a column": "::: columns\n::: definition\nUn sens.\n:::\n\nDes mots.\n\n::: cards\n### Une\nPeu.\n:::\n:::",
    "brief steps": "::: steps\n1. Écouter\n2. Agir\n:::",
    "set apart": f"::: callout\n### À savoir\n{WORDS}\n:::\n\n::: definition\nUn sens.\n:::\n\n::: small\nDit bas.\n:::",
    "kept": f"::: statement\n{WORDS}\n:::\n\n::: dates\n- **Janvier** Elle ouvre.\n- **Juin** Elle ferme.\n:::",
    "terms": "Crédit\n\n:   La garantie.\n\nFrance\n\n:   Le fonds.",
    "a note": f"{WORDS}[^a]\n\n[^a]: Sa note.",
    "an exhibit": '{{ chart("heures") }}\n\n| Un | Deux |\n|---|---|\n| a | b |',
}


def coloured(root: Path, *names: str, more: str = "") -> None:
    """Put some sections of an edition in colour."""
    path = root / "report.yml"
    path.write_text(f"{path.read_text('utf-8')}\ncoloured_pages: [{', '.join(names)}]\n{more}", "utf-8")


def corners(page: pypdfium2.PdfPage) -> set[Colour]:
    """Return the colours of the upper corners of a page: a landscape may close its foot."""
    picture = page.render(scale=0.5).to_pil().convert("RGB")
    return {picture.getpixel(at) for at in ((1, 1), (picture.width - 2, 1))}


def pages_with(root: Path, words: str) -> list[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(root / "output/2024/rapport-activite-2024.pdf")
    return [page for page in list(document)[2:] if words in page.get_textpage().get_text_bounded()]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_whatever_a_coloured_page_holds_is_read_on_its_ground(petite: Path, run: Callable, body: str):
    """The build measures each text against what is under it, and refuses what can't be read."""
    (petite / "content/ateliers.md").write_text(
        f"---\ntitle: Essai\nlead: Un chapô.\nkicker: Un surtitre\n---\n\n{body}\n\n{WORDS}\n", "utf-8"
    )
    coloured(petite, "ateliers")
    outcome = run(petite, "build")
    assert [line for line in outcome.lines if " erreur " in line] == []
    assert [corners(page) for page in pages_with(petite, "Un chapô.")] == [{PRIMARY}]


def sections(root: Path, count: int) -> list[str]:
    """Give an edition so many short sections; return their names."""
    names = [f"suite-{letter}" for letter in "abcdefgh"[:count]]
    path = root / "report.yml"
    for name in names:
        (root / f"content/{name}.md").write_text(f"---\ntitle: Essai {name}\n---\n\n{WORDS}\n", "utf-8")
    listed = "".join(f"  - {name}\n" for name in names)
    path.write_text(path.read_text("utf-8").replace("  - ateliers\n", f"  - ateliers\n{listed}"), "utf-8")
    return names


def test_the_next_has_the_next_of_three_grounds(petite: Path, run: Callable):
    names = sections(petite, 6)
    coloured(petite, *names[:2], *names[3:5])
    assert run(petite, "build").code == 0
    found = [corners(pages_with(petite, f"Essai {name}")[0]) for name in names]
    assert found == [{PRIMARY}, {DARK}, {WHITE}, {TERTIARY}, {PRIMARY}, {WHITE}]


def test_the_page_has_the_same_sections_in_colour(petite: Path, run: Callable):
    names = sections(petite, 3)
    coloured(petite, *names[1:])
    assert run(petite, "build", "--to", "html").code == 0
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert re.findall(r'<section class="section coloured" id="([\w-]+)"', page) == names[1:]


def test_a_voice_keeps_its_cream_page(petite: Path, run: Callable):
    said = '::: {.interview who="Léa FORT" role="Directrice"}\n### Pourquoi ?\n\nParce que.\n:::'
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{WORDS}\n\n{said}\n", "utf-8")
    coloured(petite, "ateliers")
    assert run(petite, "build").code == 0
    (text,) = pages_with(petite, WORDS)
    (voice,) = pages_with(petite, "Pourquoi")
    assert corners(text) == {PRIMARY}
    assert PRIMARY not in corners(voice)


@pytest.mark.parametrize(("more", "said"), [
    ("banners: [suite-a]\n", "« suite-a » est en couleur, et aussi dans « banners: »"),
    ("share_page: [suite-a]\n", "« suite-a » est en couleur, et aussi dans « share_page: »"),
    ("share_page: [suite-b]\n", "« suite-a » est en couleur, et « suite-b » partage sa page"),
])  # fmt: skip
def test_what_a_coloured_page_excludes_is_told(petite: Path, run: Callable, more: str, said: str):
    sections(petite, 3)
    coloured(petite, "suite-a", more=more)
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert said in outcome.out


VALUES = ["heures.part_velo", "velos.repares", "heures.total", "velos.repares", "heures.total"]
POSTERS = {
    "numbers": (
        "::: key-numbers\n" + "".join(f'- {{{{ value("{ref}") }}}} de plus\n' for ref in ["velos.repares", *VALUES[2:]]) + ":::",
        "318",
    ),
    "five numbers": (
        "::: key-numbers\n" + "".join(f'- {{{{ value("{ref}") }}}} de plus\n' for ref in ["heures.total", *VALUES[1:]]) + ":::",
        "1",
    ),
}


def height_of(root: Path, words: str) -> float:
    """Return the height of the largest letters that some words of a section's page are set in."""
    page = pages_with(root, "Essai")[0]
    text, heights = page.get_textpage(), [0.0]
    found = text.search(words)
    while (place := found.get_next()) is not None:
        _, bottom, _, top = text.get_charbox(place[0])
        heights.append(top - bottom)
    return max(heights)


@pytest.mark.parametrize(("body", "words"), POSTERS.values(), ids=POSTERS)
def test_numbers_are_posters_on_a_coloured_page(petite: Path, run: Callable, body: str, words: str):
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{WORDS}\n\n{body}\n", "utf-8")
    assert run(petite, "build").code == 0
    usual = height_of(petite, words)
    coloured(petite, "ateliers")
    assert run(petite, "build").code == 0
    assert height_of(petite, words) > 1.2 * usual
