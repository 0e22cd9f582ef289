"""Tables of many columns in the PDF: nothing is printed over its neighbour; typed tables look as the others do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from tests.some import some

MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
YEARS = [str(year) for year in range(2013, 2025)]
PHRASES = [f"Mois de {month} 2024" for month in MONTHS]
WORDS = [
    *("Accompagnements", "Hébergements", "Renouvellements", "Établissements", "Investissements", "Subventions", "Cotisations"),
    *("Prestations", "Départements", "Intercommunalités", "Aménagements", "Rassemblements"),
]
WEEKS = [f"S{week}" for week in range(1, 27)]
PLACES = ["Le Caillou", "La Fabrique des Bords de Loire", "Antenne du Nord"]
DIGITS = '[{}]{{.literal because="essai"}}'


def overprinted(page: pypdfium2.PdfPage) -> list[str]:
    """Return the letters of a page whose boxes cover one another by a third."""
    text = page.get_textpage()
    letters = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]
    shown = [(letter, box) for letter, box in letters if letter.strip() and box[2] > box[0] and box[3] > box[1]]
    boxes = np.array([box for _, box in shown])
    left, bottom, right, top = boxes.T
    across = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    down = np.minimum(top[:, None], top) - np.maximum(bottom[:, None], bottom)
    area = (right - left) * (top - bottom)
    covered = (np.clip(across, 0, None) * np.clip(down, 0, None)) > np.minimum(area[:, None], area) / 3
    np.fill_diagonal(covered, val=False)
    joined = np.array([letter in "fil" for letter, _ in shown])  # a ligature is one box for two or three letters
    covered &= ~(joined[:, None] & joined)
    return [shown[n][0] for n in np.flatnonzero(covered.any(axis=1))]


def tabled(root: Path, labels: list[str], unit: str, value: int) -> None:
    """Give the edition a table of its own, and print it."""
    columns = "".join(f'    m{n}: {{label: "{label}", unit: "{unit}"}}\n' for n, label in enumerate(labels))
    said = (
        f"\nmensuel:\n  title: Mois par mois\n  source: Relevé\n  key: place\n  columns:\n    place: {{label: Lieu}}\n{columns}"
    )
    tables = root / "data/tables.yml"
    tables.write_text(tables.read_text("utf-8") + said, "utf-8")
    names = ",".join(f"m{n}" for n in range(len(labels)))
    rows = [f"2024,{place}," + ",".join(str(value + 7 * n + row) for n in range(len(labels))) for row, place in enumerate(PLACES)]
    (root / "data/tables/mensuel.csv").write_text(f"year,place,{names}\n" + "\n".join(rows) + "\n", "utf-8")
    (root / "content/ateliers.md").write_text('---\ntitle: Essai\n---\n\nUn mot.\n\n{{ table("mensuel") }}\n', "utf-8")


def pages_of(root: Path, run: Callable) -> list[pypdfium2.PdfPage]:
    outcome = run(root, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if " erreur " in line] == []
    return list(pypdfium2.PdfDocument(root / "output/2024/rapport-activite-2024.pdf"))


@pytest.mark.parametrize(
    ("labels", "unit", "value"),
    [
        (MONTHS, "repas", 412),
        (SHORT, "repas", 41_200),
        (YEARS, "repas", 9_100),
        (PHRASES, "repas", 412_000),
        (WORDS, "repas", 412),
        (MONTHS, "€", 1_412_000),
        (WEEKS, "repas", 41_200),
    ],
    ids=["months", "short months", "years", "phrases", "long words", "millions", "weeks"],
)
def test_columns_never_print_over_each_other(petite: Path, run: Callable, labels: list[str], unit: str, value: int):
    tabled(petite, labels, unit, value)
    pages = pages_of(petite, run)
    assert [overprinted(page) for page in pages] == [[] for _ in pages]
    words = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pages))
    for row in range(len(PLACES)):
        assert all(str(value + 7 * n + row) in words for n in range(len(labels)))


@pytest.mark.parametrize("labels", [MONTHS, SHORT, YEARS], ids=["months", "short months", "years"])
def test_a_typed_table_has_the_same_room(petite: Path, run: Callable, labels: list[str]):
    row = " | ".join(DIGITS.format(n) for n in range(41_200, 41_200 + len(labels)))
    heads = " | ".join(DIGITS.format(label) for label in labels)
    table = f"| Lieu | {heads} |\n|---|{'--:|' * len(labels)}\n| Le Caillou | {row} |\n"
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn mot.\n\n{table}", "utf-8")
    pages = pages_of(petite, run)
    assert [overprinted(page) for page in pages] == [[] for _ in pages]


@pytest.mark.parametrize(
    "frame", ["{}", "::: callout\n### Encadré\n\n{}\n:::", "- Un point :\n\n  {}"], ids=["alone", "callout", "item"]
)
def test_a_typed_table_has_no_grid(petite: Path, run: Callable, frame: str):
    """Typst's own table has a line on each side of every cell: the report's have one under each row."""
    table = "| Ville | Pays | Langue | Note |\n|---|---|---|---|\n| Namur | Belgique | français | wallon |\n\n: Trois villes"
    body = frame.format(table.replace("\n", "\n  ") if frame.startswith("-") else table)
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn mot.\n\n{body}\n", "utf-8")
    pages = pages_of(petite, run)
    page = next(page for page in pages if "Namur" in page.get_textpage().get_text_range())
    assert "Trois villes" in page.get_textpage().get_text_range()
    boxes = [shape.get_bounds() for shape in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,))]
    under = [box for box in boxes if box[2] - box[0] > 20 and box[3] - box[1] < 1.5]
    assert len(under) >= 3
    text = page.get_textpage()
    head, foot = (text.get_charbox(text.get_text_range().index(word)) for word in ("Ville", "wallon"))
    beside = [box for box in boxes if foot[1] - 20 < box[1] and box[3] < head[3] + 20]  # the compass, below, has ticks
    assert [box for box in beside if box[2] - box[0] < 1.5 and 6 < box[3] - box[1] < 60] == []


@pytest.mark.parametrize(
    "heading",
    ["[Vélos](#edito)", "Vélos^[Comptés en décembre.]", '{{ value("velos.repares") }} vélos', "[Vélos](https://velos.example/)"],
    ids=["link", "note", "number", "outside"],
)
def test_a_long_table_headed_by_a_link_is_whole(petite: Path, run: Callable, heading: str):
    """PDF/UA-1 admits no link in what is repeated overleaf; Typst, which sets both standards, refuses the file."""
    wanted = [str(n) for n in range(2101, 2181)]
    rows = "\n".join(f"| Ville | {DIGITS.format(n)} |" for n in wanted)
    table = f"| Lieu | {heading} |\n|---|---|\n{rows}\n"
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn mot.\n\n{table}", "utf-8")
    pages = [page.get_textpage().get_text_range() for page in pages_of(petite, run)]
    shown = [page for page in pages if "2101" in page or "2180" in page]
    assert len(shown) == 2, "it goes over to the next page"
    assert all(any(number in page for page in shown) for number in some(wanted))
    assert sum(page.count("Lieu") for page in shown) == 1
