"""A corrected version lists whatever readers see otherwise: the cover, a link, a picture, a source, who speaks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pieces import with_piece
from tests.team.editions.conftest import spoil
from tests.team.editions.test_correcting import MOTIVE, released, rows

NUMBERS, TEXT = "data/indicators/ateliers.yml", "content/ateliers.md"
QUOTE = '::: {.summary who="Nadia BERTHIER" role="Présidente"}\nUn toit pour tous.\n:::\n'


def relisted(root: Path, told: Callable) -> dict[str, tuple[str, str]]:
    """Return what `correct` lists, once the check has asked for it."""
    assert any("COR01" in line for line in told(root, "check").lines)
    assert told(root, "correct").code == 0
    assert not [line for line in told(root, "check").lines if "COR01" in line]
    return rows(root)


@pytest.mark.parametrize(("path", "old", "new", "name", "texts"), [
    ("report.yml", "title: Mains habiles", "title: Mains agiles", "couverture : Titre", ("Mains habiles", "Mains agiles")),
    ("report.yml", "organisation: La Fabrique du Val", "organisation: La Fabrique", "couverture : Organisation",
     ("La Fabrique du Val", "La Fabrique")),
    ("report.yml", "website: https://fabrique-du-val.example", "website: https://val.example", "couverture : Site",
     ("https://fabrique-du-val.example", "https://val.example")),
    (NUMBERS, "Cahier des présences, décembre 2024", "Cahier des présences, janvier 2025", "mention heures.total : Source",
     ("Cahier des présences, décembre 2024", "Cahier des présences, janvier 2025")),
    (NUMBERS, "Vélos réparés", "Vélos remis en état", "mention velos.repares : Libellé",
     ("Vélos réparés", "Vélos remis en état")),
    (NUMBERS, "  source: Registre", "  note: Sans les trottinettes\n  source: Registre", "mention velos.repares : Note",
     ("absent", "Sans les trottinettes")),
    ("data/tables.yml", "source: Cahier", "source: Autre cahier", "mention table heures_par_atelier : Source",
     ("Cahier des présences, décembre 2024", "Autre cahier des présences, décembre 2024")),
    (TEXT, "title: L'année des ateliers", "title: Une année d'ateliers", "phrase ateliers.1",
     ("L’année des ateliers", "Une année d’ateliers")),
])  # fmt: skip
def test_what_is_said_otherwise_is_listed(
    published: Path, told: Callable, path: str, old: str, new: str, name: str, texts: tuple[str, str]
):
    told(published, "correct")
    spoil(published, path, old, new)
    assert relisted(published, told) == {name: texts}


def test_a_link_and_a_picture_that_came_and_went(published: Path, told: Callable):
    told(published, "correct")
    spoil(published, TEXT, "https://fabrique-du-val.example", "https://val.example/plan_(2)")
    spoil(published, TEXT, "assets/etabli.svg", "assets/logo.svg")
    assert relisted(published, told) == {
        "lien https://fabrique-du-val.example": ("https://fabrique-du-val.example", "retiré"),
        "lien https://val.example/plan_(2)": ("absent", "https://val.example/plan_(2)"),
        "image assets/logo.svg": ("absente", "ajoutée"),
        "image assets/etabli.svg": ("publiée", "retirée"),
    }
    spoil(published, "content/corrections.md", "À renseigner", f"{MOTIVE} Voir [le plan](https://autre.example).")
    assert "COR01" not in told(published, "check").out  # a link of the list itself corrects nothing


def test_a_section_that_comes_elsewhere(published: Path, told: Callable):
    told(published, "correct")
    spoil(published, "report.yml", "  - edito\n", "")
    spoil(published, "report.yml", "  - ateliers\n", "  - ateliers\n  - edito\n")
    assert relisted(published, told) == {"place edito": ("en tête", "après « L’année des ateliers »")}


def test_a_part_that_opens_later(published: Path, told: Callable):
    told(published, "correct")
    part = "  - part: Les ateliers\n    lead: Trois métiers, un seul toit.\n"
    spoil(published, "report.yml", part, "")
    spoil(published, "report.yml", "  - ateliers\n", f"  - ateliers\n{part}")
    assert [name.partition(" ")[0] for name in relisted(published, told)] == ["place"]


def test_a_picture_under_the_same_name(published: Path, told: Callable):
    told(published, "correct")
    shutil.copy(published / "assets/logo.svg", published / "assets/etabli.svg")
    assert relisted(published, told) == {"image assets/etabli.svg": ("Image telle que publiée", "Image remplacée")}
    assert "≠ Image « etabli.svg »" in told(published, "diff", "2024.1", "2024").out.replace("\u00a0", " ")


def test_what_the_opening_of_a_block_prints(published: Path, told: Callable):
    spoil(published, TEXT, "## Dans le détail", f"{QUOTE}\n## Dans le détail")
    told(published, "correct")  # git has the text without it
    assert ("absent", "Nadia BERTHIER") in rows_after(published, told)
    spoil(published, TEXT, 'role="Présidente"', 'role="Présidente jusqu\'en mai"')
    assert ("absent", "Présidente jusqu’en mai") in rows_after(published, told)


def rows_after(root: Path, told: Callable) -> list[tuple[str, str]]:
    """Return both texts of each correction, listed anew."""
    assert told(root, "correct").code == 0
    return [*rows(root).values()]


def test_such_a_version_is_released(published: Path, told: Callable):
    told(published, "correct")
    spoil(published, TEXT, "https://fabrique-du-val.example", "https://val.example/a_b")
    spoil(published, NUMBERS, "Cahier des présences, décembre", "Cahier des présences, fin décembre")
    told(published, "correct")
    released(published, told)
    page = (published / "output/2024/index.html").read_text("utf-8")
    assert page.count("https://val.example/a_b") >= 2  # where it leads, and in the list
    assert "Cahier des présences, fin décembre" in page.replace("\u00a0", " ")


@pytest.mark.parametrize(("typed", "printed"), [
    ("un fichier a\\_b", "un fichier a_b"), ("le métier [sic]", "le métier [sic]"), ("C\\# ou C\\*", "C# ou C*"),
    ("un \\] seul", "un ) seul"), ("R&D, a \\| b", "R&D, a | b"),
])  # fmt: skip
def test_signs_are_printed_as_readers_had_them(published: Path, told: Callable, typed: str, printed: str):
    told(published, "correct")
    spoil(published, "content/edito.md", "sans rendez-vous", f"sans {typed}")
    (_, came) = relisted(published, told)["phrase edito.1"]
    assert f"sans {printed}." in came
    assert not [line for line in told(published, "check").lines if "corrections.csv" in line]


def test_a_number_that_another_piece_proves(published: Path, told: Callable):
    """Readers are told which piece: it changes once it is read, and proves the number."""
    with_piece(published, "registre", "Registre de l'atelier", "Vélos réparés : 318\n")
    with_piece(published, "bilan", "Bilan moral", "Vélos réparés : 318\n")
    told(published, "correct")
    name = "mention velos.repares : Pièce"
    spoil(published, NUMBERS, "  source: Registre", "  piece: {in: bilan, at: {near: vélos réparés}}\n  source: Registre")
    told(published, "correct")
    assert name not in (rows(published) if (published / "data/tables/corrections.csv").exists() else {})
    assert told(published, "tie").code == 0
    assert relisted(published, told) == {name: ("absent", "Bilan moral")}
    spoil(published, NUMBERS, "in: bilan", "in: registre")
    assert told(published, "tie").code == 0
    assert relisted(published, told) == {name: ("absent", "Registre de l’atelier")}
