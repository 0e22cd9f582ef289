"""Numbers typed in what the opening of a block prints: told at their place, as those of a text are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow.test_constructs_are_built import printed

SUMMARY = '::: {{.summary who="{}" role="Élue"}}\nUn mot.\n:::'
INTERVIEW = '::: {{.interview who="Léa FORT" role="{}"}}\n### Pourquoi ?\nUn mot.\n:::'
PHOTO = '::: {{.photo credit="{}"}}\n![Un établi](assets/etabli.svg)\n:::'


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (SUMMARY, "Studio 54"),
        (SUMMARY, "Les 3 élus"),
        (INTERVIEW, "Élue (3)"),
        (PHOTO, "12 photos"),
        (PHOTO, "1. Léa FORT"),
        ("> " + PHOTO.replace("\n", "\n> "), "Studio 54"),
    ],
)
def test_a_number_in_an_opening_is_told(petite: Path, run: Callable, form: str, said: str):
    """It was told at index.html, once all was made."""
    path, report = petite / "content/edito.md", petite / "report.yml"
    path.write_text(f"---\ntitle: Édito\n---\n\n{form.format(said)}\n", "utf-8")
    told = [line for line in run(petite, "check").lines if line.startswith("content/edito.md") and "TXT12" in line]
    column = re.search(r"\d", form.format(said)).start() + 1
    assert len(told) == 1
    assert told[0].startswith(f"content/edito.md:5:{column}: erreur TXT12")
    report.write_text(report.read_text("utf-8") + f"names_with_numbers: ['{said}']\n", "utf-8")
    assert "TXT12" not in run(petite, "check").out


@pytest.mark.parametrize("said", ["Élue depuis 2019", "2e adjointe", "1er rang", "Élue (05)", "Vingt mots"])
@pytest.mark.parametrize("form", [SUMMARY, INTERVIEW, PHOTO])
def test_what_counts_nothing_is_no_number(petite: Path, run: Callable, form: str, said: str):
    (petite / "content/edito.md").write_text(f"---\ntitle: Édito\n---\n\n{form.format(said)}\n", "utf-8")
    assert "TXT12" not in run(petite, "check").out


def test_a_role_opens_no_list(petite: Path, run: Callable):
    """Typst reads « 1. » as the number of an item, at the head of a content."""
    printed(petite, run, "\n\n".join((INTERVIEW.format("1. Élue"), SUMMARY.format("2. Léa"))))
