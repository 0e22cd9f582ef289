"""Photographs under the names that telephones, cameras and messengers give are shown in every output; near names are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from rapport.ground.numerals import numerals_in

NAMES = [
    "salle pleine.jpg", "20240315_143022.jpg", "DSC_0001.JPG", "WhatsApp Image 2024-03-15 à 14.30.22.jpeg", "photo (1).jpg",
    "L'été à Nîmes.png", "IMG-20240315-WA0007.jpg", "réunion n° 2 ; suite.png",
]  # fmt: skip


def photograph(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (300, 200), (90, 120, 160)).save(path, format="PNG" if path.suffix == ".png" else "JPEG")


def test_photographs_of_any_name_are_shown_in_every_output(petite: Path, run):
    for name in NAMES:
        photograph(petite / "assets" / name)
    pictures = "".join(f"\n![Une vue](assets/{name})\n" for name in NAMES)
    text = petite / "content/ateliers.md"
    text.write_text(f"{text.read_text('utf-8')}\n{pictures}", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert [line for line in outcome.lines if "erreur" in line] == []
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert page.count('alt="Une vue"') == len(NAMES)


@pytest.mark.parametrize("written", [
    '![Une vue](assets/salle pleine.jpg "La salle : oui")', "![Une vue](assets/photo (1).jpg 'Le soir')",
    '![Une vue](<assets/salle pleine.jpg> "La salle")', '![Une vue](assets/salle pleine.jpg "La salle"){width=50%}',
])  # fmt: skip
def test_a_title_behind_the_name_is_no_part_of_it(petite: Path, run, written: str):
    """Editors of Markdown write one there; its quotation marks are Markdown's."""
    for name in ("salle pleine.jpg", "photo (1).jpg"):
        photograph(petite / "assets" / name)
    text = petite / "content/ateliers.md"
    text.write_text(f"{text.read_text('utf-8')}\n{written}\n", "utf-8")
    assert [line for line in run(petite, "build").lines if "erreur" in line] == []
    assert 'alt="Une vue"' in (petite / "output/2024/index.html").read_text("utf-8")


def test_photographs_of_events_too(petite: Path, run):
    rows = "".join(f'2024,Mars,"Fête {chr(65 + n)}","photos/{name}",Une vue\n' for n, name in enumerate(NAMES))
    for name in NAMES:
        photograph(petite / "assets/photos" / name)
    (petite / "data/tables/fetes.csv").write_text(f"year,when,title,image,alt\n{rows}", "utf-8")
    spec = "\nfetes:\n  title: Les fêtes\n  source: Agenda\n  key: title\n  view: timeline\n  columns:\n" + "".join(
        f"    {name}: {{label: {name}}}\n" for name in ("when", "title", "image", "alt")
    )
    tables, text = petite / "data/tables.yml", petite / "content/ateliers.md"
    tables.write_text(tables.read_text("utf-8") + spec, "utf-8")
    text.write_text(text.read_text("utf-8") + '\n{{ table("fetes") }}\n', "utf-8")
    assert [line for line in run(petite, "build").lines if "erreur" in line] == []
    assert (petite / "output/2024/index.html").read_text("utf-8").count('alt="Une vue"') == len(NAMES)


MISSED = ["Salle-Pleine.jpg", "salle pleine.png", "photos/salle pleine.jpg", "sale pleine.jpg", "SALLE_PLEINE.JPG"]


@pytest.mark.parametrize("asked", MISSED)
def test_a_missing_picture_proposes_near_names(petite: Path, run, asked: str):
    photograph(petite / "assets/salle pleine.jpg")
    text = petite / "content/ateliers.md"
    text.write_text(f"{text.read_text('utf-8')}\n![Une vue](assets/{asked})\n", "utf-8")
    out = run(petite, "check").out
    assert "LNK02" in out
    assert "« assets/salle pleine.jpg »" in out


@pytest.mark.parametrize(
    "text", ["20240315_143022.jpg", "photos/2024/vue-12.png", "budget 2024-v3.xlsx", "le fichier notes_318.pdf"]
)
def test_the_digits_of_a_file_name_are_no_number(text: str):
    assert [found.written for found in numerals_in(text)] == []
