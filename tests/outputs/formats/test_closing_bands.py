"""What is set apart at the end of a section closes its page, as a band of colour down to its edge."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.outputs.formats.test_terms_and_dates import box_of, page_of

CALLOUT = "::: callout\n### Avancer\n\nDes quarante mots.\n:::\n"
CARDS = "::: cards\n### Une\n\nMot.\n\n### Deux\n\nMot.\n:::\n\n"
CLOSED = {
    "after words": f"Du texte.\n\n{CALLOUT}",
    "after cards": CARDS + CALLOUT,
    "under a heading": f"## Suite\n\nDu texte.\n\n{CALLOUT}",
    "with a link and a number": "Du texte.\n\n::: callout\n### Avancer\n\nDes [mots](https://fabrique-du-val.example/).\n:::\n",
}
OPEN = {
    "before words": f"{CALLOUT}\nDu texte.\n",
    "without a title": "Du texte.\n\n::: callout\nAvancer des mots.\n:::\n",
    "directly under a heading": f"## Suite\n\n{CALLOUT}",
    "with a list": "Du texte.\n\n::: callout\n### Avancer\n\n" + "- Des mots\n" * 20 + ":::\n",
}


def foot_of(root: Path, text: str) -> tuple[float, bool]:
    """Return how high the title of the callout is, and whether the foot of its page is coloured up to the edge."""
    page = page_of(root, text, "Avancer")
    (made,) = (root / "output/2024").glob("*.pdf")
    document = pypdfium2.PdfDocument(made)
    index = next(n for n, one in enumerate(document) if "Avancer" in one.get_textpage().get_text_bounded())
    image = document[index].render().to_numpy()
    _, low, _, top = box_of(page, "Avancer")
    return top - low, bool((image[-3, 3] != 255).any() and (image[-3, -3] == image[-3, 3]).all())


@pytest.mark.parametrize("case", CLOSED)
def test_a_callout_that_ends_its_section_is_a_band_at_its_foot(case: str, petite: Path):
    high, coloured = foot_of(petite, CLOSED[case])
    assert coloured
    assert high > 20


@pytest.mark.parametrize("case", OPEN)
def test_any_other_stays_among_the_words(case: str, petite: Path):
    high, _ = foot_of(petite, OPEN[case])
    assert high < 20


@pytest.mark.parametrize("key", ["banners", "coloured_pages"])
def test_a_page_in_colour_keeps_it_among_its_words(key: str, petite: Path):
    report = petite / "report.yml"
    report.write_text(report.read_text("utf-8") + f"{key}: [ateliers]\n", "utf-8")
    high, _ = foot_of(petite, CLOSED["after words"])
    assert high < 20
