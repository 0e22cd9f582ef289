"""Marks of one-line texts where nothing reads them (annex, alternative texts, data, Word's tags): their words alone are printed.

A text that is printed as it is typed everywhere tells its marks.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

TYPED = "Xx **grasses** et *penchées* [lien](https://x.example)^[Ma note.]"
LEFT = re.compile(r"\*\*gr|\*pench|\]\(https|\^\[Ma")
MARKED = {
    "table title": ("data/tables.yml", "title: Heures de bénévolat par atelier", "title: '{}'"),
    "table source": ("data/tables.yml", "source: Cahier des présences, décembre 2024", "source: '{}'"),
    "chart subtitle": ("data/charts.yml", "subtitle: Heures de bénévolat en {{ year() }}", "subtitle: '{}'"),
    "chart alt": ("data/charts.yml", "  category: name", "  alt: '{}'\n  category: name"),
    "label": ("data/indicators/ateliers.yml", "label: Vélos réparés", "label: '{}'"),
    "source": ("data/indicators/ateliers.yml", "source: Registre de l'atelier vélo, décembre 2024", "source: '{}'"),
    "note": ("data/indicators/ateliers.yml", "label: Vélos réparés", "label: Vélos réparés\n  note: '{}'"),
}


@pytest.mark.parametrize("key", MARKED)
def test_no_mark_is_printed_where_none_is_read(petite: Path, run, key: str):
    name, old, new = MARKED[key]
    text = (petite / name).read_text("utf-8")
    assert old in text
    (petite / name).write_text(text.replace(old, new.format(TYPED), 1), "utf-8")
    assert run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx").code == 0
    for path in (petite / "output").rglob("*.*"):
        assert not LEFT.search(_read(path)), path.name


def _read(path: Path) -> str:
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as packed:
            return "\n".join(packed.read(name).decode("utf-8") for name in packed.namelist() if name.endswith(".xml"))
    return path.read_text("utf-8") if path.suffix in {".html", ".csv", ".json"} else ""


@pytest.mark.parametrize(("name", "old", "new"), [
    ("report.yml", "title: Mains habiles", "title: Mains **habiles**"),
    ("report.yml", "organisation: La Fabrique du Val", "organisation: La [Fabrique](https://x.example) du Val"),
    ("data/indicators/ateliers.yml", "unit: vélos", "unit: '**vélos**'"),
    ("data/tables.yml", "label: Heures,", "label: '*Heures*',"),
    ("content/edito.md", "::: callout", '::: {.summary who="Léa **DUVAL**" role="Élue"}\nElle dit.\n:::\n\n::: callout'),
    ("content/edito.md", "::: callout", '::: {.photo credit="*Léa* DUVAL"}\n![Un](assets/etabli.svg)\n\nUn.\n:::\n\n::: callout'),
])  # fmt: skip
def test_a_mark_that_is_printed_everywhere_is_told(petite: Path, run, name: str, old: str, new: str):
    text = (petite / name).read_text("utf-8")
    assert old in text
    (petite / name).write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    told = [said for said in run(petite, "check").lines if "TXT14" in said]
    assert [said.startswith(f"{name}:{line}:") for said in told] == [True]


@pytest.mark.parametrize("lead", ["sont repartis", "sont repartis^[Du chapeau.]"])
def test_notes_of_an_opening_have_the_same_numbers_everywhere(petite: Path, run, lead: str):
    """A kicker stands beside the title in the PDF, before it in the page: it comes first in both."""
    path = petite / "content/edito.md"
    text = path.read_text("utf-8").replace("sont repartis", lead).replace("## Le bureau", "## Le bureau^[Plus bas.]")
    path.write_text(text.replace("Édito", "Édito^[Du surtitre.]").replace("Le mot de", "Le mot^[Du titre.] de"), "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert (outcome.code, "PAG10" in outcome.out) == (0, False)  # the blank above notes is none between two blocks
    notes = ["Du surtitre.", "Du titre.", *(["Du chapeau."] if "^" in lead else []), "Plus bas."]
    printed = _read(next((petite / "output").rglob("*.pdf")))
    places = [printed.index(f"{number}{note}") for number, note in enumerate(notes, 1)]
    assert places == sorted(places)
    page = _read(next((petite / "output").rglob("index.html")))
    assert [page.index(note) for note in notes] == sorted(page.index(note) for note in notes)
