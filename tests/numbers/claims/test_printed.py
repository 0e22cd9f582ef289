"""Claims and calculated words in every text, printed without their marks in every output, read back like numbers."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.some import some

BOUND = 'of="heures_par_atelier.velo.hours" in="heures.total"'
HALF = f"[la moitié]{{.claim {BOUND}}}"
CALL = '{{ share("heures_par_atelier.velo.hours", of="heures.total") }}'
EDITO = f"""---
title: {json.dumps(f"Titre {HALF}", ensure_ascii=False)}
kicker: {json.dumps(f"Surtitre {HALF}", ensure_ascii=False)}
lead: {json.dumps(f"Chapeau {HALF}, calculé {CALL}", ensure_ascii=False)}
---

Corps {HALF}, **{HALF}**, [lien {HALF}](#ateliers), [près
de 320]{{.claim of="velos.repares"}} vélos, [26]{{.literal because="compté à la main"}} places, [la
moitié]{{.claim of="heures_par_atelier.velo.hours"
in="heures.total"}} encore.

Calculé : {CALL}, {{{{ trend("heures_par_atelier.velo.hours") }}}}, {{{{ rank("heures_par_atelier.hours", 1) }}}},
{{{{ rank("heures_par_atelier.hours", key="bois", feminine=true) }}}},
{{{{ times("heures_par_atelier.velo.hours", than="heures_par_atelier.cuisine.hours") }}}}, {{{{ year() }}}}, {{{{ year(-1) }}}}.

::: callout
### Encadré {HALF}

Un quatrième atelier : voir [les ateliers](#ateliers).
:::

| Atelier | Part |
|---|---|
| Vélo | {HALF} |

![Image {HALF}](assets/etabli.svg)

Une note[^1].

[^1]: Note {HALF}.

{{{{ people("bureau") }}}}
"""
CHART = f"""heures:
  kind: bars
  title: 'Graphique {HALF}'
  subtitle: 'Légende {HALF} en {{{{ year() }}}}'
  alt: 'Remplacement {HALF}'
  source: 'Cahier {HALF}'
  note: 'Remarque {HALF}'
  table: heures_par_atelier
  category: name
  value: hours
"""
CELL = HALF.replace('"', '""')
TABLE = f"""year,workshop,name,hours,note
2023,velo,Vélo,500,
2024,velo,"Vélo, {CELL}",620,"À savoir, {CELL}"
2024,bois,Bois,380,
2024,cuisine,Cuisine,240,
"""


def swap(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def lay_claims(root: Path) -> None:
    """Put a claim in every text of an edition that readers, colleagues or other programs are given."""
    (root / "content/edito.md").write_text(EDITO, "utf-8")
    (root / "data/charts.yml").write_text(CHART, "utf-8")
    (root / "data/tables/heures_par_atelier.csv").write_text(TABLE, "utf-8")
    swap(root / "data/tables.yml", "title: Heures de bénévolat par atelier", f"title: 'Table {HALF}'\n  note: 'Tenue {HALF}'")
    label = "  label: Vélos réparés\n"
    asked = f"{label}  status: to_confirm\n  question: 'Combien {HALF} ?'\n  note: 'Compté {HALF}'\n"
    swap(root / "data/indicators/ateliers.yml", label, asked)
    swap(root / "data/indicators/ateliers.yml", "Registre de l'atelier vélo, décembre 2024", f"'Registre {HALF}'")
    swap(root / "report.yml", "lead: Trois métiers, un seul toit.", f"lead: 'Trois métiers, {HALF}.'")
    swap(root / "report.yml", "part: Les ateliers", f"part: 'Partie {HALF}'")
    with (root / "report.yml").open("a", encoding="utf-8") as file:
        file.write(f"cards:\n  - number: heures.total\n    title: 'Carte {HALF}'\n    sentence: 'Phrase {HALF}, soit {CALL}'\n")


@pytest.fixture
def claiming(petite: Path) -> Path:
    """Return the small edition with a claim in every text."""
    lay_claims(petite)
    return petite


def without_spaces(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f\u00ad\u200b\ufffe-]+", "", text)


def text_of(path: Path) -> str:
    """Return what is read of a finished file."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return "".join(page.get_textpage().get_text_bounded() for page in document)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            return "".join(parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml"))
    return path.read_text("utf-8")


def test_marks_are_printed_nowhere(claiming: Path, run: Callable):
    """Every text keeps its words, in every output, and loses the braces that prove them."""
    outcome = run(claiming, "build", "--to", "html", "--to", "pdf", "--to", "docx", "--to", "cards")
    assert outcome.code == 0, outcome.out
    folder = claiming / "output/2024"
    read = {
        path.name: text_of(path)
        for path in folder.rglob("*")
        if path.suffix in {".html", ".pdf", ".docx", ".csv", ".json", ".md"}
    }
    assert len(read) >= 7
    for name, text in read.items():
        assert ".claim" not in text, name
        assert "because" not in text, name
    titled = ["Titre", "Surtitre", "Chapeau", "Corps", "Encadré", "Note", "Graphique", "Légende", "Table", "Partie", "Remarque"]
    words = [f"{name} la moitié" for name in titled]
    for name in ("index.html", "rapport-activite-2024.pdf", "rapport-activite-2024.docx"):
        plain = without_spaces(re.sub("<[^>]*>", "", read[name])).casefold()
        assert [said for said in words if without_spaces(said).casefold() not in plain] == [], name
        assert "prèsde320vélos" in plain
        assert "26places" in plain


def test_calculated_words_are_read_back(claiming: Path, run: Callable):
    """`share()` and its kin print in the page, the PDF, Word, the cards, and are bound like any number."""
    assert run(claiming, "build", "--to", "html", "--to", "pdf", "--to", "docx", "--to", "cards").code == 0
    folder = claiming / "output/2024"
    wanted = "Calculé : la moitié, progresse nettement, Vélo, la moitié, deuxième, deux fois et demie plus, 2024, 2023."
    for path in (folder / "index.html", folder / "rapport-activite-2024.pdf", folder / "rapport-activite-2024.docx"):
        plain = without_spaces(re.sub("<[^>]*>", "", re.sub(r"<span class=\"tip.*?</span>", "", text_of(path))))
        assert without_spaces(wanted).casefold() in plain.casefold(), path.name
    page = (folder / "index.html").read_text("utf-8")
    assert re.search(r'data-ref="heures_par_atelier\.velo\.hours÷heures\.total"[^>]*>la moitié<', page)
    assert "Phrase la moitié, soit la moitié" in (folder / "cartes/textes.md").read_text("utf-8").replace("\u00a0", " ")


@pytest.mark.parametrize(("command", "arguments"), [("status", ()), ("questions", ())])
def test_marks_are_told_nowhere(command: str, arguments: tuple[str, ...], claiming: Path, told: Callable):
    """What the team and its colleagues are told or given has the words alone."""
    outcome = told(claiming, command, *arguments)
    assert outcome.code == 0
    assert ".claim" not in outcome.out
    for path in some(claiming.rglob("*.md")):
        if path.parent.name != "content":
            assert ".claim" not in path.read_text("utf-8"), path.name


def test_marks_are_not_in_the_workbook(claiming: Path, told: Callable):
    """A colleague fills a workbook without a brace in it, and gives it back without losing the author's."""
    assert told(claiming, "sheet").code == 0
    (book,) = claiming.rglob("*.xlsx")
    with zipfile.ZipFile(book) as parts:
        assert not any(b".claim" in parts.read(name) for name in parts.namelist())
    before = {path: path.read_bytes() for path in (claiming / "data").rglob("*") if path.is_file()}
    assert told(claiming, "import", str(book)).code == 0
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("content/edito.md", "title", "content/edito.md:2:16"),
        ("content/edito.md", "kicker", "content/edito.md:3:20"),
        ("data/charts.yml", "alt", "data/charts.yml:5:23"),
        ("data/charts.yml", "source", "data/charts.yml:6:20"),
        ("data/tables.yml", "note", "data/tables.yml:3:17"),
        ("report.yml", "part", "report.yml:11:20"),
        ("data/tables/heures_par_atelier.csv", "name", "data/tables/heures_par_atelier.csv:3:19"),
        ("data/tables/heures_par_atelier.csv", "note", "data/tables/heures_par_atelier.csv:3:"),
        ("data/indicators/ateliers.yml", "question", "data/indicators/ateliers.yml:18:23"),
    ],
)
def test_a_false_claim_is_told_where_it_stands(old: str, new: str, place: str, claiming: Path, run: Callable):
    """Whatever its file and its key: at the very column of its first word."""
    swap(claiming / "data/tables/heures_par_atelier.csv", ",620,", ",300,")
    swap(claiming / "data/indicators/ateliers.yml", "{2024: 1240}", "{2024: 920}")
    told = [line for line in run(claiming, "check").out.splitlines() if "erreur AFF01" in line and line.startswith(f"{old}:")]
    assert any(line.startswith(place) for line in told), (new, told)
    assert all("32,6 %" in line.replace("\u00a0", " ") and "« la moitié » est faux" in line for line in told)
