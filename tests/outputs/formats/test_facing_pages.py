"""Pages that face each other: banners that end nearly on one line end on it, and what follows them is level."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.outputs.formats.test_spread import pages_of
from tests.some import some

NEARLY = 34  # points: 12 mm
SPREADS = {
    "of one title": (("Un titre", 190), ("Un autre", 175), ("Le suivant", 165), ("Le dernier", 140)),
    "of one line and two": (
        ("Un titre", 180),
        ("Un titre bien plus long que celui de la page", 170),
        ("Un mot", 150),
        ("Deux", 155),
    ),
    "of few words": (("Un titre", 60), ("Un autre", 40), ("Le suivant", 20), ("Le dernier", 30)),
}


def first_line(page: pypdfium2.PdfTextPage) -> float:
    """Return how high the first words under the head of a section begin."""
    found = page.search("Voici").get_next()
    assert found is not None
    return float(page.get_charbox(found[0])[3])


@pytest.mark.parametrize("case", SPREADS)
def test_what_follows_two_banners_is_level_or_plainly_is_not(case: str, petite: Path):
    path, names = petite / "report.yml", "abcd"
    for name, (title, words) in zip(names, SPREADS[case], strict=True):
        text = "\n\n".join(f"## Titre {letter}\n\n{'mot ' * words}" for letter in "abc")
        (petite / f"content/{name}.md").write_text(f"---\ntitle: {title}\n---\n\nVoici un texte.\n\n{text}\n", "utf-8")
        path.write_text(f"{path.read_text('utf-8')}  - {name}\n", "utf-8")
    path.write_text(f"{path.read_text('utf-8')}banners: [{', '.join(names)}]\n", "utf-8")
    pages = [page for page in pages_of(petite) if "Voici un texte" in page.get_text_bounded()]
    assert len(pages) == len(names)
    apart = [abs(first_line(pages[n]) - first_line(pages[n + 1])) for n in (0, 2)]
    assert all(one < 0.5 or one > NEARLY - 1 for one in apart)
    assert min(some(apart)) < 0.5
