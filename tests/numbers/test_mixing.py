"""What a calculated number mixes: panels and dates, as its parts declare them, told wherever the number is explained."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.numbers.mixing import mixture_of
from rapport.numbers.register import Register
from rapport.sources.reading import load

PARTS = """
essai.a:
  label: Un
  values: {2024: 30, 2023: 20}
  source: Registre
  panel: les inscrits
  as_of: fin {{ year() }}
essai.b:
  label: Deux
  values: {2024: 60, 2023: 50}
  source: Registre
  panel: tout le Val
  as_of: fin {{ year() }}
"""
MIXED = "Calculé sur plusieurs panels : « les inscrits » et « tout le Val »."


def register_of(root: Path, **derived: str) -> Register:
    """Return the numbers of an edition, two with their panels and dates, others calculated."""
    text = PARTS
    for name, formula in derived.items():
        text += f"essai.{name}:\n  label: {name.title()}\n  status: derived\n  decimals: 1\n  formula: {formula}\n"
    (root / "data/indicators/essai.yml").write_text(text, "utf-8")
    report, problems = load(root)
    assert problems == []
    return Register(report)


@pytest.mark.parametrize(("formula", "told"), [
    ('value("essai.a") / value("essai.b")', MIXED),
    ('value("essai.a") / value("essai.a", year=-1)', ""),  # one panel; another date on purpose
    ('value("essai.a") / value("essai.b", year=-1)', MIXED),
    ('value("essai.a") + value("heures.total")', ""),  # this one declares nothing
    ('value("essai.a") * 2', ""),
    ('value("heures_par_atelier.velo.hours") / value("essai.b")', ""),
])  # fmt: skip
def test_what_parts_declare_is_told(petite: Path, formula: str, told: str):
    assert mixture_of(register_of(petite, calcul=formula).number("essai.calcul")) == told


def test_a_table_declares_for_its_cells(petite: Path):
    path = petite / "data/tables.yml"
    text = path.read_text("utf-8")
    head, name, tail = text.partition("heures_par_atelier:\n")
    path.write_text(f"{head}{name}  panel: les ateliers ouverts\n{tail}", "utf-8")
    number = register_of(petite, calcul='value("heures_par_atelier.velo.hours") / value("essai.b")').number("essai.calcul")
    assert number.panels == ("les ateliers ouverts", "tout le Val")


def test_it_goes_on_from_one_calculation_to_the_next(petite: Path):
    register = register_of(petite, calcul='value("essai.a") / value("essai.b")', suite='value("essai.calcul") * 100')
    assert mixture_of(register.number("essai.suite")) == MIXED


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ("les 318 inscrits", "TXT12"),
        ("<b>les inscrits</b>", "TXT14"),
        ("les inscrits ", ""),
    ],
)
def test_what_is_declared_is_a_text_like_the_others(petite: Path, told: Callable, spoilt: str, code: str):
    """A number typed in it is told, like the signs left in it."""
    register_of(petite)
    path = petite / "data/indicators/essai.yml"
    path.write_text(path.read_text("utf-8").replace("les inscrits", spoilt), "utf-8")
    codes = {line.split()[2] for line in told(petite, "check").lines if "essai.yml:6:" in line}
    assert codes == {code} - {""}


def test_numbers_in_what_is_declared_are_printed(petite: Path, run: Callable):
    """In the label, the note, the panel: on the card as in the data."""
    register_of(petite, calcul='value("essai.a") / value("essai.b")')
    path = petite / "data/indicators/essai.yml"
    call = '{{ value("heures.total") }}'
    text = path.read_text("utf-8").replace("les inscrits", f"les inscrits de {call} heures")
    path.write_text(text.replace("label: Calcul\n", f"label: Calcul\n  note: Pour {call} heures\n"), "utf-8")
    section = petite / "content/edito.md"
    section.write_text(section.read_text("utf-8") + '\nSoit {{ value("essai.calcul") }} en moyenne.\n', "utf-8")
    assert run(petite, "build", "--to", "html").code == 0
    (output,) = (petite / "output").iterdir()
    page = (output / "index.html").read_text("utf-8")
    shown = json.loads(page.partition('id="valeurs"')[2].partition(">")[2].partition("</script>")[0])["essai.calcul"]["note"]
    published = (output / "donnees/indicateurs.csv").read_text("utf-8-sig")
    for said in (shown, published):
        words = " ".join(said.replace("\u202f", "").split())
        assert "Pour 1240 heures. Calculé sur plusieurs panels" in words
        assert "les inscrits de 1240 heures" in words
        assert "{{" not in said


def test_a_reader_is_told_beside_the_number(petite: Path, run: Callable, pdf_text: Callable[[Path], str]):
    """On its card, in the annex of the PDF, and in the published data."""
    register_of(petite, calcul='value("essai.a") / value("essai.b")')
    section = petite / "content/edito.md"
    section.write_text(section.read_text("utf-8") + '\nSoit {{ value("essai.calcul") }} en moyenne.\n', "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert outcome.code == 0
    (output,) = (petite / "output").iterdir()
    page = (output / "index.html").read_text("utf-8")
    shown = json.loads(page.partition('id="valeurs"')[2].partition(">")[2].partition("</script>")[0])
    assert "plusieurs panels" in shown["essai.calcul"]["note"]
    (pdf,) = output.glob("*.pdf")
    assert "plusieurs panels" in " ".join(pdf_text(pdf).split())
    with (output / "donnees/indicateurs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file, delimiter=";") if row["annee"] == "2024"}
    assert rows["essai.calcul"]["note"] == MIXED
