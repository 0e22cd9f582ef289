"""Pictures where an author types a line: a kicker, a lead, a title, the label of a number, a step, the words beside a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from rapport.rules.outputs.pdf_reading import measured

PICTURE = "![Un établi](assets/etabli.svg)"


def write(root: Path, head: str, body: str) -> None:
    (root / "content/ateliers.md").write_text(f"---\n{head}\n---\n\n{body}\n", "utf-8")


def pictures_on(pdf: Path) -> dict[int, int]:
    """Return how often the picture is on each page, from 1, where it is."""
    pages = enumerate(measured(pdf, seen=True)["pages"], 1)
    found = {number: sum(alt == "Un établi" for alt, *_ in page["illustrations"]) for number, page in pages}
    return {number: count for number, count in found.items() if count}


@pytest.mark.parametrize(("head", "body", "count"), [
    (f"title: Un\nkicker: '{PICTURE} avant'", "Un texte.", 1),
    (f"title: Un\nlead: 'Avant {PICTURE} et **après {PICTURE}**'", "Un texte.", 2),
    (f"title: 'Un {PICTURE} deux'", "Un texte.", 1),
    ("title: Un", f'::: key-numbers\n- {{{{ value("velos.repares") }}}} vélos {PICTURE}\n- **Deux** {PICTURE} lieux\n:::', 2),
    ("title: Un", f"::: steps\n1. {PICTURE}\n2. Fin {PICTURE}\n:::", 2),
], ids=["kicker", "lead", "title", "key numbers", "steps"])  # fmt: skip
def test_a_picture_in_a_line_is_shown_once(petite: Path, run: Callable, head: str, body: str, count: int):
    write(petite, head, body)
    built = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert built.code == 0, built.out
    assert sum(pictures_on(petite / "output/2024/rapport-activite-2024.pdf").values()) == count


@pytest.mark.parametrize(("file", "written", "wanted"), [
    ("tables.yml", "  title: Heures de bénévolat par atelier", f"  title: 'Heures {PICTURE} par atelier'"),
    ("tables.yml", "  title: Heures de bénévolat par atelier", f"  title: Les heures\n  note: 'Avec {PICTURE} et sans'"),
    ("charts.yml", "  subtitle: Heures de bénévolat", f"  subtitle: '{PICTURE} Heures'"),
    ("charts.yml", "  subtitle: Heures de bénévolat", f"  note: 'Heures {PICTURE}'\n  subtitle: Heures"),
], ids=["title of a table", "note of a table", "subtitle of a chart", "note of a chart"])  # fmt: skip
def test_a_picture_beside_an_exhibit_is_shown_once(petite: Path, run: Callable, file: str, written: str, wanted: str):
    path = petite / "data" / file
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(wanted if line.startswith(written) else line for line in lines) + "\n", "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out
    assert sum(pictures_on(petite / "output/2024/rapport-activite-2024.pdf").values()) == 1


def test_the_picture_of_a_parts_lead_is_on_its_opener(petite: Path, run: Callable):
    report = (petite / "report.yml").read_text("utf-8")
    lead = "Trois métiers, un seul toit."
    (petite / "report.yml").write_text(report.replace(lead, f"'{PICTURE} {lead}'"), "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out
    assert pictures_on(petite / "output/2024/rapport-activite-2024.pdf") == {4: 1}


LONG = "chaque mois de mai avec les habitants sans rendez-vous avec les habitants rassemble"


@pytest.mark.parametrize(("title", "organisation", "footer"), [
    ("Les ateliers", "La Fabrique du Val", "La Fabrique du Val · Mains habiles · Les ateliers"),
    (f"**Un {PICTURE}** [deux {PICTURE}](#edito)", "La Fabrique du Val", "La Fabrique du Val · Mains habiles · Un deux"),
    ("Les ateliers", f"La Fabrique, {LONG}", "Mains habiles · Les ateliers"),
    (LONG, "La Fabrique du Val", LONG),
    (f"{LONG} {LONG}", "La Fabrique du Val", f"{LONG} chaque mois…"),
], ids=["short", "with pictures", "long name", "long title", "longer"])  # fmt: skip
def test_the_running_footer_is_one_line(petite: Path, run: Callable, title: str, organisation: str, footer: str):
    write(petite, f"title: '{title}'", "Un texte.")
    report = (petite / "report.yml").read_text("utf-8")
    (petite / "report.yml").write_text(report.replace("La Fabrique du Val", f"'{organisation}'"), "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out
    pdf = petite / "output/2024/rapport-activite-2024.pdf"
    assert [page["beyond"] for page in measured(pdf)["pages"] if page["beyond"]] == []
    lines = pypdfium2.PdfDocument(pdf)[4].get_textpage().get_text_range().replace("\u00a0", " ").splitlines()
    assert [" ".join(line.split()) for line in lines if "document de travail" in line] == [f"document de travail {footer} 5"]
