"""What is set in a narrow place, or is taller than its place, is printed whole: rules on finished files see nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PICTURE = "![Un établi](assets/etabli.svg)"
TABLES = """
agenda:
  title: L'agenda
  view: timeline
  source: Registre
  columns: {when: {label: Quand}, title: {label: Quoi}, place: {label: Où}}

annuaire:
  title: L'annuaire
  view: directory
  source: Registre
  columns: {region: {label: Région}, name: {label: Nom}, email: {label: Courriel}}
"""
EVENTS = "2024,mars,,Une salle du centre\n2024,mai,n.d.,Gap\n2024,mai,,\n2024,juin,Fête,"
CONTACTS = (
    "2024,Hautes-Alpes,Nadia Berthier,bureau@fabrique-du-val.example\n2024,Val,,accueil@fabrique-du-val.example\n2024,Gap,Paul,"
)
DOUBTFUL = """
velos.donnes:
  label: Vélos donnés
  unit: vélos
  values: {2024: 41}
  status: to_confirm
  question: Combien ?
  source: Registre
"""
NARROW = "::: {side}\n### Un\n\n:::: callout\n{{{{ {call} }}}}\n::::\n\n### Deux\n\nUn mot.\n\n### Trois\n\nUn mot.\n:::"
LONG = "la première fois que l'atelier du haut reçoit les enfants du Val, avec leurs parents et quelques voisins"
LINKED = "[aujourd'hui anticonstitutionnellement](#edito)"

HEADINGS = f"""::: cards
### Une

Mot.

### Deux

| {LONG} | accueil@fabrique-du-val.example | {LONG} | d | {LONG} |
|---|---|---|---|---|
| aujourd'hui | accueil@fabrique.example | enfin | oui | non |
:::"""


def written(root: Path, body: str) -> None:
    (root / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn texte.\n\n{body}\n", "utf-8")
    with (root / "data/tables.yml").open("a", encoding="utf-8") as file:
        file.write(TABLES)
    (root / "data/tables/agenda.csv").write_text(f"year,when,title,place\n{EVENTS}\n", "utf-8")
    (root / "data/tables/annuaire.csv").write_text(f"year,region,name,email\n{CONTACTS}\n", "utf-8")


@pytest.mark.parametrize("body", [
    '{{ table("agenda") }}\n\n{{ table("annuaire") }}',
    *(NARROW.format(side=side, call=call) for side in ("cards", "columns")
      for call in ('table("agenda")', 'table("annuaire")', 'people("bureau")')),
    f"::: callout\n### Des images\n\n{PICTURE}\n\n{PICTURE}\n\n{PICTURE}\n\n{PICTURE}\n\nFin.\n:::",
    f"::: steps\n1. Avant {PICTURE} et {PICTURE}\n2. {PICTURE}\n\n   {PICTURE}\n\n   {PICTURE}\n:::",
    f"::: definition\n{PICTURE}\n\nUn mot.\n\n{PICTURE}\n\n{PICTURE}\n:::",
    "::: callout\nAvant\n\n### Un titre\n\nAprès\n\n#### Un sous-titre\n\nFin\n:::",
    "::: cards\n### Une\n\n:::: callout\nAvant\n### Un titre\nAprès\n::::\n\n### Deux\n\nUn mot.\n:::",
    "::: cards\n### Une\n\nAvant\n\n#### Dessous\n\nAprès\n\n### Deux\n\nUn mot.\n:::",
    f"::: cards\n### Une\n\n| {LINKED} | b | {LINKED} |\n|---|---|---|\n| {LINKED} | c | un deux |\n\n### Deux\n\nFin.\n:::",
    HEADINGS,
], ids=["lists", *(f"{name} in {side}" for side in ("cards", "columns") for name in ("events", "contacts", "people")),
        "pictures in a callout", "pictures in steps", "pictures in a definition", "headings in a callout",
        "headings in a callout of a card", "headings in a card", "linked words in cells",
        "long headings of columns"])  # fmt: skip
def test_it_is_printed_whole(petite: Path, run: Callable, body: str):
    written(petite, body)
    built = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert built.code == 0, built.out


def test_the_mark_of_a_doubt_is_seen_on_each_opener(petite: Path, run: Callable):
    """They have three grounds in turn."""
    with (petite / "data/indicators/ateliers.yml").open("a", encoding="utf-8") as file:
        file.write(DOUBTFUL)
    report = (petite / "report.yml").read_text("utf-8")
    lead = """lead: '{{ value("velos.donnes", unit=true) }}.'"""
    report = report.replace("lead: Trois métiers, un seul toit.", lead)
    for name in ("deux", "trois"):
        report += f"  - part: La suite\n    {lead}\n  - {name}\n"
        (petite / f"content/{name}.md").write_text(f"---\ntitle: Le {name}\n---\n\nUn texte.\n", "utf-8")
    (petite / "report.yml").write_text(report, "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out


@pytest.mark.parametrize("body", [
    "| Un vers de la chanson\n|   et le suivant\n| puis la fin",
    "| Un vers et sa note[^v]\n| puis **un autre**\n\n[^v]: La note du vers.",
    "> | Un vers cité\n> | puis la fin",
], ids=["verses", "with a note", "quoted"])  # fmt: skip
def test_verses_are_read_in_each_file(petite: Path, run: Callable, body: str):
    written(petite, body)
    built = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert built.code == 0, built.out


@pytest.mark.parametrize("call", ['chart("heures")', 'table("heures_par_atelier")', 'people("bureau")'])
def test_a_call_under_a_table_without_bars_is_no_row_of_it(petite: Path, run: Callable, call: str):
    written(petite, f"Atelier   Jour\n--------  -----\nLe bois   Lundi\n{{{{ {call} }}}}\n\nFin.")
    built = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert built.code == 0, built.out


@pytest.mark.parametrize("text", ["`16h15`12 mars 2024", "`réf. 3`2019, et *`4`2020*", "**`12`**15 mars 2024"])
def test_digits_that_code_touches_are_one_number_in_both(petite: Path, run: Callable, text: str):
    written(petite, f"Le {text}.")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out


@pytest.mark.parametrize("cells", [
    "2024,mars,Le plan 2023-2027,%le mot", "2024,mars,Un plan 2023-2027,€ et plus", "2024,mars,En 2019,% de plus",
])  # fmt: skip
def test_a_number_does_not_join_the_next_cell(petite: Path, run: Callable, cells: str):
    written(petite, '{{ table("agenda") }}')
    (petite / "data/tables/agenda.csv").write_text(f"year,when,title,place\n{cells}\n", "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out
