"""Sections in the annex of the PDF: one that a page holds is whole on it, a longer one goes on under its title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from tests.some import some

SHELVES = [f"{first}o{second}a" for first in "bcdfgjlmnprst" for second in "bcdfgjlmnprst"]
SOURCE = "Registre de l'atelier, un cahier tenu chaque semaine par les bénévoles et relu en décembre"


def annexed(root: Path, sizes: Sequence[int], *, sources: int = 1) -> list[str]:
    """Add sections of so many numbers each, out of some sources, to the small edition; return the pages of its annex."""
    names = [f"tas{letter}" for letter, _ in zip("abcdefghij", sizes, strict=False)]
    path = root / "report.yml"
    path.write_text(path.read_text("utf-8") + "".join(f"  - {name}\n" for name in names), "utf-8")
    for name, size in zip(names, sizes, strict=True):
        entries = [
            f"{name}.n{n}:\n  label: Objets {name} rayon {SHELVES[n]} au total\n  unit: objets\n  decimals: exact\n"
            f'  values: {{2024: {1000 + n}}}\n  source: "{SOURCE} {n % sources}"\n'
            for n in range(size)
        ]
        (root / f"data/indicators/{name}.yml").write_text("\n".join(entries), "utf-8")
        said = " ".join(f'Il y a {{{{ value("{name}.n{n}") }}}} objets.' for n in range(size))
        (root / f"content/{name}.md").write_text(f"---\ntitle: Les objets {name}\n---\n\n{said}\n", "utf-8")
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(made)]
    return [page for page in pages if "SECTION CHIFFRE" in page]


@pytest.mark.parametrize(("sizes", "sources"), [([14] * 6, 1), ([3, 20, 20, 9, 20], 1), ([8] * 8, 4)])
def test_a_section_is_whole_on_its_page(sizes: list[int], sources: int, petite: Path):
    pages = annexed(petite, sizes, sources=sources)
    assert len(pages) > 1
    for letter, size in zip("abcdefghij", some(sizes), strict=False):
        (held,) = [page for page in pages if f"Objets tas{letter} rayon" in page]
        assert [n for n in range(size) if f"Objets tas{letter} rayon {SHELVES[n]} au total" not in held] == []
        assert f"Les objets tas{letter}" in held
    assert not any("(suite)" in page for page in pages)


@pytest.mark.parametrize(("size", "sources"), [(90, 1), (70, 9), (150, 40)])
def test_a_longer_one_goes_on_under_its_title(size: int, sources: int, petite: Path):
    pages = annexed(petite, [size], sources=sources)
    holding = [page for page in pages if "Objets tasa rayon" in page]
    assert len(holding) > 1
    assert [page for page in holding if "Les objets tasa" not in page] == []
    assert [page for page in holding[1:] if "Les objets tasa (suite)" not in page] == []
    everything = " ".join(holding)
    assert [n for n in range(size) if everything.count(f"Objets tasa rayon {SHELVES[n]} au total") != 1] == []


@pytest.mark.parametrize(("value", "unit"), [(12345678901234567, "€"), (123456789012, "euros"), (5, "anticonstitutionnellement")])
def test_a_value_that_is_never_broken_stays_in_its_column(value: int, unit: str, petite: Path):
    """It was printed over the name of its number."""
    path = petite / "data/indicators/ateliers.yml"
    label = "Vélos réparés dans tous les ateliers de la Fabrique du Val et de ses voisins de la ville"
    text = path.read_text("utf-8").replace("unit: vélos", f'unit: "{unit}"').replace("2024: 318", f"2024: {value}")
    path.write_text(text.replace("label: Vélos réparés", f"label: {label}"), "utf-8")
    (petite / "content/ateliers.md").write_text('---\ntitle: Essai\n---\n\nDit {{ value("velos.repares") }}.\n', "utf-8")
    (petite / "content/edito.md").write_text("---\ntitle: Édito\n---\n\nUn texte.\n", "utf-8")
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    page = next(
        page
        for page in pypdfium2.PdfDocument(made)
        if "SECTION CHIFFRE" in " ".join(page.get_textpage().get_text_bounded().split())
    )
    read = page.get_textpage()
    found = read.search("voisins de la ville").get_next()
    assert found is not None
    name = [read.get_charbox(index) for index in range(read.search("Vélos réparés dans").get_next()[0], sum(found))]
    digits = [
        read.get_charbox(index) for index in range(sum(found), read.count_chars()) if read.get_text_range(index, 1).isdigit()
    ]
    first = some(digits)[0]
    beside = [box for box in some(name) if min(box[3], first[3]) > max(box[1], first[1])]
    assert max(box[2] for box in some(beside)) < first[0]
